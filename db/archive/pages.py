"""The archive as the crawl sees it: pages and their revisions, and how the crawl's results are kept.

A fetched body and its place in the frontier change in one transaction, after its raw bytes are on the
disk: a process that is killed anywhere leaves every page either stored or still to be fetched.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlite_utils import Database

from db.archive.issues import record_issue, resolve_issue
from db.connect import immediate, named_sql
from records.records import Issue, RawPlace

_FIRST_WAIT = timedelta(minutes=15)  # before a page that failed is tried again; doubled each time
_LONGEST_WAIT = timedelta(hours=24)
_ATTEMPTS = 7  # about two days; then only a new hint in a list brings the address back


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRow:
    """What the archive knows of one address."""

    id: int
    url: str
    source: str
    fetch_url: str
    status: str  # live | gone | withdrawn | blocked
    etag: str | None
    last_modified: str | None
    hinted_at: str | None  # when a list last said that it changed
    first_seen_at: str
    last_seen_at: str
    checked_at: str | None  # when it was last asked for
    checks: int  # how often it had not changed since it last did
    body_hash: str | None  # of its current revision


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """What became of a body or a miss: "new" page, "changed", "unchanged", "refused", "failed" or "waits"."""

    outcome: str
    revision_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A body that came, its raw record being on the disk. ``url`` is the page's canonical address."""

    url: str
    source: str
    fetch_url: str
    body_hash: str
    content_type: str
    raw: RawPlace | None  # None where the body is the current one and was not written again
    hints: dict[str, str]
    etag: str | None
    last_modified: str | None
    hinted_at: str | None
    seen_at: datetime
    backfill: bool
    queued_url: str = ""  # the address in the frontier, where the page turned out to stand elsewhere
    status: str = "live"  # or withdrawn, where the page itself says so


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """An address that brought no body, and why."""

    url: str
    source: str
    outcome: (
        str  # same (304) | gone | refused | failed | elsewhere (stands at ``target``) | waits (no fault of its own)
    )
    reason: str = ""
    hinted_at: str | None = None
    target: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRun:
    """What a source gave in a run."""

    run_id: int
    source: str
    requests: int = 0
    seen: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: int = 0
    failed: int = 0
    seconds: float = 0.0
    note: str = ""


def page(db: Database, url: str) -> PageRow | None:
    """The page at a canonical address, or at the one that it led to; None when it was never seen."""
    row = next(iter(db.query(named_sql("pages/page"), {"url": url})), None)
    return PageRow(**row) if row else None


def holds_body(db: Database, url: str, body_hash: str) -> bool:
    """Whether the page at an address has, or once had, this body."""
    known = page(db, url)
    return known is not None and _revision_of(db, known.id, body_hash) is not None


def _revision_of(db: Database, page_id: int, body_hash: str) -> int | None:
    query = named_sql("pages/revision_of")
    row = db.conn.execute(query, {"page_id": page_id, "body_hash": body_hash}).fetchone()
    return int(row[0]) if row else None


def raw_end(db: Database, file: str) -> int | None:
    """Where the last capture that is known in a raw file ends; None when none is known there."""
    (end,) = db.conn.execute(named_sql("pages/raw_end"), {"file": file}).fetchone()
    return end if end is None else int(end)


def save_revision(
    db: Database,
    *,
    url: str,
    source: str,
    fetch_url: str,
    body_hash: str,
    content_type: str,
    raw: RawPlace | None,
    hints: dict[str, str],
    etag: str | None,
    last_modified: str | None,
    hinted_at: str | None,
    seen_at: datetime,
    backfill: bool,
) -> Saved:
    """Keep one body of a page; the same body again only renews what is known of the page. ``raw``: None for a body
    that ``holds_body`` knows, whose bytes are kept already.
    """
    fetched = Fetched(
        url=url,
        source=source,
        fetch_url=fetch_url,
        body_hash=body_hash,
        content_type=content_type,
        raw=raw,
        hints=hints,
        etag=etag,
        last_modified=last_modified,
        hinted_at=hinted_at,
        seen_at=seen_at,
        backfill=backfill,
    )
    with immediate(db):
        return _save(db, fetched)


