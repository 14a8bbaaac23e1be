"""/snapshots: dated copies of everything that is published, to download, check and cite."""

from typing import Any

from datasette_config.compat import AsgiFileDownload, Datasette, Missing, Request, Response, ask, hook
from datasette_config.rendering import page, site_of, snapshot
from datasette_config.requests import id_of
from db.snapshot import snapshots

_TYPES = {
    "greenpaper.db.gz": "application/gzip",
    "greenpaper-csv.zip": "application/zip",
    "greenpaper-parquet.zip": "application/zip",
    "manifest.json": "application/json",
}


async def listing(datasette: Datasette, request: Request) -> Response:
    """All snapshots, the newest first."""
    found = snapshots(site_of(datasette).snapshots)
    return page(datasette, request, "snapshots.html", {"made": await ask(datasette, snapshot), "snapshots": found})


async def download(datasette: Datasette, request: Request) -> AsgiFileDownload:
    """One file of a snapshot."""
    day, name = id_of(request, "day"), id_of(request, "name")
    path = site_of(datasette).snapshots / day / name
    if name not in _TYPES or not path.is_file():
        raise Missing("There is no such snapshot")
    return AsgiFileDownload(str(path), filename=f"{day}-{name}", content_type=_TYPES[name])


@hook
def register_routes() -> list[tuple[str, Any]]:
    return [
        (r"^/snapshots$", listing),
        (r"^/snapshots/(?P<day>\d{4}-\d\d-\d\d)/(?P<name>[a-z.-]+)$", download),
    ]
