"""Old and careless mark-up made into what it means, before the text is looked for: tables, breaks, bold lines."""

import re

from lxml.html import Element, HtmlElement

from crawler.decoding import cleaned

_LONG_CELL = 600  # characters; no cell of figures holds as many
_HEADING_WORDS = 12
_MOST_CHILDREN = 8000  # of one element; no article has as many paragraphs
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_TEXT_BLOCKS = {"p", "div", "table", "ul", "ol", "dl", "blockquote", "pre", "hr", "form", "figure"}
_BLOCKS = _HEADINGS | _TEXT_BLOCKS | {"section", "article", "aside", "header", "footer", "nav", "main"}
_FLOWING = ("div", "td", "article", "section", "main", "body", "blockquote", "font", "center", "span")


def tidy(tree: HtmlElement) -> None:
    """Change the tree in place; the article's words and their order stay."""
    for note in list(tree.iter("sup")):
        if note.find(".//a") is not None or re.fullmatch(r"\s*\[?\d{1,3}\]?\s*", note.text_content()):
            note.drop_tree()  # a footnote's number would stick to the word before it
    _undo_layout_tables(tree)
    for part in list(tree.iter("font", "center", "big", "small")):
        if any(child.tag in _BLOCKS for child in part):
            part.tag = "div"
    for box in list(tree.iter(*_FLOWING)):
        if any(_is_double(line) for line in box.iterchildren("br")):
            _make_paragraphs(box)
    for paragraph in tree.iter("p"):
        if _is_bold_line(paragraph):
            paragraph.tag = "h4"
    for box in [box for box in tree.iter() if len(box) > _MOST_CHILDREN]:
        del box[_MOST_CHILDREN:]  # readers take time by the square of it


def _undo_layout_tables(tree: HtmlElement) -> None:
    """Make boxes of the tables that only place things on the page, as pages were built until about 2010."""
    for table in list(tree.iter("table")):
        if _is_layout(table):
            for part in table.iter("table", "tbody", "tr", "td", "th"):
                if part is table or next(part.iterancestors("table"), None) is table:
                    part.tag = "div"


def _is_layout(table: HtmlElement) -> bool:
    if table.get("role") == "presentation":
        return True
    if table.find(".//th") is not None or table.find(".//caption") is not None:
        return False
    if table.find(".//td//table") is not None or table.find(".//td//h1") is not None:
        return True
    return len(table.findall(".//td//p")) > len(table.findall(".//td")) or any(
        len(cell.text_content()) > _LONG_CELL for cell in table.iter("td")
    )


def _is_double(line: HtmlElement) -> bool:
    following = line.getnext()
    return following is not None and following.tag == "br" and not (line.tail or "").strip()


def _make_paragraphs(box: HtmlElement) -> None:
    """Put what stands between two double line breaks, or beside other blocks, into paragraphs of its own."""
    parts: list[HtmlElement] = []
    paragraph = Element("p")
    paragraph.text, box.text = box.text, None
    breaks = 0
    for child in list(box):
        tail, child.tail = child.tail, None
        box.remove(child)
        if child.tag == "br":
            breaks += 1
            if breaks == 1:
                paragraph.append(child)
                child.tail = tail
            else:
                parts.append(paragraph)
                paragraph = Element("p")
                paragraph.text = tail
            breaks = 0 if (tail or "").strip() else breaks
            continue
        breaks = 0
        if child.tag in _BLOCKS:
            parts += [paragraph, child]
            paragraph = Element("p")
            paragraph.text = tail
        else:
            paragraph.append(child)
            child.tail = tail
    parts.append(paragraph)
    if box.tag in ("font", "center", "span"):
        box.tag = "div"
    box.extend(part for part in parts if part.tag != "p" or len(part.xpath(".//img")) or part.text_content().strip())


def _is_bold_line(paragraph: HtmlElement) -> bool:
    """A paragraph all in bold, short and without a full stop: a heading to everybody who sees it."""
    children = [child for child in paragraph if child.tag != "br"]
    if len(children) != 1 or children[0].tag not in ("b", "strong") or (paragraph.text or "").strip():
        return False
    if any((child.tail or "").strip() for child in paragraph):
        return False
    text = cleaned(children[0].text_content())
    return 0 < len(text.split()) <= _HEADING_WORDS and not re.search(r"[.!?:,;…][\"'”’)]*$", text)
