"""Does storing every page keep pace with a crawl that stores nothing, and is a run without news cheap?

    python -m benchmarks.crawl [--pages 2000] [--kills 20]

On a loopback replica of so many pages of 174 KB it prints: our crawl's pages a second as a ratio of plain
Scrapy's that stores nothing; the CPU of a run in which nothing has changed as a ratio of the first run's,
and its requests; and with ``--kills`` whether a crawl killed at that many random moments has every page once.
"""

import argparse
import asyncio
import gzip
import multiprocessing
import os
import random
import resource
import signal
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from crawler.child import run
from crawler.crawl import CrawlFailed, CrawlSettings, crawl
from crawler.job import CrawlJob
from db.archive import store
from records.records import Source
from records.vocab import SourceKind

CLOCK = datetime(2026, 7, 9, 12, tzinfo=UTC)
SITE = "https://news.example.org"
_WORDS = 4_000
_STYLE = "<div class='card card--{0}' data-id='{0}'><span class='meta'>{0}</span></div>"


def page(number: int) -> bytes:
    """A page of about 174 KB that packs to a fifth: some text, and much of what surrounds it on a news site."""
    dice = random.Random(number)
    vocabulary = ["".join(dice.choices("abcdefghijklmnopqrstuvwxyz", k=dice.randint(2, 10))) for _ in range(3_000)]
    text = " ".join(dice.choices(vocabulary, k=_WORDS))
    around = "".join(_STYLE.format(dice.randint(0, 10**7)) for _ in range(1_600))
    head = f"<html><head><title>Story {number}</title></head><body><h1>Story {number}</h1>"
    return f"{head}<p>{text}</p>{around}</body></html>".encode()


