"""The words of a record: its plainest statement that says by itself what changes, as a short verb phrase."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Span, Token

from nlp.components.antecedents import Antecedents
from nlp.components.evidence_sentences import Sentence
from nlp.components.frame_kinds import kind_of
from nlp.components.phrases import Phrases, Piece, apart, as_text, is_bare, is_policy, words
from nlp.components.proposal_frames import Frame, frames, verb_of
from nlp.components.proposal_merging import Record
from nlp.components.proposal_scoring import Candidate
from nlp.components.verb_phrases import NOTHING, VerbPhrases, Wording
from nlp.proposal_words import effect_verbs
from nlp.word_lists import lexicon

LONGEST = 18  # words of an action
_ORDERS = frozenset({"require", "oblige", "force", "ask", "allow", "order", "make", "let", "help", "ensure", "review"})
_MORE = frozenset(
    {"better", "more", "new", "greater", "higher", "fewer", "extra", "free", "tougher", "wider", "stronger"}
)
_ASKED_ABOUT = frozenset({"consultation", "consult", "view", "evidence", "comment"})
_BACK = 3
_STARTS = (("not", "bring", "in"), ("not", "introduce"), ("not", "implement"), ("not", "start"), ("not", "begin"))


@dataclass(frozen=True, slots=True)
class Action:
    """What changes, in words that can be had shorter."""

    pieces: tuple[Piece, ...]

    def __str__(self) -> str:
        return self.within(LONGEST)

    def put_off(self) -> "Action":
        """A step that is "not brought in" by its day, as the delay that it is."""
        told = tuple(piece.text for piece in self.pieces[:3])
        for start in _STARTS:
            if told[: len(start)] == start:
                rest = self.pieces[len(start) :]
                ends = [i for i, piece in enumerate(rest[:-1]) if (piece.text, rest[i + 1].text) == ("after", "all")]
                return Action((*words("delay"), *apart(rest[: ends[0]] if ends else rest)))
        return self

    def within(self, most: int) -> str:
        """The action in at most about so many words."""
        return as_text(self.pieces, most=most)


class RecordWording:
    """Words the records of one article."""

    def __init__(self, phrases: Phrases, units: Sequence[Sentence], led: frozenset[int]) -> None:
        self.phrases, self.led = phrases, led  # the numbers of the items whose list opens with what asks for a verb
        self.antecedents = Antecedents(self.phrases)
        self.verbs = VerbPhrases(self.phrases, self.antecedents)
        self.units = units

    def of(self, record: Record) -> Action | None:
        """The record's action; None where no statement of it says by itself what changes."""
        vague = None
        for found in self._found(record):
            if _reads(found) and not found.vague:
                return Action(_without_tail(found.pieces))
            if _reads(found) and found.pieces[0].text in effect_verbs():  # "pause the plan", but not "publish the plan"
                vague = vague or found
        return Action(vague.pieces) if vague is not None else None

    def named(self, record: Record) -> Action | None:
        """The thing that a record without a verb of change is about, as what would be brought in."""
        member = record.best
        asked = [
            child
            for token in member.sentence
            if token.lemma_.lower() in _ASKED_ABOUT
            for prep in token.children
            if prep.dep_ == "prep" and prep.lower_ in ("on", "about", "into")
            for child in prep.children
        ]
        subjects = [token for token in member.sentence if token.dep_ in ("nsubj", "nsubjpass")]
        head = next((noun for noun in [*asked, *subjects, member.sentence.root] if noun.pos_ == "NOUN"), None)
        if (
            head is None
            or head.lemma_.lower() in lexicon("state_actors")
            or not (asked or is_policy(head))
            or is_bare(head)
        ):
            return None
        kept = self.phrases.kept(head)
        return Action((*words("bring in"), *apart(self.phrases.pieces(kept, first=member.sentence[0]))))

    def _found(self, record: Record) -> Iterator[Wording]:
        """The wordings of a record, the plainest statement's first."""
        others = sorted(
            (member for member in record.members if member is not record.best and member.kind == "content"),
            key=lambda member: (-member.score, member.number),
        )
        for member in [record.best, *others]:
            yield from self._of(member)
        yield from self._beside(record.best)

    def _of(self, member: Candidate) -> Iterator[Wording]:
        before = [unit.span for unit in self.units[max(0, member.number - _BACK) : member.number]]
        if member.item:
            yield self._item(self._whole(member), led_in=member.number in self.led)
        first = _unmarked(member.sentence)[0]
        seen = [member.frame] if member.frame is not None else []
        for frame in [*seen, *(frame for frame in member.frames if frame != member.frame)]:
            yield _forbidding(frame, self.verbs.of(frame, before=before, first=first))
        if member.item:
            yield self._thing(member.sentence)

    def _beside(self, member: Candidate) -> Iterator[Wording]:
        """What the sentence's other verbs say: the named thing of "they also plan a supremo", an item's modal."""
        before = [unit.span for unit in self.units[max(0, member.number - _BACK) : member.number]]
        for frame in frames(member.sentence):
            told = member.item and frame.mood in ("will", "would", "should", "may")
            content = not member.item and kind_of(frame) == "content" and frame.mood in ("will", "would", "plan")
            if told or content or (frame.named and frame.object is not None and not _is_paper(frame)):
                yield self.verbs.of(frame, before=before, first=member.sentence[0])

    def _whole(self, member: Candidate) -> Span:
        """The item to its end, where the parser has cut it in two: "expand | the academies programme"."""
        span, number = member.sentence, member.number
        while (
            span[-1].text not in (".", ";", "!", "?")
            and number + 1 < len(self.units)
            and self.units[number + 1].block == self.units[number].block
            and self.units[number + 1].kind == "item"
            and self.units[number + 1].span.start - span.end < 2
            and self.units[number + 1].text[:1].islower()
        ):
            number += 1
            span = span.doc[span.start : self.units[number].span.end]
        return span

    def _item(self, span: Span, *, led_in: bool) -> Wording:
        """A list's item by its own verb: "require every area to …", "Plans to be set up in all areas"."""
        tokens = _unmarked(span)
        if len(tokens) < 2:
            return NOTHING
        first, after = tokens[0], tokens[1]
        lemma = verb_of(first) if first.pos_ in ("VERB", "AUX") else first.lower_
        known = lemma in effect_verbs() or lemma in _ORDERS
        named = first.tag_ == "VBN" or first.dep_ in ("amod", "compound", "nmod", "nsubj", "nsubjpass")
        noun = after.pos_ == "ADP" and first.tag_ not in ("VB", "VBZ")
        modal = any(token.tag_ == "MD" and token.head.dep_ not in ("relcl", "ccomp", "advcl") for token in tokens)
        told = any(token.tag_ == "MD" for token in tokens)  # "maintained schools would be bound": no order
        if first.tag_ in ("VBN", "VBD") and told:
            return NOTHING
        if led_in and not modal and first.pos_ not in ("DET", "PRON") and first.tag_ not in ("NNS", "NNPS"):
            known, named, noun = True, False, False
        if known and not (named or noun) and after.dep_ not in ("auxpass", "punct"):
            rest = [token for token in tokens[1:] if self._said(token, first)]
            return Wording((*words(lemma), *apart(self.phrases.pieces(rest))), whole=bool(rest))
        for place in range(1, len(tokens) - 2):
            if (
                _last_root(span) > tokens[place].i + 2
                or tokens[place].lower_ != "to"
                or any(_is_verb(token) for token in tokens[:place])
            ):
                continue
            nouns = self.phrases.pieces(tokens[:place], first=first)
            if tokens[place + 1].lower_ == "be" and tokens[place + 2].pos_ == "VERB":
                rest = [token for token in tokens[place + 3 :] if self._said(token, tokens[place + 2])]
                return Wording((*words(verb_of(tokens[place + 2])), *self._particle(tokens[place + 2]), *nouns,
                                *apart(self.phrases.pieces(rest))), whole=True)  # fmt: skip
            if not told and tokens[place + 1].tag_ == "VB" and tokens[place - 1].lemma_.lower() in lexicon("affected"):
                rest = [token for token in tokens[place + 1 :] if self._said(token, tokens[place + 1])]
                return Wording((*words("have"), *nouns, *apart(self.phrases.pieces(rest))), whole=True)
        return NOTHING

    def _said(self, token: Token, verb: Token) -> bool:
        """Whether a word of an item belongs to what is to be done, not to a day, an aside or a second verb."""
        if token.dep_ == "prt" and token.head == verb:
            return token.i == verb.i + 1 and not any(child.dep_ == "auxpass" for child in verb.children)
        place = token
        for _ in range(12):
            if place == verb or place.head == place:
                return True
            ordered = place.dep_ == "advcl" and place.head == verb and place.left_edge.lower_ == "to"
            if place.dep_ != "punct" and not ordered and place.i > verb.i and not self.phrases.stays(place):
                return False
            if place.dep_ in ("conj", "cc") and place.head == verb:
                return False
            place = place.head
        return True

    def _particle(self, verb: Token) -> list[Piece]:
        return words(" ".join(child.lower_ for child in verb.children if child.dep_ == "prt"))

    def _thing(self, span: Span) -> Wording:
        """An item that only names its plan: "Better access to advice", "Legal aid changes"."""
        root = span.root
        if root.pos_ not in ("NOUN", "PROPN"):
            return NOTHING
        better = any(child.lower_ in _MORE for child in root.children)
        if not (better or is_policy(root)):
            return NOTHING
        says = "provide" if any(child.lower_ in _MORE - {"new"} for child in root.children) else "bring in"
        return Wording(
            (*words(says), *apart(self.phrases.pieces(self.phrases.kept(root), first=_unmarked(span)[0]))), True
        )


