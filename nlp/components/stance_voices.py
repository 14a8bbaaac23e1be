"""Who speaks in an article, and each sentence in which they are heard: quoted, or told of in words of a stance."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from nlp.components.actors import Actor
from nlp.components.attribution import Attribution
from nlp.components.evidence_sentences import Sentence
from nlp.components.proposal_frames import subject_of
from nlp.components.stance_signs import Sign, signs_in

#: Tokens of one quotation that are more than a scrap.
AT_LENGTH = 6
#: Tokens in which a column names its author.
_BYLINE = 12
_REPORTERS = re.compile(r"\b(?:correspondents?|reporters?|editors?|journalists?|presenters?)\b", re.IGNORECASE)
_SIDE_NOUNS = frozenset({"opponent", "critic", "supporter", "backer"})


@dataclass(slots=True)
class Statement:
    """One sentence in which a voice is heard."""

    unit: Sentence
    direct: int = 0  # tokens quoted word by word
    reported: int = 0  # tokens of reported speech
    signs: list[Sign] = field(default_factory=list)


@dataclass(slots=True)
class Voice:
    """An actor and all that they are heard to say."""

    actor: Actor
    statements: dict[int, Statement] = field(default_factory=dict)  # by the sentence's number

    def at(self, unit: Sentence) -> Statement:
        """What the voice says in the sentence."""
        return self.statements.setdefault(unit.number, Statement(unit))

    @property
    def at_length(self) -> bool:
        """Whether the voice is quoted word by word, and not in scraps alone."""
        return any(statement.direct >= AT_LENGTH for statement in self.statements.values())

    @property
    def signs(self) -> list[Sign]:
        """The signs of all statements."""
        return [sign for statement in self.statements.values() for sign in statement.signs]


def voices(doc: Doc, units: Sequence[Sentence], attribution: Attribution) -> dict[str, Voice]:
    """The voices of the article by name, in the order in which they are first heard; those who report it left out."""
    return _Listener(doc, units, attribution).voices()


class _Listener:
    def __init__(self, doc: Doc, units: Sequence[Sentence], attribution: Attribution) -> None:
        self.doc, self.units, self.attribution = doc, units, attribution
        self.actors = attribution.actors
        self.quotations = self._quotations()
        self.author = self._author()
        self.heard: dict[str, Voice] = {}
        media = {span._.body["name"] for span in doc.spans.get("bodies", ()) if span.label_ == "media" and span._.body}
        self.reporters = media | {
            values["name"]
            for span in doc.spans.get("people", ())
            if (values := span._.person)
            and (_REPORTERS.search(values.get("role") or "") or values.get("affiliation") in media)
        }

    def voices(self) -> dict[str, Voice]:
        for unit in self.units:
            if unit.kind != "heading":
                self._hear(unit)
        told = self.reporters - {self.author.name if self.author is not None else ""}
        return {name: voice for name, voice in self.heard.items() if name not in told}

    def _voice(self, actor: Actor) -> Voice:
        return self.heard.setdefault(actor.name, Voice(actor))

    def _hear(self, unit: Sentence) -> None:
        speakers: dict[str, Actor] = {}
        for direct, length, actor in self._quoted(unit):
            statement = self._voice(actor).at(unit)
            statement.direct += length if direct else 0
            statement.reported += 0 if direct else length
            speakers[actor.name] = actor
        for sign in signs_in(unit):
            if self._in_a_name(sign.token):
                continue
            for actor in self._in_own_words(unit, speakers) if sign.own_words else self._whose(unit, sign, speakers):
                self._voice(actor).at(unit).signs.append(sign)

    def _quoted(self, unit: Sentence) -> Iterator[tuple[bool, int, Actor]]:
        """(word by word or not, tokens, speaker) of each quotation that reaches into the sentence."""
        for start, end, direct, actor in self.quotations.get(unit.number, ()):
            yield direct, min(end, unit.span.end) - max(start, unit.span.start), actor

    def _quotations(self) -> dict[int, list[tuple[int, int, bool, Actor]]]:
        """The quotations of known speakers by the numbers of the sentences that they reach into."""
        ends = [unit.span.end for unit in self.units]
        found: dict[int, list[tuple[int, int, bool, Actor]]] = {}
        for quotation in self.doc.spans.get("quotations", ()):
            actor = self.attribution.by_name.get((quotation._.quotation or {}).get("speaker") or "")
            if actor is None:
                continue
            place = bisect_right(ends, quotation.start)
            while place < len(self.units) and self.units[place].span.start < quotation.end:
                one = (quotation.start, quotation.end, quotation.label_ == "direct", actor)
                found.setdefault(self.units[place].number, []).append(one)
                place += 1
        return found

    def _in_a_name(self, token: Token) -> bool:
        """ "The League Against Cruel Sports": words of a name tell nothing."""
        actor = self.actors.at(token)
        return actor is not None and not actor.person and actor.side != "class"

    def _author(self) -> Actor | None:
        """Whose opinion the article is, where it is a column: who signs it."""
        article = self.doc._.article or {}
        if article.get("kind") != "opinion":
            return None
        signed = (self.attribution.by_name.get(name) for name in article.get("byline") or ())
        start = self.actors.in_span(0, min(len(self.doc), _BYLINE))
        return next((actor for actor in signed if actor is not None), None) or next(
            (actor for actor in start if actor.person), None
        )

    def _in_own_words(self, unit: Sentence, speakers: dict[str, Actor]) -> list[Actor]:
        """Those whose speech the sentence gives: theirs are the words that lean.

        A body's words count only where it is quoted word by word: reports put its aims in words like these.
        """
        if self.author is not None and not speakers:
            return [self.author]
        return [actor for name, actor in speakers.items() if actor.person or self.heard[name].at(unit).direct]

    def _whose(self, unit: Sentence, sign: Sign, speakers: dict[str, Actor]) -> list[Actor]:
        """Whose words or view the cue is: the quotation's speaker, the verb's subject, else the sentence's voice."""
        token = sign.token
        if any(child.lower_ == "had" and child.dep_ == "aux" for child in token.children):
            return []  # what somebody had thought before
        quoted = self._speaker_at(token)
        if quoted is not None:
            return [quoted]
        if self.author is not None:
            return [self.author]
        if sign.of_subject and self.actors.of(subject_of(token.head)) is not None:
            return []
        found = [] if _is_advice(token) else self._subject(token)
        return found or list(speakers.values())[:1]

    def _speaker_at(self, token: Token) -> Actor | None:
        inside = [(end - start, name) for start, end, name in self.attribution.speech if start <= token.i < end]
        return self.attribution.by_name.get(min(inside)[1]) if inside else None

    def _subject(self, token: Token) -> list[Actor]:
        verb = token
        if token.pos_ in ("NOUN", "PROPN") and token.lemma_.lower() in _SIDE_NOUNS:
            return self.actors.all_of(token)
        if _is_participle(token):  # "a move branded a retreat by the Greens", which parsers take for active
            found = self._after_by(token)
            if found:
                return found
        for _ in range(5):
            agent = next((child for child in verb.children if is_by(child)), None)
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


def is_by(token: Token) -> bool:
    """The "by" of a passive, also where the parser takes it for a plain preposition."""
    return token.dep_ == "agent" or (token.dep_ == "prep" and token.lower_ == "by" and token.head.tag_ == "VBN")
