"""Who stands behind a word: the body or person whose mention covers it, and what side they are on."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from nlp.word_lists import lexicon

#: "General secretary" and the like: officers of a union or a firm, no ministers.
_OWN_OFFICERS = frozenset({"general", "company", "press", "private", "assistant", "branch", "honorary", "ex", "former"})
#: "A former minister has called for …": the lead keeps the name for the next sentence.
_OFFICES = frozenset(
    {"minister", "mp", "peer", "msp", "judge", "bishop", "councillor", "frontbencher", "backbencher", "chief"}
)
#: A party as the adjective of a plan or a government, in lower case.
PARTIES = {
    "conservative": "Conservative Party", "tory": "Conservative Party", "tories": "Conservative Party",
    "labour": "Labour Party", "lib": "Liberal Democrats", "liberal": "Liberal Democrats",
    "dems": "Liberal Democrats", "snp": "Scottish National Party", "ukip": "UK Independence Party",
}  # fmt: skip
_PARTY_NAMES = frozenset(entry.split(" = ")[1] for entry in lexicon("people_parties"))
#: What a noun with "the" takes up again: the kinds of the bodies that it may mean.
_ANY_GROUP = frozenset({"union", "association", "charity", "other"})
_KINDS_MEANT = {
    "union": frozenset({"union"}),
    "charity": frozenset({"charity"}),
    "association": frozenset({"association"}),
    "federation": _ANY_GROUP,
    "group": _ANY_GROUP,
    "organisation": _ANY_GROUP,
    "alliance": _ANY_GROUP,
    "watchdog": frozenset({"regulator", "agency"}),
    "regulator": frozenset({"regulator"}),
    "inspectorate": frozenset({"regulator"}),
}
_NATIONS = frozenset({"scottish", "welsh"})
_SOON = 50  # tokens
_SPEAKING_FOR = frozenset(
    {"spokesman", "spokeswoman", "spokesperson", "leader", "member", "party", "mps", "mp", "chairman", "chair"}
)


@dataclass(frozen=True, slots=True)
class Actor:
    """A body or person behind a mention."""

    name: str
    side: str  # government | parliament | opposition | party | public | outside | class
    person: bool
    start: int
    end: int
    affiliation: str | None = None
    kind: str = ""  # of a body: a BodyKind value


class Actors:
    """The bodies and people of one article, found by token."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self._at: dict[int, Actor] = {}
        kinds = _body_kinds(doc)
        for span in doc.spans.get("bodies", ()):
            values = span._.body
            if values and values.get("name"):
                side = _side_of_body(span.label_, values["name"])
                self._put(span, Actor(values["name"], side, False, span.start, span.end, kind=span.label_))
        for span in doc.spans.get("people", ()):
            values = span._.person
            if values and values.get("name"):
                side = _side_of_person(values, kinds)
                self._put(span, Actor(values["name"], side, True, span.start, span.end, values.get("affiliation")))

    def _put(self, span: Span, actor: Actor) -> None:
        for i in range(span.start, span.end):
            self._at[i] = actor

    def at(self, token: Token | None) -> Actor | None:
        """The actor whose mention covers the token."""
        return self._at.get(token.i) if token is not None else None

    def of(self, token: Token | None) -> Actor | None:
        """The actor that a noun phrase with this head stands for: a person in it before the body they speak for."""
        if token is None:
            return None
        own = self.at(token)
        if own is not None and own.person:
            return own
        if token.lower_ in (
            "government",
            "cabinet",
            "administration",
        ):  # "a Conservative government" is not the present one
            party = next((PARTIES[child.lower_] for child in token.children if child.lower_ in PARTIES), None)
            if party is not None:
                return Actor(party, "party", False, token.i, token.i + 1)
            nation = next((child.lower_ for child in token.children if child.lower_ in _NATIONS), None)
            if nation is not None and own is None:
                return Actor(f"{nation.capitalize()} Government", "government", False, token.i, token.i + 1)
        if token.lemma_.lower() in _OFFICES and any(child.lower_ in ("a", "an") for child in token.children):
            named = self._next_person(token.i)
            if named is not None:
                return named
        near = [child for child in token.children if child.dep_ in ("appos", "compound", "flat", "nmod")]
        near += [
            grandchild for child in near for grandchild in child.children if grandchild.dep_ in ("appos", "compound")
        ]
        found = [actor for child in near if (actor := self.at(child)) is not None]
        person = next((actor for actor in found if actor.person), None)
        if own is not None and own.side == "class":  # "the union Shopworkers United" is no class of bodies
            apart = any(child.dep_ == "appos" for child in token.children)
            own = next((actor for actor in found if actor.side != "class"), None if apart else own)
        if (own is None or own.side == "class") and person is None and (meant := self._meant(token)) is not None:
            return meant
        if person is not None or own is not None:
            return person or own
        if found and token.pos_ == "PROPN":
            return found[0]
        if token.lower_ in _SPEAKING_FOR:
            return next((actor for child in token.subtree if (actor := self.at(child)) is not None), None)
        return found[0] if found else None

    def _meant(self, token: Token) -> Actor | None:
        """The body named last before "the union" or "the charity", whose kind the noun says."""
        kinds = _KINDS_MEANT.get(token.lower_)
        if kinds is None or not any(child.lower_ in ("the", "its", "this") for child in token.children):
            return None
        named = self.last_before(token.i, kinds)
        if named is None:  # a lead keeps the name for the next sentence
            soon = self.in_span(token.i + 1, min(token.i + _SOON, len(self.doc)))
            named = next((actor for actor in soon if actor.kind in kinds), None)
        return named

    def last_before(self, place: int, kinds: frozenset[str]) -> Actor | None:
        """The body of one of these kinds that is mentioned last before a token."""
        for i in range(place - 1, -1, -1):
            actor = self._at.get(i)
            if actor is not None and actor.kind in kinds:
                return actor
        return None

    def _next_person(self, start: int) -> Actor | None:
        """The person named soon after, whom "a former minister" in a lead means."""
        end = min(start + _SOON, len(self.doc))
        return next((actor for actor in self.in_span(start + 1, end) if actor.person), None)

    def all_of(self, token: Token | None) -> list[Actor]:
        """The actors of a noun phrase and of those joined to it: "the party and the unions"; "critics, including X"."""
        if token is None:
            return []
        found = [actor] if (actor := self.of(token)) is not None else []
        for child in token.children:
            if child.dep_ == "conj":
                found += self.all_of(child)
            if child.dep_ == "prep" and child.lower_ == "including":
                found += [actor for named in child.children if named.dep_ == "pobj" for actor in self.all_of(named)]
        return list(dict.fromkeys(found))

    def in_span(self, start: int, end: int) -> Iterator[Actor]:
        """The actors mentioned between two tokens, each mention once, in text order."""
        last = None
        for i in range(start, end):
            actor = self._at.get(i)
            if actor is not None and actor is not last:
                yield actor
            last = actor


