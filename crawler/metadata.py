"""What a page says about itself, in JSON-LD, in meta elements and by its looks: headline, byline, date, address."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from crawler.decoding import cleaned
from crawler.linked_data import article_node, is_live_blog, names_of, text_of
from crawler.written_dates import iso, written
from records.urls import BadUrl, canonical_url

_SEPARATOR = re.compile(r"\s+[|\-–—:•·»]\s+|\s+[|»]\s*|:\s+")
_NEAR = 400  # characters around the headline in which a date is the article's own
_NAME_WORDS = 6
_DATE_METAS = (
    "article:published_time",
    "og:published_time",
    "og:article:published_time",
    "article.published",
    "datepublished",
    "date.published",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date.created",
    "dc.date",
    "dcterms.date",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:publishtime",
    "cxenseparse:recs:publishtime",
    "originalpublicationdate",
    "publication_date",
    "publish-date",
    "pub_date",
    "pubdate",
    "date",
)
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
_NOT_A_NAME = re.compile(
    r"https?://|www\.|@|^\(|\d{3}|\bgetty\b|\bimages?\b|^(?:admin|editor|staff|webmaster|null|none|author)$",
    re.IGNORECASE,
)
_JOINED = re.compile(r"\s*(?:,|;|\||&|\band\b)\s*(?=\S)")
_ROLE = re.compile(
    r"\b(?:correspondent|reporter|editor|columnist|journalist|writer|assistant|political|chief|news|business"
    r"|education|staff|in [A-Z]\w+)\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What was found, each from the best witness; "" or None where the page is silent."""

    headline: str = ""
    byline: tuple[str, ...] = ()
    published_at: str | None = None
    lead: str = ""
    language: str = ""
    url: str | None = None  # canonical, by the page's own word
    body: str = ""  # JSON-LD articleBody: often a teaser, or more than the article
    live: bool = False
    date_is_sure: bool = False  # a machine wrote it for machines
    is_opinion: bool = False
    tags: tuple[str, ...] = ()


def metadata_of(tree: HtmlElement, *, headline_from: str = "") -> Metadata:
    """The page's metadata. ``headline_from`` (h1, og or ld) settles which headline its publisher means."""
    node = article_node(tree)
    metas = metas_of(tree)
    live = is_live_blog(node)
    first_heading = _first_heading(tree)
    stated = _stated_date(tree, node, metas)
    headline = _headline(
        {
            "h1": cleaned(first_heading.text_content()) if first_heading is not None else "",
            "og": cleaned(_first(metas, "og:title", "twitter:title")),
            "ld": cleaned(text_of(node.get("headline"))),
        },
        title=cleaned(tree.findtext(".//head/title") or ""),
        preferred=headline_from or ("og" if live else ""),
    )
    return Metadata(
        headline=headline,
        byline=_byline(tree, node, metas),
        published_at=stated or _near_heading(tree, first_heading),
        date_is_sure=stated is not None,
        is_opinion=_is_opinion(node, metas),
        tags=_tags(node, metas),
        lead=cleaned(_first(metas, "og:description", "description", "twitter:description")),
        language=(tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or "").lower(),
        url=address_of(tree, node, metas),
        body=text_of(node.get("articleBody")),
        live=live,
    )


def metas_of(tree: HtmlElement) -> dict[str, list[str]]:
    """The page's meta elements: name in lower case -> contents in their order."""
    found: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        content = (meta.get("content") or "").strip()
        for attribute in ("property", "name", "itemprop"):
            name = meta.get(attribute)
            # An itemprop in the body may be a picture's: only the head's are the page's.
            if name and content and (attribute != "itemprop" or _in_head(meta)):
                found.setdefault(name.strip().lower(), []).append(content)
    return found


def _in_head(element: HtmlElement) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag == "head"


def _first(metas: Mapping[str, list[str]], *names: str) -> str:
    return next((metas[name][0] for name in names if name in metas), "")


