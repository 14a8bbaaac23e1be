"""When a consultation opens and closes, from what the page says of itself and from the text's dates."""

import re
from typing import Any

from spacy.tokens import Doc, Span

from records.dates import interval

#: What stands before a day by which replies are due: the day itself says "by" or "until".
_DUE = re.compile(
    r"\b(?:responses?|replies|reply|respond|comments?|submissions?|views|evidence|run|lasts?|open|consultation)\b"
    r"[^.!?\n]{0,120}$",
    re.IGNORECASE,
)
_CLOSES = re.compile(r"\b(?:clos(?:es?|ed|ing)|ends?|ended|ending|deadline)\b[^.!?\n]{0,60}$", re.IGNORECASE)
_OPENS = re.compile(
    r"\b(?:open(?:s|ed|ing)?|launch(?:es|ed)?|beg[ai]ns?|begun|starts?|started|published|(?:runs?|ran) from|issued|"
    r"out (?:to|for) consultation)\b[^.!?\n]{0,80}$",
    re.IGNORECASE,
)
_CONSULTS = re.compile(
    r"\bconsult|\bcall for evidence|\bresponses?\b|\breplies\b|\bcomments? (?:on|by)|\b(?:evidence|views) by\b",
    re.IGNORECASE,
)
_FAR = 160  # characters
_LONGEST = 200  # days that a consultation is open


def consultation_days(doc: Doc, text: str, article: dict[str, Any]) -> dict[str, str | None] | None:
    """Opening and closing day where either is known, else None."""
    opens, closes = article.get("opens_on"), article.get("closes_on")
    if not closes and _CONSULTS.search(text):
        closes = _closing(doc, text)
    if closes and not opens:
        opens = _opening(doc, text, closes)
    if not opens and not closes:
        return None
    return {"opens_on": opens, "closes_on": closes}


def _closing(doc: Doc, text: str) -> str | None:
    """The first day by which replies are due, in a sentence about a consultation or right after one."""
    for span in doc.spans["dates"]:
        values, before = span._.date, _before(text, span)
        by = values["direction"] == "by"
        day: str | None = values["to"] if by else _prefix(values["from"], values["to"])
        ends = (by and _DUE.search(before)) or _CLOSES.search(before) or re.search(r"\bfrom [^.!?\n]+ to\s+$", before)
        if day and ends and _CONSULTS.search(_about(text, span)):
            return day
    return None


def _opening(doc: Doc, text: str, closes: str) -> str | None:
    """The first day, at most half a year before the closing one, that something was opened, launched or put out on."""
    for span in doc.spans["dates"]:
        values = span._.date
        before = _before(text, span) + ("from " if values["direction"] == "from" else "")
        if values["direction"] == "by" or not _OPENS.search(before):
            continue
        day = _prefix(values["from"], values["to"])
        if day and day <= closes and _days_between(day, closes) <= _LONGEST:
            return day
    return None


def _days_between(first: str, last: str) -> int:
    return (interval(last)[0] - interval(first)[0]).days


def _before(text: str, span: Span) -> str:
    return text[max(0, span.start_char - _FAR) : span.start_char]


def _about(text: str, span: Span) -> str:
    """The sentence of a date, and the end of the one before it."""
    sent = span.sent
    return text[max(0, sent.start_char - 200) : sent.end_char]


def _prefix(first: str | None, last: str | None) -> str | None:
    """One day, or the month that both ends share."""
    if first is None or last is None or first == last:
        return first or last
    return first[:7] if first[:7] == last[:7] else None
