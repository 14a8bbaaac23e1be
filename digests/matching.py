"""Which of the news a reader wants: pure, from records to records."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from digests.alerts import SEARCHED, Alert, AlertKind
from digests.news import News

_WORDS = 6  # of a search, in the reason for an entry
_SHORT = 2  # letters of a word that tells nothing beside others
_TOLD_WRONG = "we told you something else before"


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """Where else the same story stands."""

    source: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What a digest says of one policy, or of one story that speaks of none."""

    key: str
    title: str
    policy_id: str
    position: str
    state: str
    shifts: tuple[News, ...]  # oldest first
    articles: tuple[News, ...]  # newest first, one a story
    because: tuple[str, ...]  # the alerts that were met, in words
    copies: tuple[tuple[str, tuple[Copy, ...]], ...] = ()  # article id -> the same story elsewhere
    told: tuple[tuple[str, str], ...] = ()
    alerts: tuple[tuple[int, str], ...] = ()  # the same alerts by their numbers, so that one can be stopped

    @property
    def newest(self) -> datetime:
        """When the latest of it was known."""
        return max(item.known_at for item in (*self.shifts, *self.articles))


def select(
    news: Iterable[News],
    alerts: Iterable[Alert],
    *,
    since: datetime,
    until: datetime,
    told: Collection[tuple[str, str]] = frozenset(),
    taken_back: Iterable[News] = (),
    words: Callable[[Alert, News], Collection[str]] = lambda alert, item: (),
) -> list[Entry]:
    """News learned in [since, until), or late, that some alert wants and that was not told before.

    One entry a policy however many alerts it met; entries with a shift first, then the newest. A
    backfill is nobody's news. ``taken_back``: corrections, which are told whatever the alerts. ``words``: those for
    which a search found an item.
    """
    alerts = tuple(alerts)
    wanted: dict[str, dict[str, News]] = defaultdict(dict)
    because: dict[str, dict[int, _Reason]] = defaultdict(dict)  # alert -> its reason
    placed: dict[str, str] = {}  # an article or edit -> the entry it stands in, so that it stands in one
    for item in taken_back:
        wanted[item.policy_id or f"story:{item.article_id}"][item.id] = item
    # Shifts first, so that an article that tells of several policies goes to the one that moved.
    for item in sorted(news, key=lambda n: (not n.is_shift, n.known_at, n.id, n.policy_id)):
        if item.backfill or item.told_as in told or not (item.late or since <= item.known_at < until):
            continue
        met = [alert for alert in alerts if _wants(alert, item)]
        if not met:
            continue
        key = item.policy_id or f"story:{item.story or item.article_id}"
        is_move = item.is_shift and not (item.edit or item.asks or item.answers)
        if placed.setdefault(item.edit or item.article_id, key) != key and not is_move:
            continue
        wanted[key][item.id] = item
        for alert in met:
            reason = because[key].setdefault(alert.id, _Reason(why=alert.why))
            reason.words.update(dict.fromkeys(words(alert, item)))
    entries = [_entry(key, list(items.values()), because[key]) for key, items in wanted.items()]
    return sorted(entries, key=lambda e: (not e.shifts, -e.newest.timestamp(), e.key))


def _wants(alert: Alert, item: News) -> bool:
    if alert.shifts_only and (item.edit or item.answers or not item.is_shift):
        return False
    if alert.stages and item.to_stage not in alert.stages:
        return False
    if not alert.unwanted.isdisjoint(item.unwanted_by):
        return False
    return not alert.ids.isdisjoint(_keys(item, alert.kind))


def _keys(item: News, kind: AlertKind) -> Collection[str]:
    """The ids for which an alert of that kind wants the item."""
    if (item.stances and kind is not AlertKind.STANCE) or (item.asks and kind is not AlertKind.QUESTION):
        return ()
    match kind:
        case AlertKind.STANCE:
            return item.stances
        case AlertKind.CONSULTATION:
            return ("", item.article_id, *item.bodies, *item.topics) if item.consults else ()
        case AlertKind.QUESTION:
            return (
                ("", *item.bodies, *item.topics, *(SEARCHED + key for key in item.searches))
                if item.asks or item.answers
                else ()
            )
        case AlertKind.ALL:
            return ("",) if item.policy_id else ()
        case AlertKind.POLICY:
            return (item.policy_id,) if item.policy_id else ()
        case AlertKind.BODY:
            return item.bodies
        case AlertKind.PERSON:
            return item.people
        case AlertKind.TOPIC:
            return item.topics
        case AlertKind.SOURCE:
            return (item.source_id,)
        case AlertKind.STAGE:
            return (item.to_stage,) if item.is_shift else ()
        case AlertKind.SEARCH:
            return item.searches


class NewsIndex:
    """News by what alerts ask for, so that a reader is compared only with what can concern them."""

    def __init__(self, news: Iterable[News]) -> None:
        self._items = tuple(news)
        self._places: dict[tuple[AlertKind, str], list[int]] = defaultdict(list)
        for place, item in enumerate(self._items):
            for kind in AlertKind:
                for key in _keys(item, kind):
                    self._places[kind, key].append(place)

    def near(self, alerts: Iterable[Alert]) -> list[News]:
        """The items that some of the alerts may want; ``select`` decides."""
        places = {place for alert in alerts for key in alert.ids for place in self._places.get((alert.kind, key), ())}
        return [self._items[place] for place in sorted(places)]


@dataclass(slots=True, kw_only=True)
class _Reason:
    """An alert that was met, with the words by which its search was."""

    why: str
    words: dict[str, None] = field(default_factory=dict)

    def __str__(self) -> str:
        telling = [word for word in self.words if len(word) > _SHORT] or list(self.words)
        said = [f"“{word}”" for word in telling[:_WORDS]]
        return f"{self.why}, here by {', '.join(said)}" if said else self.why


def _entry(key: str, items: list[News], because: Mapping[int, _Reason]) -> Entry:
    shifts = [item for item in items if item.is_shift]
    said = {item.article_id for item in shifts}
    moves = {item.story: item for item in shifts if item.story}
    copies: dict[str, dict[str, Copy]] = defaultdict(dict)  # the article that is shown -> where else its story stands
    stories: dict[str, list[News]] = defaultdict(list)
    for item in items:
        # The article that a shift is read from stands beside it already.
        if item.is_shift or item.article_id in said:
            continue
        if (move := moves.get(item.story)) is not None:
            copies[move.article_id][item.article_id] = Copy(source=item.source, url=item.url)
        else:
            stories[item.story or item.article_id].append(item)
    leaders = [next((i for i in same if i.article_id == story), same[0]) for story, same in stories.items()]
    for leader, same in zip(leaders, stories.values(), strict=True):
        copies[leader.article_id] |= {i.article_id: Copy(source=i.source, url=i.url) for i in same if i is not leader}
    first = items[0]
    return Entry(
        key=key,
        title=first.policy or first.headline,
        policy_id=first.policy_id,
        position=first.position,
        state=first.state,
        shifts=tuple(sorted(shifts, key=lambda item: (item.happened_on, item.known_at, item.id))),
        articles=tuple(sorted(leaders, key=lambda item: (item.known_at, item.id), reverse=True)),
        because=tuple(dict.fromkeys(map(str, because.values()))) or (_TOLD_WRONG,),
        alerts=tuple((id, reason.why) for id, reason in because.items()),
        copies=tuple((article, tuple(found.values())) for article, found in copies.items() if found),
        told=tuple(dict.fromkeys(item.told_as for item in items)),
    )
