"""What a host of the sample web is asked, and what it answers."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any

from greenpaper.sample.pages import Page, visible
from greenpaper.sample.rendering import article_html
from records.urls import canonical_url

HTML = "text/html; charset=utf-8"
XML = "application/xml; charset=utf-8"
JSON = "application/json; charset=utf-8"

ROBOTS = """User-agent: *
Disallow: /search-results
Disallow: /account/
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One request. ``clock`` is the time that the sample web plays."""

    host: str
    path: str
    query: Mapping[str, str]
    target: str  # path and query as they came
    clock: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One response; ``modified`` is told as Last-Modified where it is known."""

    body: bytes
    content_type: str = HTML
    status: int = 200
    modified: datetime | None = None
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def etag(self) -> str:
        """A strong validator of the body."""
        return f'"{sha256(self.body).hexdigest()[:24]}"'


def text(body: str, content_type: str = HTML, **rest: Any) -> Answer:
    """An answer in words."""
    return Answer(body=body.encode(), content_type=content_type, **rest)


def as_json(value: object, **rest: Any) -> Answer:
    """An answer in JSON."""
    return Answer(body=json.dumps(value, ensure_ascii=False).encode(), content_type=JSON, **rest)


def not_found(what: str = "Page not found") -> Answer:
    """404."""
    return text(f"<!doctype html><title>{what}</title><h1>{what}</h1>", status=404)


def robots(sitemap: str = "") -> Answer:
    """robots.txt that lets a crawler at everything but the search and account pages."""
    return text(ROBOTS + (f"\nSitemap: {sitemap}\n" if sitemap else ""), "text/plain; charset=utf-8")


def page_at(asked: Asked, source: str) -> Answer:
    """The page of that source at the address asked for, whatever tracking words it carries, or 404."""
    wanted = canonical_url(f"https://{asked.host}{asked.target}")
    for page in visible(source, asked.clock):
        if canonical_url(page.url) == wanted:
            return html_of(page, asked.clock)
    return not_found()


def html_of(page: Page, clock: datetime) -> Answer:
    """A page in its outlet's layout."""
    return text(article_html(page, clock), modified=page.changed(clock))


def slice_of(pages: list[Page], number: int, size: int) -> list[Page]:
    """Page ``number`` (from 1) of a list cut into sizes."""
    return pages[(number - 1) * size : number * size]


def whole(query: Mapping[str, str], key: str, default: int) -> int:
    """A whole number of the query, or the default where it is missing or none."""
    value = query.get(key, "")
    return int(value) if value.isdigit() else default
