"""Parliament's APIs: bills, written questions and statements, debates, committees' inquiries and reports.

Their lists cut texts off, so each item is fetched by its id; its address is the page that people read. A bill
comes with its stages, and an inquiry with its committee, by a second answer.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit

from crawler import parliament_pages
from crawler.leads import Answer, Found, Lead, Look, Mark, Spider, Trouble, iso, time_of
from crawler.spiders.wordpress import with_query
from crawler.xml_repair import not_future
from records.dates import LONDON

_TAKE = 100
_TAKES = f"Take={_TAKE}"
_LAST_SKIP = 100_000
_UNANSWERED = "answered=Unanswered"  # of the list of questions: those that still wait
_OVERLAP = timedelta(days=3)  # an answer can come days after its date


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """One list of one API."""

    items: tuple[str, ...]  # where its items stand in the answer
    total: str
    skip: str
    take: str
    since: str  # the parameter for the first day wanted; "" where there is none, and the newest come first
    until: str
    asked: Mapping[str, str]
    lead: Callable[[str, Mapping[str, Any]], Lead | None]
    #: Further days on which an item changes. Such a list is not in the order of changes, and is read to its end.
    changes: Callable[[Mapping[str, Any]], list[Any]] | None = None
    #: An item by its id, where the list leaves out those that have ended: such a one is then read once more.
    leaves: Callable[[str, int], Lead] | None = None


class Parliament(Spider):
    """The addresses in ``start`` are lists of Parliament's APIs; their path says which."""

    accept = "application/json"
    looks_again = False
    options = {  # noqa: RUF012
        "days": "how far back the first visit goes (14)",
        "query": "further parameters of the list, such as answeringBodies=60",
    }

    def looks(self) -> Iterable[Look]:
        """The first page of each list."""
        return [self._look(start, 0) for start in self.source.start]

    def _look(self, start: str, skip: int, latest: str = "", listed: str = "") -> Look:
        service = service_of(start)
        if service is None:
            return Look(url=start, kind="unknown")
        asked = {**service.asked, service.skip: str(skip), service.take: str(_TAKE)}
        for pair in self.source.options.get("query", "").split("&"):
            name, _, value = pair.partition("=")
            if name:
                asked[name] = value
        if service.since:
            asked[service.since] = (self.visit.from_on or self._since(start)).isoformat()
            if self.visit.to_on is not None:
                asked[service.until] = self.visit.to_on.isoformat()
        return Look(
            url=with_query(start, asked),
            notes={"start": start, "skip": str(skip), "latest": latest, "listed": listed},
            always=True,
        )

    def _since(self, start: str) -> date:
        mark = time_of(self.visit.marks.get(f"latest {start}"))
        since = mark - _OVERLAP if mark else self.visit.now - timedelta(days=self.number("days", 14))
        return since.astimezone(LONDON).date()

    def read(self, look: Look, answer: Answer) -> Iterator[Found]:
        """One lead an item; the next page while there is one; at the end the mark."""
        service = service_of(look.notes.get("start", look.url))
        if service is None:
            yield Trouble(
                reason=f"'start' names no list that is known; known are paths ending in {', '.join(SERVICES)}"
            )
            return
        try:
            answered = json.loads(answer.text)
            items = answered
            for name in service.items:
                items = items[name]
            items = [item.get("value", item) for item in items]
        except (ValueError, KeyError, TypeError, AttributeError):
            yield Trouble(reason=f"wanted JSON with {'.'.join(service.items)}, got something else")
            return
        since = self.visit.from_on or self._since(look.notes["start"])
        latest, too_old = look.notes["latest"], False
        base = f"{urlsplit(answer.url).scheme}://{urlsplit(answer.url).netloc}"
        listed = look.notes["listed"].split()
        for item in items:
            if not isinstance(item, Mapping):
                yield Trouble(
                    reason=f"an item of the list is {type(item).__name__}, not an object; the others are read"
                )
                continue
            lead = service.lead(base, item)
            if lead is None:
                continue
            listed.append(str(item.get("id") or ""))
            if service.changes is not None:
                days = [lead.changed_at, *map(_day, service.changes(item))]
                lead = replace(
                    lead, changed_at=max(filter(None, (not_future(d, self.visit.now) for d in days)), default=None)
                )
            latest = max(latest, not_future(lead.changed_at, self.visit.now) or "")
            changed = time_of(lead.changed_at)
            if changed is not None and changed.astimezone(LONDON).date() < since:
                too_old = True
                continue
            yield lead
        skip = int(look.notes["skip"]) + len(items)
        # A list that cannot be asked for days is the newest first: older ones end it.
        done = (
            not items
            or skip >= min(int(answered.get(service.total) or 0), _LAST_SKIP)
            or (too_old and not service.since and service.changes is None)
        )
        if not done:
            yield self._look(look.notes["start"], skip, latest, " ".join(listed) if service.leaves else "")
        elif latest and self.visit.from_on is None:
            yield Mark(name=f"latest {look.notes['start']}", value=latest)
            if service.leaves is not None:
                yield from self._ended(look.notes["start"], base, listed, service.leaves)

    def _ended(self, start: str, base: str, listed: Sequence[str], lead: Callable[[str, int], Lead]) -> Iterator[Found]:
        """What was in the list at the last visit and is not now: to be read once more. Then the mark of what is."""
        name = f"listed {start}"
        for id in self.visit.marks.get(name, "").split():
            if id not in listed and id.isdigit():
                yield replace(lead(base, int(id)), changed_at=iso(self.visit.now))
        yield Mark(name=name, value=" ".join(listed))

    def rest_of(self, url: str, answer: Answer) -> str:
        """A bill's stages; an inquiry's committees, which its own answer does not name."""
        data = _object(answer)
        base, path = answer.url.split("?")[0], urlsplit(answer.url).path
        if isinstance(data.get("billId"), int) and path.endswith(f"/Bills/{data['billId']}"):
            return f"{base}/Stages?{_TAKES}"
        if parliament_pages.is_inquiry(data) and (found := re.search(r"^(.*)/CommitteeBusiness/(\d+)$", base)):
            # Unless told, it leaves out the committees of earlier parliaments.
            return f"{found[1]}/Committees?CommitteeBusinessId={found[2]}&CommitteeStatus=All&{_TAKES}"
        return ""

    def whole(self, answer: Answer, rest: Answer) -> Answer:
        """The item with its stages or committees in it."""
        items = _object(rest).get("items")
        if not isinstance(items, list):
            raise ValueError("wanted JSON with 'items', got something else")
        data = _object(answer)
        key = parliament_pages.STAGES if "billId" in data else parliament_pages.COMMITTEES
        body = json.dumps({**data, key: items}, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass")
        return replace(answer, body=body, content_type="application/json; charset=utf-8")


def _object(answer: Answer) -> Mapping[str, Any]:
    try:
        data = json.loads(answer.text)
    except ValueError:
        return {}
    return data if isinstance(data, dict) else {}


def service_of(start: str) -> Service | None:
    """What is known of the list at an address."""
    address = urlsplit(start)
    path = address.path.rstrip("/") + (f"?{address.query}" if address.query == _UNANSWERED else "")
    return next((service for ending, service in SERVICES.items() if path.endswith(ending)), None)


def _day(value: Any) -> str | None:
    time = time_of(str(value or "").split(".")[0])
    return iso(time) if time else None


def _hints(**values: Any) -> dict[str, str]:
    return {name: " ".join(str(value).split()) for name, value in values.items() if value}


def _bill(base: str, item: Mapping[str, Any]) -> Lead | None:
    if not isinstance(item.get("billId"), int):
        return None
    stage = item.get("currentStage") or {}
    changed = _day(item.get("lastUpdate"))
    return Lead(
        url=f"https://bills.parliament.uk/bills/{item['billId']}",
        fetch_url=f"{base}/api/v1/Bills/{item['billId']}",
        hints=_hints(headline=item.get("shortTitle"), lead=stage.get("description"), published_at=changed),
        published_at=changed,
        changed_at=changed,
    )


def _question(base: str, item: Mapping[str, Any]) -> Lead | None:
    tabled = _day(item.get("dateTabled"))
    if not isinstance(item.get("id"), int) or not item.get("uin") or tabled is None:
        return None
    dated = _day(item.get("dateAnswered")) or tabled
    return Lead(
        url=f"https://questions-statements.parliament.uk/written-questions/detail/{_local(tabled)}/{item['uin']}",
        fetch_url=f"{base}/api/writtenquestions/questions/{item['id']}?expandMember=true",
        hints=_hints(headline=item.get("heading"), published_at=_local(dated)),
        published_at=dated,
        changed_at=_day(item.get("dateAnswerCorrected")) or dated,
    )


def _statement(base: str, item: Mapping[str, Any]) -> Lead | None:
    made = _day(item.get("dateMade"))
    if not isinstance(item.get("id"), int) or not item.get("uin") or made is None:
        return None
    return Lead(
        url=f"https://questions-statements.parliament.uk/written-statements/detail/{_local(made)}/{item['uin']}",
        fetch_url=f"{base}/api/writtenstatements/statements/{item['id']}?expandMember=true",
        hints=_hints(headline=item.get("title"), published_at=_local(made)),
        published_at=made,
        changed_at=made,
    )


def _publication(base: str, item: Mapping[str, Any]) -> Lead | None:
    dated = _day(item.get("publicationStartDate"))
    if not isinstance(item.get("id"), int):
        return None
    committee = item.get("committee") or {}
    # A publication without its document's number is answered with 404; public clients found out.
    documents = item.get("documents")
    first = documents[0] if isinstance(documents, list) and documents and isinstance(documents[0], dict) else {}
    document = f"/documents/{first['documentId']}/default" if isinstance(first.get("documentId"), int) else ""
    return Lead(
        url=f"https://committees.parliament.uk/publications/{item['id']}{document}",
        fetch_url=f"{base}/api/Publications/{item['id']}",
        hints=_hints(headline=item.get("description"), byline=committee.get("name"), published_at=dated),
        published_at=dated,
        changed_at=dated,
    )


def _inquiry(base: str, item: Mapping[str, Any]) -> Lead | None:
    if not isinstance(item.get("id"), int):
        return None
    opened = _day(item.get("openDate"))
    return replace(
        _inquiry_by_id(base, item["id"]),
        hints=_hints(headline=item.get("title"), published_at=opened),
        published_at=opened,
        changed_at=opened,
    )


def _inquiry_by_id(base: str, id: int) -> Lead:
    return Lead(url=f"https://committees.parliament.uk/work/{id}", fetch_url=f"{base}/api/CommitteeBusiness/{id}")


def _inquiry_changes(item: Mapping[str, Any]) -> list[Any]:
    """The days on which it is opened, asks for evidence, reports or ends, some of them still to come."""
    report, periods = item.get("latestReport"), item.get("openSubmissionPeriods")
    return [
        item.get("closeDate"),
        report.get("publicationStartDate") if isinstance(report, dict) else None,
        *(period.get("startDate") for period in periods or () if isinstance(period, dict)),
    ]


def _debate(base: str, item: Mapping[str, Any]) -> Lead | None:
    sat = _day(item.get("SittingDate"))
    identity, title = str(item.get("DebateSectionExtId") or ""), str(item.get("Title") or "")
    if sat is None or not re.fullmatch(r"[0-9A-Fa-f-]{36}", identity):
        return None
    words = re.sub(r"[^A-Za-z0-9]", "", title) or "debate"
    return Lead(
        url=f"https://hansard.parliament.uk/{item.get('House') or 'Commons'}/{_local(sat)}/debates/{identity}/{words}",
        fetch_url=f"{base}/debates/debate/{identity}.json",
        hints=_hints(headline=title, published_at=_local(sat)),
        published_at=sat,
        changed_at=sat,
    )


def _local(time: str) -> str:
    moment = time_of(time)
    return moment.astimezone(LONDON).date().isoformat() if moment else time[:10]


_QUESTIONS = Service(
    items=("results",),
    total="totalResults",
    skip="skip",
    take="take",
    since="answeredWhenFrom",
    until="answeredWhenTo",
    asked={"answered": "Answered"},
    lead=_question,
)

#: By the end of a list's path. Sources: the parliament-mcp project and other public clients; none tried live.
SERVICES: dict[str, Service] = {
    "/v1/Bills": Service(
        items=("items",),
        total="totalResults",
        skip="Skip",
        take="Take",
        since="",
        until="",
        asked={"SortOrder": "DateUpdatedDescending", "CurrentHouse": "All"},
        lead=_bill,
    ),
    "/writtenquestions/questions": _QUESTIONS,
    f"/writtenquestions/questions?{_UNANSWERED}": replace(
        _QUESTIONS, since="tabledWhenFrom", until="tabledWhenTo", asked={"answered": "Unanswered"}
    ),
    "/writtenstatements/statements": Service(
        items=("results",),
        total="totalResults",
        skip="skip",
        take="take",
        since="madeWhenFrom",
        until="madeWhenTo",
        asked={},
        lead=_statement,
    ),
    "/Publications": Service(
        items=("items",),
        total="totalResults",
        skip="Skip",
        take="Take",
        since="StartDate",
        until="EndDate",
        asked={},
        lead=_publication,
    ),
    "/CommitteeBusiness": Service(
        items=("items",),
        total="totalResults",
        skip="Skip",
        take="Take",
        since="",
        until="",
        # DateFrom is about the day of opening, and would leave out what happens to older inquiries.
        asked={"Status": "Open", "ShowOnWebsiteOnly": "true"},
        lead=_inquiry,
        changes=_inquiry_changes,
        leaves=_inquiry_by_id,
    ),
    "/search/debates.json": Service(
        items=("Results",),
        total="TotalResultCount",
        skip="skip",
        take="take",
        since="startDate",
        until="endDate",
        asked={"orderBy": "SittingDateAsc"},
        lead=_debate,
    ),
}
