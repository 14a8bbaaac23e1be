"""`greenpaper add`: what a user has, taken in as a source would bring it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

from crawler.bounds import Bounds
from crawler.files import Found, read_paths
from crawler.raw import RawStore
from db.archive import pages, store
from greenpaper.progress import bar
from greenpaper.steps import Job
from records.records import Issue, Source
from records.signatures import bytes_hash
from records.urls import slug
from records.vocab import SourceKind

#: The source of files that name none.
ADDED = Source(
    id="added",
    title="Added by hand",
    publisher="",
    kind=SourceKind.READER,
    spider="",
    start=(),
    licence="as the operator knows",
    publish="extracts",
)


@dataclass(slots=True, kw_only=True)
class Added:
    """How many files' articles were new, changed or there already, and how many could not be taken in."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    failed: int = 0
    passed_over: int = 0
    files: dict[str, str] = field(default_factory=dict)  # canonical URL -> the file that brought it

    def __str__(self) -> str:
        parts = [f"{self.new:,} new"]
        parts += [
            f"{count:,} {name}"
            for count, name in (
                (self.changed, "changed"),
                (self.unchanged, "already there"),
                (self.failed, "failed"),
                (self.passed_over, "passed over"),
            )
            if count
        ]
        return f"add: {', '.join(parts)}"


def add_paths(job: Job, paths: Sequence[str], *, say: Callable[[str], None], only: Sequence[Source] = ()) -> Added:
    """Keep what the paths hold, each text once; what cannot be read is said and counted, and costs nothing else.

    ``only``: these sources' own pages alone, each as its source would have brought it, and those that are known stay
    as they are: a web archive's file holds the pages of many sites, and holds them as they were.
    """
    added, others = Added(), 0
    bounds = [(source, Bounds(source)) for source in only]
    committed = partial(pages.raw_end, job.archive)
    with RawStore(job.settings.raw_dir, committed=committed) as raw, bar("Adding") as advance:
        for number, found in enumerate(read_paths(paths), start=1):
            if job.stopped():
                say("Stopped. What is added is kept; run the same command to go on.")
                break
            advance(number, 0)
            if isinstance(found, Issue):
                say(f"{found.place}: {found.reason}")
                if found.reason.startswith("passed over"):
                    added.passed_over += 1
                else:
                    added.failed += 1
                continue
            source = next((source for source, own in bounds if own.takes(found.url)), None)
            if only and source is None:
                others += 1
                continue
            _keep(job, raw, found, added, say, source=source)
            other = added.files.setdefault(found.url, found.name)
            if other != found.name and not only:
                say(f"{found.name}: has the same address as {other} ({found.url}); it is kept as a later revision")
    if others:
        added.passed_over += others
        whose = f"{only[0].id}'s" if len(only) == 1 else f"the {len(only)} sources'"
        say(f"{others:,} page{'s' * (others != 1)} passed over: none of {whose}")
    return added


def _keep(
    job: Job, raw: RawStore, found: Found, added: Added, say: Callable[[str], None], *, source: Source | None
) -> None:
    if pages.is_removed(job.archive, found.url):
        say(f"{found.name}: passed over: {found.url} was taken down, and does not come back")
        added.passed_over += 1
        return
    body_hash = bytes_hash(found.body)
    page = pages.page(job.archive, found.url)
    if page is not None and (source is not None or page.body_hash == body_hash):
        added.unchanged += 1
        return
    known = pages.holds_body(job.archive, found.url, body_hash)
    headers = {"Content-Type": found.content_type}
    place = None if known else raw.append(found.url, found.body, headers, job.clock())
    saved = pages.save_revision(
        job.archive,
        url=found.url,
        source=(source or _source(job, found.hints.get("source", ""))).id,
        fetch_url=found.url,
        body_hash=body_hash,
        content_type=found.content_type,
        raw=place,
        hints=found.hints,
        etag=None,
        last_modified=None,
        hinted_at=None,
        seen_at=job.clock(),
        backfill=True,  # a person who adds files does not want them mailed as news
    )
    if saved.outcome == "new":
        added.new += 1
    else:
        added.changed += 1


def _source(job: Job, title: str) -> Source:
    """The configured source of that title, or one made for it."""
    for source in job.sources.values():
        if title and title.casefold() in (source.id, source.title.casefold()):
            return source
    source = (
        Source(
            id=slug(title).replace("-", "_"),
            title=title,
            publisher=title,
            kind=SourceKind.READER,
            spider="",
            start=(),
            licence=ADDED.licence,
        )
        if title
        else ADDED
    )
    if source.id not in job.sources:
        store.add_source(job.archive, source)
        job.sources = {**job.sources, source.id: source}
    return source
