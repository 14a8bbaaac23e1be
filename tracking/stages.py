"""Where a policy stands, and what one statement does to it.

The same words mean opposite things on the two sides of a policy: "announced" of a duty is a step up
its ladder, "announced" of the duty's repeal is a threat to it. So every statement is first taken for
the policy's own side or the other.
"""

import re
from dataclasses import dataclass, replace

from records.records import Proposal
from records.vocab import LADDER, Effect, ShiftKind, Stage, State

#: What a policy must have reached that is first heard of at a stage off the ladder.
_IMPLIED = {
    Stage.AMENDED: Stage.ANNOUNCED,
    Stage.DELAYED: Stage.ANNOUNCED,
    Stage.DROPPED: Stage.ANNOUNCED,
    Stage.REVERSED: Stage.IN_FORCE,
}
#: "release schools from the duty", "take schools out of the duty"
_UNDOING = re.compile(
    r"(?:to )?(?:abolish|axe|cancel|ditch|end|free|lift|release|remove|repeal|rescind|revoke|scrap|withdraw"
    r"|take \w+(?: \w+){0,3} out of)\b"
)
_FORMAL = frozenset({Stage.CONSULTATION, Stage.DRAFT_BILL, Stage.BILL})
_NEXT_ROUND = _FORMAL | {Stage.ANNOUNCED}
_STATE = {Stage.DELAYED: State.DELAYED, Stage.DROPPED: State.DROPPED, Stage.REVERSED: State.REVERSED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A policy at one point of its time line."""

    position: Stage  # the furthest on the ladder so far
    stage: Stage  # where on the ladder it is now: below its position once it has moved back
    state: State = State.LIVE
    undoing: Stage | None = None  # how far a plan to undo it has got


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """What a statement did. ``kind`` None: nothing that is news. ``undoing``: it is the undoing that moved."""

    standing: Standing
    kind: ShiftKind | None = None
    undoing: bool = False


def rung(stage: Stage) -> int:
    """How high on the ladder; -1 for a stage off it."""
    return LADDER.index(stage) if stage in LADDER else -1


def is_u_turn(proposal: Proposal) -> bool:
    """True where the article says or shows that a side went back on its line."""
    return (proposal.direction or "").lower().replace("-", "").startswith("uturn")


def takes_away(proposal: Proposal) -> bool:
    """True for a proposal to undo what was made or planned, by its effect or by the verb that it opens with."""
    return proposal.effect is Effect.UNDO or (
        proposal.effect is not Effect.KEEP and _UNDOING.match(proposal.action.lower()) is not None
    )


def is_against(proposal: Proposal, *, undoes: bool) -> bool:
    """True for a statement on the other side of a policy; ``undoes``: the policy itself takes something away."""
    if proposal.effect is Effect.KEEP:
        return undoes
    return takes_away(proposal) != undoes


def first_standing(proposal: Proposal) -> Standing:
    """Where a policy stands of which this is the first that is known."""
    stage = _IMPLIED.get(proposal.stage, proposal.stage)
    return Standing(position=stage, stage=stage, state=_STATE.get(proposal.stage, State.LIVE))


def moved(standing: Standing, proposal: Proposal, *, against: bool, official: bool, rested: bool = False) -> Move:
    """What the statement does to a policy that stands so; ``rested``: nothing has moved it for a good while."""
    if proposal.stage is Stage.DROPPED and standing.undoing and rung(standing.position) >= rung(Stage.ENACTED):
        # What is given up is the plan to undo it, where the words are about that plan; else they are not clear.
        return _kept(standing) if against or proposal.effect is Effect.KEEP else Move(standing=standing)
    if proposal.stage is Stage.DROPPED and against and standing.position is Stage.IN_FORCE:
        return Move(standing=standing)  # what is undone in force is reversed; this is a plan to undo it, told once more
    if proposal.stage is Stage.REVERSED or (proposal.stage is Stage.DROPPED and standing.position is Stage.IN_FORCE):
        return _ended(standing, State.REVERSED, ShiftKind.REVERSED)
    if proposal.stage is Stage.DROPPED:
        return _ended(standing, State.DROPPED, ShiftKind.DROPPED)
    if against:
        return _other_side(standing, proposal, official=official)
    if proposal.stage is Stage.DELAYED:
        if standing.state is not State.LIVE:
            return Move(standing=standing)
        return Move(standing=replace(standing, state=State.DELAYED), kind=ShiftKind.DELAYED)
    if proposal.stage is Stage.AMENDED:
        return Move(standing=standing, kind=ShiftKind.SCOPE if standing.state in (State.LIVE, State.DELAYED) else None)
    return _own_side(standing, proposal, official=official, rested=rested)


def _own_side(standing: Standing, proposal: Proposal, *, official: bool, rested: bool) -> Move:
    stage = proposal.stage
    furthest = max(standing.position, stage, key=rung)
    if standing.undoing and (proposal.effect is Effect.KEEP or is_u_turn(proposal)):
        return _kept(standing)
    if stage is Stage.FLOATED:  # asking for what is under way moves nothing; nor does asking for it back
        return Move(standing=standing)
    if standing.state in (State.DROPPED, State.REVERSED):
        back = Standing(position=furthest, stage=stage)
        return Move(standing=back, kind=ShiftKind.REVIVED)
    if standing.state is State.DELAYED:
        if rung(stage) <= rung(standing.stage):
            return Move(standing=standing)
        return Move(standing=Standing(position=furthest, stage=stage), kind=ShiftKind.REVIVED)
    if (
        rested
        and rung(standing.stage) >= rung(Stage.ENACTED)
        and stage in _NEXT_ROUND
        and (official or stage in _FORMAL)
    ):
        # What is law can be changed, and the change climbs the ladder anew; the position stays where it is.
        return Move(standing=replace(standing, stage=stage), kind=ShiftKind.SCOPE)
    if rung(stage) > rung(standing.stage):
        return Move(standing=replace(standing, position=furthest, stage=stage), kind=ShiftKind.MOVED_ON)
    # The press tells old stages again; only the body that acts can take a bill back to a draft or a consultation.
    back_from_parliament = standing.stage in (Stage.BILL, Stage.DRAFT_BILL) and stage in (
        Stage.CONSULTATION,
        Stage.DRAFT_BILL,
    )
    if official and back_from_parliament and rung(stage) < rung(standing.stage):
        return Move(standing=replace(standing, stage=stage), kind=ShiftKind.MOVED_BACK)
    return Move(standing=standing)


def _other_side(standing: Standing, proposal: Proposal, *, official: bool) -> Move:
    stage = proposal.stage
    if standing.state in (State.DROPPED, State.REVERSED):
        return Move(standing=standing)
    if stage is Stage.IN_FORCE:
        return _ended(standing, State.REVERSED, ShiftKind.REVERSED)
    if stage is Stage.DELAYED:
        return Move(standing=standing, kind=ShiftKind.DELAYED if standing.undoing else None, undoing=True)
    if rung(stage) < 0 or (stage is Stage.FLOATED and not (official and is_u_turn(proposal))):
        return Move(standing=standing)  # an opposition's or a union's wish
    if standing.undoing and rung(stage) <= rung(standing.undoing):
        return Move(standing=standing)
    return Move(standing=replace(standing, undoing=stage), kind=ShiftKind.U_TURN, undoing=True)


def _kept(standing: Standing) -> Move:
    return Move(standing=replace(standing, undoing=None), kind=ShiftKind.REVIVED, undoing=True)


def _ended(standing: Standing, state: State, kind: ShiftKind) -> Move:
    if standing.state is state or (standing.state is State.REVERSED and state is State.DROPPED):
        return Move(standing=standing)
    return Move(standing=replace(standing, state=state, undoing=None), kind=kind)
