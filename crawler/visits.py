"""One source's visit: what its lists named, which of it is wanted, and the counts that are told afterwards."""

import json
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlsplit

from crawler.bounds import URL_LENGTH, Bounds
from crawler.frontier import Known, ListState, Queued, SourceRun, Standing
from crawler.leads import Blocked, Found, Lead, Look, Mark, Spider, Trouble, Visit, iso, storable, time_of
from crawler.xml_repair import not_future
from records.dates import LONDON
from records.records import Issue, Source

LEADS = 10_000  # new pages of one list that a visit takes; the rest waits for the next one
#: The mark that says which list is due next when a run is cut short begins so, and goes on with the first list.
RESUME = "resume "
_LOOKS = 200
_BACKFILL_LOOKS = 5_000
_GAP = 5  # entries that make a list long enough to judge


@dataclass(slots=True, kw_only=True)
class Counts:
    """What is told of a source after a run."""

    requests: int = 0
    seen: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: int = 0
    failed: int = 0


@dataclass(slots=True, kw_only=True)
class Sorted:
    """A list's leads, sorted by what is to be done with them."""

    queue: list[Queued] = field(default_factory=list)
    seen_pages: list[int] = field(default_factory=list)
    waiting: int = 0  # dated after ``until``
    elsewhere: set[str] = field(default_factory=set)  # hosts of other sites


class SourceVisit:
    """What the collector keeps in mind of one source while it visits it."""

    def __init__(
        self,
        source: Source,
        spider: Spider,
        visit: Visit,
        standing: Standing,
        *,
        backfill: bool,
        most_pages: int | None = None,
    ) -> None:
        self.source = source
        self.spider = spider
        self.visit = visit
        self.lists: Mapping[str, ListState] = standing.lists
        self.backfill = backfill
        self.counts = Counts()
        self.buffer: deque[Queued] = deque()
        self.after = 0  # the place in the queue that was handed out last
        self.drained = False  # the archive has nothing more for now
        self.refilling = False
        self.waits = 0  # pages on end that a host did not want to give
        self.in_flight = 0
        self.left = most_pages  # pages that may still be asked for; None: all
        self.looks_asked: set[str] = set()
        self.waited = False
        self.stopped = ""  # why nothing more is asked, if so
        self.began: float | None = None
        self.ended: float | None = None
        self.issues: dict[str, Issue] = {}
        self.resolved: set[str] = set()
        self.queued = standing.queued
        self.notes: list[str] = []
        self._seen: set[str] = set()
        self._bounds = Bounds(source)

    # ------------------------------------------------------------ lists

    def wants(self, look: Look) -> bool:
        """Whether a list is to be fetched: not twice, not too many, and not while its index says it stands."""
        if self.stopped or look.url in self.looks_asked or len(look.url) > URL_LENGTH:
            return False
        limit = self.spider.number("max_lists", _LOOKS if self.visit.from_on is None else _BACKFILL_LOOKS)
        if len(self.looks_asked) >= limit:
            self.trouble(
                look.place, f"the source has more than {limit} lists; the rest was not read (option max_lists)"
            )
            return False
        before = self.lists.get(look.url)
        stands = before is not None and look.hinted_at is not None and before.hinted_at == look.hinted_at
        if stands and self.visit.from_on is None:
            return False
        self.looks_asked.add(look.url)
        return True

    def resumed(self) -> Iterator[Look]:
        """Next lists that were due when an earlier run was cut short."""
        for name, value in self.visit.marks.items():
            if name.startswith(RESUME) and value:
                plain = json.loads(value)
                notes = {**plain["notes"], "root": name.removeprefix(RESUME), "resumed": "yes"}
                yield Look(url=plain["url"], kind=plain["kind"], notes=notes, always=True)

    def sift(self, look: Look, found: Iterable[Found]) -> tuple[list[Lead], list[Look], list[Mark], bool]:
        """What a spider found in a list, by kind, and whether it read the list to its end."""
        leads: list[Lead] = []
        looks: list[Look] = []
        marks: list[Mark] = []
        whole = True
        for item in found:
            if isinstance(item, Lead):
                leads.append(item)
            elif isinstance(item, Look):
                looks.append(item)
            elif isinstance(item, Mark):
                marks.append(item)
            elif isinstance(item, Trouble):
                whole = False
                self.counts.failed += 1
                self.trouble(item.place or look.place, item.reason)
        return leads, looks, marks, whole

    def on_site(self, url: str) -> bool:
        """Whether an address belongs to the source."""
        return self._bounds.on_site(url)

    def address(self, url: str) -> str | None:
        """The canonical address of a lead; None for what is none, or is excluded."""
        return self._bounds.address(url)

    def sort(self, leads: Mapping[str, Lead], known: Mapping[str, Known]) -> Sorted:
        """What is to be fetched, what is only seen again, and what waits. ``leads`` by canonical address."""
        result = Sorted()
        for address, lead in leads.items():
            if not lead.fixed and not self.on_site(address):
                result.elsewhere.add(urlsplit(address).hostname or "")
                self.counts.refused += 1
                continue
            if self.visit.until is not None and _after(lead.published_at, self.visit.until):
                result.waiting += 1
                continue
            if not self._in_range(lead):
                continue
            again = address in self._seen
            if not again:
                self._seen.add(address)
                self.counts.seen += 1
            state = known[address]
            changed = not_future(lead.changed_at, self.visit.now)
            if state.removed or state.status == "blocked":
                continue
            if state.page_id is not None:
                result.seen_pages.append(state.page_id)
            if _is_news(state, changed, fixed=lead.fixed):
                result.queue.append(self._queued(address, lead, changed))
            elif state.page_id is not None and state.state is None and not again:
                self.counts.unchanged += 1
        return result

    def marks_after(
        self, look: Look, looks: Sequence[Look], following: Sequence[Look], marks: Sequence[Mark]
    ) -> dict[str, str]:
        """What to keep of how far was read, with the list that is due next should this run be cut short."""
        chain = next((item for item in following if item.only_if_new), None)
        kept = {} if self.waited else {mark.name: mark.value for mark in marks}
        if any(item.only_if_new for item in looks) or "root" in look.notes or RESUME + look.root in self.visit.marks:
            kept[RESUME + look.root] = (
                json.dumps({"url": chain.url, "kind": chain.kind, "notes": dict(chain.notes)}) if chain else ""
            )
        return kept

    def watch_gap(self, look: Look, leads: Mapping[str, Lead], known: Mapping[str, Known]) -> None:
        """A list of the latest pages, none of which was seen before, has moved on too far since the last visit."""
        if not self.spider.window or self.visit.first or self.visit.from_on is not None or len(leads) < _GAP:
            return
        place = f"{look.place} (gap)"
        if any(known[address].page_id is not None or known[address].state is not None for address in leads):
            self.fine(place)
            return
        oldest = min((lead.published_at for lead in leads.values() if lead.published_at), default="")
        last = f" --to {oldest[:10]}" if oldest else ""
        self.trouble(
            place,
            f"all {len(leads)} entries are new, so earlier ones may have been missed; "
            f"run `greenpaper backfill {self.source.id} --from` the last visit's day{last}",
        )

    def _in_range(self, lead: Lead) -> bool:
        """Whether a page is of the days that a backfill is for; one without a date may be."""
        time = time_of(lead.published_at)
        if self.visit.from_on is None or time is None:
            return True
        day = time.astimezone(LONDON).date()
        return self.visit.from_on <= day <= (self.visit.to_on or day)

    def _queued(self, address: str, lead: Lead, changed: str | None) -> Queued:
        hints = {name: storable(value) for name, value in lead.hints.items() if value}
        if "published_at" in hints and not not_future(hints["published_at"], self.visit.now):
            del hints["published_at"]
        fetch_url = lead.fetch_url or lead.url.split("#")[0]
        return Queued(
            url=address,
            source=self.source.id,
            fetch_url=fetch_url,
            hints=hints,
            hinted_at=changed,
            backfill=self.backfill,
        )

    # ------------------------------------------------------------ pages

    def take(self, limit: int) -> Iterable[Queued]:
        """The next pages to ask for, as many as may be under way."""
        while self.buffer and self.in_flight < limit and not self.stopped and self.left != 0:
            self.in_flight += 1
            if self.left is not None:
                self.left -= 1
            yield self.buffer.popleft()

    # ------------------------------------------------------------ what is told

    def trouble(self, place: str, reason: str) -> None:
        """Note what is wrong with the source or a list of it."""
        issue = Issue(source=self.source.id, step="crawl", place=storable(place, 2_100), reason=storable(reason))
        self.issues[place] = issue
        self.resolved.discard(place)

    def fine(self, place: str) -> None:
        """Note that a list could be read."""
        if place not in self.issues:
            self.resolved.add(place)

    def stop(self, place: str, reason: str) -> None:
        """Ask nothing more of this source in this run."""
        self.stopped = reason
        self.trouble(place, reason)
        self.buffer.clear()

    def blocked(self, place: str, blocked: Blocked) -> None:
        """A server refuses us on purpose: stop, or tell of it and go the other way."""
        if blocked.instead is None:
            self.stop(place, str(blocked))
        else:
            self.trouble(place, str(blocked))
            self.notes.append(str(blocked))

    @property
    def seconds(self) -> float:
        """How long the visit took."""
        return round((self.ended or 0.0) - (self.began or 0.0), 2) if self.began is not None else 0.0

    @property
    def note(self) -> str:
        """One line of what a reader of the counts should know."""
        return storable("; ".join(dict.fromkeys(filter(None, [self.stopped, *self.notes]))))

    def run(self, run_id: int) -> SourceRun:
        """The counts as the archive keeps them."""
        return SourceRun(
            run_id=run_id,
            source=self.source.id,
            seconds=self.seconds,
            note=self.note,
            **{name: getattr(self.counts, name) for name in Counts.__slots__},
        )


