"""The fixed stretches of time that digests are made for."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from records.vocab import Word

LONDON = ZoneInfo("Europe/London")
_EIGHT = time(8, 0)
_GATHERED = 300  # seconds: what happens within them goes out as one mail
_SATURDAY = 5  # as date.weekday() counts


class Frequency(Word):
    """How often a reader wants to hear."""

    IMMEDIATE = "immediate", "as it happens, gathered for five minutes"
    DAILY = "daily", "every morning at eight, London time"
    WEEKLY = "weekly", "on Saturday morning at eight, London time"


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """From ``start`` (included) to ``end`` (not included); both aware UTC."""

    start: datetime
    end: datetime


def window_before(now: datetime, frequency: Frequency) -> Window:
    """The last window that is over at ``now``; one that ends at ``now`` itself is.

    The windows of a frequency follow one another without gap or overlap. A day is 23 or 25 hours
    long when the clocks change, because it runs from eight to eight in London.
    """
    if frequency is Frequency.IMMEDIATE:
        seconds = int(now.timestamp())
        end = datetime.fromtimestamp(seconds - seconds % _GATHERED, UTC)
        return Window(start=end - timedelta(seconds=_GATHERED), end=end)
    days = 1 if frequency is Frequency.DAILY else 7
    last = now.astimezone(LONDON).date()
    if frequency is Frequency.WEEKLY:
        last -= timedelta(days=(last.weekday() - _SATURDAY) % 7)
    if _eight_on(last) > now:
        last -= timedelta(days=days)
    return Window(start=_eight_on(last - timedelta(days=days)), end=_eight_on(last))


def _eight_on(day: date) -> datetime:
    return datetime.combine(day, _EIGHT, LONDON).astimezone(UTC)
