"""Tables as Parquet, for researchers' tools; only where pyarrow is installed (`greenpaper[parquet]`)."""

import sqlite3
import zipfile
from importlib.util import find_spec
from pathlib import Path
from typing import Any

_ROWS = 50_000  # rows read at a time


def can_write_parquet() -> bool:
    """Whether pyarrow is installed: it takes more room than the rest of the program, so it is no dependency."""
    return find_spec("pyarrow") is not None


def write_parquet(conn: sqlite3.Connection, tables: list[str], path: Path) -> None:
    """A zip at ``path`` with one Parquet file a table; a column has the widest type that its values need."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    making = path.with_suffix(".table")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for table in tables:
            schema = pa.schema([(name, getattr(pa, kind)()) for name, kind in _columns(conn, table)])
            names = ", ".join(f'"{field.name}"' for field in schema)
            cursor = conn.execute(f'select {names} from "{table}"')  # names from the schema, not from a reader
            with pq.ParquetWriter(making, schema, compression="zstd") as writer:
                while rows := cursor.fetchmany(_ROWS):
                    columns = [
                        [_fitting(value, field.type, pa) for value in column]
                        for column, field in zip(zip(*rows, strict=True), schema, strict=True)
                    ]
                    writer.write_table(pa.table(dict(zip(schema.names, columns, strict=True)), schema=schema))
            archive.write(making, f"{table}.parquet")
    making.unlink(missing_ok=True)


def _columns(conn: sqlite3.Connection, table: str) -> list[tuple[str, str]]:
    kinds = {"integer": "int64", "real": "float64"}
    found = conn.execute("select name, lower(type) from pragma_table_info(?)", (table,))
    return [(name, kinds.get(kind, "string")) for name, kind in found if name != "search_keys"]


def _fitting(value: Any, kind: Any, pa: Any) -> Any:
    """SQLite lets any value into any column; text columns take it as text."""
    return str(value) if value is not None and pa.types.is_string(kind) else value
