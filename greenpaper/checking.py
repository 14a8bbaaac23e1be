"""`greenpaper check`: a trial of sources, as a person reads it."""

from collections.abc import Mapping

from rich.console import Console
from rich.text import Text

from crawler.check import check_source
from crawler.crawl import CrawlSettings
from greenpaper.progress import bar
from greenpaper.settings import Settings
from greenpaper.workshop import now
from records.records import Source

_STYLES = {"ok": "green", "!!": "bold red"}


def check_sources(settings: Settings, sources: Mapping[str, Source]) -> int:
    """Try each source and print what was found: 0 when nothing was amiss anywhere, else 1."""
    console = Console()
    crawling = CrawlSettings(contact=settings.contact, delay=settings.delay, connect_to=settings.connect_to)
    amiss = 0
    for number, source in enumerate(sources.values(), start=1):
        with bar(f"Trying {source.id}") as advance:
            advance(number - 1, len(sources))
            report = check_source(source, settings=crawling, clock=now())
        amiss += not report.fine
        for line in report.lines():
            console.print(Text(line, style=_STYLES.get(line.strip()[:2], "bold")), highlight=False, soft_wrap=True)
    return 1 if amiss else 0
