"""From what a page knows to what is sent: templates, cache headers, entity tags."""

import hashlib
import sqlite3
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from datasette_config import drawing, highlighting, wording
from datasette_config.columns import columns_of
from datasette_config.compat import HERE, Datasette, Missing, Request, Response
from datasette_config.settings import SiteSettings
from db.answers import row
from records import vocab

_SITE = "_greenpaper_site"


class NothingPublished(Missing):
    """The database is there and empty: the site is up before its first run."""


class Site:
    """What all pages share: the settings and the compiled templates."""

    def __init__(self, settings: SiteSettings, *, snapshots: Path) -> None:
        self.settings = settings
        self.snapshots = snapshots
        self.templates = Environment(
            loader=FileSystemLoader(HERE / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.templates.globals.update(template_globals(self))
        self.templates.filters.update(FILTERS)

    @property
    def cache_control(self) -> str:
        """How long a page may be kept by whom."""
        return "public, max-age=60, stale-while-revalidate=600" if self.settings.is_public else "private, no-cache"


FILTERS = {
    "day": wording.day,
    "moment": wording.moment_in_words,
    "iso": wording.iso,
    "items": wording.items,
    "cap": wording.capitalised,
    "count": wording.count,
    "thousands": wording.thousands,
    "outside": wording.outside_link,
    "marked": highlighting.marked,
    "meaning": wording.meaning,
    "stage_class": wording.stage_class,
}


def template_globals(site: Site) -> dict[str, Any]:
    """What every template may use beside its own context."""
    return {
        "site": site.settings,
        "style_version": _version("style.css"),
        "vocab": vocab,
        "wording": wording,
        "drawing": drawing,
        "columns_of": columns_of,
        "navigation": (
            ("/policies", "Policies"),
            ("/consultations", "Consultations"),
            ("/articles", "Articles"),
            ("/bodies", "Bodies"),
            ("/sources", "Sources"),
        ),
    }


@cache
def _version(name: str) -> str:
    return hashlib.sha256(Path(HERE / "static" / name).read_bytes()).hexdigest()[:10]


def attach(datasette: Datasette, site: Site) -> None:
    """Make ``site_of`` find the site again."""
    setattr(datasette, _SITE, site)


def site_of(datasette: Datasette) -> Site:
    """The site that a Datasette serves."""
    site: Site = getattr(datasette, _SITE)
    return site


def page(
    datasette: Datasette,
    request: Request,
    template: str,
    context: dict[str, Any],
    *,
    status: int = 200,
    indexed: bool = True,
) -> Response:
    """A page of the site. ``indexed``: search engines may list it, and then under its address without filters."""
    site = site_of(datasette)
    path = request.path
    canonical = site.settings.base_url.rstrip("/") + path
    body = site.templates.get_template(template).render(
        canonical=canonical, here=path, indexed=indexed and not request.query_string, **context
    )
    return sent(datasette, request, body, content_type="text/html; charset=utf-8", status=status)


def sent(
    datasette: Datasette,
    request: Request,
    body: str | bytes,
    *,
    content_type: str,
    status: int = 200,
    headers: dict[str, str] | None = None,
) -> Response:
    """A response with an entity tag; 304 without a body where the reader has it already."""
    data = body.encode("utf-8", "replace") if isinstance(body, str) else body
    tag = f'"{hashlib.sha256(data).hexdigest()[:24]}"'
    headers = {"etag": tag, "cache-control": site_of(datasette).cache_control, **(headers or {})}
    if status == 200 and tag in request.headers.get("if-none-match", "").replace("W/", ""):
        return Response("", status=304, headers=headers, content_type=content_type)
    return Response(data, status=status, headers=headers, content_type=content_type)


def snapshot(conn: sqlite3.Connection) -> dict[str, Any]:
    """When the published database was made, and the day that it holds to be today."""
    found = row(conn, "site/snapshot")
    if found is None:
        raise NothingPublished("Nothing has been published yet. It will be here after the first run.")
    return {**found, "today": wording.london_day(found["clock"])}


def one_of(value: str | None, allowed: set[str]) -> str | None:
    """The value where it is one of those allowed, else None."""
    return value if value in allowed else None
