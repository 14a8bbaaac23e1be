"""What a page says about itself, by the best witness that it has."""

import pytest

from crawler.decoding import tree_of
from crawler.linked_data import loads
from crawler.metadata import Metadata, date_in, metadata_of


def metadata(head: str = "", body: str = "<h1>Trams may return to town</h1>") -> Metadata:
    tree = tree_of(f"<html lang='en-GB'><head>{head}</head><body>{body}<p>Words.</p></body></html>")
    assert tree is not None
    return metadata_of(tree)


def named(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{content}">'


TIMED = "article:published_time"
SIDE_REMARK = (
    "<p>Trams ran here until 8 July 1952, and the town has been poorer since that day, as anybody can tell you who "
    "was there. It would like them back now, and says so at every meeting of the council.</p>"
)
BY_REFERENCE = (
    '{"@graph":[{"@type":"Person","@id":"#a","name":"Ann Marlow"},'
    '{"@type":"Article","author":{"@id":"#a"},"headline":"Trams"}]}'
)


def linked(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


@pytest.mark.parametrize(
    ("head", "body", "headline"),
    [
        ("<title>Trams may return | Town Paper</title>", "<h1>Trams may return</h1>", "Trams may return"),
        # two witnesses against one
        (
            "<title>Trams could come back - Town Paper</title>"
            + linked('{"@type":"NewsArticle","headline":"Trams could come back"}'),
            "<h1>Trams: the way home</h1>",
            "Trams could come back",
        ),
        # one against one: what readers see
        (named("og:title", "You will not believe these trams"), "<h1>Trams may return</h1>", "Trams may return"),
        # what was lengthened for search engines
        (
            named("og:title", "Why the trams that left may return"),
            "<h1>Why the trams that left may return to Hartsfield after sixty years</h1>",
            "Why the trams that left may return",
        ),
        (named("og:title", "Trams"), "<h1>Trams may return</h1>", "Trams may return"),
        # the site's name stands in an h1 of its own, or behind the headline
        ("", "<h1>Town Paper</h1><h1>Trams may return to town</h1>", "Trams may return to town"),
        (
            named("og:title", "Trams may return - Town Paper") + named("og:site_name", "Town Paper"),
            "",
            "Trams may return",
        ),
        # only the window's title
        ("<title>Town Paper - News - Trams may return to town</title>", "", "Trams may return to town"),
        ("<title>News : Town Paper</title>", "<h2>Menu</h2>", "News : Town Paper"),
        (
            "<title>Trams may return to town : Town Paper</title>",
            "<h2>Menu</h2><h2>Trams may return to town</h2>",
            "Trams may return to town",
        ),
        (linked('{"@type":"Article","headline":"Ann&amp;#039;s &amp;quot;trams&amp;quot;"}'), "", 'Ann\'s "trams"'),
        ("", "", ""),
    ],
)
def test_the_headline_is_what_most_witnesses_say(head: str, body: str, headline: str) -> None:
    assert metadata(head, body).headline == headline


@pytest.mark.parametrize(
    ("head", "body", "date", "sure"),
    [
        (
            linked('{"@type":"NewsArticle","datePublished":"2008-07-08T09:30:00+01:00"}'),
            "",
            "2008-07-08T09:30:00+01:00",
            True,
        ),
        # JSON-LD's day is completed by the time in a meta element, and not by that of another day
        (
            linked('{"@type":"NewsArticle","datePublished":"2008-07-08"}') + named(TIMED, "2008-07-08T09:30:00+01:00"),
            "",
            "2008-07-08T09:30:00+01:00",
            True,
        ),
        (
            linked('{"@type":"NewsArticle","datePublished":"2008-07-08"}') + named(TIMED, "2008-07-09T09:30:00+01:00"),
            "",
            "2008-07-08",
            True,
        ),
        ('<meta name="DC.date.issued" content="2008-07-08">', "", "2008-07-08", True),
        (
            '<meta itemprop="datePublished dateCreated" content="2008-07-08T08:30:00Z">',
            "",
            "2008-07-08T08:30:00+00:00",
            True,
        ),
        ("", "<p itemprop='datePublished' content='2008-07-08'>Tuesday</p>", "2008-07-08", True),
        ("", "<abbr class='published' title='2008-07-08 09:30:00'>Tuesday</abbr>", "2008-07-08T09:30:00+01:00", True),
        ("", "<time datetime='2008-07-08'>Tuesday</time>", "2008-07-08", False),
        ("", "<time>8 July 2008</time>", "2008-07-08", False),
        ("", "<p>8 July 2008</p>", "2008-07-08", False),
        ("", SIDE_REMARK, None, False),
        (linked('{"@type":"WebPage","datePublished":"not yet"}'), "", None, False),
        (linked('{"@type":"VideoObject","uploadDate":"2001-01-01"}'), "", None, False),
    ],
)
def test_the_date_comes_with_its_time_and_zone(head: str, body: str, date: str | None, sure: bool) -> None:
    found = metadata(head, f"<h1>Trams may return to town</h1>{body}")
    assert (found.published_at, found.date_is_sure) == (date, sure)


@pytest.mark.parametrize(
    ("head", "byline"),
    [
        (linked('{"@type":"NewsArticle","author":{"name":"Ann Marlow"}}'), ("Ann Marlow",)),
        (linked('{"@type":"NewsArticle","author":["Ann Marlow",{"name":"Tom Iqbal"}]}'), ("Ann Marlow", "Tom Iqbal")),
        (linked(BY_REFERENCE), ("Ann Marlow",)),
        ('<meta name="author" content="By Ann Marlow and Tom Iqbal">', ("Ann Marlow", "Tom Iqbal")),
        ('<meta property="article:author" content="https://www.facebook.com/townpaper">', ()),
    ],
)
def test_authors_are_people_or_bodies_and_no_addresses(head: str, byline: tuple[str, ...]) -> None:
    assert metadata(head).byline == byline


@pytest.mark.parametrize(
    "text",
    [
        '{"@type": "Article",}',
        '<!-- {"@type": "Article"} -->',
        '//<![CDATA[\n{"@type": "Article"}\n//]]>',
        '{"@type": "Article"};',
        '{"@type": "Article", "x": "line\nbreak"}',
    ],
)
def test_json_that_is_not_quite_is_mended(text: str) -> None:
    assert loads(text)["@type"] == "Article"


@pytest.mark.parametrize("text", ["", "{", "undefined", "[" * 100_000])
def test_json_past_mending_is_none(text: str) -> None:
    assert loads(text) is None


@pytest.mark.parametrize(
    ("address", "date"),
    [
        ("https://a.example/2008/07/08/trams", "2008-07-08"),
        ("https://a.example/news/2008/jul/08/trams", "2008-07-08"),
        ("https://a.example/2008/07/trams", "2008-07"),
        ("https://a.example/news/2008-07-08-trams", "2008-07-08"),
        ("https://a.example/2008/99/trams", None),
        ("https://a.example/section/2008/trams", None),
        ("https://a.example/trams-20080708", None),
    ],
)
def test_an_address_may_be_filed_under_a_day(address: str, date: str | None) -> None:
    assert date_in(address) == date


def test_the_page_s_own_tags_and_section() -> None:
    found = metadata('<meta property="article:tag" content="Trams"><meta property="article:section" content="Opinion">')
    assert (found.tags, found.is_opinion, found.language) == (("Trams",), True, "en-gb")
    assert metadata('<meta name="keywords" content="trams, buses, trams">').tags == ("trams", "buses")
