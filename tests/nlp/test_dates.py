"""Expressions of time against the day of publication, Thursday 2 October 2008; what is no date stays none."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from nlp.components import calendar_days as days
from tests.nlp.cases import read_cases, read_text

CASES = read_cases(Path(__file__).with_name("dates.cases.txt"))


def lines(nlp: Language, text: str, published: str | None) -> list[str]:
    doc = read_text(nlp, text, published_at=published)
    found = [(text[d["start"] : d["end"]], d) for span in doc.spans["dates"] if (d := span._.date)]
    return [f"  {words}  {d['from'] or '-'}  {d['to'] or '-'}  {d['direction']}" for words, d in found]


@pytest.mark.parametrize(("title", "text", "expected"), CASES, ids=[title for title, *_ in CASES])
def test_dates(nlp: Language, title: str, text: str, expected: list[str]) -> None:
    assert lines(nlp, text, "2008-10-02") == expected


def test_an_undated_article_keeps_relative_dates_open(nlp: Language) -> None:
    assert lines(nlp, "It closed last week, on 3 March 2008, and will end in May.", None) == [
        "  last week  -  -  in",
        "  on 3 March 2008  2008-03-03  2008-03-03  in",
        "  in May  -  -  in",
    ]


def test_a_month_of_publication_is_no_day_to_count_from(nlp: Language) -> None:
    assert lines(nlp, "It closed last week.", "2008-10") == ["  last week  -  -  in"]


@pytest.mark.parametrize(
    ("text", "opens", "closes"),
    [
        ("The consultation on fees was launched today and closes on 9 January 2009.", "2008-10-02", "2009-01-09"),
        ("Ministers opened a consultation on Monday. Responses are due by 21 November.", "2008-09-29", "2008-11-21"),
        ("The consultation runs from 6 October 2008 to 5 January 2009.", "2008-10-06", "2009-01-05"),
        ("A consultation on school meals ended in April.", None, "2008-04"),
    ],
)
def test_consultations_have_their_days(nlp: Language, text: str, opens: str | None, closes: str) -> None:
    doc = read_text(nlp, text, published_at="2008-10-02")
    assert doc._.consultation_days == {"opens_on": opens, "closes_on": closes}


def test_what_the_page_says_of_a_consultation_leads(nlp: Language) -> None:
    doc = read_text(
        nlp, "Tell us what you think.", published_at="2014-08-07", opens_on="2014-08-07", closes_on="2014-10-07"
    )
    assert doc._.consultation_days == {"opens_on": "2014-08-07", "closes_on": "2014-10-07"}


def test_no_consultation_has_no_days(nlp: Language) -> None:
    assert read_text(nlp, "The fair closes on Friday.", published_at="2008-10-02")._.consultation_days is None


@pytest.mark.parametrize(("year", "sunday"), [(2008, date(2008, 3, 23)), (2011, date(2011, 4, 24))])
def test_easter(year: int, sunday: date) -> None:
    assert days.easter(year) == sunday


@given(today=st.dates(date(1900, 1, 1), date(2100, 1, 1)), weeks=st.integers(-60, 60))
def test_a_week_is_seven_days_from_monday(today: date, weeks: int) -> None:
    first, last = days.week(today, weeks)
    assert first is not None
    assert last is not None
    assert (first.weekday(), (last - first).days) == (0, 6)
