"""A digest's windows: fixed, without gap or overlap, whatever the clocks do."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digests.windows import LONDON, Frequency, Window, window_before

MOMENTS = st.datetimes(datetime(1998, 1, 1), datetime(2037, 12, 31), timezones=st.just(UTC))
FREQUENCIES = st.sampled_from(list(Frequency))


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "frequency", "start", "end"),
    [
        ("2008-07-09T07:00", "daily", "2008-07-08T07:00", "2008-07-09T07:00"),
        ("2008-07-09T06:59:59", "daily", "2008-07-07T07:00", "2008-07-08T07:00"),
        ("2008-01-15T12:00", "daily", "2008-01-14T08:00", "2008-01-15T08:00"),
        ("2008-07-09T12:00", "weekly", "2008-06-28T07:00", "2008-07-05T07:00"),
        ("2008-07-12T07:00", "weekly", "2008-07-05T07:00", "2008-07-12T07:00"),
        ("2008-07-12T06:59", "weekly", "2008-06-28T07:00", "2008-07-05T07:00"),
        ("2008-07-09T12:07:30", "immediate", "2008-07-09T12:00", "2008-07-09T12:05"),
        ("2008-07-09T12:05", "immediate", "2008-07-09T12:00", "2008-07-09T12:05"),
    ],
)
def test_the_last_complete_window(now: str, frequency: str, start: str, end: str) -> None:
    assert window_before(utc(now), Frequency(frequency)) == Window(start=utc(start), end=utc(end))


def test_the_day_on_which_the_clocks_go_forward_has_23_hours() -> None:
    window = window_before(utc("2008-03-30T08:00"), Frequency.DAILY)
    assert window == Window(start=utc("2008-03-29T08:00"), end=utc("2008-03-30T07:00"))


def test_the_day_on_which_the_clocks_go_back_has_25_hours() -> None:
    window = window_before(utc("2008-10-26T09:00"), Frequency.DAILY)
    assert window == Window(start=utc("2008-10-25T07:00"), end=utc("2008-10-26T08:00"))


@given(MOMENTS, FREQUENCIES)
def test_the_window_is_over_and_the_next_one_is_not(now: datetime, frequency: Frequency) -> None:
    window = window_before(now, frequency)
    assert window.start < window.end <= now
    longest = {"immediate": timedelta(minutes=5), "daily": timedelta(hours=25), "weekly": timedelta(days=7, hours=1)}
    assert now - window.end < longest[frequency]


@given(MOMENTS, FREQUENCIES)
def test_windows_that_follow_one_another_tile_time(now: datetime, frequency: Frequency) -> None:
    window = window_before(now, frequency)
    assert window_before(window.end, frequency) == window
    before = window_before(window.end - timedelta(microseconds=1), frequency)
    assert before.end == window.start
    assert window_before(window.start, frequency) == before


@given(MOMENTS)
def test_days_and_weeks_begin_at_eight_in_london(now: datetime) -> None:
    day = window_before(now, Frequency.DAILY).start.astimezone(LONDON)
    week = window_before(now, Frequency.WEEKLY).start.astimezone(LONDON)
    assert (day.hour, day.minute, day.second) == (week.hour, week.minute, week.second) == (8, 0, 0)
    assert week.strftime("%A") == "Saturday"


@given(st.datetimes(datetime(1998, 1, 1), datetime(2037, 12, 31)), FREQUENCIES)
def test_the_zone_in_which_now_is_told_does_not_matter(moment: datetime, frequency: Frequency) -> None:
    now = moment.replace(tzinfo=LONDON)
    assert window_before(now, frequency) == window_before(now.astimezone(UTC), frequency)
