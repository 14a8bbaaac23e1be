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
    blocks = [(span.start, span.end, span.label_) for span in doc.spans.get("blocks", ())]
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
