"""`greenpaper serve`: the site over what is published."""

import errno
import socket
from collections.abc import Callable
from dataclasses import replace

from datasette_config.app import Desk, SiteSettings, serve
from db.connect import open_database
from db.public.migrations import migrations as public_schema
from greenpaper.mailing import digest_settings
from greenpaper.settings import Settings
from records.errors import Tellable


class PortTaken(Tellable):
    """Another program listens on the port; the message says what to do."""


def site_settings(settings: Settings, *, base_url: str) -> SiteSettings:
    """What the site must know of this installation."""
    return SiteSettings(
        title=settings.site.title,
        base_url=base_url,
        contact=settings.site.contact,
        audience=settings.audience,
        allow_sql=settings.audience == "private",
    )


def serve_site(settings: Settings, *, host: str, port: int, say: Callable[[str], None]) -> None:
    """Serve until Ctrl-C, and say where. A port of 0 takes any that is free. Raises PortTaken."""
    open_database(settings.public_path, public_schema).close()  # made, or brought to today's schema
    port = _free_port(host, port)
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}/"
    say(f"The site is at {address} (Ctrl-C ends it)")
    own = settings.site.base_url
    is_default = own == type(settings.site)().base_url
    base_url = address.rstrip("/") if is_default else own
    serve(
        settings.public_path,
        settings=replace(site_settings(settings, base_url=base_url), takes_mail=True),
        host=host,
        port=port,
        desk=Desk(
            subscribers_path=settings.subscribers_path,
            public_path=settings.public_path,
            digests=digest_settings(replace(settings, site=replace(settings.site, base_url=base_url))),
        ),
    )


def _free_port(host: str, port: int) -> int:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise PortTaken(f"cannot listen on {host}, port {port}: {error.strerror}") from None
            raise PortTaken(
                f"another program listens on {host}, port {port}; name another with --port, or 0 for any"
            ) from None
        return int(trial.getsockname()[1])
