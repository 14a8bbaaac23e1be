"""What has been made, told and sent: runs, digests and the outgoing mail."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlite_utils import Database

from db.connect import immediate, named_sql
from db.subscribers.moves import Move, add_moves


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A stretch of time that digests of one frequency are made for; ``until`` is not in it."""

    id: int
    frequency: str
    since: datetime
    until: datetime


def open_run(db: Database, frequency: str) -> Run | None:
    """The run that was begun and not finished."""
    for row in db.query(named_sql("subscribers/open_run"), {"frequency": frequency}):
        return Run(
            id=row["id"],
            frequency=frequency,
            since=datetime.fromisoformat(row["window_start"]),
            until=datetime.fromisoformat(row["window_end"]),
        )
    return None


def last_run_end(db: Database, frequency: str) -> datetime | None:
    """Up to when the digests of a frequency are planned or made; None before the first."""
    found = db.conn.execute(named_sql("subscribers/last_run_end"), {"frequency": frequency}).fetchone()[0]
    return datetime.fromisoformat(found) if found else None


def has_finished_run(db: Database, frequency: str) -> bool:
    """True once a run of that frequency has been finished."""
    row = {"frequency": frequency}
    return db.conn.execute(named_sql("subscribers/has_finished_run"), row).fetchone() is not None


def plan_run(db: Database, frequency: str, *, since: datetime, until: datetime, now: datetime) -> None:
    """Begin a run; where another process has begun it already, that one stands."""
    with immediate(db):
        db.conn.execute(
            named_sql("subscribers/plan_run"),
            {
                "frequency": frequency,
                "window_start": since.isoformat(),
                "window_end": until.isoformat(),
                "now": now.isoformat(),
            },
        )


def finish_run(
    db: Database, run: Run, considered: Iterable[tuple[str, str]], *, now: datetime, forget_before: datetime
) -> None:
    """All digests of the run are made; ``considered``: (id, known_at) of every article that it has seen."""
    with immediate(db):
        _consider(db, run.frequency, considered)
        old = {"frequency": run.frequency, "before": forget_before.isoformat()}
        db.conn.execute(named_sql("subscribers/forget_considered"), old)
        db.conn.execute(named_sql("subscribers/finish_run"), {"run_id": run.id, "now": now.isoformat()})


def _consider(db: Database, frequency: str, considered: Iterable[tuple[str, str]]) -> None:
    rows = [{"frequency": frequency, "article_id": id, "known_at": known} for id, known in considered]
    db.conn.executemany(named_sql("subscribers/consider"), rows)


def considered_since(db: Database, frequency: str, since: datetime) -> frozenset[str]:
    """Ids of the articles, known since then, that finished runs of that frequency have seen."""
    row = {"frequency": frequency, "since": since.isoformat()}
    return frozenset(found[0] for found in db.conn.execute(named_sql("subscribers/considered_since"), row))


def told_to(db: Database, subscriber_id: int) -> frozenset[tuple[str, str]]:
    """(item, day) of everything that a reader was told."""
    rows = db.conn.execute(named_sql("subscribers/told_of"), {"subscriber_id": subscriber_id})
    return frozenset((item, day) for item, day in rows)


def has_digest(db: Database, subscriber_id: int, run: Run) -> bool:
    """True where the reader's digest of that run is made."""
    row = {"subscriber_id": subscriber_id, "frequency": run.frequency, "window_start": run.since.isoformat()}
    return db.conn.execute(named_sql("subscribers/has_digest"), row).fetchone() is not None


class ToldMeanwhile(RuntimeError):
    """Another digest has told the reader some of it since this one was put together; nothing is kept of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """A message as it is to be sent, whatever happens."""

    key: str
    message_id: str
    recipient: str
    message: bytes


def save_digest(
    db: Database,
    subscriber_id: int,
    run: Run,
    *,
    told: Sequence[tuple[str, str]],
    entries: int,
    mail: Mail,
    now: datetime,
    moves: Iterable[Move] = (),
    call: bytes = b"",
    call_alone: bool = False,
) -> bool:
    """Keep a digest, what it tells and its mail, all or nothing; False where it was there already.

    ``call``: what is posted to the reader's webhook, if they have one; ``call_alone``: in place of the mail,
    which waits beside it for when it cannot be posted. Raises ToldMeanwhile.
    """
    with immediate(db):
        made = db.conn.execute(
            named_sql("subscribers/add_digest"),
            {
                "subscriber_id": subscriber_id,
                "frequency": run.frequency,
                "window_start": run.since.isoformat(),
                "window_end": run.until.isoformat(),
                "entries": entries,
                "now": now.isoformat(),
            },
        )
        if not made.rowcount:
            return False
        digest_id = made.lastrowid
        assert digest_id is not None
        items = [
            {"subscriber_id": subscriber_id, "item": item, "happened_on": day, "digest_id": digest_id}
            for item, day in told
        ]
        if items and db.conn.executemany(named_sql("subscribers/add_told"), items).rowcount < len(items):
            raise ToldMeanwhile
        add_moves(db, moves, subscriber_id=subscriber_id, digest_id=digest_id)
        row = {"subscriber_id": subscriber_id, "digest_id": digest_id, "key": mail.key, "body": call}
        row |= {"message_id": mail.message_id, "message": mail.message, "now": now.isoformat()}
        posted = call and db.conn.execute(named_sql("subscribers/add_call"), row).rowcount
        if not (posted and call_alone):
            add_mail(db, mail, digest_id=digest_id, now=now)
    return True


def queue_mail(db: Database, mail: Mail, *, now: datetime) -> None:
    """Queue a mail that is no digest, such as a link that confirms; the same key is queued once."""
    with immediate(db):
        add_mail(db, mail, digest_id=None, now=now)


def add_mail(db: Database, mail: Mail, *, digest_id: int | None, now: datetime) -> None:
    """Put a mail into the outbox, within a transaction of the caller's."""
    row = {
        "digest_id": digest_id,
        "key": mail.key,
        "message_id": mail.message_id,
        "recipient": mail.recipient,
        "message": mail.message,
        "now": now.isoformat(),
    }
    db.conn.execute(named_sql("subscribers/add_mail"), row)


