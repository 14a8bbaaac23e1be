"""Dates of differing precision, as ISO prefixes ("2009", "2009-06", "2009-06-14") or aware ISO times."""

import calendar
import re
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")

_WRITTEN = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(calendar.month_name[1:])}) (\d{{4}})\b")
_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:[T ].*)?$")


class BadDate(ValueError):
    """Not an ISO date, prefix or time; the message holds it."""


def interval(iso: str) -> tuple[date, date]:
    """First and last day, both included, that an ISO prefix or time leaves open; a time counts in London.

    Raises BadDate.
    """
    found = _ISO.match(iso)
    if not found:
        raise BadDate(f"{iso!r} is not an ISO date")
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        assert year is not None
        if month is None:
            return date(year, 1, 1), date(year, 12, 31)
        if day is None:
            return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
        if len(iso) > 10:
            return (local := moment(iso).astimezone(LONDON).date()), local
        return date(year, month, day), date(year, month, day)
    except ValueError as error:
        raise BadDate(f"{iso!r} is not an ISO date: {error}") from None


def middle_day(iso: str) -> date:
    """The day itself, or the middle of the month or year that an ISO prefix leaves open."""
    first, last = interval(iso)
    return first + (last - first) // 2


def moment(iso: str) -> datetime:
    """An ISO time as aware UTC; one without a zone is London's. A day or prefix stands at noon of its middle day.

    Raises BadDate.
    """
    if len(iso) <= 10:
        return datetime.combine(middle_day(iso), datetime.min.time(), LONDON).replace(hour=12).astimezone(UTC)
    try:
        time = datetime.fromisoformat(iso)
    except ValueError as error:
        raise BadDate(f"{iso!r} is not an ISO time: {error}") from None
    return (time if time.tzinfo else time.replace(tzinfo=LONDON)).astimezone(UTC)


def in_words(iso: str | None) -> str:
    """A date as people write it in Britain: "8 July 2008", "July 2008", "2008"; "" for None or no date."""
    try:
        first = interval(iso or "")[0]
    except BadDate:
        return ""
    parts = _ISO.match(iso or "")
    assert parts is not None  # interval() took it
    _, month, day = parts.groups()
    return " ".join(filter(None, [day and str(first.day), month and calendar.month_name[first.month], str(first.year)]))


def written_day(text: str) -> str | None:
    """The first day that the text has as ``in_words`` writes it, as ISO: "made on 8 July 2008." gives 2008-07-08."""
    for day, month, year in _WRITTEN.findall(text):
        try:
            return date(int(year), list(calendar.month_name).index(month), int(day)).isoformat()
        except ValueError:
            continue
    return None
