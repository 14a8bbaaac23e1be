"""Statements about the same change, in headline, lead and later paragraphs, become one record."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from nlp.components.frame_kinds import patient_of, word_class
from nlp.components.proposal_frames import Frame, effect_of
from nlp.components.proposal_scoring import Candidate
from nlp.word_lists import lexicon

#: Scores: an article needs one statement as plain as this, or it proposes nothing …
GATE = -0.25
#: … then others of it may be as faint as this, the fainter the fewer it says plainly: those are what it is about.
ENOUGH = -1.3
LOUDER, LOUD = 0.1, 5  # for each plain statement, and how many count
#: How much more plainly each statement must be said, the more the article is about other things.
SPREAD = 1.0
#: A paper's way, or the good that a change would do, opens a record of its own only if told as plainly as this.
ALONE = 1.0
#: The opening of a consultation, or a law that begins to bind, is news that stands by itself.
ALONE_FORMAL = -0.6
#: Share of the smaller statement's content that two must have in common.
SAME = 0.4
#: How much less they need in common where the later one does something to a thing that the earlier one names.
TAKEN_UP = 0.1
#: Two items of a list are two changes, unless they say nearly the same.
SAME_ITEM = 0.6
_LEAD = 0.4
_OTHER_SIDE = frozenset({"party", "opposition", "committee"})
_GENERIC = frozenset({
    "new", "year", "time", "people", "way", "part", "number", "other", "many", "more", "most", "last", "next", "first",
    "country", "month", "week", "day", "able", "such", "same", "own", "current", "main", "key", "further",
})  # fmt: skip
_EMPTY_VERBS = frozenset(
    {"say", "tell", "announce", "make", "give", "have", "take", "get", "set", "put", "include", "be", "go"}
)


_POINTERS = frozenset({"it", "this", "that", "these", "those", "them", "one"})
#: Letters that a term keeps, so that register and registration, employ and employer are one.
STEM = 7


@dataclass(slots=True)
class Record:
    """One change: the statements that say it, the plainest first found among them."""

    members: list[Candidate]
    terms: set[str]

    @property
    def best(self) -> Candidate:
        """The plainest statement; of equals the first."""
        return max(self.members, key=lambda member: (member.kind == "content", member.score, -member.number))


def merged(candidates: Sequence[Candidate], *, beside: float = 0.0) -> list[Record]:
    """The records of an article, in the order in which they are first said.

    ``beside`` is how far the article is about other things than policy: it must propose the more plainly.
    """
    if max((_plainness(candidate) for candidate in candidates), default=GATE - 1) < GATE + beside:
        return []
    plain = sum(candidate.kind == "content" and candidate.score > 0 for candidate in candidates)
    enough = ENOUGH + LOUDER * min(plain, LOUD) + SPREAD * beside
    records: list[Record] = []
    for candidate in candidates:
        if candidate.score < enough:
            continue
        terms = terms_of(candidate)
        open_to = [
            record for record in records if not (_at_odds(candidate, record) or _in_one_sentence(candidate, record))
        ]
        home, likeness = _nearest(terms, open_to)
        if candidate.kind == "content":
            alike = SAME_ITEM if candidate.item else SAME
            known = home is not None and likeness >= (alike - TAKEN_UP if _takes_up(candidate, home) else alike)
            if not known and _goes_on(candidate) and records and likeness > 0 and records[-1] in open_to:
                home, known = records[-1], records[-1].members[-1].number == candidate.number - 1
            if not known and _only_points(candidate) and records and records[-1] in open_to:
                home, known = records[-1], True
            meant = None if known else _meant(candidate, open_to) or _same_patient(candidate, open_to)
            if meant is not None:
                home, known = meant, True
        else:
            if (home is None or likeness < SAME) and records:
                home = records[-1] if candidate.kind == "exemption" else records[0] if home is None else home
            if home is None and candidate.score < (ALONE_FORMAL if candidate.formal and not records else ALONE):
                continue
            known = home is not None
        if known and home is not None:
            home.members.append(candidate)
            if candidate.kind == "content":
                home.terms |= terms
        else:
            records.append(Record(members=[candidate], terms=set(terms)))
    return records


def _takes_up(candidate: Candidate, record: Record) -> bool:
    """Whether what the statement does something to is a thing that the record has named: "the ban would be lifted"."""
    frame = candidate.frame
    if frame is None or frame.mood in ("asked", "should"):
        return False  # who asks for it anew asks for something else
    thing = patient_of(frame) or frame.subject
    return thing is not None and thing.lemma_.lower()[:STEM] in record.terms


def _plainness(candidate: Candidate) -> float:
    """The score that the gate asks for: a lead that says a change need not say it as plainly."""
    return candidate.score + (_LEAD if candidate.number == 0 and candidate.kind == "content" else 0.0)


def _only_points(candidate: Candidate) -> bool:
    """Whether the statement names by a pronoun alone what it is about: "any area may keep it", "it is to be kept"."""
    frame = candidate.frame
    if frame is None or frame.named:
        return False
    patient = patient_of(frame)
    return patient is not None and patient.lower_ in _POINTERS


def _in_one_sentence(candidate: Candidate, record: Record) -> bool:
    """Whether the record holds another change of the candidate's sentence, from which "and" keeps it apart."""
    return any(member.number == candidate.number and member.frame != candidate.frame for member in record.members)


