"""Whom a change meets, by what means, who is left out, and when: read off a record's sentences."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from spacy.tokens import Doc, Span, Token

from nlp.components.actors import Actors
from nlp.components.evidence_sentences import Sentence
from nlp.components.frame_kinds import patient_of, word_class
from nlp.components.proposal_merging import Record
from nlp.components.proposal_scoring import Candidate
from nlp.components.proposal_stage import plainest
from nlp.sentence_cues import cues_in
from nlp.word_lists import lexicon

_MOST_TARGETS = 4
_LONGEST_TARGET = 9  # words
_MOST_INSTRUMENTS = 3
_OFTEN = 3
_VAGUE = frozenset(
    {"people", "person", "individual", "man", "woman", "mp", "peer", "member", "minister", "council", "adult"}
)
_PAPERS = frozenset({"bill", "act", "regulations"})


def target_of(record: Record, actors: Actors, proposer: str | None, usual: str | None) -> str | None:
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
            _add(found, _phrase(token))
    if not found:
        for token in (token for member in record.members for token in member.sentence):
            if len(found) < 2 and _is_target(token, actors, proposer):
                _add(found, _phrase(token))
    if usual is not None and len(found) < 2 and usual != (proposer or "").lower():
        _add(found, usual)
    if not found:
        for member in members:
            for token in member.sentence:
                if token.lemma_.lower() in lexicon("places") and token.pos_ in ("NOUN", "PROPN"):
                    _add(found, _phrase(token))
    if not found and record.best.frame is not None:
        patient = patient_of(record.best.frame)
        if patient is not None and patient.pos_ in ("NOUN", "PROPN") and patient.dep_ != "attr":
            of = [part for child in patient.children if child.dep_ == "prep" for part in child.children]
            _add(found, _phrase(of[0] if of and word_class(patient) == "plan" else patient))
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
    if token.dep_ == "poss" and token.head.lemma_.lower() in lexicon("affected"):
        return False
    actor = actors.of(token)
    return actor is None or not (
        actor.name == proposer or actor.person or actor.side in ("government", "party", "opposition", "outside")
    )


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


def _phrase(head: Token) -> str:
    """The noun phrase in short: what stands before the head, and one "of", "in" or "with" after it."""
    start = head.left_edge.i
    while start < head.i and (
        head.doc[start].pos_ in ("DET", "PUNCT", "CCONJ", "SPACE", "ADP") or head.doc[start].dep_ in ("poss", "case")
    ):
        start += 1
    end = head.i + 1
    for child in head.rights:
        if (
            child.i == end
            and child.dep_ == "prep"
            and child.lower_ in ("of", "in", "with", "for", "under", "over")
            and child.right_edge.i - start < _LONGEST_TARGET
        ):
            end = child.right_edge.i + 1
        break
    return head.doc[start:end].text


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
    elif vehicle is not None and not _PAPERS & found.keys():
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


_EXEMPT = re.compile(
    r"\b(?:would|will|are|is|shall|were|was)\s(?:also\s|all\s)?(?:be\s|stay\s|remain\s)?(?:exempt(?:ed)?|excluded|let\soff|left\sout|not\s(?:be\s)?(?:covered|affected|caught|included|bound|apply)|outside)\b"
    r"|\bfall\soutside\b|\bstay\soutside\b|\bnot\s(?:be\s)?(?:covered|affected|caught)\b|\bnot\son\sthe\slist\b",
    re.IGNORECASE,
)
_EXCEPT = re.compile(
    r"\b(?:although\snot|though\snot|but\snot|except(?:\sfor)?|other\sthan|excluding|apart\sfrom|with\sthe\sexception\sof)\s+([^,.;)–]{4,80})",
    re.IGNORECASE,
)
_INCLUDED = re.compile(
    r"\b(?:including|as\swell\sas|(?:also|equally)\sappl(?:y|ies)\sto|extended\sto(?:\scover)?)\s+([^,.;)–]{4,80})",
    re.IGNORECASE,
)


def exemptions_of(record: Record, nearby: Iterable[Sentence]) -> tuple[str, ...]:
    """Who is let off, in the record's own sentences and those that follow in its paragraph."""
    found: dict[str, None] = {}
    for span in [*(member.sentence for member in record.members), *(unit.span for unit in nearby)]:
        text = span.text
        for match in _EXCEPT.finditer(text):
            found[_named(match[1].strip(), text[: match.start()])] = None
        if (let_off := _EXEMPT.search(text)) is not None:
            subject = text[: let_off.start()].strip(" ,–-•").removesuffix(" would").removesuffix(" will")
            if 3 < len(subject) < 140:
                found[subject] = None
    return tuple(found)


def _named(phrase: str, before: str) -> str:
    """The phrase with the noun that "ones" stands for: "new academies …, although not existing ones"."""
    if not re.search(r"\bones$", phrase):
        return phrase
    noun = re.search(r"\b(?:new|any|all|other|further)\s(?:new\s)?((?:[\w’'-]+\s)?[\w’'-]+s)\b", before)
    return re.sub(r"\bones$", noun[1], phrase) if noun else phrase


def scope_of(record: Record) -> tuple[str, ...]:
    """Who is expressly included."""
    found: dict[str, None] = {}
    for member in record.members:
        for match in _INCLUDED.finditer(member.sentence.text):
            found[match[1].strip()] = None
    return tuple(found)


def places_in(doc: Doc, group: str, spans: Sequence[Span]) -> list[list[int]]:
    """[start, end] of the dates or legislation that stand in the evidence."""
    return [
        [found.start_char, found.end_char]
        for found in doc.spans.get(group, ())
        if any(span.start_char <= found.start_char and found.end_char <= span.end_char for span in spans)
    ]
