"""Alerts that can never be met, and why: so that nobody waits for a mail that cannot come."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

from db import news as known
from db.search_query import SearchQuery, bounds, parse
from db.search_results import resolve
from db.subscribers.store import StoredAlert
from digests.alerts import AlertKind, questions_searched
from records.bodies import register
from records.vocab import Stage, StanceKind


@dataclass(frozen=True, slots=True, kw_only=True)
class NeverMet:
    """An alert that no news can meet as things stand."""

    alert: StoredAlert
    reason: str


def never_met(public: Database, alerts: Iterable[StoredAlert], *, today: date) -> list[NeverMet]:
    """The alerts that can never be met; each distinct wish is looked at once."""
    there = _There(public)
    reasons: dict[tuple[str, str, str], str] = {}
    found = []
    for alert in alerts:
        wish = (alert.kind, alert.value, alert.without)
        if wish not in reasons:
            reasons[wish] = there.reason(alert, today=today)
        if reasons[wish]:
            found.append(NeverMet(alert=alert, reason=reasons[wish]))
    return found


class _There:
    """What is published, as far as an alert can name it."""

    def __init__(self, public: Database) -> None:
        self._public = public
        self._names = known.names(public).keys() | {("topic", topic) for topic in known.topics(public)}
        self._redirects = known.redirects(public)

    def reason(self, alert: StoredAlert, *, today: date) -> str:
        """Why the alert can never be met; "" where it can."""
        value = alert.value
        if (alert.kind, value.lower()) in {(part.kind, part.value.lower()) for part in parse(alert.without).parts}:
            return "it leaves out what it asks for"
        match alert.kind:
            case AlertKind.SEARCH:
                return self._of_search(value, alert.without, today=today)
            case AlertKind.STAGE:
                return "" if value in set(Stage) else "no stage is called that"
            case AlertKind.STANCE:
                actor, _, side = value.partition(":")
                if side and side not in set(StanceKind):
                    return "no side is called that"
                return "" if self._has("body", actor) or self._has("person", actor) else "nobody of that name is known"
            case AlertKind.QUESTION if search := questions_searched(alert):
                return self._of_search(search, alert.without, today=today)
            case AlertKind.CONSULTATION | AlertKind.QUESTION:
                is_there = not value or any(self._has(what, value) for what in ("body", "topic", alert.kind))
                return "" if is_there else "no body, topic or page of a consultation is called that"
            case AlertKind.ALL:
                return ""
            case kind:
                return "" if self._has(kind, value) else f"no {kind} of that name is known"

    def _has(self, kind: str, id: str) -> bool:
        if kind == AlertKind.BODY and register().get(id):
            return True
        return (kind, id) in self._names or (kind == AlertKind.POLICY and id in self._redirects)

    def _of_search(self, search: str, without: str, *, today: date) -> str:
        query = parse(search)
        if not query:
            return "the search asks for nothing"
        wanted = {(part.kind, part.value.lower()) for part in query.parts if not part.excluded}
        unwanted = {(p.kind, p.value.lower()) for p in (*query.parts, *parse(without).parts) if p.excluded}
        unwanted |= {(part.kind, part.value.lower()) for part in parse(without).parts}
        if both := wanted & unwanted:
            return f"it asks for what it leaves out: {min(both)[1]}"
        return self._of_time(query, today) or self._of_filters(query)

    def _of_time(self, query: SearchQuery, today: date) -> str:
        first, before = bounds(query)
        if before is not None and before <= today:
            return "it asks for articles of a time that is over"
        return "its two dates leave no day" if first is not None and before is not None and before <= first else ""

    def _of_filters(self, query: SearchQuery) -> str:
        for part, ids in resolve(self._public.conn, query).ids.items():
            if not ids and not part.excluded and not self._has(part.kind, part.value):
                return f"no {part.kind} is called {part.value}"
        return ""
