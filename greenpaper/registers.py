"""`greenpaper registers update`: the registers completed from public lists, in a folder of the user's own.

Each list is asked for whole before a row of it is written: one that fails leaves the register as it was.
"""

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

from crawler.asking import Asker, NotAnswered
from crawler.leads import Answer
from crawler.xml_repair import NotXml, elements, local, repaired
from greenpaper.lock import only_writer
from greenpaper.progress import bar
from greenpaper.settings import Settings
from records import acts, registers_update
from records.acts import Act
from records.bodies import BodyName, RegisteredBody, Succession, load_register, rows
from records.posts import Holding, load_posts
from records.registers_update import ACTS, MEMBERS, ORGANISATIONS, POSTS, Known, Row, Rows, UnexpectedReply
from records.strict import BadTable

_FILES: dict[str, type[Any]] = {
    "bodies.csv": RegisteredBody,
    "body_names.csv": BodyName,
    "body_successions.csv": Succession,
    "posts.csv": Holding,
    "acts.csv": Act,
}
_PAGES = 1_000  # of a list, at most
_AT_ONCE = 20  # members that Parliament gives at a time
_FEED_ENDS = re.compile(rb"</(?:\w+:)?feed\s*>\s*$")
_WHOLE = 0.98  # of the entries that a list counts; below, it was cut short

_Advance = Callable[[int, int], None]


def update_registers(
    settings: Settings, *, only: Sequence[str], first_year: int, today: date, say: Callable[[str], None]
) -> int:
    """Ask the lists (``only`` some of them) and write what they add; how many of them failed.

    Raises BadTable when the settings name nobody whom the sites could ask.
    """
    if not settings.contact:
        raise BadTable("set 'contact' in the settings first: a mail address or page that the sites can ask")
    asker = Asker(contact=settings.contact, delay=settings.delay, connect_to=settings.connect_to)
    with only_writer(settings.data_dir):
        return _update(settings, only=only, first_year=first_year, today=today, asker=asker, say=say)


def _update(
    settings: Settings, *, only: Sequence[str], first_year: int, today: date, asker: Asker, say: Callable[[str], None]
) -> int:
    known = _shipped()
    asked: dict[str, tuple[str, Callable[[_Advance], Rows]]] = {
        "organisations": (
            ORGANISATIONS,
            lambda advance: registers_update.organisation_rows(_organisations(asker, advance), known.bodies),
        ),
        "members": (
            MEMBERS,
            lambda advance: registers_update.member_rows(_members(asker, advance), known, today=today),
        ),
        "posts": (POSTS, lambda advance: registers_update.post_rows(_posts(asker), known, today=today)),
        "acts": (
            ACTS,
            lambda advance: registers_update.act_rows(
                _acts(asker, range(first_year, today.year + 1), advance), known.acts
            ),
        ),
    }
    failed = 0
    for name in only or asked:
        source, ask = asked[name]
        try:
            with bar(f"Asking for {name}") as advance:
                found = ask(advance)
        except (NotAnswered, UnexpectedReply, NotXml) as error:
            failed += 1
            say(f"{name}: {error}; the register stays as it was")
            continue
        say(f"{name}: {_written(settings.registers_dir, found, source=source, today=today)}")
    return failed


def _shipped() -> Known:
    """The registers without the user's additions: what an update adds to."""
    folder = files("records") / "registers"
    bodies = load_register(folder)
    with (folder / "acts.csv").open(encoding="utf-8") as table:
        known_acts = acts.load(csv.DictReader(table), where="acts.csv")
    return Known(bodies=bodies, posts=load_posts(folder, bodies), acts=known_acts)


# ---------------------------------------------------------------- the lists


def _organisations(asker: Asker, advance: _Advance) -> list[Mapping[str, Any]]:
    found: dict[str, Mapping[str, Any]] = {}
    url, total = ORGANISATIONS, 0
    for _ in range(_PAGES):
        page = asker.json(url)
        came = _by_content(_entries(page, "results", url))
        total = page.get("total") or len(found | came)
        following = page.get("next_page_url")
        if not following or came.keys() <= found.keys():
            return _whole(found | came, total, ORGANISATIONS)
        found |= came
        url = following
        advance(len(found), total)
    return _whole(found, total, ORGANISATIONS)


