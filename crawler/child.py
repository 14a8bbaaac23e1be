"""The process that crawls: Scrapy set up for one job, its results said over a pipe."""

import asyncio
import logging
import os
import signal
import time
import traceback
from dataclasses import asdict
from datetime import timedelta
from multiprocessing.connection import Connection
from typing import Any

from scrapy import signals
from scrapy.crawler import CrawlerProcess
from scrapy.settings import Settings

from crawler import settings as defaults
from crawler.collector import Collector
from crawler.frontier import Frontier
from crawler.job import CrawlJob
from crawler.politeness import Stopped
from crawler.visits import SourceVisit
from crawler.volume import volume_trouble

logger = logging.getLogger(__name__)

_PATIENCE = 10.0  # seconds that requests under way get when the run is stopped
_PAUSE = 0.1  # seconds between two words about progress
VERSION = "0.1"


def user_agent(contact: str) -> str:
    """How we present ourselves to every site."""
    return f"Greenpaper/{VERSION} (policy monitor{f'; +{contact}' if contact else ''})"


def scrapy_settings(job: CrawlJob) -> Settings:
    """Scrapy's settings for a job."""
    made = Settings()
    made.setmodule(defaults)
    slow = job.delay >= 0.05
    allowed = {place for source in job.sources.values() for place in source.allow_private}
    made.setdict(
        {
            "USER_AGENT": user_agent(job.contact),
            "DOWNLOAD_DELAY": job.delay,
            "CONCURRENT_REQUESTS_PER_DOMAIN": 1 if slow else 16,
            "DOWNLOAD_DELAY_JITTER": 0,  # the delay is the least that is kept, not a mean
            "RAW_DIR": str(job.raw_dir),
            "CONNECT_TO": {host.lower(): place for host, place in job.connect_to.items()},
            "ALLOWED_PLACES": sorted(allowed | set(job.connect_to.values())),
            "LOG_FILE": str(job.archive_path.with_name("crawl.log")),
            "LOG_FILE_APPEND": False,
            **job.settings,
        },
        priority="cmdline",
    )
    return made


def run(job: CrawlJob, pipe: Connection) -> None:
    """Crawl, and say ("progress", done, total) and at the end ("done", results) or ("failed", why)."""
    # The terminal sends Ctrl-C to both processes: the other one decides, and says "stop".
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    mouth = _Mouth(pipe)
    try:
        results = _crawl(job, mouth, pipe)
    except Exception as error:  # noqa: BLE001 - this is the process's edge: whatever it was is told in words
        logger.error("the crawl failed\n%s", traceback.format_exc())
        mouth.say("failed", f"the crawl failed: {error or type(error).__name__}; what it had stored is kept")
    else:
        mouth.say("done", results)


class _Mouth:
    """Says things to the other process, progress not too often."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe
        self._last = 0.0

    def progress(self, done: int, total: int) -> None:
        if (now := time.monotonic()) - self._last >= _PAUSE:
            self._last = now
            self.say("progress", done, total)

    def say(self, *words: Any) -> None:
        try:
            self._pipe.send(words)
        except OSError:
            return  # nobody listens any more; the watch on the pipe ends the crawl


def _crawl(job: CrawlJob, mouth: _Mouth, pipe: Connection) -> list[dict[str, Any]]:
    frontier = Frontier(job.archive_path)
    try:
        return _scrapy(job, frontier, mouth, pipe)
    finally:
        frontier.close()


def _scrapy(job: CrawlJob, frontier: Frontier, mouth: _Mouth, pipe: Connection) -> list[dict[str, Any]]:
    process = CrawlerProcess(scrapy_settings(job))
    crawler = process.create_crawler(Collector)
    closing: list[asyncio.Future[None]] = []

    def opened(spider: Collector) -> None:
        asyncio.get_event_loop().add_reader(pipe.fileno(), heard, spider)

    def heard(spider: Collector) -> None:
        try:
            word = pipe.recv()
        except (EOFError, OSError):
            # The process that asked for the crawl is gone. All that is committed stays.
            os._exit(1)
        if word == "stop" and not spider.stopping:
            spider.stopping = True
            for visit in spider.visits.values():
                visit.stopped = visit.stopped or "stopped"
                visit.buffer.clear()
            _dismiss_queued(crawler)
            asyncio.get_event_loop().call_later(_PATIENCE, give_up_waiting, spider)
            closing.append(asyncio.ensure_future(crawler.engine.close_spider_async(reason="stopped")))

    def give_up_waiting(spider: Collector) -> None:
        # A server that answers by drops may take its time; what was under way with it is asked for again next time.
        mouth.say("done", _finish(job, spider))
        os._exit(0)

    crawler.signals.connect(opened, signal=signals.spider_opened)
    process.crawl(crawler, job=job, frontier=frontier, on_progress=mouth.progress)
    process.start(install_signal_handlers=False)
    spider = crawler.spider
    if not isinstance(spider, Collector):
        raise RuntimeError("Scrapy could not be started; see crawl.log beside the archive")
    return _finish(job, spider)


def _dismiss_queued(crawler: Any) -> None:
    """Let go of the requests that wait for their host's turn; the pages stay in the archive's queue."""
    for slot in crawler.engine.downloader.slots.values():
        while slot.queue:
            _, waiting = slot.queue.popleft()
            waiting.errback(Stopped("the run was stopped"))


def _finish(job: CrawlJob, spider: Collector) -> list[dict[str, Any]]:
    """Close each source's part of the run. Raises what kept the archive from being written."""
    results = []
    for visit in spider.visits.values():
        now = spider.now()
        if not spider.stopping:
            _watch_volume(job, spider, visit)
        run = visit.run(job.run_id)
        spider.frontier.finish(
            run,
            issues=list(visit.issues.values()),
            resolved=sorted(visit.resolved),
            whole=not spider.stopping,
            now=now,
        )
        plain = asdict(run)
        del plain["run_id"]
        results.append(plain)
    if spider.error is not None:
        raise spider.error
    return results


def _watch_volume(job: CrawlJob, spider: Collector, visit: SourceVisit) -> None:
    """Raise or resolve what the source's volume says, once it has been known for long enough."""
    if job.backfill or job.until is not None or visit.visit.first or visit.stopped:
        return
    now = spider.now()
    weeks = [spider.frontier.new_pages(visit.source.id, now - timedelta(weeks=back)) for back in range(1, 6)]
    reason = volume_trouble(visit.source.expect, weeks)
    if reason:
        visit.trouble("volume", reason)
    else:
        visit.fine("volume")
