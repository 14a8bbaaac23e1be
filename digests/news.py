"""What became known, as items that alerts are compared with."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from db import news as known
from db.window_index import WindowIndex
from digests.alerts import search_key


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """One thing that became known: a policy's shift, or an article. ``known_at`` decides the window."""

    id: str  # "shift:…" or "article:…"
    known_at: datetime
    article_id: str
    headline: str
    url: str
    source: str
    source_id: str
    happened_on: str
    policy_id: str = ""  # "" for an article that speaks of no policy
    policy: str = ""  # its title
    position: str = ""
    state: str = ""
    shift_kind: str = ""  # "" for an article
    to_stage: str = ""
    note: str = ""  # what moved, in a line
    sentence: str = ""  # the words that say it
    reported: bool = False  # only the press says so
    backfill: bool = False
    late: bool = False  # known in time, and told only now
    story: str = ""  # near-duplicates share it
    bodies: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    searches: frozenset[str] = frozenset()  # keys of the saved searches that find it

    @property
    def is_shift(self) -> bool:
        """True for a policy's move."""
        return bool(self.shift_kind)

    @property
    def told_as(self) -> tuple[str, str]:
        """What is remembered of having told it: of a shift the policy, the move and the day, else the story."""
        if self.is_shift:
            return f"{self.policy_id}:{self.shift_kind}:{self.to_stage}", self.happened_on
        return f"story:{self.story or self.article_id}", ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The news of a stretch of time, and every article of it with the time it was known."""

    news: tuple[News, ...]
    articles: tuple[tuple[str, str], ...]  # (id, known_at)


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

    ``considered``: the articles that were there when those earlier windows were told.
    """
    articles = known.articles_known(public, since=late_since, until=until)
    fresh = {row["id"] for row in articles if _time(row) >= since or (tell_late and row["id"] not in considered)}
    named = {row["id"]: known.named_by(public, row["id"]) for row in articles if row["id"] in fresh}
    found = _searched([row for row in articles if row["id"] in fresh], named, searches)
    proposed = {id: known.proposed_in(public, id) for id in sorted(fresh)}
    news: list[News] = []
    for row in known.shifts_known(public, since=late_since, until=until):
        if _time(row) < since and row["article_id"] not in fresh:
            continue
        facts = named.get(row["article_id"]) or known.named_by(public, row["article_id"])
        news.append(_shift(row, facts, found.get(row["article_id"], frozenset()), late=_time(row) < since))
    for row in articles:
        if row["id"] in fresh:
            late = _time(row) < since
            news += _of_article(row, proposed[row["id"]], named[row["id"]], found.get(row["id"], frozenset()), late)
    return Window(news=tuple(news), articles=tuple((row["id"], row["known_at"]) for row in articles))


def _time(row: Mapping[str, Any]) -> datetime:
    return datetime.fromisoformat(row["known_at"])


def _searched(
    articles: list[dict[str, Any]], named: Mapping[str, Mapping[str, frozenset[str]]], searches: Iterable[str]
) -> dict[str, frozenset[str]]:
    """Article id -> keys of the searches that find it; each distinct search runs once."""
    wanted = {search_key(search): search for search in searches}
    if not wanted or not articles:
        return {}
    index = WindowIndex(
        {row["id"]: "\n".join((row["headline"], row["lead"], row["body"])) for row in articles},
        {
            row["id"]: {
                **named[row["id"]],
                "source": frozenset({row["source_id"]}),
                "published": frozenset({row["published_at"] or row["known_at"]}),
            }
            for row in articles
        },
    )
    found: dict[str, set[str]] = {}
    try:
        for key, search in wanted.items():
            for id in index.matches(search):
                found.setdefault(id, set()).add(key)
    finally:
        index.close()
    return {id: frozenset(keys) for id, keys in found.items()}


def _shift(
    row: Mapping[str, Any], facts: Mapping[str, frozenset[str]], searches: frozenset[str], *, late: bool
) -> News:
    proposer = frozenset({row["proposer_id"]} if row["proposer_id"] else ())
    return News(
        id=f"shift:{row['id']}",
        known_at=_time(row),
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
        sentence=row["sentence"],
        reported=bool(row["reported"]),
        late=late,
        bodies=facts["body"] | (proposer if row["proposer_kind"] == "body" else frozenset()),
        people=facts["person"] | (proposer if row["proposer_kind"] == "person" else frozenset()),
        topics=facts["topic"],
        searches=searches,
    )


def _of_article(
    row: Mapping[str, Any],
    proposed: list[dict[str, Any]],
    facts: Mapping[str, frozenset[str]],
    searches: frozenset[str],
    late: bool,
) -> list[News]:
    """The article once for every policy that it speaks of; once without, where it speaks of none."""
    policies = {proposal["policy_id"]: proposal for proposal in reversed(proposed)} or {"": {}}
    return [
        News(
            id=f"article:{row['id']}",
            known_at=_time(row),
            article_id=row["id"],
            headline=row["headline"],
            url=row["url"],
            source=row["source"],
            source_id=row["source_id"],
            happened_on=row["published_at"] or "",
            policy_id=policy_id,
            policy=proposal.get("policy", ""),
            position=proposal.get("position", ""),
            state=proposal.get("state", ""),
            sentence=proposal.get("sentence") or row["lead"],
            late=late,
            story=row["story"],
            bodies=facts["body"],
            people=facts["person"],
            topics=facts["topic"],
            searches=searches,
        )
        for policy_id, proposal in sorted(policies.items())
    ]
