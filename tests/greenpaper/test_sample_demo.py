"""The demo: three chapters of the sample web through the whole line, and nothing done twice."""

import email
import email.policy
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from crawler.sources import load_sources
from db.archive import store
from db.connect import open_database
from db.public.migrations import migrations as public_schema
from greenpaper.cli import main
from greenpaper.demo import CHAPTERS, SOURCES
from greenpaper.sample.pages import all_sources, pages_of
from greenpaper.sample.parliament import bills
from greenpaper.sample.subscriber import ADDRESS
from records.urls import canonical_url

PAGES = {canonical_url(page.url): page for source in all_sources() for page in pages_of(source)}
BILLS = {f"https://bills.parliament.uk/bills/{bill.id}": bill for bill in bills()}
NEWS_DAY = CHAPTERS[1].clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """What a demo printed, twice, and where it left what it made."""

    first: str
    again: str
    folder: Path


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    data = tmp_path_factory.mktemp("demo") / "data"
    said = []
    for _ in range(2):
        result = CliRunner().invoke(main, ["--data", str(data), "demo", "--no-serve"], catch_exceptions=False)
        assert result.exit_code == 0, result.output
        said.append(result.output)
    return Played(first=said[0], again=said[1], folder=data / "demo")


def test_every_page_comes_in_by_its_own_mechanism(played: Played) -> None:
    archive = store.open_archive(played.folder / "archive.db")
    articles = {kept.article.url: kept for kept in store.current_articles(archive)}
    archive.close()
    assert set(articles) == set(PAGES) | set(BILLS)
    for url, page in PAGES.items():
        kept = articles[url]
        assert kept.article.headline == page.headline
        assert (kept.article.published_at or "")[:10] == f"{page.published:%Y-%m-%d}"
        assert kept.backfill is (f"{page.shown_from:%Y-%m-%d}" != "2008-07-08" and len(page.versions) == 1)
    for url, bill in BILLS.items():
        assert articles[url].article.headline == bill.title
        assert (articles[url].article.published_at or "")[:10] == bill.stages[-1].on.isoformat()


def test_a_policy_moves_with_the_bill_that_carries_it(played: Played) -> None:
    archive = store.open_archive(played.folder / "archive.db")
    said = {statement.key: statement for _, statement in store.tracked_statements(archive)}
    shifts = [shift for policy in store.tracked_policies(archive) for shift in policy.shifts]
    archive.close()
    told = [(shift.to_stage.value, shift.happened_on) for shift in shifts if said[shift.statement].url in BILLS]
    assert ("enacted", "2009-11-12") in told
    assert ("enacted", "2011-11-15") in told


def test_the_news_of_8_july_is_told_in_one_digest(played: Played) -> None:
    mails = list((played.folder / "mailbox").glob("*.eml"))
    assert len(mails) == 1
    mail = email.message_from_bytes(mails[0].read_bytes(), policy=email.policy.default)
    assert mail["To"] == ADDRESS
    body = mail.get_body(("plain",))
    assert body is not None
    words = body.get_content()
    assert "duty to co-operate" in words
    assert "2009" not in words
    assert "2010" not in words


def test_the_chapters_are_told_and_the_last_line_counts(played: Played) -> None:
    lines = played.first.strip().splitlines()
    told = [line for line in lines if line in {chapter.said for chapter in CHAPTERS}]
    assert told == [chapter.said for chapter in CHAPTERS]
    assert lines[-1].startswith(f"{len(PAGES) + len(BILLS)} articles of 7 sources, ")
    assert " 1 digest in " in lines[-1]


def test_a_second_demo_finds_nothing_new(played: Played) -> None:
    lines = played.again.strip().splitlines()
    assert [line for line in lines if "nothing new" not in line][:-1] == [
        "Nothing is new: everything was done before, and nothing was done twice."
    ]


def test_what_proposes_nothing_is_given_no_proposal(played: Played) -> None:
    quiet = ("awards", "conference", "inspection", "harbourlight", "volunteers")
    archive = store.open_archive(played.folder / "archive.db")
    told = [statement.url for _, statement in store.tracked_statements(archive)]
    archive.close()
    assert not [url for url in told if url in PAGES and any(word in PAGES[url].id for word in quiet)]


def test_status_of_the_demos_folder_names_its_sources_by_their_titles(played: Played) -> None:
    status = CliRunner().invoke(main, ["--data", str(played.folder), "status"], catch_exceptions=False).output
    assert all(source.title[:20] in status for source in load_sources(SOURCES).values())


def test_a_text_is_sketched_once(played: Played) -> None:
    archive = store.open_archive(played.folder / "archive.db")
    (articles,) = archive.execute("select count(distinct text_hash) from articles").fetchone()
    (kept,) = archive.execute("select count(*) from sketches").fetchone()
    archive.close()
    assert 0 < kept <= articles


def test_the_search_holds_everything_that_was_published(played: Played) -> None:
    public = open_database(played.folder / "greenpaper.db", public_schema)
    for table, kind in (("policies", "policy"), ("proposals", "proposal"), ("quotations", "quotation")):
        (published,) = public.execute(f"select count(*) from {table}").fetchone()
        (found,) = public.execute("select count(*) from search_items where kind = ?", [kind]).fetchone()
        assert found == published > 0, table
    public.close()
