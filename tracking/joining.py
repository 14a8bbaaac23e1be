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
from tracking.matching import JOIN_AT, Profile, likeness, profile

_BEST_AND_MEAN = 0.2  # the share of the likest pair in the likeness of two groups; the rest is the mean's
_TOGETHER, _APART = 2.0, -9.0  # what a person said weighs more than any likeness
#: In a large corpus a statement looks at so many neighbours under its words, the rarest words first, and is
#: compared with the nearest of them. So a day's work does not grow with the square of what is there.
_SEEN, _COMPARED = 2_000, 40
_SAMPLE = 12  # statements of a group that stand for it
_NEAR = 60  # statements around a new one that are grouped anew with it; those farther off stay as they are

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
        self._index: dict[str, list[str]] = defaultdict(list)  # telling word -> keys of statements
        self._links: dict[str, dict[str, float]] = defaultdict(dict)
        self._group: dict[str, tuple[str, ...]] = {}
        self._said: dict[Pair, float] = {ordered(*pair): _TOGETHER for pair in together}
        self._said |= {ordered(*pair): _APART for pair in apart}

    def add(self, statements: Iterable[Statement]) -> list[tuple[str, ...]]:
        """Every group of keys that the new statements have touched, as it now is; each group sorted."""
        new = [statement.key for statement in statements if self._place(statement)]
        for key in new:
            self._find_links(self.profiles[key])
        for pair, score in self._said.items():
            if score > 0 and pair[0] in self.profiles and pair[1] in self.profiles:
                self._link(*pair, score)
        touched: set[str] = set()
        for key in new:
            if key not in touched:
                touched |= self._neighbourhood(key)
        groups = self._grouped(touched)
        self._group.update((key, group) for group in groups for key in group)
        return groups

    def know(self, statements: Iterable[Statement]) -> None:
        """Hold statements whose policy is known already, so that they can be compared; they join nothing."""
        for statement in statements:
            self.profiles.setdefault(statement.key, profile(statement, self._lineage))

    def score(self, a: str, b: str) -> float:
        """The likeness of two statements that it holds, or what a person said of them."""
        said = self._said.get(ordered(a, b))
        return said if said is not None else likeness(self.profiles[a], self.profiles[b])

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

    def _grouped(self, keys: set[str]) -> list[tuple[str, ...]]:
        """The groups among these: the likest two join first, and only groups that are alike as wholes."""
        group_of = {key: key for key in keys}
        members = {key: [key] for key in sorted(keys)}
        scores: dict[Pair, float] = {}
        refused: dict[Pair, tuple[int, int]] = {}  # groups that did not join while they had these sizes

        def score(a: str, b: str) -> float:
            pair = ordered(a, b)
            if pair not in scores:
                scores[pair] = self.score(a, b)
            return scores[pair]

        pairs = [(-s, a, b) for a in keys for b, s in self._links[a].items() if a < b and b in keys]
        heapq.heapify(pairs)
        while pairs:
            _, a, b = heapq.heappop(pairs)
            left, right = group_of[a], group_of[b]
            if left == right:
                continue
            sizes = len(members[left]), len(members[right])
            if refused.get((left, right)) == sizes:
                continue
            across = [score(x, y) for x in members[left][:_SAMPLE] for y in members[right][:_SAMPLE]]
            mean = sum(sorted(across)) / len(across)
            if _BEST_AND_MEAN * max(across) + (1 - _BEST_AND_MEAN) * mean < JOIN_AT or min(across) <= _APART:
                refused[left, right] = sizes
                continue
            if len(members[left]) < len(members[right]):
                left, right = right, left
            for key in members[right]:
                group_of[key] = left
            members[left] += members.pop(right)
        return [tuple(sorted(group)) for group in members.values()]
