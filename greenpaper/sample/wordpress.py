"""The site of a trade union, which runs on WordPress: /wp-json/wp/v2/posts and the posts' own pages."""

from datetime import datetime
from typing import Any
from zlib import crc32

from greenpaper.sample.answers import Answer, Asked, as_json, page_at, robots, slice_of, whole
from greenpaper.sample.pages import Page, visible
from greenpaper.sample.rendering import body_html
from records.dates import LONDON, moment

HOST = "www.uecp.example"
_SOURCE = "uecp_news"
_MOST = 100  # posts that one request may ask for


def union(asked: Asked) -> Answer:
    """The Union of Education and Care Professionals."""
    if asked.path == "/robots.txt":
        return robots()
    if asked.path == "/wp-json/wp/v2/posts":
        return _posts(asked)
    return page_at(asked, _SOURCE)


def _posts(asked: Asked) -> Answer:
    query = asked.query
    size, number = whole(query, "per_page", 10), whole(query, "page", 1)
    if not 1 <= size <= _MOST:
        return _refused("rest_invalid_param", "Invalid parameter(s): per_page")
    by_change = query.get("orderby") == "modified"
    pages = [page for page in visible(_SOURCE, asked.clock) if _wanted(page, asked)]
    pages.sort(
        key=lambda page: page.changed(asked.clock) if by_change else page.published, reverse=query.get("order") != "asc"
    )
    shown = slice_of(pages, number, size)
    if not shown and number > 1:
        return _refused(
            "rest_post_invalid_page_number", "The page number requested is larger than the number of pages."
        )
    totals = {"X-WP-Total": str(len(pages)), "X-WP-TotalPages": str(-(-len(pages) // size))}
    posts = [_post(page, asked.clock, embed="_embed" in query) for page in shown]
    if fields := query.get("_fields"):
        posts = [{name: post[name] for name in fields.split(",") if name in post} for post in posts]
    return as_json(posts, headers=totals)


def _wanted(page: Page, asked: Asked) -> bool:
    bounds = ("after", "before", "modified_after", "modified_before")
    return all(_fits(page, key, asked) for key in bounds if key in asked.query)


def _fits(page: Page, key: str, asked: Asked) -> bool:
    at = moment(asked.query[key])
    own = page.changed(asked.clock) if key.startswith("modified") else page.published
    return own > at if key.endswith("after") else own < at


def _refused(code: str, message: str) -> Answer:
    return as_json({"code": code, "message": message, "data": {"status": 400}}, status=400)


def _post(page: Page, clock: datetime, *, embed: bool) -> dict[str, Any]:
    changed = page.changed(clock)
    post: dict[str, Any] = {
        "id": crc32(page.id.encode()) % 90000,
        "date": _local(page.published),
        "date_gmt": _gmt(page.published),
        "guid": {"rendered": page.url},
        "modified": _local(changed),
        "modified_gmt": _gmt(changed),
        "slug": page.url.rstrip("/").rsplit("/", 1)[1],
        "status": "publish",
        "type": "post",
        "link": page.url,
        "title": {"rendered": page.headline.replace("’", "&#8217;").replace("&", "&amp;").replace("&amp;#", "&#")},
        "content": {"rendered": f"\n{body_html(page.version(clock).body)}\n", "protected": False},
        "excerpt": {"rendered": f"<p>{page.lead}</p>\n", "protected": False},
        "author": 3,
        "featured_media": 0,
        "categories": [12],
        "tags": [],
    }
    if embed:
        post["_embedded"] = {"author": [{"id": 3, "name": page.byline or "UECP press office"}]}
    return post


def _local(at: datetime) -> str:
    return at.astimezone(LONDON).strftime("%Y-%m-%dT%H:%M:%S")


def _gmt(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%S")
