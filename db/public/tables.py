"""Writing the published tables: each function one immediate transaction, and doing it again changes nothing."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from db.connect import immediate, named_sql
from db.public.publication import Row, Rows

#: Tables whose rows belong to one article, in an order in which they can be emptied.
_OF_AN_ARTICLE = (
    "stances",
    "proposal_dates",
    "proposal_legislation",
    "proposals",
    "quotations",
    "evidence",
    "passages",
    "person_roles",
    "consultations",
    "article_topics",
    "revision_changes",
    "revisions",
    "page_events",
    "questions",
)
#: Those of them that know the article by its proposal only.
_OF_A_PROPOSAL = ("proposal_dates", "proposal_legislation")
#: Set with the rows that are taken away, so that a kill before the scrubbing is made good by the next run.
_SCRUB_IS_DUE = "pragma user_version = 1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where an article stands now, and what its rows were made from."""

    position: int
    content_hash: str
    is_full: bool


def save_sources(db: Database, rows: Iterable[Row]) -> None:
    """The sources as they are configured, and how they fared last."""
    with immediate(db):
        _upsert(db, "sources", rows, key="id")


def save_policies(db: Database, rows: Iterable[Row]) -> None:
    """New and changed policies; what is gone is taken out by ``finish``."""
    with immediate(db):
        _upsert(db, "policies", rows, key="id")


def snapshot_stamp(db: Database) -> str:
    """What the last finished projection was made from; "" before the first."""
    row = db.conn.execute(named_sql("publish/snapshot_stamp")).fetchone()
    return str(row[0]) if row else ""


def begin(db: Database, *, audience: str, clock: datetime, now: datetime) -> None:
    """Say that a projection is under way: until it is finished, nobody is to be told of what stands here."""
    with immediate(db):
        begun = db.conn.execute(named_sql("publish/begin")).rowcount
    if not begun:
        save_snapshot(db, stamp="", audience=audience, clock=clock, now=now)


def save_snapshot(db: Database, *, stamp: str, audience: str, clock: datetime, now: datetime) -> None:
    """Say what the projection was made from. ``clock`` is the time that the run held to be now."""
    with immediate(db):
        _upsert(
            db,
            "snapshot",
            [
                {
                    "id": 1,
                    "made_at": now.isoformat(),
                    "clock": clock.isoformat(),
                    "audience": audience,
                    "stamp": stamp,
                }
            ],
            key="id",
        )


def article_places(db: Database) -> dict[str, Place]:
    """Every published article's place and content hash, by id."""
    rows = db.query(named_sql("publish/article_places"))
    return {
        row["id"]: Place(position=row["position"], content_hash=row["content_hash"], is_full=bool(row["is_full"]))
        for row in rows
    }


def replace_articles(
    db: Database,
    articles: Sequence[tuple[str, Rows]],
    *,
    register_rows: Callable[[Iterable[str]], Rows],
    takes_back: bool = False,
) -> None:
    """Put each article's rows in place of those before. ``register_rows`` tells what is known of its bodies.

    ``takes_back``: less is shown than before, so the file has to be scrubbed.
    """
    if not articles:
        return
    with immediate(db):
        if takes_back:
            db.conn.execute(_SCRUB_IS_DUE)
        for article_id, rows in articles:
            _empty(db, article_id)
            bodies = register_rows(row["id"] for row in rows.get("bodies", ()))
            _upsert(db, "bodies", bodies.get("bodies", ()), key="id")
            for row in bodies.get("bodies", ()):
                db.conn.execute("delete from body_names where body_id = :id", row)
            _insert(db, "body_names", bodies.get("body_names", ()))
            _insert(db, "body_successions", bodies.get("body_successions", ()), known="ignore")
            _insert(db, "bodies", rows.get("bodies", ()), known="ignore")
            _insert(db, "people", rows.get("people", ()), known="ignore")
            _insert(db, "legislation", rows.get("legislation", ()), known="ignore")
            _upsert(db, "articles", rows["articles"], key="id")
            for table in reversed(_OF_AN_ARTICLE):
                if table not in _OF_A_PROPOSAL:
                    _insert(db, table, rows.get(table, ()), known="ignore")
            for table in _OF_A_PROPOSAL:
                _insert(db, table, rows.get(table, ()), known="ignore")


