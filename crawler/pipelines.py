"""Storing pages: the raw bytes reach the disk, then one transaction keeps a batch of pages.

While one batch is written the next gathers, so that a fast crawl pays for one flush and one commit a batch.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from crawler.frontier import Fetched, Frontier, Missed, Queued
from crawler.raw import BATCH, RawStore
from crawler.warc import record
from db.archive import pages, removals
from db.archive.pages import Saved
from records.signatures import bytes_hash


@dataclass(frozen=True, slots=True, kw_only=True)
class PageItem:
    """A page's body as it came. ``url`` is where the page stands; the queue knew it as ``queued.url``."""

    queued: Queued
    url: str
    fetch_url: str
    body: bytes
    content_type: str
    headers: Mapping[str, str]
    status: str  # live | withdrawn
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class MissItem:
    """An address that brought no page."""

    missed: Missed


class Storing:
    """The pipeline of both kinds of item."""

    def __init__(self, crawler: Any) -> None:
        self._crawler = crawler
        # Asked in the archive's thread alone, where the bytes are written.
        self._raw = RawStore(
            Path(crawler.settings["RAW_DIR"]), committed=lambda file: pages.raw_end(crawler.spider.frontier.db, file)
        )
        self._waiting: list[tuple[PageItem | MissItem, asyncio.Future[Saved]]] = []
        self._writing = False

    @classmethod
    def from_crawler(cls, crawler: Any) -> "Storing":
        """As Scrapy makes it."""
        return cls(crawler)

    async def process_item(self, item: PageItem | MissItem) -> PageItem | MissItem:
        """Returns when the item is kept."""
        future: asyncio.Future[Saved] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, future))
        if not self._writing:
            self._writing = True
            try:
                await self._write()
            finally:
                self._writing = False
        saved = await future
        self._crawler.spider.kept(item, saved)
        return item

    async def _write(self) -> None:
        spider = self._crawler.spider
        frontier: Frontier = spider.frontier
        while self._waiting:
            batch, self._waiting = self._waiting[:BATCH], self._waiting[BATCH:]
            try:
                answers = await frontier.do(self._keep, frontier, [item for item, _ in batch], spider.now())
            except Exception as error:
                # A full disk, a locked archive: nothing more can be kept, so nothing more is fetched.
                for _, future in [*batch, *self._waiting]:
                    future.set_exception(error)
                self._waiting = []
                spider.give_up(error)
                raise
            for (_, future), answer in zip(batch, answers, strict=True):
                future.set_result(answer)

    def _keep(self, frontier: Frontier, items: list[PageItem | MissItem], now: datetime) -> list[Saved]:
        """In the archive's thread: bytes first, then rows."""
        results: list[Fetched | Missed] = []
        written: dict[tuple[str, str], Fetched] = {}
        for item in items:
            if isinstance(item, MissItem):
                results.append(item.missed)
                continue
            fetched = self._fetched(item)
            key = (fetched.url, fetched.body_hash)
            if key in written:
                fetched = replace(fetched, raw=written[key].raw)
            elif not pages.holds_body(frontier.db, fetched.url, fetched.body_hash):
                member = record(item.fetch_url, item.body, item.headers, item.at)
                fetched = replace(fetched, raw=self._raw.append_record(member, item.at, sync=False))
                written[key] = fetched
            results.append(fetched)
        if written:
            self._raw.sync()
        return pages.settle(frontier.db, results, runs=self._crawler.spider.counts(), now=now)

    def _fetched(self, item: PageItem) -> Fetched:
        return Fetched(
            url=item.url,
            source=item.queued.source,
            fetch_url=item.fetch_url,
            body_hash=bytes_hash(item.body),
            content_type=item.content_type,
            raw=None,
            hints=item.queued.hints,
            etag=item.headers.get("etag") or None,
            last_modified=item.headers.get("last-modified") or None,
            hinted_at=item.queued.hinted_at,
            seen_at=item.at,
            backfill=item.queued.backfill,
            queued_url=item.queued.url,
            status=item.status,
        )

    def close_spider(self) -> None:
        """Let the raw folder go."""
        self._raw.close()


def remove_page(archive: Database, raw: RawStore, url: str, *, reason: str, now: datetime) -> int:
    """Take a text down: its address is blocked, its raw bytes are blanked, what was read from it is deleted.

    Returns how many saved bodies are gone. Killed anywhere, the same call finishes it.
    """
    places = removals.block(archive, url, reason=reason, now=now)
    for place in places:
        raw.blank(place)
    removals.forget(archive, url, now=now)
    return len(places)
