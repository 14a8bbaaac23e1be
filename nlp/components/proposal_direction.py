"""Whether a record goes back on an earlier line, and in which words."""

import re
from collections.abc import Sequence

from nlp.components.evidence_sentences import Sentence
from nlp.components.proposal_frames import effect_of
from nlp.components.proposal_makers import Maker
from nlp.components.proposal_merging import Record
from nlp.sentence_cues import cues_in

_MADE_BEFORE = re.compile(
    r"\b(?:(?:last|previous|former|outgoing)\s(?:\w+\s)?(?:government|administration)\b[^,.;]{0,40}"
    r"|(?:made|introduced|extended|brought\sin|created|set\sup|launched)\s(?:\w+\s){0,3}(?:only|just|barely)\s[^,.;]{3,40}"
    r"|(?:only|just|barely)\s(?:\w+\s)?(?:months|weeks|a\syear)\s(?:old|ago|after)\b)",
    re.IGNORECASE,
)


def direction_of(
    record: Record,
    units: Sequence[Sentence],
    headline: str,
    *,
    stage: str,
    maker: Maker,
    first: bool,
    taken: frozenset[int],
) -> str | None:
    """ "u-turn: " and the words that tell it; None where nothing does.

    Looked for in the record's sentences and those beside them; the article's first record also answers for its
    headline and for the sentences that are not ``taken`` by another record.
    """
    numbers = {member.number for member in record.members}
    near = sorted(
        {
            at
            for number in numbers
            for at in (number, number + 1)
            if at < len(units)
            and units[at].kind != "heading"
            and (at in numbers or units[at].block == units[number].block)
        }
    )
    for number in near:
        text = units[number].text
        for hit in cues_in(text, "direction_cues"):
            return f"{hit.cue.says}: {_clause(text, hit.start, hit.end)}"
    if first:
        for text in [headline, *(unit.text for unit in units if not unit.quoted and unit.number not in taken)]:
            for hit in cues_in(text, "direction_cues"):
                return f"{hit.cue.says}: {_clause(text, hit.start, hit.end)}"
    if stage == "dropped" and maker.side in ("government", "public", "party") and not _never_planned(record):
        return "u-turn: gives up its own plan"
    if stage == "reversed":
        return "u-turn: undoes what was in force"
    if stage == "announced" and maker.side == "government" and _takes_away(record):
        for number in near:
            if (made := _MADE_BEFORE.search(units[number].text)) is not None:
                return f"u-turn: undoes what was made before: {made[0]}"
    return None


def _never_planned(record: Record) -> bool:
    """Whether others ended it, or it was only refused, so that nobody went back on anything."""
    if record.best.frame is not None and record.best.frame.mood == "refused":
        return True
    return any(
        hit.cue.id == "voted-down" for member in record.members for hit in cues_in(member.sentence.text, "stage_cues")
    )


def _takes_away(record: Record) -> bool:
    frame = record.best.frame
    return frame is not None and effect_of(frame) == "undo"


def _clause(text: str, start: int, end: int) -> str:
    """The words about the cue, from the comma or stop before to the one after it, at most 160 characters."""
    left = max(text.rfind(mark, 0, start) for mark in (",", ";", "–", ".")) + 1
    right = min((place for mark in (",", ";", ".") if (place := text.find(mark, end)) >= 0), default=len(text))
    return text[left:right].strip()[:160]
