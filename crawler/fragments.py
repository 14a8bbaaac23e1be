"""HTML that is article from beginning to end, as APIs and feeds deliver it, as blocks."""

import re
from collections.abc import Iterable

from lxml.html import HtmlElement, fragments_fromstring

from crawler.decoding import cleaned
from records.vocab import BlockKind

Blocks = list[tuple[BlockKind, str]]

#: Elements that hold no words of the text.
_CONTROLS = {"form", "button", "select", "input", "textarea"}
_PASSED_OVER = _CONTROLS | {"script", "style", "noscript", "template", "svg", "iframe", "nav", "figure"}
_BOXES = {"div", "section", "article", "main", "header", "footer", "aside", "address", "details", "figcaption"}
_TABLES = {"table", "thead", "tbody", "tfoot", "tr"}
_LISTS = {"ul", "ol", "dl", "li", "dt", "dd"}
_TEXTS = {"p", "pre", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "summary", "hr"}
_BLOCKS = _BOXES | _TABLES | _LISTS | _TEXTS
_DEPTH = 200  # elements inside one another; what stands deeper is taken as plain text


def article_body_blocks(text: str) -> Blocks:
    """Blocks of a text that came with line breaks, or with mark-up left in it."""
    if "</p>" in text or "<br" in text:
        return html_blocks(text)
    lines = re.split(r"\n\s*\n", text) if re.search(r"\n\s*\n", text) else text.split("\n")
    return [(BlockKind.PARAGRAPH, words) for line in lines if (words := cleaned(line))]


# ---------------------------------------------------------------- HTML that is all text


def html_blocks(fragment: str) -> Blocks:
    """Blocks of a piece of HTML that is article from beginning to end, as APIs deliver it."""
    if not fragment.strip():
        return []
    try:
        parts = fragments_fromstring(re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", fragment))
    except Exception:  # noqa: BLE001 - lxml's errors for odd fragments share no parent
        return [(BlockKind.PARAGRAPH, words) for line in fragment.split("\n") if (words := cleaned(line))]
    collector = _Collector()
    for part in parts:
        if isinstance(part, str):
            collector.words(part)
        else:
            collector.element(part, BlockKind.PARAGRAPH, 0)
            collector.words(part.tail or "")
    collector.end(BlockKind.PARAGRAPH)
    return collector.blocks


def blocks_in(element: HtmlElement) -> Blocks:
    """All blocks of an element of a page, whatever they are."""
    collector = _Collector()
    collector.element(element, BlockKind.PARAGRAPH, 0)
    collector.end(BlockKind.PARAGRAPH)
    return collector.blocks


class _Collector:
    """Gathers inline text until a block ends."""

    def __init__(self) -> None:
        self.blocks: Blocks = []
        self._text = ""
        self._broken = False  # the last thing was a line break

    def words(self, text: str) -> None:
        self._text += text
        self._broken = self._broken and not text.strip()

    def end(self, kind: BlockKind) -> None:
        words = cleaned(self._text).rstrip(" \u21a9\ufe0e")  # the arrow that leads back from a footnote
        self._text = ""
        if words and words not in ("|", "–", "-"):
            self.blocks.append((kind, words))

    def element(self, element: HtmlElement, kind: BlockKind, depth: int) -> None:
        tag = element.tag
        if not isinstance(tag, str) or tag in _PASSED_OVER or "attachment" in (element.get("class") or "").split():
            return
        if depth > _DEPTH:
            self.words(" ".join(element.itertext()))
            return
        if tag == "br":
            if self._broken:
                self.end(kind)
            self._text += " "
            self._broken = not self._broken
            return
        if tag == "sup" and element.find(".//a") is not None:
            return  # a footnote's number would stick to the word before it
        if tag == "cite" and kind == BlockKind.QUOTE:
            self.end(kind)
            self.words(" ".join(element.itertext()))
            self.end(BlockKind.PARAGRAPH)
            return
        if tag in ("th", "td"):
            self._text += " | " if self._text.strip() else ""
        inner = _kind_of(tag, kind)
        if tag in _BLOCKS:
            self.end(kind)
        self.words(element.text or "")
        for child in element:
            self.element(child, inner, depth + 1)
            self.words(child.tail or "")
        if tag in _BLOCKS:
            self.end(inner)


def _kind_of(tag: str, outer: BlockKind) -> BlockKind:
    if re.fullmatch(r"h[1-6]", tag):
        return BlockKind.HEADING
    if tag in ("li", "dt", "dd"):
        return BlockKind.ITEM
    if tag == "blockquote":
        return BlockKind.QUOTE
    return outer


def plain(blocks: Iterable[tuple[BlockKind, str]]) -> str:
    """The blocks' text alone, a paragraph a line."""
    return "\n".join(text for _, text in blocks)
