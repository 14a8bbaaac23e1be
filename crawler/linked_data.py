"""JSON-LD out of a page: the node that describes its article, from scripts that are often not quite JSON."""

import html
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from lxml.html import HtmlElement

_ARTICLE = re.compile(r"(?:Article|Posting|Report|BlogPost|Legislation|GovernmentService)$")
_DEPTH = 12  # how deep nested nodes are followed
_SIZE = 2_000_000  # characters of one script that are looked at


def article_node(tree: HtmlElement) -> dict[str, Any]:
    """The JSON-LD node of the page's article; of its web page, where only that is described; else {}.

    The first article of a page is its own: teasers for others come after it, or hold less.
    """
    pages: list[dict[str, Any]] = []
    articles: list[dict[str, Any]] = []
    for node in _nodes(tree):
        types = node.get("@type")
        names = [name for name in (types if isinstance(types, list) else [types]) if isinstance(name, str)]
        if any(_ARTICLE.search(name) for name in names):
            articles.append(node)
        elif "WebPage" in names:
            pages.append(node)
    for node in articles:
        if node.get("datePublished") or node.get("author") or node.get("articleBody"):
            return node
    return articles[0] if articles else pages[0] if pages else {}


def is_live_blog(node: Mapping[str, Any]) -> bool:
    """Whether the page is a report that goes on while it can be read."""
    types = node.get("@type")
    return "LiveBlogPosting" in (types if isinstance(types, list) else [types])


def _nodes(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "").lower():
            value = loads(script.text or "")
            by_id: dict[str, dict[str, Any]] = {}
            found = list(_walk(value, 0))
            for node in found:
                if isinstance(node.get("@id"), str) and len(node) > 2:
                    by_id.setdefault(node["@id"], node)
            for node in found:
                author = node.get("author")
                if isinstance(author, dict) and "name" not in author and author.get("@id") in by_id:
                    node = {**node, "author": by_id[author["@id"]]}
                yield node


def _walk(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > _DEPTH:
        return
    if isinstance(value, list):
        for item in value:
            yield from _walk(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            if isinstance(value.get(key), dict | list):
                yield from _walk(value[key], depth + 1)


def loads(text: str) -> Any:
    """The JSON value in a script's text; None when it is past mending."""
    text = text.strip()
    if len(text) > _SIZE:
        return None
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        text = _unwrapped(text)
    for attempt in (text, re.sub(r",\s*([}\]])", r"\1", text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _unwrapped(text: str) -> str:
    """Without the comment or CDATA marks that some writers put around it."""
    text = re.sub(r"^(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[|/\*.*?\*/)\s*", "", text)
    text = text.rstrip("; \n\t")
    for end in ("-->", "]]>", "//"):
        text = text.removesuffix(end).rstrip("; \n\t/")
    return text


def text_of(value: Any) -> str:
    """A JSON-LD text value without the entities that some writers leave in it; "" for anything else."""
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name")
    return html.unescape(html.unescape(value)) if isinstance(value, str) else ""


def names_of(value: Any) -> list[str]:
    """The names in an author value: text, an object, or a list of them."""
    values = value if isinstance(value, list) else [value]
    names = []
    for item in values:
        name = item.get("name") if isinstance(item, dict) else item
        names += names_of(name) if isinstance(name, list) else [text_of(name)]
    return [name for name in names if name]
