"""A web archive that wants to speak to a person, and another one that holds the same pages."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from crawler.crawl import SourceResult
from records.records import Source
from tests.crawler.replica import Reply, Web, article, collect, rows, serving, source

FIRST, OTHER = "https://archive.example.org/ukgwa", "https://web.archive.org"
PAGE = "http://www.dead.example/notice"
ADDRESS = "https://www.dead.example/notice"


def asked_for_a_person(path: str, headers: Mapping[str, str]) -> Reply:
    """The challenge of the UK Government Web Archive."""
    return Reply("", status=405, headers={"x-amzn-waf-action": "captcha"})


def the_source(**options: str) -> Source:
    """A dead department's pages, of its own years."""
    return source(
        "dead",
        "webarchive",
        f"{FIRST}/cdx",
        options={"site": "www.dead.example/*", "from": "2007", "to": "2010", **options},
    )


def the_other_archive(web: Web, stamp: str = "20080709101112") -> None:
    """What the Internet Archive holds."""
    head = ["urlkey", "timestamp", "original", "mimetype", "statuscode", "digest"]
    table = [head, ["k", stamp, PAGE, "text/html", "200", "D"]]
    web.put(f"{OTHER}/cdx/search/cdx", json.dumps(table), content_type="application/json")
    web.put(f"{OTHER}/web/{stamp}id_/{PAGE}", article("Notice"))


def told(folder: Path) -> list[str]:
    """The open issues of the crawl."""
    return [reason for (reason,) in rows(folder, "select reason from issues where resolved_at is null")]


def archived(folder: Path) -> list[tuple[str, Any]]:
    """Each page, and where its capture is shown."""
    found = rows(folder, "select pages.url, revisions.hints from revisions join pages on pages.id = page_id")
    return [(url, json.loads(hints)["archived_url"]) for url, hints in found]


def visited(web: Web, folder: Path, one: Source) -> SourceResult:
    """A visit of the source."""
    return collect(web, folder, one)["dead"]


def test_lists_that_are_refused_are_had_of_the_other_archive(tmp_path: Path) -> None:
    with serving(Web()) as web:
        web.put(f"{FIRST}/cdx", asked_for_a_person)
        the_other_archive(web)
        result = visited(web, tmp_path, the_source(instead=f"{OTHER}/cdx/search/cdx"))
        assert len([url for url in web.asked() if url.startswith(FIRST)]) == 1
    assert result.new == 1
    assert archived(tmp_path) == [(ADDRESS, f"{OTHER}/web/20080709101112/{PAGE}")]
    (reason,) = told(tmp_path)
    assert "archive.example.org answered 405 with a captcha" in reason
    assert "web.archive.org was asked instead" in reason
    assert "greenpaper add" in reason
    assert "\n" not in reason


def test_pages_that_are_refused_are_had_of_the_other_archive_as_near_in_time_as_it_has_them(tmp_path: Path) -> None:
    row = {"timestamp": "20080709101112", "url": PAGE, "mime": "text/html", "status": "200"}
    with serving(Web()) as web:
        web.put(f"{FIRST}/cdx", json.dumps(row), content_type="text/x-ndjson")
        web.put(f"{FIRST}/20080709101112id_/{PAGE}", asked_for_a_person)
        the_other_archive(web, "20080801000000")
        moved = Reply("", status=302, headers={"Location": f"/web/20080801000000id_/{PAGE}"})
        web.put(f"{OTHER}/web/20080709101112id_/{PAGE}", lambda path, headers: moved)
        assert visited(web, tmp_path, the_source(instead=f"{OTHER}/cdx/search/cdx")).new == 1
    assert archived(tmp_path) == [(ADDRESS, f"{OTHER}/web/20080709101112/{PAGE}")]


def test_what_the_other_archive_holds_of_other_years_only_is_not_taken(tmp_path: Path) -> None:
    row = {"timestamp": "20080709101112", "url": PAGE, "mime": "text/html", "status": "200"}
    with serving(Web()) as web:
        web.put(f"{FIRST}/cdx", json.dumps(row), content_type="text/x-ndjson")
        web.put(f"{FIRST}/20080709101112id_/{PAGE}", asked_for_a_person)
        the_other_archive(web, "20150801000000")
        moved = Reply("", status=302, headers={"Location": f"/web/20150801000000id_/{PAGE}"})
        web.put(f"{OTHER}/web/20080709101112id_/{PAGE}", lambda path, headers: moved)
        result = visited(web, tmp_path, the_source(instead=f"{OTHER}/cdx/search/cdx"))
    assert (result.new, result.refused) == (0, 1)


def test_an_archive_that_refuses_us_with_no_other_named_is_asked_nothing_more(tmp_path: Path) -> None:
    with serving(Web()) as web:
        web.put(f"{FIRST}/cdx", asked_for_a_person)
        assert visited(web, tmp_path, the_source()).new == 0
        assert len(web.asked()) == 1
    (reason,) = told(tmp_path)
    assert reason.endswith("run `greenpaper add FILE...`")