def serve(pages: int, pipe: Any) -> None:
    """The replica: every page packed beforehand, so that the server costs little. Says its port, then counts."""
    bodies = {f"/{number}": gzip.compress(page(number), 6) for number in range(pages)}
    entries = "".join(f"<url><loc>{SITE}/{number}</loc><lastmod>2026-07-08</lastmod></url>" for number in range(pages))
    bodies["/sitemap.xml"] = gzip.compress(f"<urlset>{entries}</urlset>".encode())
    counts: dict[str, int] = {}

    class Server(asyncio.Protocol):
        def connection_made(self, transport: Any) -> None:
            self.transport, self.data = transport, b""

        def data_received(self, data: bytes) -> None:
            self.data += data
            while b"\r\n\r\n" in self.data:
                head, self.data = self.data.split(b"\r\n\r\n", 1)
                path = head.split(b" ", 2)[1].decode()
                counts[path] = counts.get(path, 0) + 1
                body = bodies.get(path)
                if body is None:
                    self.transport.write(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
                elif b"if-none-match" in head.lower():
                    self.transport.write(b'HTTP/1.1 304 Not Modified\r\nETag: "1"\r\n\r\n')
                else:
                    kind = b"text/xml" if path.endswith("xml") else b"text/html; charset=utf-8"
                    self.transport.write(
                        b'HTTP/1.1 200 OK\r\nETag: "1"\r\nContent-Encoding: gzip\r\nContent-Type: '
                        + kind
                        + f"\r\nContent-Length: {len(body)}\r\n\r\n".encode()
                        + body
                    )

    async def main() -> None:
        loop = asyncio.get_running_loop()
        server = await loop.create_server(Server, "127.0.0.1", 0, backlog=512)
        pipe.send(server.sockets[0].getsockname()[1])

        def heard() -> None:
            pipe.recv()
            pipe.send(dict(counts))
            counts.clear()

        loop.add_reader(pipe.fileno(), heard)
        await asyncio.Event().wait()

    asyncio.run(main())


class Replica:
    """The server's process. ``counts`` says what was asked since it was asked last."""

    def __init__(self, pages: int) -> None:
        self._pipe, theirs = multiprocessing.Pipe()
        self._process = multiprocessing.get_context("spawn").Process(target=serve, args=(pages, theirs), daemon=True)
        self._process.start()
        self.port = self._pipe.recv()

    def counts(self) -> dict[str, int]:
        """How often each path was asked for."""
        self._pipe.send("counts")
        counted: dict[str, int] = self._pipe.recv()
        return counted

    def close(self) -> None:
        """End the server."""
        self._process.terminate()
        self._process.join()


def plain(port: int, items: int, pipe: Any) -> None:
    """Plain Scrapy: the sitemap's pages fetched with 16 connections, and dropped.

    ``items``: its setting CONCURRENT_ITEMS. As it comes it starts 100 tasks for every answer, and half its
    time goes there; with 1 it is as fast as it can be.
    """
    import scrapy
    from scrapy.crawler import CrawlerProcess

    class Plain(scrapy.Spider):
        name = "plain"

        async def start(self) -> Any:
            yield scrapy.Request(f"http://127.0.0.1:{port}/sitemap.xml", callback=self.parse_map)

        def parse_map(self, response: Any) -> Any:
            for found in scrapy.Selector(text=response.text).re(r"<loc>(?:https://[^/]+)([^<]+)</loc>"):
                yield scrapy.Request(f"http://127.0.0.1:{port}{found}", callback=self.parse_page)

        def parse_page(self, response: Any) -> None:
            self.pages = getattr(self, "pages", 0) + 1

    process = CrawlerProcess(
        {
            "ROBOTSTXT_OBEY": True,
            "CONCURRENT_REQUESTS": 64,
            "CONCURRENT_REQUESTS_PER_DOMAIN": 16,
            "DOWNLOAD_DELAY": 0,
            "CONCURRENT_ITEMS": items,
            "LOG_LEVEL": "ERROR",
            "TELNETCONSOLE_ENABLED": False,
        }
    )
    process.crawl(Plain)
    started = time.monotonic()
    process.start(install_signal_handlers=False)
    pipe.send(("done", time.monotonic() - started, cpu()))


def ours(job: CrawlJob, pipe: Any) -> None:
    """Our crawl, as crawler.crawl starts it."""
    inner, outer = multiprocessing.Pipe()
    started = time.monotonic()
    run(job, inner)
    while outer.poll():
        said = outer.recv()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    pipe.send(((*said, memory), time.monotonic() - started, cpu()))


def cpu() -> float:
    """CPU seconds that this process has taken."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def alone(work: Callable[..., None], *args: Any) -> tuple[Any, float, float]:
    """What the work said, its seconds and CPU seconds, in a process of its own."""
    pipe, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=work, args=(*args, theirs))
    process.start()
    said: tuple[Any, float, float] = pipe.recv()
    process.join()
    return said


NEWS = Source(
    id="news",
    title="news",
    publisher="",
    kind=SourceKind.SECTOR_NEWS,
    spider="sitemap",
    start=(f"{SITE}/sitemap.xml",),
    options={"days": "0"},
)


def job(folder: Path, port: int, clock: datetime) -> CrawlJob:
    """A crawl of the replica as fast as it goes."""
    archive = store.open_archive(folder / "archive.db")
    run_id = store.begin_run(archive, "benchmark", clock=clock, now=clock)
    archive.close()
    return CrawlJob(
        sources={"news": NEWS},
        archive_path=folder / "archive.db",
        raw_dir=folder / "raw",
        contact="",
        delay=0.0,
        connect_to={"news.example.org": f"127.0.0.1:{port}"},
        clock=clock,
        backfill=False,
        run_id=run_id,
    )


def pace(pages: int) -> None:
    """Print our pace against plain Scrapy's, the better of two turns each, and the cost of a run without news."""
    replica = Replica(pages)
    best_plain = best_tuned = best_ours = float("inf")
    with tempfile.TemporaryDirectory() as temporary:
        for turn in range(2):
            _, seconds, used = alone(plain, replica.port, 100)
            asked = sum(replica.counts().values())
            print(f"plain Scrapy:   {pages / seconds:7.0f} pages/s, {used:5.1f} CPU s, {asked:,} requests")
            best_plain = min(best_plain, seconds)
            _, seconds, used = alone(plain, replica.port, 1)
            asked = sum(replica.counts().values())
            print(f"  one item task:{pages / seconds:7.0f} pages/s, {used:5.1f} CPU s, {asked:,} requests")
            best_tuned = min(best_tuned, seconds)
            folder = Path(temporary) / str(turn)
            said, seconds, first = alone(ours, job(folder, replica.port, CLOCK))
            asked = sum(replica.counts().values())
            new, memory = said[1][0]["new"], said[-1]
            print(
                f"ours, storing:  {pages / seconds:7.0f} pages/s, {first:5.1f} CPU s, {asked:,} requests, "
                f"{new:,} new, {memory:.0f} MiB at most"
            )
            best_ours = min(best_ours, seconds)
            _, seconds, again = alone(ours, job(folder, replica.port, CLOCK + timedelta(hours=1)))
            asked = sum(replica.counts().values())
            print(f"ours, no news:  {seconds:7.1f} s,       {again:5.1f} CPU s, {asked:,} requests")
    replica.close()
    print(f"pages a second, ours to plain: {best_plain / best_ours:.2f} (wanted .80)")
    print(f"  to plain with one item task: {best_tuned / best_ours:.2f}")
    print(f"CPU, no news to first run:     {again / first:.2f} (wanted at most .25)")


def killed(pages: int, kills: int) -> None:
    """Print whether a crawl that is killed so often has every page once, and asked for nothing kept again."""
    replica, dice = Replica(pages), random.Random(1)
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        kept: set[str] = set()
        moments: list[int] = []
        repeated = done = 0
        while True:
            last = done >= kills
            at = dice.randint(1, max(2, (pages - len(kept)) // max(1, kills - done)))

            def told(count: int, total: int, last: bool = last, at: int = at) -> None:
                if not last and count >= at:
                    for process in multiprocessing.active_children():
                        if process.name == "crawl" and process.pid:
                            os.kill(process.pid, signal.SIGKILL)

            try:
                one = job(folder, replica.port, CLOCK)
                crawl(
                    one.sources,
                    archive_path=one.archive_path,
                    raw_dir=one.raw_dir,
                    settings=CrawlSettings(delay=0.0, connect_to=one.connect_to),
                    clock=CLOCK,
                    backfill=False,
                    run_id=one.run_id,
                    on_progress=told,
                )
            except CrawlFailed:
                done += 1
            asked = {f"{SITE}{path}" for path in replica.counts()} - {f"{SITE}/sitemap.xml", f"{SITE}/robots.txt"}
            repeated += len(asked & kept)
            archive = Database(folder / "archive.db")
            kept = {row["url"] for row in archive.query("select url from pages")}
            moments.append(len(kept))
            (counts,) = archive.query("select count(*) as revisions, count(distinct page_id) as pages from revisions")
            archive.close()
            if last or len(kept) == pages:
                break
    replica.close()
    print(
        f"killed {done} times: {counts['pages']:,} of {pages:,} pages in {counts['revisions']:,} revisions; "
        f"{repeated} requests repeated that had been kept"
    )
    print(f"pages kept after each run: {', '.join(map(str, moments))}")


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=2_000)
    parser.add_argument("--kills", type=int, default=0)
    options = parser.parse_args()
    if options.kills:
        killed(options.pages, options.kills)
    else:
        pace(options.pages)


if __name__ == "__main__":
    main()
