"""What somebody cites, demands, attacks or means to do, in a phrase and not a clause.

By our own rules that is no quotation; corpora such as PolNeAR count it, so that a comparison with others
needs it. The pipeline leaves it out unless ``quotations`` is configured with ``attributions = true``.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from spacy.tokens import Doc, Token

from nlp.components.clause_edges import Clause, sentence_end, trimmed
from nlp.components.reporting import readable, subject_of
from nlp.word_lists import lexicon

_LINKS = {
    "call": ("for", "on"),
    "complain": ("about", "of"),
    "warn": ("against", "of", "about"),
    "talk": ("about",),
    "point": ("to",),
    "refer": ("to",),
    "rule": ("against", "for"),
    "decide": ("on", "against"),
    "worry": ("about",),
    "accuse": ("of",),
    "blame": ("for",),
    "agree": ("with", "to", "on"),
    "respond": ("with",),
    "boast": ("about", "of"),
    "hint": ("at",),
}


def attributions(doc: Doc, clauses: Sequence[Clause]) -> Iterator[Clause]:
    """Objects and infinitives of attributing verbs, outside the clauses that were found before."""
    taken = np.zeros(len(doc) + 1, dtype=bool)
    for clause in clauses:
        taken[clause.start : clause.end] = True
    wanted = np.array(sorted(doc.vocab.strings[word] for word in lexicon("attributing_verbs")), dtype="uint64")
    places = np.flatnonzero(np.isin(doc.to_array(["LEMMA"]).ravel(), wanted)).tolist()
    for place in readable(doc, places):
        verb = doc[place]
        if taken[place] or verb.pos_ != "VERB":
            continue
        span = _governed(doc, verb)
        if span is None or span[1] - span[0] < 1 or taken[span[0]]:
            continue
        subject = subject_of(verb)
        if subject is not None and not span[0] <= subject.i < span[1]:
            yield Clause(start=span[0], end=span[1], subject=subject, cue=verb.text, rule="attributed")


def _governed(doc: Doc, verb: Token) -> tuple[int, int] | None:
    """Tokens of the object, of what a preposition leads to, or of the infinitive; passives have none."""
    kids = [kid for kid in verb.children if kid.i > verb.i]
    if any(kid.dep_ in ("auxpass", "nsubjpass") for kid in verb.children):
        return None
    if any(kid.dep_ == "ccomp" for kid in kids) and verb.lemma_ not in ("call", "want", "expect"):
        return None
    links = _LINKS.get(verb.lemma_, ())
    linked = next((kid for kid in kids if kid.dep_ == "prep" and kid.lower_ in links), None)
    if linked is not None and linked.right_edge.i > linked.i:
        return linked.i + 1, trimmed(doc, linked.i + 1, linked.right_edge.i + 1)
    aim = next((kid for kid in kids if kid.dep_ in ("xcomp", "ccomp") and kid.tag_ == "VB"), None)
    target = next((kid for kid in kids if kid.dep_ == "dobj"), None)
    if aim is not None:
        start = min(aim.left_edge.i, target.left_edge.i if target is not None else aim.i)
        return start, trimmed(doc, start, aim.right_edge.i + 1)
    if target is None:
        return None
    start, end = target.left_edge.i, target.right_edge.i + 1
    if verb.lemma_ in ("call", "describe", "view", "cite", "mention", "dismiss", "blast", "slam", "criticize"):
        end = max([end, *(kid.right_edge.i + 1 for kid in kids if kid.dep_ in ("oprd", "prep", "attr", "acomp"))])
    return start, trimmed(doc, start, min(end, sentence_end(doc, start)))
