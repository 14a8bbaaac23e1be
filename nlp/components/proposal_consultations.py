"""When a consultation opens and closes: from its page, else from the sentences that tell it."""

import re
from collections.abc import Sequence
from typing import Any

from spacy.tokens import Doc, Span

from nlp.components.evidence_sentences import Sentence

_CONSULTS = re.compile(
    r"\bconsult(?:ation|ing|ed)?\b|\bcall for evidence\b|\b(?:responses|replies|comments|views|evidence)\b",
    re.IGNORECASE,
)
_OPENS = re.compile(
    r"\b(?:open(?:s|ed|ing)?|launch(?:ed|es)?|beg[iau]ns?|start(?:s|ed)?|from|put out|published)\b[^.;]{0,40}$",
    re.IGNORECASE,
)
_CLOSES = re.compile(
    r"\b(?:clos(?:e|es|ed|ing)|end(?:s|ed|ing)?|until|by|deadline|to|before|run(?:s|ning)?)\b[^.;]{0,25}$",
    re.IGNORECASE,
)


def consultations_of(doc: Doc, units: Sequence[Sentence], plain: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """One record of the article's consultation, if any: {proposal, opens_on, closes_on}."""
    article = doc._.article or {}
    opens, closes = article.get("opens_on"), article.get("closes_on")
    text = doc.text  # made anew at every asking
    for unit in units:
        if opens and closes:
            break
        if not _CONSULTS.search(unit.text):
            continue
        for span in _dates_in(doc, unit.span):
            day = _day(span)
            before = text[unit.span.start_char : span.start_char]
            if day is None:
                continue
            if closes is None and _CLOSES.search(before) and not re.search(r"\bopen(?:s|ed)?\s\w*\s?$", before):
                closes = day
            elif opens is None and _OPENS.search(before):
                opens = day
    if not opens and not closes:
        return []
    consulted = [proposal["id"] for proposal in plain if proposal["stage"] == "consultation"]
    of = consulted[0] if consulted else plain[0]["id"] if plain else None
    return [{"proposal": of, "opens_on": opens, "closes_on": closes}]


def _dates_in(doc: Doc, sentence: Span) -> list[Span]:
    return [
        span
        for span in doc.spans.get("dates", ())
        if sentence.start_char <= span.start_char and span.end_char <= sentence.end_char and span._.date
    ]


def _day(span: Span) -> str | None:
    """The day that a date names; None for a month or a season, which open and close nothing."""
    first: str | None = span._.date.get("from")
    last: str | None = span._.date.get("to")
    if first and last and first != last:
        return None
    return last or first
