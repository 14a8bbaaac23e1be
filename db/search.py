"""Keeping the search index in line with the published tables: only what changed is indexed anew.

Each filter of an article, quotation, proposal or policy is a word of its own in the column ``search_keys``:
the index intersects it with the reader's words, so that a rare combination is as quick as a common one.
"""

from datetime import UTC, datetime

from sqlite_utils import Database

from db.connect import immediate, named_sql
from db.public.publication import PLACES
from records.dates import BadDate, moment
from records.signatures import short_hash

_BATCH = 500  # articles a transaction
_CACHE_KB = 128 * 1024  # whom an article names stands all over the tables: they must not be read again each time


def search_key(kind: str | None, item_id: str | None) -> str | None:
    """The word that stands for a filter in the index; None for none.

    It ends in a digit, which the stemmer leaves alone.
    """
    return None if kind is None or item_id is None else f"x{short_hash(kind, item_id)[:12]}0"


def time_position(iso: str | None) -> int:
    """The first place of a date's minute, in the order in which articles stand."""
    try:
        at = moment(iso or "")
    except BadDate:
        at = datetime(1970, 1, 1, tzinfo=UTC)
    return int(at.timestamp()) // 60 * PLACES


def refresh_search(db: Database) -> int:
    """How many articles were indexed anew or taken out; call it after any write to the published tables."""
    db.conn.execute(f"pragma cache_size = -{_CACHE_KB}")
    db.conn.create_function("search_key", 2, search_key, deterministic=True)
    db.conn.create_function("time_position", 1, time_position, deterministic=True)
    db.conn.execute("create temp table if not exists batch (article_id text primary key)")
    done = 0
    for listing, steps in (("gone_articles", _FORGET), ("changed_articles", (*_FORGET, *_ADD))):
        waiting = [row[0] for row in db.conn.execute(named_sql(f"search/{listing}"))]
        for first in range(0, len(waiting), _BATCH):
            ids = waiting[first : first + _BATCH]
            with immediate(db):
                db.conn.execute("delete from temp.batch")
                db.conn.executemany("insert into temp.batch values (?)", [(item,) for item in ids])
                for step in steps:
                    db.conn.execute(named_sql(f"search/{step}"))
            done += len(ids)
    if db.conn.execute(named_sql("search/is_touched")).fetchone()[0]:
        with immediate(db):
            for step in ("forget_activity", "add_activity", "add_spoken", "forget_touched"):
                db.conn.execute(named_sql(f"search/{step}"))
    _refresh_policies(db)
    return done


_FORGET = (
    "note_touched",
    "forget_item_facets",
    "forget_items",
    "forget_article_facets",
    "forget_mentions",
    "forget_state",
)
_ADD = (
    "add_mentions",
    "note_touched",
    "add_quotations",
    "add_proposals",
    "add_item_facets",
    "set_article_keys",
    "add_article_facets",
    "add_state",
)


def _refresh_policies(db: Database) -> None:
    db.conn.execute(
        """create temp table if not exists wanted (
            position integer primary key, item_id text, title text, words text, search_keys text, stage text,
            year text)"""
    )
    with immediate(db):
        db.conn.execute("delete from temp.wanted")
        for step in ("wanted_policies", "forget_policy_facets", "forget_policies", "add_policies", "add_policy_facets"):
            db.conn.execute(named_sql(f"search/{step}"))
