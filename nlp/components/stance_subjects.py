"""Which of an article's proposals a voice speaks of."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from spacy.tokens import Doc, Token

from nlp.components.evidence_sentences import Sentence
from nlp.components.stance_voices import Voice, is_by

_STEM = 6


#: What it takes off that the article is mainly about another proposal, and how soon it takes off all of that.
_MAIN, _STEEP = 2.0, 3.0
#: What it adds that a proposal was told last, or in the same section, and each word shared.
_TOLD_LAST, _SECTION, _WORD = 1.0, 2.0, 0.5
#: Words that a sentence must share with another proposal beyond those shared with its voice's first one.
_MARGIN = 2.0
#: How often a word need be said to count most, and what a word said once counts.
_OFTEN, _THEME = 6, 0.3
#: Words of an action, and the share of them, that name it.
_NAMED, _MOST = 2, 0.45


class Subjects:
    """The proposals of an article by their words; one of them is its main one."""

    def __init__(self, doc: Doc, proposals: Sequence[dict[str, Any]], units: Sequence[Sentence]) -> None:
        self.proposals = proposals
        self.actions = [_stems(proposal["action"]) for proposal in proposals]
        self.terms = [
            _terms_of(doc, proposal) | action for proposal, action in zip(proposals, self.actions, strict=True)
        ]
        spread = Counter(term for terms in self.terms for term in terms)
        self.rarity = {term: 1 / count for term, count in spread.items()}
        self.told = sorted(
            (start, place) for place, proposal in enumerate(proposals) for start, *_ in proposal["evidence"]
        )
        self.headings = [unit.span.start_char for unit in units if unit.kind == "heading"]
        self.sections = [
            {bisect_right(self.headings, start) for start, *_ in proposal["evidence"]} for proposal in proposals
        ]
        self.weights = self._weights(units)
        self.main = max(range(len(proposals)), key=self.weights.__getitem__)

    def _weights(self, units: Sequence[Sentence]) -> list[float]:
        """How much the article is about each proposal: told early and often, in the words that it says most."""
        said = Counter(term for unit in units for term in terms(unit.span))

        def weight(place: int) -> float:
            proposal = self.proposals[place]
            theme = sum(min(said[term], _OFTEN) for term in self.actions[place]) / max(1, len(self.actions[place]))
            told = min(len(proposal["evidence"]), 3)
            asked = 1 if proposal["stage"] == "floated" else 0
            return _THEME * theme + 0.6 * told - 0.7 * place - asked

        return [weight(place) for place in range(len(self.proposals))]

    def of_voice(self, voice: Voice, among: Sequence[int]) -> int:
        """The one of these places that the voice speaks of most."""
        links = [self.shared(statement.unit) for statement in voice.statements.values()]
        last = Counter(self._last_told(statement.unit) for statement in voice.statements.values())
        heard = {bisect_right(self.headings, s.unit.span.start_char) for s in voice.statements.values()}

        def about(place: int) -> float:
            return (
                max(-_MAIN, _STEEP * (self.weights[place] - self.weights[self.main]))
                + _TOLD_LAST * min(last[place], 3) / 3
                + _SECTION * (len(self.headings) > 1 and bool(heard & self.sections[place]))
                + _WORD * sum(link[place] for link in links)
            )

        return max(among, key=about)

    def of_sentence(self, unit: Sentence, first: int) -> int | None:
        """The proposal that the sentence shares clearly more words with than with the voice's first one, if any."""
        about = self.shared(unit)
        last = self._last_told(unit)
        if last is not None:
            about[last] += _TOLD_LAST
        best = max(range(len(about)), key=about.__getitem__)
        return best if about[best] >= about[first] + _MARGIN else None

    def shared(self, unit: Sentence) -> list[float]:
        """How much each proposal shares with the sentence: its words, each by how few proposals have it."""
        words = terms(unit.span)
        return [sum(self.rarity[word] for word in words & of_it) for of_it in self.terms]

    def _last_told(self, unit: Sentence) -> int | None:
        """The proposal told last, in the sentence itself or before it."""
        before = bisect_right(self.told, (unit.span.start_char, len(self.proposals)))
        return self.told[before - 1][1] if before else None

    def named(self, cue: Token) -> int | None:
        """The proposal that what the verb governs names: by most of its own words, or of the action's."""
        words = terms(_governed(cue))
        best, most = None, _MOST
        for place, action in enumerate(self.actions):
            shared = len(action & words)
            share = shared / min(len(words), len(action)) if shared >= _NAMED else 0.0
            if share > most:
                best, most = place, share
        return best


def _governed(token: Token) -> list[Token]:
    """What a verb of stance governs: its object, what its prepositions lead to, or the subject of its passive."""
    found: list[Token] = []
    for child in token.children if token.pos_ in ("VERB", "AUX", "NOUN") else ():
        if child.dep_ in ("dobj", "prep", "xcomp", "pobj", "nsubjpass") and not is_by(child):
            found.extend(child.subtree)
    if token.dep_ == "acl":
        found.extend(below for below in token.head.subtree if below.i < token.i)
    return found


def _stems(text: str) -> set[str]:
    return {word[:_STEM] for word in re.findall(r"[a-z-]{4,}", text.lower())}


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
