"""The sample web: seven hosts under their own names, each at the time that we choose."""

import http.client
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.message import Message
from pathlib import Path

import pytest

from crawler.sources import load_sources
from crawler.spiders import MECHANISMS
from greenpaper.sample import govuk, press, webarchive, wordpress
from greenpaper.sample.pages import BadPage, Page, all_sources, pages_of, read_page
from greenpaper.sample.parliament import bills
from greenpaper.sample.server import HOSTS, SampleWeb

NEWS_DAY = datetime(2008, 7, 8, 17, 0, tzinfo=UTC)
END = datetime(2012, 12, 31, 17, 0, tzinfo=UTC)
SOURCES = Path(press.__file__).parent / "sources"
PAGES = [page for source in all_sources() for page in pages_of(source)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a host answered."""

    status: int
    headers: Message
    words: str


Get = Callable[..., Reply]


@pytest.fixture
def web() -> Iterator[SampleWeb]:
    with SampleWeb(clock=END) as web:
        yield web


@pytest.fixture
def get(web: SampleWeb) -> Iterator[Get]:
    """Ask a host for a path."""
    connection = http.client.HTTPConnection("127.0.0.1", web.port)

    def ask(host: str, target: str, **headers: str) -> Reply:
        plain = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request("GET", target, headers={"Host": host, **plain})
        response = connection.getresponse()
        return Reply(status=response.status, headers=response.headers, words=response.read().decode())

    yield ask
    connection.close()


def place(page: Page) -> tuple[str, str]:
    """Host and path where a page's HTML is had."""
    if page.captured:
        return webarchive.HOST, f"/ukgwa/{page.captured:%Y%m%d%H%M%S}id_/{page.url}"
    return page.host, page.target


# ---------------------------------------------------------------- the pages


def test_every_source_has_pages_and_another_mechanism() -> None:
    sources = load_sources(SOURCES)
    assert sorted(sources) == sorted([*all_sources(), "parliament_bills"])  # bills are no pages
    mechanisms = {source.spider for source in sources.values()}
    assert len(mechanisms) == len(sources) == 7
    assert mechanisms <= set(MECHANISMS)
    assert all(pages_of(id) for id in all_sources())
    assert bills()


def test_no_two_pages_share_an_address() -> None:
    assert len({page.url for page in PAGES}) == len(PAGES)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.id)
def test_a_page_is_named_by_its_day_and_long_enough_to_be_news(page: Page) -> None:
    assert page.id.startswith(f"{page.published:%Y-%m-%d}")
    assert all(90 <= len(version.body.split()) <= 450 for version in page.versions)
    assert page.shown_from <= END


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("Words without a head.\n", "should open with a head"),
        ("+++\nurl = \n+++\nWords.\n", "is not TOML"),
        ('+++\npublished = 2008-07-08T09:00:00Z\ntitel = "x"\n+++\nWords.\n', "unknown keys titel"),
        ("+++\npublished = 2008-07-08T09:00:00Z\n+++\nWords.\n", "missing"),
    ],
)
def test_a_bad_page_is_named(tmp_path: Path, text: str, problem: str) -> None:
    path = tmp_path / "2008-07-08-bad.md"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadPage, match=rf"2008-07-08-bad\.md: .*{problem}"):
        read_page(path)


# ---------------------------------------------------------------- serving


def test_every_page_is_served_whole(get: Get) -> None:
    for page in PAGES:
        response = get(*place(page))
        assert response.status == 200, page.id
        words = response.words
        last = re.split(r"\n\s*\n", page.versions[-1].body)[-1]
        assert last.lstrip("- ").split("’")[0].split('"')[0].split("'")[0][:40] in words, page.id


def test_what_is_held_already_is_answered_with_304(get: Get) -> None:
    host, target = place(pages_of("childrens_services_weekly")[0])
    first = get(host, target)
    assert get(host, target, If_None_Match=first.headers["ETag"]).status == 304
    assert get(host, target, If_Modified_Since=first.headers["Last-Modified"]).status == 304
    assert get(host, target, If_None_Match='"another"').status == 200


def test_nothing_later_than_the_clock_exists(web: SampleWeb, get: Get) -> None:
    web.clock = NEWS_DAY
    for page in PAGES:
        assert get(*place(page)).status == (200 if page.shown_from <= NEWS_DAY else 404), page.id
    assert "2009" not in get(press.SITEMAP_HOST, "/sitemap.xml").words


def test_a_page_changes_when_its_words_do_and_at_no_other_time(web: SampleWeb, get: Get) -> None:
    for page in PAGES:
        bodies = set()
        edits = [version.since for version in page.versions[1:]]
        for moment in (page.shown_from, *(edit - timedelta(seconds=1) for edit in edits), *edits, END):
            web.clock = moment
            bodies.add(get(*place(page)).words)
        assert len(bodies) == len(page.versions), page.id


def test_one_page_is_edited_in_silence_on_the_day_of_the_news() -> None:
    edited = [page for page in PAGES if len(page.versions) > 1]
    assert [page.version(NEWS_DAY - timedelta(days=1)) == page.versions[0] for page in edited] == [True]
    assert edited[0].version(NEWS_DAY) == edited[0].versions[1]


