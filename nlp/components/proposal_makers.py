"""Whose proposal it is: who wants, plans or announces it, as near to the change's own words as the text says it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from spacy.tokens import Span, Token

from nlp.components.actors import PARTIES, Actor
from nlp.components.attribution import Attribution, asks
from nlp.components.evidence_sentences import Sentence
from nlp.components.frame_kinds import word_class
from nlp.components.party_in_office import party_in_office
from nlp.components.proposal_frames import Frame, subject_of
from nlp.components.proposal_merging import Record
from nlp.components.proposal_scoring import Candidate
from nlp.word_lists import lexicon
from records.bodies import register

#: Who stands behind a bill or a rule where the text names no maker at all.
GOVERNMENT = "UK Government"
_MAKERS = frozenset({"government", "public", "party", "opposition", "committee"})
_DECIDES = frozenset({"government", "public"})
_ASKERS = frozenset({
    "union", "association", "charity", "company", "council", "regulator", "agency", "other", "party", "parliament",
    "government", "department",
})  # fmt: skip
_OWN_BILL = re.compile(r"(?:[’']s?|\bhis|\bher)\s(?:[\w()’'-]+\s){0,7}bill\b", re.IGNORECASE)
_NEAR = 150  # tokens
_DEEP = 8  # words up from a change to the verb of asking
_PUBLISHERS = frozenset({"government", "department", "agency", "regulator"})
_BACK = 5  # tokens before a plan in which its owner may stand
_PUTTING = frozenset({"announce", "propose", "publish", "accord", "unveil", "launch"})
_JUDGING = frozenset({
    "brand", "criticise", "criticize", "attack", "condemn", "welcome", "describe", "call", "dismiss", "oppose",
    "reject", "back", "support", "praise", "accuse", "warn", "urge", "ask", "lobby", "pilot", "hit",
})  # fmt: skip
_MADE = frozenset({"set", "create", "introduce", "make", "found", "build", "bring", "pass", "establish"})
_ASKING_SIDES = frozenset({"committee", "party", "opposition", "outside"})
_TABLING = frozenset({"table", "propose", "move"})


@dataclass(frozen=True, slots=True)
class Maker:
    """The proposer's name and the side they are on; ``side`` is "" where nobody is named."""

    name: str | None
    side: str
    sponsor: bool = False  # an MP or peer whose own bill the article is about


