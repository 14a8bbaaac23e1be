"""Lists, headings and quotes that were lost between an article's paragraphs, put back where they stood."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from lxml.html import HtmlElement

from crawler.decoding import cleaned
from crawler.fragments import Blocks, blocks_in
from records.vocab import BlockKind

Leaf = tuple[HtmlElement, BlockKind, str]

_KINDS = {
    "p": BlockKind.PARAGRAPH,
    "li": BlockKind.ITEM,
    "dd": BlockKind.ITEM,
    "blockquote": BlockKind.QUOTE,
    **dict.fromkeys(("h2", "h3", "h4", "h5", "h6"), BlockKind.HEADING),
}
_LISTS = ("ul", "ol", "dl", "blockquote")
_ASIDE = re.compile(
    r"related|promo|share|social|newsletter|sign-?up|subscri|advert|\bads?\b|caption|comment|cookie|recommend|more-on"
    r"|read-more|most-read|trending|breadcrumb|tags?\b|pull-?quote",
    re.IGNORECASE,
)
_ASIDE_TAGS = ("nav", "aside", "figure", "figcaption", "footer", "header", "form", "table", "button", "select")
_BOXES = ("div", "article", "section", "main", "body", "td", "li", "blockquote")
_LUMP = 600  # characters from which a block may be several
_ENDS = 40  # letters at either end by which its place on the page is known
_LINKED = 0.4  # share of letters inside links from which a piece of text leads elsewhere


def filled(blocks: Blocks, tree: HtmlElement) -> Blocks:
    """The blocks, with what stands between two of them in the same box of the page and is no aside.

    A list right after the last block is put back too, where that block ends with a colon.
    """
    leaves = list(_leaves(tree))
    positions: dict[str, list[int]] = {}
    for number, (_, _, text) in enumerate(leaves):
        positions.setdefault(_key(text), []).append(number)
    held = {_key(text) for _, text in blocks}
    asides: dict[HtmlElement, bool] = {}
    found: Blocks = []
    last = -1
    for kind, text in blocks:
        places = positions.get(_key(text), [])
        at = bisect_right(places, last)
        here = places[at] if at < len(places) else None
        if here is not None:
            if last >= 0:
                found += _between(leaves, last, here, held, asides)
            last = here
        found.append((kind, text))
    if last >= 0 and blocks and blocks[-1][1].endswith(":"):
        found += _between(leaves, last, None, held, asides)
    return found


def parted(blocks: Blocks, tree: HtmlElement) -> Blocks:
    """The blocks, with each that runs several of the page's own together parted into these."""
    leaves: list[str] = []
    found: Blocks = []
    for kind, text in blocks:
        if len(text) < _LUMP:
            found.append((kind, text))
            continue
        leaves = leaves or [_key(words) for _, _, words in _leaves(tree)]
        key = _key(text)
        if key in leaves:
            found.append((kind, text))
            continue
        parts = [part for part in _parts(tree, key) if _key(part[1]) in key]
        whole = 10 * sum(len(words) for _, words in parts) >= 9 * len(text)
        found += parts if whole and len(parts) > 1 else [(kind, text)]
    return found


def _parts(tree: HtmlElement, key: str) -> Blocks:
    """The blocks in the smallest box of the page that holds those words."""
    box, size = None, 0
    for element in tree.iter(*_BOXES):
        inside = _key(element.text_content())
        if (box is None or len(inside) <= size) and key[:_ENDS] in inside and key[-_ENDS:] in inside:
            box, size = element, len(inside)
    return blocks_in(box) if box is not None else []


def _between(
    leaves: Sequence[Leaf], first: int, end: int | None, held: set[str], asides: dict[HtmlElement, bool]
) -> Blocks:
    box = _anchor(leaves[first][0]).getparent()
    if end is not None and _anchor(leaves[end][0]).getparent() is not box:
        return []
    lost = []
    for element, kind, text in leaves[first + 1 : end]:
        anchor = _anchor(element)
        if end is None and (anchor.getparent() is not box or anchor.tag not in _LISTS):
            break
        if anchor.getparent() is not box or _key(text) in held:
            continue
        if anchor not in asides:
            asides[anchor] = _is_aside(anchor) or _leads_elsewhere(anchor)
        if not asides[anchor] and not _is_aside(element):
            lost.append((kind, text))
    return lost


def _leaves(tree: HtmlElement) -> Iterator[Leaf]:
    """Every element that is one block of text, with its kind and words."""
    for element in tree.iter(*_KINDS):
        if element.tag in ("li", "dd", "blockquote") and any(
            child.tag in _KINDS or child.tag in _LISTS for child in element
        ):
            continue
        text = cleaned(element.text_content())
        if text:
            quoted = element.tag == "p" and element.getparent() is not None and element.getparent().tag == "blockquote"
            yield element, BlockKind.QUOTE if quoted else _KINDS[element.tag], text


def _anchor(element: HtmlElement) -> HtmlElement:
    """The list or quote that the element is part of, else itself."""
    anchor = element
    while (parent := anchor.getparent()) is not None and parent.tag in (
        *_LISTS,
        "li",
        "dd",
        "div" if anchor.tag == "li" else "",
    ):
        anchor = parent
    return anchor


def _is_aside(element: HtmlElement) -> bool:
    return element.tag in _ASIDE_TAGS or bool(_ASIDE.search(f"{element.get('class') or ''} {element.get('id') or ''}"))


def _leads_elsewhere(element: HtmlElement) -> bool:
    length = len(element.text_content()) or 1
    return sum(len(link.text_content()) for link in element.iter("a")) > _LINKED * length


def _key(text: str) -> str:
    return "".join(re.findall(r"\w+", text.lower()))
