"""The archive as the steps after the crawl see it: waiting revisions in, articles, readings and policies out.

Each save is one immediate transaction that also sets the stamps, so a kill loses a batch's work and no more.
What a later step depends on is summed up in a chain of stamps: each save adds its own to the last one.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from db.archive.issues import record_issue, resolve_issue
from db.archive.migrations import migrations
from db.connect import immediate, named_sql, open_database
from records.interchange import from_plain, json_of
from records.records import Article, Issue, Policy, RawPlace, Reading, Source, Statement
from records.signatures import short_hash

_READINGS = "readings"  # the step whose stamp says which readings there are
_RESTORED = "restored"  # its stamp says when, until a crawl has caught up since


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingRevision:
    """A saved body that has no article of today's making."""

    id: int
    url: str
    source: str
    content_type: str
    raw: RawPlace
    hints: dict[str, str]
    seen_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """An article as the archive holds it, with its reading where it has been read."""

    article: Article
    reading: Reading | None
    known_at: datetime
    backfill: bool
    status: str  # of its page: live | gone | withdrawn
    current: bool = True  # False: a later revision of the page has taken its place
    page_id: int = 0


def open_archive(path: Path) -> Database:
    """The archive, made or brought to today's schema. Raises SchemaAhead or NotADatabase."""
    return open_database(path, migrations)


# ---------------------------------------------------------------- runs and sources


def begin_run(db: Database, kind: str, *, clock: datetime, now: datetime) -> int:
    """The id of a new run; ``clock`` is the time that it holds to be now."""
    with immediate(db):
        cursor = db.conn.execute(
            named_sql("archive/begin_run"), {"kind": kind, "clock": clock.isoformat(), "now": now.isoformat()}
        )
        return int(cursor.lastrowid or 0)


def finish_run(db: Database, run_id: int, *, now: datetime, note: str = "") -> None:
    """Mark a run as ended; one that was killed stays without an end."""
    with immediate(db):
        db.conn.execute(named_sql("archive/finish_run"), {"id": run_id, "now": now.isoformat(), "note": note})


def add_source(db: Database, source: Source) -> None:
    """Keep a source that has no TOML file: one that came with added files."""
    with immediate(db):
        db.conn.execute(named_sql("archive/add_source"), {"id": source.id, "source": json_of(source)})


def added_sources(db: Database) -> list[Source]:
    """The sources that came with added files."""
    return [from_plain(Source, json.loads(row["source"])) for row in db.query(named_sql("archive/added_sources"))]


def last_source_runs(db: Database) -> dict[str, dict[str, Any]]:
    """How each source fared in its last run, by source; ``result`` says it in words."""
    runs = {}
    for row in db.query(named_sql("archive/last_source_runs")):
        counted = [f"{row[name]:,} {name}" for name in ("new", "changed", "refused", "failed") if row[name]]
        runs[row["source"]] = {**row, "result": row["note"] or ", ".join(counted) or "nothing new"}
    return runs


def source_totals(db: Database) -> dict[str, dict[str, int]]:
    """How many ``pages`` and ``articles`` each source gave, and how many addresses are ``waiting``, by source."""
    return {row["source"]: row for row in db.query(named_sql("archive/source_totals"))}


# ---------------------------------------------------------------- extraction


def count_to_extract(db: Database, stamp: str) -> int:
    """How many revisions have no article of this stamp."""
    return _count(db, "archive/count_to_extract", stamp)


def revisions_to_extract(db: Database, stamp: str, *, limit: int) -> list[WaitingRevision]:
    """Up to ``limit`` revisions that have no article of this stamp, those never tried first."""
    return [
        WaitingRevision(
            id=row["id"],
            url=row["url"],
            source=row["source"],
            content_type=row["content_type"],
            raw=RawPlace(file=row["raw_file"], offset=row["raw_offset"], length=row["raw_length"]),
            hints=json.loads(row["hints"]),
            seen_at=row["seen_at"],
        )
        for row in db.query(named_sql("archive/revisions_to_extract"), {"stamp": stamp, "limit": limit})
    ]


def save_articles(db: Database, results: Iterable[tuple[int, Article | Issue]], *, stamp: str, now: datetime) -> None:
    """Keep what extraction made of each revision, or why it made nothing; then none of them waits any more."""
    results = list(results)
    with immediate(db):
        for revision_id, result in results:
            if isinstance(result, Issue):
                record_issue(db, result, now=now)
            else:
                resolve_issue(db, step="extract", place=result.url, now=now)
                db.conn.execute(
                    named_sql("archive/save_article"),
                    {**_article_row(result), "revision_id": revision_id, "stamp": stamp},
                )
            state = "failed" if isinstance(result, Issue) else "done"
            db.conn.execute(named_sql("archive/mark_extracted"), {"id": revision_id, "stamp": stamp, "state": state})
        _chain(db, stamp, *(str(revision_id) for revision_id, _ in results), now=now)


