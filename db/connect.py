"""Opening a database, writing to it safely, and finding a query by its name."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from records.errors import Tellable

_QUERIES = Path(__file__).with_name("queries")
_WAL_LIMIT = 64 * 1024 * 1024  # bytes; without it the log grows without bound under a constant reader


class SchemaAhead(Tellable):
    """The database was made by a newer Greenpaper; the message names the file and what to do."""


class NotADatabase(Tellable):
    """The file is no SQLite database, or is damaged; the message names it."""


def open_database(path: Path, migrations: Migrations, *, synchronous: str = "NORMAL") -> Database:
    """The database at ``path``, made or brought to today's schema, ready for one writer among readers.

    ``synchronous``: NORMAL may lose the last commits at a power cut, FULL (for people's data) not.
    Raises SchemaAhead or NotADatabase.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path, timeout=5.0, check_same_thread=False)
    try:
        connection.execute("pragma journal_mode = wal")
        connection.execute(f"pragma synchronous = {synchronous}")
        connection.execute(f"pragma journal_size_limit = {_WAL_LIMIT}")
        connection.execute("pragma foreign_keys = on")
        db = Database(connection)
        with immediate(db):  # two processes that start together must not migrate side by side
            _refuse_newer(db, migrations, path)
            migrations.apply(db)
    except sqlite3.DatabaseError as error:
        connection.close()
        if isinstance(error, sqlite3.OperationalError):
            named = sqlite3.OperationalError(f"{path}: {error}")
            named.sqlite_errorcode = error.sqlite_errorcode
            raise named from error
        raise NotADatabase(
            f"{path} is not a database that can be read ({error}); move it away or restore a backup"
        ) from error
    except SchemaAhead:
        connection.close()
        raise
    return db


def _refuse_newer(db: Database, migrations: Migrations, path: Path) -> None:
    ours = {step.name for step in migrations.pending(db)} | {step.name for step in migrations.applied(db)}
    known = {step.name for step in migrations._migrations}
    unknown = sorted(ours - known)
    if unknown:
        raise SchemaAhead(
            f"{path} was made by a newer Greenpaper (it has {unknown[-1]}, this version does not know it): "
            "update Greenpaper, or name another data folder"
        )


@contextmanager
def immediate(db: Database) -> Iterator[None]:
    """One write transaction, begun at once: a deferred one fails beside another writer."""
    db.conn.execute("begin immediate")
    try:
        yield
    except BaseException:
        db.conn.rollback()
        raise
    db.conn.commit()


@cache
def named_sql(name: str) -> str:
    """The text of ``db/queries/<name>.sql``."""
    return (_QUERIES / f"{name}.sql").read_text(encoding="utf-8")
