"""Pages and their revisions in the archive, the frontier, and what a run leaves behind."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from db.archive import frontier, pages, store
from db.archive.frontier import ListState, Queued
from db.archive.issues import open_issues
from db.archive.pages import Fetched, Missed, SourceRun
from records.records import RawPlace

NOON = datetime(2008, 7, 9, 12, tzinfo=UTC)
URL = "https://news.example.org/a"


@pytest.fixture
def db(tmp_path: Path) -> Database:
    """A new archive."""
    return store.open_archive(tmp_path / "archive.db")


def save(
    db: Database, body: str = "one", *, url: str = URL, at: datetime = NOON, backfill: bool = False
) -> pages.Saved:
    """Keep a body whose hash is its own name."""
    return pages.save_revision(
        db,
        url=url,
        source="news",
        fetch_url=url,
        body_hash=body,
        content_type="text/html",
        raw=RawPlace(file="x.warc.gz", offset=0, length=10),
        hints={"headline": "H"},
        etag='"e"',
        last_modified=None,
        hinted_at="2008-07-08T00:00:00+00:00",
        seen_at=at,
        backfill=backfill,
    )


def fetched(url: str, body: str, queued_url: str = "") -> Fetched:
    """A body as the crawl hands it over."""
    return Fetched(
        url=url,
        source="news",
        fetch_url=url,
        body_hash=body,
        content_type="text/html",
        raw=RawPlace(file="x.warc.gz", offset=0, length=10),
        hints={},
        etag=None,
        last_modified=None,
        hinted_at=None,
        seen_at=NOON,
        backfill=False,
        queued_url=queued_url,
    )


def queue(db: Database, *urls: str, hinted_at: str | None = None) -> None:
    """Put addresses into the frontier."""
    items = [Queued(url=url, source="news", fetch_url=url, hints={}, hinted_at=hinted_at) for url in urls]
    frontier.take_list(db, "news", queue=items, seen_pages=(), lists=(), cursors={}, now=NOON)


def due(db: Database, *, after: int = 0, now: datetime = NOON) -> list[str]:
    """The addresses that are to be fetched now."""
    return [item.url for item in frontier.next_queued(db, "news", after=after, limit=10, now=now)]


def test_a_body_is_new_then_unchanged_then_changed_and_may_come_back(db: Database) -> None:
    outcomes = [save(db, body).outcome for body in ("one", "one", "two", "one", "one")]
    assert outcomes == ["new", "unchanged", "changed", "changed", "unchanged"]
    assert db.conn.execute("select count(*) from revisions").fetchone() == (2,)
    found = pages.page(db, URL)
    assert found is not None
    assert (found.body_hash, found.status, found.checks) == ("one", "live", 1)


def test_saving_again_moves_only_when_it_was_last_seen(db: Database) -> None:
    save(db)
    before = pages.page(db, URL)
    save(db, at=NOON + timedelta(days=1))
    after = pages.page(db, URL)
    assert before is not None
    assert after is not None
    assert (after.first_seen_at, after.last_seen_at) == (NOON.isoformat(), (NOON + timedelta(days=1)).isoformat())


def test_a_page_that_is_kept_leaves_the_queue_in_the_same_transaction(db: Database) -> None:
    queue(db, URL, "https://news.example.org/b")
    assert pages.settle(db, [fetched(URL, "one")], now=NOON)[0] == pages.Saved(outcome="new", revision_id=1)
    assert due(db) == ["https://news.example.org/b"]


def test_the_queue_hands_each_place_out_once_a_run_and_a_page_put_in_again_later(db: Database) -> None:
    queue(db, URL)
    (item,) = frontier.next_queued(db, "news", after=0, limit=10, now=NOON)
    assert due(db, after=item.number) == []
    pages.settle(db, [fetched(URL, "one")], now=NOON)
    queue(db, URL)
    assert due(db, after=item.number) == [URL]


def test_a_page_that_fails_waits_longer_each_time_and_is_given_up_in_the_end(db: Database) -> None:
    queue(db, URL)
    waits, now = [], NOON
    while due(db, now=now):
        missed = Missed(url=URL, source="news", outcome="failed", reason="answered 500")
        pages.settle(db, [missed], now=now)
        (again,) = db.conn.execute("select next_try_at from frontier").fetchone()
        if again is None:
            break
        waits.append((datetime.fromisoformat(again) - now) / timedelta(minutes=1))
        assert due(db, now=now) == []
        now = datetime.fromisoformat(again)
    assert waits == [15, 30, 60, 120, 240, 480]
    assert [issue.reason for issue in open_issues(db)] == ["answered 500"]
    # A list that says it changed brings it back.
    queue(db, URL, hinted_at="2008-07-09T13:00:00+00:00")
    assert due(db, now=now) == [URL]
    pages.settle(db, [fetched(URL, "one")], now=now)
    assert open_issues(db) == []


def test_a_known_page_that_has_gone_is_an_event_and_comes_back_as_another(db: Database) -> None:
    save(db)
    queue(db, URL)
    pages.settle(db, [Missed(url=URL, source="news", outcome="gone", reason="answered 410")], now=NOON)
    pages.settle(db, [Missed(url=URL, source="news", outcome="gone", reason="answered 410")], now=NOON)
    found = pages.page(db, URL)
    assert found is not None
    assert found.status == "gone"
    assert open_issues(db) == []
    save(db)
    kinds = [kind for (kind,) in db.conn.execute("select kind from page_events order by id")]
    assert kinds == ["gone", "back"]


def test_an_address_that_leads_elsewhere_is_known_by_where_it_leads(db: Database) -> None:
    target = "https://news.example.org/moved"
    save(db)
    pages.settle(db, [fetched(target, "one", queued_url=URL)], now=NOON)
    found = pages.page(db, URL)
    assert found is not None
    assert found.url == target
    assert frontier.known(db, [URL])[URL].page_id == found.id
    assert db.conn.execute("select count(*) from pages").fetchone() == (1,)


def test_what_lists_and_servers_said_is_kept(db: Database) -> None:
    state = ListState(url="https://x.example/feed", etag='"1"', body_hash="h", hinted_at="2008-07-08")
    frontier.take_list(db, "news", queue=(), seen_pages=(), lists=[state], cursors={"mark": "2008-07-08"}, now=NOON)
    assert frontier.list_states(db, "news") == {state.url: state}
    assert frontier.cursors(db, "news") == {"mark": "2008-07-08"}
    frontier.save_robots(db, "https://x.example", "User-agent: *", now=NOON)
    frontier.rest_host(db, "x.example", until=NOON, failures=2, reason="busy")
    hosts = frontier.hosts(db)
    assert hosts["https://x.example"].robots == "User-agent: *"
    assert hosts["x.example"].rest_until == NOON.isoformat()


def test_young_pages_are_asked_again_at_growing_intervals(db: Database) -> None:
    save(db)

    def again(hours: float) -> list[str]:
        found = frontier.due_for_another_look(
            db, "news", limit=5, pause=timedelta(hours=6), young=timedelta(days=30), now=NOON + timedelta(hours=hours)
        )
        return [item.url for item in found]

    assert (again(5), again(7)) == ([], [URL])
    save(db, at=NOON + timedelta(hours=7))
    assert (again(18), again(20)) == ([], [URL])
    assert again(24 * 40) == []


def test_a_sources_run_counts_once_it_came_to_its_end(db: Database) -> None:
    run_id = store.begin_run(db, "run", clock=NOON, now=NOON)
    pages.begin_source_run(db, run_id, "news", now=NOON)
    assert pages.last_finished(db, "news") is None
    run = SourceRun(run_id=run_id, source="news", new=3)
    pages.finish_source_run(db, run, issues=(), resolved=(), whole=False, now=NOON)
    assert pages.last_finished(db, "news") is None
    pages.finish_source_run(db, run, issues=(), resolved=(), whole=True, now=NOON)
    assert pages.last_finished(db, "news") == NOON
    assert not pages.was_read(db, "news")
    pages.finish_source_run(
        db, SourceRun(run_id=run_id, source="news", new=3, seen=3), issues=(), resolved=(), whole=True, now=NOON
    )
    assert pages.was_read(db, "news")
    assert [row["new"] for row in db.query("select new from source_runs")] == [3]