def _article_row(article: Article) -> dict[str, Any]:
    return {
        "id": article.id,
        "url": article.url,
        "text_hash": article.text_hash,
        "headline": article.headline,
        "lead": article.lead,
        "byline": json_of(article.byline),
        "published_at": article.published_at,
        "kind": article.kind.value,
        "language": article.language,
        "text": article.text,
        "blocks": json.dumps([[block.kind.value, block.start, block.end] for block in article.blocks]),
        "tags": json_of(article.tags),
        "opens_on": article.opens_on,
        "closes_on": article.closes_on,
        "withdrawn": int(article.withdrawn),
        "archived_url": article.archived_url,
    }


def article_of(row: Mapping[str, Any]) -> Article:
    """The article that a row of ``articles`` holds."""
    plain = {
        **row,
        "byline": json.loads(row["byline"]),
        "tags": json.loads(row["tags"]),
        "withdrawn": bool(row["withdrawn"]),
        "blocks": [{"kind": kind, "start": start, "end": end} for kind, start, end in json.loads(row["blocks"])],
    }
    return from_plain(Article, plain)


# ---------------------------------------------------------------- reading


def count_to_read(db: Database, stamp: str) -> int:
    """How many articles have no reading of this stamp."""
    return _count(db, "archive/count_to_read", stamp)


def articles_to_read(db: Database, stamp: str, *, limit: int) -> list[tuple[int, Article]]:
    """Up to ``limit`` articles that have no reading of this stamp, each with its revision's id; new ones first."""
    rows = db.query(named_sql("archive/articles_to_read"), {"stamp": stamp, "limit": limit})
    return [(row["revision_id"], article_of(row)) for row in rows]


def save_readings(db: Database, results: Iterable[tuple[int, Reading | Issue]], *, stamp: str, now: datetime) -> None:
    """Keep each article's reading, or why there is none; then none of them waits any more."""
    results = list(results)
    with immediate(db):
        for revision_id, result in results:
            if isinstance(result, Issue):
                record_issue(db, result, now=now)
            else:
                db.conn.execute(
                    named_sql("archive/save_reading"),
                    {
                        "revision_id": revision_id,
                        "article_id": result.article_id,
                        "text_hash": result.text_hash,
                        "reading": json_of(result),
                        "stamp": stamp,
                        "read_at": now.isoformat(),
                    },
                )
            db.conn.execute(named_sql("archive/mark_read"), {"revision_id": revision_id, "stamp": stamp})
        _chain(db, stamp, *(str(revision_id) for revision_id, _ in results), now=now)


# ---------------------------------------------------------------- tracking


def readings_stamp(db: Database) -> str:
    """What the articles and readings were when they were last changed; equal stamps, equal readings."""
    return step_stamp(db, _READINGS)


def readings_changed(db: Database, why: str, *, now: datetime) -> None:
    """Say that tracking and publishing have to look again. Call it inside a transaction."""
    _chain(db, why, now=now)


def step_stamp(db: Database, step: str) -> str:
    """The stamp of what the step last finished; "" if it never did."""
    row = db.conn.execute(named_sql("archive/step_stamp"), {"step": step}).fetchone()
    return str(row[0]) if row else ""


def note_restored(db: Database, *, now: datetime) -> None:
    """The archive comes out of a backup: what the next crawl finds may have been known before."""
    with immediate(db):
        db.conn.execute(
            named_sql("archive/save_step_stamp"), {"step": _RESTORED, "stamp": now.isoformat(), "now": now.isoformat()}
        )


def is_catching_up(db: Database) -> bool:
    """True from a restoration until ``caught_up``."""
    return bool(step_stamp(db, _RESTORED))


def caught_up(db: Database, *, now: datetime) -> None:
    """A crawl of every source has come to its end since the archive was restored."""
    with immediate(db):
        db.conn.execute(named_sql("archive/save_step_stamp"), {"step": _RESTORED, "stamp": "", "now": now.isoformat()})


def readings_for_tracking(db: Database) -> Iterator[Kept]:
    """Every reading, page by page, older revisions first."""
    for row in db.query(named_sql("archive/readings")):
        yield _kept(row, current=bool(row["is_current"]))


def current_articles(db: Database) -> Iterator[Kept]:
    """What each page says now, with its reading where it has one."""
    for row in db.query(named_sql("archive/current_articles")):
        yield _kept(row, current=True)


