"""Addresses to which nothing is ever sent, because whoever has them said so; kept as hashes."""

from datetime import datetime

from sqlite_utils import Database

from db.connect import immediate, named_sql
from db.subscribers.addresses import mailbox_of, one_address
from records.signatures import text_hash


def suppress(db: Database, address: str, *, now: datetime) -> None:
    """Send nothing there from now on, not even a link that confirms, and forget its reader. Raises BadAddress."""
    address = one_address(address)
    with immediate(db):
        db.conn.execute(named_sql("subscribers/suppress"), _row(address) | {"now": now.isoformat()})
        found = db.conn.execute(named_sql("subscribers/subscriber_by_address"), {"address": address}).fetchone()
        if found is not None:
            db.conn.execute(named_sql("subscribers/delete_subscriber"), {"subscriber_id": found[0]})
            db.conn.execute(named_sql("subscribers/forget_mails"))


def lift(db: Database, address: str) -> bool:
    """Let the address be mailed again; False where it was not suppressed. Raises BadAddress."""
    with immediate(db):
        row = _row(one_address(address))
        return bool(db.conn.execute(named_sql("subscribers/lift_suppression"), row).rowcount)


def is_suppressed(db: Database, address: str) -> bool:
    """Whether nothing is to be sent to an address that was checked, however its mailbox is tagged."""
    return db.conn.execute(named_sql("subscribers/is_suppressed"), _row(address)).fetchone() is not None


def how_many(db: Database) -> int:
    """To how many addresses nothing is sent."""
    return int(db.conn.execute(named_sql("subscribers/count_suppressed")).fetchone()[0])


def _row(address: str) -> dict[str, str]:
    return {"address_hash": text_hash(mailbox_of(address))}
