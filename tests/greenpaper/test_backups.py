"""Backup and restore: whole while others write, checked, and nothing is mailed twice afterwards."""

import sqlite3
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

from db.archive import store
from db.backup import copy_database
from db.subscribers import ledger
from db.subscribers.store import add_subscriber, open_subscribers
from tests.greenpaper.conftest import Run


def made(run: Run, folder: Path) -> Path:
    """The folder of a new backup."""
    result = run("backup", folder)
    assert result.exit_code == 0, result.output
    return Path(result.stdout.strip())


def test_what_was_backed_up_comes_back(run: Run, articles: Path, tmp_path: Path) -> None:
    run("add", articles)
    backup = made(run, tmp_path / "backups")
    (tmp_path / "data" / "archive.db").write_bytes(b"gone")
    assert run("restore", backup).exit_code == 2  # never over what is there
    result = run("restore", backup, "--replace")
    assert result.exit_code == 0, result.output
    assert list((tmp_path / "data").glob("before-restore-*/archive.db"))
    again = run("add", articles)
    assert "add: 0 new, 2 already there" in again.output
    assert "publish: nothing new" in again.output


def test_a_backup_that_cannot_be_made_leaves_nothing_half_made(run: Run, articles: Path, tmp_path: Path) -> None:
    run("add", articles)
    (tmp_path / "data" / "subscribers.db").write_bytes(b"this is no database, and so it cannot be copied")
    assert run("backup", tmp_path / "backups").exit_code == 2
    assert list((tmp_path / "backups").iterdir()) == []


@pytest.mark.parametrize("name", ["archive.db", "greenpaper.db", "raw"])
def test_a_backup_that_was_touched_is_refused(run: Run, articles: Path, tmp_path: Path, name: str) -> None:
    run("add", articles)
    backup = made(run, tmp_path / "backups")
    path = next((backup / name).iterdir()) if name == "raw" else backup / name
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1  # SQLite's own check may not see it: no page header, one letter
    path.write_bytes(content)
    result = run("--data", tmp_path / "elsewhere", "restore", backup)
    assert result.exit_code == 2
    assert "is not what it was when the backup was made" in result.output


def test_a_folder_that_is_no_backup_is_refused(run: Run, tmp_path: Path) -> None:
    result = run("restore", tmp_path)
    assert result.exit_code == 2
    assert "is no backup" in result.output


def test_a_copy_taken_beside_a_writer_holds_whole_transactions(tmp_path: Path) -> None:
    source = tmp_path / "x.db"
    writer = sqlite3.connect(source, isolation_level=None, check_same_thread=False)
    writer.execute("pragma journal_mode = wal")
    writer.execute("create table pairs (n integer, side text)")
    ended = threading.Event()

    def write() -> None:
        for n in range(100_000):
            if ended.is_set():
                return
            writer.execute("begin immediate")
            writer.execute("insert into pairs values (?, 'left')", (n,))
            writer.execute("insert into pairs values (?, 'right')", (n,))
            writer.execute("commit")

    thread = threading.Thread(target=write)
    thread.start()
    try:
        counts = [copy_database(source, tmp_path / f"copy{number}.db")["pairs"] for number in range(5)]
    finally:
        ended.set()
        thread.join()
        writer.close()
    assert all(count % 2 == 0 for count in counts)


def test_a_restored_backup_sends_nothing_that_waited(run: Run, articles: Path, tmp_path: Path) -> None:
    run("add", articles)
    now = datetime(2030, 3, 6, 9, 0, tzinfo=UTC)
    subscribers = open_subscribers(tmp_path / "data" / "subscribers.db")
    add_subscriber(subscribers, "a@b.example", now=now)
    mail = ledger.Mail(key="k", message_id="<k@x>", recipient="a@b.example", message=b"Subject: x\n\nx")
    ledger.queue_mail(subscribers, mail, now=now)
    subscribers.close()
    backup = made(run, tmp_path / "backups")
    assert "1 waiting mails" in run("restore", backup, "--replace").output
    assert "digests: nothing new" in run("run", "--only", "digests").output
    archive = store.open_archive(tmp_path / "data" / "archive.db")
    assert store.is_catching_up(archive)  # what the next crawl finds counts as backfill
    archive.close()