def _members(asker: Asker, advance: _Advance) -> list[Mapping[str, Any]]:
    found: dict[str, Mapping[str, Any]] = {}
    total = 0
    for _ in range(_PAGES):
        url = f"{MEMBERS}?IsCurrentMember=true&skip={len(found)}&take={_AT_ONCE}"
        page = asker.json(url)
        came = _by_content(_entries(page, "items", url))
        total = page.get("totalResults") or len(found | came)
        if came.keys() <= found.keys():
            break
        found |= came
        advance(len(found), total)
        if len(found) >= total:
            break
    return _whole(found, total, MEMBERS)


def _by_content(items: Sequence[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    """The entries, each once: a page that comes again for the next one must not count as more of the list."""
    return {json.dumps(item, sort_keys=True): item for item in items}


def _posts(asker: Asker) -> list[Mapping[str, Any]]:
    reply = asker.json(POSTS)
    return _whole(_by_content(_entries({"posts": reply}, "posts", POSTS)), 1, POSTS)


def _acts(asker: Asker, years: Sequence[int], advance: _Advance) -> Iterator[tuple[str, str]]:
    for done, year in enumerate(years, start=1):
        url = f"{ACTS}/{year}/data.feed"
        for _ in range(_PAGES):
            try:
                body = asker.body(url, accept="application/atom+xml")
            except NotAnswered as error:
                if error.status == 404 and year == years[-1]:
                    break  # no act has been passed this year
                raise
            entries, url = _feed(Answer(url=url, status=200, body=body, content_type="application/atom+xml"))
            yield from entries
            if not url:
                break
        advance(done, len(years))


def _feed(answer: Answer) -> tuple[list[tuple[str, str]], str]:
    """(id, title) of each entry, and the address of the next page. Raises NotXml or UnexpectedReply."""
    entries: list[tuple[str, str]] = []
    following = ""
    if not _FEED_ENDS.search(answer.body):
        raise UnexpectedReply(f"{answer.url} should give a whole feed; what came was none, or was cut short")
    for element in elements(repaired(answer)):
        parent = element.getparent()
        if local(element) == "entry":
            told = {local(child): "".join(map(str, child.itertext())) for child in element}
            entries.append((told.get("id", "").strip(), told.get("title", "")))
        elif (
            local(element) == "link" and element.get("rel") == "next" and parent is not None and local(parent) == "feed"
        ):
            following = element.get("href", "").replace("http://", "https://", 1)
    return entries, following


def _entries(page: Any, key: str, url: str) -> list[Mapping[str, Any]]:
    found = page.get(key) if isinstance(page, dict) else None
    if not isinstance(found, list):
        raise UnexpectedReply(f"{url} should give a list {key!r}, got {str(page)[:80]!r}")
    return found


def _whole(found: Mapping[str, Mapping[str, Any]], total: Any, url: str) -> list[Mapping[str, Any]]:
    if not found or not isinstance(total, int) or len(found) < total * _WHOLE:
        raise UnexpectedReply(f"{url} gave {len(found):,} of {total} entries")
    return list(found.values())


# ---------------------------------------------------------------- the files


def _written(folder: Path, found: Rows, *, source: str, today: date) -> str:
    """Write what a list adds to its files; what that was, in words."""
    new = changed = 0
    for name, rows_found in found.items():
        before = _read(folder / name, _FILES[name])
        after = registers_update.merged(before, list(rows_found), source=source, today=today)
        if after == before:
            continue
        new += len(after) - len(before)
        changed += len([row for row in before if row not in after])
        _write(folder / name, _FILES[name], after)
    told = [f"{new:,} new" if new else "", f"{changed:,} renewed" if changed else ""]
    return ", ".join(filter(None, told)) or "nothing new"


def _read(path: Path, cls: type[Any]) -> list[Row]:
    return [row for _, row in rows(path, cls)] if path.is_file() else []


def _write(path: Path, cls: type[Any], content: Sequence[Row]) -> None:
    """Put the rows in the file's place at once: a kill leaves the old file or the new one."""
    text = io.StringIO()
    writer = csv.DictWriter(text, [field.name for field in fields(cls)], lineterminator="\n")
    writer.writeheader()
    writer.writerows(registers_update.as_table(row) for row in content)
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".partial")
    partial.write_text(text.getvalue(), encoding="utf-8")
    partial.replace(path)