def settle(
    db: Database, results: Sequence[Fetched | Missed], *, runs: Iterable[SourceRun] = (), now: datetime
) -> list[Saved]:
    """Keep a batch of what the crawl brought or missed, in one transaction; one answer a result.

    ``runs`` are the counts as they will stand when this batch is kept.
    """
    with immediate(db):
        answers = [
            _save(db, result)
            if isinstance(result, Fetched)
            else Saved(outcome=_miss(db, result, now), revision_id=None)
            for result in results
        ]
        for run in runs:
            note_source_run(db, run, finished_at=None)
    return answers


def _save(db: Database, fetched: Fetched) -> Saved:
    at = fetched.seen_at.isoformat()
    queued_url = fetched.queued_url or fetched.url
    db.conn.execute(named_sql("pages/leave_frontier"), {"url": queued_url})
    if is_removed(db, fetched.url) or is_removed(db, queued_url):
        return Saved(outcome="refused", revision_id=None)
    if queued_url != fetched.url:
        _move(db, queued_url, fetched.url, now=fetched.seen_at)
    before = page(db, fetched.url)
    if before is None:
        cursor = db.conn.execute(
            named_sql("pages/add_page"),
            {"url": fetched.url, "source": fetched.source, "fetch_url": fetched.fetch_url, "now": at},
        )
        page_id, outcome = int(cursor.lastrowid or 0), "new"
    else:
        page_id = before.id
        outcome = "unchanged" if before.body_hash == fetched.body_hash else "changed"
        if before.status != fetched.status:
            kind = "back" if fetched.status == "live" else fetched.status
            add_event(db, page_id, kind, note="", now=fetched.seen_at)
    if fetched.raw is not None and outcome != "unchanged":
        db.conn.execute(
            named_sql("pages/add_revision"),
            {
                "page_id": page_id,
                "body_hash": fetched.body_hash,
                "content_type": fetched.content_type,
                "raw_file": fetched.raw.file,
                "raw_offset": fetched.raw.offset,
                "raw_length": fetched.raw.length,
                "hints": json.dumps(fetched.hints, ensure_ascii=False, sort_keys=True),
                "now": at,
                "backfill": int(fetched.backfill),
            },
        )
    revision_id = _revision_of(db, page_id, fetched.body_hash)
    if revision_id is None:
        raise ValueError(f"{fetched.url}: a new body was to be kept without the place of its bytes")
    db.conn.execute(
        named_sql("revisions/add_standing"),
        {"page_id": page_id, "revision_id": revision_id, "now": at, "backfill": int(fetched.backfill)},
    )
    db.conn.execute(
        named_sql("pages/renew_page"),
        {
            "page_id": page_id,
            "fetch_url": fetched.fetch_url,
            "revision_id": revision_id,
            "status": fetched.status,
            "etag": fetched.etag,
            "last_modified": fetched.last_modified,
            "hinted_at": fetched.hinted_at,
            "now": at,
            "checks": before.checks + 1 if before and outcome == "unchanged" else 0,
        },
    )
    resolve_issue(db, step="crawl", place=queued_url, now=fetched.seen_at)
    return Saved(outcome=outcome, revision_id=revision_id)


def _move(db: Database, url: str, target: str, *, now: datetime) -> None:
    """An address leads to another: its page goes there with its history, unless a page stands there already."""
    old = page(db, url)
    if old is not None and old.url == url and page(db, target) is None:
        db.conn.execute(named_sql("pages/move_page"), {"url": url, "target": target})
        add_event(db, old.id, "moved", note=f"from {url}", now=now)
    db.conn.execute(named_sql("pages/add_alias"), {"url": url, "target": target})


