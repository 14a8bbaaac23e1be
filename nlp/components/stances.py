"""What each voice of an article thinks of its proposals, as they are reported."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Token

from nlp.components.actors import Actor
from nlp.components.attribution import Attribution
from nlp.components.evidence_sentences import Sentence, sentences
from nlp.components.stance_sides import Sides
from nlp.components.stance_subjects import Subjects
from nlp.components.stance_voices import PLAIN, Statement, Voice, voices
from nlp.sentence_cues import Cue

if not Doc.has_extension("stances"):
    Doc.set_extension("stances", default=None)  # plain dicts with the fields of records.Stance

#: A body takes a side only by words as plain as this.
_SURE = 1.4
#: What it adds to the words of a rival of whoever proposes, and of whoever a press release quotes.
_RIVAL, _RELEASED = 1.0, 2.0
#: Bodies whose spokesman's stance is their own, and those whose words are findings.
_SPOKEN_FOR = frozenset({"government", "party"})
_FINDERS = frozenset({"committee", "public", "parliament"})
_RIVALS = frozenset({"party", "opposition", "government"})


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
        attribution = Attribution(doc)
        units = sentences(doc)
        self.sides = Sides(proposals, attribution.by_name)
        self.subjects = Subjects(doc, proposals, units)
        self.voices = voices(doc, units, attribution)
        people = [voice for voice in self.voices.values() if voice.actor.person]
        self.spoken_for = {voice.actor.affiliation for voice in people if self._takes_side(voice)}
        kind = (doc._.article or {}).get("kind")
        self.announced = kind == "announcement" or any(_opens_speech(unit) for unit in units)

    def stances(self) -> list[dict[str, Any]]:
        """One record for each actor and proposal, in the order in which they are heard."""
        return [
            {
                "actor": voice.actor.name,
                "proposal": self.proposals[place]["id"],
                "stance": stance,
                "evidence": [unit.span.start_char, unit.span.end_char, "stance"],
            }
            for voice in self.voices.values()
            if self._takes_side(voice)
            for place, stance, unit in self._sides_taken(voice)
        ]

    def _takes_side(self, voice: Voice) -> bool:
        """Whether the voice says enough: a person who is quoted at length does, a body only in plain words."""
        actor = voice.actor
        if actor.person:
            return voice.at_length or voice.plain or (bool(voice.cues) and self._proposes(actor))
        if actor.side in _FINDERS or actor.kind == "court":
            return False
        if actor.side in _SPOKEN_FOR and actor.name in self.spoken_for:
            return False  # one stance a voice: the spokesman's, and not his party's as well
        sure = {cue.says for cue, _ in voice.cues if cue.weight >= _SURE}
        return "opposes" in sure if actor.side == "government" else bool(sure)

    def _proposes(self, actor: Actor) -> bool:
        return any(self.sides.own(actor, place) for place in range(len(self.proposals)))

    def _sides_taken(self, voice: Voice) -> Iterator[tuple[int, str, Sentence]]:
        """(proposal's place, stance, the sentence that says it) of each proposal that the voice speaks of."""
        first = self.subjects.of_voice(voice, range(len(self.proposals)))
        cues: dict[int, list[tuple[Statement, Cue, Token]]] = {first: []}
        for statement in voice.statements.values():
            for cue, token in statement.cues:
                place = self._meant(voice, statement, cue, token, first) if cue.weight >= PLAIN else first
                cues.setdefault(place, []).append((statement, cue, token))
        for place, found in cues.items():
            stance = self._stance(voice.actor, place, found)
            best = max(found, key=lambda one: (one[1].says == stance, one[1].weight), default=None)
            unit = best[0].unit if best else max(voice.statements.values(), key=lambda one: one.direct).unit
            yield place, stance, unit

    def _meant(self, voice: Voice, statement: Statement, cue: Cue, token: Token, first: int) -> int:
        """The proposal that plain words are of: who attacks does not attack what their own side proposes."""
        named = self.subjects.named(token)
        place = self.subjects.of_sentence(statement.unit, first) if named is None else named
        place = first if place is None else place
        attacks = cue.says in ("opposes", "concerned") and self.sides.own(voice.actor, place)
        return self.subjects.main if attacks and not self.sides.own(voice.actor, self.subjects.main) else place

    def _stance(self, actor: Actor, place: int, cues: Sequence[tuple[Statement, Cue, Token]]) -> str:
        """The side that the words come to; who speaks of a plan of their own side stands by it."""
        if self.sides.own(actor, place):
            return "supports"
        weights = dict.fromkeys(("supports", "opposes", "concerned", "neutral"), 0.0)
        leaning = 0.0
        for statement, cue, token in cues:
            says = self.sides.turned(cue.says, place, token, statement.unit.span)
            if cue.weight < PLAIN and says in ("opposes", "concerned"):
                leaning += cue.weight
            else:
                weights[says] += cue.weight
        against = weights["opposes"] + weights["concerned"] + leaning
        if actor.side in _RIVALS:
            against += _RIVAL
        if self.announced and actor.person and place == self.subjects.main:
            weights["supports"] += _RELEASED
        if weights["neutral"] > max(weights["supports"], against):
            return "neutral"
        if weights["supports"] >= against:
            return "supports"
        if weights["concerned"] > weights["opposes"] and actor.side not in ("party", "opposition"):
            return "concerned"
        return "opposes"


def _opens_speech(unit: Sentence) -> bool:
    """ "The minister said:" as a line of its own: how government announcements bring in those who like them."""
    return bool(re.search(r"\b(?:said|added|commented):\s*$", unit.text)) and not unit.quoted
