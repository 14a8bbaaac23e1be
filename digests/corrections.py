"""What was told of a policy's stage and does not stand: taken back in the next digest, to whom it was told, once.

A stage is corrected when a person says so, or when a better reading does. Neither makes news, because what is
new was known before; but whoever was told the old stage must not go on believing it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlite_utils import Database

from db import news as known
from db.subscribers import moves as told_moves
from db.subscribers.moves import Belief, Move
from digests.news import News
from records.dates import LONDON, BadDate, in_words, middle_day
from records.vocab import STAGE_IN_WORDS, ShiftKind, Stage

_KEPT = timedelta(days=365)  # what was told longer ago is of the past
_NEAR = timedelta(days=14)  # a move that is found again, at another article's date
_IN_WORDS = {stage.value: words for stage, words in STAGE_IN_WORDS.items()}
_ENDS = (Stage.REVERSED, Stage.DROPPED, Stage.DELAYED)

_Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Now:
    """What is to be said in place of what was told; ``stage`` is empty where the article says no such thing."""

    stage: str
    words: str  # "it is before Parliament as a bill"
    policy_id: str
    sentence: str = ""  # that says it, where it stands as it did


class Today:
    """What is published of the moves that readers were told of."""

    def __init__(self, public: Database, moves: Iterable[Move]) -> None:
        moves = list(moves)
        articles = sorted({move.article_id for move in moves})
        self.pages = known.pages_now(public, articles)
        self._proposals: dict[str, list[_Row]] = {}
        for row in known.proposals_now(public, articles):
            self._proposals.setdefault(row["article_id"], []).append(row)
        self._redirects = known.redirects(public)
        policies = {row["policy_id"] for rows in self._proposals.values() for row in rows if row["policy_id"]}
        wanted = sorted(policies | {self._end_of(move.policy_id) for move in moves})
        self.policies = known.policies_now(public, wanted)
        self._shifts: dict[str, list[_Row]] = {}
        for row in known.shifts_now(public, wanted):
            self._shifts.setdefault(row["policy_id"], []).append(row)

    def _end_of(self, policy_id: str) -> str:
        return self._redirects.get(policy_id, policy_id)

    def instead_of(self, move: Move, *, told_at: datetime) -> Now | None:
        """What stands in place of the move; None where it stands itself, or nothing can be said."""
        page = self.pages.get(move.article_id)
        if page is None:
            return None  # taken down, and with it what could be said
        proposals = self._proposals.get(move.article_id, [])
        own = next((row for row in proposals if row["statement"] == move.statement), None)
        instead = self._now(move, proposals, own, page, told_at=told_at)
        return replace(instead, sentence=own["sentence"] or "") if instead and own else instead

    def _now(self, move: Move, proposals: list[_Row], own: _Row | None, page: _Row, *, told_at: datetime) -> Now | None:
        policy_id = own["policy_id"] if own and own["policy_id"] else self._end_of(move.policy_id)
        near = [shift for shift in self._shifts.get(policy_id, ()) if _is_near(shift, move)]
        if not move.stage:
            return self._stage(own["stage"], policy_id) if own else None
        if any(shift["to_stage"] == move.stage for shift in near):
            return None
        # The press had it ended, and the body that acts is only planning that: its word is in the same shift now.
        planned = (shift for shift in near if shift["kind"] == ShiftKind.U_TURN)
        ended = next((shift for shift in planned if shift["happened_on"] == move.happened_on), None)
        if ended is not None and move.stage in _ENDS:
            return self._shift(ended, policy_id)
        is_gone = policy_id not in self.policies
        if any(row["stage"] == move.stage and (is_gone or row["policy_id"] == policy_id) for row in proposals):
            return None  # it moves nothing today, or its sentence is read a little longer; what it says is the same
        lead = next((shift for shift in near if shift["statement"] == move.statement), None)
        if lead is not None:
            return self._shift(lead, policy_id)
        if own is not None:
            return self._stage(own["stage"], policy_id)
        if page["edited_at"] and datetime.fromisoformat(page["edited_at"]) > told_at:
            return None  # the page said so then
        return Now(stage="", words="the article does not say so", policy_id=self._there(policy_id))

    def _shift(self, shift: _Row, policy_id: str) -> Now:
        if shift["kind"] in (ShiftKind.U_TURN, ShiftKind.SCOPE, ShiftKind.DATE):
            return Now(stage=shift["to_stage"], words=shift["note"].split(";")[0], policy_id=policy_id)
        return self._stage(shift["to_stage"], policy_id)

    def _stage(self, stage: str, policy_id: str) -> Now:
        return Now(stage=stage, words=f"it is {_IN_WORDS[stage]}", policy_id=self._there(policy_id))

    def _there(self, policy_id: str) -> str:
        return policy_id if policy_id in self.policies else ""


def _is_near(shift: _Row, move: Move) -> bool:
    try:
        return abs(middle_day(shift["happened_on"]) - middle_day(move.happened_on)) <= _NEAR
    except BadDate:
        return str(shift["happened_on"]) == move.happened_on


def corrections(public: Database, subscribers: Database, *, now: datetime) -> dict[int, list[News]]:
    """What is to be taken back, by the reader who was told it."""
    moves = told_moves.moves_told(subscribers, since=now - _KEPT)
    if not moves:
        return {}
    today = Today(public, moves)
    # Whether the page was edited since is asked of each reader below; here it is enough that something may be wrong.
    suspect = {move.statement for move in moves if today.instead_of(move, told_at=now)}
    found: dict[int, list[News]] = {}
    for belief in told_moves.beliefs(subscribers, sorted(suspect)) if suspect else ():
        instead = today.instead_of(belief.move, told_at=belief.told_at)
        if instead is not None and belief.told_at >= now - _KEPT:
            found.setdefault(belief.subscriber_id, []).append(_taken_back(belief, instead, today))
    return found


def _taken_back(belief: Belief, instead: Now, today: Today) -> News:
    move, page = belief.move, today.pages[belief.move.article_id]
    policy = today.policies.get(instead.policy_id, {})
    day = in_words(belief.told_at.astimezone(LONDON).date().isoformat())
    said = f"this was {_IN_WORDS[move.stage]}" if move.stage else "the article does not say so"
    return News(
        id=f"correction:{move.statement}:{belief.told_at.isoformat()}",
        known_at=belief.told_at,  # so that what moved since comes before it
        article_id=move.article_id,
        headline=page["headline"],
        url=page["url"],
        source=page["source"],
        source_id=page["source_id"],
        happened_on=move.happened_on,
        policy_id=instead.policy_id,
        policy=policy.get("title") or move.title,
        position=policy.get("position", ""),
        state=policy.get("state", ""),
        shift_kind="correction",
        to_stage=instead.stage,
        sentence=instead.sentence,
        note=f"We told you on {day} that {said}. That was wrong: {instead.words}.",
        statement=move.statement,
        correction=instead.words,
    )


def moves_in(entries_shifts: Iterable[News]) -> list[Move]:
    """What a digest tells of stages, to be kept with it."""
    return [
        Move(
            statement=item.statement,
            article_id=item.article_id,
            policy_id=item.policy_id,
            title=item.policy,
            stage=item.to_stage,
            happened_on=item.happened_on,
        )
        for item in entries_shifts
        if item.statement
    ]
