"""From groups of statements to policies: their ids, their titles, and what stands on their page."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from records.records import Join, Policy, Statement
from records.signatures import short_hash
from records.vocab import LADDER, Effect
from tracking.joining import Joiner
from tracking.matching import reasons
from tracking.shifts import in_time_order, time_line, undoes
from tracking.stages import is_against
from tracking.titles import title

_COMPARED = 40  # statements that a title or a join is chosen among; a policy told a thousand times needs no more


def assign_ids(groups: Sequence[Sequence[str]], known_ids: Mapping[str, str]) -> tuple[tuple[str, ...], dict[str, str]]:
    """(the id of each group, redirects from ids that no group has any more); a group is keys, oldest first.

    An id stays with the group that holds most of the statements that had it, then with the one whose
    statement is the oldest. A group takes the id that most of its statements had.
    """
    claims = []
    homes: dict[str, Counter[int]] = {}
    for number, keys in enumerate(groups):
        had: Counter[str] = Counter(known_ids[key] for key in keys if key in known_ids)
        first = {id: next(i for i, key in enumerate(keys) if known_ids.get(key) == id) for id in had}
        for id, count in had.items():
            homes.setdefault(id, Counter())[number] = count
            claims.append((-count, first[id], keys[0], id, number))
    given: dict[int, str] = {}
    taken: set[str] = set()
    for _, _, _, id, number in sorted(claims):
        if number not in given and id not in taken:
            given[number] = id
            taken.add(id)
    taken |= set(known_ids.values())
    for number, keys in sorted(enumerate(groups), key=lambda item: item[1][0]):
        if number not in given:
            given[number] = _new_id(keys[0], taken)
            taken.add(given[number])
    current = set(given.values())
    redirects = {
        id: given[min(home, key=lambda number: (-home[number], groups[number][0]))]
        for id, home in homes.items()
        if id not in current
    }
    return tuple(given[number] for number in range(len(groups))), redirects


def _new_id(key: str, taken: set[str]) -> str:
    id, number = "p" + short_hash(key)[:12], 1
    while id in taken:
        number += 1
        id = "p" + short_hash(key, str(number))[:12]
    return id


def make_policy(
    id: str,
    statements: Sequence[Statement],
    joiner: Joiner,
    *,
    merged_from: Sequence[str] = (),
    body_name: Callable[[str], str],
) -> Policy:
    """The policy of these statements, with its title, its standing, its time line and why they are together."""
    ordered = in_time_order(statements)
    line = time_line(id, ordered)
    return Policy(
        id=id,
        title=_title(ordered, joiner),
        position=line.standing.position,
        state=line.standing.state,
        statements=tuple(statement.key for statement in ordered),
        joins=_joins(ordered, joiner, body_name),
        shifts=line.shifts,
        proposers=_each(name for s in ordered for name in (s.proposal.proposer or "").split(";")),
        targets=_each(name for s in ordered for name in (s.proposal.target or "").split(";")),
        exemptions=_each(name for s in ordered for name in s.proposal.exemptions),
        legislation=tuple(dict.fromkeys(c.canonical for s in ordered for c in s.proposal.legislation if c.canonical)),
        first_on=ordered[0].happened_on,
        last_on=ordered[-1].happened_on,
        merged_from=tuple(sorted(merged_from)),
        summary=_summary(ordered),
    )


def _each(names: Iterable[str]) -> tuple[str, ...]:
    """Every name once, as first written."""
    found: dict[str, str] = {}
    for name in names:
        if name := name.strip():
            found.setdefault(name.lower(), name)
    return tuple(found.values())


def _title(ordered: Sequence[Statement], joiner: Joiner) -> str:
    """What the policy would do, not how somebody would undo it, or put it off."""
    takes_away = undoes(ordered)
    own = [s for s in ordered if not is_against(s.proposal, undoes=takes_away)] or list(ordered[:1])
    own = ([s for s in own if s.proposal.stage in LADDER and s.proposal.effect is not Effect.DELAY] or own)[:_COMPARED]
    return title(own, lambda s: sum(joiner.score(s.key, other.key) for other in own if other is not s))


def _summary(ordered: Sequence[Statement]) -> str:
    """What would change, as the policy's own side says it last; how somebody would undo it stands on its time line."""
    takes_away = undoes(ordered)
    last = next((s for s in reversed(ordered) if not is_against(s.proposal, undoes=takes_away)), ordered[-1])
    return last.proposal.summary or last.proposal.action


def _joins(ordered: Sequence[Statement], joiner: Joiner, body_name: Callable[[str], str]) -> tuple[Join, ...]:
    """For every statement but the first, the earlier one that it is likest, and why."""
    joins = []
    for number, statement in enumerate(ordered[1:], 1):
        earlier = ordered[max(0, number - _COMPARED) : number]
        score, likest = max((joiner.score(e.key, statement.key), e.key) for e in earlier)
        told = reasons(joiner.profiles[likest], joiner.profiles[statement.key], body_name)
        if score > 1:
            told = ("a person said that both are one policy", *told)
        joins.append(Join(left=likest, right=statement.key, score=round(min(score, 1.0), 3), reasons=told))
    return tuple(joins)
