"""Making an Article: its blocks, from a plain text or from the blocks themselves."""

import re
from collections.abc import Iterable
from typing import Any

from records.records import Article, Block
from records.vocab import BlockKind

#: "• For more …", "● Boards …", "- third", "3. fourth": a list mark and a space.
_ITEM = re.compile(r"(?:[•●▪◦‣·*–-]|\(?[0-9a-z]{1,2}[.)])\s+\S")
_HEADING_WORDS = 12
_SENTENCE_END = re.compile(r"[.!?…:;,][\"'”’)\]]*$")


def blocks_of(text: str) -> tuple[Block, ...]:
    """The paragraphs of a plain text, parted by blank lines; list items and headings told by their looks.

    A single line break stays inside its paragraph, unless every line of it opens with a list mark.
    """
    blocks: list[Block] = []
    for start, end in _paragraphs(text):
        lines = [(start + m.start(), start + m.end()) for m in re.finditer(r"[^\n]*\S[^\n]*", text[start:end])]
        if len(lines) > 1 and all(_ITEM.match(text[a:b].lstrip()) for a, b in lines):
            blocks += [Block(kind=BlockKind.ITEM, start=a + _indent(text[a:b]), end=b) for a, b in lines]
        else:
            blocks.append(Block(kind=_kind(text[start:end]), start=start, end=end))
    return tuple(blocks)


def _paragraphs(text: str) -> Iterable[tuple[int, int]]:
    """Spans between blank lines, without the white space at either end; linear in the text."""
    position = 0
    for part in re.split(r"(\n[ \t\r]*\n\s*)", text):
        if part.strip():
            yield position + _indent(part), position + len(part.rstrip())
        position += len(part)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _kind(paragraph: str) -> BlockKind:
    if _ITEM.match(paragraph):
        return BlockKind.ITEM
    words = paragraph.split()
    if "\n" not in paragraph and len(words) <= _HEADING_WORDS and not _SENTENCE_END.search(paragraph):
        return BlockKind.HEADING
    return BlockKind.PARAGRAPH


def article_from_blocks(blocks: Iterable[tuple[BlockKind, str]], **fields: Any) -> Article:
    """An Article whose text is the blocks' texts, parted by blank lines; ``fields`` are the Article's others."""
    parts: list[str] = []
    placed: list[Block] = []
    position = 0
    for kind, words in blocks:
        words = words.strip()
        if not words:
            continue
        position += 2 if parts else 0
        placed.append(Block(kind=kind, start=position, end=position + len(words)))
        position += len(words)
        parts.append(words)
    return Article(text="\n\n".join(parts), blocks=tuple(placed), **fields)
