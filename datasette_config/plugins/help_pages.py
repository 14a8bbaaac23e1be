"""/about, /stages, /accuracy and /robots.txt: what this is, what its words mean, how far it can be trusted."""

import csv
import sqlite3
from importlib.resources import files
from typing import Any

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
    made = await ask(datasette, snapshot)
    return page(datasette, request, "accuracy.html", {"made": made, "scores": scores()})


def scores() -> list[dict[str, str]]:
    """The measured scores, one row a kind; empty before the first measurement."""
    path = files("datasette_config").joinpath("accuracy.csv")
    if not path.is_file():
        return []
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


async def robots(datasette: Datasette, request: Request) -> Response:
    """Which pages search engines may read: those without filters, and no data tables."""
    lines = ["User-agent: *", "Disallow: /*?", "Disallow: /data", "Disallow: /search", "Disallow: /follow", ""]
    if not site_of(datasette).settings.is_public:
        lines = ["User-agent: *", "Disallow: /", ""]
    return sent(datasette, request, "\n".join(lines), content_type="text/plain; charset=utf-8")


@hook
def register_routes() -> list[tuple[str, Any]]:
    return [
        (r"^/about$", about),
        (r"^/stages$", stages),
        (r"^/accuracy$", accuracy),
        (r"^/robots\.txt$", robots),
    ]
