"""Parts of a sentence as words: without asides, days and sources, cut where a constituent ends."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from nlp.word_lists import lexicon

_MARKS = frozenset({"“", "”", '"', "``", "''", "(", ")", "[", "]", "–", "—", ";", ":", "•", "●", "*", "…"})
_QUOTES = frozenset({"“", "”", '"', "``", "''"})
_ASIDES = frozenset({"parataxis", "meta", "intj", "dep", "appos", "advcl"})
_CLAUSES = frozenset({"relcl", "acl"})
_LONGEST_CLAUSE = 10  # tokens
#: Words that tell when or how a thing is said, and nothing of what changes.
_ADVERBS = frozenset(
    {"also", "now", "however", "therefore", "altogether", "again", "yesterday", "today", "tomorrow", "instead", "so",
     "together", "already", "then", "later", "still", "soon", "ever", "even", "too", "finally", "quietly"}
)  # fmt: skip
#: Prepositions of time, occasion or source, whatever follows.
_OCCASIONS = frozenset({"despite", "following", "amid", "since", "during", "while", "according", "pending", "via"})
#: "under plans", "under a bill": where it is said, not what it comes under.
_SOURCES = frozenset(
    {"plan", "proposal", "bill", "act", "move", "measure", "reform", "change", "section", "clause", "initiative",
     "deal", "statement", "response", "speech", "concession", "letter", "result", "part", "spite", "wake", "light",
     "climbdown", "bid", "effort", "what", "opportunity", "regulation",
     "guidance"}
)  # fmt: skip
_TIMES = frozenset(
    {"day", "week", "month", "year", "autumn", "spring", "summer", "winter", "term", "session", "morning", "afternoon",
      "present", "future", "recess", "time"}
)  # fmt: skip
_DANGLING = frozenset(
    {"and", "or", "but", "that", "which", "who", "the", "a", "an", "of", "to", "in", "on", "for", "with", "by", "from",
     "under", "as", "at", "only", "not", "so", "than", "their", "its", "into", "over", "about", "between", "whose",
     "nor", "is", "are", "be", "if", "until", "least", "most", "when", "where", "both", "either", "what", "how"}
)  # fmt: skip
#: Constituents that a phrase can end before.
_OPENING = frozenset({"prep", "acl", "relcl", "conj", "advcl", "agent", "ccomp", "xcomp", "pcomp", "dative"})
#: Verbs that take an infinitive as what they are about: "bind schools to co-operate".
ORDERING = frozenset(
    {"bind", "require", "oblige", "force", "ask", "allow", "order", "compel", "free", "enable", "expect", "permit",
     "make", "let", "help", "encourage", "legislate", "entitle", "press", "tell", "instruct"}
)  # fmt: skip
_SHORTEST = 3  # words that a cut leaves


@dataclass(frozen=True, slots=True)
class Piece:
    """One word, or what clings to the word before it."""

    text: str
    apart: bool  # a space stands before it
    opens: bool = False  # a phrase can end before it


def words(text: str) -> list[Piece]:
    """Words of our own as pieces."""
    return [Piece(word, True) for word in text.split()]


def apart(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, the first of them after a space."""
    return [Piece(pieces[0].text, True, pieces[0].opens), *pieces[1:]] if pieces else []


def length(pieces: Iterable[Piece]) -> int:
    """How many words the pieces are."""
    return sum(piece.apart for piece in pieces)


def as_text(pieces: Sequence[Piece], *, most: int) -> str:
    """The pieces as text of at most ``most`` words, or as near to it as a constituent ends; nothing dangles."""
    kept = list(pieces)
    while length(kept) > most:
        ends = [i for i, piece in enumerate(kept) if piece.opens and length(kept[:i]) >= _SHORTEST]
        if not ends:
            break
        kept = kept[: ends[-1]]
    text = "".join((" " if piece.apart else "") + piece.text for piece in kept)
    parts = text.split()
    parts = [part for part in parts if part not in (",", "-")]
    while parts and (parts[-1].lower().strip(",") in _DANGLING or not parts[-1].strip(",.;:")):
        parts.pop()
    return " ".join(parts).replace(",,", ",").strip(" ,;:.–-—")


