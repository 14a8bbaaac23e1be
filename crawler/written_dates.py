"""Dates as the web writes them, as ISO: a day, or a time with its zone. A time without one is London's."""

import calendar
import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime

from records.dates import LONDON

_MONTHS = {
    name[:length].lower(): number
    for number, name in enumerate(calendar.month_name)
    if name
    for length in {3, 4 if name == "September" else 3, len(name)}
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_CLOCK = r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?::(?P<second>\d{2}))?\s*(?P<half>[ap]\.?m\b\.?)?"
_ZONE = r"\s*(?P<zone>BST|GMT|UTC|UK time)?\b"
_DAY_WORDS = re.compile(
    rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?[\s\-]+(?P<month>{_MONTH})\.?,?[\s\-]+(?P<year>\d{{4}})\b",
    re.IGNORECASE,
)
_WORDS_DAY = re.compile(
    rf"\b(?P<month>{_MONTH})\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})\b", re.IGNORECASE
)
_FIGURES = re.compile(r"\b(?P<day>\d{1,2})[/.](?P<month>\d{1,2})[/.](?P<year>\d{4})\b")
_ISO_DAY = re.compile(r"\b(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})\b")
_AFTER = re.compile(rf"^(?:,|\s|-|–|\||•|at|T)*{_CLOCK}{_ZONE}", re.IGNORECASE)
_BEFORE = re.compile(
    rf"{_CLOCK}{_ZONE}(?:,|\s|-|–|\||•|on)*(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\s+)?$",
    re.IGNORECASE,
)
_LABELS = (
    r"\b(?:(?:first |last )?(?:published|posted|updated|modified|created|released|issued)(?: on| at)?:?"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day,?|date:)"
)
_NUMERIC_ZONE = re.compile(r"([+-])(\d{2}):?(\d{2})$")
_EARLIEST = 1980  # nothing on the web is older; a smaller year is a mistake or a page number


def iso(text: str) -> str | None:
    """What a machine wrote into an attribute or a JSON value, as ISO; None when it is no date.

    Midnight in London or with no zone means that only the day is known.
    """
    text = " ".join(text.split())
    if not text or len(text) > 80:
        return None
    if re.fullmatch(r"\d{4}(-(0[1-9]|1[0-2]))?", text):
        return text if int(text[:4]) >= _EARLIEST else None
    if re.fullmatch(r"\d{8}", text):
        text = f"{text[:4]}-{text[4:6]}-{text[6:]}"
    try:
        # Python before 3.11.4 and some writers disagree about "+0100" after minutes.
        found = datetime.fromisoformat(_NUMERIC_ZONE.sub(r"\1\2:\3", text) if len(text) > 10 else text)
    except ValueError:
        try:
            found = parsedate_to_datetime(text)
        except (ValueError, TypeError, IndexError):
            return written(text)
    if len(text) <= 10:
        return found.date().isoformat() if found.year >= _EARLIEST else None
    return _as_iso(found)


def _as_iso(found: datetime) -> str | None:
    if found.year < _EARLIEST:
        return None
    if found.tzinfo is None:
        found = found.replace(tzinfo=LONDON)
    local = found.astimezone(LONDON)
    if (local.hour, local.minute, local.second) == (0, 0, 0):
        return local.date().isoformat()
    return found.replace(microsecond=0).isoformat()


def written(text: str) -> str | None:
    """The first date in words or figures that people read, with the clock time beside it; None without one.

    Figures are day first, as in Britain.
    """
    for pattern in (_DAY_WORDS, _WORDS_DAY, _FIGURES, _ISO_DAY):
        found = pattern.search(text)
        if found is None:
            continue
        month = found["month"].lower()
        try:
            day = date(int(found["year"]), _MONTHS.get(month) or int(month), int(found["day"]))
        except ValueError:
            continue
        if day.year < _EARLIEST:
            continue
        clock = _AFTER.match(text[found.end() : found.end() + 30]) or _BEFORE.search(
            text[max(0, found.start() - 40) : found.start()]
        )
        return (clock and _with_clock(day, clock)) or day.isoformat()
    return None


def without_date(text: str) -> str:
    """What a dateline says beside date, time and the words that go with them."""
    for pattern in (_DAY_WORDS, _WORDS_DAY, _FIGURES, _ISO_DAY):
        text = pattern.sub(" ", text)
    text = re.sub(_CLOCK + _ZONE, " ", text, flags=re.IGNORECASE)
    return re.sub(_LABELS, " ", text, flags=re.IGNORECASE)


def _with_clock(day: date, clock: re.Match[str]) -> str | None:
    hour, half = int(clock["hour"]), (clock["half"] or "").lower()[:1]
    if half == "p" and hour < 12:
        hour += 12
    if half == "a" and hour == 12:
        hour = 0
    try:
        time = datetime(day.year, day.month, day.day, hour, int(clock["minute"]), int(clock["second"] or 0))
    except ValueError:
        return None
    zone = (clock["zone"] or "").upper()
    return _as_iso(datetime.fromisoformat(f"{time.isoformat()}+00:00") if zone in ("GMT", "UTC") else time)
