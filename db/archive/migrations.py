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
    # Addresses that are still to be fetched, or could not be.
    """create table frontier (
        url text primary key, source text not null, fetch_url text not null,
        state text not null default 'queued' check (state in ('queued', 'done', 'failed')),
        hints text not null default '{}', attempts integer not null default 0,
        next_try_at text, added_at text not null, backfill integer not null default 0)""",
    "create index frontier_state on frontier(state, source)",
    """create table pages (
        id integer primary key, url text not null unique, source text not null, fetch_url text not null,
        status text not null default 'live' check (status in ('live', 'gone', 'withdrawn', 'blocked')),
        current_revision integer, etag text, last_modified text, hinted_at text,
        first_seen_at text not null, last_seen_at text not null)""",
    "create index pages_source on pages(source)",
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
        archived_url text, known_at text not null, backfill integer not null, extract_stamp text not null)""",
    "create index articles_id on articles(id)",
    """create table readings (
        revision_id integer primary key references articles(revision_id), article_id text not null,
        text_hash text not null, reading text not null, stamp text not null, read_at text not null)""",
    "create index readings_stamp on readings(stamp)",
    # What tracking made of the readings. The records stand as JSON; what is looked up has a column.
    """create table policies (
        id text primary key, policy text not null, first_on text not null, last_on text not null)""",
    """create table policy_statements (
        key text primary key, policy_id text not null references policies(id), article_id text not null,
        statement text not null)""",
    "create index policy_statements_policy on policy_statements(policy_id)",
    "create table policy_redirects (id text primary key, target text not null)",
    """create table shifts (
        id text primary key, policy_id text not null, happened_on text not null, known_at text not null,
        backfill integer not null, shift text not null)""",
    # What went wrong, once for each place; a step that then succeeds there resolves it.
    """create table issues (
        id integer primary key, source text not null, step text not null, place text not null,
        reason text not null, first_at text not null, last_at text not null,
        times integer not null default 1, resolved_at text, unique (source, step, place))""",
    # The stamp with which a whole-archive step last finished, so that it is not done again for nothing.
    "create table step_stamps (step text primary key, stamp text not null, finished_at text not null)",
)
