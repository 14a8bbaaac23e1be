"""The crawl's memory: what is known, what is to be fetched, what was fetched; all of it in the archive.

One thread owns the connection and does everything in turn, so that the crawl itself never waits on the disk.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import ParamSpec, TypeVar

from sqlite_utils import Database

from db.archive import frontier, pages, store
from db.archive.frontier import Host, Known, ListState, Queued
from db.archive.issues import open_issues
from db.archive.migrations import migrations
from db.archive.pages import Fetched, Missed, Saved, SourceRun, Stored
from db.connect import open_database
from records.records import Issue

__all__ = [
    "Fetched",
    "Findings",
    "Frontier",
    "Host",
    "Known",
    "ListState",
    "Missed",
    "Queued",
    "Saved",
    "SourceRun",
    "Standing",
]

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")

_ANOTHER_LOOK_AFTER = timedelta(hours=6)
_YOUNG = timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a source stands when a visit begins."""

    first: bool  # no visit ever came to its end with a list that could be read
    marks: Mapping[str, str]
    lists: Mapping[str, ListState]
    queued: int


class Frontier:
    """The archive at ``path``, for one crawl. ``do`` runs in the thread that owns the connection."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="archive")
        self.db: Database = self._thread.submit(open_database, path, migrations).result()

    async def do(self, work: Callable[Arguments, Result], *args: Arguments.args, **kwargs: Arguments.kwargs) -> Result:
        """The result of the work, done in the archive's thread."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, lambda: work(*args, **kwargs))

    def close(self) -> None:
        """Finish what is under way, and let go of the archive."""
        self._thread.submit(self.db.close).result()
        self._thread.shutdown()

    # ------------------------------------------------------------ before the crawl

    def hosts(self) -> dict[str, Host]:
        """What the servers have asked of us."""
        return self._thread.submit(frontier.hosts, self.db).result()

    async def last_finished(self, source: str) -> datetime | None:
        """When a run of the source last came to its end."""
        return await self.do(pages.last_finished, self.db, source)

    async def begin(self, source: str, *, run_id: int, looks_again: int, backfill: bool, now: datetime) -> Standing:
        """Open a source's part of the run; up to ``looks_again`` young pages are put in its queue to be asked again."""

        def work() -> Standing:
            first = not pages.was_read(self.db, source)
            pages.begin_source_run(self.db, run_id, source, now=now)
            if looks_again:
                again = frontier.due_for_another_look(
                    self.db, source, limit=looks_again, pause=_ANOTHER_LOOK_AFTER, young=_YOUNG, now=now
                )
                if again:
                    frontier.take_list(self.db, source, queue=again, seen_pages=(), lists=(), cursors={}, now=now)
            return Standing(
                first=first,
                marks=frontier.cursors(self.db, source),
                lists=frontier.list_states(self.db, source),
                queued=frontier.count_queued(self.db, source, now=now),
            )

        return await self.do(work)

    # ------------------------------------------------------------ during the crawl

    async def known(self, urls: Sequence[str]) -> dict[str, Known]:
        """What is known of each of these addresses."""
        return await self.do(frontier.known, self.db, urls)

    async def take(
        self,
        source: str,
        *,
        queue: Sequence[Queued],
        seen_pages: Sequence[int],
        lists: Sequence[ListState],
        marks: Mapping[str, str],
        now: datetime,
    ) -> None:
        """Keep what a list brought."""
        await self.do(
            frontier.take_list,
            self.db,
            source,
            queue=queue,
            seen_pages=seen_pages,
            lists=lists,
            cursors=marks,
            now=now,
        )

    async def next(self, source: str, *, after: int, limit: int, now: datetime) -> list[Queued]:
        """The next addresses of a source that are due."""
        return await self.do(frontier.next_queued, self.db, source, after=after, limit=limit, now=now)

    async def keep_robots(self, host: str, text: str, *, now: datetime) -> None:
        """Keep a server's robots.txt."""
        await self.do(frontier.save_robots, self.db, host, text, now=now)

    async def keep_rest(self, host: str, until: datetime | None, failures: int, reason: str) -> None:
        """Keep until when a server is left alone."""
        await self.do(frontier.rest_host, self.db, host, until=until, failures=failures, reason=reason)

    # ------------------------------------------------------------ after the crawl

    def new_pages(self, source: str, since: datetime) -> int:
        """How many pages of the source were first seen since then."""
        return self._thread.submit(pages.new_pages_since, self.db, source, since).result()

    def finish(
        self, run: SourceRun, *, issues: Sequence[Issue], resolved: Sequence[str], whole: bool, now: datetime
    ) -> None:
        """End a source's part of the run; one that was stopped stays without an end."""
        self._thread.submit(
            pages.finish_source_run, self.db, run, issues=issues, resolved=resolved, whole=whole, now=now
        ).result()


# ---------------------------------------------------------------- a look at an archive beside a crawl


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What a trial crawl of one source brought."""

    pages: Sequence[Stored]
    named: Sequence[tuple[str, dict[str, str]]]  # (address, hints) of all that its lists named
    issues: Sequence[Issue]
    hosts: Mapping[str, Host]


def new_run(path: Path, kind: str, *, clock: datetime) -> int:
    """The id of a new run in the archive at ``path``, which is made if need be."""
    archive = store.open_archive(path)
    try:
        return store.begin_run(archive, kind, clock=clock, now=clock)
    finally:
        archive.close()


def findings(path: Path, source: str) -> Findings:
    """What the archive at ``path`` holds of a source."""
    archive = store.open_archive(path)
    try:
        stored = pages.stored_pages(archive, source)
        return Findings(
            pages=stored,
            named=[*((page.url, page.hints) for page in stored), *pages.queued_hints(archive)],
            issues=[issue for issue in open_issues(archive) if issue.source == source],
            hosts=frontier.hosts(archive),
        )
    finally:
        archive.close()
