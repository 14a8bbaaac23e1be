"""Counting what was found, missed and made up; and when two names, spans or phrases are the same."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TypeVar

Item = TypeVar("Item", bound=Hashable)

#: Names that all mean the government as a whole.
GOVERNMENT = frozenset({"uk government", "government", "ministers", "hm government", "coalition", "whitehall"})

_TITLES = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "miss",
        "dr",
        "sir",
        "dame",
        "lord",
        "lady",
        "baroness",
        "professor",
        "prof",
        "cllr",
        "councillor",
    ]
)
_EMPTY_WORDS = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "to",
        "and",
        "or",
        "in",
        "on",
        "for",
        "by",
        "with",
        "from",
        "that",
        "which",
        "be",
        "is",
        "are",
        "as",
        "at",
        "it",
        "its",
        "their",
    ]
)
_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-"})


@dataclass(slots=True)
class Counts:
    """True, false and missed findings of one kind."""

    found: int = 0
    extra: int = 0
    missed: int = 0

    def add(self, found: int, extra: int, missed: int) -> None:
        """Count one article's findings."""
        self.found += found
        self.extra += extra
        self.missed += missed

    @property
    def precision(self) -> float:
        """Of what was found, the share that is right; 1 when nothing was found."""
        return self.found / (self.found + self.extra) if self.found + self.extra else 1.0

    @property
    def recall(self) -> float:
        """Of what is there, the share that was found; 1 when nothing is there."""
        return self.found / (self.found + self.missed) if self.found + self.missed else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(slots=True)
class Share:
    """How many of the things that were looked at are right."""

    right: int = 0
    of: int = 0

    def add(self, right: bool) -> None:
        """Count one thing."""
        self.right += right
        self.of += 1

    @property
    def value(self) -> float | None:
        """The share; None when nothing was looked at."""
        return self.right / self.of if self.of else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouping:
    """How well items were put together."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


# ---------------------------------------------------------------- sameness


def plain(name: str | None) -> str:
    """A name in small letters and bare words: "The Secondary Leaders' Forum" -> "secondary leaders forum"."""
    text = (name or "").translate(_QUOTES).lower().replace("&", " and ")
    text = re.sub(r"[^a-z0-9]+", " ", text.replace("'s", "s").replace("'", "")).strip()
    return re.sub(r"^(?:the|a|an) ", "", text)


def words(text: str | None) -> list[str]:
    """The words that carry the meaning, without a plural's s."""
    return [word[:-1] if len(word) > 3 and word.endswith("s") else word for word in plain(text).split() if _full(word)]


def _full(word: str) -> bool:
    return word not in _EMPTY_WORDS


def shared_words(left: str | None, right: str | None) -> float:
    """F1 of the words of two phrases."""
    ours, theirs = Counter(words(left)), Counter(words(right))
    shared = sum((ours & theirs).values())
    return 2 * shared / (sum(ours.values()) + sum(theirs.values())) if shared else 0.0


def parts(names: str | None) -> list[str]:
    """The names of a field that holds several, parted by semicolons."""
    return [part.strip() for part in (names or "").split(";") if part.strip()]


def same_body(name: str | None, known: Iterable[str]) -> bool:
    """True when the name is one of a body's forms, or nearly one."""
    ours, theirs = plain(name), {plain(form) for form in known}
    if not ours:
        return False
    if ours in theirs or (ours in GOVERNMENT and theirs & GOVERNMENT):
        return True
    return any(min(len(ours), len(form)) > 5 and SequenceMatcher(None, ours, form).ratio() >= 0.9 for form in theirs)


def same_person(left: str | None, right: str | None) -> bool:
    """True for the same surname, where both have them with the same first letter of the first name."""
    ours, theirs = ([w for w in plain(name).split() if w not in _TITLES] for name in (left, right))
    if not ours or not theirs or ours[-1] != theirs[-1]:
        return False
    return len(ours) == 1 or len(theirs) == 1 or ours[0][0] == theirs[0][0]


def overlap(left: tuple[int, int], right: tuple[int, int]) -> float:
    """What two spans share, over what they cover together."""
    shared = min(left[1], right[1]) - max(left[0], right[0])
    return shared / (max(left[1], right[1]) - min(left[0], right[0])) if shared > 0 else 0.0


def paired(scores: Iterable[tuple[float, int, int]]) -> dict[int, int]:
    """Left index -> right index, each used once, the best scores first."""
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, left, right in sorted(scores, key=lambda score: (-score[0], score[1], score[2])):
        if left not in pairs and right not in taken:
            pairs[left] = right
            taken.add(right)
    return pairs


# ---------------------------------------------------------------- grouping


def b_cubed(gold: Mapping[Item, str], told: Mapping[Item, str], *, only: Collection[Item]) -> Grouping:
    """Precision, recall and F1 of a grouping, as each item sees it (Bagga and Baldwin 1998).

    ``gold`` and ``told`` give the group of each item; one that is not told stands alone. ``only`` names
    the items that are asked.
    """
    ours: dict[str, set[Item]] = defaultdict(set)
    theirs: dict[str, set[Item]] = defaultdict(set)
    for item, group in gold.items():
        ours[group].add(item)
        theirs[told.get(item, f"alone: {item}")].add(item)
    if not only:
        return Grouping(precision=1.0, recall=1.0)
    precision = recall = 0.0
    for item in only:
        mine, its = ours[gold[item]], theirs[told.get(item, f"alone: {item}")]
        precision += len(mine & its) / len(its)
        recall += len(mine & its) / len(mine)
    return Grouping(precision=precision / len(only), recall=recall / len(only))
