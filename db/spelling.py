"""A better spelling for a search that found nothing, from the names that are published here."""

import re
import sqlite3
from collections import OrderedDict
from dataclasses import replace
from difflib import get_close_matches

from db.answers import rows
from db.search_query import Part, SearchQuery

_WORD = re.compile(r"[^\W\d_]{4,}")
_KEPT: OrderedDict[str, dict[str, list[str]]] = OrderedDict()
_NEAR = 0.78


def suggestion(conn: sqlite3.Connection, query: SearchQuery, *, stamp: str) -> SearchQuery | None:
    """The search with its unknown words put right; None where nothing is near. ``stamp``: of the database."""
    known = _words(conn, stamp)
    parts = tuple(_corrected(part, known) for part in query.parts)
    return SearchQuery(parts=parts) if parts != query.parts else None


def _words(conn: sqlite3.Connection, stamp: str) -> dict[str, list[str]]:
    """Every word of our names in lower case, by its first letter; kept for the two newest databases."""
    if stamp not in _KEPT:
        words: dict[str, list[str]] = {}
        for word in {word.lower() for row in rows(conn, "search/our_names") for word in _WORD.findall(row["name"])}:
            words.setdefault(word[0], []).append(word)
        _KEPT[stamp] = words
        while len(_KEPT) > 2:
            _KEPT.popitem(last=False)
    return _KEPT[stamp]


def _corrected(part: Part, known: dict[str, list[str]]) -> Part:
    if part.kind not in ("word", "phrase") or part.excluded:
        return part

    def better(found: re.Match[str]) -> str:
        word = found[0].lower()
        # Most slips leave the first letter alone, and the rest of the alphabet costs too much to try.
        candidates = [item for item in known.get(word[0], ()) if abs(len(item) - len(word)) <= 2]
        if any(item.startswith(word) or word.startswith(item) for item in candidates):
            return found[0]
        near = get_close_matches(word, candidates[:5000], n=1, cutoff=_NEAR)
        return near[0] if near else found[0]

    return replace(part, value=_WORD.sub(better, part.value))
