"""What readers were told of policies' stages, by the statements that say them, so that it can be taken back."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from db.connect import named_sql
from records.interchange import json_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """That a policy reached a stage, as it was told."""

    statement: str  # Statement.key of the one that says it
    article_id: str
    policy_id: str
    title: str
    stage: str  # "": that the article says no such thing
    happened_on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Belief:
    """What a reader holds for true, because it was the last that we told them."""

    subscriber_id: int
    move: Move
    told_at: datetime


def add_moves(db: Database, moves: Iterable[Move], *, subscriber_id: int, digest_id: int) -> None:
    """Keep what a digest tells; within the transaction that saves the digest."""
    rows = [asdict(move) | {"subscriber_id": subscriber_id, "digest_id": digest_id} for move in moves]
    db.conn.executemany(named_sql("subscribers/add_move"), rows)


def moves_told(db: Database, *, since: datetime) -> list[Move]:
    """Every distinct move that anybody was told of since then."""
    return [_move(row) for row in db.query(named_sql("subscribers/moves_told"), {"since": since.isoformat()})]


def beliefs(db: Database, statements: Sequence[str]) -> list[Belief]:
    """What each reader was last told of these statements, by a mail or post that was not given up."""
    rows = db.query(named_sql("subscribers/moves_believed"), {"statements": json_of(statements)})
    last = {(row["subscriber_id"], row["statement"]): row for row in rows}
    return [
        Belief(subscriber_id=subscriber, move=_move(row), told_at=datetime.fromisoformat(row["made_at"]))
        for (subscriber, _), row in last.items()
    ]


def _move(row: dict[str, Any]) -> Move:
    return Move(**{name: row[name] for name in Move.__dataclass_fields__})
