"""`greenpaper add --source`: one source's pages out of an archive's file that holds those of many."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.bounds import Bounds
from crawler.files import Found, read_paths
from crawler.warc import record
from greenpaper.adding import Added, add_paths
from greenpaper.settings import Settings
from greenpaper.workshop import workshop
from records.records import Source
from tests.crawler.replica import article, rows, source
from tests.greenpaper.conftest import Run

CLOCK = datetime(2026, 1, 5, 12, tzinfo=UTC)
CAPTURED = datetime(2019, 3, 4, 5, tzinfo=UTC)
PAPER = source("paper", "feed", "https://www.paper.org.uk/feed", include=("/news/",))


@pytest.fixture
def archive_file(tmp_path: Path) -> Path:
    """A file as Common Crawl makes them: the pages of many sites, a few of which are the paper's."""
    path = tmp_path / "CC-NEWS-20190304050607-00001.warc.gz"
    members = [
        record(url, article(url.rsplit("/", 1)[1]).encode(), {"Content-Type": "text/html"}, CAPTURED)
        for url in (
            "https://www.paper.org.uk/news/one?utm_source=x",
            "https://www.paper.org.uk/adverts/two",
            "https://other.example/news/three",
            "https://stories.paper.org.uk/news/four",
        )
    ]
    path.write_bytes(b"".join(members))
    return path


def added(folder: Path, path: Path, *only: Source) -> tuple[Added, list[str]]:
    """What came of the file, and what was said."""
    said: list[str] = []
    settings = Settings(data=str(folder / "data"))
    only = only or (PAPER,)
    with workshop(settings, "add", sources={one.id: one for one in only}, clock=lambda: CLOCK, backfill=True) as job:
        return add_paths(job, [str(path)], say=said.append, only=only), said


def test_a_sources_own_pages_are_kept_as_pages_of_it(tmp_path: Path, archive_file: Path) -> None:
    result, said = added(tmp_path, archive_file)
    assert (result.new, result.passed_over) == (2, 2)
    assert said == ["2 pages passed over: none of paper's"]
    kept = rows(
        tmp_path / "data",
        "select pages.url, pages.source, backfill, hints like '%2019-03-04%'"
        " from revisions join pages on pages.id = page_id",
    )
    assert kept == [
        ("https://www.paper.org.uk/news/one", "paper", 1, 1),
        ("https://stories.paper.org.uk/news/four", "paper", 1, 1),
    ]


def test_one_pass_gives_each_source_its_pages(tmp_path: Path, archive_file: Path) -> None:
    result, said = added(tmp_path, archive_file, PAPER, source("other", "feed", "https://other.example/feed"))
    assert (result.new, said) == (3, ["1 page passed over: none of the 2 sources'"])
    assert rows(tmp_path / "data", "select source, count(*) from pages group by 1") == [("other", 1), ("paper", 2)]


def test_the_same_file_again_adds_nothing(tmp_path: Path, archive_file: Path) -> None:
    added(tmp_path, archive_file)
    result, _ = added(tmp_path, archive_file)
    assert (result.new, result.changed, result.unchanged) == (0, 0, 2)


def test_an_old_capture_does_not_take_the_place_of_what_is_known(tmp_path: Path, archive_file: Path) -> None:
    added(tmp_path, archive_file)
    older = tmp_path / "older.warc"
    older.write_bytes(
        record("https://www.paper.org.uk/news/one", article("Once").encode(), {"Content-Type": "text/html"}, CAPTURED)
    )
    older = older.rename(tmp_path / "older.warc.gz")
    assert added(tmp_path, older)[0].changed == 0


@pytest.mark.parametrize(
    ("url", "taken"),
    [
        ("http://www.dead.example/pns/notice?id=7", True),
        ("https://dead.example/pns/notice", True),
        ("http://www.dead.example/other", False),
        ("https://archive.example.org/pns/notice", False),
    ],
)
def test_the_pages_of_a_web_archive_are_those_of_the_site_that_it_is_asked_for(url: str, taken: bool) -> None:
    one = source(
        "dead", "webarchive", "https://archive.example.org/cdx", options={"site": "http://www.dead.example/pns/*"}
    )
    assert Bounds(one).takes(url) is taken


def test_a_page_that_was_saved_out_of_a_web_archive_is_the_page_itself(tmp_path: Path) -> None:
    shown = "https://webarchive.nationalarchives.gov.uk/ukgwa/20080709101112/http://www.dead.example/pns/notice"
    path = tmp_path / "saved.warc.gz"
    path.write_bytes(record(shown, article("Notice").encode(), {"Content-Type": "text/html"}, CAPTURED))
    (found,) = read_paths([str(path)])
    assert isinstance(found, Found)
    assert found.url == "https://www.dead.example/pns/notice"
    assert found.hints == {"captured_at": "2008-07-09T10:11:12Z", "archived_url": shown}


def test_an_unknown_source_is_wrong_use(run: Run, archive_file: Path) -> None:
    result = run("add", "--source", "schools_wek", archive_file)
    assert result.exit_code == 2
    assert "did you mean schools_week" in result.output
