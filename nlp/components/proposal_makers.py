"""Whose proposal it is: who wants, plans or announces it, as near to the change's own words as the text says it."""

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from nlp.components.actors import Actor, Actors
from nlp.components.proposal_frames import Frame, owner, subject_of
from nlp.components.proposal_merging import Record
from nlp.components.proposal_scoring import Candidate
from nlp.word_lists import lexicon

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
        members = sorted(
            record.members, key=lambda member: (member != record.best, member.kind != "content", -member.score)
        )
        for member in members:
            asker = self._asker(member)
            if asker is not None:
                return Maker(asker.name, asker.side)
            actor = self._of_member(member)
            if actor is not None and actor.side in ("government", "public", "party", "opposition", "committee"):
                return Maker(actor.name, actor.side)
        if (sponsor := self._sponsor()) is not None and record.best.frame is not None:
            return Maker(sponsor.name, "party")
        if self.main is not None:
            return Maker(self.main.name, self.main.side)
        return Maker(None, "")

    def _asker(self, member: Candidate) -> Actor | None:
        """Who asks others for it, however deep in the request the change stands."""
        if member.frame is None:
            return None
        token = member.frame.verb
        for _ in range(8):
            if self._asks(token):
                actor = self._actor(subject_of(token), member.frame)
                if actor is not None:
                    return actor
            if token.head == token:
                break
            token = token.head
        return None

    @staticmethod
    def _asks(verb: Token) -> bool:
        lemma = verb.lemma_.lower()
        if verb.pos_ != "VERB" or lemma not in lexicon("asking_verbs"):
            return False
        if lemma == "call":
            return any(child.lower_ in ("on", "for") for child in verb.children)
        return lemma not in ("support", "back", "believe")

    def _sponsor(self) -> Actor | None:
        """Whose bill the article is about, where it is a private member's."""
        for token in self.actors.doc:
            if token.lower_ == "bill":
                actor = next((self.actors.of(child) for child in token.children if child.dep_ == "poss"), None)
                if actor is not None and actor.person and actor.side != "government":
                    return actor
        return None

    def _of_member(self, member: Candidate) -> Actor | None:
        frame = member.frame
        if frame is None:
            return self._mentioned(member)
        for token in (frame.agent, owner(frame.governor) if frame.governor is not None else None):
            actor = self._actor(token, frame)
            if actor is not None and actor.side not in ("class", "parliament", "outside"):
                return actor
        speaker = self._speaker_above(frame.verb)
        if speaker is not None and speaker.side not in ("outside", "class"):
            return speaker
        return self._quoted(member) or self._mentioned(member)

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
        found = self.actors.in_span(member.sentence.start, member.sentence.end)
        return next((actor for actor in found if actor.side == "government"), None)
