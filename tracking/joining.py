"""Joining statements: an index finds the few that may be alike, comparison follows, the best pairs join first.

The weights are fixed, so a pair's likeness never depends on what else is known, and statements that
are not linked by any chain of likeness cannot change each other's policies. So new statements touch
only their own neighbourhood, and any order of arrival gives the same policies.
"""

import heapq
from collections import defaultdict
from collections.abc import Callable, Iterable

from records.records import Statement
from tracking.matching import JOIN_AT, Profile, likeness, profile

_BEST_AND_MEAN = 0.4  # the share of the likest pair in the likeness of two groups; the rest is the mean's
_TOGETHER, _APART = 2.0, -9.0  # what a person said weighs more than any likeness

Pair = tuple[str, str]


def ordered(a: str, b: str) -> Pair:
    """The pair in the one order in which it is kept."""
    return (a, b) if a < b else (b, a)


class Joiner:
    """Statements, the links between them and their groups; ``add`` joins more to what it holds."""

    def __init__(
        self,
        *,
        lineage: Callable[[str], frozenset[str]],
        together: Iterable[Pair] = (),
        apart: Iterable[Pair] = (),
    ) -> None:
        self.profiles: dict[str, Profile] = {}
        self._lineage = lineage
        self._index: dict[tuple[str, ...], list[str]] = defaultdict(list)
        self._links: dict[str, dict[str, float]] = defaultdict(dict)
        self._said: dict[Pair, float] = {ordered(*pair): _TOGETHER for pair in together}
        self._said |= {ordered(*pair): _APART for pair in apart}

    def add(self, statements: Iterable[Statement]) -> list[tuple[str, ...]]:
        """Every group of keys that the new statements have touched, as it now is; each group sorted."""
        new = [statement.key for statement in statements if self._place(statement)]
        for pair, score in self._said.items():
            if score > 0 and pair[0] in self.profiles and pair[1] in self.profiles:
                self._link(*pair, score)
        groups: list[tuple[str, ...]] = []
        seen: set[str] = set()
        for key in new:
            if key not in seen:
                neighbourhood = self._neighbourhood(key)
                seen |= neighbourhood
                groups += self._grouped(neighbourhood)
        return groups

    def score(self, a: str, b: str) -> float:
        """The likeness of two statements that it holds, or what a person said of them."""
        said = self._said.get(ordered(a, b))
        return said if said is not None else likeness(self.profiles[a], self.profiles[b])

    def _place(self, statement: Statement) -> bool:
        if statement.key in self.profiles:
            return False
        new = self.profiles[statement.key] = profile(statement, self._lineage)
        candidates: set[str] = set()
        for index_key in new.index_keys():
            others = self._index[index_key]
            candidates.update(others)
            others.append(new.key)
        for key in candidates:
            score = self.score(new.key, key)
            if score >= JOIN_AT:
                self._link(new.key, key, score)
        return True

    def _link(self, a: str, b: str, score: float) -> None:
        self._links[a][b] = self._links[b][a] = score

    def _neighbourhood(self, start: str) -> set[str]:
        found, waiting = {start}, [start]
        while waiting:
            fresh = self._links[waiting.pop()].keys() - found
            found |= fresh
            waiting += fresh
        return found

    def _grouped(self, keys: set[str]) -> list[tuple[str, ...]]:
        """The groups of one neighbourhood: the likest two join first, and only groups that are alike as wholes."""
        if len(keys) == 1:
            return [tuple(keys)]
        group_of = {key: key for key in keys}
        members = {key: [key] for key in sorted(keys)}
        scores: dict[Pair, float] = {}

        def score(a: str, b: str) -> float:
            pair = ordered(a, b)
            if pair not in scores:
                scores[pair] = self.score(a, b)
            return scores[pair]

        pairs = [(-s, *ordered(a, b)) for a in keys for b, s in self._links[a].items() if a < b]
        heapq.heapify(pairs)
        while pairs:
            _, a, b = heapq.heappop(pairs)
            left, right = group_of[a], group_of[b]
            if left == right:
                continue
            across = [score(x, y) for x in members[left] for y in members[right]]
            mean = sum(sorted(across)) / len(across)
            if _BEST_AND_MEAN * max(across) + (1 - _BEST_AND_MEAN) * mean < JOIN_AT or min(across) <= _APART:
                continue
            if len(members[left]) < len(members[right]):
                left, right = right, left
            for key in members[right]:
                group_of[key] = left
            members[left] += members.pop(right)
        return [tuple(sorted(group)) for group in members.values()]
