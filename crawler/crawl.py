"""One crawl of the chosen sources, in a process of its own: a Twisted reactor runs once in a process."""

import multiprocessing
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from crawler.job import CrawlJob
from records.errors import Tellable
from records.records import Source

_STOP_TIME = 20.0  # seconds that a stopped crawl gets to finish what is under way


class CrawlFailed(Tellable):
    """The crawl ended before its time; the message says why, and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlSettings:
    """What an operator chooses."""

    contact: str = ""  # told to every site in the user agent
    delay: float = 1.0  # seconds between two requests to one host, at least
    connect_to: Mapping[str, str] = field(default_factory=dict)  # host -> host:port that stands in for it


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceResult:
    """What one source gave."""

    source: str
    requests: int
    seen: int
    new: int
    changed: int
    unchanged: int
    refused: int
    failed: int
    seconds: float
    note: str


def crawl(
    sources: Mapping[str, Source],
    *,
    archive_path: Path,
    raw_dir: Path,
    settings: CrawlSettings,
    clock: datetime,
    backfill: bool,
    run_id: int,
    until: date | None = None,
    on_progress: Callable[[int, int], None] = lambda done, total: None,
    stop: Callable[[], bool] = lambda: False,
    from_on: date | None = None,
    to_on: date | None = None,
    only_due: bool = False,
    most_pages: int | None = None,
    scrapy_settings: Mapping[str, Any] | None = None,
) -> list[SourceResult]:
    """What each source gave. ``on_progress`` is told the pages done and those known so far.

    ``until``: pages dated later wait for a later run. ``from_on`` and ``to_on``: a backfill's range, both
    days included. ``only_due``: a source that was visited within its time (``every``) is left
    out, and has no result. ``most_pages``: so many of each source, the others stay in its queue. Raises CrawlFailed;
    what was stored until then stays, and the next crawl goes on from it.
    """
    chosen = {id: source for id, source in sources.items() if source.spider}
    if not chosen:
        return []
    job = CrawlJob(
        sources=chosen,
        archive_path=Path(archive_path),
        raw_dir=Path(raw_dir),
        contact=settings.contact,
        delay=settings.delay,
        connect_to=dict(settings.connect_to),
        clock=clock,
        backfill=backfill,
        run_id=run_id,
        until=until,
        from_on=from_on,
        to_on=to_on,
        only_due=only_due,
        most_pages=most_pages,
        settings=dict(scrapy_settings or {}),
    )
    context = _context()
    ours, theirs = context.Pipe()
    process = context.Process(target=_run, args=(job, theirs), name="crawl", daemon=True)
    process.start()
    theirs.close()
    try:
        return _attend(process, ours, on_progress, stop)
    finally:
        ours.close()
        process.join(_STOP_TIME)
        if process.is_alive():
            process.kill()
            process.join()


def _context() -> Any:
    """Processes that start clean: from a server that has Scrapy in memory already, where there can be one."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["crawler.child"])
    return context


def _run(job: CrawlJob, pipe: Connection) -> None:
    # Scrapy is imported in the other process alone.
    from crawler.child import run

    run(job, pipe)


def _attend(
    process: Any, pipe: Connection, on_progress: Callable[[int, int], None], stop: Callable[[], bool]
) -> list[SourceResult]:
    """Listen to the crawling process until it has said its results."""
    stopped_at: float | None = None
    while True:
        if stopped_at is None and stop():
            stopped_at = time.monotonic()
            _say(pipe, "stop")
        if stopped_at is not None and time.monotonic() - stopped_at > _STOP_TIME:
            raise CrawlFailed("the crawl did not stop in time and was ended; what it had stored is kept")
        try:
            if not pipe.poll(0.1):
                continue
            kind, *said = pipe.recv()
        except (EOFError, OSError):
            process.join(5)
            code = process.exitcode
            how = f"signal {-code}" if code is not None and code < 0 else f"exit status {code}"
            raise CrawlFailed(
                f"the crawl ended early ({how}); what it had stored is kept, run the same command to go on"
            ) from None
        if kind == "progress":
            on_progress(*said)
        elif kind == "failed":
            raise CrawlFailed(said[0])
        else:
            return [SourceResult(**result) for result in said[0]]


def _say(pipe: Connection, word: str) -> None:
    try:
        pipe.send(word)
    except OSError:
        return  # it has ended already, and will be found so
