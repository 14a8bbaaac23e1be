"""Trying a source, collecting a range of days, and taking a text down."""

import gzip
from datetime import date, timedelta
from pathlib import Path

import pytest

from crawler.check import check_source
from crawler.crawl import CrawlSettings
from crawler.pipelines import remove_page
from crawler.raw import RawStore, RecordDamaged
from db.archive import removals, store
from records.records import RawPlace
from tests.crawler.replica import CLOCK, Web, article, collect, rows, serving, source

NEWS = "https://news.example.org"
TEXT = "Ministers said that the plan would be put out for consultation before any school is bound by it. " * 12


def listing(web: Web, *days: str) -> None:
    """A list of one dated story a day, two a page."""
    for number in range(0, len(days), 2):
        entries = "".join(
            f"<li><a href='/{day}'>Story of {day}</a> <time datetime='{day}'>{day}</time></li>"
            for day in days[number : number + 2]
        )
        following = f"<a rel='next' href='/list?p={number + 2}'>older</a>" if number + 2 < len(days) else ""
        web.put(f"{NEWS}/list" + (f"?p={number}" if number else ""), f"<ul>{entries}</ul>{following}")
    for day in days:
        web.put(f"{NEWS}/{day}", article(f"Story of {day}", TEXT))


LIST = source("news", "listing", f"{NEWS}/list", options={"item": "//li"}, expect={"min_per_week": 1})


def settings(web: Web) -> CrawlSettings:
    """The news site is played by the web."""
    return CrawlSettings(delay=0.0, connect_to={"news.example.org": f"127.0.0.1:{web.port}"})


def test_a_source_that_works_is_told_so_after_three_pages(tmp_path: Path) -> None:
    with serving(Web()) as web:
        listing(web, *(f"2008-07-0{day}" for day in range(8, 0, -1)))
        report = check_source(LIST, settings=settings(web), clock=CLOCK)
        asked = [address for address in web.asked() if "/list" not in address]
    assert report.fine, report.lines()
    assert len(asked) == 3
    assert report.lines()[:3] == [
        "news: works; its file may say verified = true",
        "  ok  robots.txt of https://news.example.org lets us in",
        "  ok  its lists name 8 pages, dated 1 July 2008 to 8 July 2008",
    ]
    assert any("“Story of 2008-07-08”, 8 July 2008" in line for line in report.lines())


def test_a_source_that_does_not_work_is_told_why(tmp_path: Path) -> None:
    with serving(Web()) as web:
        web.put(f"{NEWS}/list", "<html><body>We have a new site</body></html>")
        web.put(f"{NEWS}/robots.txt", "User-agent: *\nDisallow: /2008", content_type="text/plain")
        report = check_source(LIST, settings=settings(web), clock=CLOCK)
    assert not report.fine
    assert any("layout may have changed" in line for line in report.lines())
    assert not any("name no page" in line for line in report.lines())


def test_a_source_whose_file_wants_none_of_what_is_there_is_told_where_to_look() -> None:
    picky = source("news", "listing", f"{NEWS}/list", options={"item": "//li"}, exclude=("/2008",))
    with serving(Web()) as web:
        listing(web, "2008-07-08")
        report = check_source(picky, settings=settings(web), clock=CLOCK)
    assert any("look at start, include and exclude" in line for line in report.lines())


def test_a_backfill_brings_the_days_that_are_wanted_and_marks_them(tmp_path: Path) -> None:
    days = [(date(2008, 7, 8) - timedelta(days=back)).isoformat() for back in range(40)]
    newest = source("news", "listing", f"{NEWS}/list", options={"item": "//li", "pages": "1"})
    with serving(Web()) as web:
        listing(web, *days)
        collect(web, tmp_path, newest)
        collect(web, tmp_path, newest, from_on=date(2008, 6, 20), to_on=date(2008, 6, 24), backfill=True)
        lists = [address for address in web.asked() if "/list" in address]
    found = rows(tmp_path, "select substr(url, -10), backfill from pages p join revisions r on r.page_id = p.id")
    assert sorted(found) == [(f"2008-06-{day}", 1) for day in range(20, 25)] + [("2008-07-07", 1), ("2008-07-08", 1)]
    # It stops at the first list that is older than what is wanted.
    assert len(lists) < 1 + 12


def test_a_text_that_is_taken_down_is_gone_and_stays_away(tmp_path: Path) -> None:
    with serving(Web()) as web:
        listing(web, "2008-07-08", "2008-07-07")
        collect(web, tmp_path, LIST)
        ((file, offset, length),) = rows(
            tmp_path,
            "select raw_file, raw_offset, raw_length from revisions join pages p on p.id = page_id"
            " where url like '%-08'",
        )
        archive = store.open_archive(tmp_path / "archive.db")
        url = f"{NEWS}/2008-07-08"
        with RawStore(tmp_path / "raw") as raw:
            assert remove_page(archive, raw, url, reason="a court order", now=CLOCK) == 1
            assert remove_page(archive, raw, url, reason="again", now=CLOCK) == 0
        assert removals.removals(archive) == [{"url": url, "reason": "a court order", "removed_at": CLOCK.isoformat()}]
        archive.close()
        web.requests.clear()
        collect(web, tmp_path, LIST, clock=CLOCK + timedelta(days=1))
        assert f"{NEWS}/2008-07-08" not in web.asked()
    assert rows(tmp_path, "select url, status from pages order by url") == [
        (f"{NEWS}/2008-07-07", "live"),
        (f"{NEWS}/2008-07-08", "blocked"),
    ]
    assert rows(tmp_path, "select count(*) from revisions") == [(1,)]
    with pytest.raises(RecordDamaged, match="removed"):
        RawStore(tmp_path / "raw").read(RawPlace(file=file, offset=offset, length=length))
    assert b"Story of 2008-07-08" not in (tmp_path / "archive.db").read_bytes()


def test_a_text_that_came_back_after_another_is_kept_once_and_is_gone_when_taken_down(tmp_path: Path) -> None:
    url = f"{NEWS}/2008-07-08"
    with serving(Web()) as web:
        for hour, words in enumerate(("The first words. ", "Other words. ", "The first words. ")):
            listing(web, "2008-07-08")
            web.put(url, article("Story of 2008-07-08", words * 20))
            collect(web, tmp_path, LIST, clock=CLOCK + timedelta(hours=7 * hour))
    assert rows(tmp_path, "select count(*), (select count(*) from standings) from revisions") == [(2, 3)]
    archive = store.open_archive(tmp_path / "archive.db")
    with RawStore(tmp_path / "raw") as raw:
        assert remove_page(archive, raw, url, reason="a court order", now=CLOCK) == 2
    archive.close()
    files = list((tmp_path / "raw").glob("*.gz"))
    assert files
    assert not any(b"words" in gzip.decompress(file.read_bytes()) for file in files)
