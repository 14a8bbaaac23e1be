"""Does this proposal continue that policy? The likeness of two statements, and its reasons in words."""

import itertools
import math
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from records.records import Proposal, Statement
from tracking.terms import rarity, stem, words

#: Three views of a statement: what it would change and for whom; the same with all that is said around it; and
#: each sentence by itself, of which the likest two count. The first is to the point and at the mercy of the
#: reading, the others speak of much else and are always there.
_SAID, _HEARD, _SENTENCES = 0.4, 0.2, 0.4
_ACTION, _TARGET = 1.0, 0.25
_SENTENCE, _HEADLINE, _TARGET_HEARD = 0.25, 0.25, 0.25
_ACTION_BESIDE = 0.65  # the action's words beside those of one sentence
_MOST_SENTENCES = 4
_NEIGHBOURS = 1.0  # two telling words side by side, against one
_SAME_LEGISLATION = 0.15  # what a shared act or bill adds to a likeness that is there already, as a share of it
_SAME_BODY = 0.05
_OTHER_TARGET = 0.2  # what is lost where neither speaks of those whom the other binds
_OTHER_MEANS = 0.2  # and where one is about guidance and the other is not: guidance comes and goes beside its law
_GUIDANCE = re.compile(r"\b(?:guidance|guidelines)\b", re.IGNORECASE)
#: One article seldom makes two records of one policy, and its proposals share much of its language.
_SAME_ARTICLE = 0.65
JOIN_AT = 0.20  # set on annotated articles: see evals/

_HOPELESS = JOIN_AT / ((1 + _SAME_LEGISLATION) * (1 + _SAME_BODY))
_TELLING = 12  # words that a statement is found by
_TITLE_WORD = r"(?:[A-Z][\w’'-]+|\([A-Z][^)]*\))"
_NAMED = re.compile(
    rf"\b{_TITLE_WORD}(?:,? (?:(?:and|of|for|the|to) )*{_TITLE_WORD})* ?"
    r"(?:Bill|Act|Regulations|Order|Scheme|Code|Fund|Programme|Charter)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What a statement is compared by; made once."""

    statement: Statement
    said: dict[str, float]  # action and target: term -> weight, as a vector of length 1
    heard: dict[str, float]  # the same with the sentences and the headline
    sentences: tuple[dict[str, float], ...]
    surface: dict[str, str] = field(repr=False)  # stem -> the word as the statement has it
    legislation: frozenset[str]
    instruments: dict[str, str]  # named bills, schemes, funds: in lower case -> as written
    target: frozenset[str]
    is_guidance: bool
    bodies: frozenset[str]  # with the ids of their predecessors and successors

    @property
    def key(self) -> str:
        """The statement's key."""
        return self.statement.key

    def telling(self) -> list[str]:
        """Its most telling words, the most telling first: what it is looked up by."""
        single = [term for term in self.heard if " " not in term]
        return sorted(single, key=lambda term: (-self.heard[term], term))[:_TELLING]


def profile(statement: Statement, lineage: Callable[[str], frozenset[str]]) -> Profile:
    """The statement's profile; ``lineage`` gives a body's own id with those before and after it."""
    proposal = statement.proposal
    surface: dict[str, str] = {}
    action, target = proposal.action, proposal.target or ""
    sentences = [(evidence.text, _SENTENCE) for evidence in proposal.evidence]
    return Profile(
        statement=statement,
        said=_vector([(action, _ACTION), (target, _TARGET)], surface),
        heard=_vector(
            [(action, _ACTION), (target, _TARGET_HEARD), *sentences, (statement.headline, _HEADLINE)], surface
        ),
        sentences=tuple(
            _vector([(action, _ACTION_BESIDE), (evidence.text, 1.0)], surface)
            for evidence in proposal.evidence[:_MOST_SENTENCES]
        ),
        surface=surface,
        legislation=frozenset(citation.canonical for citation in proposal.legislation if citation.canonical),
        instruments={name.lower(): name for name in named_instruments(proposal)},
        target=frozenset(words(proposal.target or "")),
        is_guidance=_GUIDANCE.search(action) is not None,
        bodies=frozenset(id for body in statement.body_ids for id in lineage(body)),
    )


def named_instruments(proposal: Proposal) -> Iterator[str]:
    """The bills, acts, schemes and funds that a proposal's instrument and action call by name, as written."""
    for text in (proposal.instrument or "", proposal.action):
        for found in _NAMED.findall(text):
            if " " in (name := found.strip().removeprefix("The ")):
                yield name


def _vector(texts: Iterable[tuple[str, float]], surface: dict[str, str]) -> dict[str, float]:
    """Term -> weight, for (text, what it counts) pairs, as a vector of length 1; fills ``surface``."""
    weights: dict[str, float] = {}
    for text, counts in texts:
        for word in re.findall(r"[^\W\d_][^\W_]*(?:['’-][^\W_]+)*", text):
            for part in word.split("-"):
                surface.setdefault(stem(part), word.lower())
        stems = words(text)
        for term in stems:
            weights[term] = max(weights.get(term, 0.0), counts * rarity(term))
        for left, right in itertools.pairwise(stems):
            pair = f"{left} {right}" if left < right else f"{right} {left}"
            weights[pair] = max(weights.get(pair, 0.0), counts * _NEIGHBOURS * rarity(pair))
    length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
    return {term: weights[term] / length for term in sorted(weights)}


def _alike(a: dict[str, float], b: dict[str, float]) -> float:
    """The cosine of two vectors; the same to the last digit whichever comes first."""
    return math.fsum(a[term] * b[term] for term in a.keys() & b.keys())


def likeness(a: Profile, b: Profile) -> float:
    """How surely both are about one policy question; JOIN_AT and more is taken for yes."""
    score = _SAID * _alike(a.said, b.said) + _HEARD * _alike(a.heard, b.heard)
    if score + _SENTENCES >= _HOPELESS:
        pairs = itertools.product(a.sentences, b.sentences)
        score += _SENTENCES * max((_alike(one, other) for one, other in pairs), default=0.0)
    if a.legislation & b.legislation or a.instruments.keys() & b.instruments.keys():
        score *= 1 + _SAME_LEGISLATION
    if a.bodies & b.bodies:
        score *= 1 + _SAME_BODY
    if a.target and b.target and not (a.target & b.said.keys() or b.target & a.said.keys()):
        score *= 1 - _OTHER_TARGET
    if a.is_guidance != b.is_guidance:
        score *= 1 - _OTHER_MEANS
    if a.statement.article_id == b.statement.article_id:
        score -= _SAME_ARTICLE
    return min(score, 1.0)


def reasons(a: Profile, b: Profile, body_name: Callable[[str], str]) -> tuple[str, ...]:
    """Why the two are like each other, in lines for a reader, the weightiest first."""
    told = []
    shared = {term: a.heard[term] * b.heard[term] for term in a.heard.keys() & b.heard.keys() if " " not in term}
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
