"""`greenpaper demo`: the whole line on the sample web, at the times that the sample web plays.

It keeps what it makes in a folder of its own, ``demo`` inside the data folder, so that it never mixes
with what was collected in earnest.
"""

import json
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from crawler.sources import load_sources
from db.archive import store
from greenpaper.sample.server import SampleWeb
from greenpaper.sample.subscriber import enrol
from greenpaper.serving import serve_site
from greenpaper.settings import MailSettings, Settings
from greenpaper.steps import Outcome
from greenpaper.workshop import run_steps, workshop
from records.records import Source

SOURCES = Path(__file__).parent / "sample" / "sources"
_DONE = "demo.json"  # in the demo's folder: the chapters that are finished
_UP_TO_PUBLISH = ("crawl", "extract", "read", "track", "publish")


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """One run of the steps at one time of the sample web."""

    name: str
    said: str
    clock: datetime
    backfill: bool
    until: date | None = None
    mailed: datetime | None = None  # when the digests of the chapter are made


CHAPTERS = (
    Chapter(
        name="2008-07-07",
        said="Everything up to 7 July 2008 comes in as backfill: it mails nobody.",
        clock=datetime(2008, 7, 7, 20, 0, tzinfo=UTC),
        backfill=True,
        until=date(2008, 7, 7),
    ),
    Chapter(
        name="2008-07-08",
        said="8 July 2008 arrives as news, and the next morning's digest is made.",
        clock=datetime(2008, 7, 8, 17, 0, tzinfo=UTC),
        backfill=False,
        mailed=datetime(2008, 7, 9, 7, 5, tzinfo=UTC),
    ),
    Chapter(
        name="2012-12-31",
        said="What became of it, up to the end of 2012, comes in as backfill.",
        clock=datetime(2012, 12, 31, 17, 0, tzinfo=UTC),
        backfill=True,
    ),
)


def run_demo(settings: Settings, *, port: int, serve: bool, say: Callable[[str], None]) -> int:
    """Exit status: 0 when all went in, 1 when something failed or was stopped.

    A chapter that was finished is not played again; when all are, the last one is, to show that nothing
    is done twice.
    """
    began = time.monotonic()
    sources = load_sources(SOURCES)
    outcomes: list[Outcome] = []
    with SampleWeb(clock=CHAPTERS[0].clock) as web:
        own = _own_settings(settings, port, web)
        done = _finished(own)
        if not done:
            say(f"A sample web of {len(sources)} sources plays on this machine; no other site is asked.")
        left = [chapter for chapter in CHAPTERS if chapter.name not in done] or [CHAPTERS[-1]]
        for chapter in left:
            if chapter.name not in done:
                say(chapter.said)
            web.clock = chapter.clock
            played, complete = _play(own, chapter, sources, say)
            outcomes += played
            if not complete:
                return 1
            _finish(own, chapter)
    if not any(count for outcome in outcomes for count in outcome.counts.values()):
        say("Nothing is new: everything was done before, and nothing was done twice.")
    say(_summary(own, sources.values(), time.monotonic() - began))
    if serve:
        serve_site(own, host="127.0.0.1", port=port, say=say)
    return 1 if any(outcome.failed for outcome in outcomes) else 0


def _own_settings(settings: Settings, port: int, web: SampleWeb) -> Settings:
    """The settings with a folder of the demo's own, a local mailbox, and the sample web in place of all sites."""
    return replace(
        settings,
        data=str(settings.data_dir / "demo"),
        contact="the demo of Greenpaper",
        audience="private",
        delay=0.0,
        connect_to=web.connect_to,
        site=replace(settings.site, title="Greenpaper demo", base_url=f"http://127.0.0.1:{port or 8001}"),
        mail=MailSettings(),
    )


def _play(
    settings: Settings, chapter: Chapter, sources: dict[str, Source], say: Callable[[str], None]
) -> tuple[list[Outcome], bool]:
    """The outcomes of a chapter's steps, and whether all of them came to their end."""
    now = chapter.clock
    with workshop(
        settings, "demo", sources=sources, clock=lambda: now, until=chapter.until, backfill=chapter.backfill
    ) as job:
        for source in sources.values():
            # So that `greenpaper status` of this folder knows their titles; no other command crawls them.
            store.add_source(job.archive, replace(source, spider="", start=()))
        # Before the news: whoever signs up hears of what comes after.
        enrol(settings.subscribers_path, now=CHAPTERS[0].clock)
        outcomes = run_steps(job, _UP_TO_PUBLISH, say=say)
        if chapter.mailed and not job.stopped():
            now = chapter.mailed
            outcomes += run_steps(job, ("digests",), say=say)
        for problem in job.problems:
            say(f"{problem.source}: {problem.place}: {problem.reason}")
        return outcomes, not job.stopped()


def _summary(settings: Settings, sources: Iterable[Source], seconds: float) -> str:
    archive = store.open_archive(settings.archive_path)
    try:
        counts = store.counts(archive)
    finally:
        archive.close()
    mails = len(list(settings.mailbox_dir.glob("*.eml")))
    return (
        f"{counts['pages']} articles of {len(list(sources))} sources, {counts['policies']} policies, "
        f"{counts['shifts']} shifts, {mails} digest{'s' * (mails != 1)} in {settings.mailbox_dir}; {seconds:.0f} s."
    )


def _finished(settings: Settings) -> list[str]:
    """The names of the chapters that are finished; one cut short is played again."""
    path = settings.data_dir / _DONE
    if not path.exists():
        return []
    return list(json.loads(path.read_text(encoding="utf-8"))["finished"])


def _finish(settings: Settings, chapter: Chapter) -> None:
    finished = [*dict.fromkeys([*_finished(settings), chapter.name])]
    path = settings.data_dir / _DONE
    partial = path.with_suffix(".partial")
    partial.write_text(json.dumps({"finished": finished}), encoding="utf-8")
    partial.replace(path)
