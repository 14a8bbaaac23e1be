"""The time line of one policy: which of its statements are news of a move."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from records.dates import BadDate, in_words, interval, middle_day
from records.records import Evidence, Shift, Statement
from records.signatures import short_hash
from records.vocab import LADDER, STAGE_IN_WORDS, Effect, ShiftKind, Stage, State
from tracking.stages import Move, Standing, first_standing, is_against, is_u_turn, moved, rung, takes_away

_SAME_NEWS = timedelta(days=2)  # reports of one event; their stages differ by their words, not by a move
_SETTLES = timedelta(days=7)  # so long after an end, what the press says is no longer the old news told again
_CONFIRMS = timedelta(days=120)  # in which an official source can confirm what the press reported
_STAYS_KEPT = timedelta(days=60)
_RESTED = timedelta(days=180)  # after which a law that is spoken of as a plan is to be changed, not told again
_U_TURN_TOLD = timedelta(days=180)  # in which a U-turn that is mentioned again is the same one
_LONGEST_DATE = timedelta(days=100)  # "in the autumn" is a date, "next year" is none

_OFF_LADDER = {State.DELAYED: Stage.DELAYED, State.DROPPED: Stage.DROPPED, State.REVERSED: Stage.REVERSED}
_NOWHERE = Evidence(start=0, end=0, text="")


def in_time_order(statements: Sequence[Statement]) -> list[Statement]:
    """Oldest first; on one day the official word leads."""
    return sorted(statements, key=lambda s: (_day(s), not s.official, s.key))


def _day(statement: Statement) -> str:
    return middle_day(statement.happened_on).isoformat()


def undoes(statements: Sequence[Statement]) -> bool:
    """True for a policy that itself takes something away: its first statement does; ``statements`` in time order."""
    return takes_away(statements[0].proposal)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeLine:
    """Where a policy stands at the end of it, and how it came there."""

    standing: Standing
    shifts: tuple[Shift, ...]


def time_line(policy_id: str, statements: Sequence[Statement]) -> TimeLine:
    """The shifts that the statements make, in time order, whatever the order in which they were found.

    An undated statement makes none. It counts for the position, and, where all are undated, for the state.
    """
    ordered = in_time_order(statements)
    walk = _Walk(policy_id, takes_away=undoes(ordered), official_days=_official_days(ordered))
    dated = [statement for statement in ordered if statement.dated]
    for statement in dated or ordered:
        walk.take(statement)
    assert walk.standing is not None
    standing = walk.standing
    for statement in ordered:
        on_its_side = not is_against(statement.proposal, undoes=walk.takes_away)
        if not statement.dated and on_its_side and rung(statement.proposal.stage) > rung(standing.position):
            standing = replace(standing, position=statement.proposal.stage)
    return TimeLine(standing=standing, shifts=walk.told() if dated else ())


def _official_days(statements: Sequence[Statement]) -> list[tuple[str, Stage]]:
    return [(_day(s), s.proposal.stage) for s in statements if s.official and s.dated]


@dataclass(slots=True, kw_only=True)
class _Told:
    """A shift in the making, with the statements that say the same."""

    kind: ShiftKind
    to_stage: Stage
    from_stage: Stage | None
    note: str
    said_by: list[Statement]
    undoing: bool = False


class _Walk:
    def __init__(self, policy_id: str, *, takes_away: bool, official_days: list[tuple[str, Stage]]) -> None:
        self.policy_id = policy_id
        self.takes_away = takes_away
        self.standing: Standing | None = None
        self._official_days = official_days
        self._told: list[_Told] = []
        self._dates: list[tuple[str, str]] = []
        self._scope: set[str] = set()

    def take(self, statement: Statement) -> None:
        """Let one statement do to the policy what it does."""
        proposal = statement.proposal
        if self.standing is None:
            self.standing = first_standing(proposal)
            self._tell(ShiftKind.NEW, statement, None, f"new: {STAGE_IN_WORDS[proposal.stage]}")
            if is_u_turn(proposal):
                self._tell(ShiftKind.U_TURN, statement, None, f"a U-turn: {STAGE_IN_WORDS[proposal.stage]}")
            self._new_dates(statement)
            self._new_scope(statement)
            return
        against = is_against(proposal, undoes=self.takes_away)
        rested = middle_day(statement.happened_on) - middle_day(self._told[-1].said_by[0].happened_on) >= _RESTED
        move = moved(self.standing, proposal, against=against, official=statement.official, rested=rested)
        if against and self._is_not_yet(statement):
            self._take_back(statement)
            return
        before, self_dates, self_scope = self.standing, self._new_dates(statement), self._new_scope(statement)
        if self._is_old_news(statement, move) or self._is_settled(statement, move):
            self._confirm(statement, against=against)
            return
        self.standing = move.standing
        if move.kind is ShiftKind.MOVED_ON and self._same_news(statement):
            self._told[-1].to_stage = proposal.stage
            self._told[-1].note = _note(self._told[-1].kind, self._told[-1].from_stage, proposal.stage)
            self._told[-1].said_by.append(statement)
        elif move.kind is not None:
            self._tell_move(move, statement, before)
        elif is_u_turn(proposal) and not _is_a_wish(statement, against=against) and not self._u_turn_told(statement):
            self._tell(ShiftKind.U_TURN, statement, _shown(before), f"a U-turn: {STAGE_IN_WORDS[proposal.stage]}")
        elif self_scope and statement.official and proposal.effect in (Effect.EXTEND, Effect.LIMIT):
            self._tell(ShiftKind.SCOPE, statement, _shown(before), "now " + "; ".join(self_scope))
        elif self_dates and statement.official:
            self._tell(ShiftKind.DATE, statement, _shown(before), "a date is set: " + "; ".join(self_dates))
        else:
            self._confirm(statement, against=against)

    def _is_not_yet(self, statement: Statement) -> bool:
        """True where the press had the policy undone, and the body that acts is still only planning it."""
        stage = statement.proposal.stage
        assert self.standing is not None
        return (
            statement.official
            and self.standing.state is State.REVERSED
            and rung(Stage.ANNOUNCED) <= rung(stage) < rung(Stage.ENACTED)
            and self._told[-1].to_stage is Stage.REVERSED
            and not any(said.official for said in self._told[-1].said_by)
        )

    def _take_back(self, statement: Statement) -> None:
        """Make the end that the press told of a plan, since when it told of it; an official source leads."""
        assert self.standing is not None
        last, stage = self._told[-1], statement.proposal.stage
        self.standing = replace(self.standing, state=State.LIVE, undoing=stage)
        last.kind, last.to_stage, last.undoing = ShiftKind.U_TURN, stage, True
        last.note = _note_of_undoing(last.from_stage or self.standing.stage, stage)
        last.said_by.append(statement)

    def told(self) -> tuple[Shift, ...]:
        """The shifts, oldest first; an official source leads, and what it confirms is no longer only reported."""
        shifts, count = [], dict[tuple[str, str], int]()
        for told in self._told:
            key = told.kind.value, told.to_stage.value
            number = count[key] = count.get(key, 0) + 1
            first, known = told.said_by[0], min(told.said_by, key=lambda s: (s.known_at, s.key))
            lead = next((statement for statement in told.said_by if statement.official), first)
            shifts.append(
                Shift(
                    id="s" + short_hash(self.policy_id, *key, str(number)),
                    policy_id=self.policy_id,
                    kind=told.kind,
                    happened_on=first.happened_on,
                    known_at=known.known_at,
                    statement=lead.key,
                    evidence=lead.proposal.evidence[0] if lead.proposal.evidence else _NOWHERE,
                    to_stage=told.to_stage,
                    from_stage=told.from_stage,
                    reported=not lead.official,
                    backfill=known.backfill,
                    note=told.note,
                )
            )
        return tuple(shifts)

    def _tell(self, kind: ShiftKind, statement: Statement, before: Stage | None, note: str) -> None:
        self._told.append(
            _Told(kind=kind, to_stage=statement.proposal.stage, from_stage=before, note=note, said_by=[statement])
        )

    def _tell_move(self, move: Move, statement: Statement, before: Standing) -> None:
        assert move.kind is not None
        u_turn = is_u_turn(statement.proposal)
        stage = statement.proposal.stage
        if move.undoing:
            note = {
                ShiftKind.REVIVED: "kept after all: the plan to undo it is given up",
                ShiftKind.DELAYED: "the plan to undo it is delayed",
            }.get(move.kind, _note_of_undoing(_shown(before), stage))
        else:
            note = _note(move.kind, _shown(before), stage)
        kind = ShiftKind.U_TURN if u_turn else move.kind
        self._tell(kind, statement, _shown(before), f"a U-turn: {note}" if u_turn else note)
        self._told[-1].undoing = move.undoing

    def _is_old_news(self, statement: Statement, move: Move) -> bool:
        """True where the press only seems to say something new: an official word of these days says otherwise."""
        if statement.official or move.kind is None:
            return False
        day = middle_day(statement.happened_on)
        if move.kind is ShiftKind.REVIVED and not move.undoing and not is_u_turn(statement.proposal):
            last = middle_day(self._told[-1].said_by[-1].happened_on)
            if day - last <= _SETTLES:
                return True
        stage = statement.proposal.stage
        return stage in LADDER and any(
            other in LADDER and rung(other) != rung(stage) and abs(day - middle_day(official)) <= _SAME_NEWS
            for official, other in self._official_days
        )

    def _is_settled(self, statement: Statement, move: Move) -> bool:
        """True for what seems a new plan to undo the policy, days after such a plan was given up."""
        last = self._told[-1]
        given_up = last.undoing and last.to_stage is Stage.DROPPED
        days = middle_day(statement.happened_on) - middle_day(last.said_by[0].happened_on)
        return given_up and move.undoing and days <= _STAYS_KEPT

    def _same_news(self, statement: Statement) -> bool:
        last = self._told[-1]
        close = middle_day(statement.happened_on) - middle_day(last.said_by[0].happened_on) <= _SAME_NEWS
        early = {Stage.FLOATED, Stage.ANNOUNCED, Stage.CONSULTATION}
        return close and last.to_stage in early and statement.proposal.stage in early and not statement.official

    def _confirm(self, statement: Statement, *, against: bool) -> None:
        """Add the statement to the latest shift that it says again."""
        day = middle_day(statement.happened_on)
        for told in reversed(self._told):
            first = told.said_by[0]
            if day - middle_day(first.happened_on) > _CONFIRMS:
                return
            same_side = is_against(first.proposal, undoes=self.takes_away) == against
            if told.to_stage is statement.proposal.stage and same_side:
                told.said_by.append(statement)
                return

    def _u_turn_told(self, statement: Statement) -> bool:
        if statement.proposal.stage in _OFF_LADDER.values():
            return True  # an end that moved nothing: it had ended before, or what ended is another thing
        day = middle_day(statement.happened_on)
        return any(
            told.kind is ShiftKind.U_TURN and day - middle_day(told.said_by[0].happened_on) <= _U_TURN_TOLD
            for told in self._told
        )

    def _new_dates(self, statement: Statement) -> list[str]:
        """Dates ahead that the policy did not have, in words."""
        found = []
        day = middle_day(statement.happened_on)
        for mention in statement.proposal.dates:
            first, last = mention.from_on or mention.to_on, mention.to_on or mention.from_on
            try:
                if not first or not last or (opens := interval(first)[0]) <= day:
                    continue
                closes = interval(last)[1]
            except BadDate:
                continue
            if closes - opens > _LONGEST_DATE:
                continue
            span = opens.isoformat(), closes.isoformat()
            if not any(start <= span[1] and span[0] <= end for start, end in self._dates):
                found.append(_span_in_words(*span))
            self._dates.append(span)
        return found

    def _new_scope(self, statement: Statement) -> list[str]:
        """Exemptions and inclusions that the policy did not have, in words."""
        proposal = statement.proposal
        said = [f"without {name}" for name in proposal.exemptions] + [f"with {name}" for name in proposal.scope]
        fresh = [line for line in said if line.lower() not in self._scope]
        self._scope |= {line.lower() for line in fresh}
        return fresh


def _is_a_wish(statement: Statement, *, against: bool) -> bool:
    """True for what an opposition would undo: that turns nobody."""
    return against and statement.proposal.stage is Stage.FLOATED and not statement.official


def _shown(standing: Standing) -> Stage:
    return _OFF_LADDER.get(standing.state, standing.stage)


def _note(kind: ShiftKind, before: Stage | None, now: Stage) -> str:
    if kind is ShiftKind.NEW or before is None:
        return f"new: {STAGE_IN_WORDS[now]}"
    if kind is ShiftKind.SCOPE and now is Stage.AMENDED:
        return f"amended; was {STAGE_IN_WORDS[before]}"
    if kind is ShiftKind.SCOPE:
        return f"a change to it is {STAGE_IN_WORDS[now]}; it is {STAGE_IN_WORDS[before]}"
    return f"now {STAGE_IN_WORDS[now]}; was {STAGE_IN_WORDS[before]}"


def _note_of_undoing(before: Stage, now: Stage) -> str:
    it_is = "it is" if before is Stage.IN_FORCE else "it was"
    return f"a plan to undo it is {STAGE_IN_WORDS[now]}; {it_is} {STAGE_IN_WORDS[before]}"


def _span_in_words(first: str, last: str) -> str:
    if first == last:
        return in_words(first)
    if interval(first[:7]) == (middle_day(first), middle_day(last)):
        return in_words(first[:7])
    return f"{in_words(first)} to {in_words(last)}"
