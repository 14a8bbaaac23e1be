"""What a page says about itself, in JSON-LD, in meta elements and by its looks: headline, byline, date, address."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from crawler.bylines import Dateline, dateline_of, stated_authors, visible_authors
from crawler.decoding import cleaned
from crawler.headlines import headline_of, main_heading
from crawler.linked_data import article_node, is_live_blog, text_of
from crawler.written_dates import iso, written
from records.urls import BadUrl, canonical_url

_DATE_METAS = (
    "article:published_time",
    "og:published_time",
    "og:article:published_time",
    "article:published",
    "article.published",
    "govuk:first-published-at",
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
    "pdate",
    "date",
)


_DATE_ELEMENTS = (
    ".//*[contains(concat(' ', @itemprop, ' '), ' datePublished ')] | .//time[@pubdate] | .//abbr[@class='published']"
)
_ADDRESS_DAY = re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2}|[a-z]{3,9})(?:[/-](\d{1,2}))?(?=[/-])", re.IGNORECASE)


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
    title = cleaned(tree.findtext(".//head/title") or "")
    first_heading = main_heading(tree, [title, _first(metas, "og:title")])
    stated = _stated_date(tree, node, metas)
    line = dateline_of(tree, first_heading)
    byline = stated_authors(node, metas) or line.authors or visible_authors(tree)
    headline = headline_of(
        {
            "h1": cleaned(first_heading.text_content()) if first_heading is not None else "",
            "og": cleaned(_first(metas, "og:title", "twitter:title")),
            "ld": cleaned(text_of(node.get("headline"))),
        },
        title=title,
        preferred=headline_from or ("og" if live else ""),
        sites=_site_names(node, metas),
    )
    return Metadata(
        headline=headline,
        byline=byline,
        published_at=stated or _seen_date(tree, line),
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
                for word in name.lower().split() if attribute == "itemprop" else [name.strip().lower()]:
                    found.setdefault(word, []).append(content)
    return found


def _in_head(element: HtmlElement) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag == "head"


def _first(metas: Mapping[str, list[str]], *names: str) -> str:
    return next((metas[name][0] for name in names if name in metas), "")


def _site_names(node: Mapping[str, Any], metas: Mapping[str, list[str]]) -> list[str]:
    given = [_first(metas, "og:site_name"), _first(metas, "application-name"), text_of(node.get("publisher"))]
    return [cleaned(name) for name in given if name]


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


# ---------------------------------------------------------------- date


def _stated_date(tree: HtmlElement, node: Mapping[str, Any], metas: Mapping[str, list[str]]) -> str | None:
    stated = [text_of(node.get("datePublished")), text_of(node.get("dateCreated"))]
    stated += [value for name in _DATE_METAS for value in metas.get(name, ())[:1]]
    stated += [
        element.get("datetime") or element.get("content") or element.get("title") or element.text_content()
        for element in tree.xpath(_DATE_ELEMENTS)[:3]
    ]
    found = [date for date in map(iso, filter(None, stated)) if date]
    if found:
        # A day only, where another witness gives the time of that same day, is the poorer one.
        exact = next((date for date in found if len(date) > 10 and date.startswith(found[0][:10])), None)
        return exact or found[0]
    return None


def _seen_date(tree: HtmlElement, line: Dateline) -> str | None:
    """The date that readers see: a time element's, else the one beside the headline."""
    for element in tree.iter("time"):
        date = iso(element.get("datetime") or "") or written(cleaned(element.text_content()))
        if date:
            return date
    return line.published_at


def date_in(address: str) -> str | None:
    """The day or month that an address is filed under, as "/2008/07/08/trams" and "/2008/jul/08/trams" are."""
    found = _ADDRESS_DAY.search(urlsplit(address).path)
    if found is None:
        return None
    year, month, day = found.groups()
    if not month.isdigit():
        return written(f"{day or 1} {month} {year}") if day else None
    return iso(f"{year}-{int(month):02}-{int(day):02}") if day else iso(f"{year}-{int(month):02}")


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
