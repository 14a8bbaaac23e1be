"""SIGKILL in the middle of a crawl, again and again: every page once, and nothing asked twice that was kept."""

import multiprocessing
import os
import random
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from warcio.archiveiterator import ArchiveIterator

from crawler import crawl as crawling
from crawler.crawl import CrawlFailed
from crawler.job import CrawlJob
from crawler.raw import RawStore
from records.records import RawPlace
from tests.crawler.replica import CLOCK, Web, article, begin, collect, rows, serving, source

PAGES = 400
KILLS = 4


def records_of(file: Path) -> Iterator[Any]:
    """The records of a raw file, as another program reads them."""
    with file.open("rb") as opened:
        yield from ArchiveIterator(opened)


def kill_at(pages: int) -> Callable[[int, int], None]:
    """Something to tell progress to that kills the crawling process once so many pages are done."""

    def told(done: int, total: int) -> None:
        if done >= pages:
            for process in multiprocessing.active_children():
                if process.name == "crawl" and process.pid:
                    os.kill(process.pid, signal.SIGKILL)

    return told


def test_a_crawl_that_is_killed_at_any_moment_has_every_page_once_in_the_end(tmp_path: Path) -> None:
    web, site = Web(), "https://news.example.org"
    entries = "".join(f"<url><loc>{site}/{n}</loc><lastmod>2008-07-08</lastmod></url>" for n in range(PAGES))
    web.put(f"{site}/sitemap.xml", f"<urlset>{entries}</urlset>", content_type="application/xml")
    for n in range(PAGES):
        web.put(f"{site}/{n}", article(f"Story {n}", f"Words of story {n}. " * 50))
    news = source("news", "sitemap", f"{site}/sitemap.xml")
    dice, kept, killed_at = random.Random(8), set(), []
    with serving(web):
        for _ in range(KILLS):
            web.requests.clear()
            try:
                collect(web, tmp_path, news, on_progress=kill_at(dice.randint(1, 30)))
            except CrawlFailed as error:
                assert "signal 9" in str(error)  # noqa: PT017 - only a killed crawl may fail
            asked = {address for address in web.asked() if not address.endswith("/sitemap.xml")}
            assert not asked & kept, "a page that was kept was asked for again"
            kept = {url for (url,) in rows(tmp_path, "select url from pages")}
            killed_at.append(len(kept))
        # It died in the middle of its work, at several places.
        assert 0 < killed_at[0] < killed_at[1] < PAGES
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
    # What a kill left without a row was cut off: no text stays that `greenpaper remove` could not find.
    assert sum(1 for file in (tmp_path / "raw").glob("*.gz") for _ in records_of(file)) == PAGES


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


def test_a_list_of_many_pages_that_is_killed_is_read_to_its_end_by_later_runs(tmp_path: Path) -> None:
    web, site, lists = Web(), "https://news.example.org", 30
    for number in range(lists):
        items = "".join(f"<li><a href='/story-{number}-{n}'>s</a></li>" for n in range(4))
        following = f"<a rel='next' href='/list?p={number + 1}'>older</a>" if number + 1 < lists else ""
        web.put(f"{site}/list" + (f"?p={number}" if number else ""), f"<ul>{items}</ul>{following}")
        for n in range(4):
            web.put(f"{site}/story-{number}-{n}", article(f"Story {number}.{n}"))
    news = source("news", "listing", f"{site}/list", options={"item": "//li", "pages": "100"})
    found = []
    with serving(web):
        for target in (1, 8, 16):
            with suppress(CrawlFailed):
                collect(web, tmp_path, news, on_progress=kill_at(target))
            found.append(rows(tmp_path, "select (select count(*) from pages) + (select count(*) from frontier)")[0][0])
        collect(web, tmp_path, news)
        assert 0 < found[0] < 4 * lists
        assert rows(tmp_path, "select count(*) from pages") == [(4 * lists,)]
        web.requests.clear()
        collect(web, tmp_path, news)
    # Nothing is left to be resumed.
    assert [path for path in web.asked() if "?p=" in path] == []
