"""Opening databases: new, known, newer than this version, and no database at all."""

import sqlite3
from pathlib import Path

import pytest
from sqlite_utils import Database

from db.archive import store
from db.connect import NotADatabase, SchemaAhead, immediate


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    path.write_bytes(b"this is a shopping list, and long enough to be taken for a header" * 20)
    with pytest.raises(NotADatabase, match=r"archive\.db is not a database"):
        store.open_archive(path)


def test_a_database_made_by_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    db = store.open_archive(path)
    db.execute(
        "insert into _sqlite_migrations (migration_set, name, applied_at) values ('archive', 'm999_later', '2030')"
    )
    db.close()
    before = path.read_bytes()
    with pytest.raises(SchemaAhead, match=r"archive\.db was made by a newer Greenpaper \(it has m999_later"):
        store.open_archive(path)
    assert path.read_bytes() == before


def test_what_fails_inside_a_transaction_leaves_nothing(tmp_path: Path) -> None:
    db = Database(sqlite3.connect(tmp_path / "x.db"))
    db.execute("create table t (n)")

    def fail() -> None:
        with immediate(db):
            db.conn.execute("insert into t values (1)")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert list(db.query("select * from t")) == []
    db.close()
