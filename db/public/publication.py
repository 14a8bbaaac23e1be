"""One article with all that may be published of it, and whether that is the whole text."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from records.dates import BadDate, moment
from records.interchange import to_plain
from records.records import Article, Reading, Source, Statement
from records.revisions import Change, PageEvent
from records.signatures import short_hash

Row = dict[str, Any]
Rows = dict[str, list[Row]]

#: Numbers of a publication minute: as many articles may share one.
PLACES = 100_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """An article with all that its rows are made from."""

    article: Article
    reading: Reading | None
    known_at: datetime
    backfill: bool
    status: str
    full: bool  # True: the whole text may be shown
    statements: tuple[tuple[str, Statement], ...] = ()  # (policy's id, statement) of this article
    changes: tuple[Change, ...] = ()  # of its text, as they were seen
    events: tuple[PageEvent, ...] = ()

    @property
    def content_hash(self) -> str:
        """Equal hashes, equal rows."""
        return short_hash(
            json.dumps(
                [
                    to_plain(self.article),
                    to_plain(self.reading),
                    self.known_at.isoformat(),
                    self.backfill,
                    self.status,
                    self.full,
                    [[policy, to_plain(statement)] for policy, statement in self.statements],
                    to_plain(self.changes),
                    to_plain(self.events),
                ],
                sort_keys=True,
            )
        )


def may_show_all(source: Source | None, audience: str) -> bool:
    """True when the whole text of a source's articles may stand on this site."""
    return audience == "private" or (source is not None and source.publish == "full")


def stands_at(article: Article, known_at: datetime) -> tuple[datetime, bool]:
    """The moment at which an article stands among the others, and whether that is its own date."""
    if article.published_at:
        try:
            return moment(article.published_at), True
        except BadDate:
            pass
    return known_at, False
