"""What became known, as items that alerts are compared with."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any

from sqlite_utils import Database

from db import news as known
from db.window_index import WindowIndex
from digests.alerts import search_key
from records.dates import LONDON, in_words, interval
from records.sources import is_official_address
from records.vocab import OFFICIAL

_REMIND = (14, 3)  # days before a consultation closes
_MORNING = time(7, 0)  # an hour before the daily digest


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
    edit: str = ""  # what an edit of the article's page is known by
    #: Its words, each run with its paragraph's number and whether it is the same, removed, added or a new sentence.
    words: tuple[tuple[int, str, str], ...] = ()

    @property
    def is_shift(self) -> bool:
        """True for a policy's move, and for what is told like one: a reminder, an edit of an official page."""
        return bool(self.shift_kind)

    @property
    def told_as(self) -> tuple[str, str]:
        """What is remembered of having told it: of a shift the policy, the move and the day, else the story."""
        if self.edit:
            return self.edit, ""
        if self.is_shift:
            return f"{self.policy_id}:{self.shift_kind}:{self.to_stage}", self.happened_on
        return f"story:{self.story or self.article_id}", ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The news of a stretch of time, and every article of it with the time it was known."""

    news: tuple[News, ...]
    articles: tuple[tuple[str, str], ...]  # (id, known_at); edits of pages too, by what they are known by


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
    pieces = [
        _Piece(row=row, named=known.named_by(public, row["id"]), proposed=known.proposed_in(public, row["id"]))
        for row in articles
        if row["id"] in fresh
    ]
    by_id = {piece.row["id"]: piece for piece in pieces}
    closing = _closing(public, since=since, until=until)
    edits = [row for row in known.edits_known(public, since=late_since, until=until) if _is_official(row)]
    edited = [
        (_Piece(row=row, named=known.named_by(public, row["id"]), proposed=known.proposed_in(public, row["id"])), row)
        for row in edits
        if _seen(row) >= since or (tell_late and _edit_key(row) not in considered)
    ]
    others = {piece.id: piece for piece in [*(piece for piece, _ in [*closing, *edited])] if piece.id not in fresh}
    found = _searched([*pieces, *others.values()], searches)
    news: list[News] = []
    for row in known.shifts_known(public, since=late_since, until=until):
        late = _time(row) < since
        if late and row["article_id"] not in fresh:
            continue
        piece = by_id.get(row["article_id"])
        facts = piece.named if piece else known.named_by(public, row["article_id"])
        news.append(_shift(row, facts, found.get((row["article_id"], row["policy_id"]), frozenset()), late=late))
    for piece in pieces:
        news += _of_article(piece, found, late=_time(piece.row) < since)
    news += [_reminder(piece, found, days=days, due=_due(piece.row, days)) for piece, days in closing]
    for piece, row in edited:
        words = tuple((w["paragraph"], w["kind"], w["text"]) for w in known.edited_words(public, row["revision_id"]))
        news += _edits(piece, found, words=words, late=_seen(row) < since)
    seen = [*((row["id"], row["known_at"]) for row in articles), *((_edit_key(row), row["seen_at"]) for row in edits)]
    return Window(news=tuple(news), articles=tuple(seen))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """An article's rows."""

    row: Mapping[str, Any]
    named: Mapping[str, frozenset[str]]
    proposed: list[dict[str, Any]]

    @property
    def id(self) -> str:
        return str(self.row["id"])

    @property
    def policies(self) -> dict[str, list[dict[str, Any]]]:
        """The article's proposals by policy."""
        found: dict[str, list[dict[str, Any]]] = {}
        for proposal in self.proposed:
            found.setdefault(proposal["policy_id"], []).append(proposal)
        return found


def _time(row: Mapping[str, Any]) -> datetime:
    return datetime.fromisoformat(row["known_at"])


def _searched(pieces: list[_Piece], searches: Iterable[str]) -> dict[tuple[str, str], frozenset[str]]:
    """(article, policy) -> keys of the searches that find it; each distinct search runs once.

    An article on five policies, found by words that only one of them has, is news of that one. Found by
    words that stand nowhere in what it proposes, it is news of none: then the policy is "".
    """
    wanted = {search_key(search): search for search in searches}
    if not wanted or not pieces:
        return {}
    words: dict[tuple[str, str], str] = {}
    facts: dict[tuple[str, str], Mapping[str, frozenset[str]]] = {}
    for piece in pieces:
        row = piece.row
        texts = {"": "\n".join((row["headline"], row["lead"], row["body"]))}
        for policy, proposals in piece.policies.items():
            said = (text for p in proposals for text in (p["policy"], p["summary"], p["sentence"] or ""))
            texts[policy] = "\n".join(said)
        own = {
            **piece.named,
            "source": frozenset({row["source_id"]}),
            "published": frozenset({row["published_at"] or row["known_at"]}),
        }
        for policy, text in texts.items():
            words[piece.id, policy], facts[piece.id, policy] = text, own
    found: dict[tuple[str, str], set[str]] = {}
    index = WindowIndex(words, facts)
    try:
        for key, search in wanted.items():
            places = index.matches(search)
            told = {article for article, policy in places if policy}
            for article, policy in places:
                if policy or article not in told:
                    found.setdefault((article, policy), set()).add(key)
    finally:
        index.close()
    return {place: frozenset(keys) for place, keys in found.items()}


