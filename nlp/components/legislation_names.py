"""Where a text names legislation, told by its letters alone: titles, short forms, provisions, EU acts.

Every pattern starts at an anchor word ("Act", "Bill", "Regulations") and looks back a bounded way, so
the time is linear in the text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from records.acts import Acts, plain, without_year

_FURTHEST = 260  # characters of a title before its anchor word
_LONGEST = 24  # words of it

_ANCHOR = re.compile(
    r"\b(?P<word>Act|ACT|Bill|Regulations|Order|Rules|Measure)\b"
    r"(?:(?P<land> \((?:Northern Ireland|Scotland|Wales)\)))?"
    r"(?:,? (?P<year>1[2-9]\d\d|20\d\d)\b(?!(?:/|-)\d))?"
)
_LOWER_ANCHOR = re.compile(r"\b(?P<word>act|bill)\b(?:,? (?P<year>1[2-9]\d\d|20\d\d)\b)?")
_WORD = re.compile(r"\([^()\n]{1,80}\)|[\w’'.&/-]+|,")
#: Lower-case words that a title may hold, but not begin with.
_LINKS = {"and", "of", "for", "to", "in", "on", "with", "by", "from", "or", "the", "etc", "etc.", "about", "at", "as"}
#: Owners that are part of a title ("Children’s Trust Board …"); any other owner stands before one.
_OWNERS = re.compile(
    r"(?:child|children|people|person|wom[ae]n|teacher|patient|renter|consumer|victim|carer|veteran|worker|employer|"
    r"parent|tenant|scotland|farmer|passenger|student|pupil|school|nurse|doctor|creditor|citizen|trustee)s?[’']s?$",
    re.IGNORECASE,
)
#: Capital letters that stand before a title without being of it.
_BEFORE = {
    "The", "A", "An", "This", "That", "Under", "In", "By", "Since", "When", "But", "And", "Draft", "New", "Section",
    "Sections", "Part", "Schedule", "Private", "Government", "Labour", "Conservative", "Our", "Its", "His", "Her",
    "Their", "If", "As", "While", "Although", "After", "Before", "From", "Then", "Both", "Also", "Yesterday", "Lord",
    "Proposed", "Amended", "Minister", "Ministers", "MP", "MPs", "Whether", "How", "Like", "Unlike", "With", "For",
    "On", "At", "To", "Of", "Public", "Hybrid", "Money", "Member", "Members", "Every", "No", "See", "Member’s",
    "Mr", "Mrs", "Ms", "Dr", "Sir", "Uncle", "Member's", "Members’", "Members'", "CHAPTER", "Chapter",
}  # fmt: skip
_ALONE = {"Public Order", "Law and Order", "Court Order", "House Rules", "Ground Rules", "Standing Order"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A name of legislation: ``text[start:end]``; ``base`` is its title without the year."""

    start: int
    end: int
    base: str
    year: int | None
    word: str  # act | bill | regulations


def titles(text: str, acts: Acts) -> Iterator[Named]:
    """Titles in capitals, with a year behind or before or none, and lower-case ones that the register knows."""
    for found in _ANCHOR.finditer(text):
        named = _title(text, found, acts)
        if named is not None:
            yield named
    for found in _LOWER_ANCHOR.finditer(text):
        named = _lower_title(text, found, acts)
        if named is not None:
            yield named


def _sort(word: str) -> str:
    return {"act": "act", "measure": "act", "bill": "bill"}.get(word.lower(), "regulations")


def _title(text: str, found: re.Match[str], acts: Acts) -> Named | None:
    sort, year = _sort(found["word"]), found["year"]
    if sort != "act" and sort != "bill" and not year:
        return None
    if sort == "bill" and not year and re.match(r" [A-Z][a-z]", text[found.end() : found.end() + 3]):
        return None  # Bill Osei
    of = re.match(r" of (?:Settlement|Union)\b(?:,? (1[2-9]\d\d))?", text[found.end() : found.end() + 30])
    if found["word"] == "Act" and of:
        first, before = _year_before(text, found.start())
        return Named(
            start=first,
            end=found.end() + of.end(),
            base=f"Act{of[0][: of.start(1) - of.start(0)].rstrip(' ,') if of[1] else of[0]}",
            year=int(of[1]) if of[1] else before,
            word="act",
        )
    start = _back(text, found.start(), acts, found)
    if start is None:
        return None
    end = found.end()
    early: int | None = None
    if not year:
        start, early = _year_before(text, start)
    name_start = start + 5 if early else start
    base = without_year(re.sub(r"\s+", " ", text[name_start:end])).rstrip(", ")
    if base in _ALONE or plain(base) in ("act", "bill"):
        return None
    return Named(start=start, end=end, base=base, year=int(year) if year else early, word=sort)


def _year_before(text: str, start: int) -> tuple[int, int | None]:
    """ "the 1949 Parliament Act": the year and its place, where it stands right before the title."""
    found = re.search(r"\b(1[2-9]\d\d|20\d\d) $", text[max(0, start - 6) : start])
    return (start - 5, int(found[1])) if found else (start, None)


_BREAK = re.compile(r"\n|;|(?<!\bNo)(?<!\betc)\. ")


