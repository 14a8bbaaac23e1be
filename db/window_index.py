"""Running saved searches over new articles alone: each distinct search once, on a small index made for it.

The words are matched as the site's search matches them, by the same tokenizer.
"""

import re
import sqlite3
from collections.abc import Iterable, Mapping, Sequence

from db.search_query import Part, SearchQuery, parse
from records.dates import BadDate, moment
from records.urls import slug

#: An article's id with a policy's: what the article says of that policy; with "": all that it says.
Place = tuple[str, str]

_INDEX = "create virtual table news using fts5 (words, tokenize = 'porter unicode61')"
_ADD = "insert into news (rowid, words) values (?, ?)"
_MATCH = "select rowid from news where news match ?"
_EVERY = "select rowid from news"
_QUOTED = "create virtual table quoted using fts5 (words, tokenize = 'porter unicode61')"
_ADD_QUOTED = "insert into quoted (rowid, words) values (?, ?)"
_MATCH_QUOTED = "select rowid from quoted where quoted match ?"
_EVERY_QUOTED = "select rowid from quoted"
#: What FTS5 puts around the words that it found; neither stands in a text.
_MARK = "select highlight(news, 0, char(2), char(3)) from news where news match ? and rowid = ?"
_MARK_QUOTED = "select highlight(quoted, 0, char(2), char(3)) from quoted where quoted match ? and rowid = ?"
_MARKED = re.compile("\x02(.+?)\x03", re.DOTALL)


class WindowIndex:
    """An index of what is new: its words, and the ids that filters compare with, by article and policy.

    ``quoted``: the quotations of an article. A search with ``quote:`` looks into nothing else.
    """

    def __init__(
        self,
        words: Mapping[Place, str],
        facts: Mapping[Place, Mapping[str, frozenset[str]]],
        quoted: Mapping[str, Sequence[str]] | None = None,
    ) -> None:
        self._places = list(words)
        self._rows_of = {place: row for row, place in enumerate(self._places)}
        self._facts = facts
        self._connection = sqlite3.connect(":memory:")
        self._connection.execute(_INDEX)
        self._connection.executemany(_ADD, [(number, _storable(text)) for number, text in enumerate(words.values())])
        said = [(place[0], text) for place in words for text in (quoted or {}).get(place[0], ()) if not place[1]]
        self._quoted_in = [article for article, _ in said]
        self._connection.execute(_QUOTED)
        self._connection.executemany(_ADD_QUOTED, [(n, _storable(text)) for n, (_, text) in enumerate(said)])

    def close(self) -> None:
        """Free the index."""
        self._connection.close()

    def matches(self, search: str, *, meant: Mapping[Part, Sequence[str]] | None = None) -> frozenset[Place]:
        """The places that a saved search finds; none for a search that asks for nothing.

        ``meant``: the ids that a filter stands for, where it names a thing by its name.
        """
        query = parse(search)
        if not query:
            return frozenset()
        found = self._quoting(query) if query.values("quote") else self._with_words(query)
        filters = [part for part in query.parts if part.kind not in ("word", "phrase", "quote")]
        return frozenset(
            place for place in found if all(self._holds(place, part, (meant or {}).get(part, ())) for part in filters)
        )

    def words(self, search: str, place: Place) -> tuple[str, ...]:
        """The words of an article for which the search finds it, in lower case, as they first come in it."""
        query = parse(search)
        if query.values("quote"):
            wanted, _ = _split(query.words + query.values("quote"))
            rows = [row for row, article in enumerate(self._quoted_in) if article == place[0]]
            marked = _MARK_QUOTED
        else:
            wanted, _ = _split(query.words)
            rows = [self._rows_of[at] for at in (place, (place[0], "")) if at in self._rows_of]
            marked = _MARK
        found: dict[str, None] = {}
        for row in rows if wanted else ():
            for (text,) in self._connection.execute(marked, (wanted, row)):
                found.update(dict.fromkeys(" ".join(words.lower().split()) for words in _MARKED.findall(text)))
            if found:
                break
        return tuple(found)

    def _with_words(self, query: SearchQuery) -> list[Place]:
        wanted, unwanted = _split(query.words)
        return [self._places[row] for row in self._rows(wanted, unwanted, _MATCH, _EVERY)]

    def _quoting(self, query: SearchQuery) -> list[Place]:
        """The whole articles with a quotation in which all the words stand, as the site's search has it."""
        wanted, unwanted = _split(query.words + query.values("quote"))
        found = {self._quoted_in[row] for row in self._rows(wanted, unwanted, _MATCH_QUOTED, _EVERY_QUOTED)}
        return [place for place in self._places if place[0] in found and not place[1]]

    def _rows(self, wanted: str, unwanted: str, match: str, every: str) -> list[int]:
        if not wanted:
            without = {row[0] for row in self._connection.execute(match, (unwanted,))} if unwanted else set()
            return [row[0] for row in self._connection.execute(every) if row[0] not in without]
        words = f"({wanted}) NOT ({unwanted})" if unwanted else wanted
        return [row[0] for row in self._connection.execute(match, (words,))]

    def _holds(self, place: Place, part: Part, meant: Sequence[str]) -> bool:
        facts = self._facts.get(place, {})
        if part.kind in ("before", "after"):
            return _in_time(facts.get("published", frozenset()), part)
        held = facts.get(part.kind, frozenset())
        return (not held.isdisjoint((part.value, slug(part.value), *meant))) != part.excluded


def _split(parts: Iterable[Part]) -> tuple[str, str]:
    """(all that must be there, any that must not) in the index's own language."""
    parts = tuple(parts)
    wanted = " AND ".join(_quoted(part) for part in parts if not part.excluded)
    return wanted, " OR ".join(_quoted(part) for part in parts if part.excluded)


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