def test_a_host_that_is_not_played_is_not_found(get: Get) -> None:
    assert get("www.elsewhere.example", "/").status == 404


@pytest.mark.parametrize("host", HOSTS)
def test_every_host_has_a_robots_txt_that_lets_us_in(get: Get, host: str) -> None:
    response = get(host, "/robots.txt")
    assert response.status == 200
    assert "Disallow: /\n" not in response.words


# ---------------------------------------------------------------- the mechanisms


def test_the_feed_holds_every_story_newest_first(get: Get) -> None:
    words = get(press.FEED_HOST, "/rss.xml").words
    wanted = [f"csw-{page.id}" for page in pages_of("childrens_services_weekly")]
    assert re.findall(r"<guid[^>]*>([^<]+)</guid>", words) == wanted


def test_the_list_goes_on_over_pages_until_there_are_no_more(get: Get) -> None:
    links: list[str] = []
    number = 1
    while (response := get(press.LISTING_HOST, f"/news?page={number}")).status == 200:
        links += re.findall(r'<a class="headline" href="([^"]+)"', response.words)
        number += 1
    assert links == [page.target for page in pages_of("town_hall_record")]
    assert number > 2


def test_wordpress_says_how_many_posts_there_are_and_refuses_a_page_past_the_last(get: Get) -> None:
    path = "/wp-json/wp/v2/posts?per_page=2&page="
    first = get(wordpress.HOST, f"{path}1&_fields=link,date_gmt")
    total = len(pages_of("uecp_news"))
    assert first.headers["X-WP-Total"] == str(total)
    assert [sorted(post) for post in json.loads(first.words)] == [["date_gmt", "link"]] * 2
    assert get(wordpress.HOST, f"{path}{total}").status == 400


def test_wordpress_gives_the_posts_modified_since_a_moment(get: Get) -> None:
    asked = "/wp-json/wp/v2/posts?modified_after=2009-06-01T00:00:00&orderby=modified&order=asc"
    posts = json.loads(get(wordpress.HOST, asked).words)
    assert [post["date"][:10] for post in posts] == ["2009-11-13", "2011-10-28"]


def test_govuk_searches_by_organisation_and_day_and_refuses_what_it_does_not_know(get: Get) -> None:
    asked = (
        "/api/search.json?filter_organisations=department-for-education&filter_organisations=other"
        "&filter_public_timestamp=from:2010-11-01,to:2010-11-30&order=-public_timestamp&count=5&fields=link,title"
    )
    found = json.loads(get(govuk.HOST, asked).words)
    assert found["total"] == 2
    assert [result["title"].split(":")[0] for result in found["results"]] == [
        "Schools white paper",
        "Children's trust guidance withdrawn and plan regulations revoked",
    ]
    assert get(govuk.HOST, "/api/search.json?organisation=x").status == 422


def test_govuk_gives_every_result_as_a_content_item(get: Get) -> None:
    results = json.loads(get(govuk.HOST, "/api/search.json?count=100").words)["results"]
    assert len(results) == len(pages_of("govuk"))
    for result in results:
        item = json.loads(get(govuk.HOST, f"/api/content{result['link']}").words)
        assert item["title"] == result["title"]
        assert item["details"]["body"].startswith('<div class="govspeak"><p>')


def test_the_archive_lists_its_captures_and_gives_them_raw_and_with_a_banner(get: Get) -> None:
    asked = "/ukgwa/cdx?url=http://www.dcsf.gov.uk/pns/&matchType=prefix&output=json&from=2009&to=2009"
    lines = get(webarchive.HOST, asked).words.splitlines()
    assert len(lines) == 1
    capture = json.loads(lines[0])
    raw = get(webarchive.HOST, f"/ukgwa/{capture['timestamp']}id_/{capture['url']}").words
    shown = get(webarchive.HOST, f"/ukgwa/{capture['timestamp']}/{capture['url']}").words
    assert "_wb_frame_top_banner" not in raw
    assert "_wb_frame_top_banner" in shown


# ---------------------------------------------------------------- Parliament


def test_a_bill_has_the_stages_that_it_has_been_through_and_no_others(web: SampleWeb, get: Get) -> None:
    host = "bills-api.parliament.uk"
    web.clock = datetime(2009, 2, 23, 12, 0, tzinfo=UTC)  # the second reading is this evening
    listed = json.loads(get(host, "/api/v1/Bills?Skip=0&Take=100").words)
    assert [(bill["billId"], bill["currentStage"]["description"]) for bill in listed["items"]] == [(21, "1st reading")]
    assert get(host, "/api/v1/Bills/34").status == 404
    web.clock = END
    one = json.loads(get(host, "/api/v1/Bills/21").words)
    stages = json.loads(get(host, "/api/v1/Bills/21/Stages?Take=100").words)["items"]
    assert one["isAct"] is True
    assert (len(stages), {stage["description"] for stage in stages}) == (
        6,
        {"1st reading", "2nd reading", "3rd reading", "Royal Assent"},
    )
