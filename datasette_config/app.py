"""The site as one object, built the same way for tests and for `greenpaper serve`."""

from pathlib import Path

import uvicorn

from datasette_config.canned import canned_queries
from datasette_config.compat import Datasette, new_datasette
from datasette_config.plugins import PLUGINS
from datasette_config.rendering import Site, attach
from datasette_config.settings import SiteSettings

__all__ = ["SiteSettings", "build", "serve"]


def build(public_path: Path, *, settings: SiteSettings) -> Datasette:
    """The site over the published database at ``public_path``; it opens no other database.

    Snapshots that lie in the folder ``snapshots`` beside it can be downloaded.
    """
    datasette = new_datasette(
        public_path,
        plugins=PLUGINS,
        allow_sql=settings.allow_sql and not settings.is_public,
        queries=canned_queries(),
    )
    attach(datasette, Site(settings, snapshots=public_path.parent / "snapshots"))
    return datasette


def serve(public_path: Path, *, settings: SiteSettings, host: str = "127.0.0.1", port: int = 8001) -> None:
    """Serve the site until it is interrupted."""
    uvicorn.run(
        build(public_path, settings=settings).app(),
        host=host,
        port=port,
        log_level="warning",
        server_header=False,
        timeout_keep_alive=15,
    )
