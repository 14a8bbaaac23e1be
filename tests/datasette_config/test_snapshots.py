"""A snapshot holds all that is published and nothing else, and never changes."""

import csv
import gzip
import hashlib
import io
import json
import sqlite3
import zipfile
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from db.snapshot import SnapshotExists, write_snapshot
from tests.datasette_config.conftest import Reader


@pytest.fixture(scope="module")
def made(public_path: Path) -> Path:
    return write_snapshot(public_path, public_path.parent / "snapshots", day="2012-02-01").parent


def test_a_snapshot_can_be_checked_by_its_manifest(made: Path) -> None:
    manifest = json.loads((made / "manifest.json").read_text(encoding="utf-8"))
    assert {path.name for path in made.iterdir()} == {*manifest["files"], "manifest.json"}
    for name, file in manifest["files"].items():
        assert hashlib.sha256((made / name).read_bytes()).hexdigest() == file["sha256"]
    assert manifest["tables"]["articles"] == 76
    assert not [table for table in manifest["tables"] if "_fts" in table or table.startswith("search_")]


def test_a_snapshot_opens_and_holds_the_tables(made: Path, tmp_path: Path) -> None:
    path = tmp_path / "copy.db"
    path.write_bytes(gzip.decompress((made / "greenpaper.db.gz").read_bytes()))
    conn = sqlite3.connect(path)
    assert conn.execute("select count(*) from shifts").fetchone() == (16,)
    conn.close()
    with zipfile.ZipFile(made / "greenpaper-csv.zip") as archive:
        rows = list(csv.DictReader(io.StringIO(archive.read("policies.csv").decode("utf-8"))))
    assert len(rows) == 6


def test_the_parquet_tables_hold_what_the_csv_tables_hold(made: Path) -> None:
    with zipfile.ZipFile(made / "greenpaper-csv.zip") as archive:
        csv_rows = {
            name.removesuffix(".csv"): list(csv.DictReader(io.StringIO(archive.read(name).decode("utf-8"))))
            for name in archive.namelist()
        }
    with zipfile.ZipFile(made / "greenpaper-parquet.zip") as archive:
        tables = {name.removesuffix(".parquet"): archive.read(name) for name in archive.namelist()}
    assert tables.keys() == csv_rows.keys()
    for name, data in tables.items():
        rows = pq.read_table(io.BytesIO(data)).to_pylist()
        plain = [{key: "" if value is None else str(value) for key, value in row.items()} for row in rows]
        assert plain == csv_rows[name], name


def test_the_unpublished_part_of_an_article_is_in_no_snapshot(made: Path) -> None:
    texts = b""
    for name in ("greenpaper-csv.zip", "greenpaper-parquet.zip"):
        with zipfile.ZipFile(made / name) as archive:
            texts += b"".join(archive.read(name) for name in archive.namelist())
            tables = [name for name in archive.namelist() if name.endswith(".parquet")]
            texts += b"".join(repr(pq.read_table(io.BytesIO(archive.read(n))).to_pylist()).encode() for n in tables)
    for data in (texts, gzip.decompress((made / "greenpaper.db.gz").read_bytes())):
        assert b"ortoiseshell" not in data
        assert b"rimsby" not in data


def test_a_snapshot_is_never_written_over(made: Path, public_path: Path) -> None:
    with pytest.raises(SnapshotExists):
        write_snapshot(public_path, made.parent, day="2012-02-01")


def test_a_snapshot_is_listed_and_downloaded(made: Path, public: Reader) -> None:
    assert "/snapshots/2012-02-01/greenpaper.db.gz" in public.get("/snapshots").text
    answer = public.get("/snapshots/2012-02-01/greenpaper-csv.zip")
    assert answer.content == (made / "greenpaper-csv.zip").read_bytes()
    for path in ("2012-02-01/other.db", "2012-02-02/manifest.json", "2012-02-01/..%2f..%2fgreenpaper.db"):
        assert public.get(f"/snapshots/{path}").status_code == 404
