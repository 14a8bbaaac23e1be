"""Web archives: a dead site's pages as they were captured, found by CDX or Memento time maps.

The UK Government Web Archive may answer with a challenge for people, as 405. That is its right: it is
asked nothing more, and a person is told. Nothing here retries or goes round it; where the source names
another archive, what that one holds of the same pages is taken instead.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from crawler.leads import KEEP, Answer, Blocked, Found, Lead, Look, Spider, Trouble, Verdict, Visit
from crawler.spiders.wordpress import with_query
from records.records import Source
from records.urls import BadUrl, canonical_url

_STAMP = re.compile(r"\d{14}")
_LINK = re.compile(r"<([^>]+)>((?:\s*;\s*[\w-]+\s*=\s*(?:\"[^\"]*\"|[^\s;,]+))*)")
_DATETIME = re.compile(r"/(\d{14})(?:[a-z]{2}_)?/")
_ROWS = 50_000
_PAGES_ONLY = ("text/html", "application/xhtml+xml", "warc/revisit", "unk", "-", "")
_HELP = "get WARC files from the archive, or save pages in a browser, and run `greenpaper add FILE...`"


class WebArchive(Spider):
    """The addresses in ``start`` are an archive's CDX or time-map services."""

    accept = "*/*"
    looks_again = False
    options = {  # noqa: RUF012
        "site": "what to look for: addresses, or beginnings of addresses that end in *, parted by blanks",
        "replay": "where captures are shown, with {timestamp} and {url}",
        "raw": "where their raw bytes are, with {timestamp} and {url} (the same with id_)",
        "instead": "the CDX service of another archive, asked once the first one wants to speak to a person",
        "from": "first day of capture, such as 2007 or 2007-06",
        "to": "last day of capture",
    }

    def __init__(self, source: Source, visit: Visit) -> None:
        super().__init__(source, visit)
        self._closed = False  # the archive has asked for a person, and the other one serves

    def looks(self) -> Iterable[Look]:
        """One look a service and site."""
        return self._looks_at(self.source.start)

    def _looks_at(self, services: Iterable[str]) -> Iterator[Look]:
        for start in services:
            for site in self.source.options.get("site", "").split() or [""]:
                if "timemap" in urlsplit(start).path:
                    yield Look(url=start + site.removesuffix("*"), kind="timemap")
                else:
                    yield Look(url=with_query(start, self._asked(start, site)), kind="cdx")

    def _asked(self, start: str, site: str) -> dict[str, str]:
        asked = {"output": "json"}
        if site:
            asked["url"] = site.removesuffix("*")
            asked["matchType"] = "prefix" if site.endswith("*") else "exact"
        for name in ("from", "to"):
            if value := self.source.options.get(name, "").replace("-", ""):
                asked[name] = value
        if "web.archive.org" in start:
            asked |= {"filter": "statuscode:200", "fl": "urlkey,timestamp,original,mimetype,statuscode,digest"}
        return asked

    def read(self, look: Look, answer: Answer) -> Iterator[Found]:
        """For each address its earliest good capture: the words closest to what was published."""
        self._refuse_challenge(answer, lists=True)
        captures = time_map_captures(answer.text) if look.kind == "timemap" else cdx_captures(answer.text)
        earliest: dict[str, tuple[str, str]] = {}
        rows = 0
        for stamp, original, capture in captures:
            rows += 1
            if rows > _ROWS:
                yield Trouble(reason=f"holds more than {_ROWS:,} captures; narrow 'site', 'from' or 'to'")
                break
            if not _is_page(capture) or not self._in_range(stamp):
                continue
            try:
                address = canonical_url(original)
            except BadUrl:
                continue
            if address not in earliest or stamp < earliest[address][0]:
                earliest[address] = (stamp, original)
        if not rows and answer.text.strip() not in ("", "[]"):
            yield Trouble(
                reason=f"wanted a {'time map' if look.kind == 'timemap' else 'CDX answer'}, got something else"
            )
        for address, (stamp, original) in earliest.items():
            yield self._lead(look, address, stamp, original)

    def _in_range(self, stamp: str) -> bool:
        first = self.source.options.get("from", "").replace("-", "")
        last = self.source.options.get("to", "").replace("-", "")
        return (not first or stamp >= first) and (not last or stamp[: len(last)] <= last)

    def _lead(self, look: Look, address: str, stamp: str, original: str) -> Lead:
        replay = self._replay_of(look.url)
        own = not self._closed and self.source.options.get("raw")
        raw = own or replay.replace("{timestamp}", "{timestamp}id_")
        captured = f"{stamp[:4]}-{stamp[4:6]}-{stamp[6:8]}T{stamp[8:10]}:{stamp[10:12]}:{stamp[12:14]}+00:00"
        return Lead(
            url=address,
            fetch_url=raw.replace("{timestamp}", stamp).replace("{url}", original),
            hints={
                "archived_url": replay.replace("{timestamp}", stamp).replace("{url}", original),
                "captured_at": captured,
            },
            fixed=True,
        )

    def _replay_of(self, service: str) -> str:
        """Where captures are shown; the option is about the source's own archive."""
        own = not self._closed and self.source.options.get("replay")
        return own or _replay(service)

    def refused(self, look: Look, answer: Answer) -> str:
        """405, 403 and 401 mean: stop, and ask."""
        self._refuse_challenge(answer, lists=True)
        return f"answered {answer.status}, wanted 200"

    def refused_page(self, url: str, answer: Answer) -> None:
        """A challenge in place of a capture stops the source as well."""
        self._refuse_challenge(answer, lists=False)

    def judge(self, url: str, answer: Answer) -> Verdict:
        """A challenge that came with status 200 is no page."""
        self._refuse_challenge(answer, lists=False)
        stamp = _DATETIME.search(urlsplit(answer.url).path)
        if self._closed and stamp and not self._in_range(stamp[1]):
            return Verdict(outcome="refused", reason=f"the other archive holds it only as of {stamp[1][:8]}")
        return KEEP

    def from_where(self, fetch_url: str, hints: Mapping[str, str]) -> tuple[str, Mapping[str, str]]:
        """The other archive's capture nearest in time, once the first one is closed to us."""
        found = _DATETIME.search(fetch_url)
        if not self._closed or found is None or self._is_other(fetch_url):
            return fetch_url, hints
        replay = _replay(self.source.options["instead"])
        stamp, original = found[1], fetch_url[found.end() :]
        # Its day is not known before it comes.
        kept = {name: value for name, value in hints.items() if name != "captured_at"}
        shown = replay.replace("{timestamp}", stamp).replace("{url}", original)
        raw = replay.replace("{timestamp}", f"{stamp}id_").replace("{url}", original)
        return raw, {**kept, "archived_url": shown}

    def _is_other(self, url: str) -> bool:
        return urlsplit(url).hostname == urlsplit(self.source.options.get("instead", "")).hostname

    def _refuse_challenge(self, answer: Answer, *, lists: bool) -> None:
        action = answer.headers.get("x-amzn-waf-action", "")
        if answer.status not in (401, 403, 405) and action not in ("captcha", "challenge"):
            return
        host, other = urlsplit(answer.url).hostname, self.source.options.get("instead", "")
        said = f"{host} answered {answer.status}{f' with a {action}' if action else ''}: it wants to speak to a person"
        if not other or self._is_other(answer.url):
            raise Blocked(f"{said}, and is asked nothing more; {_HELP}")
        self._closed = True
        raise Blocked(
            f"{said}, and {urlsplit(other).hostname} was asked instead; for what that lacks, {_HELP}",
            instead=tuple(self._looks_at([other])) if lists else (),
        )


