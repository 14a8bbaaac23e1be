"""A date with missing parts stands for all the days that it leaves open."""

from datetime import UTC, date, datetime

import pytest

from records.dates import BadDate, in_words, interval, middle_day, moment, written_day


@pytest.mark.parametrize(
    ("iso", "first", "last"),
    [
        ("2008", date(2008, 1, 1), date(2008, 12, 31)),
        ("2008-02", date(2008, 2, 1), date(2008, 2, 29)),
        ("2008-07-08", date(2008, 7, 8), date(2008, 7, 8)),
        ("2008-07-08T23:30:00Z", date(2008, 7, 9), date(2008, 7, 9)),  # summer time in London
        ("2008-12-08T23:30:00Z", date(2008, 12, 8), date(2008, 12, 8)),
    ],
)
def test_an_iso_prefix_stands_for_an_interval(iso: str, first: date, last: date) -> None:
    assert interval(iso) == (first, last)


@pytest.mark.parametrize("iso", ["", "July 2008", "2008-13", "2008-02-30", "08-07-2008", "2008-07-08Tnoon"])
def test_what_is_no_date_is_refused(iso: str) -> None:
    with pytest.raises(BadDate):
        interval(iso)


def test_a_prefix_stands_at_its_middle() -> None:
    assert middle_day("2008-07") == date(2008, 7, 16)


def test_a_time_without_a_zone_is_londons() -> None:
    assert moment("2008-07-08T09:00:00") == datetime(2008, 7, 8, 8, 0, tzinfo=UTC)
    assert moment("2008-07-08") == datetime(2008, 7, 8, 11, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("iso", "words"),
    [
        ("2008-07-08", "8 July 2008"),
        ("2008-07", "July 2008"),
        ("2008", "2008"),
        ("2008-07-08T23:30:00Z", "9 July 2008"),
        (None, ""),
        ("soon", ""),
        ("2008-13-40", ""),
    ],
)
def test_a_date_in_words(iso: str | None, words: str) -> None:
    assert in_words(iso) == words


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("It was made on 8 July 2008 and 9 July 2008.", "2008-07-08"),
        ("On 31 June 2008, or 1 July 2008", "2008-07-01"),
        ("in July 2008", None),
        ("108 July 20081", None),
        ("", None),
    ],
)
def test_the_first_day_that_is_written_out(text: str, day: str | None) -> None:
    assert written_day(text) == day
