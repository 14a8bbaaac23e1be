"""`greenpaper read`: files in, readings out, and no database anywhere."""

import json
from pathlib import Path

from tests.greenpaper.conftest import Run


def test_a_reading_is_written_in_the_evaluation_format(run: Run, articles: Path, tmp_path: Path) -> None:
    result = run("read", articles, "--out", tmp_path / "out")
    assert result.exit_code == 0, result.output
    duty = json.loads((tmp_path / "out" / "duty.json").read_text(encoding="utf-8"))
    (proposal,) = duty["proposals"]
    assert proposal["stage"] == "consultation"
    assert proposal["thread"] == proposal["policy"] is not None
    assert {"Nora Feld", "Una Tarn"} <= {person["name"] for person in duty["people"]}
    assert json.loads((tmp_path / "out" / "award.json").read_text(encoding="utf-8"))["proposals"] == []
    assert not (tmp_path / "data").exists()


def test_several_files_are_tracked_together(run: Run, articles: Path, tmp_path: Path) -> None:
    later = {
        "id": "later",
        "url": "https://other.example/later",
        "title": "First-aid duty for nurseries dropped",
        "published": "2030-06-01",
        "text": "Plans to make nurseries keep a first-aid box in every room have been dropped by the "
        "Department for Education. The duty had been put out to consultation in March.",
    }
    (articles / "later.json").write_text(json.dumps(later), encoding="utf-8")
    result = run("read", articles, "--out", tmp_path / "out")
    assert result.exit_code == 0, result.output
    of = {
        path.stem: {proposal["policy"] for proposal in json.loads(path.read_text(encoding="utf-8"))["proposals"]}
        for path in (tmp_path / "out").glob("*.json")
    }
    assert of["duty"] & of["later"]


def test_the_terminal_gets_a_summary(run: Run, articles: Path) -> None:
    result = run("read", articles / "duty.json")
    assert result.exit_code == 0
    assert "First aid for every nursery" in result.output
    assert "[consultation]" in result.output
    assert "Una Tarn" in result.output


def test_nothing_to_read_is_a_failure(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    result = run("read", tmp_path / "empty.txt")
    assert result.exit_code == 1
    assert "empty.txt" in result.output
