"""What a person says wins over what was read, survives a re-reading, and can be exported."""

import email
import json
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import cast

import pytest

from db.archive.store import open_archive
from db.connect import open_database
from db.public.migrations import migrations as public_schema
from db.subscribers import store
from greenpaper import workshop
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


def test_a_reader_who_was_told_the_wrong_stage_is_told_so_once(
    run: Run, articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, morning = tmp_path / "data", datetime(2020, 3, 6, 8, tzinfo=UTC)

    def mails(now: datetime) -> list[str]:
        """The text of every mail up to then."""
        monkeypatch.setattr(workshop, "now", lambda: now)
        assert run("digest", "send").exit_code == 0
        read = [email.message_from_bytes(path.read_bytes(), policy=default) for path in data.glob("mailbox/*.eml")]
        bodies = [mail.get_body(("plain",)) for mail in cast(list[EmailMessage], read)]
        return [" ".join(str(body.get_content()).split()) for body in bodies if body is not None]

    page = articles / "duty.json"  # of the past, so that it moves a policy
    page.write_text(page.read_text(encoding="utf-8").replace("2030-03-04", "2020-03-04"), encoding="utf-8")
    run("add", articles)
    public = open_database(data / "greenpaper.db", public_schema)
    for table in ("articles", "shifts"):  # as if they had been collected yesterday
        known = (morning - timedelta(hours=20)).isoformat()
        public.execute(f"update {table} set backfill = 0, known_at = ?", [known])
    public.close()
    subscribers = store.open_subscribers(data / "subscribers.db")
    ann = store.add_subscriber(subscribers, "ann@union.example", now=morning)
    store.add_alert(subscribers, ann, kind="all", value="", frequency="daily", now=morning)
    subscribers.close()
    (first,) = mails(morning)
    assert "New: out for consultation" in first
    correct(data, 'kind = "stage"\nstage = "floated"\n')
    run("run", "--only", "track", "--only", "publish")
    second = [mail for mail in mails(morning + timedelta(days=1)) if mail != first]
    assert len(second) == 1
    assert "We told you on 6 March 2020 that this was out for consultation. That was wrong: it is floated." in second[0]
    assert len(mails(morning + timedelta(days=2))) == 2


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
