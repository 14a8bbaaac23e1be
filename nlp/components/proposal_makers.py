"""Whose proposal it is: who wants, plans or announces it, as near to the change's own words as the text says it."""

import re
from dataclasses import dataclass

from spacy.tokens import Span

from nlp.components.actors import Actor
from nlp.components.attribution import Attribution
from nlp.components.proposal_merging import Record
from nlp.word_lists import lexicon

#: Who stands behind a bill or a rule where the text names no maker at all.
GOVERNMENT = "UK Government"
_MAKERS = frozenset({"government", "public", "party", "opposition", "committee"})
_OWN_BILL = re.compile(r"(?:[’']s?|\bhis|\bher)\s(?:[\w()’'-]+\s){0,7}bill\b", re.IGNORECASE)
_NEAR = 150  # tokens
_PUTTING = frozenset({"announce", "propose", "publish", "accord", "unveil", "launch"})


@dataclass(frozen=True, slots=True)
class Maker:
    """The proposer's name and the side they are on; ``side`` is "" where nobody is named."""

    name: str | None
    side: str
    sponsor: bool = False  # an MP or peer whose own bill the article is about


class Makers:
    """Finds the maker of each record of one article."""

    def __init__(self, attribution: Attribution) -> None:
        self.attribution = attribution
        self.main = next((actor for actor in attribution.named if actor.side == "government"), None)
        self.sponsor = self._sponsor()

    def of(self, record: Record) -> Maker:
        """Who makes the record's change; the article's first voice of government where its sentences name none."""
        members = sorted(
            record.members, key=lambda member: (member != record.best, member.kind != "content", -member.score)
        )
        for member in members:
            actor = self.attribution.behind(member.frame, member.sentence) if member.frame is not None else None
            asked = (
                member.kind == "content"
                and member.frame is not None
                and (member.frame.mood == "should" or self.attribution.asker(member.frame) is not None)
            )
            if actor is None or not (asked or actor.side in _MAKERS):
                actor = self._mentioned(member.sentence)
            if actor is not None and (asked or actor.side in _MAKERS):
                own = self.sponsor is not None and self.sponsor.name == actor.name
                return Maker(actor.name, actor.side, own)
        if record.best.item and (before := self._last_named(record.best.sentence)) is not None:
            return Maker(before.name, before.side)
        agent = record.best.frame.agent if record.best.frame is not None else None
        asking = record.best.frame is not None and record.best.frame.mood in ("asked", "should")
        party = agent is not None and agent.lower_ in ("party", "opposition")
        if agent is not None and (
            party or (asking and agent.pos_ == "NOUN" and agent.lemma_.lower() in lexicon("askers"))
        ):
            return Maker(None, "outside")  # "doctors want": somebody, but nobody with a name
        if self.sponsor is not None:
            return Maker(self.sponsor.name, "party", True)
        if self.main is not None:
            return Maker(self.main.name, self.main.side)
        return Maker(GOVERNMENT, "government") if self.attribution.named else Maker(None, "")

    def _last_named(self, sentence: Span) -> Actor | None:
        """The voice of government named last before a list's item, or in the line that opens the list."""
        near = [
            actor
            for actor in self.attribution.named
            if actor.end <= sentence.start and sentence.start - actor.end < _NEAR and actor.side == "government"
        ]
        return near[-1] if near else None

    def _sponsor(self) -> Actor | None:
        """Whose bill the article is about, where it is a private member's."""
        doc, of = self.attribution.actors.doc, self.attribution.actors.of
        for found in _OWN_BILL.finditer(doc.text):
            span = doc.char_span(found.end() - len("bill"), found.end(), alignment_mode="expand")
            heads = [child for child in span[-1].children if child.dep_ == "poss"] if span is not None else []
            actor = next((of(child) for child in heads), None)
            if actor is not None and actor.person and actor.side != "government":
                return actor
        return None

    def _mentioned(self, sentence: Span) -> Actor | None:
        """Somebody in the sentence who decides: "… under plans announced by", "according to the department"."""
        actors = self.attribution.actors
        for token in sentence:
            if token.dep_ == "agent" or (token.lower_ in ("by", "to") and token.head.lemma_ in _PUTTING):
                for child in token.children:
                    actor = actors.of(child)
                    if actor is not None and actor.side in _MAKERS:
                        return actor
        return next(
            (actor for actor in actors.in_span(sentence.start, sentence.end) if actor.side == "government"), None
        )
