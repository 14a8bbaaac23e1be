"""An article's text with its evidence marked in place: any overlap, any character, nothing unescaped."""

import itertools
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

#: What the search puts around words that it found: from the private-use area, so that no text means them.
OPEN, CLOSE = "\ue000", "\ue001"

#: The kinds of evidence, in the order of the legend: (kind, what it is called).
KINDS = (
    ("proposal", "Proposals"),
    ("quotation", "Quotations"),
    ("stance", "Stances"),
    ("body", "Bodies"),
    ("person", "People"),
    ("legislation", "Legislation"),
    ("date", "Dates"),
)
_LINKED = ("legislation", "person", "body")


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One paragraph as it is shown; ``gap`` says that text before it is not published."""

    kind: str
    html: Markup
    gap: bool = False


def marked(text: str | None) -> Markup:
    """Text of the search with the found words marked; stray marks are dropped."""
    html = str(escape(text or ""))
    html = re.sub(f"{OPEN}([^{OPEN}{CLOSE}]*){CLOSE}", r"<mark>\1</mark>", html)
    return Markup(html.replace(OPEN, "").replace(CLOSE, ""))


def unmarked(text: str | None) -> str:
    """The same as plain text."""
    return (text or "").replace(OPEN, "").replace(CLOSE, "")


def paragraphs(
    passages: Iterable[Mapping[str, Any]],
    evidence: Sequence[Mapping[str, Any]],
    *,
    link: Callable[[str, str], str | None],
) -> list[Paragraph]:
    """The published passages, each a paragraph with every span of evidence that touches it.

    ``link`` gives the address of a (kind, item_id), None where there is no page. Where spans overlap,
    the text is cut at every border and each piece carries all of its kinds.
    """
    made, seen, end = [], set[int](), 0
    for passage in passages:
        start, text = passage["start"], passage["text"]
        stop = start + len(text)
        touching = [item for item in evidence if item["start"] < stop and item["end"] > start]
        html = _pieces(text, start, touching, link=link, seen=seen)
        made.append(Paragraph(kind=passage["kind"], html=html, gap=passage["kind"] == "extracts" and start > end + 2))
        end = stop
    return made


def _pieces(
    text: str,
    offset: int,
    spans: Sequence[Mapping[str, Any]],
    *,
    link: Callable[[str, str], str | None],
    seen: set[int],
) -> Markup:
    borders = sorted(
        {0, len(text)} | {min(max(span[edge] - offset, 0), len(text)) for span in spans for edge in ("start", "end")}
    )
    html = Markup("")
    for left, right in itertools.pairwise(borders):
        here = [span for span in spans if span["start"] - offset < right and span["end"] - offset > left]
        html += _piece(text[left:right], here, link=link, seen=seen)
    return html


def _piece(
    words: str,
    here: Sequence[Mapping[str, Any]],
    *,
    link: Callable[[str, str], str | None],
    seen: set[int],
) -> Markup:
    inner = Markup("<br>").join(words.split("\n"))
    if not here:
        return inner
    kinds = {span["kind"] for span in here}
    for kind in _LINKED:
        address = next((link(kind, span["item_id"]) for span in here if span["kind"] == kind), None)
        if address:
            inner = Markup('<a href="{}">{}</a>').format(address, inner)
            break
    # A span that is cut into pieces has its anchor on the first of them.
    first = [span for span in here if span["id"] not in seen]
    seen.update(span["id"] for span in first)
    for span in first[1:]:
        inner = Markup('<span id="e{}"></span>').format(span["id"]) + inner
    anchor = Markup(' id="e{}"').format(first[0]["id"]) if first else Markup("")
    classes = " ".join(f"k-{kind}" for kind, _ in KINDS if kind in kinds)
    return Markup('<mark class="{}"{}>{}</mark>').format(classes, anchor, inner)
