"""`greenpaper backup` and `restore`: the databases and the captures, checked on the way out and on the way back."""

import json
import os
import shutil
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from db.archive import store
from db.backup import copy_database, read_back
from db.connect import open_database
from db.public.migrations import migrations as public_schema
from db.subscribers.store import open_subscribers
from digests.run import after_restore
from greenpaper.lock import only_writer
from greenpaper.settings import Settings
from records.errors import Tellable
from records.signatures import file_hash

_MANIFEST = "manifest.json"
#: The subscribers' last: what a digest told stands in the other two by then.
_DATABASES = ("archive.db", "greenpaper.db", "subscribers.db")


class BadBackup(Tellable):
    """A folder is no backup, or not what it was when it was made; the message names the file."""


class NotEmpty(Tellable):
    """The data folder holds something; the message says how to go on."""


def back_up(settings: Settings, folder: Path, *, now: datetime, say: Callable[[str], None]) -> Path:
    """The new backup's folder inside ``folder``; it has its name only when it is whole. Others may write meanwhile."""
    name = f"greenpaper-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    made, partial = folder / name, folder / f"{name}.partial"
    shutil.rmtree(partial, ignore_errors=True)
    present = [database for database in _DATABASES if (settings.data_dir / database).exists()]
    if not present:
        raise BadBackup(f"{settings.data_dir} holds no database; there is nothing to back up")
    partial.mkdir(parents=True)
    try:
        _fill(partial, settings, present, now=now, say=say)
        partial.rename(made)
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise
    return made


def _fill(
    folder: Path, settings: Settings, databases: Sequence[str], *, now: datetime, say: Callable[[str], None]
) -> None:
    rows = {}
    for database in databases:
        rows[database] = copy_database(settings.data_dir / database, folder / database)
        say(f"{database}: {sum(rows[database].values()):,} rows")
    for capture in sorted(settings.raw_dir.glob("*.warc.gz")) if settings.raw_dir.exists() else ():
        (folder / "raw").mkdir(exist_ok=True)
        shutil.copy2(capture, folder / "raw" / capture.name)
    manifest = {
        "made_at": now.astimezone(UTC).isoformat(),
        "rows": rows,
        "files": {path: file_hash(folder / path) for path in _files(folder)},
    }
    (folder / _MANIFEST).write_text(json.dumps(manifest, indent=1), encoding="utf-8")
    _flush(folder)


def restore(settings: Settings, backup: Path, *, now: datetime, replace: bool, say: Callable[[str], None]) -> None:
    """Put a backup in the data folder's place; with ``replace`` what stands there is moved aside first.

    A restored backup mails nothing twice: what waited to be sent when it was made is held back, and what
    became known until now counts as told. Raises BadBackup or NotEmpty before anything is changed.
    """
    check_backup(backup)
    with only_writer(settings.data_dir):
        there = [name for name in (*_DATABASES, "raw") if (settings.data_dir / name).exists()]
        if there and not replace:
            raise NotEmpty(
                f"{settings.data_dir} holds {there[0]}; "
                "give --replace to move it aside, or name another folder with --data"
            )
        if there:
            aside = settings.data_dir / f"before-restore-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
            aside.mkdir()
            for name in (*there, *(f"{database}{tail}" for database in _DATABASES for tail in ("-wal", "-shm"))):
                if (settings.data_dir / name).exists():
                    (settings.data_dir / name).rename(aside / name)
            say(f"What was there is now in {aside}")
        for path in _files(backup):
            if path != _MANIFEST:
                target = settings.data_dir / path
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(backup / path, target)
        held = _tell_nothing_twice(settings, now=now)
        say("The next crawl counts as backfill: what it finds may have been mailed before.")
        if held:
            say(f"Held back, as they may have been sent since the backup was made: {held:,} waiting mails.")


def _tell_nothing_twice(settings: Settings, *, now: datetime) -> int:
    archive = store.open_archive(settings.archive_path)
    try:
        store.note_restored(archive, now=now)
    finally:
        archive.close()
    if not settings.subscribers_path.exists():
        return 0
    public = open_database(settings.public_path, public_schema)
    subscribers = open_subscribers(settings.subscribers_path)
    try:
        return after_restore(public, subscribers, now=now)
    finally:
        public.close()
        subscribers.close()


def check_backup(backup: Path) -> dict[str, dict[str, int]]:
    """Rows by table by database, after every file was read and compared with the manifest. Raises BadBackup."""
    try:
        manifest = json.loads((backup / _MANIFEST).read_text(encoding="utf-8"))
        files, rows = dict(manifest["files"]), dict(manifest["rows"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadBackup(f"{backup} is no backup: its {_MANIFEST} cannot be read ({error})") from None
    for path, digest in files.items():
        if not (backup / path).is_file():
            raise BadBackup(f"{backup / path} is missing")
        if file_hash(backup / path) != digest:
            raise BadBackup(f"{backup / path} is not what it was when the backup was made")
    for database, expected in rows.items():
        if read_back(backup / database) != expected:
            raise BadBackup(f"{backup / database} does not hold the rows that the manifest tells")
    return rows


def _files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def _flush(folder: Path) -> None:
    for path in _files(folder):
        with (folder / path).open("rb") as file:
            os.fsync(file.fileno())
