"""Whether a record goes back on an earlier line, and in which words."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from nlp.components.evidence_sentences import Sentence
from nlp.components.party_in_office import took_office
from nlp.components.proposal_frames import effect_of, verb_of
from nlp.components.proposal_makers import Maker
from nlp.components.proposal_merging import Record
from nlp.sentence_cues import cues_in

_MADE_BEFORE = re.compile(
    r"\b(?:(?:last|previous|former|outgoing)\s(?:\w+\s)?(?:government|administration)\b[^,.;]{0,40}"
    r"|(?:made|introduced|extended|brought\sin|created|set\sup|launched)\s(?:\w+\s){0,3}(?:only|just|barely)\s[^,.;]{3,40}"
    r"|(?:only|just|barely)\s(?:\w+\s)?(?:months|weeks|a\syear)\s(?:old|ago|after)\b)",
    re.IGNORECASE,
)
#: Cues that say an earlier line, or a thing brought back, of which an article may tell several.
_ONLY_NEAR = frozenset({"had-resisted", "revived"})
_OPENING = 4  # sentences
_A_WHILE = timedelta(days=550)
#: Words of an article by a government new in office that show that it undoes what the last one made.
_FOUND = re.compile(
    r"\b(?:coalition|new\sgovernment|predecessors?|(?:last|previous|former|outgoing|Labour|Conservative|Tory)\sgovernment"
    r"|since\s(?:January|February|March|April|May|June|July|August|September|October|November|December|last\syear)"
    r"|(?:set\sup|created|introduced|brought\sin|made|passed|established)\sby\s(?:Labour|the\sConservatives|the\sTories)"
    r"|months\safter\sit|only\sin\s[A-Z]\w+)\b"
)
_YEARS = re.compile(r"\b(?:Act|Regulations|Order)\s(\d{4})\b")
_NO_LONGER = re.compile(r"\b(?:no\slonger|need\snot|released?\sfrom|freed?\sfrom)\b")
_UNDER_WAY = frozenset({
    "announced", "consultation", "bill", "draft bill", "amended", "enacted", "dropped", "in force", "reversed",
})  # fmt: skip


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
        untaken = [unit for unit in units if not unit.quoted and unit.number not in taken]
        opening = [unit.text for unit in untaken if unit.number < _OPENING]
        for text in [headline, *(unit.text for unit in untaken)]:
            for hit in cues_in(text, "direction_cues"):
                if hit.cue.id not in _ONLY_NEAR or text in (headline, *opening):
                    return f"{hit.cue.says}: {_clause(text, hit.start, hit.end)}"
    if stage in _UNDER_WAY and maker.side == "government" and _undone(record) and (why := _found_by(units)):
        return f"u-turn: undoes what was found on taking office: {why}"
    if stage == "reversed" and maker.side == "government" and _turns_back(record):
        return "u-turn: takes back what it had done"
    own = maker.sponsor or maker.side in ("government", "public", "party")
    if stage == "dropped" and own and not _never_planned(record, first=first):
        return "u-turn: gives up its own plan"
    if stage == "announced" and maker.side == "government" and _takes_away(record):
        for number in near:
            if (made := _MADE_BEFORE.search(units[number].text)) is not None:
                return f"u-turn: undoes what was made before: {made[0]}"
    return None


def _turns_back(record: Record) -> bool:
    """Whether the plainest statement says by its verb that something done is taken back."""
    frame = record.best.frame
    return frame is not None and verb_of(frame.verb) in ("reverse", "reinstate", "restore", "overturn")


def _undone(record: Record) -> bool:
    """Whether the record takes back a rule that stands."""
    return _takes_away(record) or _NO_LONGER.search(record.best.sentence.text) is not None


def _found_by(units: Sequence[Sentence]) -> str | None:
    """The words that show that a government new in office undoes what the last one made; None where none do."""
    try:
        day = date.fromisoformat(((units[0].span.doc._.article or {}).get("published") or "")[:10])
    except ValueError:
        return None
    took = took_office(day)
    if took is None or day - took > _A_WHILE:
        return None
    for unit in units:
        if unit.quoted:
            continue
        if (found := _FOUND.search(unit.text)) is not None:
            return found[0]
        made = next((year for year in _YEARS.finditer(unit.text) if 0 <= took.year - int(year[1]) <= 2), None)
        if made is not None:
            return made[0]
    return None


def _never_planned(record: Record, *, first: bool) -> bool:
    """Whether others ended it, it was only refused, or it is one part of a bill that was lost."""
    if record.best.frame is not None and record.best.frame.mood == "refused":
        return True
    if not first and "would have" in record.best.sentence.text:
        return True
    return any(
        hit.cue.id in ("voted-down", "part-taken-out")
        for member in record.members
        for hit in cues_in(member.sentence.text, "stage_cues")
    )


def _takes_away(record: Record) -> bool:
    frame = record.best.frame
    return frame is not None and effect_of(frame) == "undo"


def _clause(text: str, start: int, end: int) -> str:
    """The words about the cue, from the comma or stop before to the one after it, at most 160 characters."""
    left = max(text.rfind(mark, 0, start) for mark in (",", ";", "–", ".")) + 1
    right = min((place for mark in (",", ";", ".") if (place := text.find(mark, end)) >= 0), default=len(text))
    return text[left:right].strip()[:160]
