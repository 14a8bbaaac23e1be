"""What each spider makes of the answers that its API or format is documented to give."""

import json
from datetime import date
from typing import Any

import pytest

from crawler.leads import Answer, Blocked, Lead, Look, Mark, Spider, Trouble, Visit
from crawler.spiders import MECHANISMS
from records.dates import LONDON, moment
from tests.crawler.replica import CLOCK, source


def spider(name: str, *start: str, options: dict[str, str] | None = None, **visit: Any) -> Spider:
    """A spider on its first visit, at noon of 9 July 2008."""
    return MECHANISMS[name](source("x", name, *start, options=options or {}), Visit(now=CLOCK, **visit))


def answer(body: str | bytes | Any, url: str = "https://example.org/list", **more: Any) -> Answer:
    """An answer with status 200; what is no text becomes JSON."""
    if not isinstance(body, str | bytes):
        body = json.dumps(body)
    return Answer(
        url=url, status=more.pop("status", 200), body=body.encode() if isinstance(body, str) else body, **more
    )


def leads(found: Any) -> list[Lead]:
    """The pages among what was found."""
    return [item for item in found if isinstance(item, Lead)]


def of(kind: type, found: Any) -> list[Any]:
    """Those of one kind among what was found."""
    return [item for item in found if isinstance(item, kind)]


# ---------------------------------------------------------------- feeds


def test_an_atom_entrys_page_is_its_alternate_link_and_an_edit_shows_in_updated() -> None:
    feed = """<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title><entry>
      <id>https://www.gov.uk/government/news/a#2008-07-08T09:00:00+01:00</id>
      <link rel="self" href="https://example.org/self"/>
      <link rel="alternate" href="/news/a"/><title>News story: A &amp; B</title>
      <published>2008-07-07T10:00:00+01:00</published><updated>2008-07-08T09:00:00+01:00</updated>
      <author><name>Ann Ash</name></author></entry></feed>"""
    (lead,) = leads(spider("feed", "https://example.org/list").read(Look(url="x"), answer(feed)))
    assert lead.url == "https://example.org/news/a"
    assert (lead.published_at, lead.changed_at) == ("2008-07-07T09:00:00+00:00", "2008-07-08T08:00:00+00:00")
    assert lead.hints["headline"] == "News story: A & B"
    assert lead.hints["byline"] == "Ann Ash"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Tue, 08 Jul 2008 09:00:00 BST", "2008-07-08T08:00:00+00:00"),
        ("Tue, 08 Jul 2008 09:00:00 GMT", "2008-07-08T09:00:00+00:00"),
        ("Tue, 08 Jul 2008 09:00 +0100", "2008-07-08T08:00:00+00:00"),
        ("2008-07-08T09:00:00Z", "2008-07-08T09:00:00+00:00"),
        ("2008-07-08", "2008-07-08T11:00:00+00:00"),
        ("sometime", None),
    ],
)
def test_a_feeds_dates_are_understood_with_their_zones(written: str, meant: str | None) -> None:
    feed = f"<rss><channel><item><link>https://example.org/a</link><pubDate>{written}</pubDate></item></channel></rss>"
    (lead,) = leads(spider("feed", "https://example.org/list").read(Look(url="x"), answer(feed)))
    assert lead.published_at == meant


# ---------------------------------------------------------------- sitemaps


def test_a_sitemap_of_old_pages_gives_only_those_that_changed_lately() -> None:
    text = "<urlset>" + "".join(
        f"<url><loc>https://example.org/{name}</loc>{dated}</url>"
        for name, dated in (
            ("new", "<lastmod>2008-07-08</lastmod>"),
            ("old", "<lastmod>2007-01-01</lastmod>"),
            ("undated", ""),
        )
    )
    found = spider("sitemap", "https://example.org/s.xml").read(Look(url="x"), answer(text + "</urlset>"))
    assert [lead.url for lead in leads(found)] == ["https://example.org/new", "https://example.org/undated"]


