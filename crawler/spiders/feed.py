"""RSS and Atom feeds: the pages of each entry, and when it was published and changed."""

import io
import re
from collections.abc import Iterator
from typing import Any

import feedparser

from crawler.leads import Answer, Found, Lead, Look, Spider, Trouble, joined
from crawler.xml_repair import NotXml, feed_time, repaired

_TAGS = re.compile(r"<[^>]*>")
_ENTRIES = 2_000  # no feed of news holds more; what comes after is not read
_WORDS = 400  # characters of a summary that are worth keeping as a hint


class Feed(Spider):
    """The addresses in ``start`` are feeds."""

    window = True
    accept = "application/atom+xml,application/rss+xml,application/xml;q=0.9,*/*;q=0.5"
    options = {"link": "which link of an entry is its page: alternate (default) or id"}  # noqa: RUF012

    def read(self, look: Look, answer: Answer) -> Iterator[Found]:
        """One lead an entry; a broken or cut-off feed gives those that can be read."""
        try:
            text = repaired(answer)
        except NotXml as error:
            yield Trouble(reason=str(error))
            return
        # Bytes in a stream: given a string, feedparser may take it for an address or a file's name.
        parsed = feedparser.parse(
            io.BytesIO(text.encode("utf-8", "replace")),
            response_headers={"content-type": "application/xml; charset=utf-8"},
            sanitize_html=False,
            resolve_relative_uris=False,
        )
        if not parsed.entries and not parsed.get("version"):
            yield Trouble(reason="wanted an RSS or Atom feed, got XML of another kind")
            return
        if not parsed.entries:
            yield Trouble(reason="the feed holds no entry; it may have moved")
        for entry in parsed.entries[:_ENTRIES]:
            link = self._address(entry)
            if link and (address := joined(answer.url, link)):
                yield _lead(address, entry)
        if len(parsed.entries) > _ENTRIES:
            yield Trouble(reason=f"holds {len(parsed.entries):,} entries; the first {_ENTRIES:,} were read")

    def _address(self, entry: Any) -> str:
        if self.source.options.get("link") == "id":
            return str(entry.get("id", "")).strip()
        for link in entry.get("links", ()):
            if link.get("rel", "alternate") == "alternate" and link.get("href"):
                return str(link["href"]).strip()
        address = str(entry.get("link") or "").strip()
        identity = str(entry.get("id") or "").strip()
        return address or (identity if identity.startswith(("http://", "https://")) else "")


def _lead(address: str, entry: Any) -> Lead:
    # Asked by its own get, an entry without "updated" gives "published" in its place, with a warning.
    published, changed = feed_time(entry.get("published")), feed_time(dict.get(entry, "updated"))
    hints = {
        "headline": _plain(entry.get("title")),
        "lead": _plain(entry.get("summary")),
        "byline": "; ".join(_plain(author.get("name")) for author in entry.get("authors", ()) if author.get("name")),
        "tags": "; ".join(_plain(tag.get("term")) for tag in entry.get("tags", ()) if tag.get("term")),
        "published_at": published or changed or "",
    }
    if len(hints["lead"]) > _WORDS:
        del hints["lead"]  # a whole text, not a summary
    return Lead(
        url=address,
        hints={name: value for name, value in hints.items() if value},
        published_at=published or changed,
        changed_at=changed or published,
    )


def _plain(text: Any) -> str:
    return " ".join(_TAGS.sub(" ", str(text or "")).split())
