"""One writer at a time on a data folder."""

from pathlib import Path

import pytest

from greenpaper.lock import only_writer
from tests.greenpaper.conftest import Run


def test_a_second_run_beside_the_first_is_refused_in_words(run: Run, articles: Path, tmp_path: Path) -> None:
    with only_writer(tmp_path / "data"):
        result = run("add", articles)
    assert result.exit_code == 2
    assert "another greenpaper (process" in result.output
    assert run("add", articles).exit_code == 0


def test_status_may_look_while_another_writes(run: Run, articles: Path, tmp_path: Path) -> None:
    run("add", articles)
    with only_writer(tmp_path / "data"):
        result = run("status")
    assert result.exit_code == 0
    assert "The Weekly" in result.output


def test_status_of_nothing_says_where_to_start(run: Run) -> None:
    assert "greenpaper run" in run("status").output


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_status_names_every_source_however_narrow_the_terminal(
    run: Run, articles: Path, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    run("add", articles)
    monkeypatch.setenv("COLUMNS", str(columns))
    words = " ".join(run("status").output.split())
    assert "The Weekly" in words
    assert ("2 pages, 2 articles" if columns < 100 else "waiting The Weekly") in words
