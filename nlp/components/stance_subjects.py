"""Which of an article's proposals a sentence speaks of."""

import re
from bisect import bisect
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from spacy.tokens import Doc, Token

from nlp.components.actors import Actor
from nlp.components.evidence_sentences import Sentence
from nlp.components.stance_sides import Sides

#: What a proposal other than the article's main one must share with a sentence beyond what the main one shares.
MARGIN = 1.6
_SAME_SECTION = 2.0
_STEM = 6
#: Words of an action, and the share of them, that name it.
_NAMED, _MOST = 2, 0.45
_CALLS = frozenset({"call", "demand", "suggestion", "idea", "request", "amendment", "campaign", "plea", "appeal"})
_WHOSE = frozenset({"their", "her", "his", "its"})
_UNDOING = re.compile(
    r"\b(?:unpick|undo|scrap|repeal|abolish|revers|dismantl|take\saway|do\saway|get\srid)", re.IGNORECASE
)
_UNDONE = 1.5


class Subjects:
    """The proposals of an article by their words; one of them is its main one."""

    def __init__(self, doc: Doc, proposals: Sequence[dict[str, Any]], units: Sequence[Sentence], sides: Sides) -> None:
        self.proposals, self.sides = proposals, sides
        self.actions = [
            {word[:_STEM] for word in re.findall(r"[a-z-]{4,}", proposal["action"].lower())} for proposal in proposals
        ]
        self.headings = [unit.span.start_char for unit in units if unit.kind == "heading"]
        self.sections = [self._section(proposal["evidence"][0][0]) for proposal in proposals]
        self.terms = [_terms_of(doc, proposal) for proposal in proposals]
        spread = Counter(term for terms in self.terms for term in terms)
        self.weight = {term: 1 / count for term, count in spread.items()}
        self.main = self._main((doc._.article or {}).get("headline", ""))

    def _main(self, headline: str) -> int:
        """The proposal that the article is about: what its headline shares words with, else the first."""
        words = {word.lower()[:_STEM] for word in re.findall(r"[A-Za-z-]{4,}", headline)}

        def about(place: int) -> float:
            proposal = self.proposals[place]
            shared = len({term[:_STEM] for term in self.terms[place]} & words)
            told = min(len(proposal["evidence"]), 2)
            asked = 1 if proposal["stage"] == "floated" else 0
            return 0.7 * min(shared, 2) + 0.5 * told - 0.7 * place - asked

        return max(range(len(self.proposals)), key=about)

    def meant(
        self,
        unit: Sentence,
        actor: Actor,
        stance: str,
        of: Sequence[Token] = (),
        among: Sequence[int] | None = None,
        *,
        apposed: bool = False,
    ) -> int | None:
        """The place of the proposal: the main one, unless the sentence shares clearly more words with another.

        ``of`` is what the verb of stance governs ("backed *the plan to …*"); ``among`` the places that may be meant;
        ``apposed``
        that the sentence tells it in the same breath ("the plan, an idea backed by …").
        Who attacks does not attack what their own side proposes. None where no proposal may be meant.
        """
        places = list(range(len(self.proposals))) if among is None else list(among)
        if stance in ("opposes", "concerned"):
            places = [place for place in places if not self.sides.own(actor, place)]
        if not places:
            return None
        named = self._called_for(unit, of, places)
        if named is None:
            named = self._named(of, places)
        if named is None and apposed:
            named = next((place for place in places if self._told(unit, place)), None)
        if named is not None:
            return named
        words = terms(unit.span)
        section = self._section(unit.span.start_char)
        undoing = bool(_UNDOING.search(unit.text))
        main = self.main if self.main in places else places[0]
        best, most = main, self._shared(words, main) + MARGIN + self._near(section, main)
        for place in places:
            if self._told(unit, place) and place != main and not self.sides.own(actor, place):
                continue  # the sentence would be measured against itself
            shared = self._shared(words, place) + self._near(section, place)
            if undoing and self.proposals[place].get("effect") == "undo":
                shared += _UNDONE
            if shared > most:
                best, most = place, shared
        return best

    def _named(self, of: Sequence[Token], places: Sequence[int]) -> int | None:
        """The proposal that what the verb governs names: by most of its own words, or of the action's."""
        words = terms(of)
        best, most = None, _MOST
        for place in places:
            shared = len(self.actions[place] & words)
            share = shared / min(len(words), len(self.actions[place])) if shared >= _NAMED else 0.0
            if share > most:
                best, most = place, share
        return best

    def _told(self, unit: Sentence, place: int) -> bool:
        return any(start == unit.span.start_char for start, *_ in self.proposals[place]["evidence"])

    def _called_for(self, unit: Sentence, of: Sequence[Token], places: Sequence[int]) -> int | None:
        """The proposal told last before the sentence, where "their demand" or "her call" takes it up."""
        taken_up = any(
            token.lemma_.lower() in _CALLS and any(child.lower_ in _WHOSE for child in token.children) for token in of
        )
        if not taken_up:
            return None
        before = [
            (start, place)
            for place in places
            for start, *_ in self.proposals[place]["evidence"]
            if start < unit.span.start_char
        ]
        return max(before)[1] if before else None

    def _section(self, place: int) -> int:
        return bisect(self.headings, place)

    def _near(self, section: int, place: int) -> float:
        """A story of several sections speaks in each of what that section tells."""
        return _SAME_SECTION if len(self.headings) > 1 and self.sections[place] == section else 0.0

    def _shared(self, words: set[str], place: int) -> float:
        return sum(self.weight[word] for word in words & self.terms[place])


def _terms_of(doc: Doc, proposal: dict[str, Any]) -> set[str]:
    found: set[str] = set()
    for start, end, *_ in proposal["evidence"]:
        span = doc.char_span(start, end, alignment_mode="expand")
        if span is not None:
            found |= terms(span)
    return found


def terms(tokens: Iterable[Token]) -> set[str]:
    """The stems of words with a meaning of their own."""
    return {
        token.lemma_.lower()[:_STEM]
        for token in tokens
        if token.pos_ in ("NOUN", "VERB", "ADJ") and not token.is_stop and len(token) > 2
    }