def _goes_on(candidate: Candidate) -> bool:
    """Whether the sentence spells out the one before it: "Instead there will be", "This means that"."""
    return candidate.sentence[0].lower_ in ("instead", "this", "it", "that")


def _at_odds(candidate: Candidate, record: Record) -> bool:
    """Whether one party's plan would be taken for another's, or for the government's: each has a record of its own."""
    if candidate.kind != "content":
        return False
    sides = {member.side for member in record.members}
    if candidate.side in _OTHER_SIDE:
        return not sides & _OTHER_SIDE
    return candidate.side == "government" and bool(sides & _OTHER_SIDE) and "government" not in sides


def _meant(candidate: Candidate, records: Sequence[Record]) -> Record | None:
    """The record whose thing the subject takes up again: "the duty will also apply to", "the proposed cap"."""
    frame = candidate.frame
    if frame is None or frame.subject is None or frame.mood not in ("will", "would", "may"):
        return None
    subject = frame.subject
    definite = any(child.lower_ in ("the", "this", "that", "these", "its") for child in subject.children)
    if not definite or subject.lemma_.lower() in lexicon("generic_plans"):
        return None
    stem = subject.lemma_.lower()[:STEM]
    return next((record for record in reversed(records) if stem in record.terms), None)


def _same_patient(candidate: Candidate, records: Sequence[Record]) -> Record | None:
    """The record that does the same to the same thing: "maternity pay is to rise", "we will extend the pay"."""
    known = _deed(candidate)
    if known is None:
        return None
    return next((record for record in records if any(_deed(member) == known for member in record.members)), None)


def _deed(candidate: Candidate) -> tuple[str, str] | None:
    """What a statement does to what: its effect and the lemma of its patient."""
    frame = candidate.frame
    if frame is None or candidate.kind != "content" or (effect := effect_of(frame)) is None:
        return None
    patient = patient_of(frame) or frame.subject
    if patient is None or patient.pos_ not in ("NOUN", "PROPN") or effect == "make":
        return None
    lemma = patient.lemma_.lower()
    return None if lemma in lexicon("generic_plans") or lemma in _GENERIC else (effect, lemma)


def _nearest(terms: set[str], records: Iterable[Record]) -> tuple[Record | None, float]:
    best, likeness = None, 0.0
    for record in records:
        alike = _likeness(terms, record.terms)
        if alike > likeness:
            best, likeness = record, alike
    return best, likeness


def _likeness(left: set[str], right: set[str]) -> float:
    """The share of the smaller one's terms that the other has too."""
    smaller = min(len(left), len(right))
    return len(left & right) / smaller if smaller else 0.0


def terms_of(candidate: Candidate) -> set[str]:
    """The content of a statement's change: lemmas of its frames' clauses, without plan words, actors and numbers."""
    terms: set[str] = set()
    for frame in candidate.frames:
        terms |= _content(_clause(frame))
    return terms or _content(candidate.sentence)


def _clause(frame: Frame) -> list[Token]:
    """The tokens of the frame's own clause, without the verbs that are joined to it by "and"."""
    if frame.named and frame.object is not None:
        beside = {token for child in frame.object.conjuncts if child.i > frame.object.i for token in child.subtree}
        return [token for token in frame.object.subtree if token not in beside]
    joined = {token for child in frame.verb.conjuncts if child.i > frame.verb.i for token in child.subtree}
    tokens = [token for token in frame.verb.subtree if token not in joined]
    if frame.subject is not None:
        tokens += list(frame.subject.subtree)
        if frame.subject.pos_ == "PROPN" and frame.subject.lemma_.lower() in lexicon("generic_plans"):
            named = set(frame.subject.subtree)  # the title of a bill is not what it does
            tokens = [token for token in tokens if token not in named]
    return tokens


def _content(tokens: Iterable[Token]) -> set[str]:
    terms = set()
    for token in tokens:
        lemma = token.lemma_.lower()
        if token.pos_ not in ("NOUN", "PROPN", "ADJ", "VERB") or token.is_stop or len(lemma) < 3:
            continue
        if lemma in _GENERIC or lemma in lexicon("generic_plans") or word_class(token) == "state":
            continue
        if token.pos_ == "VERB" and lemma in _EMPTY_VERBS:
            continue
        terms.add(lemma[:STEM])
    return terms
