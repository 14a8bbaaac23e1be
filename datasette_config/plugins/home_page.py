"""/: what moved last, what closes soon, which policies are busy, the newest articles; filtered in place."""

import sqlite3
from typing import Any

from datasette_config.compat import Datasette, Request, Response, ask, hook
from datasette_config.rendering import one_of, page, snapshot
from datasette_config.requests import text_of
from db.answers import row, rows
from records.vocab import Stage

_STAGES = {stage.value for stage in Stage}
_LAST = 1 << 62


async def home(datasette: Datasette, request: Request) -> Response:
    """The first page that anybody sees."""
    stage = one_of(text_of(request, "stage"), _STAGES)
    topic, body = text_of(request, "topic") or None, text_of(request, "body") or None

    def read(conn: sqlite3.Connection) -> dict[str, Any]:
        made = snapshot(conn)
        today = made["today"]
        since = today.replace(year=max(today.year - 2, 1), day=min(today.day, 28)).isoformat()
        return {
            "made": made,
            "totals": row(conn, "site/totals"),
            "shifts": rows(conn, "site/latest_shifts", stage=stage, topic=topic, body=body, limit=10),
            "closing": rows(conn, "site/closing_soon", today=today.isoformat(), limit=5),
            "active": rows(conn, "site/active_policies", since=since, limit=6),
            "articles": rows(conn, "site/latest_articles", before=_LAST, limit=8),
            "topics": rows(conn, "site/topics"),
            "bodies": rows(conn, "site/proposing_bodies"),
        }

    chosen = {"stage": stage, "topic": topic, "body": body}
    return page(datasette, request, "home.html", {"chosen": chosen, **await ask(datasette, read)})


@hook
def register_routes() -> list[tuple[str, Any]]:
    return [(r"^/$", home)]
