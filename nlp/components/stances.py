"""What each voice of an article thinks of its proposals, as they are reported."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from nlp.components.actors import Actor
from nlp.components.attribution import Attribution
from nlp.components.evidence_sentences import Sentence, sentences
from nlp.components.proposal_frames import subject_of
from nlp.components.stance_subjects import Subjects
from nlp.components.stance_voices import Voices
from nlp.sentence_cues import Hit, cues_in

if not Doc.has_extension("stances"):
    Doc.set_extension("stances", default=None)  # plain dicts with the fields of records.Stance

#: A class of bodies ("councils") takes a side only by words as plain as this.
_PLAIN = 1.4
#: Who asks for a change wants it.
ASKS = 1.0


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
        self.attribution = Attribution(doc)
        self.actors = self.attribution.actors
        self.units = sentences(doc)
        self.subjects = Subjects(doc, proposals, self.units)
        kind = (doc._.article or {}).get("kind")
        self.announced = kind == "announcement" or any(_opens_speech(unit) for unit in self.units)

    def stances(self) -> list[dict[str, Any]]:
        """One record for each actor and proposal, in the order in which they are heard."""
        voices = Voices()
        for unit in self.units:
            if unit.kind == "heading":
                continue
            for hit in cues_in(unit.text, "stance_cues"):
                leaning = hit.cue.id.startswith("speech-")
                for actor in self._in_own_words(unit) if leaning else self._actors(unit, hit):
                    if self._counts(actor, hit):
                        place = self.subjects.meant(unit, actor, hit.cue.says)
                        voices.add(actor, place, hit.cue.says, hit.cue.weight, unit.number)
            for actor in self._speaking(unit):
                if self.announced and actor.person:
                    # Whoever a press release quotes is quoted because they like what it announces.
                    voices.add(actor, self.subjects.main, "supports", _PLAIN, unit.number)
        for place, proposal in enumerate(self.proposals):
            asker = self.attribution.by_name.get(proposal.get("proposer") or "")
            if asker is not None and asker.person and proposal["stage"] == "floated" and asker.side != "government":
                number = self._number(proposal["evidence"][0][0])
                voices.add(asker, place, "supports", ASKS, number)
        return [
            {
                "actor": actor.name,
                "proposal": self.proposals[place]["id"],
                "stance": "supports" if self._own(actor, place) and stance == "concerned" else stance,
                "evidence": [self.units[number].span.start_char, self.units[number].span.end_char, "stance"],
            }
            for actor, place, stance, number in voices.heard()
        ]

    def _number(self, start: int) -> int:
        return next(unit.number for unit in self.units if unit.span.start_char == start)

    def _own(self, actor: Actor, place: int) -> bool:
        """Whether it is the actor's own side that proposes it: who owns up to a worry there still wants it."""
        proposer = self.proposals[place].get("proposer")
        made_by = self.attribution.by_name.get(proposer) if proposer else None
        return proposer == actor.name or (made_by is not None and made_by.side == actor.side == "government")

    def _counts(self, actor: Actor, hit: Hit) -> bool:
        if actor.side == "class":
            return hit.cue.weight >= _PLAIN
        if not actor.person and actor.side in ("government", "public"):
            return hit.cue.says != "supports" and hit.cue.weight >= _PLAIN
        return True

    def _speaking(self, unit: Sentence) -> Iterable[Actor]:
        """The speakers whose quotations reach into the sentence."""
        span = unit.span
        names = {name for start, end, name in self.attribution.speech if start < span.end and end > span.start}
        return [actor for name in sorted(names) if (actor := self.attribution.by_name.get(name)) is not None]

    def _in_own_words(self, unit: Sentence) -> list[Actor]:
        """Those outside government whom the sentence quotes word by word: theirs are the words that lean."""
        span = unit.span
        names = {name for start, end, name in self.attribution.direct if start < span.end and end > span.start}
        found = (self.attribution.by_name.get(name) for name in sorted(names))
        return [actor for actor in found if actor is not None and actor.side != "government"]

    def _actors(self, unit: Sentence, hit: Hit) -> list[Actor]:
        """Whose words or view the cue is: the quotation's speaker, the verb's subject, else the sentence's voice."""
        token = _token_at(unit.span, unit.span.start_char + hit.start)
        if token is None:
            return []
        quoted = self._speaker_at(token)
        if quoted is not None:
            return [quoted]
        found = self._subject(token)
        if found:
            return found
        return list(self._speaking(unit))[:1]

    def _speaker_at(self, token: Token) -> Actor | None:
        inside = [(end - start, name) for start, end, name in self.attribution.speech if start <= token.i < end]
        return self.attribution.by_name.get(min(inside)[1]) if inside else None

    def _subject(self, token: Token) -> list[Actor]:
        verb = token
        if token.pos_ in ("NOUN", "PROPN") and token.lemma_.lower() in ("opponent", "critic", "supporter", "backer"):
            return self.actors.all_of(token)
        for _ in range(5):
            agent = next((child for child in verb.children if _is_by(child)), None)
            if agent is not None:
                return self.actors.all_of(next((child for child in agent.children if child.dep_ == "pobj"), None))
            subject = subject_of(verb)
            if subject is not None and subject.dep_ != "nsubjpass":
                found = self.actors.all_of(subject)
                if found:
                    return found
            if verb.dep_ in ("acl", "relcl") and (found := self.actors.all_of(verb.head)):
                return found
            if verb.head == verb:
                break
            verb = verb.head
        return []


def _is_by(token: Token) -> bool:
    """The "by" of a passive, also where the parser takes it for a plain preposition."""
    return token.dep_ == "agent" or (token.dep_ == "prep" and token.lower_ == "by" and token.head.tag_ == "VBN")


def _opens_speech(unit: Sentence) -> bool:
    """ "The minister said:" as a line of its own: how government announcements bring in those who like them."""
    return bool(re.search(r"\b(?:said|added|commented):\s*$", unit.text)) and not unit.quoted


def _token_at(span: Span, place: int) -> Token | None:
    return next((token for token in span if token.idx + len(token) > place), None)
