"""The order of the steps, and what each takes from the one before: crawl, extract, read, track, publish, digests.

Each step picks the rows whose stamp is not today's, works in batches and commits each batch with its
stamp. So it may be killed anywhere and run again, and a second run does nothing.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import groupby

from sqlite_utils import Database

from crawler import crawl as crawling
from crawler import extraction
from crawler.raw import RawStore, RecordDamaged
from db.archive import store
from db.archive.sketches import save_sketches, sketches
from db.connect import open_database
from db.public.migrations import migrations as public_schema
from db.publish import publish as project
from db.subscribers.store import open_subscribers
from digests import run as mailing
from greenpaper.comparing import compare
from greenpaper.correcting import corrections_of
from greenpaper.mailing import digest_settings
from greenpaper.progress import bar, counted
from greenpaper.settings import Settings
from nlp import pipeline, reading
from records.records import Article, Issue, Reading, Source, Statement
from records.signatures import short_hash, text_hash
from records.sources import is_official
from tracking import near_duplicates, tracking
from tracking.vehicles import Vehicle, known_since, vehicle_of

_BATCH = 64  # articles a transaction: a kill loses that much work at most
_WORKERS_FROM = 300  # articles; below, starting the worker processes costs more than they win


@dataclass(slots=True, kw_only=True)
class Job:
    """What every step of one command shares. ``clock`` is the time that the command holds to be now."""

    settings: Settings
    sources: Mapping[str, Source]
    archive: Database
    clock: Callable[[], datetime]
    only_sources: frozenset[str] = frozenset()
    since: date | None = None  # for a backfill: the first day of publication that is wanted
    until: date | None = None  # pages dated later wait for a later run
    backfill: bool = False
    run_id: int = 0
    stopped: Callable[[], bool] = lambda: False
    problems: list[Issue] = field(default_factory=list)

    @property
    def processes(self) -> int:
        """Worker processes to use."""
        return self.settings.processes or os.cpu_count() or 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a step did: counts by name, and how many items it could not do."""

    step: str
    counts: dict[str, int]
    failed: int = 0

    def __str__(self) -> str:
        parts = [counted(count, name) for name, count in self.counts.items() if count]
        parts = parts or ["nothing new"]
        if self.failed:
            parts.append(f"{self.failed:,} failed")
        return f"{self.step}: {', '.join(parts)}"


def crawl(job: Job) -> Outcome:
    """Fetch what the sources have that is new, and keep it as it came."""
    chosen = {id: source for id, source in job.sources.items() if not job.only_sources or id in job.only_sources}
    catching_up = store.is_catching_up(job.archive)
    with bar("Crawling") as advance:
        results = crawling.crawl(
            chosen,
            archive_path=job.settings.archive_path,
            raw_dir=job.settings.raw_dir,
            settings=crawling.CrawlSettings(
                contact=job.settings.contact, delay=job.settings.delay, connect_to=job.settings.connect_to
            ),
            clock=job.clock(),
            backfill=job.backfill or catching_up,
            run_id=job.run_id,
            until=None if job.since else job.until,
            from_on=job.since,
            to_on=job.until if job.since else None,
            on_progress=advance,
            stop=job.stopped,
            only_due=not job.only_sources and job.since is None and not catching_up,
        )
    if catching_up and not job.only_sources and not job.stopped():
        store.caught_up(job.archive, now=job.clock())
    return Outcome(
        step="crawl",
        counts={
            "new pages": sum(result.new for result in results),
            "changed": sum(result.changed for result in results),
        },
        failed=sum(result.failed for result in results),
    )


