"""A published database filled with the stories, through the same code that publishes an archive."""

# ruff: noqa: E501

import itertools
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from db.connect import immediate, open_database
from db.public import tables
from db.public.migrations import migrations
from db.public.projection import article_rows
from db.public.publication import Publication, stands_at
from db.public.views import remake_views
from db.search import refresh_search, time_position
from records.articles import blocks_of
from records.dates import moment
from records.interchange import from_plain
from records.records import (
    Article,
    Body,
    Citation,
    Consultation,
    DateMention,
    Evidence,
    Person,
    Proposal,
    Quotation,
    Reading,
    Stance,
    Statement,
)
from records.signatures import short_hash
from records.vocab import ArticleKind, BodyKind, StanceKind
from tests.datasette_config.stories import POLICIES, SHIFTS, SOURCES, STORIES

CLOCK = datetime(2012, 2, 1, 9, 0, tzinfo=UTC)
FILLERS = 60
_OFFICIAL = {"dcsf-news", "govuk-dfe", "hansard"}


def fill(path: Path, *, audience: str = "public", fillers: int = FILLERS) -> Database:
    """The filled database, open for writing; in public mode extracts stay extracts."""
    db = open_database(path, migrations)
    sources = {source["id"]: source for source in SOURCES}
    tables.save_sources(
        db,
        [
            {
                "verified": 0,
                "last_run_at": CLOCK.isoformat(),
                "last_seen_at": (CLOCK - timedelta(days=2)).isoformat(),
                "last_result": "1 new page, 12 unchanged",
                "problem": None,
                **source,
            }
            for source in SOURCES
        ],
    )
    stories = [*STORIES, *_fillers(fillers)]
    tables.save_policies(db, _policy_rows(stories))
    articles = []
    for number, story in enumerate(stories):
        full = audience == "private" or sources[story["source"]]["publish"] == "full"
        item = _publication(story, full=full)
        at, _ = stands_at(item.article, item.known_at)
        rows = article_rows(item, position=time_position(at.isoformat()) + number)
        articles.append((story["id"], rows))
    tables.replace_articles(db, articles, register_rows=lambda _: _REGISTER)
    tables.finish(
        db,
        gone=(),
        policies={policy[0] for policy in POLICIES},
        redirects={"schools-in-trusts": POLICIES[0][0]},
        joins=_join_rows(),
        shifts=list(_shift_rows()),
        stories={"a2008weekly": "a2008trusts"},
        issues=[
            {
                "source_id": "hansard",
                "step": "crawl",
                "place": "https://hansard.example/statements",
                "reason": "the site answered 503 three times; it is tried again at the next run",
                "last_at": CLOCK.isoformat(),
            }
        ],
    )
    tables.save_snapshot(db, stamp="filled", audience=audience, clock=CLOCK, now=CLOCK)
    _add_a_change(db)
    refresh_search(db)
    remake_views(db)
    return db


_REGISTER: dict[str, list[dict[str, Any]]] = {
    "bodies": [
        {"id": "dfes", "name": "Department for Education and Skills", "kind": "department", "from_on": "2001-06", "to_on": "2007-06", "in_register": 1},
        {"id": "dcsf", "name": "Department for Children, Schools and Families", "kind": "department", "from_on": "2007-06-28", "to_on": "2010-05-11", "in_register": 1},
        {"id": "dius", "name": "Department for Innovation, Universities and Skills", "kind": "department", "from_on": "2007-06-28", "to_on": "2009-06-05", "in_register": 1},
        {"id": "dfe", "name": "Department for Education", "kind": "department", "from_on": "2010-05-12", "to_on": "", "in_register": 1},
    ],
    "body_names": [
        {"body_id": "dcsf", "name": "DCSF", "from_on": "2007-06-28", "to_on": "2010-05-11"},
        {"body_id": "dfe", "name": "DfE", "from_on": "2010-05-12", "to_on": ""},
        {"body_id": "dfes", "name": "DfES", "from_on": "2001-06", "to_on": "2007-06"},
    ],
    "body_successions": [
        {"predecessor_id": "dfes", "successor_id": "dcsf", "happened_on": "2007-06-28"},
        {"predecessor_id": "dfes", "successor_id": "dius", "happened_on": "2007-06-28"},
        {"predecessor_id": "dcsf", "successor_id": "dfe", "happened_on": "2010-05-12"},
    ],
}  # fmt: skip


