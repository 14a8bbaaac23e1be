"""What of the published database became known in a stretch of time, for those who are told of it."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from sqlite_utils import Database

from db.connect import named_sql
from records.interchange import json_of

Row = dict[str, Any]


def _rows(db: Database, query: str, **params: Any) -> list[Row]:
    return list(db.query(named_sql(f"digests/{query}"), params))


def articles_known(db: Database, *, since: datetime, until: datetime) -> list[Row]:
    """Articles that became known in [since, until), oldest first, without backfill."""
    return _rows(db, "articles_known", since=since.isoformat(), until=until.isoformat())


def shifts_known(db: Database, *, since: datetime, until: datetime) -> list[Row]:
    """Shifts that became known in [since, until), oldest first, without backfill."""
    return _rows(db, "shifts_known", since=since.isoformat(), until=until.isoformat())


def edits_known(db: Database, *, since: datetime, until: datetime) -> list[Row]:
    """Changes of weight that were seen in pages in [since, until), oldest first, without backfill."""
    return _rows(db, "edits_known", since=since.isoformat(), until=until.isoformat())


def edited_words(db: Database, revision_id: str) -> list[Row]:
    """The words that a change put in, took out and left, as far as they may be shown."""
    return _rows(db, "edited_words", revision_id=revision_id)


def named_by(db: Database, article_id: str) -> Mapping[str, frozenset[str]]:
    """Ids of the bodies, people and topics that an article names, by kind."""
    found: dict[str, set[str]] = {"body": set(), "person": set(), "topic": set()}
    for row in _rows(db, "named_by", article_id=article_id):
        kind = str(row["kind"]).removeprefix("proposer_")
        if kind in found:
            found[kind].add(row["item_id"])
    return {kind: frozenset(ids) for kind, ids in found.items()}


def proposed_in(db: Database, article_id: str) -> list[Row]:
    """An article's proposals with their policies."""
    return _rows(db, "proposed_in", article_id=article_id)


def stances_in(db: Database, article_id: str) -> list[Row]:
    """Who takes a side in an article, with the policy it is on."""
    return _rows(db, "stances_in", article_id=article_id)


def quoted_in(db: Database, article_id: str) -> list[str]:
    """What is quoted in an article, as far as it may be shown."""
    return [row["content"] for row in _rows(db, "quoted_in", article_id=article_id)]


def question_of(db: Database, article_id: str) -> Row | None:
    """The written question that an article is; None for any other."""
    return next(iter(_rows(db, "question_of", article_id=article_id)), None)


def answers_known(db: Database, *, since: datetime, until: datetime) -> list[Row]:
    """Written questions of which the answer became known in [since, until), oldest first, without backfill."""
    return _rows(db, "answers_known", since=since.isoformat(), until=until.isoformat())


def proposals_now(db: Database, articles: Sequence[str]) -> list[Row]:
    """The proposals of these articles with their statements, policies and stages."""
    return _rows(db, "proposals_now", articles=json_of(articles))


def shifts_now(db: Database, policies: Sequence[str]) -> list[Row]:
    """The shifts of these policies, oldest first."""
    return _rows(db, "shifts_now", policies=json_of(policies))


def policies_now(db: Database, policies: Sequence[str]) -> dict[str, Row]:
    """These policies by their ids, as far as they are there."""
    return {row["id"]: row for row in _rows(db, "policies_now", policies=json_of(policies))}


def pages_now(db: Database, articles: Sequence[str]) -> dict[str, Row]:
    """These articles by their ids, as far as they are there, with the time of the last edit."""
    return {row["id"]: row for row in _rows(db, "pages_now", articles=json_of(articles))}


def snapshot_made_at(db: Database) -> str:
    """When the published database was last made; "" before it was."""
    found = db.conn.execute(named_sql("digests/snapshot_made_at")).fetchone()
    return str(found[0]) if found else ""


@contextmanager
def at_one_moment(db: Database) -> Iterator[bool]:
    """Whether the published database is whole; until the block ends, what is read of it is of that moment."""
    db.conn.execute("begin")
    try:
        yield bool(db.conn.execute(named_sql("digests/snapshot_is_whole")).fetchone()[0])
    finally:
        db.conn.rollback()


def redirects(db: Database) -> dict[str, str]:
    """Ids of policies that went into another -> that other."""
    return {row["id"]: row["target"] for row in _rows(db, "redirects")}


def names(db: Database) -> dict[tuple[str, str], str]:
    """(kind, id) -> what it is called."""
    return {(row["kind"], row["id"]): row["name"] for row in _rows(db, "names")}


def topics(db: Database) -> list[str]:
    """The topics that some article has."""
    return [row["topic"] for row in _rows(db, "topics")]


def consultations_closing(db: Database, *, first: date, last: date) -> list[Row]:
    """Consultations that close between two days, both included."""
    return _rows(db, "consultations_closing", first=first.isoformat(), last=last.isoformat())


def consultations_opening(db: Database, *, first: date, last: date) -> list[Row]:
    """Consultations that open between two days, both included, unless their policy has a shift that says so."""
    return _rows(db, "consultations_opening", first=first.isoformat(), last=last.isoformat())


def sources_down(db: Database) -> Sequence[Row]:
    """The sources that could not be read at their last run."""
    return _rows(db, "sources_down")


def article_times(db: Database, *, since: datetime) -> list[Row]:
    """When articles known since then were published and known, oldest first, without backfill."""
    return _rows(db, "article_times", since=since.isoformat())
