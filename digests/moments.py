"""What befalls a policy or page beside its shifts: consultations open and close, sides are taken, pages edited."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlite_utils import Database

from db import news as known
from digests.news import News
from digests.pieces import Found, Piece, news_of, piece_of
from records.dates import LONDON, in_words, interval
from records.sources import is_official_address
from records.urls import slug
from records.vocab import OFFICIAL

_REMIND = (14, 3)  # days before a consultation closes
_MORNING = time(7, 0)  # an hour before the daily digest
_STILL_NEWS = timedelta(days=14)  # a consultation that opened longer before we knew of it does not open now
_SIDES = {"supports": "supports it", "opposes": "opposes it", "concerned": "is concerned", "neutral": "takes no side"}


def closing(public: Database, *, since: datetime, until: datetime) -> list[tuple[Piece, int]]:
    """The consultations of which a reminder falls due in [since, until), with the days before their end."""
    day = timedelta(days=1)
    rows = known.consultations_closing(
        public,
        first=since.astimezone(LONDON).date() + min(_REMIND) * day,
        last=until.astimezone(LONDON).date() + max(_REMIND) * day,
    )
    due = [
        (row, days)
        for row in {(row["id"], row["policy_id"], row["closes_on"]): row for row in rows}.values()
        for days in _REMIND
        # A weekly mail comes too late for some.
        if since <= _due(row, days) < until and interval(row["closes_on"])[1] >= until.astimezone(LONDON).date()
    ]
    return [(piece_of(public, row), days) for row, days in due]


def _due(row: Mapping[str, Any], days: int) -> datetime:
    """When to remind: in the morning of so many days before the last."""
    return _morning(interval(row["closes_on"])[1] - timedelta(days=days))


def _morning(day: date) -> datetime:
    return datetime.combine(day, _MORNING, LONDON).astimezone(UTC)


def reminder(piece: Piece, found: Found, *, days: int) -> News:
    """Word of a consultation that closes in so many days."""
    row = piece.row
    return news_of(
        piece,
        found,
        policy_id=row["policy_id"] or "",
        policy=row["policy"] or row["headline"],
        position=row["position"] or "",
        state=row["state"] or "",
        id=f"closing:{row['id']}:{row['policy_id'] or ''}:{row['closes_on']}:{days}",
        known_at=_due(row, days),
        happened_on=row["closes_on"],
        shift_kind=f"closes in {days} days",
        note=f"consultation closes on {in_words(row['closes_on'])}",
        sentence=row["sentence"],
        consults=True,
    )


def is_official(row: Mapping[str, Any]) -> bool:
    """Whether the edited page is a public body's own."""
    return row["source_kind"] in OFFICIAL or is_official_address(row["url"])


def seen_at(row: Mapping[str, Any]) -> datetime:
    """When the edit was seen."""
    return datetime.fromisoformat(row["seen_at"])


def edit_key(row: Mapping[str, Any]) -> str:
    """What an edit is known by."""
    return f"edit:{row['id']}:{row['seen_at']}"


def edits(
    piece: Piece,
    found: Found,
    *,
    words: tuple[tuple[int, str, str], ...],
    late: bool,
) -> list[News]:
    """The edit of an official page, once for every policy that the page speaks of; for one of none, once."""
    row = piece.row
    return [
        news_of(
            piece,
            found,
            policy_id=policy_id,
            id=f"{edit_key(row)}:{policy_id}",
            known_at=seen_at(row),
            happened_on=seen_at(row).astimezone(LONDON).date().isoformat(),
            shift_kind="official page edited",
            note=f"official page edited; {row['summary']}",
            late=late,
            edit=edit_key(row),
            words=words,
        )
        for policy_id in sorted(piece.policies) or [""]
    ]


def opening(
    public: Database, *, since: datetime, until: datetime, fresh: frozenset[str]
) -> list[tuple[Piece, datetime]]:
    """The consultations that open in [since, until), or were opened and known late, with the time of it.

    ``fresh``: the articles that are news. One that opened before we knew of it opens for readers when we know.
    """
    rows = known.consultations_opening(
        public,
        first=(since - 2 * _STILL_NEWS).astimezone(LONDON).date(),
        last=until.astimezone(LONDON).date(),
    )
    found = []
    for row in {(row["id"], row["policy_id"], row["opens_on"]): row for row in rows}.values():
        opens, known_at = _morning(date.fromisoformat(row["opens_on"])), datetime.fromisoformat(row["known_at"])
        if known_at > opens and (row["backfill"] or known_at - opens > _STILL_NEWS):
            continue
        at = max(opens, known_at)
        if at < until and (at >= since or row["id"] in fresh):
            found.append((piece_of(public, row), at))
    return found


def opened(piece: Piece, found: Found, *, at: datetime, late: bool) -> News:
    """Word of a consultation that opens."""
    row = piece.row
    closes = f"; closes on {in_words(row['closes_on'])}" if row["closes_on"] else ""
    return news_of(
        piece,
        found,
        policy_id=row["policy_id"] or "",
        policy=row["policy"] or row["headline"],
        position=row["position"] or "",
        state=row["state"] or "",
        id=f"opens:{row['id']}:{row['policy_id'] or ''}:{row['opens_on']}",
        known_at=at,
        happened_on=row["opens_on"],
        shift_kind="consultation opens",
        note=f"consultation opens on {in_words(row['opens_on'])}{closes}",
        sentence=row["sentence"],
        late=late,
        consults=True,
    )


def sides(public: Database, piece: Piece, found: Found, *, late: bool) -> list[News]:
    """Who takes a side in an article, for those who follow what they say."""
    row = piece.row
    made = []
    for stance in known.stances_in(public, piece.id):
        actor = stance["actor_id"] or slug(stance["actor"])
        made.append(
            News(
                id=f"stance:{stance['id']}",
                known_at=piece.known_at,
                article_id=piece.id,
                headline=row["headline"],
                url=row["url"],
                source=row["source"],
                source_id=row["source_id"],
                happened_on=row["published_at"] or "",
                policy_id=stance["policy_id"] or "",
                policy=stance["policy"] or row["headline"],
                position=stance["position"] or "",
                state=stance["state"] or "",
                shift_kind="stance",
                note=f"{stance['actor']} {_SIDES.get(stance['stance'], stance['stance'])}",
                sentence=stance["sentence"],
                reported=True,
                late=late,
                unwanted_by=found.anywhere(piece.id),
                stances=frozenset({f"{actor}:{stance['stance']}", f"{actor}:"}),
            )
        )
    return made
