"""What a spider works with: lists to look at, what they answered, and the pages that they name.

A spider of crawler/spiders/ is pure: it is handed answers and says where to look next and which pages
there are. Fetching, politeness, safety and storing are the collector's.
"""

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import ClassVar
from urllib.parse import urljoin, urlsplit

from records.dates import BadDate, moment
from records.records import Source

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A list to fetch: a feed, a sitemap, one page of search results."""

    url: str
    kind: str = ""  # the spider's own word for it
    hinted_at: str | None = None  # when its index says that it changed; not fetched again while that stands
    only_if_new: bool = False  # followed only when the list that named it brought something new
    always: bool = False  # read even when it says that it has not changed
    notes: Mapping[str, str] = field(default_factory=dict)  # what the spider wants to have back with the answer

    @property
    def place(self) -> str:
        """What an issue with it is filed under: the same at every visit, whatever days were asked for."""
        return self.notes.get("start", self.url)

    @property
    def root(self) -> str:
        """The first list of a chain of which this is one; itself, if it is in none."""
        return self.notes.get("root", self.url)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server answered."""

    url: str  # after redirects
    status: int
    body: bytes
    content_type: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)  # names in lower case

    @property
    def text(self) -> str:
        """The body as text, by its declared charset or as UTF-8; what cannot be read is replaced."""
        declared = _CHARSET.search(self.content_type)
        try:
            return self.body.decode(declared[1] if declared else "utf-8-sig", "replace")
        except LookupError:
            return self.body.decode("utf-8-sig", "replace")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """A page that a list names. Times are ISO as given; None where the list gives none."""

    url: str
    fetch_url: str = ""  # where its body is fetched, when that is not its address
    hints: Mapping[str, str] = field(default_factory=dict)  # kept for extraction
    published_at: str | None = None
    changed_at: str | None = None
    fixed: bool = False  # a capture, which never changes: not asked again


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """How far the source has been read; kept once all that the list brought is kept."""

    name: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """Something wrong with a list that stops nothing else."""

    reason: str
    place: str = ""  # the list's address, when empty


class Blocked(Exception):
    """The server refuses us on purpose, and a person must look; the message says what to do.

    The source stops, unless there is another way: then ``instead`` holds the lists to look at, and the page
    is asked for where ``from_where`` now says.
    """

    def __init__(self, reason: str, *, instead: "tuple[Look, ...] | None" = None) -> None:
        super().__init__(reason)
        self.instead = instead


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a fetched page is, where it is not simply a page to keep."""

    outcome: str  # keep | gone | withdrawn | failed | elsewhere
    reason: str = ""


KEEP = Verdict(outcome="keep")


@dataclass(slots=True, kw_only=True)
class Visit:
    """What a spider is told about this visit to its source."""

    now: datetime
    until: date | None = None  # pages dated later wait for a later run
    first: bool = False  # nothing was ever read here
    from_on: date | None = None  # a backfill's range, both days included
    to_on: date | None = None
    marks: Mapping[str, str] = field(default_factory=dict)  # by name, where the last visits left off


Found = Lead | Look | Mark | Trouble


class Spider(ABC):
    """How the pages of a source are found. One visit, one object."""

    #: name -> one line of what it means, for the strict loader and the documentation.
    options: ClassVar[Mapping[str, str]] = {}
    accept: ClassVar[str] = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    #: Whether a list holds only the latest pages, so that what came between two visits can fall out of it.
    window: ClassVar[bool] = False
    #: Whether young pages are asked again for edits that no list tells of.
    looks_again: ClassVar[bool] = True
    #: Seconds between two requests at least, where the site states a limit.
    pace: ClassVar[float] = 0.0

    def __init__(self, source: Source, visit: Visit) -> None:
        self.source = source
        self.visit = visit

    def looks(self) -> Iterable[Look]:
        """Where to begin."""
        return [Look(url=url) for url in self.source.start]

    @abstractmethod
    def read(self, look: Look, answer: Answer) -> Iterator[Found]:
        """What a list says. May raise Blocked."""

    def refused(self, look: Look, answer: Answer) -> str:
        """Why a list that was answered with another status than 200 could not be read. May raise Blocked."""
        return f"answered {answer.status}, wanted 200"

    def judge(self, url: str, answer: Answer) -> Verdict:
        """What a page is that was answered with 200. May raise Blocked."""
        return KEEP

    def from_where(self, fetch_url: str, hints: Mapping[str, str]) -> tuple[str, Mapping[str, str]]:
        """Where a page is fetched after all, and its hints: elsewhere, once a server has refused us."""
        return fetch_url, hints

    def rest_of(self, url: str, answer: Answer) -> str:
        """Where the rest of a page is that comes in two answers; "" for one that is whole."""
        return ""

    def whole(self, answer: Answer, rest: Answer) -> Answer:
        """The two answers as one, in the same bytes whenever they say the same. Raises ValueError for no rest."""
        raise ValueError(f"{type(self).__name__} knows no page that comes in two answers")

    def refused_page(self, url: str, answer: Answer) -> None:  # noqa: B027 (most have nothing to say to it)
        """A page was answered with a status that makes no sense of it. May raise Blocked."""

    def number(self, name: str, default: int) -> int:
        """An option that is a number."""
        value = self.source.options.get(name, "")
        return int(value) if value.isdigit() else default


def joined(base: str, address: str) -> str:
    """The whole address that a link means on the page at ``base``; "" for one that cannot be any."""
    try:
        whole = urljoin(base, address.strip())
        urlsplit(whole)
    except ValueError:
        return ""
    return whole


def time_of(text: str | None) -> datetime | None:
    """An ISO time or prefix as aware UTC; None where it is none."""
    if not text:
        return None
    try:
        return moment(text.strip().replace("Z", "+00:00") if len(text) > 10 else text.strip())
    except (BadDate, ValueError, OverflowError):
        return None


def storable(text: str, limit: int = 1_000) -> str:
    """A text as the archive can hold it: of a sensible length, without the lone surrogates that JSON may bring."""
    return text[:limit].encode("utf-8", "replace").decode("utf-8")


def iso(time: datetime) -> str:
    """A time as the marks and hints hold it: aware UTC to the second, so that texts sort as times do."""
    return time.astimezone(UTC).replace(microsecond=0).isoformat()
