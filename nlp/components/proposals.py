"""The proposals of an article: who would change what, for whom, by what means, and how far it has got."""

import math
from collections.abc import Sequence
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from nlp.components.attribution import Attribution
from nlp.components.evidence_sentences import Sentence, plans_listed, sentences
from nlp.components.exempt_phrases import included, let_off, lets_off
from nlp.components.list_leads import leads_of
from nlp.components.phrases import Phrases
from nlp.components.proposal_consultations import consultations_of
from nlp.components.proposal_direction import direction_of
from nlp.components.proposal_fields import (
    instrument_of,
    places_in,
    vehicles_of,
)
from nlp.components.proposal_frames import effect_of
from nlp.components.proposal_makers import Makers
from nlp.components.proposal_merging import STEM, Record, merged
from nlp.components.proposal_scoring import candidates
from nlp.components.proposal_stage import Stages, commitment_of, effect_on_rule, plainest
from nlp.components.proposal_summary import summary_of
from nlp.components.proposal_targets import target_of, usual_target
from nlp.components.record_wording import Action, RecordWording
from nlp.components.target_phrases import TargetPhrases
from nlp.sentence_cues import cues_in

if not Doc.has_extension("proposals"):
    Doc.set_extension("proposals", default=None)  # plain dicts with the fields of records.Proposal
if not Doc.has_extension("consultations"):
    Doc.set_extension("consultations", default=None)  # plain dicts: {proposal, opens_on, closes_on}


#: Kind of cue -> what it adds to the gate where every sentence has one.
_BESIDE = {"abroad": 1.6, "politics": 1.0, "case": 1.0, "own house": 1.0}

_HEADLINES = frozenset({"plan", "law", "instrument", "asked", "turn", "refused"})
_HEADLINE = 0.3
_TELLING = 1.0  # score of a statement that stands though no verb of it says the change


@Language.component("proposals", assigns=["doc.spans"])
def proposals(doc: Doc) -> Doc:
    """Fill ``doc._.proposals``, ``doc._.consultations`` and ``doc.spans["proposals"]``, the evidence sentences."""
    headline = (doc._.article or {}).get("headline", "")
    units = sentences(doc)
    attribution = Attribution(doc)
    published = (doc._.article or {}).get("published") or ""
    year = int(published[:4]) if published[:4].isdigit() else None
    words = frozenset(word.lower().rstrip("s") for word in headline.split())
    listed, leads = plans_listed(units), leads_of(units)
    found = [
        candidate
        for unit in units
        if unit.kind != "heading"
        for candidate in candidates(
            unit,
            attribution=attribution,
            headline=words,
            total=len(units),
            listed=unit.number in listed,
            lead=leads.get(unit.number),
            published=year,
        )
    ]
    records = merged(found, beside=_beside(units, headline))
    plain, spans = [], []
    if records:
        reader = _Reader(doc, units, headline, attribution, records)
        wordings = RecordWording(reader.phrases, units, frozenset(leads))
        worded = [
            (record, wordings.of(record) or (wordings.named(record) if _is_plain(record) else None))
            for record in records
        ]
        kept = [(record, action) for record, action in worded if action is not None]
        reader.taken = frozenset(member.number for record, _ in kept[1:] for member in record.members)
        for number, (record, action) in enumerate(kept, 1):
            values = reader.values(record, number, action)
            plain.append(values)
            spans += [reader.span(start, end) for start, end, _ in values["evidence"]]
    doc._.proposals = plain
    doc._.consultations = consultations_of(doc, units, plain) if plain else []
    doc.spans["proposals"] = spans
    return doc


def _beside(units: Sequence[Sentence], headline: str) -> float:
    """How far an article is about other countries or the contest for office, by the share of its sentences.

    Less than nothing where its headline speaks of plans, laws or demands.
    """
    said = [hit.cue.says for unit in units for hit in cues_in(unit.text, "proposal_cues")]
    share = sum(weight * said.count(kind) for kind, weight in _BESIDE.items()) / max(len(units), 1)
    announced = any(hit.cue.says in _HEADLINES for hit in cues_in(headline, "proposal_cues"))
    return share - (_HEADLINE if announced else 0.0)