def _miss(db: Database, missed: Missed, now: datetime) -> str:
    at = now.isoformat()
    if missed.outcome == "waits":
        return "waits"
    if missed.outcome in ("same", "elsewhere"):
        if missed.target:
            db.conn.execute(named_sql("pages/add_alias"), {"url": missed.url, "target": missed.target})
        db.conn.execute(named_sql("pages/confirm_page"), {"url": missed.url, "hinted_at": missed.hinted_at, "now": at})
        db.conn.execute(named_sql("pages/leave_frontier"), {"url": missed.url})
        resolve_issue(db, step="crawl", place=missed.url, now=now)
        return "unchanged"
    known = page(db, missed.url)
    if missed.outcome == "gone" and known is not None:
        # That a known page has gone is news about it, not a fault.
        if known.status == "live":
            db.conn.execute(named_sql("pages/set_status"), {"page_id": known.id, "status": "gone", "now": at})
            add_event(db, known.id, "gone", note=missed.reason, now=now)
        db.conn.execute(named_sql("pages/leave_frontier"), {"url": missed.url})
        return "changed"
    row = db.conn.execute("select attempts from frontier where url = ?", [missed.url]).fetchone()
    attempts = int(row[0]) if row else 0
    again = missed.outcome == "failed" and attempts + 1 < _ATTEMPTS
    wait = min(_FIRST_WAIT * 2**attempts, _LONGEST_WAIT)
    db.conn.execute(
        named_sql("pages/fail_frontier"),
        {
            "url": missed.url,
            "state": "queued" if again else "failed",
            "next_try_at": (now + wait).isoformat() if again else None,
        },
    )
    record_issue(db, Issue(source=missed.source, step="crawl", place=missed.url, reason=missed.reason), now=now)
    return "refused" if missed.outcome == "refused" else "failed"


def add_event(db: Database, page_id: int, kind: str, *, note: str, now: datetime) -> None:
    """Note what befell a page: gone, withdrawn, moved, back. Call it inside a transaction."""
    db.conn.execute(
        named_sql("pages/add_event"), {"page_id": page_id, "kind": kind, "note": note, "now": now.isoformat()}
    )


def is_removed(db: Database, url: str) -> bool:
    """Whether the address was taken down at somebody's request."""
    return db.conn.execute(named_sql("pages/is_removed"), {"url": url}).fetchone() is not None


# ---------------------------------------------------------------- runs


def begin_source_run(db: Database, run_id: int, source: str, *, now: datetime) -> None:
    """Open a source's part of a run."""
    with immediate(db):
        db.conn.execute(
            named_sql("pages/begin_source_run"), {"run_id": run_id, "source": source, "now": now.isoformat()}
        )


def note_source_run(db: Database, run: SourceRun, *, finished_at: datetime | None) -> None:
    """Write down a source's counts; with ``finished_at``, for good. Call it inside a transaction."""
    db.conn.execute(
        named_sql("pages/note_source_run"),
        {
            **{name: getattr(run, name) for name in SourceRun.__slots__},
            "finished_at": finished_at.isoformat() if finished_at else None,
        },
    )


def finish_source_run(
    db: Database, run: SourceRun, *, issues: Sequence[Issue], resolved: Sequence[str], whole: bool, now: datetime
) -> None:
    """End a source's part of a run: its counts, what is wrong with the source, and which places came right.

    Without ``whole`` it was stopped, and stays without an end.
    """
    with immediate(db):
        note_source_run(db, run, finished_at=now if whole else None)
        for place in resolved:
            resolve_issue(db, step="crawl", place=place, now=now)
        for issue in issues:
            record_issue(db, issue, now=now)


def last_finished(db: Database, source: str) -> datetime | None:
    """When a run of the source last came to its end, well or not; None if none ever did."""
    (at,) = db.conn.execute(named_sql("pages/last_finished"), {"source": source}).fetchone()
    return datetime.fromisoformat(at) if at else None


def was_read(db: Database, source: str) -> bool:
    """Whether the source was ever read; until then all that it brings is backfill, and no news of today."""
    return bool(db.conn.execute(named_sql("pages/was_read"), {"source": source}).fetchone()[0])


def new_pages_since(db: Database, source: str, since: datetime) -> int:
    """How many pages of the source were first seen since then."""
    row = db.conn.execute(named_sql("pages/new_pages_since"), {"source": source, "since": since.isoformat()}).fetchone()
    return int(row[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """A page's current body: where it stands, and what was said of it."""

    url: str
    content_type: str
    raw: RawPlace
    hints: dict[str, str]


def stored_pages(db: Database, source: str) -> list[Stored]:
    """What stands at each page of a source now."""
    return [
        Stored(
            url=row["url"],
            content_type=row["content_type"],
            raw=RawPlace(file=row["raw_file"], offset=row["raw_offset"], length=row["raw_length"]),
            hints=json.loads(row["hints"]),
        )
        for row in db.query(named_sql("pages/current_revisions"), {"source": source})
    ]


def queued_hints(db: Database) -> list[tuple[str, dict[str, str]]]:
    """(address, what a list said of it) of everything that is still to be fetched."""
    return [(row["url"], json.loads(row["hints"])) for row in db.query(named_sql("pages/queued_hints"))]