def _body_kinds(doc: Doc) -> dict[str, str]:
    return {span._.body["name"]: span.label_ for span in doc.spans.get("bodies", ()) if span._.body}


def _side_of_body(kind: str, name: str) -> str:
    if kind == "parliament":
        return "committee" if name.endswith("Committee") else "parliament"
    if kind in ("government", "department"):
        return "government"
    if kind in ("agency", "regulator", "council"):
        return "public"
    if kind == "party":
        return "party"
    return "class" if kind == "generic" else "outside"


def _side_of_person(values: dict[str, object], kinds: dict[str, str]) -> str:
    role = str(values.get("role") or "")
    affiliation = str(values.get("affiliation") or "")
    words = set(role.lower().replace("-", " ").split())
    abroad = bool(set(role.split()) & lexicon("foreign_adjectives"))
    if "shadow" in words or "opposition" in words:
        return "opposition"
    kind = kinds.get(affiliation, "")
    if kind == "party" or affiliation in _PARTY_NAMES:
        return "party"
    if kind in ("government", "department") or affiliation == "UK Government":
        return "government"
    # A "secretary" may be a club's: only a portfolio before the word, or a post, makes a minister of them.
    titled = words & lexicon("minister_words") and words != {"secretary"} and not abroad and not words & _OWN_OFFICERS
    if titled and (kind in ("", "parliament") or values.get("post") or "minister" in words):
        return "government"
    if kind == "parliament":
        return "parliament"
    if kind in ("agency", "regulator", "council"):
        return "public"
    if "mp" in words or "msp" in words or "peer" in words:
        return "party"
    return "outside"