class _Reader:
    """Reads the fields of one article's records."""

    def __init__(
        self, doc: Doc, units: list[Sentence], headline: str, attribution: Attribution, records: Sequence[Record]
    ) -> None:
        self.doc, self.units, self.headline, self.records = doc, units, headline, records
        self.actors = attribution.actors
        self.makers = Makers(attribution, units, headline)
        self.stages = Stages(units, headline)
        self.vehicles = vehicles_of(units)
        self.taken: frozenset[int] = frozenset()  # sentences of other records than the first
        self.usual = usual_target(doc, self.actors)
        self.phrases = Phrases(doc)
        self.targets = TargetPhrases(self.phrases)

    def values(self, record: Record, number: int, action: Action) -> dict[str, Any]:
        """The fields of records.Proposal, as plain values."""
        first = number == 1
        maker = self.makers.of(record, first=first)
        stage = self.stages.of(record, maker, first=first)
        action = action.put_off() if stage == "delayed" else action
        evidence = sorted((member.sentence for member in plainest(record)), key=lambda span: span.start)
        said = [member.sentence for member in record.members]
        commitment = commitment_of(record, stage)
        own = maker.side in ("government", "public", "")
        instrument = instrument_of(record, self.vehicles if own and stage != "floated" else (), stage)
        exempting = str(action).startswith("exempt ") or "exemption" in str(action)  # it is the change itself
        exemptions = () if exempting else let_off([*said, *self._letting_off(record)], self.phrases)
        return {
            "id": f"p{number}",
            "action": str(action),
            "stage": stage,
            "evidence": [[span.start_char, span.end_char, _rule(record)] for span in evidence],
            "proposer": maker.name,
            "target": target_of(record, str(action), self.actors, self.targets, proposer=maker.name, usual=self.usual),
            "instrument": instrument,
            "effect": effect_on_rule(record, stage),
            "commitment": commitment,
            "direction": direction_of(
                record, self.units, self.headline, stage=stage, maker=maker, first=first, taken=self.taken
            ),
            "exemptions": list(exemptions),
            "scope": list(included(said, self.phrases)),
            "dates": places_in(self.doc, "dates", said),
            "legislation": places_in(self.doc, "legislation", said),
            "summary": summary_of(
                proposer=maker.name, action=action, stage=stage, commitment=commitment, exemptions=exemptions
            ),
            "confidence": round(1 / (1 + math.exp(-record.best.score - 0.5)), 2),
        }

    def span(self, start: int, end: int) -> Span:
        """The evidence sentence at these characters, as a span of its own."""
        return next(unit.span for unit in self.units if unit.span.start_char == start and unit.span.end_char == end)

    def _letting_off(self, record: Record) -> list[Span]:
        """The sentences beside the record's own, or further on with words of it, that say who is left out."""
        numbers = {member.number for member in record.members}
        found = []
        for unit in self.units:
            beside = unit.number - 1 in numbers and unit.block == self.units[unit.number - 1].block
            if unit.number in numbers or unit.kind == "heading" or not (beside or lets_off(unit.text)):
                continue
            if beside or self._nearest_to(unit) is record:
                found.append(unit.span)
        return found

    def _nearest_to(self, unit: Sentence) -> Record | None:
        """The record that a sentence is about: the one right before it, else the first of those with most of its words.

        Nobody is let off what is only refused or asked for.
        """
        before = [
            record
            for record in self.records
            if min(member.number for member in record.members) < unit.number and not _is_refused(record)
        ]
        before = [record for record in before if _makes(record)] or before[:1]
        if not before:
            return None
        terms = {token.lemma_.lower()[:STEM] for token in unit.span}
        return max(before, key=lambda record: (_distance(record, unit) == 1, len(terms & record.terms)))


def _is_refused(record: Record) -> bool:
    return record.best.frame is not None and record.best.frame.mood == "refused"


def _makes(record: Record) -> bool:
    """Whether a record puts a rule on somebody, as far as its plainest statement says."""
    frame = record.best.frame
    return frame is None or (not frame.negated and effect_of(frame) not in ("undo", "keep"))


def _distance(record: Record, unit: Sentence) -> int:
    """How many sentences back the record's last statement before this one stands."""
    return min(unit.number - member.number for member in record.members if member.number < unit.number)


def _is_plain(record: Record) -> bool:
    """Whether a record without a verb of change stands all the same: its words say a consultation or a law."""
    return any(member.formal for member in record.members) or record.best.item or record.best.score > _TELLING


def _rule(record: Record) -> str:
    frame = record.best.frame
    return f"frame-{frame.mood}" if frame is not None else "cues"