def _replay(service: str) -> str:
    """Where an archive shows its captures, by the address of its CDX or time-map service."""
    parts = urlsplit(service)
    if parts.hostname == "web.archive.org":
        return "https://web.archive.org/web/{timestamp}/{url}"
    prefix = re.split(r"/(?:cdx|timemap|timegate)\b", parts.path)[0]
    return f"https://{parts.netloc}{prefix}/{{timestamp}}/{{url}}"


def _is_page(capture: Mapping[str, str]) -> bool:
    status = capture.get("status") or capture.get("statuscode") or "200"
    mime = (capture.get("mime") or capture.get("mimetype") or "").split(";")[0].strip().lower()
    return status in ("200", "-") and mime in _PAGES_ONLY


def cdx_captures(text: str) -> Iterator[tuple[str, str, Mapping[str, str]]]:
    """(timestamp, original address, all fields) of each row: a JSON table with a head, JSON lines, or plain CDX."""
    text = text.strip()
    if text.startswith("[["):
        try:
            table = json.loads(text)
        except ValueError:
            table = _whole_rows(text)
        table = [row for row in table if isinstance(row, list)]
        rows: Iterable[Any] = [dict(zip(map(str, table[0]), row, strict=False)) for row in table[1:]] if table else []
    else:
        rows = (_row(line) for line in text.splitlines() if line.strip())
    for row in rows:
        if not isinstance(row, dict):
            continue
        stamp, original = str(row.get("timestamp", "")), str(row.get("url") or row.get("original") or "")
        if _STAMP.fullmatch(stamp) and original:
            yield stamp, original, {name: str(value) for name, value in row.items()}


def _row(line: str) -> dict[str, Any] | None:
    if line.startswith("{"):
        try:
            return dict(json.loads(line))
        except ValueError:
            return None
    parts = line.split()
    if len(parts) >= 6 and _STAMP.fullmatch(parts[1]):
        return dict(zip(("urlkey", "timestamp", "url", "mime", "status", "digest"), parts, strict=False))
    return None


def _whole_rows(text: str) -> list[list[str]]:
    """The rows of a JSON table that was cut off."""
    rows = []
    for line in re.findall(r"\[(?:\"(?:[^\"\\]|\\.)*\"(?:,\s*)?)+\]", text):
        rows.append([str(value) for value in json.loads(line)])
    return rows


def time_map_captures(text: str) -> Iterator[tuple[str, str, Mapping[str, str]]]:
    """(timestamp, original address, fields) of each memento of a time map, in link format or JSON lines."""
    if text.lstrip().startswith(("{", "[")):
        yield from cdx_captures(text)
        return
    links = [(found[1], _attributes(found[2])) for found in _LINK.finditer(text)]
    original = next((address for address, said in links if "original" in said.get("rel", "").split()), "")
    for address, said in links:
        if "memento" in said.get("rel", "").split() and (stamp := _DATETIME.search(address)):
            yield stamp[1], original or address[stamp.end() :], {}


def _attributes(text: str) -> dict[str, str]:
    return {name: value.strip('"') for name, value in re.findall(r"([\w-]+)\s*=\s*(\"[^\"]*\"|[^\s;,]+)", text)}
