"""The words of a page as blocks: paragraphs, headings, list items and block quotes, and nothing around them."""

import copy
import logging
import re
from collections.abc import Iterator
from typing import Any

import trafilatura
from lxml.html import HtmlElement
from trafilatura.settings import Extractor

from crawler.decoding import cleaned
from crawler.fragments import Blocks, article_body_blocks
from crawler.gaps import filled, parted
from crawler.tidying import tidy
from records.vocab import BlockKind

# It warns of every page without a text; extraction.py says so itself, with the page's address.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
logging.getLogger("trafilatura.readability_lxml").setLevel(logging.CRITICAL)

_NUMBERED = re.compile(r"\(?(?:\d{1,2}|[a-z])[.)]\s+\S")
_LIST_MARK = re.compile(r"^(?:[•●▪◦‣·*]|[-–—])\s+")
#: articleBody judges paragraphs only when it is about this page's text and holds at least this share of it.
_COVERS = 0.6
_SHARES_WORDS = 0.35
_MOST_DROPPED = 0.35


def page_blocks(tree: HtmlElement, *, url: str, fast: bool = False, article_body: str = "") -> Blocks:
    """The blocks of the page's main text; empty when there is none.

    ``fast`` leaves out the comparison of several readings, for pages of great size. ``article_body``,
    JSON-LD's, takes out paragraphs that do not belong to the article, and stands in where the page
    itself holds next to nothing.
    """
    options = Extractor(
        output_format="xml",
        fast=fast,
        comments=False,
        formatting=False,
        links=False,
        images=False,
        tables=True,
        url=url,
    )
    own = copy.deepcopy(tree)
    tidy(own)
    document: Any = trafilatura.bare_extraction(copy.deepcopy(own), options=options)
    blocks = list(_converted(document.body)) if document is not None and document.body is not None else []
    if not fast:
        blocks = parted(blocks, own)
    return _judged(filled(blocks, own), article_body)


def _converted(body: Any) -> Iterator[tuple[BlockKind, str]]:
    """Blocks out of trafilatura's element tree."""
    for element in body:
        tag = element.tag
        if tag == "head":
            yield BlockKind.HEADING, _inline(element)
        elif tag == "list":
            for item in element.iter("item"):
                yield BlockKind.ITEM, _LIST_MARK.sub("", _inline(item, without=("list",)))
        elif tag == "quote":
            parts = [part for child in element for part in _paragraphs(child)] if len(element.findall("p")) else []
            for part in parts or _paragraphs(element):
                yield BlockKind.QUOTE, part
        elif tag == "table":
            for row in element.iter("row"):
                cells = [text for cell in row if (text := _inline(cell))]
                if cells:
                    yield BlockKind.PARAGRAPH, " | ".join(cells)
        else:
            for part in _paragraphs(element):
                mark = _LIST_MARK.match(part)
                kind = BlockKind.ITEM if mark or _NUMBERED.match(part) else BlockKind.PARAGRAPH
                yield kind, part[mark.end() :] if mark else part
        if element.tail and element.tail.strip():
            yield BlockKind.PARAGRAPH, cleaned(element.tail)


def _paragraphs(element: Any) -> list[str]:
    """The element's text, parted where two line breaks stand together: how pages made paragraphs before."""
    parts, empty_line = [""], False
    for event, node in _walk(element):
        if event == "text":
            parts[-1] += node
            empty_line = empty_line and not node.strip()
        elif empty_line:
            parts.append("")
            empty_line = False
        else:
            parts[-1] += " "
            empty_line = True
    return [text for part in parts if (text := cleaned(part))]


def _walk(element: Any) -> Iterator[tuple[str, str]]:
    if element.text:
        yield "text", element.text
    for child in element:
        if child.tag == "lb":
            yield "break", ""
        else:
            yield from _walk(child)
            if child.tag in ("p", "item", "quote", "head", "cell"):
                yield "text", " "
        if child.tail:
            yield "text", child.tail


def _inline(element: Any, *, without: tuple[str, ...] = ()) -> str:
    parts = [element.text or ""]
    for child in element:
        if child.tag not in without:
            parts.append(" " if child.tag in ("lb", "p") else "")
            parts.append(_inline(child, without=without))
            parts.append(" " if child.tag == "p" else "")
        parts.append(child.tail or "")
    return cleaned("".join(parts))


# ---------------------------------------------------------------- articleBody as a judge


def _judged(blocks: Blocks, article_body: str) -> Blocks:
    wanted = _shingles(article_body)
    if len(wanted) < 40:
        return blocks
    held = [_shingles(text) for _, text in blocks]
    total = sum(map(len, held))
    if total * 2 < len(wanted):
        return article_body_blocks(article_body)
    common = sum(len(words & wanted) for words in held)
    if common < _COVERS * total:
        return blocks
    kept, dropped = [], 0
    for block, words in zip(blocks, held, strict=True):
        if not words or len(words & wanted) >= _SHARES_WORDS * len(words):
            kept.append(block)
        else:
            dropped += len(words)
    return kept if dropped <= _MOST_DROPPED * total else blocks


def _shingles(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return set(zip(words, words[1:], words[2:], strict=False))
