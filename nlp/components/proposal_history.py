"""Whether a change is told of the past: what was done years ago, and what somebody had done before today's news."""

import re

from spacy.tokens import Span

from nlp.components.proposal_frames import Frame

_LONG_AGO = -1.2
_BEFORE = -0.8
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_OPENS = re.compile(
    r"^(?:(?:back\s)?in|since|during|by|until)\s(?:the\s)?(?:\w+\s){0,3}((?:1[5-9]|20)\d\d)\b", re.IGNORECASE
)
_OVER = frozenset({"did", "refused"})  # moods that a year at the opening makes history, if no date is known
_TOLD = frozenset({"did", "does"})


def pastness(frame: Frame, sentence: Span, published: int | None) -> float:
    """What it takes from a frame's score that the sentence looks back; ``published`` is the article's year, if known.

    "In 2004 it insisted that", "the duty was extended by an act of 2009", "the party had fought on a pledge to".
    """
    text, found = sentence.text, 0.0
    opening = _OPENS.match(text)
    past = frame.mood in _OVER if published is None else opening is not None and int(opening[1]) < published
    if opening is not None and past:
        found += _LONG_AGO
    elif frame.mood in _TOLD:
        years = [int(year) for year in _YEAR.findall(text)]
        if years and (max(years) < published if published is not None else frame.mood == "did"):
            found += _LONG_AGO
    root = sentence.root
    had = any(child.lower_ == "had" and child.dep_ == "aux" for child in root.children)
    if had and root.lemma_.lower() not in ("say", "tell", "ask"):
        found += _BEFORE
    return found
