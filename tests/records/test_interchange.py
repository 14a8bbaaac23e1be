"""Records survive JSON, and an article's JSON is read with errors that say what was found."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from records.interchange import NotAnArticle, article_from_json, article_to_json, from_plain, reading_to_json, to_plain
from records.records import Body, Evidence, Proposal, Reading, Shift
from records.vocab import ArticleKind, BodyKind, ShiftKind, Stage

SAYS = Evidence(start=0, end=9, text="Boards go", rule="r1")


def through_json(value: Any) -> Any:
    return json.loads(json.dumps(to_plain(value)))


def test_a_reading_survives_json() -> None:
    reading = Reading(
        article_id="a1",
        text_hash="0" * 64,
        bodies=(Body(name="Ofsted", kind=BodyKind.REGULATOR, mentions=(SAYS,)),),
        proposals=(Proposal(id="p1", action="end boards", stage=Stage.IN_FORCE, evidence=(SAYS,)),),
    )
    assert from_plain(Reading, through_json(reading)) == reading


def test_a_time_survives_json() -> None:
    shift = Shift(
        id="s1",
        policy_id="p1",
        kind=ShiftKind.NEW,
        happened_on="2008-07-08",
        known_at=datetime(2008, 7, 8, 9, 30, tzinfo=UTC),
        statement="k",
        evidence=SAYS,
        to_stage=Stage.BILL,
    )
    assert from_plain(Shift, through_json(shift)) == shift


def test_a_field_that_a_later_version_added_is_passed_over() -> None:
    assert from_plain(Evidence, {**through_json(SAYS), "colour": "green"}) == SAYS


def test_an_article_comes_back_from_its_own_json() -> None:
    given = {"id": "x1", "text": "First.\n\nSecond.\n", "title": "T", "published": "2009-06", "genre": "press release"}
    article = article_from_json(given, where="f")
    assert article.text == given["text"]
    assert article.url == "urn:greenpaper:x1"
    assert article.kind is ArticleKind.ANNOUNCEMENT
    assert article_from_json(article_to_json(article), where="f") == article


def test_a_consultation_s_days_are_read_from_the_page_s_own_fields() -> None:
    meta = {"opening_date": "2014-08-07T09:00:00+01:00", "closing_date": "2014-10-07T17:00:00+01:00"}
    article = article_from_json({"id": "x1", "text": "First.", "meta": meta}, where="f")
    assert (article.opens_on, article.closes_on) == ("2014-08-07", "2014-10-07")
    assert article_from_json(article_to_json(article), where="f") == article
    assert article_from_json({"id": "x1", "text": "First.", "meta": {"closing_date": 7}}, where="f").closes_on is None


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ([1], "f.json: an article is a JSON object, found list"),
        ({"id": "x"}, "f.json: an article has its words under 'text', found only id"),
        ({"id": "x", "text": None}, "f.json: an article has its words under 'text', found NoneType"),
        ({"id": "x", "text": "  "}, "f.json: 'text' is empty"),
        ({"text": "x"}, "f.json: an article has an 'id' or a 'url', found neither"),
        ({"text": "x", "url": "ftp://a/b"}, "f.json: 'ftp://a/b' is not an http"),
        ({"text": "x", "id": "y", "title": 3}, "f.json: 'title' should be text, got 3"),
    ],
)
def test_json_that_is_no_article_is_refused_with_its_file_and_field(given: object, message: str) -> None:
    with pytest.raises(NotAnArticle, match=message):
        article_from_json(given, where="f.json")


def test_a_proposal_carries_its_policy_under_both_names() -> None:
    article = article_from_json({"id": "x1", "text": "Boards go."}, where="f")
    reading = Reading(
        article_id="x1",
        text_hash=article.text_hash,
        proposals=(Proposal(id="p1", action="end boards", stage=Stage.DROPPED, evidence=(SAYS,)),),
    )
    proposal = reading_to_json(article, reading, policies={"p1": "pabc"})["proposals"][0]
    assert (proposal["policy"], proposal["thread"], proposal["stage"]) == ("pabc", "pabc", "dropped")
    assert proposal["evidence"] == [{"text": "Boards go", "start": 0, "end": 9, "rule": "r1"}]
