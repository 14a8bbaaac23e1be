"""The archive's schema, step by step. A shipped step is never edited."""

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

migrations = Migrations("archive")


@migrations()
def m001_first_schema(db: Database) -> None:
    """Everything from the fetched page to the tracked policy."""
    for statement in _FIRST_SCHEMA:
        db.execute(statement)


_FIRST_SCHEMA = (
    # One call of a step that changes the archive; `clock` is the time that it held to be now.
    """create table runs (
        id integer primary key, kind text not null, clock text not null,
        started_at text not null, finished_at text, note text not null default '')""",
    """create table source_runs (
        run_id integer not null references runs(id), source text not null,
        started_at text not null, finished_at text,
        requests integer not null default 0, seen integer not null default 0, new integer not null default 0,
        changed integer not null default 0, unchanged integer not null default 0,
        refused integer not null default 0, failed integer not null default 0,
        seconds real not null default 0, note text not null default '',
        primary key (run_id, source))""",
    # Addresses that are still to be fetched, or could not be; a page that was stored leaves it.
    # `number` only grows, so that a run hands out each place in the queue once.
    """create table frontier (
        number integer primary key autoincrement, url text not null unique, source text not null,
        fetch_url text not null,
        state text not null default 'queued' check (state in ('queued', 'done', 'failed')),
        hints text not null default '{}', hinted_at text, attempts integer not null default 0,
        next_try_at text, added_at text not null, backfill integer not null default 0)""",
    "create index frontier_source on frontier(source, state)",
    # Feeds, sitemaps and lists: what they answered last, so that they are asked only for news.
    """create table lists (
        url text primary key, source text not null, etag text, last_modified text, body_hash text,
        hinted_at text, seen_at text not null)""",
    # How far a source has been read, by the name that its spider gives the mark.
    """create table cursors (
        source text not null, name text not null, value text not null, primary key (source, name))""",
    # Addresses that led elsewhere -> the page that stands there.
    "create table aliases (url text primary key, target text not null)",
    # What each server has asked of us: its robots.txt, and until when it wants to be left alone.
    """create table hosts (
        host text primary key, robots text, robots_at text,
        rest_until text, failures integer not null default 0, reason text not null default '')""",
    # Addresses taken down at somebody's request: never fetched or shown again.
    "create table removals (url text primary key, reason text not null, removed_at text not null)",
    """create table pages (
        id integer primary key, url text not null unique, source text not null, fetch_url text not null,
        status text not null default 'live' check (status in ('live', 'gone', 'withdrawn', 'blocked')),
        current_revision integer, etag text, last_modified text, hinted_at text,
        first_seen_at text not null, last_seen_at text not null,
        checked_at text, checks integer not null default 0)""",
    "create index pages_source on pages(source)",
    # What befell a page beside new text: gone, withdrawn, moved, back.
    """create table page_events (
        id integer primary key, page_id integer not null references pages(id), kind text not null,
        happened_at text not null, note text not null default '')""",
    # One distinct saved body of a page. raw_* say where in the raw folder its WARC record stands.
    """create table revisions (
        id integer primary key, page_id integer not null references pages(id),
        body_hash text not null, content_type text not null,
        raw_file text not null, raw_offset integer not null, raw_length integer not null,
        hints text not null default '{}', seen_at text not null, backfill integer not null default 0,
        extract_stamp text, extract_state text not null default 'waiting'
            check (extract_state in ('waiting', 'done', 'failed')),
        unique (page_id, body_hash))""",
    "create index revisions_stamp on revisions(extract_stamp)",
    # The article read from a revision. `id` belongs to the address, so several revisions share it.
    """create table articles (
        revision_id integer primary key references revisions(id), id text not null,
        page_id integer not null references pages(id), url text not null, source text not null,
        text_hash text not null, headline text not null, lead text not null, byline text not null,
        published_at text, kind text not null, language text not null, text text not null, blocks text not null,
        tags text not null, opens_on text, closes_on text, withdrawn integer not null default 0,
        archived_url text, known_at text not null, backfill integer not null, extract_stamp text not null,
        read_stamp text)""",
    # A reader's turn comes when `read_stamp` is not today's; a changed text or date sets it back to null.
    "create index articles_read_stamp on articles(read_stamp)",
    "create index articles_id on articles(id)",
    "create index articles_page on articles(page_id)",
    """create table readings (
        revision_id integer primary key references articles(revision_id), article_id text not null,
        text_hash text not null, reading text not null, stamp text not null, read_at text not null)""",
    # Sources that came with files which the operator added; all others stand in their own TOML files.
    "create table added_sources (id text primary key, source text not null)",
    # What tracking made of the readings. The records stand as JSON; what is looked up has a column.
    """create table policies (
        id text primary key, policy text not null, first_on text not null, last_on text not null)""",
    """create table policy_statements (
        key text primary key, policy_id text not null references policies(id), article_id text not null,
        statement text not null)""",
    "create index policy_statements_policy on policy_statements(policy_id)",
    "create table policy_redirects (id text primary key, target text not null)",
    "create table stories (article_id text primary key, leader_id text not null)",
    """create table shifts (
        id text primary key, policy_id text not null, happened_on text not null, known_at text not null,
        backfill integer not null, shift text not null)""",
    # What went wrong, once for each place; a step that then succeeds there resolves it.
    """create table issues (
        id integer primary key, source text not null, step text not null, place text not null,
        reason text not null, first_at text not null, last_at text not null,
        times integer not null default 1, resolved_at text, unique (source, step, place))""",
    "create index issues_place on issues(place)",
    # The stamp with which a whole-archive step last finished, so that it is not done again for nothing.
    "create table step_stamps (step text primary key, stamp text not null, finished_at text not null)",
)


@migrations()
def m002_revisions(db: Database) -> None:
    """Which body stood at a page after which, and what that changed in its article."""
    for statement in _REVISIONS:
        db.execute(statement)


_REVISIONS = (
    # One row each time that a page's body became another; an earlier body that comes back has one row more.
    """create table standings (
        id integer primary key, page_id integer not null references pages(id),
        revision_id integer not null references revisions(id), before_revision integer,
        seen_at text not null, backfill integer not null)""",
    "create index standings_page on standings(page_id)",
    # Few: only these have anything to be compared with.
    "create index standings_changed on standings(id) where before_revision is not null",
    """insert into standings (page_id, revision_id, before_revision, seen_at, backfill)
        select page_id, id, lag(id) over (partition by page_id order by id), seen_at, backfill
        from revisions order by id""",
    "create index page_events_page on page_events(page_id)",
    # What comparing made of a standing and the one before it; `difference` is JSON, its runs of words included.
    """create table revision_changes (
        standing_id integer primary key references standings(id), page_id integer not null references pages(id),
        before_revision integer not null, after_revision integer not null, seen_at text not null,
        backfill integer not null, weight text not null, difference text not null, stamp text not null)""",
    "create index revision_changes_page on revision_changes(page_id)",
)


@migrations()
def m003_sketches(db: Database) -> None:
    """By what texts that tell the same story are found, made once a text."""
    db.execute(
        """create table sketches (
            text_hash text primary key, sketch blob not null, stamp text not null) without rowid"""
    )
