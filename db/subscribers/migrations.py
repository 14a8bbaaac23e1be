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
    # `unsubscribe_token` stands in every mail to the reader, so it is kept as it is; it opens their alerts only.
    """create table subscribers (
        id integer primary key, address text not null unique, name text not null default '',
        state text not null default 'active' check (state in ('waiting', 'active', 'paused', 'gone')),
        created_at text not null, unsubscribe_token text not null unique)""",
    # Mails that came back, once each; those before the last mail that did not are of the past.
    """create table bounces (
        message_id text not null, subscriber_id integer not null references subscribers(id) on delete cascade,
        said text not null, bounced_at text not null, primary key (message_id, subscriber_id))""",
    # What confirms an address or a wish: the hash of a token that was mailed, used once and for some days. The
    # alert stands here until then, so that nobody can put one on another's address.
    """create table confirmations (
        token_hash text primary key, subscriber_id integer not null references subscribers(id) on delete cascade,
        kind text not null, value text not null, shifts_only integer not null, frequency text not null,
        created_at text not null, expires_at text not null, used_at text)""",
    # kind: policy | body | person | topic | stage | source | search | all. `value` is the id or the words.
    """create table alerts (
        id integer primary key, subscriber_id integer not null references subscribers(id) on delete cascade,
        kind text not null, value text not null, shifts_only integer not null default 0,
        frequency text not null check (frequency in ('immediate', 'daily', 'weekly')),
        note text not null default '', created_at text not null, paused integer not null default 0,
        unique (subscriber_id, kind, value, frequency))""",
    # A stretch of time that digests are made for. It is written before the first of them, so that a run that was
    # killed is finished over the same stretch; `finished_at` is set after the last.
    """create table digest_runs (
        id integer primary key, frequency text not null, window_start text not null, window_end text not null,
        planned_at text not null, finished_at text, unique (frequency, window_start))""",
    # The articles that a finished run of this frequency has seen. One that turns up with an older time, because
    # its publication was held up, is late and is still told; what a re-reading finds in a seen one is not.
    """create table considered (
        frequency text not null, article_id text not null, known_at text not null,
        primary key (frequency, article_id)) without rowid""",
    # One digest for a subscriber, frequency and window; a window is made once.
    """create table digests (
        id integer primary key, subscriber_id integer not null references subscribers(id) on delete cascade,
        frequency text not null, window_start text not null, window_end text not null, entries integer not null,
        made_at text not null, unique (subscriber_id, frequency, window_start))""",
    # What a subscriber was told: by policy, shift and day, so that a restored backup tells nothing twice.
    """create table told (
        subscriber_id integer not null references subscribers(id) on delete cascade,
        item text not null, happened_on text not null,
        digest_id integer not null references digests(id) on delete cascade,
        primary key (subscriber_id, item, happened_on))""",
    # Message-ID and bytes are fixed when the row is written; then lease, send, mark.
    """create table outbox (
        id integer primary key, digest_id integer unique references digests(id) on delete cascade,
        key text not null unique,
        message_id text not null unique, recipient text not null, message blob not null,
        state text not null default 'queued' check (state in ('queued', 'leased', 'sent', 'failed')),
        lease_until text, attempts integer not null default 0, next_try_at text, last_error text,
        queued_at text not null, sent_at text)""",
    "create index outbox_state on outbox(state, next_try_at)",
)


@migrations()
def m002_finer_wishes(db: Database) -> None:
    """What an alert leaves out, the stages it waits for, word of there being nothing new, and readers without use."""
    for statement in _FINER_WISHES:
        db.execute(statement)


_FINER_WISHES = (
    # `stages`: the stages of which alone it tells, parted by commas; empty for all. `without`: parts of a search.
    "alter table alerts add column stages text not null default ''",
    "alter table alerts add column without text not null default ''",
    "alter table confirmations add column stages text not null default ''",
    "alter table subscribers add column tell_nothing integer not null default 0",
    # Since when the reader has no alert, or cannot be reached; null while mails may go to them.
    "alter table subscribers add column idle_since text",
)


@migrations()
def m003_webhooks(db: Database) -> None:
    """Digests that are posted to an address of the reader's."""
    for statement in _WEBHOOKS:
        db.execute(statement)


@migrations()
def m004_corrections(db: Database) -> None:
    """What was told of a policy's stage, so that it can be taken back, and webhooks in place of the mail."""
    for statement in _CORRECTIONS:
        db.execute(statement)


_CORRECTIONS = (
    # What a reader was told of a move, by the statement that says it, which outlives a re-reading. `stage` is empty
    # where they were told that the article says no such thing. `title` is the policy's of then.
    """create table told_moves (
        subscriber_id integer not null references subscribers(id) on delete cascade,
        digest_id integer not null references digests(id) on delete cascade,
        statement text not null, article_id text not null, policy_id text not null, title text not null,
        stage text not null, happened_on text not null,
        primary key (subscriber_id, statement, digest_id)) without rowid""",
    "create index told_moves_statement on told_moves(statement)",
    "create index digests_made on digests(made_at)",
    "create index told_moves_digest on told_moves(digest_id)",
    # `alone`: the digests are posted in place of the mail. Then the mail waits beside the post, for when that fails.
    "alter table webhooks add column alone integer not null default 0",
    "alter table calls add column message_id text not null default ''",
    "alter table calls add column message blob not null default x''",
)


@migrations()
def m005_suppressed(db: Database) -> None:
    """Addresses to which nothing is ever sent, not even a link that confirms; by a hash, so that they are not kept."""
    db.execute("create table suppressed (address_hash text primary key, suppressed_at text not null) without rowid")


_WEBHOOKS = (
    # One address for a reader. The secret signs what is posted there, so it is kept as it is.
    """create table webhooks (
        id integer primary key, subscriber_id integer not null unique references subscribers(id) on delete cascade,
        url text not null, secret text not null, created_at text not null)""",
    # As the outbox: bytes and key are fixed when the row is written; then lease, post, mark.
    """create table calls (
        id integer primary key, webhook_id integer not null references webhooks(id) on delete cascade,
        digest_id integer not null unique references digests(id) on delete cascade,
        key text not null unique, body blob not null,
        state text not null default 'queued' check (state in ('queued', 'leased', 'sent', 'failed')),
        lease_until text, attempts integer not null default 0, next_try_at text, last_error text,
        queued_at text not null, sent_at text)""",
    "create index calls_state on calls(state, next_try_at)",
)