def _add_a_change(db: Database) -> None:
    """One page was changed after it was first seen: the consultation on phones closed a week earlier at first."""
    revision = {
        "id": "a2012phones-r1",
        "article_id": "a2012phones",
        "seen_at": (CLOCK - timedelta(days=3)).isoformat(),
        "weight": "substantive",
        "summary": "1 paragraph changed, 1 word added, 1 word removed",
        "added": 1,
        "removed": 1,
        "unchanged_after": 0,
        "backfill": 0,
    }
    told = (
        ("same", "The consultation closes on "),
        ("removed", "13"),
        ("added", "20"),
        ("same", " February 2012. <b>It</b> would apply to maintained schools; special schools are exempt."),
    )
    runs = [
        {"revision_id": revision["id"], "article_id": "a2012phones", "place": place, "paragraph": 2,
         "unchanged_before": 1, "kind": kind, "text": text}
        for place, (kind, text) in enumerate(told, start=1)
    ]  # fmt: skip
    with immediate(db):
        db.table("revisions").insert(revision)
        db.table("revision_changes").insert_all(runs)
        db.table("page_events").insert(
            {"article_id": "a2012phones", "kind": "moved", "happened_at": revision["seen_at"]}
        )


def _fillers(count: int) -> Iterator[dict[str, Any]]:
    for number in range(count):
        day = datetime(2005, 1, 3, tzinfo=UTC) + timedelta(days=41 * number)
        yield {
            "id": f"afill{number:03}",
            "source": ("schools-record", "childrens-weekly")[number % 2],
            "date": day.date().isoformat(),
            "kind": "news",
            "headline": f"School policy in brief, number {number + 1}",
            "lead": "Short notes on policy from around the country.",
            "text": "Short notes on policy from around the country.\n\nCouncillors in "
            f"town {number + 1} spoke of buses, boilers and budgets. Nothing about policy was decided.",
            "bodies": {("councils", "Councils", "generic"): ["Councillors"]},
            "people": {},
            "quotes": [],
            "proposals": [],
            "topics": ["local-government"],
        }


def _publication(story: dict[str, Any], *, full: bool) -> Publication:
    article = Article(
        id=story["id"],
        url=story.get("url", f"https://{story['source']}.example/{story['id']}"),
        source=story["source"],
        headline=story["headline"],
        text=story["text"],
        blocks=blocks_of(story["text"]),
        lead=story["lead"],
        byline=tuple(story.get("byline", ())),
        published_at=story["date"],
        kind=ArticleKind(story["kind"]),
        archived_url=story.get("archived"),
    )
    reading = _reading(story, article)
    known_at = moment(story["date"]) + timedelta(hours=2)
    statements = []
    for plain, proposal in zip(story["proposals"], reading.proposals, strict=True):
        statement = Statement(
            key=f"{article.id}:{proposal.id}",
            article_id=article.id,
            url=article.url,
            source=article.source,
            official=article.source in _OFFICIAL,
            happened_on=plain.get("on", story["date"][:10]),
            known_at=known_at,
            proposal=proposal,
        )
        statements.append((plain["policy"], statement))
    return Publication(
        article=article,
        reading=reading,
        known_at=known_at,
        backfill=False,
        status="live",
        full=full,
        statements=tuple(statements),
    )


