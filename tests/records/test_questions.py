"""A written question of Parliament, read off the page that the collector makes of it."""

import json
from pathlib import Path
from typing import Any

import pytest

from crawler.parliament_pages import question_page
from records.articles import article_from_blocks
from records.questions import Question, question_in
from records.records import Article

SAVED = Path("tests/crawler/pages/parliament_written_question.json")
URL = "https://questions-statements.parliament.uk/written-questions/detail/2021-11-08/71344"


def page(*without: str, **others: Any) -> Article:
    """The saved question's article."""
    value = json.loads(SAVED.read_text(encoding="utf-8"))["value"] | others
    made = question_page({key: item for key, item in value.items() if key not in without})
    return article_from_blocks(
        made.blocks, id="q", url=URL, source="s", headline=made.headline, published_at=made.published_at
    )


def test_an_answered_question_says_who_asked_and_who_answered_what() -> None:
    assert question_in(page()) == Question(
        asked_on="2021-11-08",
        asked_by="Dunstan Pike",
        question="To ask the Secretary of State for Transport, what plans he has to require councils to repair cycle"
        " lanes.",
        answered_on="2021-11-15",
        answered_by="Corinna Vale",
        answer="The Department will consult in the new year on a duty for councils to inspect cycle lanes twice a year."
        " It has no plans to set a standard for repairs.",
    )


def test_one_that_waits_has_no_answer() -> None:
    found = question_in(page("answerText", "dateAnswered"))
    assert found is not None
    assert (found.answered_on, found.answered_by, found.answer) == (None, "", "")


def test_an_answer_without_a_name_is_an_answer() -> None:
    found = question_in(page("answeringMember"))
    assert found is not None
    assert (found.answered_on, found.answered_by) == ("2021-11-15", "")
    assert found.answer.startswith("The Department will consult")


@pytest.mark.parametrize(
    "url", ["https://www.gov.uk/government/news/a", "https://questions-statements.parliament.uk/written-statements/x"]
)
def test_no_other_page_is_a_question(url: str) -> None:
    assert question_in(article_from_blocks([], id="a", url=url, source="s", headline="h")) is None
