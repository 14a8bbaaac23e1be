"""Acronyms that a text introduces in brackets, and their later uses."""

import re
from collections.abc import Iterator

from nlp.components.body_names import Found
from nlp.components.body_shapes import NOT_HEADS
from nlp.components.token_table import LINKS, TokenTable

_ACRONYM = re.compile(r"[A-Z][A-Za-z&]{0,3}[A-Z][A-Za-z]{0,4}$|[A-Z]{2,8}s?$|[A-Z][a-z]{3,8}$")


def acronyms(table: TokenTable, chosen: list[Found]) -> Iterator[Found]:
    """Every use of an acronym that the text explains as a body's, and a body that only its acronym told."""
    by_end = {found.end: found for found in chosen}
    by_start = {found.start: found for found in chosen}
    short: dict[str, Found] = {}
    for i in range(1, len(table) - 2):
        if table.text[i] != "(" or table.text[i + 2] not in (")", ",", ";"):
            continue
        word = table.text[i + 1]
        if not _ACRONYM.match(word):
            continue
        body = by_end.get(i)
        if body is None and not word.istitle():
            body = _spelt_out(table, i, word)
            if body is not None:
                yield body
        if body is not None and body.kind != "generic" and not _is_place(body, word):
            short.setdefault(word, body)
    for i in range(len(table) - 2):
        # The other way round: "the CDE (Centre for Defence Enterprise)".
        if table.text[i + 1] == "(" and _ACRONYM.match(table.text[i]) and not table.text[i].istitle():
            body = by_start.get(i + 2)
            if body is not None and body.end < len(table) and table.text[body.end] == ")":
                short.setdefault(table.text[i], body)
    if short:
        for i, word in enumerate(table.text):
            if (body := short.get(word)) is not None and not (
                i and table.text[i - 1] == "-" and not table.space[i - 1]
            ):
                yield Found(start=i, end=i + 1, name=body.name, kind=body.kind, rule="acronym", body_id=body.body_id)


def things(table: TokenTable) -> frozenset[str]:
    """Acronyms that the text explains as no body's: "qualified majority voting (QMV)"."""
    found = set()
    for i in range(1, len(table) - 2):
        word = table.text[i + 1]
        if table.text[i] == "(" and table.text[i + 2] == ")" and word.isupper() and _ACRONYM.match(word):
            start = _spelt_from(table, i, word)
            if start is not None and (not table.cap[start] or _names_a_thing(table, start, i)):
                found.add(word)
    return frozenset(found)


def _spelt_from(table: TokenTable, bracket: int, word: str) -> int | None:
    """First of the words before a bracket whose first letters make the acronym, whatever their case."""
    letters = [letter.lower() for letter in word if letter.isalpha()]
    i, left = bracket - 1, len(letters)
    while i >= 0 and bracket - i < 12 and left:
        if table.lower[i][:1] == letters[left - 1]:
            left -= 1
        elif table.lower[i] not in LINKS and table.text[i] != "-":
            return None
        i -= 1
    return None if left else i + 1


def _names_a_thing(table: TokenTable, start: int, end: int) -> bool:
    """Whether a noun like "Programme" ends the words, or stands before "of" in them."""
    nouns = (k for k in range(start, end) if table.text[k] in NOT_HEADS)
    return any(k == end - 1 or table.lower[k + 1] in LINKS for k in nouns)


def _is_place(body: Found, word: str) -> bool:
    return word.istitle() and word.lower() not in body.name.lower().replace(" ", "")


def _spelt_out(table: TokenTable, bracket: int, word: str) -> Found | None:
    """The capitalised words before a bracket whose first letters its acronym is made of, if they name a body."""
    letters = [letter.lower() for letter in word.rstrip("s") if letter.isalpha()]
    i, left = bracket - 1, len(letters)
    first_of = []
    while i >= 0 and bracket - i < 14 and left:
        text, lower = table.text[i], table.lower[i]
        if table.cap[i] and lower[0] == letters[left - 1]:
            left -= 1
            first_of.append(i)
        elif not (lower in LINKS or text in ("'s", "'", "-", ",") or table.cap[i]):
            return None
        i -= 1
    if left or not first_of:
        return None
    start = first_of[-1]
    if _names_a_thing(table, start, bracket):
        return None
    return Found(start=start, end=bracket, name=table.words(start, bracket), kind="other", rule="acronym")
