"""What is to be fetched, what the lists said last, and what each server has asked of us."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlite_utils import Database

from db.connect import immediate, named_sql


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of an address that a list names."""

    url: str
    page_id: int | None
    status: str | None
    hinted_at: str | None
    first_seen_at: str | None
    checked_at: str | None
    checks: int | None
    fetch_url: str | None
    state: str | None  # of its place in the frontier: queued | failed
    next_try_at: str | None
    attempts: int | None
    removed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Queued:
    """An address to be fetched. ``etag`` and ``last_modified`` are what its page answered last from ``fetch_url``."""

    url: str
    source: str
    fetch_url: str
    hints: dict[str, str]
    hinted_at: str | None = None
    backfill: bool = False
    attempts: int = 0
    number: int = 0  # its place in the queue
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListState:
    """What a list answered last."""

    url: str
    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None
    hinted_at: str | None = None  # when its index said that it changed


@dataclass(frozen=True, slots=True, kw_only=True)
class Host:
    """What a server has asked of us."""

    host: str
    robots: str | None
    robots_at: str | None
    rest_until: str | None
    failures: int
    reason: str


def known(db: Database, urls: Iterable[str]) -> dict[str, Known]:
    """What is known of each of these canonical addresses; every one of them is in the answer."""
    rows = db.query(named_sql("pages/known"), {"urls": json.dumps(list(urls))})
    return {row["url"]: Known(**{**row, "removed": bool(row["removed"])}) for row in rows}


def take_list(
    db: Database,
    source: str,
    *,
    queue: Sequence[Queued],
    seen_pages: Sequence[int],
    lists: Sequence[ListState],
    cursors: Mapping[str, str],
    now: datetime,
) -> None:
    """Keep what a list brought, in one transaction: addresses to fetch, pages that it still names, marks moved."""
    at = now.isoformat()
    with immediate(db):
        for item in queue:
            db.conn.execute(
                named_sql("pages/enqueue"),
                {
                    "url": item.url,
                    "source": source,
                    "fetch_url": item.fetch_url,
                    "hints": json.dumps(item.hints, ensure_ascii=False, sort_keys=True),
                    "hinted_at": item.hinted_at,
                    "backfill": int(item.backfill),
                    "now": at,
                },
            )
        if seen_pages:
            db.conn.execute(named_sql("pages/touch_pages"), {"ids": json.dumps(list(seen_pages)), "now": at})
        for state in lists:
            db.conn.execute(
                named_sql("pages/save_list"),
                {
                    "url": state.url,
                    "source": source,
                    "etag": state.etag,
                    "last_modified": state.last_modified,
                    "body_hash": state.body_hash,
                    "hinted_at": state.hinted_at,
                    "now": at,
                },
            )
        for name, value in cursors.items():
            db.conn.execute(named_sql("pages/save_cursor"), {"source": source, "name": name, "value": value})


def next_queued(db: Database, source: str, *, after: int, limit: int, now: datetime) -> list[Queued]:
    """The next addresses of a source that are due, after the place in the queue that was handed out last."""
    rows = db.query(
        named_sql("pages/next_queued"), {"source": source, "after": after, "limit": limit, "now": now.isoformat()}
    )
    return [
        Queued(
            url=row["url"],
            source=row["source"],
            fetch_url=row["fetch_url"],
            hints=json.loads(row["hints"]),
            hinted_at=row["hinted_at"],
            backfill=bool(row["backfill"]),
            attempts=row["attempts"],
            number=row["number"],
            etag=row["etag"] if row["last_fetch_url"] == row["fetch_url"] else None,
            last_modified=row["last_modified"] if row["last_fetch_url"] == row["fetch_url"] else None,
        )
        for row in rows
    ]


def count_queued(db: Database, source: str, *, now: datetime) -> int:
    """How many addresses of a source are due."""
    row = db.conn.execute(named_sql("pages/count_queued"), {"source": source, "now": now.isoformat()}).fetchone()
    return int(row[0])


def list_states(db: Database, source: str) -> dict[str, ListState]:
    """What the lists of a source answered last, by address."""
    return {row["url"]: ListState(**row) for row in db.query(named_sql("pages/lists"), {"source": source})}


def cursors(db: Database, source: str) -> dict[str, str]:
    """How far a source has been read, by the name of the mark."""
    return {row["name"]: row["value"] for row in db.query(named_sql("pages/cursors"), {"source": source})}


def hosts(db: Database) -> dict[str, Host]:
    """What the servers have asked of us, by host."""
    return {row["host"]: Host(**row) for row in db.query(named_sql("pages/hosts"))}


def save_robots(db: Database, host: str, robots: str, *, now: datetime) -> None:
    """Keep a server's robots.txt, so that it need not be asked for at every run."""
    with immediate(db):
        db.conn.execute(named_sql("pages/save_robots"), {"host": host, "robots": robots, "now": now.isoformat()})


def rest_host(db: Database, host: str, *, until: datetime | None, failures: int, reason: str) -> None:
    """Leave a server alone until then; None lets it be asked again."""
    with immediate(db):
        db.conn.execute(
            named_sql("pages/rest_host"),
            {
                "host": host,
                "rest_until": until.isoformat() if until else None,
                "failures": failures,
                "reason": reason,
            },
        )


def due_for_another_look(
    db: Database, source: str, *, limit: int, pause: timedelta, young: timedelta, now: datetime
) -> list[Queued]:
    """Pages first seen within ``young`` and last asked longer ago than ``pause``, doubled for each time in vain."""
    rows = db.query(
        named_sql("pages/due_for_another_look"),
        {
            "source": source,
            "limit": limit,
            "pause": pause / timedelta(days=1),
            "young": (now - young).isoformat(),
            "now": now.isoformat(),
        },
    )
    return [
        Queued(
            url=row["url"],
            source=source,
            fetch_url=row["fetch_url"],
            hints=json.loads(row["hints"]),
            hinted_at=row["hinted_at"],
        )
        for row in rows
    ]