def _reading(story: dict[str, Any], article: Article) -> Reading:
    text = article.text

    def found(words: str) -> Evidence:
        start = text.index(words)
        return Evidence(start=start, end=start + len(words), text=words, rule=story.get("rule", "written-by-hand"))

    def everywhere(words: list[str]) -> tuple[Evidence, ...]:
        spans = {}
        for word in words:
            start = text.find(word)
            while start >= 0:
                if not any(a < start + len(word) and start < b for a, b in spans):
                    spans[(start, start + len(word))] = Evidence(start=start, end=start + len(word), text=word)
                start = text.find(word, start + 1)
        return tuple(spans[key] for key in sorted(spans))

    def date(plain: tuple[str, str, str, str]) -> DateMention:
        return DateMention(mention=found(plain[0]), from_on=plain[1], to_on=plain[2], direction=plain[3])

    acts = tuple(
        Citation(mention=found(words), canonical=canonical, title=title, provision=provision, kind=kind)
        for words, canonical, title, provision, kind in story.get("acts", ())
    )
    consultation = story.get("consultation")
    return Reading(
        article_id=article.id,
        text_hash=article.text_hash,
        bodies=tuple(
            Body(name=name, kind=BodyKind(kind), mentions=everywhere(words), body_id=key)
            for (key, name, kind), words in story["bodies"].items()
        ),
        people=tuple(
            Person(name=name, role=role, affiliation=where, post=post, mentions=everywhere(words))
            for name, (role, where, post, words) in story["people"].items()
        ),
        quotations=tuple(
            Quotation(type=kind, content=found(words), speaker=speaker, cue=cue)
            for speaker, cue, words, kind in story["quotes"]
        ),
        legislation=acts,
        dates=tuple(date(plain) for plain in story.get("dates", ())),
        proposals=tuple(
            from_plain(
                Proposal,
                {
                    **{k: v for k, v in plain.items() if k not in ("policy", "say", "dates", "on")},
                    "evidence": [{"start": e.start, "end": e.end, "text": e.text, "rule": e.rule} for e in map(found, plain["say"])],
                    "dates": [],
                },
            )
            if not plain.get("dates")
            else _with(plain, found, date, acts)
            for plain in story["proposals"]
        ),
        stances=tuple(
            Stance(actor=actor, proposal=proposal, stance=StanceKind(kind), evidence=found(words))
            for actor, proposal, kind, words in story.get("stances", ())
        ),
        consultations=(Consultation(proposal=consultation[0], opens_on=consultation[1], closes_on=consultation[2]),)
        if consultation
        else (),
        topics=tuple(story["topics"]),
    )  # fmt: skip


def _with(plain: dict[str, Any], found: Any, date: Any, acts: tuple[Citation, ...]) -> Proposal:
    from dataclasses import replace

    bare = {k: v for k, v in plain.items() if k not in ("policy", "say", "dates", "on")}
    evidence = [{"start": e.start, "end": e.end, "text": e.text, "rule": e.rule} for e in map(found, plain["say"])]
    proposal = from_plain(Proposal, {**bare, "evidence": evidence})
    return replace(proposal, dates=tuple(map(date, plain["dates"])), legislation=acts)


def _policy_rows(stories: list[dict[str, Any]]) -> list[dict[str, Any]]:
    rows = []
    for key, title, position, state, first_on, last_on in POLICIES:
        mine = [(s, p) for s in stories for p in s["proposals"] if p["policy"] == key]
        mine.sort(key=lambda pair: pair[0]["date"])

        def every(field: str, mine: Any = mine) -> str:
            values = [
                v for _, p in mine for v in ([p.get(field)] if isinstance(p.get(field), str) else p.get(field) or [])
            ]
            return json.dumps(list(dict.fromkeys(values)), ensure_ascii=False)  # fmt: skip

        rows.append(
            {
                "id": key,
                "title": title,
                "summary": mine[-1][1]["summary"],
                "position": position,
                "state": state,
                "first_on": first_on,
                "last_on": last_on,
                "known_at": moment(first_on).isoformat(),
                "proposers": every("proposer"),
                "targets": every("target"),
                "exemptions": every("exemptions"),
                "articles": len({s["id"] for s, _ in mine}),
            }
        )
    return rows


def _shift_rows() -> Iterator[dict[str, Any]]:
    stories = {story["id"]: story for story in STORIES}
    for article, proposal_id, kind, before, after, reported, note in SHIFTS:
        story = stories[article]
        proposal = next(item for item in story["proposals"] if item["id"] == proposal_id)
        yield {
            "id": "s" + short_hash(article, proposal_id, kind)[:12],
            "policy_id": proposal["policy"],
            "kind": kind,
            "from_stage": before,
            "to_stage": after,
            "happened_on": story["date"][:10],
            "known_at": (moment(story["date"]) + timedelta(hours=2)).isoformat(),
            "article_id": article,
            "proposal_id": f"{article}-{proposal_id}",
            "sentence": proposal["say"][0],
            "reported": reported,
            "backfill": 0,
            "note": note,
        }


def _join_rows() -> list[dict[str, Any]]:
    duty = [(s["id"], p["id"]) for s in STORIES for p in s["proposals"] if p["policy"] == POLICIES[0][0]]
    return [
        {
            "policy_id": POLICIES[0][0],
            "left_proposal": f"{left[0]}-{left[1]}",
            "right_proposal": f"{right[0]}-{right[1]}",
            "score": 0.84,
            "reasons": json.dumps(["both name the Children Act 2004", "share: duty, co-operate, schools"]),
        }
        for left, right in itertools.pairwise(duty)
    ]
