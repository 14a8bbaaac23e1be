"""Does this proposal continue that policy? The likeness of two statements, and its reasons in words."""

import itertools
import math
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from records.records import Statement
from tracking.terms import rarity, stem, words

#: What counts how much: the thing changed, whom it binds, by what means. The sentence that says it speaks of
#: much else, so it counts only where the action has too few telling words of its own.
_ACTION, _TARGET, _INSTRUMENT, _SENTENCE = 1.0, 0.4, 0.2, 0.3
_FEW = 2
_NEIGHBOURS = 0.7  # two telling words side by side, against one
_SAME_LEGISLATION = 0.1  # what a shared act or bill adds to a likeness that is there already, as a share of it
_SAME_BODY = 0.05
_OTHER_TARGET = 0.2  # what is lost where neither speaks of those whom the other binds
#: One article seldom makes two records of one policy, and its proposals share much of its language.
_SAME_ARTICLE = 0.4
JOIN_AT = 0.4  # set on annotated articles: see evals/

_TELLING = 8  # words that a statement is found by
_TITLE_WORD = r"(?:[A-Z][\w’'-]+|\([A-Z][^)]*\))"
_NAMED = re.compile(
    rf"\b{_TITLE_WORD}(?:,? (?:(?:and|of|for|the|to) )*{_TITLE_WORD})* ?"
    r"(?:Bill|Act|Regulations|Order|Scheme|Code|Fund|Programme|Charter)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What a statement is compared by; made once."""

    statement: Statement
    weights: dict[str, float]
    norm: float
    surface: dict[str, str] = field(repr=False)  # stem -> the word as the statement has it
    legislation: frozenset[str]
    instruments: dict[str, str]  # named bills, schemes, funds: in lower case -> as written
    target: frozenset[str]
    bodies: frozenset[str]  # with the ids of their predecessors and successors

    @property
    def key(self) -> str:
        """The statement's key."""
        return self.statement.key

    def telling(self) -> list[str]:
        """Its most telling words, the most telling first: what it is looked up by."""
        single = [term for term in self.weights if " " not in term]
        return sorted(single, key=lambda term: (-self.weights[term], term))[:_TELLING]


def profile(statement: Statement, lineage: Callable[[str], frozenset[str]]) -> Profile:
    """The statement's profile; ``lineage`` gives a body's own id with those before and after it."""
    proposal = statement.proposal
    weights: dict[str, float] = {}
    surface: dict[str, str] = {}
    sentence = proposal.evidence[0].text if proposal.evidence and len(words(proposal.action)) < _FEW else ""
    fields = ((proposal.action, _ACTION), (proposal.target, _TARGET), (proposal.instrument, _INSTRUMENT))
    for text, weight in (*fields, (sentence, _SENTENCE)):
        _weigh(text or "", weight, weights, surface)
    return Profile(
        statement=statement,
        weights=weights,
        norm=math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0,
        surface=surface,
        legislation=frozenset(citation.canonical for citation in proposal.legislation if citation.canonical),
        instruments={
            name.lower(): name
            for text in (proposal.instrument or "", proposal.action)
            for name in (found.strip().removeprefix("The ") for found in _NAMED.findall(text))
            if " " in name
        },
        target=frozenset(words(proposal.target or "")),
        bodies=frozenset(id for body in statement.body_ids for id in lineage(body)),
    )


def _weigh(text: str, weight: float, weights: dict[str, float], surface: dict[str, str]) -> None:
    stems = words(text)
    for word in re.findall(r"[^\W\d_][^\W_]*(?:['’-][^\W_]+)*", text):
        for part in word.split("-"):
            surface.setdefault(stem(part), word.lower())
    for term in stems:
        weights[term] = max(weights.get(term, 0.0), weight * rarity(term))
    for left, right in itertools.pairwise(stems):
        pair = f"{left} {right}" if left < right else f"{right} {left}"
        weights[pair] = max(weights.get(pair, 0.0), _NEIGHBOURS * weight * rarity(pair))


def likeness(a: Profile, b: Profile) -> float:
    """How surely both are about one policy question; JOIN_AT and more is taken for yes."""
    small, large = (a, b) if len(a.weights) <= len(b.weights) else (b, a)
    shared = sum(weight * large.weights.get(term, 0.0) for term, weight in sorted(small.weights.items()))
    score = shared / (a.norm * b.norm)
    if a.legislation & b.legislation or a.instruments.keys() & b.instruments.keys():
        score *= 1 + _SAME_LEGISLATION
    if a.bodies & b.bodies:
        score *= 1 + _SAME_BODY
    if a.target and b.target and not (a.target & b.weights.keys() or b.target & a.weights.keys()):
        score *= 1 - _OTHER_TARGET
    if a.statement.article_id == b.statement.article_id:
        score -= _SAME_ARTICLE
    return min(score, 1.0)


def reasons(a: Profile, b: Profile, body_name: Callable[[str], str]) -> tuple[str, ...]:
    """Why the two are like each other, in lines for a reader, the weightiest first."""
    told = []
    shared = {
        term: a.weights[term] * b.weights[term] for term in a.weights.keys() & b.weights.keys() if " " not in term
    }
    if shared:
        best = sorted(shared, key=lambda term: (-shared[term], term))
        told.append("share: " + ", ".join([*dict.fromkeys(b.surface.get(term, term) for term in best)][:5]))
    titles = {c.canonical: c.title for p in (a, b) for c in p.statement.proposal.legislation if c.title}
    told += [f"both name {titles.get(id) or id}" for id in sorted(a.legislation & b.legislation)]
    shown = " ".join(told).lower()
    named = sorted(a.instruments.keys() & b.instruments.keys())
    told += [f"both name the {a.instruments[name]}" for name in named if name not in shown]
    own, other = set(a.statement.body_ids) & a.bodies, set(b.statement.body_ids) & b.bodies
    if own & other:
        told += [f"both of {body_name(id)}" for id in sorted(own & other)]
    else:
        told += [
            f"{body_name(first)} and {body_name(second)} follow one another"
            for first in sorted(own & b.bodies)
            for second in sorted(other & a.bodies)
        ][:1]
    return tuple(told)
