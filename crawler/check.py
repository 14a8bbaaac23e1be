"""Trying a source on this machine: robots.txt, its addresses, three pages read; what was found and what was not."""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from crawler import extraction
from crawler.crawl import CrawlFailed, CrawlSettings, SourceResult, crawl
from crawler.frontier import Findings, findings, new_run
from crawler.leads import time_of
from crawler.raw import RawStore, RecordDamaged
from crawler.robots import Rules
from records.dates import in_words
from records.records import Source

_PAGES = 3
_SHORT = 120  # words; an article of fewer is more likely a teaser, or a page read wrongly


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One line of the report."""

    fine: bool
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a trial of a source found. ``fine``: the source's file may say verified = true."""

    source: str
    findings: tuple[Finding, ...]

    @property
    def fine(self) -> bool:
        """Whether nothing was amiss."""
        return all(finding.fine for finding in self.findings)

    def lines(self) -> list[str]:
        """The report as a person reads it."""
        verdict = "works; its file may say verified = true" if self.fine else "needs a look"
        marks = {True: "ok", False: "!!"}
        return [
            f"{self.source}: {verdict}",
            *(f"  {marks[finding.fine]}  {finding.text}" for finding in self.findings),
        ]


def check_source(source: Source, *, settings: CrawlSettings, clock: datetime) -> Report:
    """What a trial of the source finds; nothing of it is kept.

    A few requests are made: robots.txt, the source's lists, and three pages.
    """
    with tempfile.TemporaryDirectory(prefix="greenpaper-check-") as temporary:
        folder = Path(temporary)
        archive = folder / "archive.db"
        try:
            results = crawl(
                {source.id: source},
                archive_path=archive,
                raw_dir=folder / "raw",
                settings=settings,
                clock=clock,
                backfill=True,
                run_id=new_run(archive, "check", clock=clock),
                most_pages=_PAGES,
            )
        except CrawlFailed as error:
            return Report(source=source.id, findings=(Finding(fine=False, text=str(error)),))
        found = findings(archive, source.id)
        return Report(
            source=source.id,
            findings=(
                *_contact(source, settings),
                *_robots(source, found, settings),
                *_lists(source, results[0], found),
                *_pages(source, found, RawStore(folder / "raw")),
                *_volume(source, found, clock),
            ),
        )


def _contact(source: Source, settings: CrawlSettings) -> list[Finding]:
    played = all((urlsplit(start).hostname or "") in settings.connect_to for start in source.start)
    if settings.contact or played:
        return []
    return [
        Finding(fine=False, text="no contact is set: sites cannot ask who crawls them; set 'contact' in the settings")
    ]


def _robots(source: Source, found: Findings, settings: CrawlSettings) -> list[Finding]:
    told = []
    for host in dict.fromkeys(f"{parts.scheme}://{parts.netloc.lower()}" for parts in map(urlsplit, source.start)):
        kept = found.hosts.get(host)
        if kept is None or kept.robots is None:
            told.append(Finding(fine=False, text=f"robots.txt of {host} could not be read, so nothing more was asked"))
            continue
        rules = Rules(kept.robots)
        forbidden = [start for start in source.start if start.startswith(host) and not rules.allows(start)]
        if forbidden:
            told.append(Finding(fine=False, text=f"robots.txt of {host} forbids {', '.join(forbidden)}"))
        elif rules.delay > settings.delay:
            told.append(
                Finding(fine=True, text=f"robots.txt of {host} asks for {rules.delay:g} seconds; they are kept")
            )
        else:
            told.append(Finding(fine=True, text=f"robots.txt of {host} lets us in"))
    return told


def _lists(source: Source, result: SourceResult, found: Findings) -> list[Finding]:
    told = [
        Finding(fine=False, text=f"{issue.place}: {issue.reason}") for issue in found.issues if issue.place != "volume"
    ]
    dated = sorted(hints["published_at"] for _, hints in found.named if hints.get("published_at"))
    if not found.named and told:
        return told  # a list that could not be read names nothing, and that is said
    if not found.named:
        told.append(
            Finding(fine=False, text="its lists name no page that is wanted; look at start, include and exclude")
        )
    else:
        span = f", dated {in_words(dated[0])} to {in_words(dated[-1])}" if dated else ", none of them dated"
        told.append(Finding(fine=True, text=f"its lists name {len(found.named):,} pages{span}"))
    if result.refused:
        told.append(
            Finding(
                fine=True,
                text=f"{result.refused:,} other links were left out{f' ({result.note})' if result.note else ''}",
            )
        )
    return told


def _pages(source: Source, found: Findings, raw: RawStore) -> list[Finding]:
    told = []
    for page in found.pages:
        try:
            _, body = raw.read(page.raw)
            article = extraction.extract(
                body, content_type=page.content_type, url=page.url, source=source, hints=page.hints
            )
        except (extraction.NoArticle, RecordDamaged) as error:
            told.append(Finding(fine=False, text=f"{page.url}: {error}"))
            continue
        words = len(article.text.split())
        missing = [
            name
            for name, lacks in (
                ("no headline", not article.headline),
                ("no date", not article.published_at),
                (f"only {words:,} words", words < _SHORT),
            )
            if lacks
        ]
        about = f"“{article.headline}”, {in_words(article.published_at) or 'undated'}, {words:,} words"
        told.append(Finding(fine=not missing, text=f"{page.url}: {'; '.join([about, *missing])}"))
    if found.named and not found.pages:
        told.append(Finding(fine=False, text="no page could be read"))
    return told


def _volume(source: Source, found: Findings, clock: datetime) -> list[Finding]:
    """The pages a week that the lists' own dates make, against what the file expects."""
    times = _times(found.named, clock)
    if len(times) < 2 or not source.expect:
        return []
    week = timedelta(weeks=1)
    span = max(clock - times[0], week)
    rate = len(times) / (span / week)
    least, most = source.expect.get("min_per_week", 0), source.expect.get("max_per_week", 10**9)
    fine = least <= rate <= most
    text = f"about {rate:.0f} pages a week by their dates; expected {least:,}" + (
        f" to {most:,}" if most < 10**9 else " or more"
    )
    return [Finding(fine=fine, text=text)]


def _times(named: Sequence[tuple[str, dict[str, str]]], clock: datetime) -> list[datetime]:
    times = (time_of(hints.get("published_at")) for _, hints in named)
    return sorted(time for time in times if time is not None and time <= clock)
