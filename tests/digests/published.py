"""A published database made by hand, row by row, and readers of it."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from db.connect import open_database
from db.public.migrations import migrations
from db.subscribers.store import add_alert, add_subscriber, open_subscribers
from digests.settings import DigestSettings

PAGE = "https://papers.example/stop/"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def settings(folder: Path, **others: Any) -> DigestSettings:
    given = {
        "base_url": "https://papers.example",
        "from_address": "alerts@papers.example",
        "mailbox_dir": folder / "mailbox",
        "unsubscribe_page": PAGE,
    }
    return DigestSettings(**{**given, **others})


class Published:
    """The public database, with one line a thing."""

    def __init__(self, folder: Path) -> None:
        self.db = open_database(folder / "greenpaper.db", migrations)
        self._number = 0
        self.source("weekly", "The Weekly")

    def source(self, id: str, title: str, problem: str | None = None, *, kind: str = "sector-news") -> None:
        self._insert(
            "sources", id=id, title=title, publisher=title, kind=kind, licence="", publish="extracts",
            verified=0, problem=problem,
        )  # fmt: skip

    def policy(self, id: str, title: str) -> None:
        self._insert(
            "policies", id=id, title=title, summary="", position="consultation", state="live", first_on="2008-07-01",
            last_on="2008-07-08", known_at="2008-07-08T09:00:00+00:00", proposers="[]", targets="[]",
            exemptions="[]", articles=1,
        )  # fmt: skip

    def article(
        self,
        id: str,
        known: str,
        *,
        headline: str = "",
        body: str = "",
        policy: str = "",
        backfill: bool = False,
        source: str = "weekly",
        url: str = "",
        leader: str = "",
        bodies: tuple[str, ...] = (),
        topics: tuple[str, ...] = (),
        stage: str = "consultation",
    ) -> None:
        self._number += 1
        self._insert(
            "articles", position=self._number, id=id, url=url or f"https://weekly.example/{id}", source_id=source,
            kind="news", headline=headline or f"Headline of {id}", lead="", byline="[]", published_at=known[:10],
            dated=1, known_at=at(known).isoformat(), backfill=int(backfill), body=body, is_full=0, text_hash="",
            content_hash="",
        )  # fmt: skip
        for body_id in bodies:
            self._evidence(id, "body", body_id, "a body")
        for topic in topics:
            self._insert("article_topics", article_id=id, topic=topic)
        if policy:
            self._insert(
                "proposals", id=f"{id}-p1", article_id=id, policy_id=policy, happened_on=known[:10], official=0,
                statement=f"{id}.k", action="", stage=stage, effect="make", commitment="will", exemptions="[]",
                scope="[]", summary="", confidence=1.0,
            )  # fmt: skip
            self._evidence(id, "proposal", f"{id}-p1", f"The sentence of {id}.")
        if leader:
            self._insert("near_duplicates", article_id=id, leader_id=leader)

    def shift(self, id: str, article: str, policy: str, known: str, *, kind: str = "moved on", stage: str = "bill",
              backfill: bool = False, note: str = "now before Parliament as a bill; was announced",
              reported: bool = True) -> None:  # fmt: skip
        self._insert(
            "shifts", id=id, policy_id=policy, kind=kind, from_stage="announced", to_stage=stage,
            happened_on=known[:10], known_at=at(known).isoformat(), article_id=article, proposal_id=None,
            statement=f"{article}.k", sentence=f"The words of {id}.", reported=int(reported), backfill=int(backfill),
            note=note,
        )  # fmt: skip

    def question(self, article: str, *, asked_on: str, asked_by: str, question: str) -> None:
        self._insert(
            "questions", article_id=article, asked_on=asked_on, asked_by=asked_by, question=question,
            answered_by="", answer="", backfill=0,
        )  # fmt: skip

    def answered(self, article: str, on: str, by: str, answer: str, *, known: str, seen_in: str = "",
                 backfill: bool = False) -> None:  # fmt: skip
        self.db.execute(
            "update questions set answered_on = ?, answered_by = ?, answer = ?, answer_known_at = ?,"
            " answer_seen_in = ?, backfill = ? where article_id = ?",
            (on, by, answer, at(known).isoformat(), seen_in or None, int(backfill), article),
        )
        self.db.conn.commit()

    def edited(self, article: str, id: str, seen: str) -> None:
        self._insert(
            "revisions", id=id, article_id=article, seen_at=at(seen).isoformat(), weight="substantive", summary="x",
            added=5, removed=0, unchanged_after=0, backfill=0,
        )  # fmt: skip

    def corrected(self, article: str, stage: str, *, note: str = "", kind: str = "moved on") -> None:
        """What tracking makes of the article's sentence now: another stage, and with it a shift of another id."""
        self.db.execute("update proposals set stage = ? where article_id = ?", (stage, article))
        self.db.execute(
            "update shifts set id = article_id || ?, to_stage = ?, kind = ?, note = ? where article_id = ?",
            (stage, stage, kind, note or f"now {stage}", article),
        )
        self.db.conn.commit()

    def _evidence(self, article: str, kind: str, item: str, text: str) -> None:
        self._insert("evidence", article_id=article, kind=kind, item_id=item, start=0, end=len(text), text=text,
                     rule="")  # fmt: skip

    def _insert(self, table: str, **row: Any) -> None:
        self.db.table(table).insert(row)


def readers(folder: Path) -> Database:
    return open_subscribers(folder / "subscribers.db")


def follow(db: Database, address: str, kind: str, value: str = "", *, frequency: str = "daily", **others: Any) -> int:
    """A reader with one more alert; the reader's id."""
    now = at("2008-01-01")
    reader = add_subscriber(db, address, now=now)
    add_alert(db, reader, kind=kind, value=value, frequency=frequency, now=now, **others)
    return reader
