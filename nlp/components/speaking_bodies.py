"""Which body speaks: by its name, its spokesman or officials, its kind ("the charity"), or as "it" and "they"."""

import re
from bisect import bisect_left

from spacy.tokens import Token

from nlp.components.cast import FAR, Cast
from nlp.components.noun_phrases import is_subject, known
from records.bodies import register

SPOKESMEN = re.compile(r"spokes(?:man|woman|person|people|men|women)s?$", re.IGNORECASE)
STAFF = frozenset(
    {"official", "source", "inspector", "boss", "chief", "minister", "staff", "officer", "insider", "adviser",
     "researcher", "academic"}
)  # fmt: skip
PARTIES = frozenset(body.name for body in register() if body.kind == "party")
_PAPERS = {"paper", "newspaper", "magazine"}
_KINDS = {
    "charity": ("charity",),
    "union": ("union",),
    "party": ("party",),
    "council": ("council",),
    "authority": ("council",),
    "department": ("department",),
    "ministry": ("department",),
    "watchdog": ("regulator",),
    "regulator": ("regulator",),
    "inspectorate": ("regulator",),
    "association": ("association",),
    "company": ("company",),
    "firm": ("company",),
    "court": ("court",),
}


class SpeakingBodies:
    """Finds the body that a phrase speaks for in one article."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.doc = cast.doc

    def of(self, head: Token) -> str | None:
        """The body under the head of a phrase, or the one that it speaks for."""
        if _is_bare_party(head) and (party := self._party(head)) is not None:
            return party
        if head.i in self.cast.body_at:
            return known(self.cast.body_at[head.i], "body")
        if SPOKESMEN.search(head.text):
            of_party = any(kid.dep_ == "compound" and _is_bare_party(kid) for kid in head.children)
            own = self._party(head) if of_party else self._inside(head)
            return own or self._whose(head) or self._modifier(head) or self.before(head.i)
        if head.lemma_.lower() in STAFF:
            before = [place for place in range(head.left_edge.i, head.i) if place in self.cast.body_at]
            if before:
                return known(self.cast.body_at[before[-1]], "body")
            if (inside := self._inside(head)) is not None:
                return inside
        if head.lower_ in ("judges", "justices"):
            return self.by_kind(head, "court")
        if head.lower_ in ("mps", "peers", "members"):
            return self._committee(head)
        return None

    def _committee(self, head: Token) -> str | None:
        """The committee whose members they are: named shortly before, or after an opening sentence."""
        bodies = self.cast.bodies
        index = bisect_left(bodies, (head.i, "")) - 1
        while index >= 0 and bodies[index][0] > head.i - FAR // 3:
            if "ommittee" in bodies[index][1]:
                return bodies[index][1]
            index -= 1
        if head.sent.start <= self.cast.opening:
            for place, name in bodies[bisect_left(bodies, (head.i, "")) :][:4]:
                if place < head.i + FAR // 8 and "ommittee" in name:
                    return name
        return None

    def by_kind(self, head: Token, word: str = "") -> str | None:
        """ "the alliance", "the charity": the body named last that has the word in its name, or is of that kind."""
        word = word or head.lemma_.lower()
        if word in _PAPERS:
            index = bisect_left(self.cast.media, (head.i, "")) - 1
            return self.cast.media[index][1] if index >= 0 and self.cast.media[index][0] > head.i - FAR else None
        kinds, index = _KINDS.get(word, ()), bisect_left(self.cast.bodies, (head.i, "")) - 1
        while index >= 0 and self.cast.bodies[index][0] > head.i - 2 * FAR:
            place, name = self.cast.bodies[index]
            if re.search(rf"\b{re.escape(word)}\b", name.lower()) or self.cast.body_at[place].label_ in kinds:
                return name
            index -= 1
        return None

    def _party(self, head: Token) -> str | None:
        """ "the party": whose subject or speaker the text was last about, not whom it was last set against."""
        bodies = self.cast.bodies
        best = (-1, "")
        index = bisect_left(bodies, (head.left_edge.i, "")) - 1
        while index >= 0 and bodies[index][0] > head.i - FAR // 2:
            span = self.cast.body_at[bodies[index][0]]
            if span.label_ == "party" and span.root.lower_ != "party" and _leads_subject(span.root):
                best = bodies[index]
                break
            index -= 1
        for places in (self.cast.spoken, self.cast.people):
            end = bisect_left(places, (head.i, ""))
            for place, name in reversed(places[max(0, end - 6) : end]):
                of = self.cast.affiliations.get(name, "")
                if place > best[0] and of in PARTIES:
                    best = (place, of)
                    break
        return best[1] or None

    def _modifier(self, head: Token) -> str | None:
        """The name before "spokesman" that nothing else took for a body's."""
        before = [kid.text for kid in head.children if kid.dep_ in ("compound", "nmod") and kid.pos_ == "PROPN"]
        return before[-1] if before else None

    def near(self, place: int) -> str | None:
        """The body named last before a token, in the same sentence: what "which says" is about."""
        index = bisect_left(self.cast.bodies, (place, "")) - 1
        if index >= 0 and self.cast.bodies[index][0] >= max(self.doc[place].sent.start, place - 20):
            return self.cast.bodies[index][1]
        return None

    def _whose(self, head: Token) -> str | None:
        """The department of "a spokesman for the department"."""
        for link in head.children:
            if link.dep_ == "prep":
                for noun in link.children:
                    if noun.dep_ == "pobj":
                        name = (self._party(noun) if _is_bare_party(noun) else None) or self.by_kind(noun)
                        if name is not None:
                            return name
        return None

    def _inside(self, head: Token) -> str | None:
        for place in range(head.left_edge.i, min(head.right_edge.i + 1, head.i + 20)):
            if place in self.cast.body_at and (name := known(self.cast.body_at[place], "body")):
                return name
        return None

    def before(self, place: int, *, many: bool = False) -> str | None:
        """The body that spoke last, or that was named last since then; a group as well where there are ``many``."""
        bodies = self.cast.bodies
        index = bisect_left(bodies, (place, "")) - 1
        while index >= 0 and not is_subject(self.cast.body_at[bodies[index][0]].root):
            index -= 1
            if index >= 0 and bodies[index][0] < place - FAR:
                index = -1
        named = bodies[index] if index >= 0 else None
        spoke = next(
            (
                one
                for one in reversed(self.cast.said[-20:])
                if one[0] < place and (one[1] in self.cast.names or (many and self._is_many(one[0])))
            ),
            None,
        )
        latest = max([one for one in (named, spoke) if one is not None], default=None)
        if latest is None:
            any_before = bisect_left(bodies, (place, "")) - 1
            return bodies[any_before][1] if any_before >= 0 else None
        return latest[1]

    def named_next(self, head: Token) -> str | None:
        """ "A report says …": the body that is named first, as a subject, in the sentence after an opening one."""
        end, bodies = head.sent.end, self.cast.bodies
        index = bisect_left(bodies, (end, ""))
        if (
            head.sent.start > self.cast.opening
            or index >= len(bodies)
            or any(name == bodies[index][1] for _, name in bodies[:index])
        ):
            return None
        place, name = bodies[index]
        span = self.cast.body_at[place]
        near = place < self.doc[end].sent.end and is_subject(span.root)
        return name if near and span.label_ not in ("party", "department") and name != "UK Government" else None

    def _is_many(self, place: int) -> bool:
        token = self.doc[place]
        return token.tag_ in ("NNS", "NNPS") or token.lower_ in ("they", "them")


def _is_bare_party(token: Token) -> bool:
    """ "the party", "a party spokesman", and not the end of a party's name."""
    named = token.i > 0 and token.nbor(-1).pos_ == "PROPN"
    return token.lower_ == "party" and not named and token.left_edge.lower_ not in ("another", "other", "rival")


def _leads_subject(token: Token) -> bool:
    """Whether a name is a subject, or stands before one: "Labour's health spokesman Ann Marlow said"."""
    steps = 0
    while token.dep_ in ("compound", "nmod", "poss", "amod") and token.head.i != token.i and steps < 4:
        token, steps = token.head, steps + 1
    return is_subject(token)
