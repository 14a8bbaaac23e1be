"""Whom a change meets, by what means, who is left out, and when: read off a record's sentences."""

import re
from collections.abc import Iterable, Sequence

from spacy.tokens import Doc, Span, Token

from nlp.components.actors import Actors
from nlp.components.evidence_sentences import Sentence
from nlp.components.frame_kinds import word_class
from nlp.components.proposal_frames import Frame
from nlp.components.proposal_merging import Record
from nlp.sentence_cues import cues_in
from nlp.word_lists import lexicon

_MOST_TARGETS = 3
_LONGEST_TARGET = 9  # words
_MOST_INSTRUMENTS = 3


def target_of(record: Record, actors: Actors, proposer: str | None) -> str | None:
    """Whom the change binds or affects: classes of people and bodies in its clause, best first, parted by "; "."""
    found: dict[str, None] = {}
    for member in sorted(record.members, key=lambda member: -member.score)[:3]:
        for token in _clause(member.frame, member.sentence):
            if (
                token.lemma_.lower() in lexicon("affected")
                and token.pos_ in ("NOUN", "PROPN")
                and token.dep_ not in ("compound", "poss")
            ):
                actor = actors.at(token)
                if actor is not None and (
                    actor.name == proposer or actor.side in ("government", "party", "opposition") or actor.person
                ):
                    continue
                phrase = _phrase(token)
                if not any(phrase.lower() in known.lower() for known in found):
                    found[phrase] = None
    if not found and record.best.frame is not None:
        frame = record.best.frame
        patient = frame.subject if frame.passive else frame.object
        if patient is not None and patient.pos_ in ("NOUN", "PROPN") and word_class(patient) != "plan":
            found[_phrase(patient)] = None
    return "; ".join(list(found)[:_MOST_TARGETS]) or None


def _clause(frame: Frame | None, sentence: Span) -> list[Token]:
    """The tokens of the frame's own clause in text order, then the rest of the sentence."""
    if frame is None:
        return list(sentence)
    inside = set(frame.verb.subtree)
    if frame.subject is not None:
        inside |= set(frame.subject.subtree)
    return sorted(inside, key=lambda token: token.i)


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


def instrument_of(record: Record, paper: str | None) -> str | None:
    """The means, as words of the closed list of rules/instrument_cues.toml and the name of a bill; None if unstated."""
    found: dict[str, None] = {}
    for member in sorted(record.members, key=lambda member: -member.score)[:3]:
        for hit in cues_in(member.sentence.text, "instrument_cues"):
            found[hit.cue.says] = None
    names = list(found)[:_MOST_INSTRUMENTS]
    if paper in ("bill", "draft bill") and not {"bill", "act", "regulations"} & set(names):
        names.append("bill")
    return "; ".join(names) or None


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
            found[match[1].strip()] = None
        if (let_off := _EXEMPT.search(text)) is not None:
            subject = text[: let_off.start()].strip(" ,–-•").removesuffix(" would").removesuffix(" will")
            if 3 < len(subject) < 140:
                found[subject] = None
    return tuple(found)


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
