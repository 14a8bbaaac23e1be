"""A dated copy of all that is published, for anybody to keep and to cite: SQLite, CSV, Parquet, and a manifest."""

import csv
import gzip
import io
import json
import shutil
import sqlite3
import zipfile
from pathlib import Path
from typing import Any

from db.connect import named_sql
from db.parquet import can_write_parquet, write_parquet
from records.signatures import file_hash

#: What a snapshot leaves out: tables that the program keeps for itself.
_OWN = ("_sqlite_migrations", "search_", "article_facets", "item_facets", "mentions")


class SnapshotExists(RuntimeError):
    """A snapshot of that day is there already; it is never written over, because somebody may have cited it."""


def write_snapshot(public: Path, folder: Path, *, day: str) -> Path:
    """The manifest of a new snapshot in ``folder``; ``day`` is its name. Its files appear all at once.

    Raises SnapshotExists.
    """
    place = folder / day
    if place.exists():
        raise SnapshotExists(f"{place} is there already; a snapshot is never written over")
    folder.mkdir(parents=True, exist_ok=True)
    making = folder / f".{day}.making"
    shutil.rmtree(making, ignore_errors=True)  # of a run that was killed
    making.mkdir()
    copy = making / "greenpaper.db"
    source = sqlite3.connect(f"file:{public}?mode=ro", uri=True)
    try:
        source.execute("vacuum into ?", (str(copy),))
    finally:
        source.close()
    conn = sqlite3.connect(copy)
    try:
        tables = [name for (name,) in conn.execute(named_sql("snapshot_tables")) if not name.startswith(_OWN)]
        counts = _write_tables(conn, tables, making / "greenpaper-csv.zip")
        if can_write_parquet():
            write_parquet(conn, tables, making / "greenpaper-parquet.zip")
        made = dict(zip(("made_at", "clock", "audience", "stamp"), _made(conn), strict=True))
    finally:
        conn.close()
    with copy.open("rb") as plain, gzip.open(making / "greenpaper.db.gz", "wb", compresslevel=6) as packed:
        shutil.copyfileobj(plain, packed)
    copy.unlink()
    manifest: dict[str, Any] = {
        "snapshot": day,
        **made,
        "tables": counts,
        "files": {
            path.name: {"bytes": path.stat().st_size, "sha256": file_hash(path)} for path in sorted(making.iterdir())
        },
    }
    (making / "manifest.json").write_text(json.dumps(manifest, indent=1), encoding="utf-8")
    making.rename(place)
    return place / "manifest.json"


def snapshots(folder: Path) -> list[dict[str, Any]]:
    """The manifests of all snapshots, the newest first."""
    return [
        json.loads(path.read_text(encoding="utf-8"))
        for path in sorted(folder.glob("[!.]*/manifest.json"), reverse=True)
    ]


def _made(conn: sqlite3.Connection) -> tuple[str, ...]:
    row = conn.execute(named_sql("site/snapshot")).fetchone()
    return tuple(row) if row else ("", "", "", "")


def _write_tables(conn: sqlite3.Connection, tables: list[str], path: Path) -> dict[str, int]:
    counts = {}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for table in tables:
            cursor = conn.execute(f'select * from "{table}"')  # a name from the schema, not from a reader
            shown = [index for index, column in enumerate(cursor.description) if column[0] != "search_keys"]
            with archive.open(f"{table}.csv", "w") as raw, io.TextIOWrapper(raw, "utf-8", newline="") as text:
                writer = csv.writer(text)
                writer.writerow([cursor.description[index][0] for index in shown])
                counts[table] = 0
                for row in cursor:
                    writer.writerow([row[index] for index in shown])
                    counts[table] += 1
    return counts
