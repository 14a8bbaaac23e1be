"""What a person said against what was read: kept apart from it, keyed by address and sentence, and winning over it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from records.records import Statement
from records.strict import BadTable, from_table
from records.urls import BadUrl, canonical_url
from records.vocab import Stage, Word


class CorrectionKind(Word):
    """What a person can say."""

    TOGETHER = "together", "these two are one policy"
    APART = "apart", "these two are not one policy"
    NO_PROPOSAL = "no proposal", "this sentence proposes nothing"
    STAGE = "stage", "the stage is another"


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One thing that a person said of a sentence, or of two. ``url`` is canonical."""

    kind: CorrectionKind
    url: str
    sentence: str
    other_url: str = ""
    other_sentence: str = ""
    stage: Stage | None = None
    why: str = ""
    by: str = ""


def load(table: Mapping[str, Any], *, where: str) -> tuple[Correction, ...]:
    """The corrections of a parsed TOML file, its ``[[correction]]`` tables. Raises BadTable."""
    for key in table:
        if key != "correction":
            raise BadTable(f"{where}: unknown key {key!r}; a corrections file holds [[correction]] tables")
    made = []
    for number, row in enumerate(table.get("correction", ()), 1):
        place = f"{where}: correction {number}"
        correction = from_table(Correction, row, where=place)
        pair = correction.kind in (CorrectionKind.TOGETHER, CorrectionKind.APART)
        if pair and not (correction.other_url and correction.other_sentence):
            raise BadTable(f"{place}: {correction.kind.value!r} also needs 'other_url' and 'other_sentence'")
        if (correction.kind is CorrectionKind.STAGE) != (correction.stage is not None):
            raise BadTable(f"{place}: 'stage' goes with kind 'stage', and only with it")
        try:
            other = canonical_url(correction.other_url) if correction.other_url else ""
            made.append(replace(correction, url=canonical_url(correction.url), other_url=other))
        except BadUrl as error:
            raise BadTable(f"{place}: {error}") from None
    return tuple(made)


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrected:
    """Statements with the corrections in them, and which of them must be one policy, or must not."""

    statements: tuple[Statement, ...]
    together: tuple[tuple[str, str], ...] = ()
    apart: tuple[tuple[str, str], ...] = ()
    unmet: tuple[Correction, ...] = ()  # whose sentence no statement has, now


def apply(corrections: Iterable[Correction], statements: Iterable[Statement]) -> Corrected:
    """The statements as corrected. A sentence is met by a statement whose evidence holds it, or is held by it."""
    kept = {statement.key: statement for statement in statements}
    by_url: dict[str, list[str]] = {}
    for key, statement in kept.items():
        by_url.setdefault(statement.url, []).append(key)
    together, apart, unmet = [], [], []
    corrections = tuple(corrections)
    for correction in sorted(corrections, key=lambda c: c.kind is CorrectionKind.NO_PROPOSAL):
        keys = _meant(correction.url, correction.sentence, by_url, kept)
        others = _meant(correction.other_url, correction.other_sentence, by_url, kept)
        pairs = [(a, b) for a in keys for b in others if a != b]
        if not keys or (correction.other_url and not pairs):
            unmet.append(correction)
        elif correction.kind is CorrectionKind.TOGETHER:
            together += pairs
        elif correction.kind is CorrectionKind.APART:
            apart += pairs
        elif correction.kind is CorrectionKind.NO_PROPOSAL:
            for key in keys:
                del kept[key]
                by_url[correction.url].remove(key)
        elif correction.stage is not None:
            for key in keys:
                proposal = replace(kept[key].proposal, stage=correction.stage)
                kept[key] = replace(kept[key], proposal=proposal)
    return Corrected(statements=tuple(kept.values()), together=tuple(together), apart=tuple(apart), unmet=tuple(unmet))


def _meant(url: str, sentence: str, by_url: Mapping[str, list[str]], kept: Mapping[str, Statement]) -> list[str]:
    wanted = _plain(sentence)
    if not wanted:
        return []
    return [
        key
        for key in by_url.get(url, ())
        if any(wanted in (said := _plain(e.text)) or (said and said in wanted) for e in kept[key].proposal.evidence)
    ]


def _plain(text: str) -> str:
    """Letters and digits only, so that a re-extraction's other quotation marks and spaces do no harm."""
    return re.sub(r"[\W_]+", " ", text.lower()).strip()


def scoring_case(correction: Correction) -> dict[str, Any]:
    """The correction as one JSON object: what an evaluation must find from now on."""
    case: dict[str, Any] = {"url": correction.url, "sentence": correction.sentence}
    if correction.kind is CorrectionKind.NO_PROPOSAL:
        return case | {"proposals": []}
    if correction.stage is not None:
        return case | {"stage": correction.stage.value}
    other = {"other_url": correction.other_url, "other_sentence": correction.other_sentence}
    return case | other | {"same_policy": correction.kind is CorrectionKind.TOGETHER}
