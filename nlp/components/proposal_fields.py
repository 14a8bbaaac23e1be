"""Whom a change meets, by what means, who is left out, and when: read off a record's sentences."""

from collections import Counter
from collections.abc import Sequence

from spacy.tokens import Doc, Span, Token

from nlp.components.actors import Actors
from nlp.components.evidence_sentences import Sentence
from nlp.components.frame_kinds import patient_of, word_class
from nlp.components.proposal_merging import Record
from nlp.components.proposal_scoring import Candidate
from nlp.components.proposal_stage import plainest
from nlp.components.target_phrases import TargetPhrases
from nlp.sentence_cues import cues_in
from nlp.word_lists import lexicon

_MOST_TARGETS = 3
_MOST_INSTRUMENTS = 3
_OFTEN = 3
_VAGUE = frozenset(
    {"people", "person", "individual", "man", "woman", "mp", "peer", "member", "minister", "council", "adult"}
)
_BY_ACT = frozenset({"enacted", "in force"})
_PAPERS = frozenset({"bill", "act", "regulations"})


def target_of(
    record: Record, actors: Actors, phrases: TargetPhrases, proposer: str | None, usual: str | None
) -> str | None:
    """Whom the change binds or affects: classes of people and bodies, those of its own clause first, parted by "; ".

    ``usual`` is the class that the whole article is about: it stands in where the record is vague.
    """
    found: dict[str, None] = {}
    members = plainest(record)
    asking = {member.frame.agent for member in members if member.frame is not None and member.frame.mood == "asked"}
    for token in [*(token for member in members for token in _clause(member)), *_rest_of(members)]:
        if len(found) == _MOST_TARGETS:
            break
        if token not in asking and _is_target(token, actors, proposer):
            _add(found, phrases.of(token))
    if not found:
        for token in (token for member in record.members for token in member.sentence):
            if len(found) < 2 and _is_target(token, actors, proposer):
                _add(found, phrases.of(token))
    if usual is not None and len(found) < 2 and usual != (proposer or "").lower():
        _add(found, usual)
    if not found:
        for member in members:
            for token in member.sentence:
                if token.lemma_.lower() in lexicon("places") and token.pos_ in ("NOUN", "PROPN"):
                    _add(found, phrases.of(token))
    if not found and record.best.frame is not None:
        patient = patient_of(record.best.frame)
        if patient is not None and patient.pos_ in ("NOUN", "PROPN") and patient.dep_ != "attr":
            of = [part for child in patient.children if child.dep_ == "prep" for part in child.children]
            _add(found, phrases.of(of[0] if of and word_class(patient) == "plan" else patient))
    return "; ".join(list(found)[:_MOST_TARGETS]) or None


def usual_target(doc: Doc, actors: Actors) -> str | None:
    """The class of people or bodies that an article names most, at least three times; None where none stands out."""
    counted = Counter(
        token.lower_
        for token in doc
        if token.tag_ == "NNS" and token.lemma_.lower() not in _VAGUE and _is_target(token, actors, None)
    )
    best = counted.most_common(1)
    return best[0][0] if best and best[0][1] >= _OFTEN else None


def _is_target(token: Token, actors: Actors, proposer: str | None) -> bool:
    if token.lemma_.lower() not in lexicon("affected") or token.pos_ not in ("NOUN", "PROPN", "PRON"):
        return False
    if token.dep_ in ("compound", "amod", "nmod"):
        return False
    if _owns(token) or _is_title(token):
        return False
    actor = actors.of(token)
    return actor is None or not (
        actor.name == proposer or actor.person or actor.side in ("government", "party", "opposition", "outside")
    )


def _is_title(token: Token) -> bool:
    """Whether a noun only says what a name is: "the charity Open Door", "Ann Petrie, head of a school"."""
    apposed = token.dep_ == "appos" and token.head.pos_ == "PROPN"
    if token.tag_ == "NN" and token.i + 1 < len(token.doc) and token.nbor(1).pos_ == "PROPN":
        return True
    return apposed or any(child.dep_ == "appos" and child.pos_ == "PROPN" for child in token.children)


def _owns(token: Token) -> bool:
    """Whether a noun only says whose a thing is: "children and young people's plans" do not bind children."""
    following = token.doc[token.i + 1 : token.i + 5]
    joined = len(following) > 0 and following[0].lower_ in ("and", "or", "’s", "'s", "’", "'")
    for after in following if joined else ():
        if after.tag_ == "POS":
            return True
        if after.pos_ in ("VERB", "AUX", "ADP", "PUNCT"):
            break
    return token.dep_ == "poss" or (token.dep_ == "conj" and token.head.dep_ == "poss")


def _add(found: dict[str, None], phrase: str) -> None:
    if phrase and not any(phrase.lower() in known.lower() for known in found):
        found[phrase] = None


def _clause(member: Candidate) -> list[Token]:
    """The tokens of the frame's own clause, its subject first."""
    frame = member.frame
    if frame is None:
        return list(member.sentence)
    inside = set(frame.verb.subtree)
    if frame.subject is not None:
        inside |= set(frame.subject.subtree)
    return sorted(inside, key=lambda token: token.i)


def _rest_of(members: Sequence[Candidate]) -> list[Token]:
    """What the sentences say beside those clauses, without the words of those who speak."""
    return [token for member in members[:1] for token in member.sentence]


def instrument_of(record: Record, vehicle: str | None, stage: str) -> str | None:
    """The means, as words of rules/instrument_cues.toml, the paper that carries it first.

    ``vehicle`` is the article's bill, act or regulations, for a record that names none.
    """
    found: dict[str, None] = {}
    for member in plainest(record):
        for hit in cues_in(member.sentence.text, "instrument_cues"):
            found[hit.cue.says] = None
    names = list(found)
    if "bill" not in names and (stage in ("bill", "draft bill") or vehicle == "bill"):
        names.insert(0, "bill")
    elif vehicle is not None and not _PAPERS & found.keys() and (vehicle != "act" or stage in _BY_ACT):
        names.insert(0, vehicle)
    if stage == "consultation" and "consultation" not in names:
        names.insert(min(len(names), _MOST_INSTRUMENTS - 1), "consultation")
    return "; ".join(names[:_MOST_INSTRUMENTS]) or None


def vehicle_of(units: Sequence[Sentence]) -> str | None:
    """The bill, act or regulations that an article is about: named in its opening, or in two of its sentences."""
    counted: Counter[str] = Counter()
    for unit in units:
        for hit in cues_in(unit.text, "instrument_cues"):
            if hit.cue.says in _PAPERS:
                counted[hit.cue.says] += 2 if unit.number < 4 else 1
    best = max(counted, key=lambda paper: counted[paper], default=None)
    return best if best is not None and counted[best] >= 2 else None


def places_in(doc: Doc, group: str, spans: Sequence[Span]) -> list[list[int]]:
    """[start, end] of the dates or legislation that stand in the evidence."""
    return [
        [found.start_char, found.end_char]
        for found in doc.spans.get(group, ())
        if any(span.start_char <= found.start_char and found.end_char <= span.end_char for span in spans)
    ]