def _closing(public: Database, *, since: datetime, until: datetime) -> list[tuple[_Piece, int]]:
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
    return [
        (_Piece(row=row, named=known.named_by(public, row["id"]), proposed=known.proposed_in(public, row["id"])), days)
        for row, days in due
    ]


def _due(row: Mapping[str, Any], days: int) -> datetime:
    """When to remind: in the morning of so many days before the last."""
    closes = interval(row["closes_on"])[1]
    return datetime.combine(closes - timedelta(days=days), _MORNING, LONDON).astimezone(UTC)


def _reminder(piece: _Piece, found: Mapping[tuple[str, str], frozenset[str]], *, days: int, due: datetime) -> News:
    row = piece.row
    return News(
        id=f"closing:{row['id']}:{row['policy_id'] or ''}:{row['closes_on']}:{days}",
        known_at=due,
        article_id=row["id"],
        headline=row["headline"],
        url=row["url"],
        source=row["source"],
        source_id=row["source_id"],
        happened_on=row["closes_on"],
        policy_id=row["policy_id"] or "",
        policy=row["policy"] or row["headline"],
        position=row["position"] or "",
        state=row["state"] or "",
        shift_kind=f"closes in {days} days",
        note=f"consultation closes on {in_words(row['closes_on'])}",
        sentence=row["sentence"],
        bodies=piece.named["body"],
        people=piece.named["person"],
        topics=piece.named["topic"],
        searches=found.get((piece.id, row["policy_id"] or ""), frozenset()) | found.get((piece.id, ""), frozenset()),
    )


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


def _is_official(row: Mapping[str, Any]) -> bool:
    return row["source_kind"] in OFFICIAL or is_official_address(row["url"])


def _seen(row: Mapping[str, Any]) -> datetime:
    return datetime.fromisoformat(row["seen_at"])


def _edit_key(row: Mapping[str, Any]) -> str:
    return f"edit:{row['id']}:{row['seen_at']}"


def _edits(
    piece: _Piece,
    found: Mapping[tuple[str, str], frozenset[str]],
    *,
    words: tuple[tuple[int, str, str], ...],
    late: bool,
) -> list[News]:
    """The edit of an official page, once for every policy that the page speaks of; for one of none, once."""
    row, policies = piece.row, piece.policies
    return [
        News(
            id=f"{_edit_key(row)}:{policy_id}",
            known_at=_seen(row),
            article_id=piece.id,
            headline=row["headline"],
            url=row["url"],
            source=row["source"],
            source_id=row["source_id"],
            happened_on=_seen(row).astimezone(LONDON).date().isoformat(),
            policy_id=policy_id,
            policy=policies[policy_id][0]["policy"] if policy_id else "",
            position=policies[policy_id][0]["position"] if policy_id else "",
            state=policies[policy_id][0]["state"] if policy_id else "",
            shift_kind="official page edited",
            note=f"official page edited; {row['summary']}",
            late=late,
            bodies=piece.named["body"],
            people=piece.named["person"],
            topics=piece.named["topic"],
            searches=found.get((piece.id, policy_id), frozenset()) | found.get((piece.id, ""), frozenset()),
            edit=_edit_key(row),
            words=words,
        )
        for policy_id in sorted(policies) or [""]
    ]


def _of_article(piece: _Piece, found: Mapping[tuple[str, str], frozenset[str]], *, late: bool) -> list[News]:
    """The article once for every policy that it speaks of, and once without where it, or a search, needs that."""
    row, policies = piece.row, piece.policies
    places = [*sorted(policies), *([""] if not policies or found.get((piece.id, "")) else [])]
    made = []
    for policy_id in places:
        proposal = policies[policy_id][0] if policy_id else {}
        # Beside its policies an article without one is there for the search alone.
        facts = piece.named if policy_id or not policies else {}
        made.append(
            News(
                id=f"article:{piece.id}",
                known_at=_time(row),
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
                searches=found.get((piece.id, policy_id), frozenset()),
            )
        )
    return made
