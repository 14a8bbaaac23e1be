"""Whatever bytes come for a list, reading it ends in words and never in an exception."""

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.frontier import Standing
from crawler.leads import Answer, Blocked, Visit
from crawler.spiders import MECHANISMS
from crawler.visits import SourceVisit, known_urls
from tests.crawler.replica import CLOCK, source

FEED = (
    '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>N</title><item><title>Duty &amp; trusts'
    "</title><link>https://example.org/a</link><pubDate>Tue, 08 Jul 2008 09:00:00 BST</pubDate></item></channel></rss>"
)
MAP = (
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://example.org/a</loc>'
    "<lastmod>2008-07-08T09:00:00+01:00</lastmod></url></urlset>"
)
POSTS = '[{"link":"https://example.org/a","date_gmt":"2008-07-08T09:00:00","modified_gmt":"2008-07-08T09:00:00","title":{"rendered":"A"}}]'
RESULTS = '{"results":[{"link":"/a","public_timestamp":"2008-07-08T09:00:00Z","title":"A"}],"total":3}'
LIST = (
    "<ul><li><a href='/a'>A</a> <time datetime='2008-07-08'>8 July 2008</time></li></ul><a rel='next' href='?p=2'>n</a>"
)
CDX = '{"timestamp":"20080709101112","url":"http://www.dead.example/a","mime":"text/html","status":"200"}\n'
BILLS = '{"items":[{"billId":1,"shortTitle":"A","lastUpdate":"2008-07-08T09:00:00"}],"totalResults":1}'
WHOLE = {
    "feed": ("https://example.org/list", FEED),
    "sitemap": ("https://example.org/list", MAP),
    "wordpress": ("https://example.org/list", POSTS),
    "govuk": ("https://www.gov.uk/api/search.json", RESULTS),
    "listing": ("https://example.org/list", LIST),
    "webarchive": ("https://example.org/ukgwa/cdx", CDX),
    "legislation": ("https://example.org/list.feed", FEED),
    "parliament": ("https://bills-api.parliament.uk/api/v1/Bills", BILLS),
}


@st.composite
def spoilt(draw: st.DrawFn, text: str) -> bytes:
    """The text with a few pieces cut, doubled, swapped for other bytes, or with other bytes put between."""
    body = text.encode()
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(body)))
        end = min(len(body), start + draw(st.integers(0, 40)))
        piece = draw(
            st.one_of(
                st.just(b""),
                st.just(body[start:end] * 2),
                st.binary(max_size=12),
                st.sampled_from(
                    [b"&#xD800;", b"\0", b"]]>", b"<", b"<!DOCTYPE x [", b"null", b"[]", b"1e999", b"\xff\xfe"]
                ),
            )
        )
        body = body[:start] + piece + body[end:]
    return body


def read(name: str, body: bytes) -> list[Any]:
    """What a spider finds in the bytes, sorted as the collector would."""
    start, _ = WHOLE[name]
    one = source("x", name, start, options={"site": "www.dead.example/*"} if name == "webarchive" else {})
    visit = Visit(now=CLOCK)
    spider = MECHANISMS[name](one, visit)
    standing = Standing(first=True, marks={}, lists={}, queued=0)
    told = SourceVisit(one, spider, visit, standing, backfill=False)
    look = next(iter(spider.looks()))
    leads, looks, marks, _ = told.sift(look, spider.read(look, Answer(url=look.url, status=200, body=body)))
    known_urls(leads, told)
    return [*leads, *looks, *marks]


@pytest.mark.parametrize("name", WHOLE)
def test_a_whole_list_gives_its_page(name: str) -> None:
    if name == "legislation":
        return  # its documents' addresses are of a kind of their own; see test_spiders
    assert read(name, WHOLE[name][1].encode())


@pytest.mark.parametrize("name", WHOLE)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_spoilt_list_is_read_without_an_exception(name: str, data: st.DataObject) -> None:
    read(name, data.draw(spoilt(WHOLE[name][1])))


@pytest.mark.parametrize("name", ["wordpress", "govuk", "parliament", "webarchive"])
@settings(max_examples=60, deadline=None)
@given(
    value=st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=8),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["results", "items", "value", "link", "title", "total", "url", "timestamp", "billId"]),
                inner,
                max_size=4,
            )
        ),
        max_leaves=12,
    )
)
def test_any_json_is_read_without_an_exception(name: str, value: Any) -> None:
    read(name, json.dumps(value).encode())


@pytest.mark.parametrize("name", WHOLE)
@given(body=st.binary(max_size=200), status=st.sampled_from([200, 301, 400, 403, 404, 405, 422, 500]))
@settings(max_examples=30, deadline=None)
def test_any_answer_is_judged(name: str, body: bytes, status: int) -> None:
    start, _ = WHOLE[name]
    spider = MECHANISMS[name](source("x", name, start), Visit(now=CLOCK))
    answer = Answer(url=start, status=status, body=body)
    look = next(iter(spider.looks()))
    with suppress(Blocked):
        assert isinstance(spider.refused(look, answer), str)
        assert spider.judge(start, answer).outcome
        spider.refused_page(start, answer)
