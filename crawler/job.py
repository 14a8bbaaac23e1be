"""What a crawl is told."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from records.records import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlJob:
    """All that a crawl is told; it travels to the process that crawls."""

    sources: Mapping[str, Source]
    archive_path: Path
    raw_dir: Path
    contact: str
    delay: float
    connect_to: Mapping[str, str]
    clock: datetime
    backfill: bool
    run_id: int
    until: date | None = None
    from_on: date | None = None
    to_on: date | None = None
    only_due: bool = False  # leave out sources that were visited within their time
    most_pages: int | None = None  # of each source; the others stay in its queue
    settings: Mapping[str, Any] = field(default_factory=dict)  # Scrapy settings that tests and benchmarks change
