"""Whom an office without a name means: "the home secretary", "the Ofsted chief", "the charity's director"."""

from bisect import bisect_right

from spacy.tokens import Token

from nlp.components.cast import FAR, Cast, phrase
from nlp.components.noun_phrases import known, singular
from nlp.word_lists import lexicon
from records.bodies import register

#: Heads of roles, by their last words.
PERSONS = frozenset(words[-1] for entry in lexicon("people_roles") if (words := entry.split("+")[0].split()))
#: Ranks that a text may name without a person, so that the last one spoken of is meant.
RANKS = lexicon("speaking_ranks")
#: Offices of the government, whose holder a text need not introduce.
_OFFICES = {"chancellor", "secretary", "minister", "premier"}
_NOT_NOW = {"former", "ex", "shadow", "deputy", "vice", "acting", "then"}  # not the one whom the bare office names
_STATE = {"UK Government", "Scottish Government", "Welsh Government", "HM Treasury"}


class SpeakingRoles:
    """Finds the person behind an office in one article."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.doc = cast.doc

    def holder(self, head: Token) -> str | None:
        """The one person whose role it is, else the last who may hold it."""
        if any(kid.dep_ in ("relcl", "acl") or (kid.dep_ == "prep" and kid.lower_ == "of") for kid in head.children):
            return None
        start, _ = phrase(self.doc, head)
        words = {token.lower_ for token in self.doc[start : head.i + 1] if token.pos_ in ("NOUN", "PROPN", "ADJ")}
        bodies, other = self._bodies(start, head.i)
        fitting = sorted(
            (len(role - words), name)
            for name, role in self.cast.roles.items()
            if head.lower_ in role
            and (words <= role or (self.cast.affiliations.get(name) in bodies and words - other <= role))
            and not (role & _NOT_NOW) - words
        )
        if len(fitting) == 1 or (fitting and fitting[0][0] < fitting[1][0]):
            return fitting[0][1]
        if fitting:
            return self._last({name for _, name in fitting}, head.i)
        return self._without_role(head, words, bodies) or self._last_of_rank(head, words)

    def _bodies(self, start: int, end: int) -> tuple[set[str], set[str]]:
        """The bodies named before the head of a phrase, and the words that name them."""
        names, words = set(), set()
        for token in self.doc[start:end]:
            name = None
            if token.i in self.cast.body_at:
                name = known(self.cast.body_at[token.i], "body")
            elif token.pos_ == "PROPN" and (body := register().resolve(token.text)) is not None:
                name = body.name
            if name is not None:
                names.add(name)
                words.add(token.lower_)
        return names, words

    def _without_role(self, head: Token, words: set[str], bodies: set[str]) -> str | None:
        """The last person named without a role, of the phrase's body: "the Tory leader" is whichever Tory it was."""
        if head.lemma_.lower() not in PERSONS or words & _NOT_NOW:
            return None
        if not bodies and head.lower_ in _OFFICES:
            bodies = _STATE
        roles, of = self.cast.roles, self.cast.affiliations
        return self._last({name for name in roles if not roles[name] and of.get(name) in bodies}, head.i)

    def _last(self, names: set[str], place: int) -> str | None:
        """Whichever of them spoke, or was a subject, last before a token."""
        best = (-1, "")
        for places in (self.cast.people, self.cast.spoken):
            index = bisect_right(places, (place, "")) - 1
            while index >= 0 and places[index][0] > max(best[0], place - FAR):
                if places[index][1] in names:
                    best = places[index]
                    break
                index -= 1
        return best[1] or None

    def _last_of_rank(self, head: Token, words: set[str]) -> str | None:
        """The last who spoke or was a subject: whom "the minister" means where nobody's role is given."""
        if (
            head.lemma_.lower() not in RANKS
            or "prime" in words
            or self.doc[head.left_edge.i].lower_ not in ("the", "that")
        ):
            return None
        found = []
        for places in (self.cast.spoken, self.cast.people):
            index = bisect_right(places, (head.i, "")) - 1
            if index >= 0:
                found.append(places[index])
        latest = max(found, default=(-FAR, ""))
        return latest[1] if latest[0] > head.i - FAR // 2 else None

    def named_next(self, head: Token) -> str | None:
        """ "The country's top judge has said …": who opens an article unnamed is the next sentence's subject."""
        if not singular(head) or head.pos_ != "NOUN" or head.sent.start > self.cast.opening:
            return None
        person = head.lemma_.lower() in PERSONS | RANKS
        return self.cast.next_subject(head) if person else None
