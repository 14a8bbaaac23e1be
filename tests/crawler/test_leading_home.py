"""An address that leads to a front or error page: what stood there is gone, and its text stays."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.crawler.replica import Web, serving
from tests.crawler.test_crawl import CLOCK, NEWS, SOURCES, article, collect, rows, the_news


@pytest.mark.parametrize("home", ["/index.html", "/404"])
def test_a_page_that_leads_home_is_gone(tmp_path: Path, home: str) -> None:
    with serving(Web()) as web:
        the_news(web)
        collect(web, tmp_path, SOURCES[0])
        web.put(f"{NEWS}/one", "", status=302, headers={"Location": home})
        web.put(f"{NEWS}{home}", article("Welcome"))
        collect(web, tmp_path, SOURCES[0], clock=CLOCK + timedelta(days=1))
    assert dict(rows(tmp_path, "select url, status from pages"))[f"{NEWS}/one"] == "gone"
    assert rows(tmp_path, "select kind from page_events") == [("gone",)]
    assert rows(tmp_path, "select count(*) from revisions") == [(2,)]
