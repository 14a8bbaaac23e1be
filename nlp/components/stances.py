"""What each voice of an article thinks of its proposals, as they are reported."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from nlp.components.actors import Actor, Actors
from nlp.components.evidence_sentences import Sentence, sentences
from nlp.components.proposal_frames import subject_of
from nlp.sentence_cues import Hit, cues_in

if not Doc.has_extension("stances"):
    Doc.set_extension("stances", default=None)  # plain dicts with the fields of records.Stance

#: Plainness that a voice's words must add up to.
ENOUGH = 0.7


@dataclass(slots=True)
class _Voice:
    """What one actor says of one proposal: weights by stance, and the sentence that says it plainest."""

    weights: dict[str, float] = field(default_factory=dict)
    best: tuple[float, int] = (0.0, -1)  # weight, number of the sentence

    def add(self, hit: Hit, weight: float, number: int) -> None:
        self.weights[hit.cue.says] = self.weights.get(hit.cue.says, 0.0) + weight
        if weight > self.best[0]:
            self.best = (weight, number)


@Language.component("stances", requires=["doc.spans"])
def stances(doc: Doc) -> Doc:
    """Fill ``doc._.stances``."""
    proposals = doc._.proposals or []
    doc._.stances = _Hearing(doc, proposals).stances() if proposals else []
    return doc


class _Hearing:
    """Hears the voices of one article."""

    def __init__(self, doc: Doc, proposals: Sequence[dict[str, Any]]) -> None:
        self.doc, self.proposals = doc, proposals
        self.actors = Actors(doc)
        self.units = sentences(doc)
        self.by_name: dict[str, Actor] = {}
        for actor in self.actors.in_span(0, len(doc)):
            self.by_name.setdefault(actor.name, actor)
        self.speech = [
            (span.start, span.end, span._.quotation.get("speaker"))
            for span in doc.spans.get("quotations", ())
            if span._.quotation and span._.quotation.get("speaker")
        ]
        self.terms = [_terms_near(doc, proposal) for proposal in proposals]

    def stances(self) -> list[dict[str, Any]]:
        """One record for each actor and proposal, in the order in which they are heard."""
        voices: dict[tuple[str, int], _Voice] = {}
        for unit in self.units:
            if unit.kind == "heading":
                continue
            for hit in cues_in(unit.text, "stance_cues"):
                actor = self._actor(unit, hit)
                if actor is None:
                    continue
                place = self._proposal(unit, actor)
                if place is None:
                    continue
                voices.setdefault((actor.name, place), _Voice()).add(hit, hit.cue.weight, unit.number)
        found = []
        for (name, place), voice in voices.items():
            stance = max(voice.weights, key=lambda kind: voice.weights[kind])
            if voice.weights[stance] < ENOUGH:
                continue
            span = self.units[voice.best[1]].span
            found.append(
                {
                    "actor": name,
                    "proposal": self.proposals[place]["id"],
                    "stance": stance,
                    "evidence": [span.start_char, span.end_char, "stance"],
                }
            )
        return found

    def _actor(self, unit: Sentence, hit: Hit) -> Actor | None:
        """Whose words or view the cue is: the quotation's speaker, the verb's subject, else the sentence's voice."""
        start = unit.span.start_char + hit.start
        token = next((token for token in unit.span if token.idx + len(token) > start), None)
        if token is None:
            return None
        for begin, end, speaker in self.speech:
            if begin <= token.i < end:
                return self.by_name.get(speaker)
        actor = self._subject(token)
        if actor is not None:
            return actor
        for begin, end, speaker in self.speech:
            if begin < unit.span.end and end > unit.span.start:
                return self.by_name.get(speaker)
        return None

    def _subject(self, token: Token) -> Actor | None:
        verb = token
        for _ in range(5):
            agent = next((child for child in verb.children if child.dep_ == "agent"), None)
            if agent is not None:
                return self.actors.of(next((child for child in agent.children if child.dep_ == "pobj"), None))
            subject = subject_of(verb)
            if subject is not None and subject.dep_ != "nsubjpass":
                actor = self.actors.of(subject)
                if actor is not None:
                    return actor
            if verb.dep_ in ("acl", "relcl") and (actor := self.actors.of(verb.head)) is not None:
                return actor
            if verb.head == verb:
                break
            verb = verb.head
        return None

    def _proposal(self, unit: Sentence, actor: Actor) -> int | None:
        """The proposal that the sentence is about: the one whose words it shares, else the article's first."""
        words = _content(unit.span)
        best, most = 0, 1
        for place, terms in enumerate(self.terms):
            shared = len(words & terms)
            if shared > most:
                best, most = place, shared
        return best


def _terms_near(doc: Doc, proposal: dict[str, Any]) -> set[str]:
    start, end = proposal["evidence"][0][:2]
    span = doc.char_span(start, end, alignment_mode="expand")
    return _content(span) if span is not None else set()


def _content(span: Span) -> set[str]:
    """The lemmas of a sentence's words with a meaning of their own."""
    return {
        token.lemma_.lower() for token in span if token.pos_ in ("NOUN", "PROPN", "VERB", "ADJ") and not token.is_stop
    }
