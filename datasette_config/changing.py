"""What was changed in an article's page, put together for reading: the latest first."""

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from db.answers import rows
from records.revisions import Weight

_PARTS = ("revisions", "revision_changes", "page_events")
#: What a reader wants to see opened; the others tell of spelling, or of what stands around the text.
_GRAVE = {Weight.SUBSTANTIVE, Weight.STATUS, Weight.REMOVAL}
_WEIGHTS = {weight.value: weight for weight in Weight}
_EVENTS = {
    "gone": "The page was gone from its address",
    "withdrawn": "Its publisher withdrew the page",
    "moved": "The page was moved to another address",
    "back": "The page was back again",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph that was edited, came or went, as (kind, words) of each run; or a sentence that is new."""

    kind: str  # changed | added | removed | sentence
    runs: tuple[tuple[str, str], ...]
    unchanged: int = 0  # paragraphs before it, after the last one shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change of the text, or one event (which has no weight)."""

    number: int  # 1 for the first
    at: str
    title: str
    weight: str = ""
    meaning: str = ""
    summary: str = ""
    headline: tuple[tuple[str, str], ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    unchanged: int = 0  # paragraphs after the last one shown

    @property
    def is_grave(self) -> bool:
        """Whether what the page says, or is, became another."""
        return self.weight in _GRAVE

    @property
    def in_extracts(self) -> bool:
        """Whether only published sentences may be named."""
        return all(paragraph.kind == "sentence" for paragraph in self.paragraphs)


def read(conn: sqlite3.Connection, article_id: str) -> dict[str, list[dict[str, Any]]]:
    """The rows that tell of an article's changes, by table."""
    return {part: rows(conn, f"site/{part}_of_article", id=article_id) for part in _PARTS}


def changes(found: Mapping[str, Sequence[Mapping[str, Any]]]) -> list[Change]:
    """The changes and events of one page, the latest first."""
    pieces = {key: list(group) for key, group in groupby(found["revision_changes"], key=lambda row: row["revision_id"])}
    told: list[tuple[str, str, Mapping[str, Any] | None]] = [
        *((item["happened_at"], _EVENTS[item["kind"]], None) for item in found["page_events"]),
        *((item["seen_at"], "", item) for item in found["revisions"]),
    ]
    ordered = sorted(told, key=lambda entry: entry[0])
    made = [
        Change(number=number, at=at, title=title) if item is None else _change(number, item, pieces.get(item["id"], ()))
        for number, (at, title, item) in enumerate(ordered, start=1)
    ]
    return made[::-1]


def _change(number: int, item: Mapping[str, Any], pieces: Sequence[Mapping[str, Any]]) -> Change:
    weight = _WEIGHTS[item["weight"]]
    paragraphs = [_paragraph(list(group)) for _, group in groupby(pieces, key=lambda row: row["paragraph"])]
    is_headed = bool(pieces) and pieces[0]["paragraph"] == 0
    return Change(
        number=number,
        at=item["seen_at"],
        title=_TITLES[weight],
        weight=weight.value,
        meaning=weight.meaning,
        summary=item["summary"],
        headline=paragraphs[0].runs if is_headed else (),
        paragraphs=tuple(paragraphs[1:] if is_headed else paragraphs),
        unchanged=item["unchanged_after"],
    )


def _paragraph(pieces: Sequence[Mapping[str, Any]]) -> Paragraph:
    kinds = {piece["kind"] for piece in pieces}
    (kind,) = kinds if len(kinds) == 1 and "same" not in kinds else ("changed",)
    return Paragraph(
        kind=kind,
        runs=tuple((piece["kind"], piece["text"]) for piece in pieces),
        unchanged=pieces[0]["unchanged_before"],
    )


_TITLES = {
    Weight.NONE: "Nothing was changed",
    Weight.TYPO: "Spelling or punctuation was changed",
    Weight.BOILERPLATE: "What stands around the text was changed",
    Weight.SUBSTANTIVE: "The text was changed",
    Weight.STATUS: "The page became another",
    Weight.REMOVAL: "The text was taken out",
}
