"""Whose proposal it is: who wants, plans or announces it, as near to the change's own words as the text says it."""

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from nlp.components.actors import Actor, Actors, is_maker
from nlp.components.proposal_frames import Frame, owner, subject_of
from nlp.components.proposal_merging import Record
from nlp.components.proposal_scoring import Candidate

_ANNOUNCING = frozenset({
    "announce", "say", "confirm", "reveal", "tell", "add", "unveil", "promise", "pledge", "outline", "propose",
    "insist", "declare", "stress", "launch", "explain", "publish", "argue", "believe", "suggest", "call", "urge",
})  # fmt: skip
_PARTY_WORDS = frozenset({"party", "it", "they"})


@dataclass(frozen=True, slots=True)
class Maker:
    """The proposer's name and the side they are on; ``side`` is "" where nobody is named."""

    name: str | None
    side: str


class Makers:
    """Finds the maker of each record of one article."""

    def __init__(self, doc: Doc, actors: Actors) -> None:
        self.actors = actors
        self.speakers = [
            (span.start, span.end, span._.quotation.get("speaker"))
            for span in doc.spans.get("quotations", ())
            if span._.quotation
        ]
        named = list(actors.in_span(0, len(doc)))
        self.by_name = {actor.name: actor for actor in reversed(named)}
        self.main = next((actor for actor in named if actor.side == "government"), None)

    def of(self, record: Record) -> Maker:
        """Who makes the record's change; the article's first voice of government where its sentences name none."""
        found = [actor for member in record.members if (actor := self._of_member(member)) is not None]
        for actor in found:
            if is_maker(actor) or actor.side in ("party", "opposition"):
                return Maker(actor.name, actor.side)
        if found and record.best.frame is not None and record.best.frame.mood in ("asked", "should", "plan"):
            return Maker(found[0].name, found[0].side)
        if self.main is not None:
            return Maker(self.main.name, self.main.side)
        return Maker(found[0].name, found[0].side) if found else Maker(None, "")

    def _of_member(self, member: Candidate) -> Actor | None:
        frame = member.frame
        if frame is None:
            return self._mentioned(member)
        for token in (frame.agent, owner(frame.governor) if frame.governor is not None else None):
            actor = self._actor(token, frame)
            if actor is not None and (actor.side != "class" or frame.mood == "asked"):
                return actor
        return self._attributed(frame) or self._quoted(member) or self._mentioned(member)

    def _actor(self, token: Token | None, frame: Frame) -> Actor | None:
        if token is None:
            return None
        if (
            token.dep_ in ("nsubj", "nsubjpass")
            and token.lower_ in ("who", "which", "that")
            and token.head.dep_ == "relcl"
        ):
            token = token.head.head
        actor = self.actors.of(token)
        if token.lower_ in _PARTY_WORDS and token.i > 0 and token.doc[token.i - 1].lower_ in ("her", "his", "the"):
            speaker = self._speaker_above(frame.verb)
            if speaker is not None and speaker.affiliation:
                return self.by_name.get(speaker.affiliation, actor)
        return actor

    def _attributed(self, frame: Frame) -> Actor | None:
        """The speaker whose reported clause the frame stands in."""
        return self._speaker_above(frame.verb)

    def _speaker_above(self, verb: Token) -> Actor | None:
        token = verb
        for _ in range(6):
            if token.head == token:
                break
            token = token.head
            if token.lemma_.lower() in _ANNOUNCING:
                actor = self.actors.of(subject_of(token))
                if actor is not None:
                    return actor
        for child in token.children:  # "..., the minister said": parsed below the clause that it reports
            if child.lemma_.lower() in _ANNOUNCING and child.dep_ in ("parataxis", "ccomp", "advcl"):
                actor = self.actors.of(subject_of(child))
                if actor is not None:
                    return actor
        return None

    def _quoted(self, member: Candidate) -> Actor | None:
        for start, end, speaker in self.speakers:
            if start < member.sentence.end and end > member.sentence.start and speaker:
                return self.by_name.get(speaker)
        return None

    def _mentioned(self, member: Candidate) -> Actor | None:
        """Somebody in the sentence who decides: "… under plans announced by", "according to the department"."""
        for token in member.sentence:
            if token.dep_ == "agent" or (
                token.lower_ in ("by", "to")
                and token.head.lemma_ in ("announce", "propose", "publish", "accord", "unveil", "launch")
            ):
                for child in token.children:
                    actor = self.actors.of(child)
                    if actor is not None and actor.side != "class":
                        return actor
        found = [actor for actor in self.actors.in_span(member.sentence.start, member.sentence.end) if is_maker(actor)]
        return found[0] if found else None