class Phrases:
    """Cuts phrases out of one article."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self._dated = {
            i for span in doc.spans.get("dates", ()) if not _is_span_of_time(span) for i in range(span.start, span.end)
        }
        self._named = {
            i
            for group in ("bodies", "people", "legislation")
            for span in doc.spans.get(group, ())
            if group != "bodies" or span.label_ != "generic"
            for i in range(span.start, span.end)
        }
        self._lower = {token.text for token in doc if token.is_lower}

    def kept(self, head: Token, *, keep_days: bool = False, without: Token | None = None) -> list[Token]:
        """The words of the head's constituent that say what it is, in text order; not the clause around ``without``."""
        out: list[Token] = []
        stack = [head]
        while stack:
            token = stack.pop()
            out.append(token)
            stack += [
                child
                for child in token.children
                if self.stays(child, keep_days=keep_days)
                and not (without is not None and (child == without or _around(child, without)))
            ]
        return sorted(out, key=lambda token: token.i)

    def stays(self, child: Token, *, keep_days: bool = False) -> bool:
        """Whether a constituent belongs to what its head says."""
        head = child.head
        if child.dep_ == "advcl" and head.pos_ == "NOUN" and child.left_edge.i == head.i + 1:
            return child.left_edge.lower_ == "to"  # "an offence to employ"
        if (
            (child.dep_ in _ASIDES and (child.dep_ != "dep" or child.i > head.i))
            or child.is_space
            or (child.is_punct and child.text in _MARKS)
        ):
            return False
        if child.dep_ == "punct":
            return child.text not in ("-", ".") or _is_hyphen(child)
        beside = child.left_edge.i > 0 and self.doc[child.left_edge.i - 1].text in (",", "–", "—", "-", "(")
        if child.dep_ in _CLAUSES:
            whole = child.right_edge.i - child.left_edge.i + 1
            infinitive = any(part.lower_ == "to" and part.dep_ == "aux" for part in child.children)
            return not beside and (infinitive or whole <= _LONGEST_CLAUSE)
        if child.dep_ in ("amod", "acomp") and child.i > head.i and beside:
            return False
        if child.dep_ == "conj" and child.pos_ in ("VERB", "AUX"):
            own = any(part.dep_ in ("nsubj", "nsubjpass") for part in child.children)
            return not own and child.tag_ == head.tag_
        if child.dep_ in ("advmod", "neg") and child.lower_ in _ADVERBS:
            return False
        if child.dep_ in ("npadvmod", "tmod") and child.i > head.i:
            told = any(part.lower_ in ("this", "last", "next", "each", "every", "that") for part in child.children)
            return child.i not in self._dated and not (told and child.lemma_.lower() in _TIMES)
        if child.dep_ in ("prep", "agent", "mark") and child.i > head.i:
            return self._belongs(child, keep_days=keep_days)
        return True

    def _belongs(self, prep: Token, *, keep_days: bool) -> bool:
        """Whether a prepositional phrase says what changes, not when it does or where that is said."""
        word = prep.lower_
        if word in _OCCASIONS:
            return False
        thing = next((child for child in prep.children if child.dep_ in ("pobj", "pcomp")), None)
        if thing is None:
            return prep.dep_ == "prep" and not (word in ("because", "as") and len(list(prep.children)) > 0)
        lemma = thing.lemma_.lower()
        counted = any(part.like_num or (word == "by" and part.lower_ in ("a", "an")) for part in thing.subtree)
        dated = any(part.i in self._dated for part in thing.subtree)
        if word != "of" and not keep_days and (thing.i in self._dated or (lemma in _TIMES and not counted)):
            return False
        if word in ("under", "in", "as") and lemma in _SOURCES:
            return False
        if word in ("after", "before") and not keep_days:
            return (counted and not dated) or lemma in ("parliament", "mps", "peers", "court")
        return prep.dep_ != "agent" or not self.is_actor(thing)

    def is_actor(self, noun: Token) -> bool:
        """Whether a noun names somebody who acts, and not a means."""
        lemma = noun.lemma_.lower()
        known = lemma in lexicon("state_actors") or lemma in lexicon("affected")
        return known or noun.pos_ in ("PROPN", "PRON") or noun.i in self._named

    def pieces(self, tokens: Sequence[Token], *, first: Token | None = None) -> list[Piece]:
        """The tokens as pieces, spaced as in the text where they stand side by side; ``first`` opens a sentence."""
        out: list[Piece] = []
        there = {token.i for token in tokens}
        before: Token | None = None
        for token in tokens:
            if token.is_space or (token.is_punct and token.text in _MARKS):
                continue
            joins = token.text == "," or token.dep_ == "cc"  # only between two words that both stay
            if joins and not (self._next(token, -1) in there and self._next(token, 1) in there):
                continue
            near = before is not None and before.i == token.i - 1 and not before.whitespace_
            clings = (near or token.text == ",") and bool(out)
            starts = (token.is_sent_start is True or self._next(token, -1) < token.sent.start) and self._after_end(
                token
            )
            opening = token == first or (starts and token.i - 1 not in there)
            out.append(Piece(self.word(token, opening=opening), not clings, self.opens(token)))
            before = token
        return out

    def _after_end(self, token: Token) -> bool:
        """Whether a sentence may begin with a word, whatever the parser says: not right after a word in its line."""
        before = self._next(token, -1)
        return before < 0 or self.doc[before].is_punct or self.doc[before].is_space

    def _next(self, token: Token, step: int) -> int:
        """The place of the word before or after, over quotation marks."""
        place = token.i + step
        while 0 <= place < len(self.doc) and self.doc[place].text in _QUOTES:
            place += step
        return place

    def word(self, token: Token, *, opening: bool) -> str:
        """The word as inside a sentence: the capital of a sentence's first word goes, that of a name stays."""
        lower = token.lower_
        if not opening or not token.text[:1].isupper() or not (len(token) == 1 or token.text[1:].islower()):
            return token.text
        if token.i in self._named and lower not in self._lower:
            return token.text
        common = lower in self._lower or token.pos_ != "PROPN" or lower.rstrip("s") in lexicon("affected")
        part = token.dep_ in ("compound", "amod", "det", "poss", "nmod") and not token.head.text[:1].isupper()
        known = token.ent_type_ in ("PERSON", "GPE", "NORP", "LOC")
        return lower if common or len(token) == 1 or (part and not known) else token.text

    def opens(self, token: Token) -> bool:
        """Whether a constituent to the right of its head begins with this word."""
        place = token
        while True:
            if place.dep_ in _OPENING and place.left_edge.i == token.i and place.head.i < token.i:
                ordered = place.dep_ in ("xcomp", "ccomp") and place.head.lemma_ in ORDERING
                return not ordered  # "require shops" says nothing without its infinitive
            if place.dep_ in ("cc",) and place.head.i < token.i:
                return True
            if place.head.i == place.i or place.head.left_edge.i != token.i or place.head.i < token.i:
                return False
            place = place.head