def test_an_images_title_is_not_the_pages() -> None:
    text = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
      xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"
      xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://example.org/a</loc>
      <image:image><image:loc>https://example.org/a.jpg</image:loc><image:title>A picture</image:title></image:image>
      <news:news><news:title>Heads object</news:title><news:keywords>heads, trusts</news:keywords>
      <news:publication_date>2008-07-08</news:publication_date></news:news></url></urlset>"""
    (lead,) = leads(spider("sitemap", "https://example.org/s.xml").read(Look(url="x"), answer(text)))
    assert lead.url == "https://example.org/a"
    assert (lead.hints["headline"], lead.hints["tags"]) == ("Heads object", "heads; trusts")


# ---------------------------------------------------------------- WordPress


def test_wordpress_is_asked_for_what_changed_since_the_mark_and_some_hours_before() -> None:
    start = "https://example.org/wp-json/wp/v2/posts"
    asked = spider("wordpress", start, marks={f"modified {start}": "2008-07-08T12:00:00+00:00"})
    (look,) = asked.looks()
    assert "modified_after=2008-07-08T06%3A00%3A00" in look.url
    assert "per_page=100" in look.url
    assert "order=asc" in look.url
    post = {
        "link": "https://example.org/a/",
        "date_gmt": "2008-07-08T09:00:00",
        "modified_gmt": "2008-07-08T13:30:00",
        "title": {"rendered": "Heads &#038; trusts"},
    }
    found = list(asked.read(look, answer([post], headers={"x-wp-totalpages": "2"})))
    assert leads(found)[0].hints["headline"] == "Heads & trusts"
    (following,) = of(Look, found)
    assert "page=2" in following.url
    assert of(Mark, found) == [Mark(name=f"modified {start}", value="2008-07-08T13:30:00+00:00")]


def test_a_future_post_does_not_move_the_mark() -> None:
    start = "https://example.org/wp-json/wp/v2/posts"
    post = {"link": "https://example.org/a/", "date_gmt": "2099-01-01T00:00:00", "modified_gmt": "2099-01-01T00:00:00"}
    one = spider("wordpress", start)
    assert of(Mark, one.read(next(iter(one.looks())), answer([post]))) == []


def test_a_backfill_of_wordpress_asks_for_its_days() -> None:
    (look,) = spider(
        "wordpress", "https://example.org/posts", from_on=date(2008, 1, 1), to_on=date(2008, 1, 31)
    ).looks()
    assert "after=2007-12-31T23%3A59%3A59" in look.url
    assert "before=2008-02-01T00%3A00%3A00" in look.url


# ---------------------------------------------------------------- GOV.UK


def test_govuk_search_is_asked_by_organisation_newest_first_within_its_limits() -> None:
    one = spider("govuk", "https://www.gov.uk/api/search.json", options={"organisations": "dfe mod", "count": "9999"})
    (look,) = one.looks()
    for part in ("order=-public_timestamp", "count=1500", "filter_organisations=dfe&filter_organisations=mod"):
        assert part in look.url
    assert "filter_public_timestamp=from%3A2008-06-09" in look.url


def test_govuk_results_are_read_through_the_content_api_page_by_page() -> None:
    one = spider("govuk", "https://www.gov.uk/api/search.json")
    (look,) = one.looks()
    result = {"link": "/government/news/a", "title": "A", "public_timestamp": "2008-07-08T09:00:00Z"}
    found = list(one.read(look, answer({"results": [result, {"link": "https://other"}], "total": 5})))
    assert [(lead.url, lead.fetch_url) for lead in leads(found)] == [
        ("https://www.gov.uk/government/news/a", "https://www.gov.uk/api/content/government/news/a")
    ]
    (following,) = of(Look, found)
    assert "start=2" in following.url
    last = list(one.read(following, answer({"results": [], "total": 5})))
    assert last == [Mark(name="public_timestamp", value="2008-07-08T09:00:00+00:00")]


@pytest.mark.parametrize(
    ("item", "outcome"),
    [
        ({"document_type": "press_release"}, "keep"),
        ({"document_type": "gone"}, "gone"),
        ({"document_type": "redirect"}, "gone"),
        ({"document_type": "organisation"}, "refused"),
        ({"document_type": "guidance", "withdrawn_notice": {"explanation": "out of date"}}, "withdrawn"),
        ({"error": "x"}, "failed"),
        ([], "failed"),
    ],
)
def test_a_content_item_is_judged_by_what_it_is(item: Any, outcome: str) -> None:
    one = spider("govuk", "https://www.gov.uk/api/search.json")
    assert one.judge("https://www.gov.uk/a", answer(item)).outcome == outcome


# ---------------------------------------------------------------- lists


def test_a_list_without_xpaths_gives_every_link_that_the_source_includes() -> None:
    one = MECHANISMS["listing"](
        source("x", "listing", "https://example.org/list", include=("/news/.+",)), Visit(now=CLOCK)
    )
    found = list(
        one.read(
            Look(url="https://example.org/list"),
            answer("<a href='/news/a#top'>A</a><a href='/about'>B</a><a href='/news/a'>A</a><a href='news/b'>B</a>"),
        )
    )
    assert [lead.url for lead in leads(found)] == ["https://example.org/news/a", "https://example.org/news/b"]


def test_an_xpath_that_cannot_be_read_is_told() -> None:
    one = spider("listing", "https://example.org/list", options={"item": "//li[", "date": "."})
    (trouble,) = one.read(Look(url="x"), answer("<ul><li><a href='/a'>a</a></li></ul>"))
    assert isinstance(trouble, Trouble)
    assert "XPath" in trouble.reason


# ---------------------------------------------------------------- web archives


ROW = {"timestamp": "20080709101112", "url": "http://www.dead.example/a?x=1", "mime": "text/html", "status": "200"}


@pytest.mark.parametrize(
    ("start", "body", "replay"),
    [
        (
            "https://webarchive.nationalarchives.gov.uk/ukgwa/cdx",
            json.dumps(ROW) + "\n" + json.dumps({**ROW, "timestamp": "20090101000000"}),
            "https://webarchive.nationalarchives.gov.uk/ukgwa/20080709101112/",
        ),
        (
            "http://web.archive.org/cdx/search/cdx",
            [
                ["urlkey", "timestamp", "original", "mimetype", "statuscode", "digest"],
                ["k", "20080709101112", "http://www.dead.example/a?x=1", "text/html", "200", "D"],
                ["k", "20070709101112", "http://www.dead.example/a?x=1", "text/html", "302", "D"],
                ["k", "20060709101112", "http://www.dead.example/a?x=1", "image/png", "200", "D"],
            ],
            "https://web.archive.org/web/20080709101112/",
        ),
        (
            "https://archive.example.org/ukgwa/timemap/link/",
            '<http://www.dead.example/a?x=1>; rel="original",\n'
            "<https://archive.example.org/ukgwa/20080709101112/http://www.dead.example/a?x=1>; "
            'rel="first memento"; datetime="Wed, 09 Jul 2008 10:11:12 GMT",\n'
            "<https://archive.example.org/ukgwa/20100709101112/http://www.dead.example/a?x=1>; "
            'rel="memento"; datetime="Fri, 09 Jul 2010 10:11:12 GMT"',
            "https://archive.example.org/ukgwa/20080709101112/",
        ),
    ],
)
def test_the_earliest_good_capture_of_each_address_is_read_raw(start: str, body: Any, replay: str) -> None:
    one = spider("webarchive", start, options={"site": "www.dead.example/*"})
    look = next(iter(one.looks()))
    (lead,) = leads(one.read(look, answer(body, url=look.url)))
    assert lead.url == "https://www.dead.example/a?x=1"
    assert lead.hints["archived_url"] == f"{replay}http://www.dead.example/a?x=1"
    assert lead.fetch_url == f"{replay[:-1]}id_/http://www.dead.example/a?x=1"
    assert lead.published_at is None
    assert lead.fixed


def test_a_challenge_stops_the_source_whatever_its_status() -> None:
    one = spider("webarchive", "https://archive.example.org/ukgwa/cdx")
    with pytest.raises(Blocked, match="greenpaper add"):
        list(one.read(next(iter(one.looks())), answer("", headers={"x-amzn-waf-action": "challenge"})))
    with pytest.raises(Blocked, match="405"):
        one.refused(Look(url="x"), answer("", status=405))


# ---------------------------------------------------------------- Parliament and legislation


PARLIAMENT = {
    "https://bills-api.parliament.uk/api/v1/Bills": (
        {
            "items": [
                {
                    "billId": 4031,
                    "shortTitle": "Children's Wellbeing Bill",
                    "lastUpdate": "2008-07-08T15:59:14.1234567",
                    "currentStage": {"description": "2nd reading"},
                },
                {"billId": 1, "shortTitle": "Old Bill", "lastUpdate": "2007-01-01T00:00:00"},
            ],
            "totalResults": 500,
        },
        "https://bills.parliament.uk/bills/4031",
        "https://bills-api.parliament.uk/api/v1/Bills/4031",
    ),
    "https://questions-statements-api.parliament.uk/api/writtenquestions/questions": (
        {
            "totalResults": 1,
            "results": [
                {
                    "value": {
                        "id": 99,
                        "uin": "8024",
                        "dateTabled": "2008-07-01T00:00:00",
                        "dateAnswered": "2008-07-08T00:00:00",
                        "heading": "Schools: Trusts",
                        "answerText": "The Government will ...",
                    }
                }
            ],
        },
        "https://questions-statements.parliament.uk/written-questions/detail/2008-07-01/8024",
        "https://questions-statements-api.parliament.uk/api/writtenquestions/questions/99?expandMember=true",
    ),
    "https://questions-statements-api.parliament.uk/api/writtenquestions/questions?answered=Unanswered": (
        {
            "totalResults": 1,
            "results": [
                {"value": {"id": 98, "uin": "8031", "dateTabled": "2008-07-08T00:00:00", "heading": "Schools"}}
            ],
        },
        "https://questions-statements.parliament.uk/written-questions/detail/2008-07-08/8031",
        "https://questions-statements-api.parliament.uk/api/writtenquestions/questions/98?expandMember=true",
    ),
    "https://questions-statements-api.parliament.uk/api/writtenstatements/statements": (
        {
            "totalResults": 1,
            "results": [{"value": {"id": 5, "uin": "HCWS7", "dateMade": "2008-07-08T00:00:00", "title": "Trusts"}}],
        },
        "https://questions-statements.parliament.uk/written-statements/detail/2008-07-08/HCWS7",
        "https://questions-statements-api.parliament.uk/api/writtenstatements/statements/5?expandMember=true",
    ),
    "https://committees-api.parliament.uk/api/Publications": (
        {
            "totalResults": 1,
            "items": [
                {
                    "id": 12,
                    "description": "Third report",
                    "publicationStartDate": "2008-07-08T09:00:00",
                    "committee": {"name": "Children Committee"},
                    "documents": [{"documentId": 34}],
                }
            ],
        },
        "https://committees.parliament.uk/publications/12/documents/34/default",
        "https://committees-api.parliament.uk/api/Publications/12",
    ),
    "https://hansard-api.parliament.uk/search/debates.json": (
        {
            "TotalResultCount": 1,
            "Results": [
                {
                    "DebateSectionExtId": "0A1B2C3D-0000-1111-2222-333344445555",
                    "Title": "Children's Trusts",
                    "SittingDate": "2008-07-08T00:00:00",
                    "House": "Lords",
                }
            ],
        },
        "https://hansard.parliament.uk/Lords/2008-07-08/debates/0A1B2C3D-0000-1111-2222-333344445555/ChildrensTrusts",
        "https://hansard-api.parliament.uk/debates/debate/0A1B2C3D-0000-1111-2222-333344445555.json",
    ),
}


@pytest.mark.parametrize("start", PARLIAMENT)
def test_parliaments_lists_name_each_item_by_its_page_and_fetch_it_by_its_id(start: str) -> None:
    body, url, fetch_url = PARLIAMENT[start]
    one = spider("parliament", start)
    look = next(iter(one.looks()))
    found = list(one.read(look, answer(body, url=look.url)))
    assert [(lead.url, lead.fetch_url) for lead in leads(found)] == [(url, fetch_url)]
    assert of(Look, found) == []
    assert [moment(mark.value).astimezone(LONDON).date() for mark in of(Mark, found)] == [date(2008, 7, 8)]
    assert not of(Trouble, found)


def test_questions_that_wait_are_asked_for_by_the_day_on_which_they_were_tabled() -> None:
    start = "https://questions-statements-api.parliament.uk/api/writtenquestions/questions"
    one = spider("parliament", f"{start}?answered=Unanswered", options={"query": "answeringBodies=60"})
    (look,) = one.looks()
    assert look.url.startswith(f"{start}?answered=Unanswered&")
    assert "&answeringBodies=60&tabledWhenFrom=" in look.url


def test_a_list_of_parliament_that_is_not_known_is_told_with_those_that_are() -> None:
    one = spider("parliament", "https://bills-api.parliament.uk/api/v1/Sittings")
    (trouble,) = one.read(next(iter(one.looks())), answer({}))
    assert "/v1/Bills" in trouble.reason


def test_new_legislation_is_read_by_its_types_and_the_feed_followed() -> None:
    feed = """<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title>
      <link rel="next" href="https://www.legislation.gov.uk/new/data.feed?page=2"/>
      <entry><link href="https://www.legislation.gov.uk/uksi/2008/1900/made"/><title>Order</title>
        <updated>2008-07-08T00:00:00Z</updated></entry>
      <entry><link href="https://www.legislation.gov.uk/nisr/2008/1/made"/><title>Rules</title></entry></feed>"""
    one = spider("legislation", "https://www.legislation.gov.uk/new/data.feed", options={"types": "uksi"})
    found = list(one.read(next(iter(one.looks())), answer(feed)))
    assert [lead.url for lead in leads(found)] == ["https://www.legislation.gov.uk/uksi/2008/1900"]
    assert [look.url for look in of(Look, found)] == ["https://www.legislation.gov.uk/new/data.feed?page=2"]
