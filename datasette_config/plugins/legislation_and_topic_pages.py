"""/legislation and /topics: what is proposed about an act, by provision; everything on a topic."""

import sqlite3
from itertools import groupby
from typing import Any

from datasette_config.compat import Datasette, Missing, Request, Response, ask, hook
from datasette_config.rendering import page, snapshot
from datasette_config.requests import id_of
from db.answers import row, rows
from db.search import search_key


async def all_legislation(datasette: Datasette, request: Request) -> Response:
    """Legislation that is named, the most proposed about at the top."""

    def read(conn: sqlite3.Connection) -> dict[str, Any]:
        return {"made": snapshot(conn), "legislation": rows(conn, "site/all_legislation", limit=300)}

    return page(datasette, request, "legislation_list.html", await ask(datasette, read))


async def legislation(datasette: Datasette, request: Request) -> Response:
    """One act, bill or instrument."""
    key = id_of(request)

    def read(conn: sqlite3.Connection) -> dict[str, Any]:
        found = row(conn, "site/legislation", id=key)
        if found is None:
            raise Missing("No legislation has that address")
        proposed = rows(conn, "site/proposed_about", id=key)
        return {
            "made": snapshot(conn),
            "act": found,
            "by_provision": [
                (provision, list(group)) for provision, group in groupby(proposed, key=lambda item: item["provision"])
            ],
            "articles": rows(conn, "site/articles_naming", kind="legislation", id=key, limit=20, offset=0),
            "activity": rows(conn, "site/activity", kind="legislation", id=key),
        }

    return page(datasette, request, "legislation.html", await ask(datasette, read))


async def topics(datasette: Datasette, request: Request) -> Response:
    """The topics, the busiest at the top."""

    def read(conn: sqlite3.Connection) -> dict[str, Any]:
        return {"made": snapshot(conn), "topics": rows(conn, "site/topics")}

    return page(datasette, request, "topics.html", await ask(datasette, read))


async def topic(datasette: Datasette, request: Request) -> Response:
    """Everything on one topic."""
    key = id_of(request)
    match = f'search_keys : "{search_key("topic", key)}" AND search_keys : "{search_key("kind", "policy")}"'

    def read(conn: sqlite3.Connection) -> dict[str, Any]:
        found = rows(conn, "site/articles_naming", kind="topic", id=key, limit=20, offset=0)
        if not found:
            raise Missing("No topic has that address")
        return {
            "made": snapshot(conn),
            "topic": key,
            "articles": found,
            "policies": rows(conn, "site/policies_on_topic", match=match),
            "shifts": rows(conn, "site/latest_shifts", topic=key, stage=None, body=None, limit=10),
            "activity": rows(conn, "site/activity", kind="topic", id=key),
        }

    return page(datasette, request, "topic.html", await ask(datasette, read))


@hook
def register_routes() -> list[tuple[str, Any]]:
    return [
        (r"^/legislation$", all_legislation),
        (r"^/legislation/(?P<id>.+)$", legislation),
        (r"^/topics$", topics),
        (r"^/topics/(?P<id>[^/]+)$", topic),
    ]
