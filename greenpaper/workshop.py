"""Opening what a command works on: the lock, the sources, the archive; and running its steps in order."""

import difflib
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from crawler.sources import load_sources
from db.archive import store
from greenpaper.lock import only_writer
from greenpaper.settings import Settings
from greenpaper.steps import STEPS, Job, Outcome
from records.records import Source
from records.strict import BadTable

SHIPPED_SOURCES = Path(__file__).parent.parent / "crawler" / "sources"


def now() -> datetime:
    """The time, aware UTC: the one place that asks for it."""
    return datetime.now(UTC)


def sources_of(settings: Settings) -> dict[str, Source]:
    """The configured sources, or those that come with Greenpaper. Raises BadTable."""
    return load_sources(Path(settings.sources) if settings.sources else SHIPPED_SOURCES)


def known_sources(ids: Iterable[str], sources: Mapping[str, Source]) -> None:
    """Raise BadTable for an id that no source has."""
    for id in ids:
        if id not in sources:
            near = difflib.get_close_matches(id, sources, n=3)
            hint = f"; did you mean {' or '.join(near)}?" if near else f"; there are {', '.join(sorted(sources))}"
            raise BadTable(f"no source has the id {id!r}{hint}")


@contextmanager
def workshop(
    settings: Settings,
    kind: str,
    *,
    sources: Mapping[str, Source],
    clock: Callable[[], datetime] = now,
    only_sources: Iterable[str] = (),
    since: date | None = None,
    until: date | None = None,
    backfill: bool = False,
) -> Iterator[Job]:
    """A Job on the settings' data folder, held by this process alone; Ctrl-C then stops it between two batches.

    Raises AlreadyRunning, SchemaAhead or NotADatabase before anything is changed.
    """
    with only_writer(settings.data_dir), _stopped_by_signals() as stopped:
        archive = store.open_archive(settings.archive_path)
        try:
            run_id = store.begin_run(archive, kind, clock=clock(), now=now())
            yield Job(
                settings=settings,
                sources={**{source.id: source for source in store.added_sources(archive)}, **sources},
                archive=archive,
                clock=clock,
                only_sources=frozenset(only_sources),
                since=since,
                until=until,
                backfill=backfill,
                run_id=run_id,
                stopped=stopped.is_set,
            )
            store.finish_run(archive, run_id, now=now(), note="stopped" if stopped.is_set() else "")
        finally:
            archive.close()


@contextmanager
def _stopped_by_signals() -> Iterator[threading.Event]:
    """An event that the first Ctrl-C or SIGTERM sets; a second one ends the process at once."""
    stopped = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield stopped
        return

    def stop(number: int, _frame: object) -> None:
        if stopped.is_set():
            raise KeyboardInterrupt
        stopped.set()

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stopped
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def run_steps(job: Job, names: Iterable[str], *, say: Callable[[str], None]) -> list[Outcome]:
    """The outcome of each named step, in order, as far as they came before a stop; each is said when it is done."""
    outcomes: list[Outcome] = []
    for name in names:
        if job.stopped():
            say(f"Stopped before {name}. What is done is kept; run the same command to go on.")
            break
        outcome = STEPS[name](job)
        outcomes.append(outcome)
        if not job.stopped() or any(
            outcome.counts.values()
        ):  # a step cut short at its start did not find "nothing new"
            say(str(outcome))
    return outcomes


def exit_status(job: Job, outcomes: Iterable[Outcome]) -> int:
    """1 when something could not be done, or a stop left it for the next run; else 0."""
    return 1 if job.stopped() or any(outcome.failed for outcome in outcomes) else 0