def _is_hyphen(token: Token) -> bool:
    return token.i > 0 and not token.whitespace_ and not token.nbor(-1).whitespace_


def _is_span_of_time(date: Span) -> bool:
    """ "the first six months" is what a rule counts by, and no day."""
    if not any(token.like_num or token.ent_type_ == "ORDINAL" for token in date):
        return False
    return not any(
        (len(token) == 4 and token.is_digit) or token.lower_ in lexicon("days_and_months") or token.pos_ == "PROPN"
        for token in date
    )


def _around(child: Token, verb: Token) -> bool:
    """Whether a verb stands inside a clause that hangs on its own subject."""
    return child.dep_ in _CLAUSES and child.is_ancestor(verb)


def is_bare(head: Token) -> bool:
    """ "the duty", "this plan": a definite noun with nothing to tell it from others of its kind."""
    definite = False
    following = head.doc[head.i + 1 : head.i + 3]
    if len(following) == 2 and (following[0].lower_ in ("of", "on") or _is_to(following)):
        return False  # whatever the parser hangs it on
    for child in head.children:
        if child.i > head.i and head.doc[child.left_edge.i - 1].text == ",":
            continue
        if child.lower_ in ("the", "this", "that", "these", "those"):
            definite = True
        elif child.dep_ not in ("det", "punct") and child.lower_ not in ("new", "proposed", "planned", "same"):
            return False
    return definite


def _is_to(following: Span) -> bool:
    return following[0].lower_ == "to" and following[1].tag_ == "VB"


def is_policy(token: Token) -> bool:
    """Whether a noun names a plan or a thing that policy makes."""
    lemma = token.lemma_.lower()
    return lemma in lexicon("plan_nouns") or lemma in lexicon("policy_objects")
