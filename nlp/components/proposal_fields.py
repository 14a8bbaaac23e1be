"""By what means a change is made, and which dates and laws it names: read off a record's sentences."""

from collections import Counter
from collections.abc import Sequence

from spacy.tokens import Doc, Span

from nlp.components.evidence_sentences import Sentence
from nlp.components.proposal_merging import Record
from nlp.components.proposal_stage import plainest
from nlp.sentence_cues import cues_in

_MOST_INSTRUMENTS = 3
_BY_ACT = frozenset({"enacted", "in force"})
_PAPERS = frozenset({"bill", "act", "regulations"})


def instrument_of(record: Record, vehicle: str | None, stage: str) -> str | None:
    """The means, as words of rules/instrument_cues.toml, the paper that carries it first.

    ``vehicle`` is the article's bill, act or regulations, for a record that names none.
    """
    found: dict[str, None] = {}
    for member in plainest(record):
        for hit in cues_in(member.sentence.text, "instrument_cues"):
            found[hit.cue.says] = None
    names = list(found)
    if "bill" not in names and (stage in ("bill", "draft bill") or vehicle == "bill"):
        names.insert(0, "bill")
    elif vehicle is not None and not _PAPERS & found.keys() and (vehicle != "act" or stage in _BY_ACT):
        names.insert(0, vehicle)
    if stage == "consultation" and "consultation" not in names:
        names.insert(min(len(names), _MOST_INSTRUMENTS - 1), "consultation")
    return "; ".join(names[:_MOST_INSTRUMENTS]) or None


def vehicle_of(units: Sequence[Sentence]) -> str | None:
    """The bill, act or regulations that an article is about: named in its opening, or in two of its sentences."""
    counted: Counter[str] = Counter()
    for unit in units:
        for hit in cues_in(unit.text, "instrument_cues"):
            if hit.cue.says in _PAPERS:
                counted[hit.cue.says] += 2 if unit.number < 4 else 1
    best = max(counted, key=lambda paper: counted[paper], default=None)
    return best if best is not None and counted[best] >= 2 else None


def places_in(doc: Doc, group: str, spans: Sequence[Span]) -> list[list[int]]:
    """[start, end] of the dates or legislation that stand in the evidence."""
    return [
        [found.start_char, found.end_char]
        for found in doc.spans.get(group, ())
        if any(span.start_char <= found.start_char and found.end_char <= span.end_char for span in spans)
    ]
