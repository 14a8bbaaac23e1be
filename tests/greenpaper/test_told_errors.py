"""What the machine refuses is told in one line with exit status 1; a mistake of ours is not hidden."""

import errno
import os
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner

from greenpaper import snapshots
from greenpaper.cli import main


def refused(error: BaseException, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> tuple[int, str, BaseException]:
    """Exit status, what was said, and what ended `greenpaper snapshot` when its work raises the error."""

    def fail(*arguments: object, **named: object) -> None:
        raise error

    monkeypatch.setattr(snapshots, "make_snapshot", fail)
    result = CliRunner().invoke(main, ["--data", str(tmp_path), "snapshot"])
    assert result.exception is not None
    return result.exit_code, result.output, result.exception


def sqlite_error(code: int, message: str) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError(message)
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.EROFS, os.strerror(errno.EROFS), "data/run.lock"), "data/run.lock: Read-only file system"),
        (PermissionError(errno.EACCES, os.strerror(errno.EACCES), "data"), "data: Permission denied"),
        (OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)), "No space left on device"),
        (sqlite_error(sqlite3.SQLITE_FULL, "database or disk is full"), "database or disk is full"),
        (sqlite_error(sqlite3.SQLITE_IOERR_WRITE, "disk I/O error"), "disk I/O error"),
    ],
    ids=["read only", "no right", "no space", "full", "broken"],
)
def test_what_the_disk_refuses_is_one_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, error: BaseException, said: str
) -> None:
    status, output, _ = refused(error, monkeypatch, tmp_path)
    assert status == 1
    assert output.startswith("greenpaper: ")
    assert said in output
    assert output.count("\n") == 1


def test_a_mistake_in_a_query_is_no_fault_of_the_disk(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    mistake = sqlite_error(sqlite3.SQLITE_ERROR, "no such column: colour")
    assert refused(mistake, monkeypatch, tmp_path)[2] is mistake


def test_a_data_folder_below_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    result = CliRunner().invoke(main, ["--data", str(tmp_path / "file" / "data"), "run", "--only", "publish"])
    assert (result.exit_code, result.output.count("\n")) == (1, 1)
    assert "file/data: Not a directory" in result.output


def test_a_backfill_that_ends_before_it_begins_is_refused(tmp_path: Path) -> None:
    days = ["--from", "2009-01-02", "--to", "2009-01-01"]
    result = CliRunner().invoke(main, ["--data", str(tmp_path), "backfill", "govuk_dfe", *days])
    assert result.exit_code == 2
    assert "2009-01-02 is after the last day, 2009-01-01" in result.output
