"""/data: Datasette's tables in the dress of the site; and the page for what is missing or went wrong."""

import json
import logging
import sqlite3
from typing import Any

from datasette_config.compat import Datasette, Missing, Request, Response, hook, last_hook, status_of
from datasette_config.rendering import FILTERS, NothingPublished, page, site_of, template_globals

logger = logging.getLogger(__name__)

_TITLES = {
    400: "That cannot be asked",
    403: "Not open to readers",
    404: "No such page",
    405: "Not in this way",
    414: "Too long",
    429: "Too many requests",
    500: "Something went wrong",
    503: "That took too long",
}
_ADVICE = {
    404: "It may have moved, or never existed. The search finds policies, articles, bodies and people by name.",
    500: "It is not your doing. Try again in a few minutes; what is published is not affected.",
    503: "The answer was not there within three seconds. Narrow what you asked for and try again.",
}


@hook
def prepare_jinja2_environment(env: Any) -> None:
    env.filters.update(FILTERS)
    env.trim_blocks = env.lstrip_blocks = True


@hook
def extra_template_vars(datasette: Datasette, request: Request) -> dict[str, Any]:
    """What the base template wants, in Datasette's own pages."""
    path = request.path if request else "/data"
    site = site_of(datasette)
    canonical = site.settings.base_url.rstrip("/") + path
    return {**template_globals(site), "here": path, "canonical": canonical, "indexed": False, "made": None}


async def missing(datasette: Datasette, request: Request) -> Response:
    """What no other route took: without its last slash it may be one of ours."""
    path = request.path
    if path.endswith("/") and "//" not in path and path.isascii():
        query = f"?{request.query_string}" if request.query_string else ""
        return Response.redirect(path.rstrip("/") + query, status=301)
    return error_page(datasette, request, Missing("There is no such page"))


@hook
def handle_exception(datasette: Datasette, request: Request, exception: Exception) -> Response:
    return error_page(datasette, request, exception)


def error_page(datasette: Datasette, request: Request, exception: Exception) -> Response:
    """A page that says what went wrong in words, and nothing of the inside."""
    status, message = status_of(exception)
    if isinstance(exception, sqlite3.OperationalError) and "interrupted" in str(exception):
        status = 503
    if status >= 500 and status != 503:
        logger.error("%s %s failed", request.method, request.path, exc_info=exception)
    title = _TITLES.get(status, "Something went wrong")
    message = message if status in (400, 404) else ""
    advice = _ADVICE.get(status, "")
    if isinstance(exception, NothingPublished):
        title, advice = "Nothing here yet", ""
    if request.path.endswith(".json"):
        body = json.dumps({"ok": False, "status": status, "title": title, "error": message or advice})
        return Response(body, status=status, content_type="application/json; charset=utf-8")
    context = {"status": status, "title": title, "error": message, "advice": advice, "made": None}
    return page(datasette, request, "error.html", context, status=status, indexed=False)


@last_hook
def register_routes() -> list[tuple[str, Any]]:
    return [(r"^/(?!data(?:[/.]|$)|static/)", missing)]
