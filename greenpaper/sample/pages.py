"""The pages of the sample web: text files with a head in TOML, one a page.

A page whose words were changed later without a note holds a line ``~~~ 2008-07-08T08:15:00+01:00``
and below it the whole body as it stands from that moment.
"""

import re
import tomllib
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

PAGES = Path(__file__).parent / "pages"
_EDIT = re.compile(r"^~~~ (\S+)\n", re.MULTILINE)


class BadPage(ValueError):
    """A file of the sample web does not have the form of a page; the message names the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """The words of a page from one moment on: blocks parted by blank lines."""

    since: datetime
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page of the sample web. Times are aware UTC."""

    id: str  # the file's stem
    source: str  # the folder's name, and the id of the source that finds it
    url: str
    published: datetime
    headline: str
    versions: tuple[Version, ...]
    lead: str = ""
    byline: str = ""
    kind: str = "news"
    tags: tuple[str, ...] = ()
    reference: str = ""  # a press notice's number
    organisation: str = ""  # GOV.UK: who published it, a slug
    document_type: str = "press_release"  # GOV.UK's word for it
    captured: datetime | None = None  # web archive: when the capture was made
    opens: str = ""  # of a consultation
    closes: str = ""
    extra: dict[str, str] = field(default_factory=dict)

    @property
    def host(self) -> str:
        """The host that its address names."""
        return urlsplit(self.url).netloc

    @property
    def target(self) -> str:
        """Path and query of its address."""
        parts = urlsplit(self.url)
        return f"{parts.path}?{parts.query}" if parts.query else parts.path

    @property
    def shown_from(self) -> datetime:
        """When a crawler could first have found it."""
        return self.captured or self.published

    def version(self, clock: datetime) -> Version:
        """The words that stand at that time."""
        return [version for version in self.versions if version.since <= clock or version is self.versions[0]][-1]

    def changed(self, clock: datetime) -> datetime:
        """When the words that stand at that time were put there."""
        return max(self.version(clock).since, self.shown_from)


def visible(source: str, clock: datetime) -> list[Page]:
    """The pages of one source that exist at that time, newest first."""
    return [page for page in pages_of(source) if page.shown_from <= clock]


@cache
def pages_of(source: str) -> tuple[Page, ...]:
    """All pages of one source, newest first."""
    found = [read_page(path) for path in sorted((PAGES / source).glob("*.md"))]
    return tuple(sorted(found, key=lambda page: (page.published, page.id), reverse=True))


def all_sources() -> list[str]:
    """The folders of pages, by name."""
    return sorted(folder.name for folder in PAGES.iterdir() if folder.is_dir())


def read_page(path: Path) -> Page:
    """The page that a file holds. Raises BadPage."""
    where = f"{path.parent.name}/{path.name}"
    parts = re.split(r"^\+\+\+\n", path.read_text(encoding="utf-8"), maxsplit=2, flags=re.MULTILINE)
    if len(parts) != 3 or parts[0].strip():
        raise BadPage(f"{where}: should open with a head between two lines of +++")
    try:
        head: dict[str, Any] = tomllib.loads(parts[1])
    except tomllib.TOMLDecodeError as error:
        raise BadPage(f"{where}: the head is not TOML: {error}") from None
    if unknown := set(head) - {item.name for item in fields(Page)}:
        raise BadPage(f"{where}: unknown keys {', '.join(sorted(unknown))}")
    for key in ("published", "captured"):
        if key in head:
            head[key] = head[key].astimezone(UTC)
    head["tags"] = tuple(head.get("tags", ()))
    first, *edits = _EDIT.split(parts[2])
    versions = [Version(since=head["published"], body=first.strip())]
    for since, body in zip(edits[::2], edits[1::2], strict=True):
        versions.append(Version(since=datetime.fromisoformat(since).astimezone(UTC), body=body.strip()))
    try:
        return Page(id=path.stem, source=path.parent.name, versions=tuple(versions), **head)
    except TypeError as error:
        raise BadPage(f"{where}: {error}") from None