def _kept(row: Mapping[str, Any], *, current: bool) -> Kept:
    return Kept(
        article=article_of(row),
        reading=from_plain(Reading, json.loads(row["reading"])) if row["reading"] else None,
        known_at=datetime.fromisoformat(row["known_at"]),
        backfill=bool(row["backfill"]),
        status=row["status"],
        current=current,
        page_id=row["page_id"],
    )


def known_policy_ids(db: Database) -> dict[str, str]:
    """Statement.key -> the id of the policy that it belonged to last time."""
    return {row["key"]: row["policy_id"] for row in db.query(named_sql("archive/known_policy_ids"))}


def save_tracking(
    db: Database,
    *,
    policies: Sequence[Policy],
    statements: Iterable[Statement],
    redirects: Mapping[str, str],
    stories: Mapping[str, str],
    stamp: str,
    now: datetime,
) -> None:
    """Put these policies in place of those before; only rows that differ are written.

    ``redirects``: ids that were given up -> the policy that took their statements. ``stories``: article id
    -> the article that leads its story, for near-duplicates.
    """
    policy_of = {key: policy.id for policy in policies for key in policy.statements}
    made_statements = [statement for statement in statements if statement.key in policy_of]
    with immediate(db):
        for policy in policies:
            db.conn.execute(
                named_sql("archive/save_policy"),
                {"id": policy.id, "policy": json_of(policy), "first_on": policy.first_on, "last_on": policy.last_on},
            )
        for statement in made_statements:
            db.conn.execute(
                named_sql("archive/save_statement"),
                {
                    "key": statement.key,
                    "policy_id": policy_of[statement.key],
                    "article_id": statement.article_id,
                    "statement": json_of(statement),
                },
            )
        for shift in (shift for policy in policies for shift in policy.shifts):
            db.conn.execute(
                named_sql("archive/save_shift"),
                {
                    "id": shift.id,
                    "policy_id": shift.policy_id,
                    "happened_on": shift.happened_on,
                    "known_at": shift.known_at.isoformat(),
                    "backfill": int(shift.backfill),
                    "shift": json_of(shift),
                },
            )
        _keep_only(db, "shifts", "id", {shift.id for policy in policies for shift in policy.shifts})
        _keep_only(db, "policy_statements", "key", set(policy_of))
        _keep_only(db, "policies", "id", {policy.id for policy in policies})
        for old, target in redirects.items():
            db.conn.execute(named_sql("archive/save_redirect"), {"id": old, "target": target})
        db.conn.execute(named_sql("archive/forget_redirects_of_living"))
        db.conn.execute(named_sql("archive/forget_stories"))
        db.conn.executemany(
            named_sql("archive/save_story"),
            [{"article_id": article, "leader_id": leader} for article, leader in stories.items()],
        )
        db.conn.execute(named_sql("archive/save_step_stamp"), {"step": "track", "stamp": stamp, "now": now.isoformat()})


def _keep_only(db: Database, table: str, column: str, wanted: set[str]) -> None:
    gone = [row[0] for row in db.conn.execute(f"select {column} from {table}") if row[0] not in wanted]
    db.conn.executemany(f"delete from {table} where {column} = ?", [(value,) for value in gone])


def tracked_policies(db: Database) -> Iterator[Policy]:
    """The policies as they were tracked last."""
    for row in db.query(named_sql("archive/policies")):
        yield from_plain(Policy, json.loads(row["policy"]))


def tracked_statements(db: Database) -> Iterator[tuple[str, Statement]]:
    """(policy's id, statement) of every statement that was tracked."""
    for row in db.query(named_sql("archive/statements")):
        yield row["policy_id"], from_plain(Statement, json.loads(row["statement"]))


def policy_redirects(db: Database) -> dict[str, str]:
    """Ids that policies gave up -> the policy that stands for them now."""
    targets = {row["id"]: row["target"] for row in db.query(named_sql("archive/redirects"))}
    ends = {}
    for start in targets:
        end, seen = start, {start}
        while end in targets and targets[end] not in seen:
            end = targets[end]
            seen.add(end)
        ends[start] = end
    return ends


def stories(db: Database) -> dict[str, str]:
    """Article id -> the article that leads its story, for near-duplicates."""
    return {row["article_id"]: row["leader_id"] for row in db.query(named_sql("archive/stories"))}


def counts(db: Database) -> dict[str, int]:
    """How many pages, articles, policies, shifts and open issues there are."""
    return dict(next(iter(db.query(named_sql("archive/counts")))))


def _count(db: Database, query: str, stamp: str) -> int:
    return int(db.conn.execute(named_sql(query), {"stamp": stamp}).fetchone()[0])


def _chain(db: Database, *parts: str, now: datetime) -> None:
    db.conn.execute(
        named_sql("archive/save_step_stamp"),
        {"step": _READINGS, "stamp": short_hash(step_stamp(db, _READINGS), *parts), "now": now.isoformat()},
    )
