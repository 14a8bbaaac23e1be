"""Addresses that digests are posted to, and what waits to be posted."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlite_utils import Database

from db.connect import immediate, named_sql


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook:
    """Where a reader's digests go beside the mail, or alone, and the secret that signs them."""

    url: str
    secret: str
    alone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A digest that this process, and no other, may post until its lease runs out."""

    id: int
    key: str
    body: bytes
    attempts: int
    queued_at: datetime
    url: str
    secret: str


def set_webhook(db: Database, subscriber_id: int, url: str, *, now: datetime, alone: bool = False) -> None:
    """Post the reader's digests there from now on, signed with a new secret. The address is checked elsewhere."""
    row = {"subscriber_id": subscriber_id, "url": url, "secret": secrets.token_urlsafe(32), "now": now.isoformat()}
    row["alone"] = int(alone)
    with immediate(db):
        db.conn.execute(named_sql("subscribers/set_webhook"), row)


def drop_webhook(db: Database, subscriber_id: int, *, now: datetime) -> None:
    """Post the reader's digests nowhere; what waits, and stands in no mail, is mailed."""
    own = {"subscriber_id": subscriber_id}
    with immediate(db):
        for (call_id,) in db.conn.execute(named_sql("subscribers/waiting_calls_of"), own).fetchall():
            _mail_instead(db, call_id, now=now)
        db.conn.execute(named_sql("subscribers/drop_webhook"), own)


def webhook_of(db: Database, subscriber_id: int) -> Webhook | None:
    """Where the reader's digests are posted."""
    for row in db.query(named_sql("subscribers/webhook_of"), {"subscriber_id": subscriber_id}):
        return Webhook(url=row["url"], secret=row["secret"], alone=bool(row["alone"]))
    return None


def lease(db: Database, *, now: datetime, seconds: int, limit: int) -> list[Call]:
    """Posts that are due, the oldest first."""
    row = {"now": now.isoformat(), "until": (now + timedelta(seconds=seconds)).isoformat(), "limit": limit}
    with immediate(db):
        found = db.conn.execute(named_sql("subscribers/lease_calls"), row).fetchall()
    return [
        Call(
            id=id,
            key=key,
            body=body,
            attempts=attempts,
            queued_at=datetime.fromisoformat(queued_at),
            url=url,
            secret=secret,
        )
        for id, key, body, attempts, queued_at, url, secret in sorted(found)
    ]


def taken(db: Database, call_id: int, *, now: datetime) -> None:
    """The other side said yes."""
    with immediate(db):
        db.conn.execute(named_sql("subscribers/call_taken"), {"id": call_id, "now": now.isoformat()})


def again(db: Database, call_id: int, *, next_try_at: datetime, error: str) -> None:
    """Post it again then."""
    row = {"id": call_id, "next_try_at": next_try_at.isoformat(), "error": error}
    with immediate(db):
        db.conn.execute(named_sql("subscribers/call_again"), row)


def failed(db: Database, call_id: int, *, error: str, now: datetime) -> None:
    """Given up, with the reason; what stands in no mail is mailed."""
    with immediate(db):
        _mail_instead(db, call_id, now=now)
        db.conn.execute(named_sql("subscribers/call_failed"), {"id": call_id, "error": error})


def _mail_instead(db: Database, call_id: int, *, now: datetime) -> None:
    db.conn.execute(named_sql("subscribers/call_to_mail"), {"id": call_id, "now": now.isoformat()})


def states(db: Database) -> dict[str, int]:
    """How many posts stand in which state."""
    return {row["state"]: row["calls"] for row in db.query(named_sql("subscribers/call_states"))}
