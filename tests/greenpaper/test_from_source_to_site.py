"""What a source's lists and pages say, followed through every step to what the site shows."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from datasette_config.feeding import calendar
from db.answers import rows
from db.connect import open_database
from db.public.migrations import migrations
from greenpaper.settings import Settings
from greenpaper.workshop import run_steps, workshop
from records.records import Source
from tests.crawler.replica import Web, serving, source

CLOCK = datetime(2009, 3, 2, 12, tzinfo=UTC)
STEPS = ("crawl", "extract", "read", "track", "publish")
GOVUK = "https://www.gov.uk"


def collected(web: Web, folder: Path, *sources: Source, clock: datetime = CLOCK) -> None:
    """Bring the folder up to date from the web, at the clock's time."""
    hosts = dict.fromkeys({host for host, _ in web.pages}, f"127.0.0.1:{web.port}")
    settings = Settings(data=str(folder), contact="tests@example.org", delay=0.0, connect_to=hosts, processes=1)
    with workshop(settings, "run", sources={one.id: one for one in sources}, clock=lambda: clock) as job:
        run_steps(job, STEPS, say=lambda line: None)


def shown(folder: Path, sql: str) -> list[tuple[Any, ...]]:
    """What the published database answers."""
    db = open_database(Settings(data=str(folder)).public_path, migrations)
    try:
        return [tuple(row) for row in db.conn.execute(sql).fetchall()]
    finally:
        db.close()


@pytest.fixture
def web() -> Any:
    with serving(Web()) as served:
        yield served


def test_a_page_dated_later_than_it_was_seen_stands_at_the_day_that_it_was_seen(web: Web, tmp_path: Path) -> None:
    page = "https://news.example.org/box"
    web.put(
        "https://news.example.org/feed",
        f"<rss><channel><title>News</title><item><title>First aid</title><link>{page}</link>"
        "<pubDate>Thu, 01 Jan 2099 09:00:00 GMT</pubDate></item></channel></rss>",
        content_type="application/rss+xml",
    )
    web.put(
        page,
        '<html><head><title>First aid</title><meta property="article:published_time" content="2099-01-01">'
        "</head><body><h1>First aid for every nursery</h1><p>Ministers announced today that every nursery will be "
        "required by law to keep a first-aid box in every room from September 2031.</p></body></html>",
    )
    collected(web, tmp_path, source("news", "feed", "https://news.example.org/feed"))
    assert shown(tmp_path, "select published_at, dated, substr(known_at, 1, 10) from articles") == [
        (None, 0, "2009-03-02")
    ]
    assert shown(tmp_path, "select distinct first_on, last_on from policies") == [("2009-03-02", "2009-03-02")]
    assert {day for (day,) in shown(tmp_path, "select happened_on from shifts")} <= {"2009-03-02"}
    # What the text itself says of the future is no date of the news.
    assert shown(tmp_path, "select distinct from_on from proposal_dates where from_on is not null") == [("2031-09-01",)]


def the_consultation(web: Web, kind: str, updated: str, **details: str) -> None:
    """The one consultation of GOV.UK, as the Search API and the Content API show it."""
    path = "/government/consultations/first-aid"
    found = {"link": path, "title": "First aid", "public_timestamp": updated, "content_store_document_type": kind}
    item = {
        "base_path": path,
        "document_type": kind,
        "title": "First aid for every nursery",
        "description": "We want to know whether every nursery should keep a first-aid box in every room.",
        "locale": "en",
        "first_published_at": "2009-03-01T09:30:00Z",
        "public_updated_at": updated,
        "details": {
            "opening_date": "2009-03-01T00:15:00Z",
            "closing_date": "2009-05-25T23:45:00+01:00",
            "body": "<p>We propose to require every nursery to keep a first-aid box in every room. "
            "Replies are welcome from parents and staff.</p>",
            **details,
        },
        "links": {"organisations": [{"title": "Department for Children, Schools and Families"}]},
    }
    web.put(f"{GOVUK}/api/search.json", json.dumps({"results": [found], "total": 1}), content_type="application/json")
    web.put(f"{GOVUK}/api/content{path}", json.dumps(item), content_type="application/json")


def test_a_consultation_of_gov_uk_is_in_the_calendar_from_its_opening_to_its_outcome(web: Web, tmp_path: Path) -> None:
    govuk = source("govuk", "govuk", f"{GOVUK}/api/search.json", publish="full")
    the_consultation(web, "open_consultation", "2009-03-01T09:30:00Z")
    collected(web, tmp_path, govuk)
    assert shown(tmp_path, "select kind, opens_on, closes_on from articles") == [
        ("consultation", "2009-03-01", "2009-05-25")
    ]
    days = "select distinct opens_on, closes_on from consultations"
    assert shown(tmp_path, days) == [("2009-03-01", "2009-05-25")]
    db = open_database(Settings(data=str(tmp_path)).public_path, migrations)
    listed = rows(db.conn, "site/all_consultations", limit=10)
    db.close()
    feed = calendar("https://greenpaper.example", "Consultations", listed).decode()
    assert "DTSTART;VALUE=DATE:20090525" in feed

    after = CLOCK + timedelta(days=120)
    the_consultation(
        web,
        "consultation_outcome",
        "2009-06-29T10:00:00Z",
        final_outcome_detail="<p>Every nursery will be required to keep a first-aid box from April 2010.</p>",
    )
    collected(web, tmp_path, govuk, clock=after)
    assert shown(tmp_path, "select kind, substr(published_at, 1, 10) from articles") == [("consultation", "2009-06-29")]
    assert shown(tmp_path, days) == [("2009-03-01", "2009-05-25")]
    (text,) = shown(tmp_path, "select body from articles")[0]
    assert text.index("April 2010") < text.index("We propose")
