"""Written questions of Parliament: told when they are asked, and again when they are answered."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from db import news as known
from digests.news import News
from digests.pieces import Found, Piece, news_of
from records.dates import in_words


def answered_at(row: Mapping[str, Any]) -> datetime:
    """When the answer became known."""
    return datetime.fromisoformat(row["answer_known_at"])


def answer_key(row: Mapping[str, Any]) -> str:
    """What the answer to a question is known by."""
    return f"answered:{row['id']}"


def asked(public: Database, piece: Piece, found: Found, *, late: bool) -> list[News]:
    """Word of a question that waits for its answer; nothing for any other article, or one that is answered."""
    question = known.question_of(public, piece.id)
    if question is None or question["answered_on"]:
        return []
    note = f"asked in Parliament{_by(question['asked_by'])}, not yet answered"
    said = {"asks": True, "shift_kind": "question", "note": note, "sentence": question["question"]}
    return _told(piece, found, id=f"asked:{piece.id}", at=piece.known_at, on=question["asked_on"], late=late, said=said)


def answer(public: Database, piece: Piece, found: Found, *, at: datetime, late: bool) -> list[News]:
    """Word of a question that is answered, once for every policy that it speaks of; for one of none, once."""
    question = known.question_of(public, piece.id)
    if question is None:
        return []
    asked_on = in_words(question["asked_on"])
    note = f"answered in Parliament{_by(question['answered_by'])}; asked{_by(question['asked_by'])} on {asked_on}"
    said = {"answers": True, "shift_kind": "answer", "note": note, "sentence": question["answer"]}
    return _told(piece, found, id=answer_key(piece.row), at=at, on=question["answered_on"], late=late, said=said)


def _by(name: str) -> str:
    return f" by {name}" if name else ""


def _told(
    piece: Piece, found: Found, *, id: str, at: datetime, on: str, late: bool, said: Mapping[str, Any]
) -> list[News]:
    return [
        news_of(piece, found, policy_id=policy_id, id=id, known_at=at, happened_on=on, late=late, **said)
        for policy_id in sorted(piece.policies) or [""]
    ]
