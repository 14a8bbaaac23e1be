"""By what means a change is made, and which dates and laws it names: read off a record's sentences."""

import re
from collections import Counter
from collections.abc import Sequence

from spacy.tokens import Doc, Span

from nlp.components.evidence_sentences import Sentence
from nlp.components.proposal_merging import Record
from nlp.components.proposal_stage import plainest
from nlp.sentence_cues import cues_in

_MOST_INSTRUMENTS = 4
_BY_ACT = frozenset({"enacted", "in force"})
_LAWS = frozenset({"bill", "act", "regulations"})
#: What an article may be about as a whole, so that each of its changes is made by it.
_PAPERS = _LAWS | {"guidance", "white paper", "green paper"}
_OPENING = 4  # sentences
_BY_NAME = re.compile(r"\b[A-Z]\w+\s(?:\([^)]*\)\s)?Bill\b|\bprivate\smember")


def instrument_of(record: Record, vehicles: Sequence[str], stage: str) -> str | None:
    """The means, as words of rules/instrument_cues.toml, the paper that carries it first.

    ``vehicles`` are the article's papers, for a record that names none.
    """
    found: dict[str, None] = {}
    for member in plainest(record):
        for hit in cues_in(member.sentence.text, "instrument_cues"):
            found[hit.cue.says] = None
    names = list(found)
    carriers = [paper for paper in vehicles if paper != "act" or stage in _BY_ACT]
    if stage in ("bill", "draft bill") and "bill" not in carriers:
        carriers.insert(0, "bill")
    if not _LAWS & found.keys() or "bill" in carriers:
        names = [*(paper for paper in carriers if paper not in found), *names]
    if stage == "consultation" and "consultation" not in names:
        names.insert(min(len(names), _MOST_INSTRUMENTS - 1), "consultation")
    return "; ".join(names[:_MOST_INSTRUMENTS]) or None


def vehicles_of(units: Sequence[Sentence]) -> tuple[str, ...]:
    """The papers that an article is about, two at most: named in its opening, or in two of its sentences."""
    counted: Counter[str] = Counter()
    for unit in units:
        for hit in cues_in(unit.text, "instrument_cues"):
            if hit.cue.says in _PAPERS:
                named = hit.cue.says == "bill" and _BY_NAME.search(unit.text) is not None
                counted[hit.cue.says] += 2 if unit.number < _OPENING or named else 1
    return tuple(paper for paper, times in counted.most_common(2) if times >= 2)


def places_in(doc: Doc, group: str, spans: Sequence[Span]) -> list[list[int]]:
    """[start, end] of the dates or legislation that stand in the evidence."""
    return [
        [found.start_char, found.end_char]
        for found in doc.spans.get(group, ())
        if any(span.start_char <= found.start_char and found.end_char <= span.end_char for span in spans)
    ]
