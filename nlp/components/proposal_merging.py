"""Statements about the same change, in headline, lead and later paragraphs, become one record."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from spacy.tokens import Token

from nlp.components.proposal_scoring import Candidate, word_class
from nlp.word_lists import lexicon

#: Scores: an article needs one statement as plain as this, or it proposes nothing …
GATE = -0.7
#: … then others of it may be as faint as this.
ENOUGH = -1.1
#: Share of the smaller statement's content, weighted by rarity in the article, that two must have in common.
SAME = 0.5
_GENERIC = frozenset(
    [
        "new",
        "year",
        "time",
        "people",
        "way",
        "part",
        "number",
        "other",
        "many",
        "more",
        "most",
        "last",
        "next",
        "first",
        "government",
        "country",
    ]
)


@dataclass(slots=True)
class Record:
    """One change: the statements that say it, the plainest first found among them."""

    members: list[Candidate]
    terms: set[str] = field(default_factory=set)

    @property
    def best(self) -> Candidate:
        """The plainest statement; of equals the first."""
        return max(self.members, key=lambda member: (member.score, -member.number))


def merged(candidates: Sequence[Candidate]) -> list[Record]:
    """The records of an article, in the order in which they are first said."""
    if max((candidate.score for candidate in candidates), default=GATE - 1) < GATE:
        return []
    spread = Counter(term for candidate in candidates for term in terms_of(candidate))
    records: list[Record] = []
    for candidate in candidates:
        if candidate.score < ENOUGH:
            continue
        terms = terms_of(candidate)
        best, likeness = None, 0.0
        for record in records:
            alike = _likeness(terms, record.terms, spread)
            if alike > likeness:
                best, likeness = record, alike
        if best is not None and likeness >= SAME and not candidate.item:
            best.members.append(candidate)
            best.terms |= terms
        else:
            records.append(Record(members=[candidate], terms=set(terms)))
    return records


def _likeness(left: set[str], right: set[str], spread: Counter[str]) -> float:
    def weight(terms: set[str]) -> float:
        return sum(1 / math.sqrt(1 + spread[term]) for term in terms)

    smaller = min(weight(left), weight(right))
    return weight(left & right) / smaller if smaller else 0.0


def terms_of(candidate: Candidate) -> set[str]:
    """The content of a statement's change: lemmas of its clause, without plan words, actors and numbers."""
    if candidate.frame is None:
        return _content(list(candidate.sentence))
    tokens = list(candidate.frame.verb.subtree)
    if candidate.frame.subject is not None:
        tokens += list(candidate.frame.subject.subtree)
    return _content(tokens) or _content(list(candidate.sentence))


def _content(tokens: Sequence[Token]) -> set[str]:
    terms = set()
    for token in tokens:
        lemma = token.lemma_.lower()
        if token.pos_ not in ("NOUN", "PROPN", "ADJ", "VERB") or token.is_stop or len(lemma) < 3:
            continue
        if lemma in _GENERIC or lemma in lexicon("plan_nouns") or word_class(token) == "state":
            continue
        if token.pos_ == "VERB" and lemma in (
            "say",
            "tell",
            "announce",
            "make",
            "give",
            "have",
            "take",
            "get",
            "set",
            "put",
        ):
            continue
        terms.add(lemma)
    return terms
