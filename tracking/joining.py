"""Joining statements: an index finds the few that may be alike, comparison follows, the best pairs join first.

The weights are fixed, so a pair's likeness never depends on what else is known, and statements that
are not linked by any chain of likeness cannot change each other's policies. So new statements touch
only their own neighbourhood, and any order of arrival gives the same policies. (Day by day too, while a
chain of likeness has no more than 60 statements, and each of their rarest words no more than two
thousand; beyond, a day's work stays with the nearest, and joining all at once is the reference.)
"""

import heapq
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable

from records.records import Statement
from tracking.grouping import Pair, grouped, ordered
from tracking.matching import JOIN_AT, Profile, likeness, profile

_TOGETHER = 2.0  # the score of a pair that a person joined: more than any likeness
#: In a large corpus a statement looks at so many neighbours under its words, the rarest words first, and is
#: compared with the nearest of them. So a day's work does not grow with the square of what is there.
_SEEN, _COMPARED = 2_000, 40
_NEAR = 60  # statements around a new one that are grouped anew with it; those farther off stay as they are


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
        self._index: dict[str, list[str]] = defaultdict(list)  # telling word -> keys of statements
        self._links: dict[str, dict[str, float]] = defaultdict(dict)
        self._group: dict[str, tuple[str, ...]] = {}
        self._apart = frozenset(ordered(*pair) for pair in apart)
        self._together = frozenset(ordered(*pair) for pair in together) - self._apart

    def add(self, statements: Iterable[Statement]) -> list[tuple[str, ...]]:
        """Every group of keys that the new statements have touched, as it now is; each group sorted."""
        new = [statement.key for statement in statements if self._place(statement)]
        for key in new:
            self._find_links(self.profiles[key])
        for one, other in self._together:
            if one in self.profiles and other in self.profiles:
                self._link(one, other, _TOGETHER)
        touched: set[str] = set()
        for key in new:
            if key not in touched:
                touched |= self._neighbourhood(key)
        groups = grouped(
            touched, self._links, self._likeness, together=self._together, apart=self._apart, alike=JOIN_AT
        )
        self._group.update((key, group) for group in groups for key in group)
        return groups

    def know(self, statements: Iterable[Statement]) -> None:
        """Hold statements whose policy is known already, so that they can be compared; they join nothing."""
        for statement in statements:
            self.profiles.setdefault(statement.key, profile(statement, self._lineage))

    def score(self, a: str, b: str) -> float:
        """The likeness of two statements that it holds, or what a person said of them."""
        return _TOGETHER if ordered(a, b) in self._together else self._likeness(a, b)

    def _likeness(self, a: str, b: str) -> float:
        return likeness(self.profiles[a], self.profiles[b])

    def _place(self, statement: Statement) -> bool:
        if statement.key in self.profiles:
            return False
        new = self.profiles[statement.key] = profile(statement, self._lineage)
        for word in new.telling():
            self._index[word].append(new.key)
        return True

    def _find_links(self, new: Profile) -> None:
        """Link a statement to those it is like, among those that share two of its telling words."""
        telling = new.telling()
        seen, shared = 0, Counter[str]()
        for word in sorted(telling, key=lambda word: (len(self._index[word]), word)):
            shared.update(self._index[word][: _SEEN - seen])
            seen += len(self._index[word])
            if seen >= _SEEN:
                break
        del shared[new.key]
        enough = min(2, len(telling))
        near = ((-count, key) for key, count in shared.items() if count >= enough)
        for _, key in heapq.nsmallest(_COMPARED, near):
            score = self.score(new.key, key)
            if score >= JOIN_AT:
                self._link(new.key, key, score)

    def _link(self, a: str, b: str, score: float) -> None:
        self._links[a][b] = self._links[b][a] = score

    def _neighbourhood(self, start: str) -> set[str]:
        """All that a chain of likeness links to it; of those grouped before, the nearest with their groups."""
        found, waiting, old = {start}, deque([start]), 0
        while waiting:
            key = waiting.popleft()
            if key in self._group and old >= _NEAR:
                continue
            fresh = (self._links[key].keys() | set(self._group.get(key, ()))) - found
            old += sum(other in self._group for other in fresh)
            found |= fresh
            waiting.extend(sorted(fresh))
        return found.union(*(self._group.get(key, ()) for key in found))
