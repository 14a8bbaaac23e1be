"""What stands beside "according to X": the clause before it, or after it and its comma."""

from collections.abc import Iterator

import numpy as np
from spacy.tokens import Doc, Token

from nlp.components.clause_edges import Clause, clause_start, sentence_end, trimmed
from nlp.components.reporting import readable


def according_to(doc: Doc) -> Iterator[Clause]:
    """Every clause beside an "according to"."""
    places = np.flatnonzero(doc.to_array(["LOWER"]).ravel() == doc.vocab.strings["according"]).tolist()
    for token in (doc[place] for place in readable(doc, places)):
        if token.i + 2 >= len(doc) or doc[token.i + 1].lower_ != "to":
            continue
        link = doc[token.i + 1]
        source = next((kid for word in (link, token) for kid in word.children if kid.dep_ == "pobj"), None)
        if source is None:
            continue
        sent = token.sent
        if token.i - sent.start <= 2 and not any(word.pos_ in ("VERB", "AUX") for word in doc[sent.start : token.i]):
            comma = _next_comma(doc, source, sent.end)
            if comma is None:
                continue
            start, end = comma + 1, sentence_end(doc, sent.start)
        else:
            start, end = clause_start(doc, sent.start, token.i), token.i
            if doc[start].lower_ in ("but", "and"):
                start += 1
            following = _next_comma(doc, source, sent.end)
            if doc[token.i - 1].text == "," and following is not None and _verbless(doc, start, token.i - 1):
                end = sentence_end(doc, sent.start)  # "The page, according to X, says …"
        while start < end and (doc[start].is_space or doc[start].text == ","):
            start += 1
        end = trimmed(doc, start, end)
        if end > start:
            yield Clause(start=start, end=end, subject=source, cue="according to", rule="according-to")


def _next_comma(doc: Doc, source: Token, end: int) -> int | None:
    place = source.i + 1
    while place < end and doc[place].text != ",":
        place += 1
    # "according to Ann Marlow, its chair, the plan …": the apposition's comma is not the clause's
    if place < end and any(kid.dep_ == "appos" and kid.i > place for kid in source.children):
        later = place + 1
        while later < end and doc[later].text != ",":
            later += 1
        place = later if later < end else place
    return place if place < end else None


def _verbless(doc: Doc, start: int, end: int) -> bool:
    return not any(token.pos_ in ("VERB", "AUX") for token in doc[start:end])
