"""A crawl from end to end, over the loopback."""

import json
import time
from datetime import date, timedelta
from pathlib import Path

import pytest

from crawler.crawl import CrawlFailed, CrawlSettings, crawl
from crawler.raw import RawStore
from records.records import RawPlace
from tests.crawler.replica import CLOCK, Web, article, begin, collect, rows, serving, source

NEWS = "https://news.example.org"


def feed(*entries: tuple[str, str, str]) -> str:
    """An RSS feed of (address, headline, date)."""
    items = "".join(
        f"<item><title>{headline}</title><link>{address}</link><pubDate>{dated}</pubDate></item>"
        for address, headline, dated in entries
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>{items}</channel></rss>'


def the_news(web: Web, *extra: tuple[str, str, str]) -> None:
    """A paper with a feed of two stories, and more."""
    entries = [
        (f"{NEWS}/one?utm_source=rss", "Duty on schools", "Mon, 07 Jul 2008 09:00:00 BST"),
        (f"{NEWS}/two", "Boards by law", "Tue, 08 Jul 2008 09:00:00 BST"),
        *extra,
    ]
    web.put(f"{NEWS}/feed", feed(*entries), content_type="application/rss+xml")
    web.put(f"{NEWS}/one", article("Duty on schools"))
    web.put(f"{NEWS}/two", article("Boards by law"))


def the_sites(web: Web) -> None:
    """One site for each way of finding pages."""
    the_news(web)
    for name in ("a", "b", "c"):
        web.put(f"https://maps.example.org/{name}", article(f"Mapped {name}"))
    web.put(
        "https://maps.example.org/sitemap.xml",
        "<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>"
        "<sitemap><loc>https://maps.example.org/news.xml</loc></sitemap>"
        "<sitemap><loc>https://maps.example.org/old.xml.gz</loc><lastmod>2008-07-01</lastmod></sitemap>"
        "<sitemap><loc>https://maps.example.org/sitemap.xml</loc></sitemap></sitemapindex>",
        content_type="application/xml",
    )
    web.put(
        "https://maps.example.org/news.xml",
        "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'"
        " xmlns:news='https://www.google.com/schemas/sitemap-news/0.9'>"
        "<url><loc>https://maps.example.org/a</loc><news:news><news:publication><news:name>M</news:name>"
        "</news:publication><news:publication_date>2008-07-08T07:00:00+01:00</news:publication_date>"
        "<news:title>Mapped a</news:title></news:news></url></urlset>",
        content_type="application/xml",
    )
    web.put(
        "https://maps.example.org/old.xml.gz",
        "<urlset><url><loc>https://maps.example.org/b</loc><lastmod>2008-07-01</lastmod></url>"
        "<url><loc>https://maps.example.org/c</loc><lastmod>1999-01-01</lastmod></url></urlset>",
        content_type="application/xml",
    )
    posts = [
        {
            "id": 7,
            "link": "https://union.example.org/hails/",
            "date_gmt": "2008-07-08T08:00:00",
            "modified_gmt": "2008-07-08T09:00:00",
            "title": {"rendered": "Union hails &#8216;U-turn&#8217;"},
        }
    ]
    web.put(
        "https://union.example.org/wp-json/wp/v2/posts",
        json.dumps(posts),
        content_type="application/json",
        headers={"X-WP-Total": "1", "X-WP-TotalPages": "1"},
    )
    web.put("https://union.example.org/hails/", article("Union hails U-turn"))
    results = {
        "results": [{"link": "/government/news/duty", "public_timestamp": "2008-07-08T07:00:00Z", "title": "Duty"}],
        "total": 1,
    }
    web.put("https://www.gov.uk/api/search.json", json.dumps(results), content_type="application/json")
    item = {
        "document_type": "press_release",
        "base_path": "/government/news/duty",
        "details": {"body": "<p>A duty.</p>"},
    }
    web.put("https://www.gov.uk/api/content/government/news/duty", json.dumps(item), content_type="application/json")
    web.put(
        "https://hall.example.org/news",
        "<ul><li><a href='/old-news'>Old news</a> <span class='date'>8 July 2008</span></li></ul>"
        "<a rel='next' href='/news?page=2'>older</a>",
    )
    web.put("https://hall.example.org/news?page=2", "<ul><li><a href='/older'>Older</a> 1st May 2008</li></ul>")
    web.put("https://hall.example.org/old-news", article("Old news"))
    web.put("https://hall.example.org/older", article("Older"))
    capture = {
        "urlkey": "uk",
        "timestamp": "20080709101112",
        "url": "http://www.dead.example/notice",
        "mime": "text/html",
    }
    web.put(
        "https://archive.example.org/ukgwa/cdx",
        json.dumps({**capture, "status": "200"}) + "\n",
        content_type="text/x-ndjson",
    )
    web.put("https://archive.example.org/ukgwa/20080709101112id_/http://www.dead.example/notice", article("Notice"))


SOURCES = (
    source("news", "feed", f"{NEWS}/feed"),
    source("maps", "sitemap", "https://maps.example.org/sitemap.xml"),
    source("union", "wordpress", "https://union.example.org/wp-json/wp/v2/posts"),
    source("govuk", "govuk", "https://www.gov.uk/api/search.json", options={"organisations": "dcsf"}),
    source("hall", "listing", "https://hall.example.org/news", options={"item": "//li", "date": "."}),
    source("dead", "webarchive", "https://archive.example.org/ukgwa/cdx", options={"site": "www.dead.example/*"}),
)


def test_every_way_of_finding_pages_finds_them_once(tmp_path: Path) -> None:
    with serving(Web()) as web:
        the_sites(web)
        first = collect(web, tmp_path, *SOURCES)
        asked = web.asked()
        web.requests.clear()
        again = collect(web, tmp_path, *SOURCES, clock=CLOCK + timedelta(hours=1))
    assert {name: result.new for name, result in first.items()} == {
        "news": 2,
        "maps": 2,
        "union": 1,
        "govuk": 1,
        "hall": 2,
        "dead": 1,
    }
    assert all(not result.failed and not result.refused for result in first.values()), first
    assert len(asked) == len(set(asked))
    assert all(not result.new and not result.changed for result in again.values())
    # Nothing new: a feed, a list or a search each, and an index with its undated map.
    assert all(result.requests <= 2 for result in again.values()), again
    assert web.agents == {"Greenpaper/0.1 (policy monitor; +tests@example.org)"}
    hints = dict(rows(tmp_path, "select p.url, r.hints from pages p join revisions r on r.page_id = p.id"))
    assert json.loads(hints["https://www.dead.example/notice"]) == {
        "archived_url": "https://archive.example.org/ukgwa/20080709101112/http://www.dead.example/notice",
        "captured_at": "2008-07-09T10:11:12+00:00",
    }
    assert json.loads(hints["https://union.example.org/hails"])["headline"] == "Union hails ‘U-turn’"
    assert json.loads(hints[f"{NEWS}/one"])["published_at"] == "2008-07-07T08:00:00+00:00"
    assert json.loads(hints["https://hall.example.org/older"])["published_at"] == "2008-05-01"


def test_the_first_crawl_is_backfill_and_what_comes_later_is_news(tmp_path: Path) -> None:
    with serving(Web()) as web:
        the_news(web)
        collect(web, tmp_path, SOURCES[0])
        the_news(web, (f"{NEWS}/three", "Heads object", "Wed, 09 Jul 2008 11:00:00 GMT"))
        web.put(f"{NEWS}/three", article("Heads object"))
        later = collect(web, tmp_path, SOURCES[0], clock=CLOCK + timedelta(hours=1))
    assert (later["news"].new, later["news"].unchanged) == (1, 2)
    found = rows(tmp_path, "select p.url, r.backfill from pages p join revisions r on r.page_id = p.id order by p.id")
    assert sorted(found) == [(f"{NEWS}/one", 1), (f"{NEWS}/three", 0), (f"{NEWS}/two", 1)]


def test_a_first_crawl_that_read_nothing_leaves_the_next_one_the_backfill(tmp_path: Path) -> None:
    with serving(Web()) as web:
        the_news(web)
        web.put(f"{NEWS}/feed", "", status=404)
        collect(web, tmp_path, SOURCES[0])
        the_news(web)
        collect(web, tmp_path, SOURCES[0], clock=CLOCK + timedelta(hours=1))
    assert rows(tmp_path, "select backfill from revisions") == [(1,), (1,)]


def test_pages_dated_after_the_last_wanted_day_wait_and_are_not_lost(tmp_path: Path) -> None:
    with serving(Web()) as web:
        the_sites(web)
        early = collect(web, tmp_path, *SOURCES, until=date(2008, 7, 7))
        late = collect(web, tmp_path, *SOURCES, clock=CLOCK + timedelta(hours=1))
    assert {name: result.new for name, result in early.items() if result.new} == {
        "news": 1,
        "maps": 1,
        "hall": 1,
        "dead": 1,
    }
    assert {name: result.new for name, result in late.items() if result.new} == {
        "news": 1,
        "maps": 1,
        "union": 1,
        "govuk": 1,
        "hall": 1,
    }


def test_an_edit_that_no_list_tells_of_is_found_by_asking_again(tmp_path: Path) -> None:
    with serving(Web()) as web:
        the_news(web)
        collect(web, tmp_path, SOURCES[0])
        web.put(f"{NEWS}/one", article("Duty on schools", "Ministers said nothing of the kind."))
        soon = collect(web, tmp_path, SOURCES[0], clock=CLOCK + timedelta(hours=1))
        later = collect(web, tmp_path, SOURCES[0], clock=CLOCK + timedelta(days=1))
    assert (soon["news"].changed, later["news"].changed, later["news"].unchanged) == (0, 1, 1)
    ((count,),) = rows(
        tmp_path, "select count(*) from revisions r join pages p on p.id = r.page_id where url like '%/one'"
    )
    assert count == 2


def test_what_is_kept_is_what_came(tmp_path: Path) -> None:
    with serving(Web()) as web:
        the_news(web)
        web.put(f"{NEWS}/one", article("Duty ‘on’ schools"), compressed=True)
        collect(web, tmp_path, SOURCES[0])
    ((file, offset, length),) = rows(
        tmp_path,
        "select raw_file, raw_offset, raw_length from revisions join pages p on p.id = page_id where url like '%/one'",
    )
    headers, body = RawStore(tmp_path / "raw").read(RawPlace(file=file, offset=offset, length=length))
    assert body.decode() == article("Duty ‘on’ schools")
    assert headers["content-type"] == "text/html; charset=utf-8"


def test_a_page_that_has_gone_is_an_event_and_one_that_moved_is_followed(tmp_path: Path) -> None:
    with serving(Web()) as web:
        the_news(web)
        collect(web, tmp_path, SOURCES[0])
        web.put(f"{NEWS}/one", "", status=410)
        web.put(f"{NEWS}/two", "", status=301, headers={"Location": "/boards-by-law"})
        web.put(f"{NEWS}/boards-by-law", article("Boards by law"))
        collect(web, tmp_path, SOURCES[0], clock=CLOCK + timedelta(days=1))
    pages = dict(rows(tmp_path, "select url, status from pages"))
    assert pages == {f"{NEWS}/one": "gone", f"{NEWS}/boards-by-law": "live"}
    assert sorted(rows(tmp_path, "select kind from page_events")) == [("gone",), ("moved",)]
    assert rows(tmp_path, "select count(*) from revisions") == [(2,)]
    assert rows(tmp_path, "select * from aliases") == [(f"{NEWS}/two", f"{NEWS}/boards-by-law")]


def test_a_crawl_that_is_stopped_keeps_what_it_has_and_the_next_one_goes_on(tmp_path: Path) -> None:
    entries = [(f"{NEWS}/{n}", f"Story {n}", "Mon, 07 Jul 2008 09:00:00 GMT") for n in range(30)]
    done: list[int] = []
    with serving(Web()) as web:
        web.put(f"{NEWS}/feed", feed(*entries), content_type="application/rss+xml")
        for n in range(30):
            web.put(f"{NEWS}/{n}", article(f"Story {n}"))
        stopped = collect(
            web,
            tmp_path,
            SOURCES[0],
            delay=0.1,
            on_progress=lambda count, total: done.append(count),
            stop=lambda: len(done) > 3,
        )
        assert 3 < stopped["news"].new < 30
        assert rows(tmp_path, "select finished_at from source_runs") == [(None,)]
        rest = collect(web, tmp_path, SOURCES[0])
        asked = [address for address in web.asked() if not address.endswith("/feed")]
    assert stopped["news"].new + rest["news"].new == 30
    assert len(asked) == len(set(asked)) == 30


def test_a_crawl_whose_process_dies_says_so(tmp_path: Path) -> None:
    (tmp_path / "archive.db").write_text("this is no database, and it is long enough to be seen as none " * 40)
    with pytest.raises(CrawlFailed, match="not a database"):
        crawl(
            {"news": SOURCES[0]},
            archive_path=tmp_path / "archive.db",
            raw_dir=tmp_path / "raw",
            settings=CrawlSettings(),
            clock=CLOCK,
            backfill=False,
            run_id=1,
        )


def test_a_stop_does_not_wait_for_pages_that_wait_their_turn(tmp_path: Path) -> None:
    entries = [(f"{NEWS}/{n}", f"Story {n}", "Mon, 07 Jul 2008 09:00:00 GMT") for n in range(20)]
    stopped_at: list[float] = []

    def stop() -> bool:
        # robots.txt, the feed and a page have been answered.
        if not stopped_at and len(web.requests) >= 3:
            stopped_at.append(time.monotonic())
        return bool(stopped_at)

    with serving(Web()) as web:
        web.put(f"{NEWS}/feed", feed(*entries), content_type="application/rss+xml")
        for n in range(20):
            web.put(f"{NEWS}/{n}", article(f"Story {n}"))
        result = collect(web, tmp_path, SOURCES[0], delay=1.2, stop=stop)["news"]
        assert time.monotonic() - stopped_at[0] < 3
    assert result.note == "stopped"
    assert result.failed == result.refused == 0


def test_a_feed_that_moved_on_too_far_says_that_pages_may_be_missing(tmp_path: Path) -> None:
    def week(first: int) -> str:
        return feed(*[(f"{NEWS}/{n}", f"Story {n}", "Wed, 09 Jul 2008 09:00:00 GMT") for n in range(first, first + 6)])

    with serving(Web()) as web:
        for n in range(40):
            web.put(f"{NEWS}/{n}", article(f"Story {n}"))
        gaps = []
        for hour, first in enumerate((0, 20, 23)):
            web.put(f"{NEWS}/feed", week(first), content_type="application/rss+xml")
            collect(web, tmp_path, SOURCES[0], clock=CLOCK + timedelta(hours=hour))
            gaps.append([reason for (reason,) in rows(tmp_path, "select reason from issues where resolved_at is null")])
    assert [len(reasons) for reasons in gaps] == [0, 1, 0]
    assert "greenpaper backfill news --from" in gaps[1][0]


def test_a_place_that_cannot_be_written_ends_the_crawl_in_words(tmp_path: Path) -> None:
    (tmp_path / "raw").write_text("a file where the folder should be")
    with serving(Web()) as web:
        the_news(web)
        with pytest.raises(CrawlFailed, match="raw"):
            collect(web, tmp_path, SOURCES[0])
    assert rows(tmp_path, "select count(*) from pages") == [(0,)]
    assert rows(tmp_path, "select count(*) from frontier") == [(2,)]


def test_ten_thousand_links_are_taken_in_turns(tmp_path: Path) -> None:
    entries = "".join(f"<url><loc>{NEWS}/{n}</loc><lastmod>2008-07-08</lastmod></url>" for n in range(10_050))
    mapped = source("news", "sitemap", f"{NEWS}/sitemap.xml")
    with serving(Web()) as web:
        web.put(f"{NEWS}/sitemap.xml", f"<urlset>{entries}</urlset>", content_type="application/xml")
        for n in (0, 1):
            web.put(f"{NEWS}/{n}", article(f"Story {n}"))
        first = collect(web, tmp_path, mapped, most_pages=1)
        assert (first["news"].seen, first["news"].new) == (10_050, 1)
        assert rows(tmp_path, "select count(*) from frontier") == [(9_999,)]
        assert "10,050 new pages" in rows(tmp_path, "select reason from issues")[0][0]
        second = collect(web, tmp_path, mapped, most_pages=1)
    assert second["news"].new == 1
    assert rows(tmp_path, "select count(*) from frontier") == [(10_048,)]


def test_nothing_is_asked_of_no_source(tmp_path: Path) -> None:
    begin(tmp_path, CLOCK)
    assert (
        crawl(
            {},
            archive_path=tmp_path / "archive.db",
            raw_dir=tmp_path / "raw",
            settings=CrawlSettings(),
            clock=CLOCK,
            backfill=False,
            run_id=1,
        )
        == []
    )
