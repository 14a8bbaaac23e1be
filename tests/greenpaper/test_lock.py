"""One writer at a time on a data folder."""

from pathlib import Path

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