def finish(
    db: Database,
    *,
    gone: Iterable[str],
    policies: Collection[str],
    redirects: Mapping[str, str],
    joins: Iterable[Row],
    shifts: Sequence[Row],
    stories: Mapping[str, str],
    issues: Iterable[Row],
) -> None:
    """All that stands between articles, and the end of what is gone."""
    with immediate(db):
        _keep_only(db, "shifts", {row["id"] for row in shifts})
        _upsert(db, "shifts", shifts, key="id")
        db.conn.execute("delete from near_duplicates")
        gone = list(gone)
        if gone:
            db.conn.execute(_SCRUB_IS_DUE)
        for article_id in gone:
            _empty(db, article_id)
            db.conn.execute("delete from articles where id = ?", (article_id,))
        _insert(
            db,
            "near_duplicates",
            [{"article_id": article, "leader_id": leader} for article, leader in stories.items() if article != leader],
        )
        db.conn.execute("delete from policy_joins")
        db.conn.execute("delete from policy_redirects")
        _keep_only(db, "policies", set(policies))
        _insert(db, "policy_joins", joins)
        _insert(
            db,
            "policy_redirects",
            [{"id": old, "target": target} for old, target in redirects.items() if target in policies],
        )
        db.conn.execute("delete from issues")
        _insert(db, "issues", issues)
        for name in ("count_articles_of_bodies", "count_articles_of_people", "count_articles_of_sources"):
            db.conn.execute(named_sql(f"publish/{name}"))
        for name in ("forget_bodies", "forget_people", "forget_legislation"):
            db.conn.execute(named_sql(f"publish/{name}"))


def scrub(db: Database) -> bool:
    """Make the file forget what it does not show any more, if it has to; whether it had to.

    SQLite keeps deleted words in free pages, and FTS5 in its old segments, until both are made anew.
    """
    if not db.conn.execute("pragma user_version").fetchone()[0]:
        return False
    with immediate(db):
        for row in list(db.query(named_sql("publish/full_text_indexes"))):
            db.conn.execute(f"insert into [{row['name']}]([{row['name']}]) values ('rebuild')")
    db.conn.execute("vacuum")
    db.conn.execute("pragma wal_checkpoint(truncate)")
    db.conn.execute("pragma user_version = 0")
    return True


def _empty(db: Database, article_id: str) -> None:
    for table in _OF_AN_ARTICLE:
        where = (
            "proposal_id in (select id from proposals where article_id = ?)"
            if table in _OF_A_PROPOSAL
            else "article_id = ?"
        )
        db.conn.execute(f"delete from {table} where {where}", (article_id,))


def _keep_only(db: Database, table: str, wanted: set[str]) -> None:
    gone = [row[0] for row in db.conn.execute(f"select id from {table}") if row[0] not in wanted]
    db.conn.executemany(f"delete from {table} where id = ?", [(value,) for value in gone])


def _insert(db: Database, table: str, rows: Iterable[Row], *, known: str = "abort") -> None:
    for row in rows:
        db.conn.execute(f"insert or {known} into {_columns(table, row)}", row)


def _upsert(db: Database, table: str, rows: Iterable[Row], *, key: str) -> None:
    """Insert, or overwrite the columns that the row names where one of them differs."""
    for row in rows:
        others = [column for column in row if column != key]
        changes = ", ".join(f"{column} = excluded.{column}" for column in others)
        differs = " or ".join(f"{table}.{column} is not excluded.{column}" for column in others)
        db.conn.execute(
            f"insert into {_columns(table, row)} on conflict ({key}) do update set {changes} where {differs}", row
        )


def _columns(table: str, row: Mapping[str, Any]) -> str:
    return f"{table} ({', '.join(row)}) values ({', '.join(f':{column}' for column in row)})"
