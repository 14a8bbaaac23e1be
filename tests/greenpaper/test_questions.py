"""A written question of Parliament, from the answer of the API to the published row: while it waits, and answered."""

import json
from pathlib import Path
from typing import Any

from db.connect import open_database
from db.public.migrations import migrations as public_schema
from tests.greenpaper.conftest import Run

SAVED = Path("tests/crawler/pages/parliament_written_question.json")
ANSWER = ("answerText", "dateAnswered", "answeringMember")


def published(data: Path) -> dict[str, Any]:
    """The one question that is published."""
    public = open_database(data / "greenpaper.db", public_schema)
    (row,) = public.query("select * from questions")
    public.close()
    return row


def test_a_question_is_seen_to_be_answered_when_its_page_is(run: Run, tmp_path: Path) -> None:
    whole = json.loads(SAVED.read_text(encoding="utf-8"))
    value = {key: item for key, item in whole["value"].items() if key not in ANSWER}
    page = tmp_path / "question.json"
    page.write_text(json.dumps({**whole, "value": value}), encoding="utf-8")
    result = run("add", page)
    assert result.exit_code == 0, result.output
    waiting = published(tmp_path / "data")
    assert (waiting["asked_on"], waiting["asked_by"], waiting["answered_on"]) == ("2021-11-08", "Dunstan Pike", None)
    page.write_text(json.dumps(whole), encoding="utf-8")
    result = run("add", page)
    assert result.exit_code == 0, result.output
    answered = published(tmp_path / "data")
    assert (answered["answered_on"], answered["answered_by"]) == ("2021-11-15", "Corinna Vale")
    assert answered["answer"].startswith("The Department will consult in the new year")
    assert answered["answer_seen_in"] is not None
    assert answered["answer_known_at"] > "2022"
