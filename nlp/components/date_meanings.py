"""What an expression of time means: a function of the day of publication and of the tense of the words about it."""

from collections.abc import Callable
from datetime import date, timedelta

from nlp.components import calendar_days as cal
from nlp.components.calendar_days import OPEN, Days

#: Meaning of an expression: (today, tense) -> days. ``today`` None: the article is undated; the tense of the words
#: that it hangs on is "past", "future" or "", where they have none.
Meaning = Callable[[date | None, str], Days]


def which(text: str | None) -> str:
    """early, mid or late, or "end" and "start" for a day at the edge."""
    words = (text or "").lower()
    for key, part in (
        ("early", "early"),
        ("mid", "mid"),
        ("late", "late"),
        ("end", "end"),
        ("beginn", "start"),
        ("start", "start"),
    ):
        if key in words:
            return part
    return ""


def parted(meaning: Meaning, part: str) -> Meaning:
    if not part:
        return meaning

    def parted(today: date | None, tense: str) -> Days:
        first, last = meaning(today, tense)
        if first is None or last is None:
            return OPEN
        if part == "end":
            return last, last
        if part == "start":
            return first, first
        return cal.part((first, last), part)

    return parted


def fixed(days: Days) -> Meaning:
    return lambda today, tense: days


def nearest(of_year: Callable[[int], Days]) -> Meaning:
    """The last one begun, when the words look back; the next one not over, when ahead; else the nearer of both."""

    def meaning(today: date | None, tense: str) -> Days:
        if today is None:
            return OPEN
        choices = [of_year(number) for number in range(today.year - 1, today.year + 2)]
        past = next((days for days in reversed(choices) if days[0] is not None and days[0] <= today), OPEN)
        ahead = next((days for days in choices if days[1] is not None and days[1] >= today), OPEN)
        if tense or past[1] is None or ahead[0] is None:
            return past if tense == "past" else ahead
        return past if abs((today - past[1]).days) < (ahead[0] - today).days else ahead

    return meaning


def relative(of_year: Callable[[int], Days], word: str) -> Meaning:
    """ "last autumn", "this summer", "next spring", "the coming autumn"."""
    word = word.lower()

    def meaning(today: date | None, tense: str) -> Days:
        if today is None:
            return OPEN
        choices = [of_year(number) for number in range(today.year - 2, today.year + 3)]
        if word in ("last", "past", "previous"):
            return next((days for days in reversed(choices) if days[1] is not None and days[1] < today), OPEN)
        if word in ("next", "coming", "following", "forthcoming"):
            return next((days for days in choices if days[0] is not None and days[0] > today), OPEN)
        inside = [days for days in choices if days[0] and days[1] and days[0] <= today <= days[1]]
        return inside[0] if inside else of_year(today.year)

    return meaning


def unit(unit: str, word: str) -> Meaning:
    """ "last week", "this month", "next year", "next quarter"."""
    step = {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1, "following": 1}.get(word.lower(), 0)

    def meaning(today: date | None, tense: str) -> Days:
        if today is None:
            return OPEN
        if unit == "week":
            return cal.week(today, step)
        if unit == "weekend":
            _, sunday = cal.week(today, step)
            assert sunday is not None
            return sunday - timedelta(days=1), sunday
        if unit == "month":
            return cal.month(today.year, today.month + step)
        if unit == "quarter":
            first = (today.month - 1) // 3 * 3 + 1 + 3 * step
            return cal.month(today.year, first)[0], cal.month(today.year, first + 2)[1]
        if unit == "decade":
            start = today.year // 10 * 10 + 10 * step
            return cal.year(start)[0], cal.year(start + 9)[1]
        return cal.year(today.year + step)

    return meaning


def weekday(number: int, word: str = "") -> Meaning:
    def meaning(today: date | None, tense: str) -> Days:
        if today is None:
            return OPEN
        if word == "last":
            one = today - timedelta(days=(today.weekday() - number - 1) % 7 + 1)
        elif word == "next":
            monday = cal.week(today, 1)[0]
            assert monday is not None
            one = monday + timedelta(days=number)
        elif tense != "future":
            one = today - timedelta(days=(today.weekday() - number) % 7)
        else:
            one = today + timedelta(days=(number - today.weekday()) % 7)
        return one, one

    return meaning


def offset(days: int) -> Meaning:
    def meaning(today: date | None, tense: str) -> Days:
        one = today + timedelta(days=days) if today else None
        return one, one

    return meaning


def span(number: int, unit: str, sign: int) -> Meaning:
    """From today so far on, or from so far back to today."""

    def meaning(today: date | None, tense: str) -> Days:
        if today is None:
            return OPEN
        far = cal.shifted(today, sign * number, unit)
        return (today, far) if sign > 0 else (far, today)

    return meaning


def ago(number: int, unit: str) -> Meaning:
    """ "three months ago": that month; days and weeks to the day."""

    def meaning(today: date | None, tense: str) -> Days:
        if today is None:
            return OPEN
        then = cal.shifted(today, -number, unit)
        return {"month": cal.month(then.year, then.month), "year": cal.year(then.year)}.get(unit, (then, then))

    return meaning


def in_year(words: str, of_year: Callable[[int], Days]) -> Meaning:
    """A part of a year given as "2009", or as "this year", "next year", "last year"."""
    if words[0].isdigit():
        return fixed(of_year(int(words)))
    step = {"this": 0, "next": 1, "last": -1}.get(words.split()[0], 0)
    return lambda today, tense: of_year(today.year + step) if today else OPEN


def weekend_about(today: date | None, tense: str) -> Days:
    """The weekend that was, after a past tense; else the one to come."""
    if today is None:
        return OPEN
    saturday = today - timedelta(days=(today.weekday() - 5) % 7)
    if tense != "past" and saturday + timedelta(days=1) < today:
        saturday += timedelta(days=7)
    return saturday, saturday + timedelta(days=1)


def within_unit(meaning: Meaning, part: str) -> Meaning:
    if not part:
        return meaning

    def parted(today: date | None, tense: str) -> Days:
        first, last = meaning(today, tense)
        if first is None or last is None or today is None:
            return OPEN
        if part == "earlier":
            return first, min(today, last)
        if part in ("later", "the rest of"):
            return max(today, first), last
        if "end" in part:
            return last, last
        if "start" in part or "beginning" in part:
            return first, first
        if part in ("early", "late"):
            return cal.part((first, last), part)
        return cal.part((first, last), "mid") if "mid" in part else (first, last)

    return parted
