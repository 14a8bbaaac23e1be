"""The site as one object, built the same way for tests and for `greenpaper serve`."""

from pathlib import Path

import uvicorn

from datasette_config.canned import canned_queries
from datasette_config.compat import Datasette, new_datasette
from datasette_config.mail_pages import App, Desk, with_mail_pages
from datasette_config.plugins import PLUGINS
from datasette_config.rendering import Site, attach, site_of
from datasette_config.settings import SiteSettings

__all__ = ["Desk", "SiteSettings", "build", "serve", "with_mail"]


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


def with_mail(datasette: Datasette, desk: Desk | None) -> App:
    """The site as an application, with the pages for e-mail alerts before it where there is a desk for them."""
    app: App = datasette.app()
    return app if desk is None else with_mail_pages(app, site=site_of(datasette), desk=desk)


def serve(
    public_path: Path,
    *,
    settings: SiteSettings,
    host: str = "127.0.0.1",
    port: int = 8001,
    desk: Desk | None = None,
) -> None:
    """Serve the site until it is interrupted; with a ``desk``, readers can sign up for mails."""
    uvicorn.run(
        with_mail(build(public_path, settings=settings), desk),
        host=host,
        port=port,
        log_level="warning",
        server_header=False,
        timeout_keep_alive=15,
    )