def _is_news(state: Known, changed: str | None, *, fixed: bool) -> bool:
    """Whether a lead has to be fetched, by what is known of its address."""
    if state.state == "queued":
        return False  # waits already; a page that failed waits for its time
    if state.page_id is None:
        return state.state is None or _newer(changed, state.hinted_at)
    if fixed:
        return False
    return _newer(changed, state.hinted_at)


def _newer(changed: str | None, before: str | None) -> bool:
    left, right = time_of(changed), time_of(before)
    if left is None:
        return False
    return right is None or iso(left) > iso(right)


def _after(published: str | None, until: date) -> bool:
    time = time_of(published)
    return time is not None and time.astimezone(LONDON).date() > until


def pages_at_once(delay: float) -> int:
    """How many pages of a source are under way together: few where each waits its turn anyhow."""
    return 4 if delay >= 0.05 else 48


def known_urls(leads: Iterable[Lead], visit: SourceVisit) -> tuple[dict[str, Lead], int]:
    """The leads by canonical address, each once, and how many had none that counts."""
    by_address: dict[str, Lead] = {}
    refused = 0
    for lead in leads:
        address = visit.address(lead.url)
        if address is None:
            refused += 1
        else:
            by_address.setdefault(address, lead)
    return by_address, refused


def texts(values: Sequence[str], *, limit: int = 3) -> str:
    """A few values as a list in words."""
    return ", ".join(values[:limit]) + (f" and {len(values) - limit:,} more" if len(values) > limit else "")
