"""SIGKILL in the middle of a crawl, again and again: every page once, and nothing asked twice that was kept."""

import multiprocessing
import os
import random
import signal
import time
from collections.abc import Callable
from pathlib import Path

from crawler import crawl as crawling
from crawler.crawl import CrawlFailed
from crawler.job import CrawlJob
from crawler.raw import RawStore
from records.records import RawPlace
from tests.crawler.replica import CLOCK, Web, article, begin, collect, rows, serving, source

PAGES = 250
KILLS = 4


def kill_after(seconds: float) -> Callable[[], bool]:
    """Something to ask about stopping that kills the crawling process after a while instead."""
    due = time.monotonic() + seconds

    def stop() -> bool:
        if time.monotonic() >= due:
            for process in multiprocessing.active_children():
                if process.name == "crawl" and process.pid:
                    os.kill(process.pid, signal.SIGKILL)
        return False

    return stop


def test_a_crawl_that_is_killed_at_any_moment_has_every_page_once_in_the_end(tmp_path: Path) -> None:
    web, site = Web(), "https://news.example.org"
    entries = "".join(f"<url><loc>{site}/{n}</loc><lastmod>2008-07-08</lastmod></url>" for n in range(PAGES))
    web.put(f"{site}/sitemap.xml", f"<urlset>{entries}</urlset>", content_type="application/xml")
    for n in range(PAGES):
        web.put(f"{site}/{n}", article(f"Story {n}", f"Words of story {n}. " * 50))
    news = source("news", "sitemap", f"{site}/sitemap.xml")
    dice, kept, killed = random.Random(8), set(), 0
    with serving(web):
        for _ in range(KILLS):
            web.requests.clear()
            try:
                collect(web, tmp_path, news, stop=kill_after(0.15 + dice.random() * 0.45))
            except CrawlFailed as error:
                assert "signal 9" in str(error)  # noqa: PT017 - only a killed crawl may fail
                killed += 1
            asked = {address for address in web.asked() if not address.endswith("/sitemap.xml")}
            assert not asked & kept, "a page that was kept was asked for again"
            kept = {url for (url,) in rows(tmp_path, "select url from pages")}
        assert killed
        web.requests.clear()
        collect(web, tmp_path, news)
        assert not set(web.asked()) & kept
    assert rows(tmp_path, "select count(*), count(distinct page_id) from revisions") == [(PAGES, PAGES)]
    assert rows(tmp_path, "select count(*) from pages") == [(PAGES,)]
    assert rows(tmp_path, "select count(*) from frontier") == [(0,)]
    raw = RawStore(tmp_path / "raw")
    for url, file, offset, length in rows(
        tmp_path, "select url, raw_file, raw_offset, raw_length from revisions join pages p on p.id = page_id"
    ):
        _, body = raw.read(RawPlace(file=file, offset=offset, length=length))
        assert f"Story {url.rsplit('/', 1)[1]}<" in body.decode()


def test_a_crawl_whose_parent_has_gone_ends_by_itself(tmp_path: Path) -> None:
    with serving(Web()) as web:
        web.put("https://slow.example.org/feed", lambda path, headers: time.sleep(5))
        job = CrawlJob(
            sources={"slow": source("slow", "feed", "https://slow.example.org/feed")},
            archive_path=tmp_path / "archive.db",
            raw_dir=tmp_path / "raw",
            contact="",
            delay=0.0,
            connect_to={"slow.example.org": f"127.0.0.1:{web.port}"},
            clock=CLOCK,
            backfill=False,
            run_id=begin(tmp_path, CLOCK),
        )
        context = crawling._context()
        ours, theirs = context.Pipe()
        process = context.Process(target=crawling._run, args=(job, theirs), daemon=True)
        process.start()
        theirs.close()
        deadline = time.monotonic() + 5
        while not web.asked() and time.monotonic() < deadline:
            time.sleep(0.02)
        ours.close()
        process.join(4)
        assert process.exitcode == 1
