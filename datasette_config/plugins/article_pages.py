"""/articles and /articles/<id>: what was published, with everything that was read from it marked in place."""

import json
import sqlite3
from typing import Any
from urllib.parse import quote

from datasette_config import changing, highlighting, reporting
from datasette_config.compat import Datasette, Missing, Request, Response, ask, hook
from datasette_config.rendering import page, sent, site_of, snapshot
from datasette_config.requests import format_of, id_of, text_of
from db.answers import row, rows

_PAGE = 50
_LAST = 1 << 62


async def articles(datasette: Datasette, request: Request) -> Response:
    """The newest articles."""
    before = text_of(request, "before")
    place = int(before) if before.isascii() and before.isdigit() and len(before) < 19 else _LAST

    def read(conn: sqlite3.Connection) -> dict[str, Any]:
        found = rows(conn, "site/articles_before", before=place, limit=_PAGE + 1)
        return {
            "made": snapshot(conn),
            "articles": found[:_PAGE],
            "next": found[_PAGE - 1]["position"] if len(found) > _PAGE else None,
        }

    return page(datasette, request, "articles.html", await ask(datasette, read))


async def article(datasette: Datasette, request: Request) -> Response:
    """One article, as a page or JSON."""
    article_id, form = id_of(request), format_of(request)

    def read(conn: sqlite3.Connection) -> dict[str, Any]:
        found = row(conn, "site/article", id=article_id)
        if found is None:
            raise Missing("No article has that address")
        parts = ("passages", "evidence", "quotations", "proposals", "stances", "dates", "legislation", "people")
        return {
            "made": snapshot(conn),
            "article": found,
            **changing.read(conn, article_id),
            "topics": [item["topic"] for item in rows(conn, "site/article_topics", id=article_id)],
            "also_in": rows(conn, "site/article_also_in", id=article_id),
            **{part: rows(conn, f"site/article_{part}", id=article_id) for part in parts},
        }

    found = await ask(datasette, read)
    if form:
        for key in ("content_hash", "search_keys", "position"):
            del found["article"][key]
        plain = {key: value for key, value in found.items() if key != "made"}
        return sent(
            datasette, request, json.dumps(plain, ensure_ascii=False, indent=1), content_type="application/json"
        )
    has_page = {item["id"] for item in found["legislation"]}

    def link(kind: str, item_id: str) -> str | None:
        if kind == "legislation" and item_id not in has_page:
            return None
        return f"/{_PAGES[kind]}/{quote(item_id)}"

    kinds = {item["kind"] for item in found["evidence"]}
    by_item: dict[str, list[dict[str, Any]]] = {}
    for item in found["evidence"]:
        by_item.setdefault(item["item_id"], []).append(item)
    carries, found["proposals"] = carried(found["proposals"], by_item)
    site = site_of(datasette)
    context = {
        "carries": carries,
        "paragraphs": highlighting.paragraphs(found["passages"], found["evidence"], link=link),
        "legend": [(kind, name) for kind, name in highlighting.KINDS if kind in kinds],
        "evidence_of": by_item,
        "changes": changing.changes(found),
        "wrong": {
            proposal["id"]: reporting.mail_link(
                site.settings, found["article"], proposal, by_item.get(proposal["id"], ())
            )
            for proposal in found["proposals"]
        },
        **found,
    }
    return page(datasette, request, "article.html", context)


def carried(
    proposals: list[dict[str, Any]], evidence: dict[str, list[dict[str, Any]]]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The policies that a bill or law carries, each with its steps by date, and the proposals that it makes itself."""
    policies: dict[str, dict[str, Any]] = {}
    own = []
    for item in proposals:
        found = evidence.get(item["id"], [])
        if not item["policy_id"] or {span["rule"] for span in found} != {"vehicle"}:
            own.append(item)
            continue
        about = policies.setdefault(item["policy_id"], {"id": item["policy_id"], "title": item["policy"], "steps": []})
        about["steps"].append({"stage": item["stage"], "on": item["happened_on"], "evidence_id": found[0]["id"]})
    for about in policies.values():
        about["steps"].sort(key=lambda step: step["on"])
    return sorted(policies.values(), key=lambda about: about["title"]), own


_PAGES = {"body": "bodies", "person": "people", "legislation": "legislation"}


@hook
def register_routes() -> list[tuple[str, Any]]:
    return [
        (r"^/articles$", articles),
        (r"^/articles/(?P<id>[^/]+?)(?P<format>\.json)?$", article),
    ]
