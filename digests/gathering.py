"""Gathering what became known in a stretch of time out of the published database."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from db import news as known
from digests.moments import closing, edit_key, edits, is_official, opened, opening, reminder, seen_at, sides
from digests.news import News
from digests.pieces import Found, Piece, piece_of, searched
from digests.questions import answer, answer_key, answered_at, asked
from records.vocab import Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The news of a stretch of time, and every article of it with the time it was known."""

    news: tuple[News, ...]
    articles: tuple[tuple[str, str], ...]  # (id, known_at); edits of pages too, by what they are known by
    found: Found = field(default_factory=Found)  # what the saved searches find in it; to be closed


def gather(
    public: Database,
    *,
    since: datetime,
    until: datetime,
    late_since: datetime,
    considered: frozenset[str],
    tell_late: bool,
    searches: Iterable[str],
) -> Window:
    """What became known in [since, until), and what did so since ``late_since`` but was not there to be told.

    The window's ``found`` is to be closed.

    ``considered``: the articles that were there when those earlier windows were told.
    """
    articles = known.articles_known(public, since=late_since, until=until)
    times = {row["id"]: datetime.fromisoformat(row["known_at"]) for row in articles}
    fresh = frozenset(id for id, at in times.items() if at >= since or (tell_late and id not in considered))
    pieces = [piece_of(public, row) for row in articles if row["id"] in fresh]
    by_id = {piece.id: piece for piece in pieces}
    ends = closing(public, since=since, until=until)
    answered = [
        (piece_of(public, row), row)
        for row in known.answers_known(public, since=late_since, until=until)
        if answered_at(row) >= since or (tell_late and answer_key(row) not in considered)
    ]
    starts = opening(public, since=since, until=until, fresh=fresh)
    seen = [row for row in known.edits_known(public, since=late_since, until=until) if is_official(row)]
    edited = [
        (piece_of(public, row), row)
        for row in seen
        if seen_at(row) >= since or (tell_late and edit_key(row) not in considered)
    ]
    others = {piece.id: piece for piece, _ in [*ends, *starts, *edited, *answered] if piece.id not in fresh}
    found = searched(public, [*pieces, *others.values()], searches)
    news: list[News] = []
    for row in known.shifts_known(public, since=late_since, until=until):
        late = datetime.fromisoformat(row["known_at"]) < since
        if late and row["article_id"] not in fresh:
            continue
        piece = by_id.get(row["article_id"])
        facts = piece.named if piece else known.named_by(public, row["article_id"])
        news.append(_shift(row, facts, found, late=late))
    for piece in pieces:
        late = piece.known_at < since
        news += [*_of_article(piece, found, late=late), *sides(public, piece, found, late=late)]
        news += asked(public, piece, found, late=late)
    news += [reminder(piece, found, days=days) for piece, days in ends]
    news += [opened(piece, found, at=at, late=at < since) for piece, at in starts]
    for piece, row in edited:
        words = tuple((w["paragraph"], w["kind"], w["text"]) for w in known.edited_words(public, row["revision_id"]))
        news += edits(piece, found, words=words, late=seen_at(row) < since)
    for piece, row in answered:
        news += answer(public, piece, found, at=answered_at(row), late=answered_at(row) < since)
    times_known = [(row["id"], row["known_at"]) for row in articles]
    times_known += [(edit_key(row), row["seen_at"]) for row in seen]
    times_known += [(answer_key(row), row["answer_known_at"]) for _, row in answered]
    return Window(news=tuple(news), articles=tuple(times_known), found=found)


def _shift(row: Mapping[str, Any], facts: Mapping[str, frozenset[str]], found: Found, *, late: bool) -> News:
    proposer = frozenset({row["proposer_id"]} if row["proposer_id"] else ())
    return News(
        id=f"shift:{row['id']}",
        known_at=datetime.fromisoformat(row["known_at"]),
        article_id=row["article_id"],
        headline=row["headline"],
        url=row["url"],
        source=row["source"],
        source_id=row["source_id"],
        happened_on=row["happened_on"],
        policy_id=row["policy_id"],
        policy=row["policy"],
        position=row["position"],
        state=row["state"],
        shift_kind=row["kind"],
        to_stage=row["to_stage"],
        note=row["note"],
        statement=row["statement"],
        story=row["story"],
        sentence=row["sentence"],
        reported=bool(row["reported"]),
        late=late,
        bodies=facts["body"] | (proposer if row["proposer_kind"] == "body" else frozenset()),
        people=facts["person"] | (proposer if row["proposer_kind"] == "person" else frozenset()),
        topics=facts["topic"],
        searches=found.of(row["article_id"], row["policy_id"]),
        unwanted_by=found.anywhere(row["article_id"]),
        consults=row["to_stage"] == Stage.CONSULTATION,
    )


def _of_article(piece: Piece, found: Found, *, late: bool) -> list[News]:
    """The article once for every policy that it speaks of, and once without where it, or a search, needs that."""
    row, policies = piece.row, piece.policies
    places = [*sorted(policies), *([""] if not policies or found.of(piece.id, "") else [])]
    made = []
    for policy_id in places:
        proposal = policies[policy_id][0] if policy_id else {}
        # Beside its policies an article without one is there for the search alone.
        facts = piece.named if policy_id or not policies else {}
        made.append(
            News(
                id=f"article:{piece.id}",
                known_at=piece.known_at,
                article_id=piece.id,
                headline=row["headline"],
                url=row["url"],
                source=row["source"],
                source_id=row["source_id"] if policy_id or not policies else "",
                happened_on=row["published_at"] or "",
                policy_id=policy_id,
                policy=proposal.get("policy", ""),
                position=proposal.get("position", ""),
                state=proposal.get("state", ""),
                sentence=proposal.get("sentence") or row["lead"],
                late=late,
                story=row["story"],
                bodies=facts.get("body", frozenset()),
                people=facts.get("person", frozenset()),
                topics=facts.get("topic", frozenset()),
                searches=found.of(piece.id, policy_id),
                unwanted_by=found.anywhere(piece.id),
            )
        )
    return made
