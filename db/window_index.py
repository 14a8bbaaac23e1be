"""Running saved searches over new articles alone: each distinct search once, on a small index made for it.

The words are matched as the site's search matches them, by the same tokenizer.
"""

import sqlite3
from collections.abc import Iterable, Mapping

from db.search_query import Part, SearchQuery, parse
from records.dates import BadDate, moment
from records.urls import slug

_INDEX = "create virtual table news using fts5 (id unindexed, words, tokenize = 'porter unicode61')"
_ADD = "insert into news (id, words) values (?, ?)"
_MATCH = "select id from news where news match ?"
_EVERY = "select id from news"


class WindowIndex:
    """An index of the new articles: id -> words, and id -> the ids that filters compare with."""

    def __init__(self, words: Mapping[str, str], facts: Mapping[str, Mapping[str, frozenset[str]]]) -> None:
        self._facts = facts
        self._connection = sqlite3.connect(":memory:")
        self._connection.execute(_INDEX)
        self._connection.executemany(_ADD, [(id, _storable(text)) for id, text in words.items()])

    def close(self) -> None:
        """Free the index."""
        self._connection.close()

    def matches(self, search: str) -> frozenset[str]:
        """Ids of the articles that a saved search finds; none for a search that asks for nothing."""
        query = parse(search)
        if not query:
            return frozenset()
        found = {row[0] for row in self._with_words(query)}
        return frozenset(id for id in found if all(self._holds(id, part) for part in _filters(query)))

    def _with_words(self, query: SearchQuery) -> Iterable[tuple[str]]:
        wanted = " AND ".join(_quoted(part) for part in query.words if not part.excluded)
        unwanted = " OR ".join(_quoted(part) for part in query.words if part.excluded)
        if not wanted and not unwanted:
            return self._connection.execute(_EVERY)
        if not wanted:
            without = {row[0] for row in self._connection.execute(_MATCH, (unwanted,))}
            return [row for row in self._connection.execute(_EVERY) if row[0] not in without]
        match = f"({wanted}) NOT ({unwanted})" if unwanted else wanted
        return self._connection.execute(_MATCH, (match,))

    def _holds(self, id: str, part: Part) -> bool:
        facts = self._facts.get(id, {})
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