def skip_to(
    db: Database,
    frequency: str,
    *,
    since: datetime,
    until: datetime,
    considered: Iterable[tuple[str, str]],
    now: datetime,
) -> None:
    """Hold everything up to ``until`` for told: what is open is closed, and the next run begins there."""
    row = {"frequency": frequency, "window_start": since.isoformat(), "window_end": until.isoformat()}
    with immediate(db):
        db.conn.execute(named_sql("subscribers/close_runs"), {"frequency": frequency, "now": now.isoformat()})
        if since < until:
            db.conn.execute(named_sql("subscribers/skip_run"), row | {"now": now.isoformat()})
        _consider(db, frequency, considered)


def hold_mails(db: Database, *, reason: str) -> int:
    """Give up every mail, and every post to a webhook, that waits; how many mails they were."""
    with immediate(db):
        db.conn.execute(named_sql("subscribers/hold_calls"), {"reason": reason})
        return int(db.conn.execute(named_sql("subscribers/hold_mails"), {"reason": reason}).rowcount)


# ---------------------------------------------------------------- sending


@dataclass(frozen=True, slots=True, kw_only=True)
class Leased:
    """A mail that this process, and no other, may send until its lease runs out."""

    id: int
    message_id: str
    recipient: str
    message: bytes
    attempts: int
    queued_at: datetime


def lease(db: Database, *, now: datetime, seconds: int, limit: int) -> list[Leased]:
    """Mails that are due, the oldest first."""
    row = {"now": now.isoformat(), "until": (now + timedelta(seconds=seconds)).isoformat(), "limit": limit}
    with immediate(db):
        found = db.conn.execute(named_sql("subscribers/lease_mails"), row).fetchall()
    return [
        Leased(
            id=id,
            message_id=message_id,
            recipient=recipient,
            message=message,
            attempts=attempts,
            queued_at=datetime.fromisoformat(queued_at),
        )
        for id, message_id, recipient, message, attempts, queued_at in sorted(found)
    ]


def mark_sent(db: Database, mail_id: int, *, now: datetime) -> None:
    """The server has taken it."""
    _mark(db, "mark_sent", {"id": mail_id, "now": now.isoformat()})


def mark_retry(db: Database, mail_id: int, *, next_try_at: datetime, error: str, counted: bool = True) -> None:
    """Try again then. ``counted`` False: the server was not reached, which is not the mail's fault."""
    row = {"id": mail_id, "next_try_at": next_try_at.isoformat(), "error": error, "counted": int(counted)}
    _mark(db, "mark_retry", row)


def mark_failed(db: Database, mail_id: int, *, error: str) -> None:
    """Given up, with the server's words."""
    _mark(db, "mark_failed", {"id": mail_id, "error": error})


def _mark(db: Database, query: str, row: Mapping[str, object]) -> None:
    with immediate(db):
        db.conn.execute(named_sql(f"subscribers/{query}"), dict(row))
        db.conn.execute(named_sql("subscribers/forget_goodbye"), dict(row))


def forget_sent(db: Database, *, before: datetime) -> int:
    """Forget the words of mails sent or given up before then; what became of them stays known. How many they were."""
    with immediate(db):
        db.conn.execute(named_sql("subscribers/forget_calls"), {"before": before.isoformat()})
        return int(db.conn.execute(named_sql("subscribers/forget_sent"), {"before": before.isoformat()}).rowcount)


def failed_mails(db: Database, *, limit: int = 100) -> list[dict[str, Any]]:
    """The mails that were given up, the newest first, with the server's words."""
    return list(db.query(named_sql("subscribers/outbox_failed"), {"limit": limit}))


def replay(db: Database, mail_id: int, *, now: datetime) -> bool:
    """Queue a mail again that was given up or held, under the same Message-ID; False where there is none such."""
    row = {"id": mail_id, "now": now.isoformat()}
    with immediate(db):
        return bool(db.conn.execute(named_sql("subscribers/replay"), row).rowcount)


def last_runs(db: Database) -> list[dict[str, Any]]:
    """The last stretch of time of each frequency, with how many digests were made for it."""
    return list(db.query(named_sql("subscribers/last_runs")))


def mailed(db: Database) -> dict[str, datetime]:
    """Told item -> when it was first mailed to anybody."""
    rows = db.query(named_sql("subscribers/mailed"))
    return {row["item"]: datetime.fromisoformat(row["mailed_at"]) for row in rows}


def outbox_states(db: Database) -> dict[str, int]:
    """How many mails stand in which state."""
    return {row["state"]: row["mails"] for row in db.query(named_sql("subscribers/outbox_states"))}
