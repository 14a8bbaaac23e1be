"""The words for whom a change meets: "every school in England" -> "schools in England"."""

import re

from spacy.tokens import Doc, Token

from nlp.components.phrases import Phrases, as_text

_LONGEST = 9  # words
_LONGEST_CLAUSE = 12  # words
_WITH = frozenset({"of", "in", "with", "for", "under", "over", "from", "on", "without", "aged", "above", "below"})
_EACH = frozenset({"every", "each", "any", "no"})
_LEFT_OUT = ("DET", "PUNCT", "CCONJ", "SPACE", "ADP", "ADV", "NUM", "PART", "SCONJ", "PRON", "SYM", "X")
_PLURALS = {"child": "children", "person": "people", "man": "men", "woman": "women", "staff": "staff"}
_AGES = re.compile(r"^(?:(?:under|over)-?\d{1,3}s|[\w-]+-year-olds)$", re.IGNORECASE)
_COUNTED = re.compile(r"^\d{1,2}s$")


class TargetPhrases:
    """Puts the people and bodies of one article into short noun phrases."""

    def __init__(self, phrases: Phrases) -> None:
        self.phrases = phrases
        self._bodies = _named_bodies(phrases.doc)

    def of(self, head: Token) -> str:
        """The full name of a body, else the noun phrase in short, in the plural where any one of a class is meant."""
        if (name := self._bodies.get(head.i)) is not None:
            return name
        if is_age_group(head) and head.text[:1].isdigit() and head.i > 0:
            return f"{head.nbor(-1).lower_}-{head.text}"
        if head.lower_ == "olds":
            return _compound_before(head)
        doc, start, end = head.doc, head.left_edge.i, head.i + 1
        each = any(child.lower_ in _EACH for child in head.children) and head.tag_ == "NN"
        while start < head.i and _is_left_out(doc[start]):
            start += 1
        while end < len(doc) and end - start < _LONGEST and _goes_on(doc[end - 1], doc[end]):
            end += 1
        whole = end > head.i + 1
        tokens = list(doc[start:end])
        if any("\n" in token.text for token in tokens):
            tokens = [head]
        text = as_text(self.phrases.pieces(tokens, first=head.sent[0]), most=_LONGEST)
        if each and not whole:
            text = text.removesuffix(head.text) + plural(head.text) if text.endswith(head.text) else text
        beside = next((child for child in head.rights if child.dep_ in ("prep", "relcl", "acl")), None)
        if not whole and beside is not None and beside.left_edge.i == end and self._tells(beside):
            more = as_text(self.phrases.pieces(self.phrases.kept(beside)), most=_LONGEST)
            text = f"{text} {more}" if len(more.split()) > 1 else text
            after = next((child for child in head.rights if child.dep_ == "relcl"), None)
            if beside.dep_ == "prep" and after is not None and after.left_edge.i == beside.right_edge.i + 1:
                more = as_text(self.phrases.pieces(self.phrases.kept(after)), most=_LONGEST)
                text = f"{text} {more}" if self._tells(after) else text
        return text

    def _tells(self, beside: Token) -> bool:
        """Whether what follows says which of the class are meant, and is short."""
        size = len(self.phrases.kept(beside))
        if beside.dep_ == "prep":
            return beside.lower_ in _WITH and size < _LONGEST and self.phrases.stays(beside)
        finite = beside.dep_ == "relcl" and beside.left_edge.lower_ in ("who", "that", "which", "whose")
        described = beside.dep_ == "acl" and beside.tag_ in ("VBN", "VBG")
        return (finite or described) and size <= _LONGEST_CLAUSE and self.phrases.stays(beside)


def is_age_group(token: Token) -> bool:
    """Whether a word names people by their age: "under-16s", "two-year-olds"."""
    if token.i > 0 and token.nbor(-1).lower_ in ("under", "over") and _COUNTED.match(token.text):
        return True  # "under 16s"
    if token.lower_ == "olds":
        return True  # "two-year-olds", cut at its hyphens
    return _AGES.match(token.text) is not None


def _compound_before(token: Token) -> str:
    """A word with what is joined to it by hyphens, and the adjectives before: "disadvantaged two-year-olds"."""
    start = token.i
    while start > 0 and not token.doc[start - 1].whitespace_:
        start -= 1
    while start > 0 and token.doc[start - 1].pos_ == "ADJ":
        start -= 1
    return token.doc[start : token.i + 1].text


def plural(noun: str) -> str:
    """The plural of a common noun."""
    lower = noun.lower()
    if lower in _PLURALS:
        return _PLURALS[lower]
    if lower.endswith(("one", "body")) and lower[:3] in ("any", "som", "eve"):
        return noun
    if lower.endswith("y") and lower[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if lower.endswith(("s", "x", "ch", "sh")) else "s")


def _named_bodies(doc: Doc) -> dict[int, str]:
    """Token -> the canonical name of the body that it belongs to; classes of bodies are left out."""
    return {
        i: span._.body["name"]
        for span in doc.spans.get("bodies", ())
        if span.label_ != "generic" and span._.body
        for i in range(span.start, span.end)
    }


def _is_left_out(token: Token) -> bool:
    whose = token.dep_ == "poss" and token.pos_ != "NOUN"
    if token.dep_ == "advmod" and token.head.dep_ == "amod":
        return False  # "newly qualified teachers"
    return whose or token.pos_ in _LEFT_OUT or token.dep_ in ("case", "neg") or not token.text.strip("•●*-–—")


def _goes_on(last: Token, after: Token) -> bool:
    """Whether a name of several nouns goes on: "youth offending teams", however it is parsed."""
    if last.tag_ not in ("NN", "NNP", "VBG") or last.text.endswith("s"):
        return False
    following = after.nbor(1) if after.i + 1 < len(after.doc) else after
    named = after.pos_ == "PROPN" and last.pos_ == "PROPN"
    return named or after.pos_ == "NOUN" or (after.tag_ == "VBG" and following.tag_ == "NNS")
