"""How long news takes: from publication to known to mailed, by source."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Any

from records.dates import BadDate, moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """The medians of one source; None where nothing was measured."""

    source: str
    articles: int
    to_known: timedelta | None  # from the time of publication; articles that give only a day are left out
    to_mailed: timedelta | None  # from known to the relay's yes for the first reader


def paces(articles: Iterable[Mapping[str, Any]], mailed: Mapping[str, datetime]) -> list[Pace]:
    """One line a source, by its name. ``mailed``: told item -> when it went to the first reader."""
    to_known: dict[str, list[float]] = defaultdict(list)
    to_mailed: dict[str, list[float]] = defaultdict(list)
    counts: dict[str, int] = defaultdict(int)
    for row in articles:
        source, known_at = row["source"], datetime.fromisoformat(row["known_at"])
        counts[source] += 1
        if (published := _published(row["published_at"])) is not None:
            to_known[source].append(max(0.0, (known_at - published).total_seconds()))
        if (mailed_at := mailed.get(f"story:{row['id']}")) is not None:
            to_mailed[source].append(max(0.0, (mailed_at - known_at).total_seconds()))
    return [
        Pace(source=name, articles=count, to_known=_median(to_known[name]), to_mailed=_median(to_mailed[name]))
        for name, count in sorted(counts.items())
    ]


def _published(text: str | None) -> datetime | None:
    try:
        return moment(text) if text and len(text) > 10 else None
    except BadDate:
        return None


def _median(seconds: list[float]) -> timedelta | None:
    return timedelta(seconds=median(seconds)) if seconds else None


def in_words(time: timedelta | None) -> str:
    """ "12 min", "3.5 h", "2 days"; "not known" for None."""
    if time is None:
        return "not known"
    minutes = time.total_seconds() / 60
    if minutes < 120:
        return f"{minutes:.0f} min"
    return f"{minutes / 60:.1f} h" if minutes < 48 * 60 else f"{minutes / 60 / 24:.0f} days"
