"""/sources: what is collected, and how each source fares; /sources/<id>: one of them."""

import sqlite3
from datetime import datetime, timedelta
from typing import Any

from datasette_config.compat import Datasette, Missing, Request, Response, ask, hook
from datasette_config.rendering import page, snapshot
from datasette_config.requests import id_of
from db.answers import row, rows
from digests.timing import in_words, paces


async def sources(datasette: Datasette, request: Request) -> Response:
    """Every source, with what is wrong with it."""

    def read(conn: sqlite3.Connection) -> dict[str, Any]:
        return {
            "made": snapshot(conn),
            "totals": row(conn, "site/totals"),
            "sources": rows(conn, "site/sources"),
            "known_after": known_after(conn),
        }

    return page(datasette, request, "sources.html", await ask(datasette, read))


async def source(datasette: Datasette, request: Request) -> Response:
    """One source."""
    source_id = id_of(request)

    def read(conn: sqlite3.Connection) -> dict[str, Any]:
        found = row(conn, "site/source", id=source_id)
        if found is None:
            raise Missing("No source has that address")
        return {
            "made": snapshot(conn),
            "source": found,
            "issues": rows(conn, "site/source_issues", id=source_id),
            "years": rows(conn, "site/source_years", id=source_id),
            "articles": rows(conn, "site/articles_of_source", id=source_id, limit=20),
            "known_after": known_after(conn).get(found["title"]),
        }

    return page(datasette, request, "source.html", await ask(datasette, read))


def known_after(conn: sqlite3.Connection) -> dict[str, str]:
    """By a source's title: how long it takes from publication to known, the median of the last thirty days."""
    since = datetime.fromisoformat(snapshot(conn)["clock"]) - timedelta(days=30)
    measured = paces(rows(conn, "digests/article_times", since=since.isoformat()), {})
    return {pace.source: in_words(pace.to_known) for pace in measured if pace.to_known is not None}


@hook
def register_routes() -> list[tuple[str, Any]]:
    return [(r"^/sources$", sources), (r"^/sources/(?P<id>[^/]+)$", source)]
