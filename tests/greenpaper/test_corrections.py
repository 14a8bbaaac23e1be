"""What a person says wins over what was read, survives a re-reading, and can be exported."""

import json
from pathlib import Path

from db.archive.store import open_archive
from db.connect import open_database
from db.public.migrations import migrations as public_schema
from tests.greenpaper.conftest import Run

URL = "https://weekly.example/duty"
SENTENCE = "Nurseries will have to keep a first-aid box in every room under plans put out to consultation"


def published(data: Path, what: str) -> list[str]:
    """The values of one column of the published proposals."""
    public = open_database(data / "greenpaper.db", public_schema)
    values = [row["value"] for row in public.query(f"select {what} as value from proposals")]
    public.close()
    return values


def correct(data: Path, text: str) -> None:
    """Write the corrections file."""
    data.mkdir(exist_ok=True)
    head = f'[[correction]]\nurl = "{URL}"\nsentence = "{SENTENCE}"\n'
    (data / "corrections.toml").write_text(head + text, encoding="utf-8")


def test_a_corrected_stage_wins_and_survives_a_re_reading(run: Run, articles: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    run("add", articles)
    assert published(data, "stage") == ["consultation"]
    correct(data, 'kind = "stage"\nstage = "floated"\n')
    result = run("run", "--only", "track", "--only", "publish")
    assert result.exit_code == 0, result.output
    assert published(data, "stage") == ["floated"]
    archive = open_archive(data / "archive.db")
    archive.execute("update articles set read_stamp = 'older'")
    archive.close()
    run("run", "--only", "read", "--only", "track", "--only", "publish")
    assert published(data, "stage") == ["floated"]


def test_what_is_no_proposal_makes_no_policy(run: Run, articles: Path, tmp_path: Path) -> None:
    correct(tmp_path / "data", 'kind = "no proposal"\n')
    result = run("add", articles)
    assert result.exit_code == 0, result.output
    assert published(tmp_path / "data", "id") == []


def test_a_correction_that_nothing_answers_to_is_named(run: Run, articles: Path, tmp_path: Path) -> None:
    correct(tmp_path / "data", 'kind = "stage"\nstage = "floated"\n')
    (articles / "duty.json").unlink()
    result = run("add", articles)
    assert result.exit_code == 0
    assert "nothing that was read there rests on the corrected sentence" in result.output


def test_a_mistake_in_the_file_is_named(run: Run, articles: Path, tmp_path: Path) -> None:
    correct(tmp_path / "data", 'kind = "stage"\nstage = "certain"\n')
    result = run("add", articles)
    assert result.exit_code == 2
    assert "corrections.toml: correction 1: 'stage' should be one of" in result.output


def test_corrections_are_exported_as_scoring_cases(run: Run, tmp_path: Path) -> None:
    correct(tmp_path / "data", 'kind = "stage"\nstage = "floated"\nwhy = "only asked for"\n')
    assert "stage floated" in run("corrections").output
    run("corrections", "--export", tmp_path / "cases.jsonl")
    (case,) = (tmp_path / "cases.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(case)["stage"] == "floated"
