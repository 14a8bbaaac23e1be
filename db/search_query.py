"""What a reader typed into the search box, taken apart: never an error, whatever it is.

Words must all be there; "words in quotes" stand together; -word must not be there; the filters are
``source:``, ``body:``, ``person:``, ``stage:``, ``topic:``, ``before:``, ``after:`` and ``quote:``.
A filter's value may be quoted. What is no filter of ours is a word like any other.
"""

import re
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from records.dates import BadDate, interval
from records.vocab import Stage

#: Longer queries are cut: nobody types them, and each word costs a look-up.
MAX_LENGTH = 400
_MAX_TERMS = 24
FILTERS = ("source", "body", "person", "stage", "topic", "before", "after", "quote")

_PART = re.compile(
    r"(?P<minus>-)?(?:(?P<filter>[a-z]+):)?(?:[\"“”](?P<quoted>[^\"“”]*)[\"“”]?|(?P<plain>[^\s\"“”]+))", re.IGNORECASE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One thing that was asked for, as it can be shown back and taken away."""

    kind: str  # word | phrase | one of FILTERS
    value: str
    excluded: bool = False

    def __str__(self) -> str:
        value = self.value
        if self.kind == "phrase" or (self.kind != "word" and re.search(r"\s", value)):
            value = f'"{value}"'
        prefix = "" if self.kind in ("word", "phrase") else f"{self.kind}:"
        return f"{'-' if self.excluded else ''}{prefix}{value}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchQuery:
    """A search: all its parts must hold."""

    parts: tuple[Part, ...] = ()

    def __str__(self) -> str:
        return " ".join(str(part) for part in self.parts)

    def __bool__(self) -> bool:
        return bool(self.parts)

    def without(self, part: Part) -> "SearchQuery":
        """The same search with that part taken away."""
        return replace(self, parts=tuple(item for item in self.parts if item != part))

    def plus(self, kind: str, value: str) -> "SearchQuery":
        """The same search narrowed by one more filter."""
        part = Part(kind=kind, value=value)
        return self if part in self.parts else replace(self, parts=(*self.parts, part))

    @property
    def words(self) -> tuple[Part, ...]:
        """The words and phrases, excluded ones too."""
        return tuple(part for part in self.parts if part.kind in ("word", "phrase"))

    def values(self, kind: str) -> tuple[Part, ...]:
        """The filters of one kind."""
        return tuple(part for part in self.parts if part.kind == kind)

    def address(self, path: str = "/search", **others: str) -> str:
        """Where this search is found."""
        return f"{path}?{urlencode({'q': str(self), **{k: v for k, v in others.items() if v}})}"


def parse(text: str) -> SearchQuery:
    """The search that a text asks for; an empty one for a text that holds no word."""
    text = _plain(text)[:MAX_LENGTH]
    parts: dict[Part, None] = {}
    for found in _PART.finditer(text):
        for part in _part(found):
            parts[part] = None
    return SearchQuery(parts=tuple(parts)[:_MAX_TERMS])


def _plain(text: str) -> str:
    """Without control characters and halves of characters, which no index can hold."""
    return "".join(char if char.isprintable() else " " for char in text.encode("utf-8", "ignore").decode("utf-8"))


def _part(found: re.Match[str]) -> list[Part]:
    quoted, plain = found["quoted"], found["plain"]
    value = (quoted if quoted is not None else plain).strip()
    name, excluded = (found["filter"] or "").lower(), bool(found["minus"])
    if name in FILTERS and (fitted := _fitted(name, value)):
        return [Part(kind=name, value=fitted, excluded=excluded and name not in ("before", "after"))]
    if name:
        value = f"{name} {value}"
    if not any(char.isalnum() for char in value):
        return []
    return [Part(kind="phrase" if quoted is not None or name else "word", value=value, excluded=excluded)]


def _fitted(name: str, value: str) -> str:
    """The filter's value in its one form; "" for what it cannot be."""
    if name in ("before", "after"):
        try:
            interval(value)
        except BadDate:
            return ""
        return value[:10]
    if name == "stage":
        word = value.lower().replace("-", " ").replace("_", " ")
        return word if word in set(Stage) else ""
    return value if any(char.isalnum() for char in value) else ""


def bounds(query: SearchQuery) -> tuple[date | None, date | None]:
    """(first day, first day after): what ``after:`` and ``before:`` leave; both days may be open.

    ``after:2008`` begins with 2009, ``before:2008`` ends with 2007, as the words say.
    """
    after = max((interval(part.value)[1] for part in query.values("after")), default=None)
    before = min((interval(part.value)[0] for part in query.values("before")), default=None)
    first = date.fromordinal(min(after.toordinal() + 1, date.max.toordinal())) if after else None
    return first, before
