"""/shifts.atom: every shift as it is learned; and the page that says what can be followed, and how."""

from typing import Any

from datasette_config import feeding
from datasette_config.compat import Datasette, Request, Response, ask, hook
from datasette_config.rendering import one_of, page, sent, site_of, snapshot
from datasette_config.requests import text_of
from db.answers import rows
from db.search_query import parse
from records.vocab import Stage

_STAGES = {stage.value for stage in Stage}


async def shifts(datasette: Datasette, request: Request) -> Response:
    """The newest shifts, all or those that the filters leave."""
    stage = one_of(text_of(request, "stage"), _STAGES)
    topic, body = text_of(request, "topic") or None, text_of(request, "body") or None
    found = await ask(
        datasette, lambda conn: rows(conn, "site/latest_shifts", stage=stage, topic=topic, body=body, limit=50)
    )
    site = site_of(datasette).settings
    query = f"?{request.query_string}" if request.query_string else ""
    feed = feeding.shifts_feed(site.base_url, f"/shifts.atom{query}", f"{site.title}: shifts", found)
    return sent(datasette, request, feed, content_type=feeding.ATOM)


async def follow(datasette: Datasette, request: Request) -> Response:
    """How to hear of a policy, or of a search, without coming back."""
    policy_id, query = text_of(request, "policy"), parse(text_of(request, "q"))

    def read(conn: Any) -> dict[str, Any]:
        policy = rows(conn, "site/policy", id=policy_id) if policy_id else []
        return {"made": snapshot(conn), "policy": policy[0] if policy else None}

    found = await ask(datasette, read)
    return page(datasette, request, "follow.html", {"query": query, **found}, indexed=False)


@hook
def register_routes() -> list[tuple[str, Any]]:
    return [(r"^/shifts\.atom$", shifts), (r"^/follow$", follow)]
