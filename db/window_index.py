"""Running saved searches over new articles alone: each distinct search once, on a small index made for it.

The words are matched as the site's search matches them, by the same tokenizer.
"""

import sqlite3
from collections.abc import Iterable, Mapping

from db.search_query import Part, SearchQuery, parse
from records.dates import BadDate, moment
from records.urls import slug

#: An article's id with a policy's: what the article says of that policy; with "": all that it says.
Place = tuple[str, str]

_INDEX = "create virtual table news using fts5 (words, tokenize = 'porter unicode61')"
_ADD = "insert into news (rowid, words) values (?, ?)"
_MATCH = "select rowid from news where news match ?"
_EVERY = "select rowid from news"


class WindowIndex:
    """An index of what is new: its words, and the ids that filters compare with, by article and policy."""

    def __init__(self, words: Mapping[Place, str], facts: Mapping[Place, Mapping[str, frozenset[str]]]) -> None:
        self._places = list(words)
        self._facts = facts
        self._connection = sqlite3.connect(":memory:")
        self._connection.execute(_INDEX)
        self._connection.executemany(_ADD, [(number, _storable(text)) for number, text in enumerate(words.values())])

    def close(self) -> None:
        """Free the index."""
        self._connection.close()

    def matches(self, search: str) -> frozenset[Place]:
        """The places that a saved search finds; none for a search that asks for nothing."""
        query = parse(search)
        if not query:
            return frozenset()
        found = (self._places[row[0]] for row in self._with_words(query))
        return frozenset(place for place in found if all(self._holds(place, part) for part in _filters(query)))

    def _with_words(self, query: SearchQuery) -> Iterable[tuple[int]]:
        wanted = " AND ".join(_quoted(part) for part in query.words if not part.excluded)
        unwanted = " OR ".join(_quoted(part) for part in query.words if part.excluded)
        if not wanted and not unwanted:
            return self._connection.execute(_EVERY)
        if not wanted:
            without = {row[0] for row in self._connection.execute(_MATCH, (unwanted,))}
            return [row for row in self._connection.execute(_EVERY) if row[0] not in without]
        match = f"({wanted}) NOT ({unwanted})" if unwanted else wanted
        return self._connection.execute(_MATCH, (match,))

    def _holds(self, place: Place, part: Part) -> bool:
        facts = self._facts.get(place, {})
        if part.kind in ("before", "after"):
            return _in_time(facts.get("published", frozenset()), part)
        held = facts.get(part.kind, frozenset())
        return (part.value in held or slug(part.value) in held) != part.excluded


def _filters(query: SearchQuery) -> list[Part]:
    return [part for part in query.parts if part.kind not in ("word", "phrase", "quote")]


def _quoted(part: Part) -> str:
    return '"' + part.value.replace('"', " ") + '"'


def _in_time(published: frozenset[str], part: Part) -> bool:
    try:
        days = [moment(day) for day in published]
        edge = moment(part.value)
    except BadDate:
        return False
    return all(day < edge if part.kind == "before" else day > edge for day in days) and bool(days)


def _storable(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8").replace("\0", " ")
