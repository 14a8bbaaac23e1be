"""What each voice of an article thinks of its proposals, as they are reported."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from nlp.components.actors import Actor, Actors
from nlp.components.attribution import Attribution
from nlp.components.evidence_sentences import Sentence, sentences
from nlp.components.proposal_frames import subject_of
from nlp.components.stance_sides import Sides
from nlp.components.stance_subjects import Subjects
from nlp.components.stance_voices import PLAIN, Voices
from nlp.sentence_cues import Hit, cues_in

if not Doc.has_extension("stances"):
    Doc.set_extension("stances", default=None)  # plain dicts with the fields of records.Stance

#: A class of bodies ("councils") takes a side only by words as plain as this.
_PLAIN = 1.4
#: A minister is against another's plan only by words as plain as this.
_REFUSES = 1.6
#: Who asks for a change wants it.
ASKS = 1.0
#: Tokens in one sentence that make a quotation more than a scrap.
_AT_LENGTH = 6
#: What being quoted tells by itself; less than any word that leans.
_QUOTED = 0.36
#: Tokens in which a column names its author.
_BYLINE = 12
#: What a group is said to think, told of its speaker.
_FOR_GROUP = 1.6
_IDEAS = frozenset({"idea", "plan", "move", "proposal", "measure", "step", "change", "suggestion", "demand", "call"})
_RIVAL = re.compile(r"\b(?:shadow|opposition|spokes\w+|leader|frontbench\w*)\b", re.IGNORECASE)


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
        self.sides = Sides(proposals, self.attribution.by_name)
        self.subjects = Subjects(doc, proposals, self.units, self.sides)
        self.voices = Voices()
        self.rivals = _rivals(doc)
        self.author = self._author(doc)
        self.group: tuple[str, Sentence] | None = None
        kind = (doc._.article or {}).get("kind")
        self.announced = kind == "announcement" or any(_opens_speech(unit) for unit in self.units)

    def stances(self) -> list[dict[str, Any]]:
        """One record for each actor and proposal, in the order in which they are heard."""
        for unit in self.units:
            if unit.kind != "heading":
                self._hear(unit)
        self._hear_askers()
        return [
            {
                "actor": actor.name,
                "proposal": self.proposals[place]["id"],
                "stance": stance,
                "evidence": [self.units[number].span.start_char, self.units[number].span.end_char, "stance"],
            }
            for actor, place, stance, number in self.voices.heard()
        ]

    def _hear(self, unit: Sentence) -> None:
        """Take in the cues of one sentence, and whoever it quotes."""
        hits = [
            (hit, token)
            for hit in cues_in(unit.text, "stance_cues")
            if (token := _token_at(unit.span, unit.span.start_char + hit.start)) is not None
        ]
        for hit, token in hits:
            leaning = hit.cue.id.startswith("speech-")
            for actor in self._in_own_words(unit) if leaning else self._actors(unit, token):
                if self._counts(actor, hit):
                    self._add(actor, hit.cue.says, hit.cue.weight, unit, token)
        for actor in self._speaking(unit):
            if self.announced and actor.person:
                # Whoever a press release quotes is quoted because they like what it announces.
                self.voices.add(actor, self.subjects.main, "supports", _PLAIN, unit.number)
        self._hear_own_words(unit)
        self._hear_group(unit, hits)

    def _add(self, actor: Actor, says: str, weight: float, unit: Sentence, token: Token) -> None:
        """Count words of a stance to the proposal that they are of; a minister likes what the government plans."""
        among = None
        if actor.side == "government" and says != "neutral":
            own = [place for place in range(len(self.proposals)) if self.sides.own(actor, place)]
            if says == "supports":
                among = own
            elif says == "opposes" and weight >= _REFUSES:
                among = [place for place in range(len(self.proposals)) if place not in own]
            else:
                return
        elif says == "concerned" and weight < ASKS and actor.name in self.rivals:
            says = "opposes"
        place = self.subjects.meant(unit, actor, says, _governed(token), among, apposed=_says_of_noun(token))
        if place is not None:
            turned = says if actor.side == "government" else self.sides.turned(says, place, token, unit.span)
            self.voices.add(actor, place, turned, weight, unit.number)

    def _hear_own_words(self, unit: Sentence) -> None:
        """Who is quoted word by word and at length takes a side: a minister that of the plan, others mostly another."""
        for actor, length in self._quoted(unit):
            if not actor.person or length < _AT_LENGTH:
                continue
            if actor.side == "government":
                self._add(actor, "supports", ASKS, unit, unit.span.root)
            else:
                says = "opposes" if actor.name in self.rivals else "concerned"
                self._add(actor, says, _QUOTED, unit, unit.span.root)

    def _hear_group(self, unit: Sentence, hits: Sequence[tuple[Hit, Token]]) -> None:
        """Whoever speaks next for an unnamed group ("church groups welcomed it") takes the group's side."""
        group, self.group = self.group, None
        if group is not None:
            stance, before = group
            for actor in self._speaking(unit):
                if actor.person and actor.side != "government" and before.number == unit.number - 1:
                    self._add(actor, stance, _FOR_GROUP, before, before.span.root)
        plain = [hit for hit, token in hits if hit.cue.weight >= PLAIN and not self._actors(unit, token)]
        if plain and not any(True for _ in self._speaking(unit)):
            self.group = (max(plain, key=lambda hit: hit.cue.weight).cue.says, unit)

    def _hear_askers(self) -> None:
        """Who asks for a change wants it."""
        for place, proposal in enumerate(self.proposals):
            number = self._number(proposal["evidence"][0][0])
            asker = self.attribution.by_name.get(proposal.get("proposer") or "")
            if asker is None or proposal["stage"] != "floated" or asker.side == "government":
                continue
            if asker.person:
                self.voices.add(asker, place, "supports", PLAIN, number)
                continue
            for actor in self._speaking(self.units[number]):
                if actor.person and actor.affiliation == asker.name:
                    self.voices.add(actor, place, "supports", PLAIN, number)

    def _number(self, start: int) -> int:
        return next(unit.number for unit in self.units if unit.span.start_char == start)

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

    def _author(self, doc: Doc) -> Actor | None:
        """Whose opinion the article is, where it is a column: who signs it."""
        article = doc._.article or {}
        if article.get("kind") != "opinion":
            return None
        signed = (self.attribution.by_name.get(name) for name in article.get("byline") or ())
        first = next((actor for actor in self.actors.in_span(0, min(len(doc), _BYLINE)) if actor.person), None)
        return next((actor for actor in signed if actor is not None), first)

    def _in_own_words(self, unit: Sentence) -> list[Actor]:
        """Those outside government whose speech the sentence gives: theirs are the words that lean.

        A body's words count only where it is quoted word by word: reports put its aims in words like these.
        """
        if self.author is not None and not any(True for _ in self._speaking(unit)):
            return [self.author]
        direct = [actor for actor, _ in self._quoted(unit)]
        heard = [actor for actor in self._speaking(unit) if actor.person or actor in direct]
        return [actor for actor in heard if actor.side != "government"]

    def _quoted(self, unit: Sentence) -> list[tuple[Actor, int]]:
        """Those whom the sentence quotes word by word, with the number of tokens."""
        span = unit.span
        lengths: Counter[str] = Counter()
        for start, end, name in self.attribution.direct:
            if start < span.end and end > span.start:
                lengths[name] += min(end, span.end) - max(start, span.start)
        return [
            (actor, length)
            for name, length in sorted(lengths.items())
            if (actor := self.attribution.by_name.get(name)) is not None
        ]

    def _actors(self, unit: Sentence, token: Token) -> list[Actor]:
        """Whose words or view the cue is: the quotation's speaker, the verb's subject, else the sentence's voice."""
        quoted = self._speaker_at(token)
        if quoted is not None:
            return [quoted]
        if self.author is not None:
            return [self.author]
        found = [] if _is_advice(token) else self._subject(token)
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
        if _is_participle(token):  # "a move branded a retreat by the Greens", which parsers take for active
            found = self._after_by(token)
            if found:
                return found
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
            if verb.dep_ == "conj" and subject is not None:
                break  # a clause joined on speaks of its own subject
            verb = verb.head
        return []

    def _after_by(self, verb: Token) -> list[Actor]:
        """The actors behind a "by" that follows the participle."""
        for token in verb.subtree:
            if token.i > verb.i and token.lower_ == "by":
                found = self.actors.all_of(next((child for child in token.children if child.dep_ == "pobj"), None))
                if found:
                    return found
        return []


