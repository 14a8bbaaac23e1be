"""Asking a read-only connection one of the named queries of ``db/queries``."""

import sqlite3
from typing import Any

from db.connect import named_sql

Row = dict[str, Any]


def rows(conn: sqlite3.Connection, query: str, **params: Any) -> list[Row]:
    """All rows of the named query, as plain dicts."""
    cursor = conn.execute(named_sql(query), params)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]


def row(conn: sqlite3.Connection, query: str, **params: Any) -> Row | None:
    """The first row of the named query; None where there is none."""
    found = rows(conn, query, **params)
    return found[0] if found else None
