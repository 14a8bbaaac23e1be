"""Where a clause or a sentence begins and ends, in tokens."""

from dataclasses import dataclass

from spacy.tokens import Doc, Token

STOPS = {".", "!", "?"}


def sentence_end(doc: Doc, place: int) -> int:
    """The end of the sentence that holds ``place``, without its full stop."""
    sent = doc[place].sent
    end = sent.end
    while end > sent.start + 1 and (doc[end - 1].text in STOPS or doc[end - 1].is_space):
        end -= 1
    return end


def trimmed(doc: Doc, start: int, end: int) -> int:
    while end > start + 1 and (doc[end - 1].text in (".", ",", ";", ":", "–", "—", "-", "(") or doc[end - 1].is_space):
        end -= 1
    return end


def clause_start(doc: Doc, first: int, start: int) -> int:
    """Back to the sentence's start, but not over a closing mark that ends a direct quotation."""
    for place in range(start - 1, first - 1, -1):
        if doc[place].text in ("”", '"', "’", ";") and place + 1 < len(doc) and doc[place - 1].text in STOPS | {","}:
            return place + 1
    return first


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """What is reported: tokens ``start`` to ``end``; who says it is the head ``subject``."""

    start: int
    end: int
    subject: Token
    cue: str
    rule: str