def _is_opinion(node: Mapping[str, Any], metas: Mapping[str, list[str]]) -> bool:
    types = node.get("@type")
    section = text_of(node.get("articleSection")) or _first(metas, "article:section")
    return "OpinionNewsArticle" in (types if isinstance(types, list) else [types]) or section.strip().lower() in (
        "opinion",
        "comment",
        "columnists",
        "letters",
        "leader",
        "views",
    )


def _tags(node: Mapping[str, Any], metas: Mapping[str, list[str]]) -> tuple[str, ...]:
    """The publisher's own tags, at most twenty."""
    found = list(metas.get("article:tag", ()))
    keywords = node.get("keywords")
    if not found:
        found = (
            keywords
            if isinstance(keywords, list)
            else str(keywords or _first(metas, "news_keywords", "keywords")).split(",")
        )
    tags = (cleaned(text_of(tag)) for tag in found)
    return tuple(dict.fromkeys(tag for tag in tags if tag and len(tag) <= 60))[:20]


# ---------------------------------------------------------------- headline


def _first_heading(tree: HtmlElement) -> HtmlElement | None:
    """The h1 with most words among those outside the page's header; site names are short."""
    headings = [h for h in tree.iter("h1") if h.text_content().strip()]
    if not headings:
        return None
    return max(headings[:6], key=lambda h: (len(h.text_content().split()) > 2, -headings.index(h)))


def _headline(candidates: dict[str, str], *, title: str, preferred: str) -> str:
    """The candidate that most witnesses give letter for letter, the page's own heading first among equals.

    The window's title is a witness for the candidate it begins with. An og:title that is the beginning
    of the others is what the publisher calls the article where they were lengthened for search engines.
    """
    if candidates.get(preferred):
        return candidates[preferred]
    known = {name: text for name, text in candidates.items() if text}
    if not known:
        return _SEPARATOR.split(title)[0] if title else ""
    votes = Counter(known.values())
    for text in sorted(votes, key=len, reverse=True):
        if title == text or (title.startswith(text) and _SEPARATOR.match(title[len(text) :])):
            votes[text] += 1
            break
    order = [known[name] for name in ("h1", "ld", "og") if name in known]
    best = max(order, key=lambda text: (votes[text], -order.index(text)))
    short = known.get("og", "")
    if len(short.split()) >= _NAME_WORDS and best.startswith(f"{short} ") and 2 * len(short) >= len(best):
        return short
    return best


# ---------------------------------------------------------------- byline


def _byline(tree: HtmlElement, node: Mapping[str, Any], metas: Mapping[str, list[str]]) -> tuple[str, ...]:
    found = names(names_of(node.get("author")) or names_of(node.get("creator")))
    for meta in _AUTHOR_METAS:
        found = found or names(metas.get(meta, ()))
    return found or names(_visible_authors(tree))


def _visible_authors(tree: HtmlElement) -> Iterable[str]:
    for xpath in (
        ".//*[@itemprop='author']//*[@itemprop='name']",
        ".//*[@itemprop='author'][not(self::meta)]",
        ".//a[@rel='author']",
        ".//*[self::p or self::span or self::div or self::address][contains(concat(' ', @class, ' '), ' byline ')]",
    ):
        found = [cleaned(element.text_content()) for element in tree.xpath(xpath)[:8]]
        if any(found):
            return [name for name in found if len(name) <= 120]
    return _byline_line(tree)


def _byline_line(tree: HtmlElement) -> list[str]:
    """A short line "By First Last" after the headline, as pages had it before there was markup for it."""
    for element in tree.iter("p", "span", "div", "strong", "em", "td", "font", "b", "i"):
        text = cleaned(element.text or "")
        if 6 < len(text) < 80 and re.match(r"by\s+[A-Z]", text, re.IGNORECASE):
            name = re.split(r"\s*[|,–]\s*|\s+\d|\s+-\s+", text)[0]
            if re.fullmatch(r"[Bb][Yy]\s+(?:[A-Z][\w'’.\-]+\s*(?:and\s+|&\s*)?){2,6}", name):
                return [name]
    return []


