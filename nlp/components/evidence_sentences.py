"""The sentences of an article as evidence is cut from it: without white space at the edges, list items apart."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Span

_MARK = re.compile(r"[•●▪◦‣·*–-]$|\(?\w{1,2}[.)]$")
_INTRODUCTION = 25  # tokens that the line above a list may have


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, heading or list item."""

    span: Span
    number: int
    kind: str  # a BlockKind value
    block: int  # number of its block; sentences of one paragraph share it
    quoted: bool  # the greater part stands in quotation marks, or in a block of speech
    text: str  # its words as they stand


def sentences(doc: Doc) -> list[Sentence]:
    """All sentences in text order; a line that opens with a list mark is an item by itself."""
    blocks = _with_items([(span.start, span.end, span.label_) for span in doc.spans.get("blocks", ())], doc)
    found: list[Sentence] = []
    at, quoted = 0, False
    for sentence in doc.sents:
        for part in _parts(sentence):
            while at + 1 < len(blocks) and blocks[at][1] <= part.start:
                at += 1
            if len(part) == 1 and _MARK.match(part[0].text):
                continue  # a list mark that the parser took for a sentence
            kind = blocks[at][2] if blocks and blocks[at][0] <= part.start < blocks[at][1] else "paragraph"
            if _MARK.match(part[0].text) and len(part) > 2 and kind != "item" and _starts_line(part):
                kind = "item"
            if kind == "item" and found and found[-1].block == at and not _ENDS.search(found[-1].text):
                part = doc[found.pop().span.start : part.end]  # an item that the parser broke in two
            if kind in ("item", "heading") or (blocks and part.start == blocks[at][0]):
                quoted = False
            inside, quoted = _in_quotation(part, quoted)
            found.append(
                Sentence(
                    span=part,
                    number=len(found),
                    kind=kind,
                    block=at,
                    quoted=inside or kind == "quote",
                    text=part.text,
                )
            )
    return found


def _with_items(blocks: list[tuple[int, int, str]], doc: Doc) -> list[tuple[int, int, str]]:
    """The blocks, with the lines after a colon that go on in small letters or without a stop as the items they are.

    A page's list may have lost its marks on the way: "The bill will:", "give tenants a right", "cap their rents".
    """
    found: list[tuple[int, int, str]] = []
    small: bool | None = None  # whether the open list's items begin in small letters; None outside a list
    opened = False
    for start, end, kind in blocks:
        text = doc[start:end].text.strip()
        if opened or small is not None:
            first = text[:1].islower() or text[:1] == "£"
            fits = _looks_like_item(text, first) and (small is None or small == first)
            small = first if fits and kind in ("heading", "paragraph") else None
            kind = "item" if small is not None else kind
        opened = kind != "item" and text.endswith(":") and not _SPEECH.search(text)
        found.append((start, end, kind))
    return found


def _looks_like_item(text: str, small: bool) -> bool:
    return len(text) < _LONGEST_ITEM and not text.endswith(":") and (small or not _STOP.search(text))


_SPEECH = re.compile(
    r"\b(?:said|says|added|told|commented|explained|continued)\b(?![^.]*\b(?:will|would|to|should|must|also)\s?:$)[^.]*:$"
)
_STOP = re.compile(r"[.!?]['\"”’)]*(?:\s|$)|^[“\"‘]")
_ENDS = re.compile(r"[.!?;]['\"”’)]*$")
_LONGEST_ITEM = 400  # characters

_PLANS = re.compile(
    r"\b(?:plans?|proposals?|measures|changes|reforms?|recommendations?|ideas|(?:key|main)\spoints|law\snow|new\srules)\b"
    r"|\b(?:bill|act|regulations|report)\b.*:$",
    re.IGNORECASE,
)


#: "For more on the proposals see …", as the first line of a box.
_MORE_ON = re.compile(r"\b(?:more|details|read)\b[^.]{0,30}\b(?:proposals|plans)\b", re.IGNORECASE)


def plans_listed(units: Sequence[Sentence]) -> frozenset[int]:
    """The numbers of the items whose list opens with words that promise plans: "Main points of the plan:"."""
    found: set[int] = set()
    promised = False
    for before, unit in zip([None, *units], units, strict=False):
        if unit.kind != "item":
            continue
        if before is None or before.kind != "item":
            promised = before is not None and bool(_PLANS.search(before.text)) and len(before.span) < _INTRODUCTION
        elif not promised:
            promised = bool(_MORE_ON.search(before.text))
        if promised:
            found.add(unit.number)
    return frozenset(found)


def _starts_line(span: Span) -> bool:
    return span.start == 0 or "\n" in span.doc[span.start - 1].text


def _parts(sentence: Span) -> list[Span]:
    """The sentence without white space at its edges, cut at each line that opens with a list mark."""
    doc, cuts = sentence.doc, [sentence.start]
    for token in sentence:
        if "\n" in token.text and token.i + 1 < sentence.end and _MARK.match(doc[token.i + 1].text):
            cuts.append(token.i + 1)
    parts = []
    for start, end in zip(cuts, [*cuts[1:], sentence.end], strict=True):
        while start < end and not doc[start].text.strip():
            start += 1
        while end > start and not doc[end - 1].text.strip():
            end -= 1
        if start < end:
            parts.append(doc[start:end])
    return parts


def _in_quotation(span: Span, quoted: bool) -> tuple[bool, bool]:
    """(most of it is quoted, a quotation is still open at its end), told by curly and straight double marks."""
    inside = 0
    for token in span:
        if token.text in ("“", "”", '"', "''", "``"):
            quoted = token.text == "“" or (token.text in ('"', "''", "``") and not quoted)
        elif quoted:
            inside += 1
    return inside * 2 > len(span), quoted
