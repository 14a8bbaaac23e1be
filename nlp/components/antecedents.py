"""What "it", "them" and "the duty" stand for: the noun phrase, named in full earlier in the article."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from spacy.tokens import Span, Token

from nlp.components.phrases import Phrases, Piece, is_bare, is_policy, length
from nlp.word_lists import lexicon

ONE = frozenset({"it", "this", "that", "one"})
MANY = frozenset({"them", "they", "these", "those"})
#: What is not told from others by the words that another mention of it has.
_LOOSE = frozenset({"law", "act", "bill", "legislation", "system", "policy", "government", "report", "number", "order"})
_BACK = 3  # sentences that an antecedent may lie before its pronoun
_LONGEST = 9  # words that stand for one
_FARTHEST = 1500  # tokens that a full name may lie before its short form
_SUBJECTS = ("nsubjpass", "nsubj", "dobj", "dative", "attr", "pobj")
_NEVER = frozenset(
    {"year", "month", "week", "day", "time", "people", "person", "way", "number", "percent", "cent", "pound", "thing",
     "today", "case", "point", "example", "fact", "problem", "concern", "news", "report", "survey", "million", "lot"}
)  # fmt: skip


class Antecedents:
    """Finds what stands behind the short words of one article."""

    def __init__(self, phrases: Phrases) -> None:
        self.phrases = phrases
        self._full: defaultdict[str, list[Token]] = defaultdict(list)
        for token in phrases.doc:
            if token.pos_ == "NOUN" and _is_named_in_full(token):
                self._full[token.lemma_.lower()].append(token)
        doc = phrases.doc
        self._actors = {
            i
            for group in ("people", "bodies")
            for span in doc.spans.get(group, ())
            if group == "people" or span.label_ != "generic"
            for i in range(span.start, span.end)
        }

    def pieces(self, token: Token, before: Sequence[Span]) -> list[Piece] | None:
        """The words that a pronoun or a bare noun stands for; None where it names itself, or nothing is sure.

        ``before`` are the sentences of the article up to the token's own, the nearest last.
        """
        meant = self.of(token, before)
        if meant is None:
            return None
        tokens = self.phrases.kept(meant, without=token)
        if token.tag_ not in ("PRP", "DT"):
            tokens = _told_apart(meant, tokens)
        found = self.phrases.pieces(tokens, first=meant.sent[0])
        while length(found) > _LONGEST:
            ends = [i for i, piece in enumerate(found) if piece.opens and i > 0]
            if not ends:
                return None
            found = found[: ends[-1]]
        return found

    def of(self, token: Token, before: Sequence[Span]) -> Token | None:
        """The head of the noun phrase that is meant."""
        word = token.lower_
        if token.tag_ in ("PRP", "DT") and (word in ONE or word in MANY):
            if word == "those" and any(child.dep_ in ("relcl", "acl", "prep") for child in token.children):
                return None
            meant = self._noun(token, before, many=word in MANY)
            return None if meant is None else (self._named_in_full(meant) or meant)
        return self._named_in_full(token) if token.pos_ == "NOUN" and is_policy(token) else None

    def _named_in_full(self, noun: Token) -> Token | None:
        """The nearest earlier mention of the same thing that says which it is."""
        if not is_bare(noun) or noun.lemma_.lower() in lexicon("affected"):
            return None
        known = self._full.get(noun.lemma_.lower(), ())
        earlier = [full for full in known if noun.i - _FARTHEST < full.i < noun.i and full.tag_ == noun.tag_]
        return earlier[-1] if earlier else None

    def _noun(self, pronoun: Token, before: Sequence[Span], *, many: bool) -> Token | None:
        """The subject, else the object, of the same sentence before the pronoun, or of the sentences before it."""
        for place, sentence in enumerate([pronoun.sent, *reversed(before[-_BACK:])]):
            found = [
                noun
                for noun in _nouns(sentence)
                if (place > 0 or (noun.i < pronoun.i and not _shares_clause(noun, pronoun)))
                and noun.i < pronoun.i
                and not noun.is_ancestor(pronoun)
                and self._fits(
                    noun, many=many, animate=pronoun.lower_ in ("them", "they"), doer=pronoun.lower_ == "they"
                )
            ]
            if place > 0:
                found = [noun for noun in found if noun.dep_ in _SUBJECTS[:3]]
            if found:
                return min(found, key=lambda noun: (_SUBJECTS.index(noun.dep_) // 2, not is_policy(noun), noun.i))
        return None

    def _fits(self, noun: Token, *, many: bool, animate: bool, doer: bool) -> bool:
        lemma = noun.lemma_.lower()
        if noun.pos_ not in ("NOUN", "PROPN") or lemma in _NEVER or noun.like_num:
            return False
        if many:
            plural = noun.tag_ in ("NNS", "NNPS") or any(child.dep_ == "conj" for child in noun.children)
            return plural and ((animate and lemma in lexicon("affected")) or (is_policy(noun) and not doer))
        whose = lemma in lexicon("state_actors") or lemma in lexicon("affected")
        if noun.tag_ in ("NNS", "NNPS") or whose or noun.i in self._actors:
            return False
        return is_policy(noun) or noun.dep_ in ("nsubj", "nsubjpass")


def _is_named_in_full(noun: Token) -> bool:
    """Whether a noun has words of its own that tell which it is."""
    if not is_policy(noun) or any(child.lower_ in ("same", "that", "such") for child in noun.children):
        return False
    return noun.lemma_.lower() not in _LOOSE and any(
        (child.dep_ == "compound" and child.lemma_.lower() not in lexicon("state_actors"))
        or (child.dep_ == "prep" and child.lower_ in ("of", "on", "for") and child.i == noun.i + 1)
        or (child.dep_ == "acl" and child.left_edge.i == noun.i + 1 and child.left_edge.lower_ == "to")
        for child in noun.children
    )


def _told_apart(noun: Token, tokens: Sequence[Token]) -> list[Token]:
    """The noun with what stands before it and the one complement that tells it from others."""
    after = noun.doc[noun.i + 1] if noun.i + 1 < len(noun.doc) else None
    kept = [token for token in tokens if token.i <= noun.i]
    for child in noun.rights:
        if after is not None and child.left_edge.i == after.i and child.dep_ in ("prep", "acl"):
            return kept + [token for token in tokens if token == child or child.is_ancestor(token)]
    return kept


def _nouns(sentence: Span) -> Iterator[Token]:
    return (token for token in sentence if token.dep_ in _SUBJECTS)


def _shares_clause(noun: Token, pronoun: Token) -> bool:
    """A verb's object is not its own subject: "the cap will limit it"."""
    return noun.head == pronoun.head
