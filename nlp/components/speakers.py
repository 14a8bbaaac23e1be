"""Who a speaker is: the person or body that a noun phrase names or stands for, or the group as written."""

import re

from spacy.tokens import Doc, Span, Token

from nlp.word_lists import lexicon

_DOCUMENTS = lexicon("documents")
_SPOKESMEN = re.compile(r"spokes(?:man|woman|person|people|men|women)s?$|^(?:press )?officer$", re.IGNORECASE)
_SINGULAR = {"he", "she", "him", "her"}
_PLURAL = {"it", "they", "them", "its"}
_NOBODY = {
    "this", "that", "these", "those", "there", "what", "which", "everything", "nothing", "something", "one", "all",
    "evidence", "fact", "sign", "signs", "move", "decision", "plan", "plans", "proposal", "proposals", "change",
    "changes", "time", "result", "results", "event", "events", "history", "experience", "reason", "thing", "idea",
    "issue", "question", "problem", "year", "week", "day", "case", "hope", "fear", "concern", "concerns", "act",
    "bill", "law", "rule", "rules", "section", "clause", "regulations", "order",
}  # fmt: skip
_FIRST = {"i", "we", "you"}


class Speakers:
    """Resolves heads of noun phrases in one Doc; asked in text order, it remembers who spoke last."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.person_at: dict[int, Span] = {}
        self.body_at: dict[int, Span] = {}
        for name, table in (("people", self.person_at), ("bodies", self.body_at)):
            for span in doc.spans.get(name, ()):
                for place in range(span.start, span.end):
                    table[place] = span
        self.bodies = sorted(doc.spans.get("bodies", ()), key=lambda span: span.start)
        self.last_person: str | None = None
        self.last_body: str | None = None
        self.last: str | None = None

    def phrase(self, head: Token) -> tuple[int, int]:
        """First token and end of the noun phrase, without a determiner, relative clause or apposition."""
        start, end = head.left_edge.i, head.i + 1
        for kid in head.children:
            if kid.i > head.i and kid.dep_ in ("prep", "cc", "conj", "punct", "nmod", "flat", "compound"):
                if kid.dep_ == "punct" or kid.i != end:
                    break
                end = kid.right_edge.i + 1
        while start < head.i and (self.doc[start].pos_ in ("DET", "PUNCT", "CCONJ", "SPACE")):
            start += 1
        return start, end

    def name(self, head: Token) -> str | None:
        """The canonical name of who the phrase under ``head`` is; None for nobody who could speak."""
        name = self._name(head)
        if name is not None:
            self.last = name
        return name

    def _name(self, head: Token) -> str | None:
        names: list[str] = []
        for part in [head, *_joined(head)]:
            one = self._one(part)
            if one is not None and one not in names:
                names.append(one)
        return "; ".join(names) or None

    def _one(self, head: Token) -> str | None:
        lower = head.lower_
        person = self._person(head)
        if person is not None:
            self.last_person = person
            return person
        if lower in _SINGULAR:
            return self.last_person
        body = self._body(head)
        if body is not None:
            self.last_body = body
            return body
        if lower in _PLURAL:
            return self.last_body or self.last
        if head.lemma_.lower() in _DOCUMENTS:
            return self._publisher(head)
        if lower in _NOBODY or head.lemma_.lower() in _NOBODY or lower in _FIRST:
            return None
        if head.pos_ not in ("NOUN", "PROPN", "PRON", "NUM", "ADJ"):
            return None
        start, end = self.phrase(head)
        return self.doc[start:end].text.replace("\n", " ") if end > start else None

    def _person(self, head: Token) -> str | None:
        """A person at the head, in apposition to it, or of whom it is the spokesman."""
        if head.i in self.person_at:
            return _known(self.person_at[head.i], "person")
        spokesman = _SPOKESMEN.search(head.text) is not None
        for place in range(head.left_edge.i, min(head.right_edge.i + 1, head.i + 30)):
            span = self.person_at.get(place)
            if span is None:
                continue
            if _relation(self.doc[place], head) in ("appos", "compound", "nmod"):
                return _known(span, "person")
            if spokesman and self.body_at.get(place) is None and _relation(self.doc[place], head) in ("pobj", "poss"):
                return _known(span, "person")
        return None

    def _body(self, head: Token) -> str | None:
        if head.i in self.body_at:
            return _known(self.body_at[head.i], "body")
        if _SPOKESMEN.search(head.text):
            inside = self._bodies_in(head)
            return inside[0] if inside else self.last_body
        before = [span for place in range(head.left_edge.i, head.i) if (span := self.body_at.get(place)) is not None]
        if before and head.lower_ in ("officials", "sources", "inspectors", "bosses", "chiefs", "ministers", "staff"):
            return _known(before[-1], "body")
        return None

    def _bodies_in(self, head: Token) -> list[str]:
        found: list[str] = []
        for place in range(head.left_edge.i, min(head.right_edge.i + 1, head.i + 20)):
            if place in self.body_at and (name := _known(self.body_at[place], "body")):
                found.append(name)
        return found

    def _publisher(self, head: Token) -> str | None:
        """Whose document it is: a body in its own phrase, else the one named last before it."""
        inside = self._bodies_in(head)
        if inside:
            return inside[0]
        person = next(
            (self.person_at[i] for i in range(head.left_edge.i, head.right_edge.i + 1) if i in self.person_at), None
        )
        if person is not None:
            return _known(person, "person")
        before = [span for span in self.bodies if span.end <= head.i]
        if before:
            return _known(before[-1], "body")
        return self.last_body or (self.doc[slice(*self.phrase(head))].text if head.pos_ == "NOUN" else None)


def _known(span: Span, extension: str) -> str | None:
    values = span._.get(extension) or {}
    return values.get("name") or None


def _joined(head: Token) -> list[Token]:
    """The other heads of "the Tories and the Liberal Democrats"."""
    found = []
    for kid in head.children:
        if kid.dep_ == "conj" and kid.pos_ in ("NOUN", "PROPN"):
            found += [kid, *_joined(kid)]
    return found


def _relation(token: Token, head: Token) -> str:
    """How ``token`` hangs on ``head``: the last arc's label that is not a name's own."""
    steps = 0
    while token.head.i != head.i and token.head.i != token.i and steps < 12:
        token, steps = token.head, steps + 1
    return token.dep_ if token.dep_ != "prep" else "pobj"
