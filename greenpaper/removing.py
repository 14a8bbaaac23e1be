"""`greenpaper remove`: a text is taken down everywhere, and only a line that says so stays."""

from collections.abc import Callable

from crawler.raw import RawStore, RecordDamaged
from db.archive import removals
from greenpaper.steps import Job, Outcome
from greenpaper.workshop import run_steps
from records.urls import canonical_url


def remove(job: Job, url: str, *, reason: str, say: Callable[[str], None]) -> list[Outcome]:
    """Block the address, blank its captures, forget what was read, and publish without it; safe to repeat.

    Raises BadUrl.
    """
    url = canonical_url(url)
    places = removals.block(job.archive, url, reason=reason, now=job.clock())
    with RawStore(job.settings.raw_dir) as raw:
        for place in places:
            try:
                raw.blank(place)
            except (RecordDamaged, OSError) as error:
                say(f"{place.file}: the capture could not be blanked: {error}")
    removals.forget(job.archive, url, now=job.clock())
    outcomes = run_steps(job, ("track", "publish"), say=say)
    job.archive.execute("pragma wal_checkpoint(truncate)")
    say(f"{url} is taken down: {len(places)} captures blanked, the address blocked.")
    return outcomes