def extract(job: Job) -> Outcome:
    """Make an article of every page that lacks one of today's making."""
    stamp = extraction.stamp()
    total, done, failed = store.count_to_extract(job.archive, stamp), 0, 0
    raw = RawStore(job.settings.raw_dir)
    with bar("Extracting") as advance:
        while not job.stopped() and (batch := store.revisions_to_extract(job.archive, stamp, limit=_BATCH)):
            results = list(_extracted(job, raw, batch, processes=job.processes if total >= _WORKERS_FROM else 1))
            problems = [result for _, result in results if isinstance(result, Issue)]
            job.problems += problems
            failed += len(problems)
            store.save_articles(job.archive, results, stamp=stamp, now=job.clock())
            done += len(batch)
            advance(done, total)
    changes = 0 if job.stopped() else compare(job.archive, extracted=stamp, now=job.clock, stopped=job.stopped)
    return Outcome(step="extract", counts={"articles": done - failed, "text changes": changes}, failed=failed)


def _extracted(
    job: Job, raw: RawStore, batch: Sequence[store.WaitingRevision], *, processes: int
) -> Iterator[tuple[int, Article | Issue]]:
    """What each revision of the batch gives: its article, or why it gives none."""
    whole: list[tuple[store.WaitingRevision, extraction.Job]] = []
    for revision in batch:
        try:
            _, body = raw.read(revision.raw)
        except RecordDamaged as error:
            yield revision.id, _extract_issue(revision, str(error))
            continue
        whole.append(
            (
                revision,
                extraction.Job(
                    body=body,
                    content_type=revision.content_type,
                    url=revision.url,
                    source=job.sources.get(revision.source),
                    # No page shows what is published after it was seen; a capture says itself when it was taken.
                    hints={"captured_at": revision.seen_at, **revision.hints},
                ),
            )
        )
    made = extraction.extract_many([item for _, item in whole], processes=processes)
    for (revision, _), article in zip(whole, made, strict=True):
        if isinstance(article, extraction.NoArticle):
            yield revision.id, _extract_issue(revision, str(article))
        else:
            yield revision.id, article


def _extract_issue(revision: store.WaitingRevision, reason: str) -> Issue:
    return Issue(source=revision.source, step="extract", place=revision.url, reason=reason)


def read(job: Job) -> Outcome:
    """Read every article that lacks a reading of today's making."""
    stamp = reading.stamp(job.settings.model)
    total, done, failed = store.count_to_read(job.archive, stamp), 0, 0
    if not total:
        return Outcome(step="read", counts={})
    with bar("Reading") as advance:
        advance(0, total)
        nlp = pipeline.build_nlp(job.settings.model)
        while not job.stopped() and (batch := store.articles_to_read(job.archive, stamp, limit=_BATCH)):
            articles = [article for _, article in batch]
            processes = job.processes if total >= _WORKERS_FROM else 1
            results: list[tuple[int, Reading | Issue]] = []
            readings = reading.read(nlp, articles, processes=processes)
            for (revision_id, article), found in zip(batch, readings, strict=True):
                if isinstance(found, reading.Unreadable):
                    issue = Issue(source=article.source, step="read", place=article.url, reason=found.reason)
                    job.problems.append(issue)
                    results.append((revision_id, issue))
                    failed += 1
                else:
                    results.append((revision_id, found))
                done += 1
                advance(done, total)
            store.save_readings(job.archive, results, stamp=stamp, now=job.clock())
    return Outcome(step="read", counts={"readings": done - failed}, failed=failed)


def track(job: Job) -> Outcome:
    """Join the proposals of all readings into policies, if a reading or a correction is new since the last time."""
    corrections, corrections_hash = corrections_of(job.settings)
    stamp = short_hash(tracking.stamp(), store.readings_stamp(job.archive), corrections_hash)
    if store.step_stamp(job.archive, "track") == stamp:
        return Outcome(step="track", counts={})
    before = store.counts(job.archive)
    statements: list[Statement] = []
    carriers: list[Vehicle] = []
    texts: dict[str, str] = {}
    with bar("Tracking") as advance:
        advance(0, before["articles"])
        for _, revisions in groupby(store.readings_for_tracking(job.archive), key=lambda kept: kept.page_id):
            page = list(revisions)
            statements += _statements_of_page(job, page, texts)
            carriers += _vehicle_of_page(job, page)
            advance(len(texts), before["articles"])
        tracked = tracking.track(
            statements,
            known_ids=store.known_policy_ids(job.archive),
            corrections=corrections,
            vehicles=carriers,
        )
        store.save_tracking(
            job.archive,
            policies=tracked.policies,
            statements=tracked.statements,
            redirects=tracked.redirects,
            stories=_stories(job.archive, texts),
            stamp=stamp,
            now=job.clock(),
        )
    for correction in tracked.unmet:
        reason = f"nothing that was read there rests on the corrected sentence now: “{correction.sentence}”"
        job.problems.append(Issue(source="corrections", step="track", place=correction.url, reason=reason))
    after = store.counts(job.archive)
    return Outcome(
        step="track",
        counts={f"new {name}": max(0, after[name] - before[name]) for name in ("policies", "shifts")},
    )