def _is_participle(token: Token) -> bool:
    """A verb's form in -ed without a subject of its own, behind the noun that it says something of."""
    return (
        token.pos_ == "VERB"
        and token.lower_.endswith("ed")
        and token.i > 0
        and subject_of(token) is None
        and (token.doc[token.i - 1].pos_ in ("NOUN", "PRON"))
    )


def _is_advice(token: Token) -> bool:
    """ "They should think again": the subject is who is told, and not who says it."""
    return any(child.lower_ in ("should", "must", "ought") for child in token.children)


def _governed(token: Token) -> list[Token]:
    """What a verb of stance governs: its object, what its prepositions lead to, or the subject of its passive."""
    found: list[Token] = []
    for child in token.children if token.pos_ in ("VERB", "AUX", "NOUN") else ():
        if child.dep_ in ("dobj", "prep", "xcomp", "pobj", "nsubjpass") and not _is_by(child):
            found.extend(child.subtree)
    if token.dep_ == "acl":
        found.extend(below for below in token.head.subtree if below.i < token.i)
    return found


def _says_of_noun(token: Token) -> bool:
    """ "An idea backed by the surgeons": the proposal is told in the same breath."""
    return token.dep_ in ("acl", "relcl") and token.head.lemma_.lower() in _IDEAS


def _rivals(doc: Doc) -> frozenset[str]:
    """Those who speak for a party that does not govern: its shadow ministers, spokesmen and leaders."""
    return frozenset(
        values["name"]
        for span in doc.spans.get("people", ())
        if (values := span._.person) and _RIVAL.search(values.get("role") or "")
    ) & frozenset(actor.name for actor in Actors(doc).in_span(0, len(doc)) if actor.side in ("party", "opposition"))


def _is_by(token: Token) -> bool:
    """The "by" of a passive, also where the parser takes it for a plain preposition."""
    return token.dep_ == "agent" or (token.dep_ == "prep" and token.lower_ == "by" and token.head.tag_ == "VBN")


def _opens_speech(unit: Sentence) -> bool:
    """ "The minister said:" as a line of its own: how government announcements bring in those who like them."""
    return bool(re.search(r"\b(?:said|added|commented):\s*$", unit.text)) and not unit.quoted


def _token_at(span: Span, place: int) -> Token | None:
    return next((token for token in span if token.idx + len(token) > place), None)
