"""The one Scrapy spider: it visits all chosen sources side by side, each host in one queue.

Where pages are found is the business of crawler/spiders/; what is kept, and when, that of the frontier
and the pipeline. Here the requests are made and the answers handed on.
"""

import logging
import time
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import scrapy
from scrapy import Request, signals
from scrapy.http import Response

from crawler.answers import answer_of, header, joined_rest, judged, miss, why
from crawler.frontier import Frontier, Host, ListState, Queued, Saved, SourceRun
from crawler.job import CrawlJob
from crawler.leads import Answer, Blocked, Look, Spider, Visit
from crawler.pipelines import MissItem, PageItem
from crawler.politeness import HostRests, Politeness, Stopped
from crawler.robots import Closed
from crawler.sources import seconds_between
from crawler.spiders import MECHANISMS
from crawler.visits import LEADS, SourceVisit, known_urls, pages_at_once, texts
from records.records import Source
from records.signatures import bytes_hash

logger = logging.getLogger(__name__)

_BUFFER = 200
_LOW = 50
_LOOKS_AGAIN = 10
_WAITS = 50  # pages on end that a host did not want to give, until no more of it are tried


class Collector(scrapy.Spider):
    """Visits the sources of a CrawlJob once."""

    name = "collector"
    politeness: Politeness

    def __init__(self, job: CrawlJob, frontier: Frontier, on_progress: Callable[[int, int], None]) -> None:
        super().__init__()
        self.job = job
        self.frontier = frontier
        self.hosts: Mapping[str, Host] = frontier.hosts()
        self.paces = {
            urlsplit(start).hostname: MECHANISMS[one.spider].pace for one in job.sources.values() for start in one.start
        }
        self.private_places = frozenset(place for source in job.sources.values() for place in source.allow_private)
        self.visits: dict[str, SourceVisit] = {}
        self.stopping = False
        self.error: Exception | None = None
        self._progress = on_progress
        self._done = 0
        self._started = time.monotonic()
        self._at_once = pages_at_once(job.delay)

    @classmethod
    def from_crawler(cls, crawler: Any, *args: Any, **kwargs: Any) -> "Collector":
        """As Scrapy makes it."""
        spider: Collector = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.count_request, signal=signals.request_reached_downloader)
        return spider

    def now(self) -> datetime:
        """The job's clock, as far as it has moved since the crawl began."""
        return self.job.clock + timedelta(seconds=time.monotonic() - self._started)

    # ------------------------------------------------------------ the visit of a source

    async def start(self) -> AsyncIterator[Any]:
        """The first lists of every source, and what earlier runs left in its queue."""
        try:
            for source in self.job.sources.values():
                if self.job.only_due and not await self._is_due(source):
                    continue
                visit = await self._open(source)
                for look in [*visit.resumed(), *visit.spider.looks()]:
                    for request in self._look(visit, look):
                        yield request
                async for request in self._more(visit):
                    yield request
        except Exception as error:
            # Scrapy would log it and go on as if all sources had been opened.
            self.give_up(error)
            raise

    async def _is_due(self, source: Source) -> bool:
        """Whether the source has rested for as long as its file says, give or take a tenth."""
        last = await self.frontier.last_finished(source.id)
        return last is None or (self.now() - last).total_seconds() >= seconds_between(source.every) * 0.9

    async def _open(self, source: Source) -> SourceVisit:
        mechanism = MECHANISMS[source.spider]
        again = _LOOKS_AGAIN if mechanism.looks_again and self.job.from_on is None else 0
        if source.options.get("recheck", "").isdigit():
            again = int(source.options["recheck"])
        standing = await self.frontier.begin(
            source.id, run_id=self.job.run_id, looks_again=again, backfill=self.job.backfill, now=self.now()
        )
        told = Visit(
            now=self.now(),
            until=self.job.until,
            first=standing.first,
            from_on=self.job.from_on,
            to_on=self.job.to_on,
            marks=standing.marks,
        )
        spider: Spider = mechanism(source, told)
        visit = SourceVisit(
            source,
            spider,
            told,
            standing,
            backfill=self.job.backfill or standing.first,
            most_pages=self.job.most_pages,
        )
        self.visits[source.id] = visit
        return visit

    # ------------------------------------------------------------ lists

    def _look(self, visit: SourceVisit, look: Look) -> Iterator[Request]:
        if not visit.wants(look):
            return
        headers = {"Accept": visit.spider.accept}
        before = visit.lists.get(look.url)
        if before is not None and not look.always and visit.visit.from_on is None:
            if before.etag:
                headers["If-None-Match"] = before.etag
            if before.last_modified:
                headers["If-Modified-Since"] = before.last_modified
        try:
            request = self._request(
                visit, look.url, headers, self.on_list, self.on_list_failed, {"look": look}, priority=10
            )
        except ValueError as error:
            visit.trouble(look.place, f"cannot be asked for: {error}")
            return
        visit.in_flight += 1
        yield request

    def _request(
        self,
        visit: SourceVisit,
        url: str,
        headers: Mapping[str, str],
        callback: Any,
        errback: Any,
        meta: Mapping[str, Any],
        *,
        priority: int = 0,
    ) -> Request:
        if visit.began is None:
            visit.began = time.monotonic()
        return Request(
            url,
            headers=dict(headers),
            callback=callback,
            errback=errback,
            priority=priority,
            dont_filter=True,
            meta={"source": visit.source.id, "allowed": visit.source.allow_private, **meta},
        )

    async def on_list(self, response: Response) -> AsyncIterator[Any]:
        """A list was answered: its pages go to the queue, its next lists are asked for."""
        visit, look = self._visit(response.meta["source"]), response.meta["look"]
        visit.in_flight -= 1
        try:
            async for request in self._read_list(visit, look, response):
                yield request
        except Blocked as blocked:
            visit.blocked(look.place, blocked)
            visit.counts.refused += 1
            for other in blocked.instead or ():
                for request in self._look(visit, other):
                    yield request
        except Exception as error:
            visit.counts.failed += 1
            visit.trouble(look.place, f"reading the list failed ({type(error).__name__}: {error}); please report it")
            logger.exception("%s could not be read", look.url)
        async for request in self._more(visit):
            yield request

    async def _read_list(self, visit: SourceVisit, look: Look, response: Response) -> AsyncIterator[Any]:
        answer = answer_of(response)
        if response.status == 304:
            visit.fine(look.place)
            return
        if response.status != 200:
            if reason := visit.spider.refused(look, answer):
                visit.counts.failed += 1
                visit.trouble(look.place, reason)
            return
        body_hash = bytes_hash(answer.body)
        before = visit.lists.get(look.url)
        if before is not None and before.body_hash == body_hash and not look.always and visit.visit.from_on is None:
            visit.fine(look.place)
            return
        leads, looks, marks, whole = visit.sift(look, visit.spider.read(look, answer))
        by_address, refused = known_urls(leads, visit)
        visit.counts.refused += refused
        known = await self.frontier.known(list(by_address)) if by_address else {}
        result = visit.sort(by_address, known)
        if len(result.queue) > LEADS:
            whole = False
            visit.trouble(
                look.place, f"names {len(result.queue):,} new pages; {LEADS:,} were taken, the rest next time"
            )
            result.queue = result.queue[:LEADS]
        visit.waited |= result.waiting > 0
        if result.elsewhere:
            visit.notes.append(f"links to other sites were left out: {texts(sorted(result.elsewhere))}")
        following = [
            item for item in looks if not item.only_if_new or result.queue or result.waiting or "resumed" in look.notes
        ]
        # A list that leads to others is read every time: that it stands does not say that they were read.
        state = ListState(
            url=look.url,
            etag=header(response, "ETag"),
            last_modified=header(response, "Last-Modified"),
            body_hash=body_hash,
            hinted_at=look.hinted_at,
        )
        keep_state = whole and not looks and not result.waiting and not look.always
        await self.frontier.take(
            visit.source.id,
            queue=result.queue,
            seen_pages=result.seen_pages,
            lists=[state] if keep_state else [],
            marks=visit.marks_after(look, looks, following, marks),
            now=self.now(),
        )
        visit.queued += len(result.queue)
        if result.queue:
            visit.drained = False
        visit.fine(look.place)
        visit.fine(urlsplit(response.url).netloc)
        visit.watch_gap(look, by_address, known)
        for item in following:
            chained = replace(item, notes={**item.notes, "root": look.root}) if item.only_if_new else item
            if not visit.on_site(chained.url):
                visit.notes.append(f"a list on another site was left out: {chained.url[:200]} (see option hosts)")
                continue
            for request in self._look(visit, chained):
                yield request

    async def on_list_failed(self, failure: Any) -> AsyncIterator[Any]:
        """A list could not be had."""
        request = failure.request
        visit, look = self._visit(request.meta["source"]), request.meta["look"]
        visit.in_flight -= 1
        outcome, reason = why(failure.value)
        if not isinstance(failure.value, Stopped):
            if outcome == "refused":
                visit.counts.refused += 1
            else:
                visit.counts.failed += 1
            visit.trouble(look.place, reason)
        async for again in self._more(visit):
            yield again

    # ------------------------------------------------------------ pages

    async def _more(self, visit: SourceVisit) -> AsyncIterator[Any]:
        """Requests for the next pages of the queue, as many as may be under way."""
        if not visit.refilling:
            visit.refilling = True
            try:
                await self._refill(visit)
            finally:
                visit.refilling = False
        for queued in visit.take(self._at_once):
            try:
                yield self._page(visit, queued)
            except ValueError as error:
                visit.in_flight -= 1
                yield miss(queued, "refused", f"cannot be asked for: {error}")

    async def _refill(self, visit: SourceVisit) -> None:
        while len(visit.buffer) < _LOW and not visit.drained and not visit.stopped:
            # A list that comes in meanwhile says that there is more.
            visit.drained = True
            more = await self.frontier.next(visit.source.id, after=visit.after, limit=_BUFFER, now=self.now())
            if more:
                visit.after, visit.drained = more[-1].number, False
                visit.buffer.extend(more)

    def _page(self, visit: SourceVisit, queued: Queued) -> Request:
        fetch_url, hints = visit.spider.from_where(queued.fetch_url, queued.hints)
        if fetch_url != queued.fetch_url:
            queued = replace(queued, fetch_url=fetch_url, hints=dict(hints))
        headers = {"Accept": visit.spider.accept}
        if queued.etag:
            headers["If-None-Match"] = queued.etag
        if queued.last_modified:
            headers["If-Modified-Since"] = queued.last_modified
        return self._request(visit, queued.fetch_url, headers, self.on_page, self.on_page_failed, {"page": queued})

    async def on_page(self, response: Response) -> AsyncIterator[Any]:
        """A page was answered: it goes to the pipeline, and the next ones are asked for."""
        visit, queued = self._visit(response.meta["source"]), response.meta["page"]
        try:
            answer: Answer | MissItem = answer_of(response)
            if "first" in response.meta:
                answer = joined_rest(visit, queued, response.meta["first"], answer_of(response))
            elif response.status == 200 and (rest := visit.spider.rest_of(queued.url, answer_of(response))):
                # Half a page is still under way as the whole is.
                accept, meta = {"Accept": visit.spider.accept}, {"page": queued, "first": answer}
                yield self._request(visit, rest, accept, self.on_page, self.on_page_failed, meta, priority=5)
                return
            item = answer if isinstance(answer, MissItem) else judged(visit, queued, answer, at=self.now())
        except Blocked as blocked:
            visit.blocked(urlsplit(response.url).netloc, blocked)
            if blocked.instead is not None:
                yield self._page(visit, queued)
                return
            item = miss(queued, "waits", str(blocked))
        except Exception as error:
            item = miss(
                queued, "failed", f"judging the page failed ({type(error).__name__}: {error}); please report it"
            )
            logger.exception("%s could not be judged", queued.url)
        visit.in_flight -= 1
        visit.waits = 0
        visit.fine(urlsplit(response.url).netloc)
        # First the requests: what comes after the item waits until it is kept.
        async for request in self._more(visit):
            yield request
        yield item

    async def on_page_failed(self, failure: Any) -> AsyncIterator[Any]:
        """A page could not be had."""
        request = failure.request
        visit, queued = self._visit(request.meta["source"]), request.meta["page"]
        visit.in_flight -= 1
        outcome, reason = why(failure.value)
        if isinstance(failure.value, HostRests | Closed):
            visit.trouble(urlsplit(request.url).netloc, reason)
            visit.waits += 1
            if visit.waits >= _WAITS:
                visit.stop(urlsplit(request.url).netloc, reason)
        async for again in self._more(visit):
            yield again
        yield miss(queued, outcome, reason)

    # ------------------------------------------------------------ counting, and what the middlewares ask

    def kept(self, item: PageItem | MissItem, saved: Saved) -> None:
        """An item is in the archive."""
        visit = self._visit(item.queued.source if isinstance(item, PageItem) else item.missed.source)
        visit.ended = time.monotonic()
        if saved.outcome != "waits":
            setattr(visit.counts, saved.outcome, getattr(visit.counts, saved.outcome) + 1)
        self._done += 1
        self._progress(self._done, max(self._done, sum(each.queued for each in self.visits.values())))

    def counts(self) -> list[SourceRun]:
        """What every source has given so far."""
        return [visit.run(self.job.run_id) for visit in self.visits.values()]

    def count_request(self, request: Request) -> None:
        """A request goes out."""
        visit = self.visits.get(request.meta.get("source", ""))
        if visit is not None:
            visit.counts.requests += 1
            visit.ended = time.monotonic()

    async def keep_robots(self, host: str, text: str) -> None:
        """Keep a server's robots.txt for a day."""
        await self.frontier.keep_robots(host, text, now=self.now())

    async def keep_rest(self, host: str, until: datetime | None, failures: int, reason: str) -> None:
        """Keep until when a server is left alone."""
        await self.frontier.keep_rest(host, until, failures, reason)

    def give_up(self, error: Exception) -> None:
        """Nothing can be kept any more: stop."""
        self.error = self.error or error
        self.stopping = True
        for visit in self.visits.values():
            visit.stopped = visit.stopped or "the archive could not be written"
            visit.buffer.clear()

    def _visit(self, source: str) -> SourceVisit:
        return self.visits[source]