def _stories(archive: Database, texts: Mapping[str, str]) -> dict[str, str]:
    """Article id -> the article that leads its story; only texts that are new are sketched."""
    stamp = near_duplicates.stamp()
    kept = sketches(archive, stamp)
    hashes = {id: text_hash(text) for id, text in texts.items()}
    made = {hash: near_duplicates.sketch(texts[id]) for id, hash in hashes.items() if hash not in kept}
    save_sketches(archive, made, stamp=stamp)
    kept |= made
    return near_duplicates.groups(texts, {id: kept[hash] for id, hash in hashes.items()})


def _statements_of_page(job: Job, revisions: Iterable[store.Kept], texts: dict[str, str]) -> list[Statement]:
    """What the page says now; what an earlier revision said already has been known since then."""
    known: dict[str, tuple[datetime, bool]] = {}
    current: list[Statement] = []
    for kept in revisions:
        if kept.reading is None:
            continue
        made = tracking.statements(
            kept.article,
            kept.reading,
            official=is_official(kept.article, job.sources.get(kept.article.source)),
            known_at=kept.known_at,
            backfill=kept.backfill,
        )
        for statement in made:
            known.setdefault(statement.key, (kept.known_at, kept.backfill))
        if kept.current:
            current = made
            texts[kept.article.id] = kept.article.text
    return [replace(item, known_at=known[item.key][0], backfill=known[item.key][1]) for item in current]


def _vehicle_of_page(job: Job, revisions: Iterable[store.Kept]) -> list[Vehicle]:
    """The bill or law that the page is of, if it is one; each of its steps is known since the page first told it."""
    told: list[Vehicle] = []
    for kept in revisions:
        official = is_official(kept.article, job.sources.get(kept.article.source))
        vehicle = vehicle_of(kept.article, official=official, known_at=kept.known_at, backfill=kept.backfill)
        if vehicle is not None:
            told.append(vehicle)
        if kept.current:
            return list(filter(None, [known_since(told)]))
    return []


def publish(job: Job) -> Outcome:
    """Bring the published database in line with the archive."""
    public = open_database(job.settings.public_path, public_schema)
    try:
        with bar("Publishing") as advance:
            published = project(
                job.archive,
                public,
                sources=job.sources,
                audience=job.settings.audience,
                clock=job.clock(),
                now=job.clock(),
                progress=advance,
            )
    finally:
        public.close()
    return Outcome(step="publish", counts=published.counts)


def digests(job: Job) -> Outcome:
    """Make the digests of every window that is over, and send what waits to be sent."""
    settings = digest_settings(job.settings)
    public = open_database(job.settings.public_path, public_schema)
    subscribers = open_subscribers(job.settings.subscribers_path)
    try:
        made = mailing.make_digests(public, subscribers, now=job.clock(), settings=settings)
        sent = mailing.deliver(subscribers, now=job.clock(), settings=settings)
    finally:
        public.close()
        subscribers.close()
    return Outcome(step="digests", counts={"digests": made.digests, "mails": sent.sent}, failed=sent.failed)


STEPS: dict[str, Callable[[Job], Outcome]] = {
    "crawl": crawl,
    "extract": extract,
    "read": read,
    "track": track,
    "publish": publish,
    "digests": digests,
}
