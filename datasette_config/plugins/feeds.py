"""/shifts.atom: every shift as it is learned; and the page that says what can be followed, and how."""

from typing import Any
from urllib.parse import urlencode

from datasette_config import feeding
from datasette_config.compat import Datasette, Request, Response, ask, hook
from datasette_config.rendering import one_of, page, sent, site_of, snapshot
from datasette_config.requests import text_of
from datasette_config.wording import name_of_topic
from db.answers import row, rows
from db.search_query import SearchQuery, parse
from records.vocab import Stage

#: What can be followed beside a policy and a search.
_FOLLOWED = ("body", "person", "topic", "source")
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
    kind, value = one_of(text_of(request, "kind"), set(_FOLLOWED)), text_of(request, "value")

    def read(conn: Any) -> dict[str, Any]:
        policy = row(conn, "site/policy", id=policy_id) if policy_id else None
        known = rows(conn, f"search/which_{kind}", value=value) if kind and value else []
        return {"made": snapshot(conn), "policy": policy, "name": known[0]["name"] if known else None}

    found = await ask(datasette, read)
    if found["name"] and kind:
        query = SearchQuery().plus(kind, value)
        if kind == "topic":
            found["name"] = name_of_topic(found["name"])
    alert = ("search", str(query)) if query else ("all", "")
    if found["policy"]:
        alert = ("policy", policy_id)
    elif found["name"] and kind:
        alert = (kind, value)
    context = {"query": query, "alert": urlencode({"kind": alert[0], "value": alert[1]}), **found}
    return page(datasette, request, "follow.html", context, indexed=False)


@hook
def register_routes() -> list[tuple[str, Any]]:
    return [(r"^/shifts\.atom$", shifts), (r"^/follow$", follow)]
