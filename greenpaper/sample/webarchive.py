"""The UK Government Web Archive as far as a crawler asks it: its CDX index, and captures with or without banner."""

import json
import re
from base64 import b32encode
from dataclasses import replace
from datetime import datetime
from hashlib import sha1

from greenpaper.sample.answers import Answer, Asked, html_of, not_found, robots, text
from greenpaper.sample.pages import Page, visible

HOST = "webarchive.nationalarchives.gov.uk"
_SOURCE = "archived_dcsf"
_BANNER = '<div id="_wb_frame_top_banner">UK Government Web Archive</div>'
_REPLAY = re.compile(r"^/(?:ukgwa/)?(\d{14})(id_|mp_)?/(.+)$")


def archive(asked: Asked) -> Answer:
    """The web archive: what it holds of the old department's site."""
    if asked.path == "/robots.txt":
        return robots()
    pages = sorted(visible(_SOURCE, asked.clock), key=lambda page: (_key(page.url), _stamp(page)))
    if asked.path in ("/ukgwa/cdx", "/cdx"):
        return _index(asked, pages)
    found = _REPLAY.match(asked.target)
    if not found:
        return not_found()
    for page in pages:
        if _stamp(page) == found[1] and _key(page.url) == _key(found[3]):
            answer = html_of(page, asked.clock)
            headers = {"Memento-Datetime": f"{page.shown_from:%a, %d %b %Y %H:%M:%S} GMT"}
            if found[2] == "id_":
                return replace(answer, modified=None, headers=headers)
            return text(re.sub(r"(<body[^>]*>)", rf"\1\n{_BANNER}", answer.body.decode(), count=1), headers=headers)
    return not_found("This page is not held")


def _index(asked: Asked, pages: list[Page]) -> Answer:
    query = asked.query
    wanted = query.get("url", "")
    prefix = query.get("matchType") in ("prefix", "host", "domain") or wanted.endswith("*")
    key = _key(wanted.rstrip("*"))
    lines = []
    for page in pages:
        own, stamp = _key(page.url), _stamp(page)
        if not (own.startswith(key) if prefix else own == key):
            continue
        if not query.get("from", "0").ljust(14, "0") <= stamp <= query.get("to", "9").ljust(14, "9"):
            continue
        lines.append(_line(page, own, stamp, asked.clock))
    if query.get("limit", "").isdigit():
        lines = lines[: int(query["limit"])]
    if query.get("output") == "json":
        return text("".join(json.dumps(line) + "\n" for line in lines), "text/x-ndjson; charset=utf-8")
    return text("".join(" ".join(line.values()) + "\n" for line in lines), "text/plain; charset=utf-8")


def _line(page: Page, key: str, stamp: str, clock: datetime) -> dict[str, str]:
    body = html_of(page, clock).body
    return {
        "urlkey": key,
        "timestamp": stamp,
        "url": page.url,
        "mime": "text/html",
        "status": "200",
        "digest": b32encode(sha1(body, usedforsecurity=False).digest()).decode(),
        "length": str(len(body)),
        "offset": "0",
        "filename": f"DCSF-{stamp}.warc.gz",
    }


def _stamp(page: Page) -> str:
    return f"{page.shown_from:%Y%m%d%H%M%S}"


def _key(url: str) -> str:
    """An address as the index sorts it: "uk,gov,dcsf)/pns/displaypn.cgi?pn_id=2008_0001"."""
    bare = re.sub(r"^https?://", "", url.lower())
    host, slash, path = bare.partition("/")
    return ",".join(reversed(host.removeprefix("www.").split(":")[0].split("."))) + ")" + slash + path
