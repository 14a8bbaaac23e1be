"""Whether a record goes back on an earlier line, and in which words."""

from collections.abc import Sequence

from nlp.components.evidence_sentences import Sentence
from nlp.components.proposal_frames import effect_of
from nlp.components.proposal_makers import Maker
from nlp.components.proposal_merging import Record
from nlp.sentence_cues import cues_in


def direction_of(
    record: Record, units: Sequence[Sentence], headline: str, *, stage: str, maker: Maker, first: bool
) -> str | None:
    """ "u-turn: " and the words that tell it; None where nothing does.

    Looked for in the record's sentences and those beside them; the article's first record also answers for
    its headline.
    """
    numbers = {member.number for member in record.members}
    near = sorted({near for number in numbers for near in (number, number + 1) if near < len(units)})
    for number in near:
        text = units[number].text
        for hit in cues_in(text, "direction_cues"):
            return f"{hit.cue.says}: {_clause(text, hit.start, hit.end)}"
    if first:
        for hit in cues_in(headline, "direction_cues"):
            return f"{hit.cue.says}: {headline}"
    if (
        stage == "dropped"
        and maker.side in ("government", "public")
        and any(
            member.frame is not None and effect_of(member.frame) == "undo" and member.frame.mood in ("did", "does")
            for member in record.members
        )
    ):
        return "u-turn: gives up its own plan"
    return None


def _clause(text: str, start: int, end: int) -> str:
    """The words about the cue, from the comma or stop before to the one after it, at most 160 characters."""
    left = max(text.rfind(mark, 0, start) for mark in (",", ";", "–", ".")) + 1
    right = min((place for mark in (",", ";", ".") if (place := text.find(mark, end)) >= 0), default=len(text))
    return text[left:right].strip()[:160]
