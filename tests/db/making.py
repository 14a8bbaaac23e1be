"""A small archive made by hand: pages, articles, readings and policies that the tests of this room share."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlite_utils import Database

from crawler.revisions import difference
from db.archive import pages, revisions, store
from records.articles import article_from_blocks
from records.records import (
    Article,
    Body,
    Evidence,
    Policy,
    Proposal,
    Quotation,
    RawPlace,
    Reading,
    Shift,
    Source,
    Stance,
    Statement,
)
from records.signatures import bytes_hash
from records.vocab import BlockKind, BodyKind, ShiftKind, SourceKind, Stage, StanceKind, State

NOW = datetime(2008, 7, 8, 9, 0, tzinfo=UTC)
URL = "https://weekly.example/duty"
SECRET = "Zanzibar"  # stands in the part of the text that no licence lets us show

PRESS = Source(id="weekly", title="The Weekly", publisher="W", kind=SourceKind.SECTOR_NEWS, spider="feed", start=())


def article(url: str = URL, *, middle: str = f"A councillor from {SECRET} came by on Monday.") -> Article:
    """Three paragraphs: a proposal, something else, and a stance."""
    return article_from_blocks(
        [
            (BlockKind.PARAGRAPH, "Ministers will consult on a duty for nurseries to keep a first-aid box."),
            (BlockKind.PARAGRAPH, middle),
            (BlockKind.PARAGRAPH, "Una Tarn, of the Nursery Union, welcomed the duty. “It is time,” she said."),
        ],
        id="a" + bytes_hash(url.encode())[:6],
        url=url,
        source="weekly",
        headline="First aid for every nursery",
        published_at="2008-07-08T07:00:00+01:00",
    )


def evidence(of: Article, words: str) -> Evidence:
    """The place of the words in the article."""
    start = of.text.index(words)
    return Evidence(start=start, end=start + len(words), text=words, rule="by-hand")


def reading(of: Article) -> Reading:
    """What a reader would make of ``article()``."""
    sentence = evidence(of, "Ministers will consult on a duty for nurseries to keep a first-aid box.")
    return Reading(
        article_id=of.id,
        text_hash=of.text_hash,
        bodies=(
            Body(name="UK Government", kind=BodyKind.GOVERNMENT, mentions=(evidence(of, "Ministers"),)),
            *((Body(name=SECRET, kind=BodyKind.OTHER, mentions=(evidence(of, SECRET),)),) if SECRET in of.text else ()),
        ),
        quotations=(Quotation(type="direct", content=evidence(of, "It is time,"), speaker="Una Tarn", cue="said"),),
        proposals=(
            Proposal(
                id="p1", action="make nurseries keep a first-aid box", stage=Stage.CONSULTATION, evidence=(sentence,)
            ),
        ),
        stances=(
            Stance(
                actor="Una Tarn",
                proposal="p1",
                stance=StanceKind.SUPPORTS,
                evidence=evidence(of, "Una Tarn, of the Nursery Union, welcomed the duty."),
            ),
        ),
        topics=("early-years",),
    )


def save_page(db: Database, of: Article, *, at: datetime = NOW, body: bytes = b"as it came") -> int:
    """Store a capture of the article's page; the id of its revision."""
    saved = pages.save_revision(
        db,
        url=of.url,
        source=of.source,
        fetch_url=of.url,
        body_hash=bytes_hash(body),
        content_type="text/html",
        raw=RawPlace(file="one.warc.gz", offset=0, length=10),
        hints={},
        etag=None,
        last_modified=None,
        hinted_at=None,
        seen_at=at,
        backfill=False,
    )
    return saved.revision_id


def fill(folder: Path) -> Database:
    """An archive with one article, read and tracked."""
    db = store.open_archive(folder / "archive.db")
    item = article()
    revision = save_page(db, item)
    store.save_articles(db, [(revision, item)], stamp="x1", now=NOW)
    store.save_readings(db, [(revision, reading(item))], stamp="r1", now=NOW)
    track(db, [item], stamp="t1")
    return db


def track(db: Database, articles: list[Article], *, stamp: str) -> None:
    """One policy that all the articles' proposals are about."""
    statements = [
        Statement(
            key=f"{item.id}:1",
            article_id=item.id,
            url=item.url,
            source=item.source,
            official=False,
            happened_on="2008-07-08",
            known_at=NOW,
            proposal=reading(item).proposals[0],
        )
        for item in articles
    ]
    shift = Shift(
        id="s1",
        policy_id="pol1",
        kind=ShiftKind.NEW,
        happened_on="2008-07-08",
        known_at=NOW,
        statement=statements[0].key,
        evidence=statements[0].proposal.evidence[0],
        to_stage=Stage.CONSULTATION,
        reported=True,
        note="out for consultation",
    )
    policy = Policy(
        id="pol1",
        title="First-aid boxes in nurseries",
        position=Stage.CONSULTATION,
        state=State.LIVE,
        statements=tuple(statement.key for statement in statements),
        shifts=(shift,),
        first_on="2008-07-08",
        last_on="2008-07-08",
    )
    store.save_tracking(db, policies=[policy], statements=statements, redirects={}, stories={}, stamp=stamp, now=NOW)


def edit_in_silence(db: Database) -> None:
    """The page gets other words in the part that no licence lets us show, under another headline."""
    edited = replace(article(middle=f"Nobody from {SECRET} came by."), headline="First aid for all nurseries")
    revision = save_page(db, edited, at=NOW + timedelta(days=1), body=b"edited")
    store.save_articles(db, [(revision, edited)], stamp="x1", now=NOW)
    store.save_readings(db, [(revision, reading(edited))], stamp="r1", now=NOW)
    (pair,) = revisions.pairs_to_compare(db, extracted="x1", stamp="c1", after=0, limit=2)
    revisions.save_changes(db, [(pair, difference(pair.before, pair.after))], stamp="c1", now=NOW)
