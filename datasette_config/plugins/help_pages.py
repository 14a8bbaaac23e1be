"""/about, /stages, /accuracy: what this is, what its words mean, how far to trust it; /robots.txt and /sitemap.xml."""

import sqlite3
from typing import Any
from urllib.parse import quote
from xml.sax.saxutils import escape

from datasette_config import documents
from datasette_config.compat import Datasette, Request, Response, ask, hook
from datasette_config.rendering import page, sent, site_of, snapshot
from db.answers import row, rows


async def about(datasette: Datasette, request: Request) -> Response:
    """What this site does, and what it does not."""

    def read(conn: sqlite3.Connection) -> dict[str, Any]:
        return {"made": snapshot(conn), "totals": row(conn, "site/totals")}

    return page(datasette, request, "about.html", await ask(datasette, read))


async def stages(datasette: Datasette, request: Request) -> Response:
    """Each stage in plain words, with how many policies stand there."""

    def read(conn: sqlite3.Connection) -> dict[str, Any]:
        found = rows(conn, "site/policies_by_stage")
        return {"made": snapshot(conn), "by_stage": {item["stage"]: item["policies"] for item in found}}

    return page(datasette, request, "stages.html", await ask(datasette, read))


async def accuracy(datasette: Datasette, request: Request) -> Response:
    """Precision and recall of each kind of finding, as last measured."""
    measured = documents.ACCURACY.read_text(encoding="utf-8") if documents.ACCURACY.is_file() else ""
    made = await ask(datasette, snapshot)
    return page(datasette, request, "accuracy.html", {"made": made, "measured": documents.shown(measured)})


async def robots(datasette: Datasette, request: Request) -> Response:
    """Which pages search engines may read: those without filters, and no data tables."""
    base = site_of(datasette).settings.base_url.rstrip("/")
    lines = [
        f"Sitemap: {base}/sitemap.xml",
        "User-agent: *",
        "Disallow: /*?",
        "Disallow: /data",
        "Disallow: /search",
        "Disallow: /follow",
        "",
    ]
    if not site_of(datasette).settings.is_public:
        lines = ["User-agent: *", "Disallow: /", ""]
    return sent(datasette, request, "\n".join(lines), content_type="text/plain; charset=utf-8")


async def sitemap(datasette: Datasette, request: Request) -> Response:
    """The pages that stand for themselves, for search engines."""
    base = site_of(datasette).settings.base_url.rstrip("/")
    found = await ask(datasette, lambda conn: rows(conn, "site/sitemap"))
    places = [
        f"<url><loc>{escape(base + quote(item['path']))}</loc>"
        + (f"<lastmod>{item['changed_on']}</lastmod>" if len(item["changed_on"] or "") == 10 else "")
        + "</url>"
        for item in [{"path": "/", "changed_on": None}, *found]
    ]
    body = '<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return sent(
        datasette, request, body + "\n".join([*places, "</urlset>\n"]), content_type="application/xml; charset=utf-8"
    )


@hook
def register_routes() -> list[tuple[str, Any]]:
    return [
        (r"^/about$", about),
        (r"^/stages$", stages),
        (r"^/accuracy$", accuracy),
        (r"^/robots\.txt$", robots),
        (r"^/sitemap\.xml$", sitemap),
    ]