class Makers:
    """Finds the maker of each record of one article."""

    def __init__(self, attribution: Attribution, units: Sequence[Sentence], headline: str = "") -> None:
        self.attribution, self.units = attribution, units
        doc = attribution.actors.doc
        people = [(span._.person["name"], span._.person.get("role") or "") for span in doc.spans.get("people", ())]
        self.in_office = party_in_office((doc._.article or {}).get("published"), people)
        self.page = _page_of(doc._.article or {})
        voice = next((actor for actor in attribution.named if actor.side == "government"), None)
        party = _party_in(headline)
        self.main = voice if party is None or party.name == self.in_office else party
        self.sponsor = self._sponsor()
        self.first: Maker | None = None

    def of(self, record: Record, *, first: bool) -> Maker:
        """Who makes the record's change; the article's first voice of government where its sentences name none.

        Where a party or an MP makes the ``first`` record's, what no other is named for is theirs.
        """
        best = record.best
        members = sorted(record.members, key=lambda member: (member != best, member.kind != "content", -member.score))
        for member in members:
            actor = self._of_statement(member, best=member is best)
            if actor is None and member is best and _is_request(best.frame):
                break  # somebody without a name asks for it: who else is named does not
            if actor is not None:
                own = self.sponsor is not None and self.sponsor.name == actor.name
                maker = Maker(actor.name, self._side(actor, member.frame), own)
                if first and maker.side in ("party", "opposition"):
                    self.first = maker
                return maker
        asked = best.frame is not None and best.frame.mood in ("asked", "should") and not _obliges(best.frame)
        if best.item and self.first is not None and not asked:
            return self.first
        if best.item and (before := self._last_named(best.sentence, asked=asked)) is not None:
            return Maker(before.name, before.side)
        if self._asked_by_nobody(best.frame):
            return Maker(None, "outside")  # "doctors want": somebody, but nobody with a name
        if self.sponsor is not None:
            return Maker(self.sponsor.name, "party", True)
        if (beside := self._beside(record)) is not None and self.first is None:
            return Maker(beside.name, beside.side)
        if self.first is not None:
            return self.first
        if self.page is not None:
            return Maker(self.page, "government")
        if self.main is not None:
            return Maker(self.main.name, self.main.side)
        return Maker(GOVERNMENT, "government") if self.attribution.named else Maker(None, "")

    def _side(self, actor: Actor, frame: Frame | None) -> str:
        """The party in office plans as the government does."""
        asks = frame is not None and frame.mood in ("asked", "should")
        return "government" if actor.name == self.in_office and not asks else actor.side

    def _of_statement(self, member: Candidate, *, best: bool) -> Actor | None:
        """Whom one statement credits, where it is somebody who may decide or somebody who asks."""
        frame = member.frame
        if frame is not None and (owner := self._owner(frame)) is not None:
            return owner
        if frame is not None and member.item and _says_should(frame):
            return self._last_named(member.sentence, asked=True)
        if frame is not None and _is_urged(frame.governor):
            return self.attribution.asker(frame) or self._urging(member)
        actor = self.attribution.behind(frame, member.sentence) if frame is not None else None
        asked = frame is not None and (member.kind == "content" or best) and self._is_asked(frame)
        if frame is not None and asked and frame.mood == "asked" and actor is None:
            actor = self._who_asks(frame)
        elif frame is not None and asked and (it := _wanted_by_it(frame)) is not None:
            actor = self.attribution.actors.last_before(it.i, _ASKERS) or actor
        if actor is not None and (asked or actor.side in _MAKERS):
            return actor
        if frame is not None and frame.mood == "asked" and asked:
            return None
        return self._mentioned(member.sentence)

    def _urging(self, member: Candidate) -> Actor | None:
        """Who is named, in the sentences after "ministers are being urged to", as doing the urging."""
        for unit in self.units[member.number + 1 : member.number + 3]:
            subjects = (self.attribution.actors.of(token) for token in unit.span if token.dep_ == "nsubj")
            found = next((actor for actor in subjects if actor is not None and actor.side in _ASKING_SIDES), None)
            if found is not None:
                return found
        return None

    def _is_asked(self, frame: Frame) -> bool:
        if frame.mood in ("asked", "should") or _wanted_by_it(frame) is not None:
            return True
        return self.attribution.asker(frame) is not None

    def _who_asks(self, frame: Frame) -> Actor | None:
        """Who asks, where the grammar does not say it: named before the verb of asking, or meant by "it"."""
        actors = self.attribution.actors
        verb = frame.governor if frame.governor is not None else frame.verb
        subject = subject_of(verb)
        if subject is not None and subject.dep_ == "nsubjpass":
            return None  # "ministers are being urged to"
        if subject is not None and subject.lower_ in ("it", "they"):
            joined = subject_of(verb.head) if verb.dep_ == "conj" else None
            if joined is None or joined == subject:
                return actors.last_before(subject.i, _ASKERS)
            subject = joined
        if subject is not None and (subject.pos_ == "PROPN" or (subject.text.isupper() and len(subject.text) > 1)):
            return actors.of(subject) or _named_only(subject)
        if subject is not None and subject.pos_ == "NOUN":
            return None  # "doctors want"; a body that the noun means would have been found
        before = [actor for actor in actors.in_span(verb.sent.start, verb.i) if actor.side != "class"]
        return next((actor for actor in before if actor.person), before[-1] if before else None)

    def _asked_by_nobody(self, frame: Frame | None) -> bool:
        """Whether it is asked for, and by no one that the government may be taken for."""
        if frame is None:
            return False
        if _is_urged(frame.governor):
            return True
        agent = frame.agent
        if agent is not None and agent.lower_ in ("party", "opposition"):
            return True
        if agent is not None and frame.mood == "asked" and agent.lower_ in ("we", "i"):
            return True  # whoever writes or speaks, and is no minister
        if _obliges(frame):
            return False
        asking = frame.mood in ("asked", "should")
        return agent is not None and asking and agent.pos_ == "NOUN" and agent.lemma_.lower() in lexicon("askers")

    def _last_named(self, sentence: Span, *, asked: bool) -> Actor | None:
        """The voice of government named last before a list's item, or in the line that opens the list.

        For an item that is asked for, the committee, party or group that was named last.
        """
        near = [
            actor
            for actor in self.attribution.named
            if actor.end <= sentence.start
            and (asked or sentence.start - actor.end < _NEAR)
            and ((actor.side in _ASKING_SIDES) if asked else actor.side == "government")
        ]
        committee = [actor for actor in near if actor.side == "committee"] if asked else []
        return (committee or near)[-1] if near else None

    def _beside(self, record: Record) -> Actor | None:
        """Who does or says something in the next sentence, where the record's own tell in the passive what is done."""
        best, at = record.best, record.best.number + 1
        if at >= len(self.units) or best.frame is None or word_class(best.frame.agent) in ("state", "name", "he", "we"):
            return None
        for token in self.units[at].span if self.units[at].kind == "paragraph" else ():
            if token.dep_ == "nsubj":
                actor = self.attribution.actors.of(token)
                if actor is not None and actor.side in _DECIDES:
                    return actor
        return None

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
            verb = token.head.lemma_.lower()
            made_once = token.head.dep_ == "acl" and verb in _MADE  # "the body, set up by Labour in 2000"
            if token.dep_ == "agent" and (verb in _JUDGING or made_once):
                continue
            if token.dep_ == "agent" or (token.lower_ in ("by", "to") and verb in _PUTTING):
                for child in token.children:
                    actor = actors.of(child)
                    if actor is not None and (actor.side in _MAKERS or verb in _TABLING):
                        return actor
            if token.lemma_.lower() in lexicon("intent_nouns") and (actor := self._plan_of(token)) is not None:
                return actor
        if self.sponsor is not None and _OWN_BILL.search(sentence.text):
            return self.sponsor
        return next(
            (actor for actor in actors.in_span(sentence.start, sentence.end) if actor.side == "government"), None
        )

    def _owner(self, frame: Frame) -> Actor | None:
        """Whose plan the change is said to be, by the plan's own words: "Tory plans to", "government plans for"."""
        for noun in (frame.governor, frame.subject, frame.agent):
            if noun is not None and noun.pos_ == "NOUN":
                joined = [noun, *noun.conjuncts]
                plan = next((each for each in joined if each.lemma_.lower() in lexicon("intent_nouns")), None)
                if plan is not None:
                    return self._plan_of(plan)
        return None

    def _plan_of(self, noun: Token) -> Actor | None:
        """Whose name a plan bears: "the Marsh plan", "Tory plans", "government plans"."""
        for child in noun.children:
            if child.dep_ not in ("compound", "amod", "nmod"):
                continue
            named = self.attribution.actors.at(child)
            if named is not None and (named.person or named.side == "government"):
                return named
            if (party := PARTIES.get(child.lower_)) is not None:
                return Actor(party, "party", False, child.i, child.i + 1)
            if child.lower_ == "government":
                return Actor(GOVERNMENT, "government", False, child.i, child.i + 1)
        for child in noun.children:  # "proposals which the Tories say would save"
            if child.dep_ == "relcl":
                teller = self.attribution.actors.of(subject_of(child))
                for inner in child.children if teller is None else ():
                    teller = teller or self.attribution.actors.of(subject_of(inner))
                if teller is not None and teller.side in _MAKERS:
                    return teller
        for token in reversed(noun.doc[max(0, noun.i - _BACK) : noun.i]):  # "Tory law and order plans"
            if (party := PARTIES.get(token.lower_)) is not None:
                return Actor(party, "party", False, token.i, token.i + 1)
            if token.pos_ not in ("NOUN", "PROPN", "ADJ", "CCONJ", "PUNCT"):
                break
        return None


