"""The subscribers' schema, step by step. A shipped step is never edited."""

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

migrations = Migrations("subscribers")


@migrations()
def m001_first_schema(db: Database) -> None:
    """Subscribers, their alerts, the digests made for them and the outgoing mail."""
    for statement in _FIRST_SCHEMA:
        db.execute(statement)


_FIRST_SCHEMA = (
    """create table subscribers (
        id integer primary key, address text not null unique, name text not null default '',
        state text not null default 'active' check (state in ('waiting', 'active', 'paused', 'gone')),
        created_at text not null, unsubscribe_token text not null)""",
    # kind: policy | body | person | topic | stage | search | all. `value` is the id or the words.
    """create table alerts (
        id integer primary key, subscriber_id integer not null references subscribers(id) on delete cascade,
        kind text not null, value text not null, shifts_only integer not null default 0,
        frequency text not null check (frequency in ('immediate', 'daily', 'weekly')),
        note text not null default '', created_at text not null, paused integer not null default 0,
        unique (subscriber_id, kind, value, frequency))""",
    # One digest for a subscriber, frequency and window; a window is made once.
    """create table digests (
        id integer primary key, subscriber_id integer not null references subscribers(id) on delete cascade,
        frequency text not null, window_start text not null, window_end text not null, entries integer not null,
        made_at text not null, unique (subscriber_id, frequency, window_start))""",
    # What a subscriber was told: by policy, shift and day, so that a restored backup tells nothing twice.
    """create table told (
        subscriber_id integer not null references subscribers(id) on delete cascade,
        item text not null, happened_on text not null, digest_id integer not null references digests(id),
        primary key (subscriber_id, item, happened_on))""",
    # Message-ID and bytes are fixed when the row is written; then lease, send, mark.
    """create table outbox (
        id integer primary key, digest_id integer unique references digests(id), key text not null unique,
        message_id text not null unique, recipient text not null, message blob not null,
        state text not null default 'queued' check (state in ('queued', 'leased', 'sent', 'failed')),
        lease_until text, attempts integer not null default 0, next_try_at text, last_error text,
        queued_at text not null, sent_at text)""",
    "create index outbox_state on outbox(state, next_try_at)",
)
