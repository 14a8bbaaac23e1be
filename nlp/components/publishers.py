"""Whose a document is: the body or person that "the report" and "new guidance" speak for."""

from bisect import bisect_left
from collections.abc import Mapping

from spacy.tokens import Doc, Span, Token

from nlp.components.noun_phrases import known, relation
from nlp.word_lists import lexicon

DOCUMENTS = lexicon("documents")
_OF = {"by", "from", "of"}
_NOT_OF = {
    "for",
    "to",
    "into",
    "about",
    "against",
    "with",
    "who",
    "which",
    "that",
}  # who ordered, got or is its subject
_NEAR = 6  # tokens after a document's name in which "published by" may stand
_LEAD = 120  # tokens after the mention of a document in an opening sentence in which its publisher may stand
_FAR = 800


class Publishers:
    """Finds the publishers of one article's documents; each mention that names one serves the others."""

    def __init__(self, doc: Doc, body_at: Mapping[int, Span], person_at: Mapping[int, Span]) -> None:
        self.doc = doc
        self.body_at = body_at
        self.person_at = person_at
        self._named: dict[str, list[tuple[int, str]]] | None = None

    def inside(self, head: Token) -> str | None:
        """The publisher in the document's own phrase: "Ofsted's report", "research by", "the Quill survey"."""
        doc = self.doc
        for place in range(head.i - 1, max(head.left_edge.i, head.i - 12) - 1, -1):
            name = self._name(place)
            if name is not None and relation(doc[place], head) in ("poss", "compound", "nmod", "amod"):
                return name
        names = [kid for kid in head.children if kid.dep_ in ("compound", "nmod") and kid.pos_ == "PROPN"]
        for place in range(head.i + 1, min(head.i + _NEAR, len(doc) - 2)):
            token = doc[place]
            if token.lower_ in _OF and (token.lower_ != "of" or place == head.i + 1):
                source = next((kid for kid in token.children if kid.dep_ == "pobj"), None)
                if source is not None and (name := self._name(source.i)) is not None:
                    return name
                break
            if token.pos_ not in ("VERB", "ADV", "PUNCT", "ADJ", "NOUN", "PROPN") or token.tag_ in ("VBD", "VBZ"):
                break
        if names and head.pos_ == "NOUN":
            return names[-1].text
        for place in range(head.i + 1, min(head.right_edge.i + 1, head.i + 20)):
            if doc[place].lower_ in _NOT_OF:
                return None
            if place in self.body_at and (name := self._name(place)) is not None:
                return name  # "a page of answers on the department's website"
        return None

    def elsewhere(self, head: Token) -> str | None:
        """The publisher that another mention of a document of that name gives; the nearest before, else after."""
        if self._named is None:
            self._named = {}
            for token in self.doc:
                if token.pos_ in ("NOUN", "PROPN") and token.lemma_.lower() in DOCUMENTS:
                    name = self.inside(token)
                    if name is not None:
                        self._named.setdefault(token.lemma_.lower(), []).append((token.i, name))
        mentions = self._named.get(head.lemma_.lower(), [])
        index = bisect_left(mentions, (head.i, ""))
        if index > 0 and mentions[index - 1][0] > head.i - _FAR:
            return mentions[index - 1][1]
        if index < len(mentions) and mentions[index][0] < head.i + _LEAD:
            return mentions[index][1]
        return None

    def _name(self, place: int) -> str | None:
        if place in self.body_at and self.body_at[place].label_ != "generic":
            return known(self.body_at[place], "body")
        return known(self.person_at[place], "person") if place in self.person_at else None
