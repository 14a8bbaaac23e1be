"""Who appears in an article, in text order: its people and bodies, and who of them has spoken so far."""

import re
from bisect import bisect_left

from spacy.tokens import Doc, Span, Token

from nlp.components.noun_phrases import gender, is_subject

FAR = 500  # tokens that a pronoun looks back over
_DEFINITE = {"the", "our", "its", "his", "her", "their", "that", "this"}


class Cast:
    """The people and bodies of one Doc by their places; ``heard`` adds to those who spoke."""

    def __init__(self, doc: Doc, inside: bytearray) -> None:
        self.doc = doc
        self.inside = inside  # one flag a token: inside quotation marks
        self.person_at: dict[int, Span] = {}
        self.body_at: dict[int, Span] = {}
        self.pronoun_at: dict[int, str] = {}
        self.roles: dict[str, set[str]] = {}  # person -> words of their roles
        self.genders: dict[str, str] = {}
        self.affiliations: dict[str, str] = {}
        self.first: dict[str, int] = {}  # where each person is first named
        #: (place, name) of people and of bodies that are subjects outside quotation marks: who the text is about
        self.people: list[tuple[int, str]] = []
        self.bodies: list[tuple[int, str]] = []
        self.media: list[tuple[int, str]] = []
        self.names: set[str] = set()  # of bodies that are no class of them
        self.opening = _opening(doc)
        self._fill()
        self.spoken: list[tuple[int, str]] = []  # people
        self.said: list[tuple[int, str]] = []  # bodies and groups
        self.voices: set[int] = set()  # where mentions of those who spoke begin

    def _fill(self) -> None:
        for span in self.doc.spans.get("people", ()):
            values = span._.person or {}
            name = values.get("name")
            if not name:
                continue
            if values.get("how") == "pronoun":
                self.pronoun_at[span.start] = name
                continue
            for place in range(span.start, span.end):
                self.person_at[place] = span
            self.first.setdefault(name, span.start)
            self.roles.setdefault(name, set()).update(re.findall(r"[\w-]+", (values.get("role") or "").lower()))
            if values.get("affiliation"):
                self.affiliations.setdefault(name, values["affiliation"])
            if not self.genders.get(name):
                self.genders[name] = gender(name, span.text, self.doc[max(0, span.start - 2) : span.start].text)
            if not self.inside[span.start] and is_subject(span.root):
                self.people.append((span.start, name))
        for span in self.doc.spans.get("bodies", ()):
            name = (span._.body or {}).get("name")
            for place in range(span.start, span.end):
                self.body_at[place] = span
            if not name or self.inside[span.start] or span.label_ == "generic":
                continue
            (self.media if span.label_ == "media" else self.bodies).append((span.start, name))
            if span.label_ != "media":
                self.names.add(name)
        self.people.sort()
        self.bodies.sort()
        self.media.sort()

    def heard(self, place: int, name: str, *, person: bool, voice: bool) -> None:
        """Remember that somebody spoke at a token; a spokesman is both a person and the body's ``voice``."""
        if person or voice:
            self.spoken.append((place, name))
        if not person:
            self.said.append((place, name))
        self.voices.add(self.person_at[place].start if place in self.person_at else place)

    def definite(self, head: Token) -> bool:
        """Whether a phrase says that the reader knows which: "the chair", "Ofsted's chief"."""
        first = self.doc[head.left_edge.i]
        return first.lower_ in _DEFINITE or (first.pos_ == "PROPN" and first.i < head.i)

    def next_subject(self, head: Token) -> str | None:
        """The person whom the next sentence names for the first time as its subject."""
        end = head.sent.end
        index = bisect_left(self.people, (end, ""))
        if index >= len(self.people) or end >= len(self.doc):
            return None
        place, name = self.people[index]
        return name if place < self.doc[end].sent.end and self.first[name] >= place else None


def phrase(doc: Doc, head: Token) -> tuple[int, int]:
    """First token and end of the noun phrase, without a determiner, relative clause or apposition."""
    start, end = head.left_edge.i, head.i + 1
    for kid in head.children:
        if kid.i > head.i and kid.dep_ in ("prep", "nmod", "flat", "compound"):
            if kid.i != end:
                break
            end = kid.right_edge.i + 1
    end = min(end, head.i + 12)
    while start < head.i and (doc[start].pos_ in ("DET", "PUNCT", "CCONJ", "SPACE")):
        start += 1
    return start, end


def _opening(doc: Doc) -> int:
    """The end of the first sentence that is no heading."""
    headings = {span.start for span in doc.spans.get("blocks", ()) if span.label_ == "heading"}
    return next((sentence.end for sentence in doc.sents if sentence.start not in headings), 0)