def names(given: Iterable[str]) -> tuple[str, ...]:
    """Names one by one, each once: "By A and B" parted, slugs, roles and addresses left out."""
    found: dict[str, str] = {}
    for text in given:
        text = re.sub(r"^(?:written\s+)?by:?\s+", "", cleaned(text), flags=re.IGNORECASE).strip(" ,.;|-")
        for part in _JOINED.split(text) if _JOINED.search(text) and not _is_body(text) else [text]:
            part = part.strip(" ,.;|")
            if not part or _NOT_A_NAME.search(part) or len(part.split()) > _NAME_WORDS:
                continue
            if part != text and ((_ROLE.search(part) and found) or part[0].islower()):
                continue  # "Ann Marlow, education correspondent"
            if re.fullmatch(r"[\w]+(?:-[\w]+)+", part) and part.islower():
                part = part.replace("-", " ").title()
            found.setdefault(re.sub(r"[\W_]+", " ", part.casefold()).strip(), part)
    return tuple(found.values())


def _is_body(text: str) -> bool:
    """Whether "and" or a comma stands inside one organisation's name."""
    return bool(re.search(r"\b(?:Department|Ministry|Office|Council|Committee|Agency|Association|Commission)\b", text))


# ---------------------------------------------------------------- date


def _stated_date(tree: HtmlElement, node: Mapping[str, Any], metas: Mapping[str, list[str]]) -> str | None:
    stated = [text_of(node.get("datePublished")), text_of(node.get("dateCreated"))]
    stated += [value for name in _DATE_METAS for value in metas.get(name, ())[:1]]
    stated += [
        element.get("datetime") or element.get("content") or element.text_content()
        for element in tree.xpath(".//*[@itemprop='datePublished'] | .//time[@pubdate]")[:3]
    ]
    found = [date for date in map(iso, filter(None, stated)) if date]
    if found:
        # A day only, where another witness gives the time of that same day, is the poorer one.
        exact = next((date for date in found if len(date) > 10 and date.startswith(found[0][:10])), None)
        return exact or found[0]
    return None


def _near_heading(tree: HtmlElement, heading: HtmlElement | None) -> str | None:
    """The date that readers see: a time element, else words right after the headline or right before it."""
    for element in tree.iter("time"):
        date = iso(element.get("datetime") or "") or written(cleaned(element.text_content()))
        if date:
            return date
    start = heading if heading is not None else next(iter(tree.iter("h2", "title")), None)
    if start is None:
        return None
    after, before = "", ""
    passed = False
    for element in tree.iter():
        if element is start:
            passed = True
            continue
        if not isinstance(element.tag, str) or element.tag in ("script", "style", "head", "title", "meta", "option"):
            continue
        words = " ".join(filter(None, [element.text, element.tail]))
        if passed:
            after += f" {words}"
            if len(after) > _NEAR:
                break
        else:
            before = f"{before} {words}"[-_NEAR:]
    return written(cleaned(after[:_NEAR])) or written(cleaned(before)[-120:])


# ---------------------------------------------------------------- address


def address_of(tree: HtmlElement, node: Mapping[str, Any], metas: Mapping[str, list[str]]) -> str | None:
    """The page's own canonical address; None when it names none, or only its site's front page."""
    stated = [link.get("href") for link in tree.iter("link") if "canonical" in (link.get("rel") or "").lower().split()]
    stated += metas.get("og:url", [])[:1]
    main = node.get("mainEntityOfPage")
    stated += [node.get("url"), main.get("@id") if isinstance(main, dict) else main]
    for address in stated:
        if not isinstance(address, str) or not address.strip().lower().startswith(("http://", "https://")):
            continue
        try:
            url = canonical_url(address)
        except BadUrl:
            continue
        if urlsplit(url).path.strip("/") or urlsplit(url).query:
            return url
    return None
