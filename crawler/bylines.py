"""Who wrote an article: names out of what a page states, and out of the line under its headline."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from lxml.html import HtmlElement

from crawler.decoding import cleaned
from crawler.linked_data import names_of
from crawler.written_dates import without_date, written

_AUTHOR_METAS = (
    "author",
    "article:author_name",
    "mrf:authors",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "byl",
)
_NAME_WORDS = 6
_NOT_A_NAME = re.compile(
    r"https?://|www\.|@|^\(|\d{3}|\bgetty\b|\bimages?\b|^(?:\w*admin\w*|editor|staff|webmaster|null|none|author)$",
    re.IGNORECASE,
)
_JOINED = re.compile(r"\s*(?:,|;|\||&|\band\b)\s*(?=\S)")
_ROLE = re.compile(
    r"\b(?:correspondent|reporter|editor|columnist|journalist|writer|assistant|political|chief|news|business"
    r"|education|staff|in [A-Z]\w+)\b",
    re.IGNORECASE,
)
#: "Ann Marlow Political Editor": what stands after a name without a comma.
_DESKS = "Chief|Deputy|Senior|Assistant|Political|Education|Health|Social|Affairs|Home|News|Staff|Business"
_OFFICE = re.compile(rf"(?<=\w) (?:(?:{_DESKS}) )*(?:Correspondent|Reporter|Editor|Writer|Columnist)$")
#: Words inside one organisation's name, where "and" or a comma joins no two authors.
_BODY = re.compile(r"\b(?:Department|Ministry|Office|Council|Committee|Agency|Association|Commission)\b")
_PERSON = re.compile(r"[A-Z][\w'’.\-]+(?:\s+(?:de|van|von|of|al|bin|[A-Z][\w'’.\-]*)){1,4}")
_BY = re.compile(rf"\b[Bb][Yy]:?\s+({_PERSON.pattern}(?:(?:,|\s+and|\s*&)\s+{_PERSON.pattern})*)")
_LINE_CLASS = re.compile(r"dateline|byline|author|posted|meta|credit|info", re.IGNORECASE)
_BLOCKS = ("p", "div", "span", "td", "li", "dd", "h2", "h3", "h4", "h5", "address", "small", "em", "strong", "font")
_LINE = 160  # characters; a longer piece of text is no dateline
_LINES = 8  # pieces of text after the headline among which it is looked for
_BEFORE = 120  # characters before the headline, where press notices put number and date


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline:
    """What stands beside the headline for readers."""

    published_at: str | None = None
    authors: tuple[str, ...] = ()


def names(given: Iterable[str]) -> tuple[str, ...]:
    """Names one by one, each once: "By A and B" parted, slugs, roles and addresses left out."""
    found: dict[str, str] = {}
    for text in given:
        text = re.sub(r"^(?:written\s+)?by:?\s+", "", cleaned(text), flags=re.IGNORECASE).strip(" ,.;|-")
        for part in _JOINED.split(text) if _JOINED.search(text) and not _BODY.search(text) else [text]:
            part = part.strip(" ,.;|")
            if not part or _NOT_A_NAME.search(part) or len(part.split()) > _NAME_WORDS:
                continue
            if part != text and ((_ROLE.search(part) and found) or part[0].islower()):
                continue  # "Ann Marlow, education correspondent"
            part = _OFFICE.sub("", part)
            if re.fullmatch(r"[\w]+(?:-[\w]+)+", part) and part.islower():
                part = part.replace("-", " ").title()
            found.setdefault(re.sub(r"[\W_]+", " ", part.casefold()).strip(), part)
    return tuple(found.values())


def stated_authors(node: Mapping[str, Any], metas: Mapping[str, list[str]]) -> tuple[str, ...]:
    """The authors that JSON-LD names, else the first meta element that names any."""
    found = names(names_of(node.get("author")) or names_of(node.get("creator")))
    for meta in _AUTHOR_METAS:
        found = found or names(metas.get(meta, ()))
    return found


def visible_authors(tree: HtmlElement) -> tuple[str, ...]:
    """The authors that the page's mark-up points out to readers."""
    for xpath in (
        ".//*[@itemprop='author']//*[@itemprop='name']",
        ".//*[@itemprop='author'][not(self::meta)]",
        ".//a[@rel='author']",
        ".//*[self::p or self::span or self::div or self::address][contains(concat(' ', @class, ' '), ' byline ')]",
    ):
        found = [cleaned(element.text_content()) for element in tree.xpath(xpath)[:8]]
        if any(found):
            return names(name for name in found if len(name) <= _LINE)
    return ()


def dateline_of(tree: HtmlElement, heading: HtmlElement | None) -> Dateline:
    """Date and authors in the lines under the headline: "8 July 2008 | 10.45 | Ann Marlow", "By Ann Marlow"."""
    if heading is None:
        return Dateline()
    before, after = _beside(tree, heading)
    published_at: str | None = None
    authors: tuple[str, ...] = ()
    for text, marked in after:
        date = written(text)
        published_at = published_at or date
        if not authors and (found := _BY.search(text)):
            authors = names([found[1]])
        if not authors and date and marked:
            parts = (part.strip() for part in re.split(r"[|•·–—]|\s-\s", without_date(text)))
            authors = names(part for part in parts if _PERSON.fullmatch(part))
    return Dateline(published_at=published_at or written(before), authors=authors)


def _beside(tree: HtmlElement, heading: HtmlElement) -> tuple[str, list[tuple[str, bool]]]:
    """The words before the headline; the short pieces of text after it, and whether their class says dateline."""
    before, passed = "", False
    after: list[tuple[str, bool]] = []
    for element in _in_order(tree):
        if element is heading:
            passed = True
            continue
        if not passed:
            before = f"{before} {element.text or ''} {element.tail or ''}"[-_BEFORE:]
            continue
        if element.tag not in _BLOCKS or any(child.tag in ("p", "div", "td", "h2", "h3") for child in element):
            continue
        text = cleaned(element.text_content())
        if not text or heading in element.iterancestors():
            continue
        if len(after) >= _LINES:
            break
        if len(text) <= _LINE:
            after.append((text, bool(_LINE_CLASS.search(f"{element.get('class')} {element.get('id')}"))))
        elif element.tag == "p":
            break  # the article has begun
    return cleaned(before), after


def _in_order(tree: HtmlElement) -> Iterator[HtmlElement]:
    for element in tree.iter():
        if isinstance(element.tag, str) and element.tag not in ("script", "style", "head", "title", "meta", "option"):
            yield element
