"""A reading's proposals become statements whose keys outlive a re-reading."""

from datetime import UTC, datetime

import pytest

from records.articles import article_from_blocks
from records.records import Article, Body, Evidence, Person, Proposal, Reading
from records.vocab import BlockKind, BodyKind, Stage
from tracking.tracking import statements

NOW = datetime(2012, 6, 1, 9, tzinfo=UTC)
SENTENCE = "The department will license clampers, said the Home Secretary."


def article(**fields: object) -> Article:
    given = {"id": "a1", "url": "https://news.example/a1", "source": "news", "headline": "Clampers", **fields}
    return article_from_blocks([(BlockKind.PARAGRAPH, SENTENCE)], **given)


def reading(*proposals: Proposal) -> Reading:
    mention = Evidence(start=4, end=14, text="department")
    return Reading(
        article_id="a1",
        text_hash="",
        bodies=(Body(name="Home Office", kind=BodyKind.DEPARTMENT, mentions=(mention,), body_id="home-office"),),
        people=(Person(name="Ann Sample", mentions=(mention,), affiliation="Home Office"),),
        proposals=proposals,
    )


def proposal(text: str = SENTENCE, **fields: object) -> Proposal:
    given = {"id": "p1", "action": "license clampers", "stage": Stage.ANNOUNCED, **fields}
    return Proposal(evidence=(Evidence(start=0, end=len(text), text=text),), **given)  # type: ignore[arg-type]


def keys(*proposals: Proposal) -> list[str]:
    made = statements(article(), reading(*proposals), official=False, known_at=NOW, backfill=False)
    return [statement.key for statement in made]


def test_a_key_outlives_a_re_reading() -> None:
    again = proposal(SENTENCE.replace(",", " ,").replace("The", " The"), action="licensing", id="p7")
    assert keys(proposal()) == keys(again)


def test_one_sentence_that_makes_two_gives_two_keys() -> None:
    first, second = keys(proposal(), proposal(id="p2"))
    assert second == f"{first}.2"


def test_the_proposers_body_is_found_through_the_person() -> None:
    (made,) = statements(
        article(),
        reading(proposal("Said elsewhere.", proposer="Ann Sample")),
        official=True,
        known_at=NOW,
        backfill=False,
    )
    assert made.body_ids == ("home-office",)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"published_at": "2008-07-08"}, ("2008-07-08", True)),
        ({"published_at": "2008-07"}, ("2008-07", True)),
        ({"published_at": "2008-07-08T23:30:00+00:00"}, ("2008-07-09", True)),  # past midnight in London
        ({}, ("2012-06-01", False)),
        (
            {"archived_url": "https://webarchive.nationalarchives.gov.uk/ukgwa/20100413151441/http://a.example/"},
            ("2010-04-13", False),
        ),
    ],
)
def test_the_day_that_the_news_is_of(fields: dict[str, str], expected: tuple[str, bool]) -> None:
    (made,) = statements(article(**fields), reading(proposal()), official=False, known_at=NOW, backfill=False)
    assert (made.happened_on, made.dated) == expected
