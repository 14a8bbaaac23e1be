"""Speech without quotation marks: after "X said:", in block quotations, and in turns that open with a name."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from spacy.tokens import Token

from nlp.components.quotation_marks import Stretch
from nlp.components.reporting import REPORTING


@dataclass(slots=True)
class Said:
    """Something that says, by its place in the text: characters ``start`` to ``end`` of "the minister said"."""

    start: int
    end: int
    head: Token
    name: str | None
    cue: str
    verb: int
    lemma: str
    written: str = ""  # the subject as it stands: good enough for words in marks, whoever it is


@dataclass(slots=True)
class Found:
    """A quotation in the making; offsets are characters."""

    type: str
    start: int
    end: int
    head: Token | None
    name: str | None
    cue: str | None
    rule: str
    place: tuple[int, int] | None = None  # of the speaker's words, where no token heads them


#: "PENCE: Well, look …" and, in an interview, "Q: …".
_LABEL = re.compile(r"[“\"']?(?P<name>[A-Z][A-Z’'.-]+(?: [A-Z][A-Z’'.-]+){0,3}):\s+(?=\S+\s\S)")
_LOWER = re.compile(r"\S+(?: \S+){0,3}? [a-z]")  # words of a sentence, and not of a title in capitals
_NO_LABELS = {"NOTE", "NOTES", "NB", "PS", "UPDATE", "WARNING", "SOURCE", "PHOTO", "PICTURE", "CONTACT", "TEL", "BY"}


def _speaks(label: re.Match[str], text: str) -> bool:
    return label["name"] not in _NO_LABELS and _LOWER.match(text, label.end()) is not None


def unmarked_speech(
    text: str, parts: list[tuple[str, int, int, bool]], marked: list[list[Stretch]], said: list[Said]
) -> Iterator[Found]:
    """The paragraph after "X said:", every block quotation that follows, and what stands behind a speaker's label."""
    said = sorted((one for one in said if one.name and one.lemma in REPORTING), key=lambda one: one.verb)
    latest: Said | None = None
    before = ""
    for (kind, start, end, _), inside in zip(parts, marked, strict=True):
        label = _LABEL.match(text, start, end)
        if (
            label is not None
            and label["name"] not in _NO_LABELS
            and kind != "heading"
            and _LOWER.match(text, label.end())
        ):
            last = end - (text[end - 1] in "”\"'" and text[start] in "“\"'")
            yield Found("direct", label.end(), last, None, label["name"], None, "label", label.span("name"))
            before, latest = "", None
            continue
        quoted = bool(inside) and inside[0].before <= start + 1
        leads = before.endswith(":") and latest is not None
        if latest is not None and not quoted and (kind == "quote" or (leads and kind == "paragraph")):
            yield Found("direct", start, end, latest.head, latest.name, latest.cue, "said-colon")
            before = text[start:end].rstrip()
            latest = latest if kind == "quote" else None
            continue
        before = text[start:end].rstrip()
        index = bisect_left(said, end, key=lambda one: one.verb) - 1
        latest = said[index] if before.endswith(":") and index >= 0 and said[index].verb >= start else None


def meets(one: Found, blocks: list[Found]) -> bool:
    """Whether a finding shares characters with one of the blocks, which stand in text order."""
    index = bisect_left(blocks, one.end, key=lambda block: block.start) - 1
    return index >= 0 and one.start < blocks[index].end


def with_turns(found: list[Found], unmarked: list[Found]) -> list[Found]:
    """Both together; a paragraph in marks after a labelled turn goes on with that turn."""
    together = sorted(found + unmarked, key=lambda one: one.start)
    for before, one in pairwise(together):
        if before.rule == "label" and one.rule in ("goes-on", "same-speaker"):
            one.name, one.head, one.place, one.rule = before.name, before.head, before.place, "label"
    return together
