"""Dates, counts and calendars as people read them."""

from datetime import date
from pathlib import Path

import icalendar
import pytest

from datasette_config import wording
from datasette_config.plugins.consultation_pages import month_grids
from db.answers import rows
from db.connect import immediate
from tests.datasette_config.conftest import Reader
from tests.datasette_config.filled import fill


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2008-07-08T09:05:00+01:00", "8 July 2008, 9.05am"),
        ("2012-01-23T12:00:00+00:00", "23 January 2012, 12.00pm"),
        ("2008-07-08T23:30:00+00:00", "9 July 2008, 12.30am"),
        ("2008-07", "July 2008"),
        ("2008", "2008"),
        (None, "undated"),
        ("nonsense", "undated"),
    ],
)
def test_a_time_is_londons(value: str | None, words: str) -> None:
    assert wording.moment_in_words(value) == words


@pytest.mark.parametrize(
    ("closes", "words"),
    [
        ("2012-02-01", "closes today"),
        ("2012-02-02", "closes tomorrow"),
        ("2012-02-20", "closes in 19 days"),
        ("2012-01-31", "closed 31 January 2012"),
        ("2012-02", "closes in 28 days"),
        (None, ""),
    ],
)
def test_the_closing_day_still_counts(closes: str | None, words: str) -> None:
    assert wording.days_left(closes, date(2012, 2, 1)) == words


def test_counts_agree_with_their_noun() -> None:
    assert wording.count(1, "article") == "1 article"
    assert wording.count(1204, "policy", "policies") == "1,204 policies"


def test_lists_are_read_however_they_are_kept() -> None:
    assert wording.items('["schools", "academies"]') == ["schools", "academies"]
    assert wording.items("schools") == ["schools"]
    assert wording.items("[broken") == ["[broken"]
    assert wording.items("[]") == wording.items(None) == []


def test_a_month_shows_what_closes_on_its_days() -> None:
    (grid,) = month_grids([{"closes_on": "2012-02-20", "headline": "Phones"}, {"closes_on": "2012", "headline": "?"}])
    assert grid["name"] == "February 2012"
    assert [day.day for week in grid["weeks"] for day, closing in week if closing] == [20]


def test_the_calendar_reminds_a_week_before(public: Reader) -> None:
    calendar = icalendar.Calendar.from_ical(public.get("/consultations.ics").content)
    events = {str(event["summary"]): event for event in calendar.walk("VEVENT")}
    phones = events["Consultation closes: Pupils' phones kept until the end of the day"]
    assert phones["dtstart"].dt == date(2012, 2, 20)
    assert str(phones["uid"]).endswith("@greenpaper.example")
    assert phones.walk("VALARM")[0]["trigger"].dt.days == -7


def test_a_consultation_says_until_when_it_is_open() -> None:
    told = wording.shift_in_words("moved on", "consultation", "now out for consultation; was floated", "2008-09-25")
    assert told == "now out for consultation until 25 September 2008; was floated"
    assert (
        wording.shift_in_words("new", "consultation", "", "2008-09") == "now out for consultation until September 2008"
    )
    assert wording.shift_in_words("moved on", "bill", "now before Parliament as a bill", "2008-09-25").endswith(
        "a bill"
    )


def test_a_consultation_that_several_articles_tell_of_is_told_once_by_the_official_one(tmp_path: Path) -> None:
    db = fill(tmp_path / "greenpaper.db", audience="public")
    (before,) = rows(db.conn, "site/closing_soon", today="2008-08-01", limit=9)
    row = {"policy": before["policy_id"], "closes": before["closes_on"]}
    with immediate(db):
        for article in ("a2008weekly", "a2008adm"):
            db.conn.execute(
                "insert into consultations (article_id, policy_id, closes_on) values (:article, :policy, :closes)",
                {"article": article, **row},
            )
    (after,) = rows(db.conn, "site/closing_soon", today="2008-08-01", limit=9)
    assert after == before
    told = [item for item in rows(db.conn, "site/all_consultations", limit=99) if item["policy_id"] == row["policy"]]
    assert len(told) == len({item["closes_on"] for item in told})
    db.close()


@pytest.mark.parametrize(
    ("note", "told"),
    [
        ("new: enacted", "new, enacted"),
        ("a U-turn: a plan to undo it is announced", "in a U-turn, a plan to undo it is announced"),
        ("now in force; was enacted", "now in force; was enacted"),
    ],
)
def test_a_note_goes_on_after_the_policys_title(note: str, told: str) -> None:
    assert wording.shift_in_words("new", "enacted", note) == told
