"""Provisions as a text writes them: "section 10(2)", "regs 3 and 4", "paragraph 2 of Schedule 1", and their paths."""

import re
from collections.abc import Iterator

_PROVISION = re.compile(
    r"(?<![\w£.])(?P<sort>sections?|ss?\.?|clauses?|Schedules?|schedules?|Sch\.?|paragraphs?|paras?\.?|regulations?|regs?\.?|"
    r"articles?|arts?\.?|[Rr]ules?|Sections?|Clauses?|Regulations?|Articles?|Parts?|part|Chapters?|chapters?)[ \u00a0]?"
    r"(?P<number>(?:[A-Z]{1,2}(?=\d{1,2}\b)|\d{1,2}\.(?=\d))?\d{1,3}[A-Z]{0,3}\d?(?:\(\w{1,5}\)){0,4})(?![\w/%])"
)
#: Another number of the same sort: "sections 17, 20 and 22A", "ss 23 to 24D".
_ANOTHER = re.compile(
    r"(?:,? (?:and|or|to) |, |[-–])(?P<number>(?:\(\w{1,4}\)){1,3}|\d{1,3}[A-Z]{0,3}\d?(?:\(\w{1,5}\)){0,4})"
    r"(?![\w/%:]|\.\d| per cent)"
)

#: More of the same section: "section 21(2) and (3)".
_PART_OF_IT = re.compile(r"(?:,? (?:and|or|to) |, )(?P<number>(?:\(\w{1,4}\)){1,3})(?!\w)")


def provisions(text: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, path) of "section 10(2)": "section/10/2"; a clause of a bill is "clause/4"."""
    for found in _PROVISION.finditer(text):
        sort = found["sort"].lower().rstrip(".")
        kind = _kind(sort)
        if sort in ("s", "ss") and found["sort"][0].isupper():
            continue
        if re.match(r"\.\d", text[found.end() : found.end() + 2]) or ("." in found["number"]) != (kind == "rule"):
            continue
        yield found.start(), found.end(), _path(kind, found["number"])
        end, number = found.end(), found["number"]
        while (
            another := _ANOTHER.match(text, end) if sort.endswith("s") and sort != "s" else _PART_OF_IT.match(text, end)
        ):
            number = _beside(number, another["number"])
            yield another.start("number"), another.end(), _path(kind, number)
            end = another.end()


def _beside(number: str, another: str) -> str:
    """The full number behind "(3)" after "21(2)", or behind "(b)" after "21(2)(a)"."""
    if not another.startswith("("):
        return another
    parts = re.findall(r"\((\w+)\)", number)
    digits = another[1].isdigit()
    depth = next((k for k, part in enumerate(parts) if part.isdigit() == digits), len(parts))
    return number.partition("(")[0] + "".join(f"({part})" for part in parts[:depth]) + another


def _path(kind: str, number: str) -> str:
    places = re.sub(r"\((\w+)\)", r"/\1", number)
    return f"{kind}/{places}"


def _kind(sort: str) -> str:
    for opening, kind in (
        ("sec", "section"),
        ("cla", "clause"),
        ("sch", "schedule"),
        ("para", "paragraph"),
        ("part", "part"),
        ("cha", "chapter"),
        ("reg", "regulation"),
        ("art", "article"),
        ("rule", "rule"),
        ("s", "section"),
    ):
        if sort.startswith(opening):
            return kind
    return sort


#: "section 4 of the headteacher's report": of no law.
ELSEWHERE = re.compile(
    r" of (?:the|his|her|their|my|our|its|a|an|your) (?!(?:said|same|act|bill|schedule|regulations|code|law)\b)[a-z]"
)
_SCHEDULE_AFTER = re.compile(r" (?:of|to|in) (?:the )?[Ss]ch(?:edule|\.)? ?(?P<number>[A-Z]{0,2}\d{1,3}[A-Z]{0,2})\b")


def of_schedule(text: str, end: int, path: str, schedule: str) -> str:
    """A paragraph's place in its schedule: the one that follows, else the one that was named last."""
    following = _SCHEDULE_AFTER.match(text, end)
    if following:
        return f"schedule/{following['number']}/{path}"
    return f"{schedule}/{path}" if schedule else path


JOINED = re.compile(
    r"(?:,? (?:and|or|to) (?:\w+ )?\d+[A-Z]*(?:\(\w+\))*|,? (?:and|or|to) \(\w+\)|, \(\w+\)|, \d+[A-Z]*(?:\(\w+\))*|"
    r"-\d+|\(\w+\)| of (?:Part|Schedule|Chapter) \d+\w*| to|"
    r",? (?:of|in|under)|"
    r",? (?:and|or) (?:section|Schedule|paragraph|part|Part)s? \d+[A-Z]*(?:\(\w+\))*| the| that| this|\s)*"
)
