"""Groups of linked statements: average linkage, the likest pair first, under what people said of single pairs."""

import heapq
from collections.abc import Callable, Collection, Iterable, Mapping, Set

Pair = tuple[str, str]

_SAMPLE = 12  # statements of a group that stand for it


def ordered(a: str, b: str) -> Pair:
    """The pair in the one order in which it is kept."""
    return (a, b) if a < b else (b, a)


def grouped(
    keys: Set[str],
    links: Mapping[str, Mapping[str, float]],
    likeness: Callable[[str, str], float],
    *,
    together: Collection[Pair] = (),
    apart: Collection[Pair] = (),
    alike: float,
) -> list[tuple[str, ...]]:
    """The groups among these keys, each sorted.

    ``links``: key -> key -> score of the pairs that are looked at. Two groups join where the mean likeness across
    them is ``alike`` and more. What a person said of a pair comes after that and wins over it: groups with a pair
    of ``together`` become one, and no group ever holds a pair of ``apart``.
    """
    groups = _Groups(keys, likeness, apart)
    pairs = [(-score, a, b) for a in keys for b, score in links.get(a, {}).items() if a < b and b in keys]
    heapq.heapify(pairs)
    refused: dict[Pair, tuple[int, int]] = {}  # groups that did not join while they had these sizes
    while pairs:
        _, a, b = heapq.heappop(pairs)
        left, right = groups.of[a], groups.of[b]
        sizes = len(groups.members[left]), len(groups.members[right])
        if left == right or refused.get((left, right)) == sizes:
            continue
        if groups.mean(left, right) < alike or not groups.join(left, right):
            refused[left, right] = sizes
    for a, b in sorted(together):
        if a in keys and b in keys:
            groups.join(groups.of[a], groups.of[b])
    return [tuple(sorted(group)) for group in groups.members.values()]


class _Groups:
    def __init__(self, keys: Iterable[str], likeness: Callable[[str, str], float], apart: Iterable[Pair]) -> None:
        self.of = {key: key for key in sorted(keys)}
        self.members = {key: [key] for key in self.of}
        self._likeness = likeness
        self._scores: dict[Pair, float] = {}
        self._apart: dict[str, set[str]] = {}
        for a, b in apart:
            self._apart.setdefault(a, set()).add(b)
            self._apart.setdefault(b, set()).add(a)

    def mean(self, left: str, right: str) -> float:
        """The mean likeness across two groups; of large ones, across a sample."""
        across = [self._score(x, y) for x in self.members[left][:_SAMPLE] for y in self.members[right][:_SAMPLE]]
        return sum(sorted(across)) / len(across)

    def _score(self, a: str, b: str) -> float:
        pair = ordered(a, b)
        if pair not in self._scores:
            self._scores[pair] = self._likeness(a, b)
        return self._scores[pair]

    def join(self, left: str, right: str) -> bool:
        """Make two groups one; False, and nothing done, where a person said that two of their members are apart."""
        if left == right:
            return True
        if any(self.of.get(other) == right for key in self.members[left] for other in self._apart.get(key, ())):
            return False
        if len(self.members[left]) < len(self.members[right]):
            left, right = right, left
        for key in self.members[right]:
            self.of[key] = left
        self.members[left] += self.members.pop(right)
        return True
