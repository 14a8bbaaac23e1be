"""Is our extraction as good and as fast as trafilatura's, and do workers help?

    python -m benchmarks.extraction FOLDER [--repeat N] [--workers N]

FOLDER holds saved pages, .html or .html.gz, at any depth. Prints the pages that each reads in a second
of CPU, and what several worker processes gain over one by the clock: only true on idle cores.

``ours`` and ``theirs`` take (html, url), for scorers of text, headline, byline and date.
"""

import argparse
import multiprocessing
import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import trafilatura

from crawler.decoding import decoded
from crawler.extraction import Job, extract_many, page_of
from crawler.files import Found, read_paths
from crawler.fragments import plain
from crawler.workers import close_workers


def ours(html: str, url: str) -> dict[str, Any]:
    """What our extraction reads out of a page, in any language."""
    page = page_of(html, url)
    return {
        "title": page.headline,
        "authors": list(page.byline),
        "published": page.published_at,
        "text": plain(page.blocks),
    }


def theirs(html: str, url: str) -> dict[str, Any]:
    """What trafilatura reads out of it: the text alone."""
    found: Any = trafilatura.bare_extraction(html, url=url, include_comments=False, with_metadata=False)
    return {"text": found.text if found else ""}


def theirs_in_full(html: str, url: str) -> dict[str, Any]:
    """What trafilatura reads out of it: title, author and day as well."""
    found: Any = trafilatura.bare_extraction(html, url=url, include_comments=False, with_metadata=True)
    if found is None:
        return {"text": ""}
    return {
        "title": found.title,
        "authors": (found.author or "").split("; "),
        "published": found.date,
        "text": found.text,
    }


def pages_a_second(read: Callable[[str, str], Any], pages: Sequence[tuple[str, str]], repeat: int) -> float:
    """Pages read in one second of this process's CPU; the best of several rounds."""
    best = 0.0
    for _ in range(repeat):
        started = time.process_time()
        for html, url in pages:
            read(html, url)
        best = max(best, len(pages) / (time.process_time() - started))
    return best


def by_the_clock(jobs: Sequence[Job], processes: int) -> tuple[float, float]:
    """Pages a second of wall time, and CPU milliseconds a page in all processes; starting them is left out."""
    list(extract_many(jobs[: 2 * processes], processes=processes))
    started, used = time.perf_counter(), _cpu()
    for _ in extract_many(jobs, processes=processes):
        pass
    rate = len(jobs) / (time.perf_counter() - started)
    return rate, (_cpu() - used) / len(jobs) * 1000


def _cpu() -> float:
    """CPU seconds of this process and of its children, as far as the system shows them."""
    total = time.process_time()
    for child in multiprocessing.active_children():
        try:
            fields = Path(f"/proc/{child.pid}/stat").read_text(encoding="ascii").rsplit(") ", 1)[1].split()
        except OSError:
            continue
        total += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return total


def main() -> None:
    """Print the figures."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder")
    options.add_argument("--repeat", type=int, default=3)
    options.add_argument("--workers", type=int, default=2)
    chosen = options.parse_args()
    found = [item for item in read_paths([chosen.folder]) if isinstance(item, Found) and "html" in item.content_type]
    pages = [(decoded(item.body), item.url) for item in found]
    print(f"{len(pages)} pages, {sum(len(item.body) for item in found) / len(found) / 1000:,.0f} kB each on average")
    own = pages_a_second(ours, pages, chosen.repeat)
    full = pages_a_second(theirs_in_full, pages, chosen.repeat)
    text = pages_a_second(theirs, pages, chosen.repeat)
    print(f"ours                         {own:6.1f} pages a CPU second")
    print(f"trafilatura, with metadata   {full:6.1f}   ours / theirs {own / full:.2f}")
    print(f"trafilatura, text alone      {text:6.1f}   ours / theirs {own / text:.2f}")
    jobs = [
        Job(body=item.body, content_type=item.content_type, url=item.url, source=None, hints={}) for item in found
    ] * chosen.repeat
    one, one_cpu = by_the_clock(jobs, 1)
    several, several_cpu = by_the_clock(jobs, chosen.workers)
    close_workers()
    print(
        f"by the clock: one process {one:.1f} pages a second, {chosen.workers} workers {several:.1f}, "
        f"{several / one:.2f} times as many; load average {os.getloadavg()[0]:.1f}"
    )
    print(
        f"CPU a page: {one_cpu:.1f} ms in one process, {several_cpu:.1f} ms with workers: "
        f"on idle cores {chosen.workers * one_cpu / several_cpu:.2f} times as many at best"
    )


if __name__ == "__main__":
    main()
