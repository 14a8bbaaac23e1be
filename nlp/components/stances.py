"""What each voice of an article thinks of its proposals, as they are reported."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from nlp.components.actors import Actor
from nlp.components.attribution import Attribution
from nlp.components.evidence_sentences import Sentence, sentences
from nlp.components.stance_sides import Sides
from nlp.components.stance_signs import Sign
from nlp.components.stance_subjects import Subjects
from nlp.components.stance_voices import AT_LENGTH, Statement, Voice, voices

if not Doc.has_extension("stances"):
    Doc.set_extension("stances", default=None)  # plain dicts with the fields of records.Stance

#: A body takes a side only by words as plain as this, and a class of bodies only by a verb that can mean nothing else.
_SURE, _SURE_OF_CLASS = 1.4, 2.0
#: What it adds to the words of a rival of whoever proposes, and of whoever a press release quotes.
_RIVAL, _RELEASED = 0.7, 2.0
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
            for place, stance, unit in self._sides_taken(voice)
        ]

    def _takes_side(self, voice: Voice) -> bool:
        """Whether the voice says enough: a person who is quoted at length does, a body only in plain words."""
        actor, signs = voice.actor, voice.signs
        if actor.person:
            return voice.at_length or any(sign.plain for sign in signs)
        if actor.side in _FINDERS or actor.kind == "court":
            return False
        if actor.side in _SPOKEN_FOR and actor.name in self.spoken_for:
            return False  # one stance a voice: the spokesman's, and not his party's as well
        sure = {sign.says for sign in signs if sign.weight >= (_SURE_OF_CLASS if actor.side == "class" else _SURE)}
        return "opposes" in sure if actor.side == "government" else bool(sure)

    def _asked_for(self, actor: Actor) -> list[int]:
        """The places of what the actor, no politician, asks others for: who lobbies for a change argues for it."""
        return [
            place
            for place, proposal in enumerate(self.proposals)
            if actor.side == "outside" and proposal["stage"] == "floated" and proposal.get("proposer") == actor.name
        ]

    def _sides_taken(self, voice: Voice) -> Iterator[tuple[int, str, Sentence]]:
        """(proposal's place, stance, the sentence that says it) of each proposal that the voice speaks of."""
        heard: dict[int, list[tuple[Statement, Sign]]] = {place: [] for place in self._asked_for(voice.actor)}
        speaking = list(voice.statements.values()) if self._takes_side(voice) else []
        first = self.subjects.of_voice(voice, range(len(self.proposals)))
        if speaking:
            heard.setdefault(first, [])
            main = self.subjects.main
            if voice.at_length and self.sides.own(voice.actor, first) and self.sides.own(voice.actor, main):
                heard.setdefault(main, [])  # who speaks at length for a package stands by what it is mainly about
        for statement in speaking:
            for sign in statement.signs:
                place = self._meant(voice.actor, statement, sign, first) if sign.plain else first
                heard.setdefault(place, []).append((statement, sign))
        for place, found in heard.items():
            if voice.actor.side == "government" and not voice.actor.person and self.sides.own(voice.actor, place):
                continue  # what a government plans speaks for itself; what it turns down does not
            stance = self._stance(voice.actor, place, found)
            yield place, stance, self._plainest(voice, place, [one for one in found if one[1].says == stance])

    def _plainest(self, voice: Voice, place: int, signs: Sequence[tuple[Statement, Sign]]) -> Sentence:
        """The sentence that says the stance plainest; without a sign of it, one in which the voice speaks of it."""
        if signs:
            return max(signs, key=lambda one: one[1].weight)[0].unit
        told = max(
            voice.statements.values(),
            key=lambda statement: (
                statement.direct + statement.reported >= AT_LENGTH,
                self.subjects.shared(statement.unit)[place],
            ),
        )
        return told.unit

    def _meant(self, actor: Actor, statement: Statement, sign: Sign, first: int) -> int:
        """The proposal that plain words are of: who attacks does not attack what their own side proposes."""
        named = self.subjects.named(sign.token)
        place = self.subjects.of_sentence(statement.unit, first) if named is None else named
        place = first if place is None else place
        own = sign.against and self.sides.own(actor, place)
        return self.subjects.main if own and not self.sides.own(actor, self.subjects.main) else place

    def _stance(self, actor: Actor, place: int, signs: Sequence[tuple[Statement, Sign]]) -> str:
        """The side that the words come to; who speaks of a plan of their own side stands by it."""
        if self.sides.own(actor, place):
            return "supports"
        weights = dict.fromkeys(("supports", "opposes", "concerned", "neutral"), 0.0)
        leaning = 0.0
        for statement, sign in signs:
            says = self.sides.turned(sign.says, place, sign.token, statement.unit.span)
            if not sign.plain and says in ("opposes", "concerned"):
                leaning += sign.weight
            else:
                weights[says] += sign.weight
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
