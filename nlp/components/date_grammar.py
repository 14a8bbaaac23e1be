"""Expressions of time in British news: where they stand and what they mean; linear in the text."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from nlp.components import calendar_days as cal
from nlp.components import date_meanings as meanings
from nlp.components import date_patterns as patterns
from nlp.components.calendar_days import MONTHS, OPEN, WEEKDAYS, Days
from nlp.components.date_meanings import Meaning

_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "eighteen": 18, "twenty": 20, "thirty": 30,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Expression:
    """An expression of time at ``text[start:end]``; ``lead`` is the preposition it opens with, lower case, or ""."""

    start: int
    end: int
    lead: str
    meaning: Meaning
    rule: str
    weak: bool = False  # may as well be no date: "May", a bare year


#: A stretch of text in which no expression runs on to the next.
_STRETCH = re.compile(r"(?:[^\n.]|\.(?!\s+[A-Z“‘\"]))+\.?")


def expressions(text: str) -> Iterator[Expression]:
    """Every expression, kinds mixed and overlaps unresolved."""
    for stretch in _STRETCH.finditer(text):
        words = stretch[0]
        for triggers, makers in _MAKERS:
            if triggers and not any(trigger in words for trigger in triggers):
                continue
            for pattern, make in makers:
                for found in pattern.finditer(text, stretch.start(), stretch.end()):
                    expression = make(found)
                    if expression is not None:
                        yield expression


def _made(
    found: re.Match[str], meaning: Meaning, rule: str, *, weak: bool = False, lead: str | None = None
) -> Expression:
    groups = found.groupdict()
    lead = (groups.get("lead") or "") if lead is None else lead
    start = found.start()
    lead = " ".join(lead.split()).lower()
    if lead in ("of", "for", "about", "around", "over", "through", "at", "between") and rule not in (
        "over",
        "month-range",
        "year-range",
    ):
        start = found.start() + len(groups.get("lead") or "")
        lead = "of" if lead == "of" else ""
    return Expression(start=start, end=found.end(), lead=lead, meaning=meaning, rule=rule, weak=weak)


def _full(found: re.Match[str]) -> Expression | None:
    number, of_month = int(found["day"]), MONTHS[found["month"].rstrip(".").lower()]
    if not 1 <= number <= 31 or (found["month"] == "may") or (found["month"] == "march"):
        return None
    last = int(found["last"]) if found.groupdict().get("last") else number

    def of_year(year: int) -> Days:
        return cal.day(year, of_month, number)[0], cal.day(year, of_month, last)[1]

    if found["year"]:
        return _made(found, meanings.fixed(of_year(int(found["year"]))), "day")
    attacked = _ATTACKS.get((number, of_month)) if _ATTACK.match(found.string, found.end()) else None
    return _made(found, meanings.fixed(of_year(attacked)) if attacked else meanings.nearest(of_year), "day")


#: Days that are known by what was done on them: (day, month) -> year.
_ATTACKS = {(11, 9): 2001, (7, 7): 2005}
_ATTACK = re.compile(r"[’']?s? (?:terror(?:ist)? )?(?:attacks?|bomb(?:er|ing)s?|atrocit(?:y|ies)|hijack(?:er|ing)s?)\b")


def _numeric(found: re.Match[str]) -> Expression | None:
    if found["iso"]:
        year, number, one = map(int, found["iso"].split("-"))
    else:
        year, number, one = int(found["y"]), int(found["m"]), int(found["d"])
    days = cal.day(year, number, one) if 1 <= number <= 12 else OPEN
    return _made(found, meanings.fixed(days), "day-in-figures") if days != OPEN else None


def _month_range(found: re.Match[str]) -> Expression | None:
    a, b = MONTHS[found["a"].lower()], MONTHS[found["b"].lower()]
    if not found["lead"] and not found["y2"] and "May" in (found["a"], found["b"]):
        return None
    if found["y2"]:
        last = int(found["y2"])
        first = int(found["y1"]) if found["y1"] else last - (b < a)
        return _made(found, meanings.fixed((cal.month(first, a)[0], cal.month(last, b)[1])), "month-range")
    if found["y1"]:
        return _made(found, meanings.fixed(cal.months(int(found["y1"]), a, b)), "month-range")
    return _made(found, meanings.nearest(lambda year: cal.months(year, a, b)), "month-range")


def _month_year(found: re.Match[str]) -> Expression | None:
    number = MONTHS[found["month"].lower()]
    word = (found["word"] or "").strip().removeprefix("the ")
    part = meanings.which(found["part"])
    weak = found["month"] in ("May", "March", "August") and not (found["year"] or part or word)
    if found["year"]:
        meaning = meanings.in_year(found["year"], lambda year: cal.month(year, number))
    elif word:
        meaning = meanings.relative(lambda year: cal.month(year, number), word)
    else:
        meaning = meanings.nearest(lambda year: cal.month(year, number))
    return _made(found, meanings.parted(meaning, part), "month", weak=weak)


def _seasons(found: re.Match[str]) -> Expression | None:
    name = found["season"].lower()
    word = (found["word"] or "").strip()
    kind = cal.term if found["term"] and name != "winter" else cal.season
    the = re.match(r"the\s", found[0][len(found["lead"] or "") :], re.IGNORECASE) is not None
    if not (
        found["year"] or word or found["term"] or the or (found["lead"] or "").strip().lower() not in ("", "of", "for")
    ):
        return None
    if found["year"]:
        meaning = meanings.in_year(found["year"], lambda year: kind(name, year))
    elif word:
        meaning = meanings.relative(lambda year: kind(name, year), word)
    else:
        meaning = meanings.nearest(lambda year: kind(name, year))
    return _made(found, meanings.parted(meaning, meanings.which(found["part"])), "term" if found["term"] else "season")


def _units(found: re.Match[str]) -> Expression | None:
    unit, word, sort = found["unit"].lower(), found["word"].lower(), found["sort"]
    part = (found["part"] or "").strip().lower()
    if word in ("the", "the same"):
        if part not in (
            "the end of",
            "end of",
            "the start of",
            "the beginning of",
            "early",
            "late",
            "later",
            "later in",
            "earlier in",
            "early in",
            "late in",
            "the middle of",
        ):
            return None
        word = "this"
    if unit == "weekend" and found["word"].lower() == "the":
        return _made(
            found, meanings.weekend_about, "unit", lead="by" if (found["lead"] or "").lower().startswith("by") else ""
        )
    if unit == "parliament":
        return _made(found, meanings.fixed(OPEN), "parliament") if word != "the" else None
    meaning: Meaning
    if unit == "session":
        if not (sort == "parliamentary" or word in ("next", "coming")):
            return None
        further = 1 if word in ("next", "coming") else 0
        meaning = lambda today, tense: cal.session_of(today, further) if today else OPEN  # noqa: E731
    elif unit == "year" and sort in ("financial", "tax", "school", "academic"):
        kind = "school" if sort == "academic" else sort
        step = {"last": -1, "next": 1, "coming": 1}.get(word, 0)
        meaning = lambda today, tense: cal.running_year(kind, cal.started_year(kind, today) + step) if today else OPEN  # noqa: E731
    else:
        meaning = meanings.unit(unit, word)
    edge = _edge_month(meaning, part, found["lead"]) if unit == "year" and not sort else meaning
    if edge is not meaning:
        return _made(found, edge, "unit")
    return _made(found, meanings.within_unit(meaning, part.removesuffix(" in")), "unit")


def _edge_month(meaning: Meaning, part: str, lead: str | None) -> Meaning:
    """At the end of a year: its last month, save where a deadline is meant; at its start the first."""
    number = 12 if "end" in part else 1 if "start" in part or "beginning" in part else 0
    if not number or (lead or "").strip().lower() in ("by", "before", "until", "till", "up to", "ahead of", "from"):
        return meaning

    def month(today: date | None, tense: str) -> Days:
        first, _ = meaning(today, tense)
        return cal.month(first.year, number) if first else OPEN

    return month


def _weekdays(found: re.Match[str]) -> Expression | None:
    number, word = WEEKDAYS[found["name"].lower()], (found["word"] or "").strip()
    if found["when"]:
        step = {"last": -1, "next": 1, "this": 0}[found["when"].split()[0]]

        def meaning(today: date | None, tense: str) -> Days:
            monday = cal.week(today, step)[0] if today else None
            one = monday + timedelta(days=number) if monday else None
            return one, one

        return _made(found, meaning, "weekday")
    return _made(found, meanings.weekday(number, word), "weekday")


def _days(found: re.Match[str]) -> Expression | None:
    name = found["name"].lower()
    step = {"yesterday": -1, "last night": -1, "tomorrow": 1}.get(name, 0)
    return _made(found, meanings.offset(step), "day-word")


def _quarters(found: re.Match[str]) -> Expression | None:
    if found["q"]:
        sort, number, words = ("quarter" if found["q"][0] == "Q" else "half"), int(found["q"][1]), found["qyear"]
    else:
        sort = found["sort"]
        number = {"first": 1, "second": 2, "third": 3, "fourth": 4}.get(found["ord"], 4 if sort == "quarter" else 2)
        words = found["year"].removeprefix("the ")
    length = 3 if sort == "quarter" else 6
    if number * length > 12:
        return None
    words = "this year" if words == "year" else words
    first = (number - 1) * length + 1
    return _made(found, meanings.in_year(words, lambda year: cal.months(year, first, first + length - 1)), sort)


def _running(found: re.Match[str]) -> Expression | None:
    first, second = int(found["a"]), int(found["b"])
    until = (
        second if second > 999 else first // 100 * 100 + second if len(found["b"]) == 2 else first // 10 * 10 + second
    )
    if until < first and len(found["b"]) == 2:
        until += 100
    sort, unit = found["before"] or found["after"], found["unit"] or ""
    if not 0 < until - first <= (3 if unit == "session" or sort == "parliamentary" else 1) and not (
        second > 999 and not sort
    ):
        return None
    if until <= first:
        return None
    if unit == "session" or sort == "parliamentary":
        return _made(found, meanings.fixed(cal.session(first, until)), "session")
    if until - first > 1:
        return _made(found, meanings.fixed((cal.year(first)[0], cal.year(until)[1])), "year-range")
    if second > 999 and not sort and not unit and " to " in found[0]:
        return _made(found, meanings.fixed((cal.year(first)[0], cal.year(until)[1])), "year-range")
    kind = "school" if sort in ("school", "academic") else "tax" if sort == "tax" else "financial"
    return _made(found, meanings.fixed(cal.running_year(kind, first)), f"{kind}-year")


def _year_range(found: re.Match[str]) -> Expression | None:
    first, last = cal.year(int(found["a"]))[0], cal.year(int(found["b"]))[1]
    if first is None or last is None or first > last:
        return None
    return _made(found, meanings.fixed((first, last)), "year-range", lead="between")


def _decade(found: re.Match[str]) -> Expression | None:
    start = int(found["year"])
    first, last = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}.get(found["part"] or "", (0, 9))
    return _made(found, meanings.fixed((cal.year(start + first)[0], cal.year(start + last)[1])), "decade", lead="")


def _years(found: re.Match[str]) -> Expression | None:
    part = meanings.which(found["part"])
    strong = bool(part) or (found["lead"] or "").strip().lower() not in (
        "",
        "of",
        "for",
        "over",
        "about",
        "around",
        "at",
        "on",
        "between",
    )
    whole = meanings.fixed(cal.year(int(found["year"])))
    edge = _edge_month(whole, part, found["lead"]) if part in ("end", "start") else whole
    return _made(found, edge if edge is not whole else meanings.parted(whole, part), "year", weak=not strong)


def _count(words: str | None) -> int | None:
    if not words:
        return 1
    words = words.lower()
    return int(words) if words.isdigit() else _NUMBERS.get(words)


def _within(found: re.Match[str]) -> Expression | None:
    lead = found["lead"].strip().lower()
    if lead == "in" and not (found["the"] or found["time"]):
        return None
    number = _count(found["number"])
    if number is None:
        return _made(found, meanings.fixed(OPEN), "within", lead="by")
    if not found["number"] and not found["the"]:
        return None
    unit = found["unit"]
    if found["time"]:

        def then(today: date | None, tense: str) -> Days:
            one = cal.shifted(today, number, unit) if today else None
            return one, one

        return _made(found, then, "in-time", lead="in")
    return _made(found, meanings.span(number, unit, 1), "within", lead="within" if lead == "within" else "in")


def _over(found: re.Match[str]) -> Expression | None:
    number, unit = _count(found["number"]) if found["number"] else None, found["unit"]
    sign = -1 if found["word"] in ("past", "last") else 1
    if number is None:
        return _made(found, meanings.fixed(OPEN), "over", lead="over") if found["word"] in ("next", "coming") else None
    number, unit = (10 * number, "year") if unit == "decade" else (number, unit)
    return _made(found, meanings.span(number, unit, sign), "over", lead="over")


def _agos(found: re.Match[str]) -> Expression | None:
    number, unit, way = _count(found["number"]), found["unit"].lower(), found["way"].lower()
    if number is None or way == "earlier":
        return None
    number, unit = (10 * number, "year") if unit == "decade" else (number, unit)
    if way == "from now":
        return _made(
            found, lambda today, tense: (d := cal.shifted(today, number, unit) if today else None, d), "from-now"
        )
    return _made(found, meanings.ago(number, unit), "ago")


def _feasts(found: re.Match[str]) -> Expression | None:
    name, word = found["name"].lower(), (found["word"] or "").strip()
    if name == "new year" and not re.search(r"the\s+new year", found[0], re.IGNORECASE):
        return None

    def of_year(year: int) -> Days:
        return cal.feast(name, year)

    if found["year"]:
        return _made(found, meanings.fixed(of_year(int(found["year"]))), "feast")
    return _made(found, meanings.relative(of_year, word) if word else meanings.nearest(of_year), "feast")


def _vague(found: re.Match[str]) -> Expression | None:
    return _made(found, meanings.fixed(OPEN), "vague", lead=(found["lead"] or found["until"] or "").strip().lower())


def _sessions(found: re.Match[str]) -> Expression | None:
    further = {"current": 0, "present": 0, "last": -1, "previous": -1}.get(found["word"], 1)
    if further < 0:
        return None
    return _made(found, lambda today, tense: cal.session_of(today, further) if today else OPEN, "session")


_Maker = tuple[re.Pattern[str], Callable[[re.Match[str]], Expression | None]]
#: The patterns by words of which one must be there, so that most of a text is passed over quickly.
_MAKERS: tuple[tuple[tuple[str, ...], tuple[_Maker, ...]], ...] = (
    (
        ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
        (
            (patterns.FULL, _full),
            (patterns.AMERICAN, _full),
            (patterns.MONTH_RANGE, _month_range),
            (patterns.MONTH_YEAR, _month_year),
        ),
    ),
    (("/", "-"), ((patterns.NUMERIC, _numeric),)),
    (("pring", "ummer", "utumn", "inter"), ((patterns.SEASONS, _seasons),)),
    (
        ("week", "month", "year", "quarter", "decade", "session", "arliament"),
        (
            (patterns.UNITS, _units),
            (patterns.OVER, _over),
            (patterns.SESSION, _sessions),
        ),
    ),
    (("day", "week", "month", "year"), ((patterns.WITHIN, _within),)),
    (("in ", "lection"), ((patterns.VAGUE, _vague),)),
    ((" ago", " earlier", " from now"), ((patterns.AGO, _agos),)),
    (("nday", "esday", "rsday", "riday", "urday"), ((patterns.WEEKDAYS, _weekdays),)),
    (("oday", "orrow", "night", "terday", "his morning", "his afternoon", "his evening"), ((patterns.DAYS, _days),)),
    (("quarter", "half of", "Q", "H"), ((patterns.QUARTERS, _quarters),)),
    (
        ("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"),
        (
            (patterns.RUNNING, _running),
            (patterns.YEAR_RANGE, _year_range),
            (patterns.DECADE, _decade),
            (patterns.YEARS, _years),
        ),
    ),
    (("ew year", "ew Year", "hristmas", "aster", "holiday", "recess", "break"), ((patterns.FEASTS, _feasts),)),
)