def _forbidding(frame: Frame, found: Wording) -> Wording:
    """ "it is illegal to sell them": what is done is what may not be done."""
    near = [frame.verb.head, *frame.verb.head.children] if frame.verb.dep_ in ("xcomp", "ccomp", "advcl") else []
    word = next((token.lower_ for token in near if token.lower_ in ("illegal", "unlawful")), None)
    if word is None or not found.pieces or frame.negated:
        return found
    return replace(found, pieces=(*words(f"make it {word} to"), *apart(found.pieces)))


def _without_tail(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """The pieces without what other fields hold: "come into force", "although not existing ones"."""
    told = [piece.text for piece in pieces]
    for place in range(3, len(pieces) - 2):
        in_force = told[place : place + 3] in (["come", "into", "force"], ["comes", "into", "force"])
        if in_force or told[place] in ("although", "though", "except"):
            return pieces[:place]
    return pieces


def _reads(wording: Wording) -> bool:
    return wording.whole and len(as_text(wording.pieces, most=LONGEST).split()) > 1


def _is_paper(frame: Frame) -> bool:
    """Whether what is put forward is a step on the way, or what others answered: "consider all responses"."""
    weighed = frame.verb.lemma_ in ("consider", "seek", "publish", "reveal", "outline")
    thing = frame.object
    return thing is None or weighed or thing.lemma_.lower() in lexicon("generic_plans")


def _last_root(span: Span) -> int:
    """The place of the root of an item, the last of them where it is parsed as several sentences."""
    return max(token.i for token in span if token.head == token or token.head.i not in range(span.start, span.end))


def _is_verb(token: Token) -> bool:
    """Whether a word is a verb, and not the "plans" of "children's plans"."""
    return token.pos_ in ("VERB", "AUX") and not (token.i > 0 and token.nbor(-1).tag_ == "POS")


def _unmarked(span: Span) -> list[Token]:
    """An item's words without its mark and its last stop."""
    tokens = [token for token in span if not token.is_space]
    while tokens and (
        tokens[0].is_punct or tokens[0].text in ("•", "●", "*", "-") or tokens[0].text.rstrip(".)").isdigit()
    ):
        tokens.pop(0)
    while tokens and tokens[-1].is_punct:
        tokens.pop()
    return tokens or list(span)
