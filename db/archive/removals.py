"""Texts that were taken down at somebody's request: blocked, forgotten, and kept as a line that says so."""

from datetime import datetime

from sqlite_utils import Database

from db.archive.pages import add_event, page
from db.archive.store import readings_changed
from db.connect import immediate, named_sql
from records.records import RawPlace


def block(db: Database, url: str, *, reason: str, now: datetime) -> list[RawPlace]:
    """Never fetch or show the address again; returns where the bytes of its page are, for them to be blanked."""
    with immediate(db):
        addresses = [row["url"] for row in db.query(named_sql("pages/addresses_of"), {"url": url})]
        for address in addresses:
            db.conn.execute(named_sql("pages/add_removal"), {"url": address, "reason": reason, "now": now.isoformat()})
            db.conn.execute(named_sql("pages/leave_frontier"), {"url": address})
        known = page(db, url)
        if known is None:
            return []
        if known.status != "blocked":
            db.conn.execute(
                named_sql("pages/set_status"), {"page_id": known.id, "status": "blocked", "now": now.isoformat()}
            )
            add_event(db, known.id, "removed", note=reason, now=now)
        rows = db.query(named_sql("pages/places_of"), {"page_id": known.id})
        return [RawPlace(file=row["raw_file"], offset=row["raw_offset"], length=row["raw_length"]) for row in rows]


def forget(db: Database, url: str, *, now: datetime) -> None:
    """Delete all that was read from the page; its address and the reason stay."""
    known = page(db, url)
    if known is None:
        return
    # Deleted rows are overwritten in the file, not only unlinked.
    db.conn.execute("pragma secure_delete = on")
    with immediate(db):
        db.conn.execute(named_sql("pages/forget_current"), {"page_id": known.id})
        for table in ("readings", "articles", "changes", "standings"):
            db.conn.execute(named_sql(f"pages/forget_{table}"), {"page_id": known.id})
        db.conn.execute(named_sql("pages/forget_revisions"), {"page_id": known.id})
        readings_changed(db, f"removed {url}", now=now)


def removals(db: Database) -> list[dict[str, str]]:
    """What was taken down: url, reason, removed_at; the latest first."""
    return list(db.query(named_sql("pages/removals")))
