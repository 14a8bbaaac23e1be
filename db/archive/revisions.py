"""What changed from one text of a page to the next, as the archive keeps it."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from db.archive.store import article_of, step_stamp
from db.connect import immediate, named_sql
from records.interchange import from_plain, json_of
from records.records import Article
from records.revisions import Change, Difference, PageEvent, Weight
from records.signatures import short_hash

_STEP = "compare"  # the step whose stamp says which changes there are


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two texts that stood at a page one after the other; ``standing`` is the number of the change of body."""

    standing: int
    page_id: int
    before_revision: int
    after_revision: int
    seen_at: datetime
    backfill: bool
    before: Article
    after: Article


def pairs_to_compare(db: Database, *, extracted: str, stamp: str, after: int, limit: int) -> list[Pair]:
    """Up to ``limit`` pairs of texts, both of the extraction ``extracted``, that have no comparison of this stamp.

    ``after``: the standing of the last pair that was had, so that a long list is gone through once; 0 at first.
    """
    wanted = {"extracted": extracted, "stamp": stamp, "after": after, "limit": limit}
    rows = list(db.query(named_sql("revisions/to_compare"), wanted))
    return [
        Pair(
            standing=row["id"],
            page_id=row["page_id"],
            before_revision=row["before_revision"],
            after_revision=row["after_revision"],
            seen_at=datetime.fromisoformat(row["seen_at"]),
            backfill=bool(row["backfill"]),
            before=_article(db, row["before_revision"]),
            after=_article(db, row["after_revision"]),
        )
        for row in rows
    ]


def _article(db: Database, revision_id: int) -> Article:
    return article_of(next(iter(db.query(named_sql("revisions/article"), {"revision_id": revision_id}))))


def save_changes(db: Database, results: Iterable[tuple[Pair, Difference]], *, stamp: str, now: datetime) -> None:
    """Keep what comparing found; then none of the pairs waits any more."""
    with immediate(db):
        found = []
        for pair, difference in results:
            plain = json_of(difference)
            db.conn.execute(
                named_sql("revisions/save_change"),
                {
                    "standing_id": pair.standing,
                    "page_id": pair.page_id,
                    "before_revision": pair.before_revision,
                    "after_revision": pair.after_revision,
                    "seen_at": pair.seen_at.isoformat(),
                    "backfill": int(pair.backfill),
                    "weight": difference.weight.value,
                    "difference": plain,
                    "stamp": stamp,
                },
            )
            if difference.weight is not Weight.NONE:
                found.append(short_hash(str(pair.standing), plain))
        if found:
            after = short_hash(step_stamp(db, _STEP), *found)
            db.conn.execute(
                named_sql("archive/save_step_stamp"), {"step": _STEP, "stamp": after, "now": now.isoformat()}
            )


def changes_stamp(db: Database) -> str:
    """What the changes and events were when one was last added; equal stamps, equal changes."""
    last = db.conn.execute(named_sql("revisions/last_event")).fetchone()[0]
    return f"{step_stamp(db, _STEP)}:{last}"


def changed_pages(db: Database) -> set[int]:
    """The pages of which a change or an event is told: few, so that the others need not be asked for."""
    return {row[0] for row in db.conn.execute(named_sql("revisions/changed_pages"))}


def changes_of(db: Database, page_id: int) -> tuple[Change, ...]:
    """Every change of a page's article that changed something, in the order in which it was seen."""
    return tuple(
        Change(
            id=row["standing_id"],
            seen_at=datetime.fromisoformat(row["seen_at"]),
            backfill=bool(row["backfill"]),
            difference=from_plain(Difference, json.loads(row["difference"])),
        )
        for row in db.query(named_sql("revisions/changes"), {"page_id": page_id})
    )


def events_of(db: Database, page_id: int) -> tuple[PageEvent, ...]:
    """What befell a page beside new text, in the order in which it happened."""
    return tuple(
        PageEvent(kind=row["kind"], happened_at=datetime.fromisoformat(row["happened_at"]))
        for row in db.query(named_sql("revisions/events"), {"page_id": page_id})
    )
