"""Dates, counts and shifts as people in Britain write them."""

import json
from datetime import date, datetime
from urllib.parse import urlsplit

from records.dates import LONDON, BadDate, in_words, interval, moment
from records.revisions import Weight
from records.vocab import ArticleKind, BodyKind, Effect, ShiftKind, SourceKind, Stage, StanceKind, State

_MEANINGS: dict[str, str] = {
    word.value: word.meaning
    for words in (Stage, State, ShiftKind, Effect, StanceKind, BodyKind, ArticleKind, SourceKind, Weight)
    for word in reversed(list(words))
}


def day(iso: str | None) -> str:
    """ "8 July 2008"; "undated" for None."""
    return in_words(iso) or "undated"


def iso(value: str | None) -> str:
    """The date alone, for machines: what a time element takes."""
    return (value or "")[:10] if len(value or "") > 10 else value or ""


def moment_in_words(value: str | None) -> str:
    """ "8 July 2008, 9.15am" in London; a date without a time stays a date."""
    if not value or len(value) <= 10:
        return day(value)
    try:
        at = moment(value).astimezone(LONDON)
    except BadDate:
        return ""
    return f"{in_words(at.date().isoformat())}, {at.hour % 12 or 12}.{at.minute:02}{'am' if at.hour < 12 else 'pm'}"


def london_day(value: str) -> date:
    """The day that it was in London at a moment."""
    return datetime.fromisoformat(value).astimezone(LONDON).date()


def days_left(closes_on: str | None, today: date) -> str:
    """ "closes in 19 days", "closes today", "closed 3 March 2009"; "" without a day."""
    try:
        last = interval(closes_on or "")[1]
    except BadDate:
        return ""
    left = (last - today).days
    if left < 0:
        return f"closed {in_words(closes_on)}"
    return {0: "closes today", 1: "closes tomorrow"}.get(left, f"closes in {left:,} days")


def items(value: str | None) -> list[str]:
    """The entries of a list as the database holds it, in JSON or as one text."""
    if not value:
        return []
    if value.startswith("["):
        try:
            return [str(item) for item in json.loads(value)]
        except json.JSONDecodeError:
            pass
    return [value]


def capitalised(text: str | None) -> str:
    """With its first letter in upper case, the rest as it stands."""
    text = text or ""
    return text[:1].upper() + text[1:]


def count(number: int, one: str, many: str | None = None) -> str:
    """ "1 article", "1,204 articles"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def thousands(number: int) -> str:
    """ "10,000"."""
    return f"{number:,}"


def outside_link(url: str | None) -> str | None:
    """The address where it is one that a link may lead to: http or https with a host; else None."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.hostname else None


def meaning(word: str | None) -> str:
    """The line that explains a word of our vocabularies; "" for another word."""
    return _MEANINGS.get(word or "", "")


def stage_class(stage: str | None) -> str:
    """A stage as a class of the style sheet."""
    return "stage-" + (stage or "none").replace(" ", "-")


_NOW: dict[str, str] = {
    Stage.FLOATED: "floated",
    Stage.ANNOUNCED: "now announced",
    Stage.CONSULTATION: "now out for consultation",
    Stage.DRAFT_BILL: "now a draft bill",
    Stage.BILL: "now before Parliament",
    Stage.AMENDED: "changed on its way",
    Stage.ENACTED: "now law, not yet in force",
    Stage.IN_FORCE: "now in force",
    Stage.DELAYED: "put back",
    Stage.DROPPED: "given up",
    Stage.REVERSED: "undone",
}


#: How notes begin, and how they go on where a policy's title and a colon stand before them.
_AFTER_A_COLON = (("new: ", "new, "), ("a U-turn: ", "in a U-turn, "), ("a date is set: ", "a date is set, "))

#: What a stage means for somebody who wants to be heard, and what comes after it.
WHAT_NOW: dict[str, str] = {
    Stage.FLOATED: "Nobody who can act has decided anything. Much that is floated is never heard of again.",
    Stage.ANNOUNCED: "A date and the details may still be open. A consultation or a bill usually comes next.",
    Stage.CONSULTATION: "Anybody can reply until the last day. The answer says what will be done, often months later.",
    Stage.DRAFT_BILL: "A committee reads the draft and takes evidence before the bill itself is brought in.",
    Stage.BILL: "Both Houses can change it. What has not passed when a session ends is lost unless carried over.",
    Stage.ENACTED: "Its parts begin on the days that it names, or that an order names later.",
    Stage.IN_FORCE: "Those whom it names have to act on it. It can still be amended, or repealed.",
    Stage.AMENDED: "Look at what was changed: it may now bind other people, or on another day.",
    Stage.DELAYED: "A new day may not be known yet.",
    Stage.DROPPED: "It can come back under another name, in another bill.",
    Stage.REVERSED: "What applied before may apply again.",
}


def shift_in_words(kind: str, to_stage: str, note: str, closes_on: str | None = None) -> str:
    """What moved, in a few words: the note that tracking wrote, else one made of kind and stage.

    ``closes_on``: the last day of the consultation that it opened, if it did.
    """
    for before, after in _AFTER_A_COLON:
        note = note.replace(before, after, 1) if note.startswith(before) else note
    if closes_on and to_stage == Stage.CONSULTATION:
        said, until = "out for consultation", f"out for consultation until {in_words(closes_on)}"
        return (note or _NOW[to_stage]).replace(said, until, 1)
    if note:
        return note
    if kind in ("scope changed", "date set"):
        return kind
    return _NOW.get(to_stage, to_stage)


def name_of_topic(topic: str) -> str:
    """ "childrens-services" as people read it: "Childrens services"."""
    return _TOPICS.get(topic, capitalised(topic.replace("-", " ").replace("_", " ")))


_TOPICS = {"childrens-services": "Children's services", "send": "Special educational needs"}
