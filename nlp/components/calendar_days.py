"""Stretches of days: seasons, terms, years of every sort, sessions, feasts; and which of them a word means.

All take the day of publication as ``today``; None, for an undated article, leaves relative ones open.
"""

import calendar
from datetime import date, timedelta

from nlp.rules import table

Days = tuple[date | None, date | None]
OPEN: Days = (None, None)

MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
MONTHS |= {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
WEEKDAYS = {name.lower(): number for number, name in enumerate(calendar.day_name)}
_EARLIEST, _LATEST = 1000, 2200


def day(year: int, month: int, number: int) -> Days:
    """One day; OPEN where no calendar has it."""
    try:
        one = date(year, month, number)
    except ValueError:
        return OPEN
    return one, one


def month(year: int, number: int) -> Days:
    """A whole month; a number past December runs into the next year."""
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    if not _EARLIEST <= year <= _LATEST:
        return OPEN
    return date(year, number, 1), date(year, number, calendar.monthrange(year, number)[1])


def months(year: int, first: int, last: int) -> Days:
    """From the first month to the end of the last, which lies in the next year when it is the smaller number."""
    return month(year, first)[0], month(year + (last < first), last)[1]


def year(number: int) -> Days:
    """A calendar year."""
    return (date(number, 1, 1), date(number, 12, 31)) if _EARLIEST <= number <= _LATEST else OPEN


def week(today: date, weeks: int) -> Days:
    """Monday to Sunday, so many weeks on."""
    monday = today - timedelta(days=today.weekday()) + timedelta(weeks=weeks)
    return monday, monday + timedelta(days=6)


def season(name: str, number: int) -> Days:
    """The season of a year; winter is that which begins in it."""
    first, last = table("calendar")["seasons"][name]
    return months(number, first, last)


def term(name: str, number: int) -> Days:
    """A school term of a calendar year."""
    first, last = table("calendar")["terms"][name]
    return months(number, first, last)


def running_year(sort: str, number: int) -> Days:
    """The financial, tax or school year that begins in a calendar year."""
    first_month, first_day = table("calendar")["years"][sort]
    first = date(number, first_month, first_day)
    return first, date(number + 1, first_month, first_day) - timedelta(days=1)


def started_year(sort: str, today: date) -> int:
    """The calendar year in which the financial, tax or school year of a day began."""
    first_month, first_day = table("calendar")["years"][sort]
    return today.year - ((today.month, today.day) < (first_month, first_day))


def session(number: int, until: int) -> Days:
    """The parliamentary session that began in a year: as listed, else November to November (May to May after 2010)."""
    listed = table("calendar")["sessions"].get(f"{number}-{until % 100:02}")
    if listed:
        (first_year, first), (last_year, last) = (map(int, part.split("-")) for part in listed)
        return month(first_year, first)[0], month(last_year, last)[1]
    if number < 2010:
        return month(number, 11)[0], month(until, 11)[1]
    return month(number, 5)[0], month(until, 5)[1]


def session_of(today: date, further: int) -> Days:
    """The session that a day lies in (0), or that comes after it (1)."""
    for first, last in sorted(table("calendar")["sessions"].values()):
        start, end = month(*map(int, first.split("-")))[0], month(*map(int, last.split("-")))[1]
        if further == 0 and start is not None and end is not None and start <= today <= end:
            return start, end
        if further == 1 and start is not None and start > today and (start - today).days < 500 and today.year >= 2010:
            return start, end
    begun = today.year - (today.month < (11 if today.year < 2010 else 5))
    return session(begun + further, begun + further + 1)


def easter(number: int) -> date:
    """Easter Sunday of a year (the Gregorian rule of Meeus, Jones and Butcher)."""
    a, b, c = number % 19, number // 100, number % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    el = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * el) // 451
    return date(number, (h + el - 7 * m + 114) // 31, (h + el - 7 * m + 114) % 31 + 1)


def feast(name: str, number: int) -> Days:
    """Christmas, Easter, the bank holidays, and the breaks of schools and Parliament in a year."""
    if name == "christmas":
        return day(number, 12, 25)
    if name == "easter":
        return easter(number), easter(number)
    if name == "new year":
        return month(number, 1)
    if name == "august bank holiday":
        last = date(number, 8, 31)
        return last - timedelta(days=last.weekday()), last - timedelta(days=last.weekday())
    if name == "summer recess":
        return date(number, 7, 22), date(number, 8, 31)
    return date(number, 7, 22), date(number, 8, 31)


def shifted(today: date, number: int, unit: str) -> date:
    """So many days, weeks, months or years on, or back when negative; the last of a month stays its last."""
    if unit == "day":
        return _safe(today, timedelta(days=number))
    if unit == "week":
        return _safe(today, timedelta(weeks=number))
    at = today.year * 12 + today.month - 1 + number * (12 if unit == "year" else 1)
    if not _EARLIEST * 12 <= at < _LATEST * 12:
        return today
    return date(at // 12, at % 12 + 1, min(today.day, calendar.monthrange(at // 12, at % 12 + 1)[1]))


def _safe(today: date, by: timedelta) -> date:
    try:
        return today + by
    except OverflowError:
        return today


def part(days: Days, which: str) -> Days:
    """The early, middle or late third of a stretch; OPEN stays so. Whole months of a year, else days."""
    first, last = days
    if first is None or last is None:
        return OPEN
    if (last - first).days > 300:
        start = {"early": 1, "mid": 5, "late": 9}[which]
        return months(first.year, start, start + 3)
    third = ((last - first).days + 1) // 3
    if which == "early":
        return first, first + timedelta(days=third - 1)
    if which == "mid":
        return first + timedelta(days=third), first + timedelta(days=2 * third - 1)
    return first + timedelta(days=2 * third), last
