"""Feeds and calendars: stable ids, and a time that moves only when what is said does."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit
from xml.sax.saxutils import escape, quoteattr

from icalendar import Alarm, Calendar, Event

from datasette_config.wording import shift_in_words
from records.dates import BadDate, interval, moment
from records.signatures import short_hash

ATOM, ICS = "application/atom+xml; charset=utf-8", "text/calendar; charset=utf-8"
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NEVER = "1970-01-01T00:00:00+00:00"


def _moved(shift: Mapping[str, Any]) -> str:
    return shift_in_words(shift["kind"], shift["to_stage"], shift["note"], shift.get("closes_on"))


def shifts_feed(base_url: str, path: str, title: str, shifts: Iterable[Mapping[str, Any]]) -> str:
    """An Atom feed of shifts."""
    entries = [
        {
            "id": f"shift/{shift['id']}",
            "title": f"{shift['title']}: {_moved(shift)}",
            "path": f"/policies/{shift['policy_id']}#{shift['id']}",
            "at": shift["known_at"],
            "summary": f"“{shift['sentence']}” — {shift['source']}"
            + (" (reported, not official)" if shift["reported"] else ""),
        }
        for shift in shifts
    ]
    return atom(base_url, path, title, entries)


def atom(base_url: str, path: str, title: str, entries: Iterable[Mapping[str, str]]) -> str:
    """An Atom feed; entries have id, title, path, at, summary, the newest first."""
    base, host = base_url.rstrip("/"), urlsplit(base_url).hostname or "localhost"
    entries = list(entries)
    updated = max((entry["at"] for entry in entries), default=_NEVER)
    parts = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-GB">',
        f"<title>{_text(title)}</title>",
        f"<id>tag:{host},2026:{_text(path)}</id>",
        f'<link rel="self" href={_attribute(base + path)}/>',
        f"<updated>{_text(updated)}</updated>",
    ]
    for entry in entries:
        parts += [
            "<entry>",
            f"<title>{_text(entry['title'])}</title>",
            f"<id>tag:{host},2026:{_text(entry['id'])}</id>",
            f'<link rel="alternate" href={_attribute(base + entry["path"])}/>',
            f"<updated>{_text(entry['at'])}</updated>",
            "<author><name>Greenpaper</name></author>",
            f"<summary>{_text(entry['summary'])}</summary>",
            "</entry>",
        ]
    return "\n".join([*parts, "</feed>\n"])


def calendar(base_url: str, name: str, consultations: Iterable[Mapping[str, Any]]) -> bytes:
    """An iCalendar of closing days, each with a reminder a week before."""
    base, host = base_url.rstrip("/"), urlsplit(base_url).hostname or "localhost"
    found = Calendar()
    found.add("prodid", "-//Greenpaper//Consultations//EN")
    found.add("version", "2.0")
    found.add("x-wr-calname", name)
    for item in consultations:
        closes = _last_day(item["closes_on"])
        if closes is None:
            continue
        title = item["title"] or item["headline"]
        event = Event()
        event.add("uid", f"{short_hash(item['article_id'], item['closes_on'])}@{host}")
        event.add("dtstamp", moment(item["known_at"]))
        event.add("dtstart", closes)
        event.add("dtend", closes + timedelta(days=1))
        event.add("summary", f"Consultation closes: {title}")
        event.add("url", f"{base}/articles/{item['article_id']}")
        event.add("transp", "TRANSPARENT")
        reminder = Alarm()
        reminder.add("action", "DISPLAY")
        reminder.add("description", f"A week left to reply: {title}")
        reminder.add("trigger", timedelta(days=-7))
        event.add_component(reminder)
        found.add_component(event)
    data: bytes = found.to_ical()
    return data


def _last_day(iso: str | None) -> date | None:
    try:
        return interval(iso or "")[1]
    except BadDate:
        return None


def _text(value: str) -> str:
    return escape(_ILLEGAL.sub("", value))


def _attribute(value: str) -> str:
    return quoteattr(_ILLEGAL.sub("", value))
