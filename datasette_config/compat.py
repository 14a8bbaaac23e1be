"""All that differs between Datasette 0.65 and 1.0: the rest of this room uses what is the same in both."""

import json
import sqlite3
from collections.abc import Callable, Iterable
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar

from datasette import hookimpl as datasette_hook
from datasette.app import Datasette
from datasette.database import Database
from datasette.plugins import pm
from datasette.utils import parse_metadata, sqlite_timelimit
from datasette.utils.asgi import AsgiFileDownload, Base400, Request, Response
from datasette.views.base import DatasetteError

__all__ = ["AsgiFileDownload", "Datasette", "Missing", "Request", "Response", "hook", "last_hook"]

Answer = TypeVar("Answer")
Function = TypeVar("Function", bound=Callable[..., Any])

#: The name under which Datasette knows the published database, and where its tables stand.
DATABASE, ROUTE = "greenpaper", "data"
HERE = Path(__file__).parent
#: A page that takes longer is stopped, so that one reader cannot hold up the others.
PAGE_LIMIT_MS = 3_000


class Missing(Exception):
    """There is no such page; the message says of what.

    Datasette's own exception for this would lead an odd address to yet another one instead.
    """


def new_datasette(
    public_path: Path, *, plugins: Iterable[ModuleType], allow_sql: bool, queries: dict[str, Any]
) -> Datasette:
    """A Datasette that holds the published database and nothing else."""
    own_the_errors()
    for plugin in plugins:
        if not pm.is_registered(plugin):
            pm.register(plugin)
    options = json.loads((HERE / "settings.json").read_text(encoding="utf-8"))
    datasette = Datasette(
        [],
        metadata=_metadata(queries),
        settings={**options, "default_allow_sql": allow_sql},
        template_dir=str(HERE / "templates"),
        static_mounts=[("static", str(HERE / "static"))],
        memory=False,
    )
    datasette.remove_database("_memory")
    datasette.add_database(Database(datasette, path=str(public_path), is_mutable=True), name=DATABASE, route=ROUTE)
    return datasette


def _metadata(queries: dict[str, Any]) -> dict[str, Any]:
    metadata: dict[str, Any] = parse_metadata((HERE / "metadata.yml").read_text(encoding="utf-8"))
    metadata["databases"][DATABASE]["queries"] = queries
    return metadata


async def ask(datasette: Datasette, question: Callable[[sqlite3.Connection], Answer]) -> Answer:
    """What ``question`` finds on a read-only connection, within the time that a page may take.

    Raises sqlite3.OperationalError("interrupted") when that is over.
    """

    def within_time(conn: sqlite3.Connection) -> Answer:
        with sqlite_timelimit(conn, PAGE_LIMIT_MS):
            return question(conn)

    answer: Answer = await datasette.get_database(DATABASE).execute_fn(within_time)
    return answer


def own_the_errors() -> None:
    """Take Datasette's own error page away: it prints every missing page's stack with all its variables."""
    for plugin in (pm.get_plugin("datasette.handle_exception"),):
        if plugin is not None:
            pm.unregister(plugin)


def status_of(exception: Exception) -> tuple[int, str]:
    """The status that an exception stands for, and what a reader may be told of it."""
    if isinstance(exception, Missing):
        return 404, str(exception)
    if isinstance(exception, Base400):
        return exception.status, str(exception.args[0]) if exception.args else ""
    if isinstance(exception, DatasetteError):
        # Datasette calls its own refusals, such as a column that cannot be sorted by, errors of the server.
        status = 400 if exception.status in (None, 500) else exception.status
        return status, "" if exception.message_is_html else str(exception.message)
    return 500, ""


def hook(function: Function) -> Function:
    """Mark a plugin's function as the hook of that name."""
    marked: Function = datasette_hook(function)
    return marked


def last_hook(function: Function) -> Function:
    """The same, called after those of all other plugins."""
    marked: Function = datasette_hook(trylast=True)(function)
    return marked
