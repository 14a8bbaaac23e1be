"""Which policies a bill or law carries, and what its steps make of them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from records.dates import middle_day
from records.records import Citation, Evidence, Statement
from records.signatures import short_hash
from records.vocab import Commitment, Effect, Stage
from tracking.matching import named_instruments
from tracking.shifts import in_time_order, undoes
from tracking.stages import is_against, takes_away
from tracking.vehicles import Step, Vehicle, base_title

#: A plan names its bill before the bill is there, and the press names it after its last reading.
_AHEAD, _BEHIND = timedelta(days=550), timedelta(days=60)
_BECOMES_LAW = timedelta(days=3 * 366)  # from a statement to the act of its bill: two sessions, and the days to assent
_NAMING = frozenset({Stage.ANNOUNCED, Stage.CONSULTATION, Stage.DRAFT_BILL, Stage.BILL, Stage.ENACTED, Stage.IN_FORCE})
_BECAME = {
    Stage.BILL: "before Parliament in",
    Stage.ENACTED: "made law by",
    Stage.IN_FORCE: "in force with",
    Stage.DROPPED: "fallen with",
    Stage.REVERSED: "ended with the repeal of",
}
_ENDED = frozenset({Stage.DROPPED, Stage.REVERSED})


class Vehicles:
    """All bills and laws, found by their ids and titles."""

    def __init__(self, vehicles: Iterable[Vehicle]) -> None:
        self._by_name: dict[str, list[Vehicle]] = {}
        for vehicle in vehicles:
            for name in {vehicle.canonical, vehicle.base} - {None, ""}:
                self._by_name.setdefault(str(name), []).append(vehicle)

    def statements_for(self, group: Sequence[Statement]) -> list[Statement]:
        """What the vehicles that these statements of one policy name add to it: one statement a step."""
        if not self._by_name:
            return []
        ordered = in_time_order([statement for statement in group if statement.dated])
        if not ordered:
            return []
        undoing = undoes(ordered)
        anchors: dict[str, tuple[Vehicle, Statement]] = {}
        for statement in ordered:
            proposal = statement.proposal
            if (
                proposal.stage in _NAMING
                and proposal.commitment is not Commitment.ASKED
                and not is_against(proposal, undoes=undoing)
            ):
                for vehicle in self._named_by(statement):
                    anchors.setdefault(vehicle.article_id, (vehicle, statement))
        own = {statement.article_id for statement in group}
        return [
            made
            for vehicle, anchor in anchors.values()
            if vehicle.article_id not in own
            for step in vehicle.steps
            if (made := _carried(vehicle, step, anchor, ordered, undoing=undoing)) is not None
        ]

    def _named_by(self, statement: Statement) -> Iterator[Vehicle]:
        proposal = statement.proposal
        for citation in proposal.legislation:
            for vehicle in self._by_name.get(citation.canonical or "", ()):
                if _same_provision(vehicle, citation) and _is_its_time(vehicle, statement):
                    yield vehicle
        titles = {citation.title or citation.mention.text for citation in proposal.legislation}
        titles |= set(named_instruments(proposal))
        for title in sorted(titles):
            year = re.search(r" (\d{4})$", title)
            for vehicle in self._by_name.get(base_title(title), ()):
                other_year = year and vehicle.canonical and vehicle.canonical.split("/")[1] != year[1]
                if not vehicle.provision and not other_year and _is_its_time(vehicle, statement):
                    yield vehicle


def _same_provision(vehicle: Vehicle, citation: Citation) -> bool:
    return not vehicle.provision or bool(citation.provision and vehicle.provision.endswith(citation.provision))


def _is_its_time(vehicle: Vehicle, statement: Statement) -> bool:
    """Bills of one title come session after session: the one that is meant is before Parliament now, or next."""
    said, first, last = (
        middle_day(statement.happened_on),
        middle_day(vehicle.steps[0].on),
        middle_day(vehicle.steps[-1].on),
    )
    if vehicle.canonical:
        # An older law is what a plan would change: it carries nothing of it, but tells when what was to go is gone.
        ends = [middle_day(step.on) for step in vehicle.steps if step.stage is Stage.REVERSED]
        days = ends if takes_away(statement.proposal) and ends else [first]
        return any(said - _BEHIND <= day <= said + _BECOMES_LAW for day in days)
    return first - _AHEAD <= said <= max(first + _BECOMES_LAW / 2, last) + _BEHIND


def _carried(
    vehicle: Vehicle, step: Step, anchor: Statement, ordered: Sequence[Statement], *, undoing: bool
) -> Statement | None:
    """What the step makes of the policy; None where the policy had left the vehicle by then."""
    if middle_day(step.on) < middle_day(anchor.happened_on) - _BEHIND:
        return None
    before = [statement for statement in ordered if middle_day(statement.happened_on) <= middle_day(step.on)]
    if before and before[-1].proposal.stage in _ENDED:
        return None
    stage, effect = step.stage, anchor.proposal.effect
    if stage is Stage.REVERSED:
        stage, effect = (Stage.IN_FORCE, effect) if undoing else (stage, Effect.UNDO)
    mention = Evidence(start=step.evidence.start, end=step.evidence.start, text="")
    cited = Citation(
        mention=mention,
        title=vehicle.title,
        canonical=vehicle.canonical,
        kind="bill" if vehicle.canonical is None else "act" if "pga/" in vehicle.canonical else "regulations",
    )
    action = anchor.proposal.action
    return Statement(
        key=f"{vehicle.article_id}.{short_hash(stage, step.on)[:8]}.{short_hash(anchor.key)[:8]}",
        article_id=vehicle.article_id,
        url=vehicle.url,
        source=vehicle.source,
        official=vehicle.official,
        happened_on=step.on,
        known_at=step.known_at,
        backfill=step.backfill,
        headline=vehicle.title,
        body_ids=anchor.body_ids,
        proposal=replace(
            anchor.proposal,
            id=f"v{short_hash(stage, anchor.key)[:8]}",
            stage=stage,
            effect=effect,
            commitment=Commitment.WILL,
            evidence=(step.evidence,),
            instrument=vehicle.title,
            direction=None,
            exemptions=(),
            scope=(),
            dates=(),
            legislation=(cited,),
            summary=f"{action[:1].upper()}{action[1:]}: {_BECAME[stage]} the {vehicle.title}.",
        ),
    )
