"""Stretches of text inside quotation marks, told by the marks alone; one pass, whatever the marks are."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

#: Double and single, curly and straight; French ones; and two single ones for a double, as typists have them.
_MARK = re.compile(r"''|``|‘‘|’’|[“”„\"«»‘’']")
_DOUBLED = {"''": '"', "``": '"', "‘‘": "“", "’’": "”"}
_OPENS = {"“": "”", "„": "“", "«": "»"}
_I = {"I", "I’m", "I'm", "I’ve", "I've", "I’d", "I'd", "I’ll", "I'll"}
_SENTENCE_ENDS = ",.?!…;:—–-"
_LONGEST_SINGLE = 1500  # characters: a single mark that closes later than this was an apostrophe


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """The words between two marks: ``text[start:end]``; ``before`` and ``after`` stand outside the marks."""

    start: int
    end: int
    before: int
    after: int
    closed: bool


def stretches(text: str, start: int, end: int, *, next_opens: bool = False) -> list[Stretch]:
    """The quoted stretches of one paragraph, the outermost only, in text order.

    A mark that opens while another of its kind is open starts the next stretch (paragraphs that were
    joined). What is left open counts when the next paragraph opens with a mark as well, when the
    paragraph is nothing else, or after a colon.
    """
    marks = [(m.start(), _DOUBLED.get(m[0], m[0])) for m in _MARK.finditer(text, start, end)]
    wide = {m.start() for m in _MARK.finditer(text, start, end) if len(m[0]) == 2}
    closers = _single_closers(text, marks, start, end)
    found: list[Stretch] = []
    opened: tuple[int, str] | None = None
    for at, mark in marks:
        if opened is None:
            if _may_open(text, at + (at in wide), mark, start, end, at) and (mark not in "‘'" or at in closers):
                opened = (at, mark)
            continue
        first, kind = opened
        if kind in "‘'":
            if at == closers[first]:
                found.append(_stretch(text, first, at, after=at + 1))
                opened = None
        elif (
            mark == kind
            and _may_open(text, at + (at in wide), mark, start, end, at)
            and not _closes_straight(text, at, mark, start)
        ):
            found.append(_stretch(text, first, at, after=at, closed=False, wide=first in wide))
            opened = (at, mark)
        elif mark == _OPENS.get(kind, kind) or (kind == "“" and mark == '"') or (kind == '"' and mark == "”"):
            found.append(_stretch(text, first, at, after=at + 1 + (at in wide), wide=first in wide))
            opened = None
    if opened is not None and opened[1] not in "‘'":
        first = opened[0]
        alone = not text[start:first].strip() or text[start:first].rstrip().endswith(":")
        if next_opens or alone:
            found.append(_stretch(text, first, end, after=end, closed=False, wide=first in wide))
    return [stretch for stretch in found if stretch.end > stretch.start]


def _stretch(text: str, first: int, last: int, *, after: int, closed: bool = True, wide: bool = False) -> Stretch:
    start, end = first + 1 + wide, last
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Stretch(start=start, end=end, before=first, after=after, closed=closed)


def _may_open(text: str, at: int, mark: str, start: int, end: int, first: int | None = None) -> bool:
    """``at`` is the mark's last character, ``first`` its first where it has two."""
    if at + 1 >= end or (text[at + 1].isspace() and mark != "«"):
        return False
    at = at if first is None else first
    if mark in _OPENS:
        return True
    if mark in "”»’":
        return False
    before = text[at - 1] if at > start else " "
    if mark in "‘'":
        # ‘We …, ‘£20m …, ‘“Nested …; but neither rock'n'roll nor ’em
        return not before.isalnum() and before not in "”’" and (text[at + 1].isalnum() or text[at + 1] in '£$“"[(…')
    return before.isspace() or before in "([{—–-:;,/“‘"


def _closes_straight(text: str, at: int, mark: str, start: int) -> bool:
    return mark == '"' and at > start and not text[at - 1].isspace() and text[at - 1] not in "([{"


def _single_closers(text: str, marks: list[tuple[int, str]], start: int, end: int) -> dict[int, int]:
    """For each single mark that may open: where it closes. Read from the right, each mark once.

    An apostrophe inside a word closes nothing; one after s and before a space may be a possessive
    ("the schools’ duty"), and closes only where no better mark follows before the next opening one.
    """
    closers: dict[int, int] = {}
    strong = weak = -1
    for at, mark in reversed(marks):
        if mark in "‘'" and _may_open(text, at, mark, start, end):
            close = strong if weak < 0 or (strong >= 0 and _ends_well(text, at, strong)) else weak
            if close < 0:
                close = weak
            if close > at and close - at <= _LONGEST_SINGLE:
                closers[at] = close
            strong = weak = -1
        elif mark in "’'" and at > start and not text[at - 1].isspace():
            after = text[at + 1] if at + 1 < end else " "
            if after.isalnum():
                continue
            if text[at - 1] in "sS" and after.isspace():
                weak = at
            else:
                strong, weak = at, (weak if 0 <= weak < at else -1)
    return closers


def _ends_well(text: str, at: int, close: int) -> bool:
    """A stretch that ends like a sentence or clause: then a mark before its end is a possessive's."""
    return text[close - 1] in _SENTENCE_ENDS or not any(char in _SENTENCE_ENDS for char in text[at + 1 : close])


def paragraphs(text: str, blocks: list[tuple[str, int, int]]) -> Iterator[tuple[str, int, int, bool]]:
    """(kind, start, end, whether the next paragraph opens with a mark) of each; the whole text when it has none."""
    parts = blocks or [("paragraph", 0, len(text))]
    for number, (kind, start, end) in enumerate(parts):
        following = text[parts[number + 1][1] : parts[number + 1][1] + 1] if number + 1 < len(parts) else ""
        yield kind, start, end, following != "" and following in '“"«'


def is_speech(words: str, stretch: Stretch) -> bool:
    """Ends or opens like a sentence, or is left open."""
    return not stretch.closed or words[-1] in ".,?!…–—-" or (words[0].isupper() and len(words.split()) > 5)


def is_title(words: str) -> bool:
    """Most words open with a capital: the name of a report or song. A sentence's first word tells nothing."""
    parts = [part for part in words.split()[1:] if part.strip(".,?!") not in _I] or words.split()[:1]
    return sum(part[:1].isupper() for part in parts) > 0.6 * len(parts)
