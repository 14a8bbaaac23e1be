"""By what texts that tell the same story are found: one sketch a text, made once."""

from collections.abc import Mapping

from sqlite_utils import Database

from db.connect import immediate, named_sql


def sketches(db: Database, stamp: str) -> dict[str, bytes]:
    """Text hash -> the sketch that was kept of the text, of those that this stamp made."""
    return {row["text_hash"]: row["sketch"] for row in db.query(named_sql("archive/sketches"), {"stamp": stamp})}


def save_sketches(db: Database, made: Mapping[str, bytes], *, stamp: str) -> None:
    """Keep what was made of these texts, by their hashes; what is out of date goes."""
    rows = [{"text_hash": text, "sketch": sketch, "stamp": stamp} for text, sketch in made.items()]
    with immediate(db):
        db.conn.executemany(named_sql("archive/save_sketch"), rows)
        db.conn.execute(named_sql("archive/forget_sketches"), {"stamp": stamp})
