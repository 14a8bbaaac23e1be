"""`greenpaper snapshot`: a dated copy of what is published, for anybody to download, check and cite."""

from datetime import datetime
from pathlib import Path

from db.connect import open_database
from db.public.migrations import migrations as public_schema
from db.snapshot import SnapshotExists, write_snapshot
from greenpaper.settings import Settings
from records.dates import LONDON
from records.errors import Tellable


class AlreadyThere(Tellable):
    """Today's snapshot is made; the message names it."""


def make_snapshot(settings: Settings, *, now: datetime) -> Path:
    """The manifest of today's snapshot, where the site offers it. Raises AlreadyThere."""
    open_database(settings.public_path, public_schema).close()  # made, or brought to today's schema
    try:
        return write_snapshot(
            settings.public_path,
            settings.data_dir / "snapshots",
            day=now.astimezone(LONDON).date().isoformat(),
        )
    except SnapshotExists as error:
        raise AlreadyThere(str(error)) from None