def _page_of(article: Mapping[str, Any]) -> str | None:
    """The body of government whose page it is, by GOV.UK's tags, or who speaks there; None for others."""
    if article.get("kind") in ("speech", "statement") and article.get("tags") and article.get("byline"):
        return str(article["byline"][0])
    for tag in article.get("tags") or ():
        body = register().resolve(tag)
        if body is not None and body.kind in _PUBLISHERS:
            return body.name
    return None


def _wanted_by_it(frame: Frame) -> Token | None:
    """The pronoun for a body that asks, over a change that another verb says: "it wants a bill that would"."""
    token = frame.verb
    for _ in range(_DEEP):
        if token.head == token:
            return None
        token = token.head
        if asks(token):
            subject = subject_of(token)
            return subject if subject is not None and subject.lower_ == "it" else None
    return None


def _is_request(frame: Frame | None) -> bool:
    return frame is not None and frame.mood == "asked" and frame.agent is not None and frame.agent.pos_ == "NOUN"


def _is_urged(verb: Token | None) -> bool:
    """Whether somebody is asked, as in "ministers are being urged to"."""
    if verb is None or verb.lemma_.lower() not in lexicon("asking_verbs"):
        return False
    return any(child.dep_ == "auxpass" for child in verb.children)


def _says_should(frame: Frame) -> bool:
    """Whether it is said that somebody should, also in "should consider a framework"."""
    should = any(child.lower_ == "should" for child in frame.verb.children)
    return should or (frame.mood == "should" and not _obliges(frame))


def _obliges(frame: Frame) -> bool:
    return any(child.lower_ == "must" for child in frame.verb.children)


def _party_in(headline: str) -> Actor | None:
    """The party that a headline names first; whatever its article tells without a name is that party's."""
    for word in headline.lower().split():
        if (party := PARTIES.get(word.strip("'’s,:"))) is not None:
            return Actor(party, "party", False, 0, 0)
    return None


def _named_only(noun: Token) -> Actor:
    """Somebody who is only known by the name in the text."""
    start = min([child.i for child in noun.children if child.dep_ == "compound"], default=noun.i)
    return Actor(noun.doc[start : noun.i + 1].text, "outside", False, start, noun.i + 1)