def _back(text: str, anchor: int, acts: Acts, found: re.Match[str]) -> int | None:
    """Where the title that ends before ``anchor`` begins; None where no title stands there."""
    floor = max(0, anchor - _FURTHEST)
    window = text[floor:anchor]
    cut = max((found.end() for found in _BREAK.finditer(window)), default=0) - 1
    words = [(m.start(), m[0]) for m in _WORD.finditer(text, floor + cut + 1, anchor)]
    starts: list[int] = []
    further: list[int] = []  # beyond a word that opens no title of its own: "Local Government Act"
    place, barred = len(words) - 1, False
    while place >= 0 and len(words) - place <= _LONGEST:
        at, word = words[place]
        if text[at + len(word) : words[place + 1][0] if place + 1 < len(words) else anchor].strip(" \u00a0"):
            break  # something stands between them that is no word
        if word == ",":
            if not starts or place == 0 or not words[place - 1][1][:1].isupper():
                break
        elif word.startswith("("):
            if not (word[1:2].isupper() or word[1:3] == "No"):
                break
        elif word[:1].isupper():
            if word in ("Act", "Bill") and not (place + 1 < len(words) and words[place + 1][1].isdigit()):
                break  # another title's end
            if word in ("The", "A", "An"):
                break
            barred = barred or (word in _BEFORE and not (word in ("Public", "Private") and bool(starts)))
            if word.endswith(("’s", "'s", "s’", "s'")) and not _OWNERS.match(word):
                break
            (further if barred else starts).append(at)
        elif word.lower() in _LINKS:
            if not starts and word.lower() not in ("etc", "etc."):
                break
            if place > 1 and words[place - 1][1].isdigit() and words[place - 2][1] == "Act":
                break  # "the Care Act 2014 and the Moon Act 2014"
            if word.lower() == "the" and (place == 0 or words[place - 1][1].lower() not in _LINKS):
                break
        elif not (word.isdigit() and place > 0 and words[place - 1][1] == "Act"):
            break
        place -= 1
    known = [at for at in starts + further if acts.named(without_year(text[at : found.end()]))]
    if known:
        return min(known)
    if not starts:
        return None
    return _unknown(text, starts, anchor)


def _unknown(text: str, starts: list[int], anchor: int) -> int:
    """The start of a title that the register lacks: a comma is of it only where "and" closes the list."""
    best = min(starts)
    while True:
        title = text[best:anchor]
        comma = title.find(",")
        if comma < 0 or " and " in title[comma:]:
            return best
        later = [at for at in starts if at > best + comma]
        if not later:
            return best
        best = min(later)


def _lower_title(text: str, found: re.Match[str], acts: Acts) -> Named | None:
    """ "the gambling bill": known by the register, and introduced as a thing."""
    window = text[max(0, found.start() - 90) : found.start()]
    words = list(re.finditer(r"[\w’'-]+", window))[-9:]
    for number, first in enumerate(words):
        base = f"{window[first.start() :]}{found['word']}"
        act = acts.named(re.sub(r"\bbill$", "act", base))
        if act and number > 0 and words[number - 1][0].lower() in ("the", "new", "a", "this", "proposed", "draft"):
            start = max(0, found.start() - 90) + first.start()
            year = found["year"]
            return Named(start=start, end=found.end(), base=base, year=int(year) if year else None, word=found["word"])
    return None


# ---------------------------------------------------------------- by number

_SI = re.compile(
    r"\b(?:(?P<land>S|W|N)?SI|S\.I\.|statutory instrument|Statutory Instrument)s?(?: No\.?)?\s?"
    r"(?P<year>(?:19|20)\d\d)(?:/|,? ?No\.? ?)(?P<number>\d{1,4})\b"
)
_EU = re.compile(
    r"\b(?:Council |Commission |European Parliament and Council |Delegated |Implementing )?"
    r"(?P<sort>Directive|Regulation|Decision)s? "
    r"(?:\((?P<union>EU|EC|EEC|Euratom)(?:, Euratom)?\) (?P<no>No\.? ?)?(?P<a>\d{1,4})/(?P<b>\d{1,4})"
    r"|(?P<c>\d{2,4})/(?P<d>\d{1,4})/(?:EC|EEC|EU|JHA|Euratom)\b)"
)
_EU_NAME = re.compile(r"\b(?:UK )?(?:General Data Protection Regulation|GDPR)\b")


def numbered(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, legislation.gov.uk path) of instruments and EU acts that are given by number."""
    for found in _SI.finditer(text):
        sort = {"S": "ssi", "W": "wsi", "N": "nisi"}.get(found["land"] or "", "uksi")
        yield found.start(), found.end(), f"{sort}/{found['year']}/{found['number']}"
    for found in _EU.finditer(text):
        sort = {"Directive": "eudr", "Regulation": "eur", "Decision": "eudn"}[found["sort"]]
        if found["c"]:
            year, number = found["c"], found["d"]
        elif found["no"] or len(found["a"]) != 4:
            year, number = found["b"], found["a"]  # "Regulation (EC) No 561/2006"
        else:
            year, number = found["a"], found["b"]  # "Regulation (EU) 2016/679"
        year = f"19{year}" if len(year) == 2 else year
        if re.fullmatch(r"(?:19[5-9]|20[0-3])\d", year):
            yield found.start(), found.end(), f"{sort}/{year}/{int(number)}"
    for found in _EU_NAME.finditer(text):
        yield found.start(), found.end(), "eur/2016/679"
