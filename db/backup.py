"""Copies of databases that are whole, whoever writes beside, and were read back before they count."""

import os
import sqlite3
from pathlib import Path

from db.connect import NotADatabase


def copy_database(source: Path, target: Path) -> dict[str, int]:
    """Copy a live database, read the copy back, and return how many rows each of its tables holds.

    `vacuum into` takes one consistent state while others write. ``target`` is there whole or not at all.
    Raises NotADatabase.
    """
    partial = target.with_name(f"{target.name}.partial")
    partial.unlink(missing_ok=True)
    connection = sqlite3.connect(f"file:{source}?mode=ro", uri=True, timeout=30)
    try:
        connection.execute("vacuum into ?", (str(partial),))
    except sqlite3.DatabaseError as error:
        raise NotADatabase(f"{source} could not be copied: {error}") from error
    finally:
        connection.close()
    rows = read_back(partial)
    with partial.open("rb") as file:
        os.fsync(file.fileno())
    partial.replace(target)
    return rows


def read_back(path: Path) -> dict[str, int]:
    """How many rows each table of a copy holds, after SQLite has checked every page. Raises NotADatabase."""
    # Immutable: a copy that waits in a backup has no log beside it, and gets none by being looked at.
    connection = sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
    try:
        problems = [row[0] for row in connection.execute("pragma integrity_check")]
        if problems != ["ok"]:
            raise NotADatabase(f"{path} is damaged: {problems[0]}")
        names = [
            row[0]
            for row in connection.execute(
                "select name from sqlite_master where type = 'table' and sql not like 'create virtual%' order by name"
            )
        ]
        return {name: connection.execute(f"select count(*) from [{name}]").fetchone()[0] for name in names}
    except sqlite3.DatabaseError as error:
        raise NotADatabase(f"{path} cannot be read: {error}") from error
    finally:
        connection.close()
