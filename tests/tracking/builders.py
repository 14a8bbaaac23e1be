"""Statements for the tests, with sensible defaults."""

from datetime import UTC, datetime
from typing import Any

from records.records import Citation, DateMention, Evidence, Proposal, Statement
from records.signatures import short_hash
from records.vocab import Effect, Stage

CHILDREN_ACT = "ukpga/2004/31"
SKILLS_ACT = "ukpga/2009/22"


def evidence(text: str) -> Evidence:
    return Evidence(start=0, end=len(text), text=text)


def cites(canonical: str, title: str) -> Citation:
    return Citation(mention=evidence(title), title=title, canonical=canonical)


def ahead(from_on: str, to_on: str | None = None) -> DateMention:
    return DateMention(mention=evidence(from_on), from_on=from_on, to_on=to_on or from_on)


def said(
    action: str,
    stage: str,
    on: str,
    *,
    article: str = "",
    official: bool = False,
    known: str = "",
    dated: bool = True,
    backfill: bool = False,
    bodies: tuple[str, ...] = (),
    **proposal: Any,
) -> Statement:
    """One statement; its article is its own unless named, and it is known on the day it happened unless said."""
    article = article or f"a-{short_hash(action, stage, on, str(official))[:6]}"
    sentence = proposal.pop("sentence", f"On {on} it was said that there is to be a plan to {action}.")
    return Statement(
        key=f"{article}.{short_hash(action)[:6]}",
        article_id=article,
        url=f"https://news.example/{article}",
        source="news",
        official=official,
        happened_on=on,
        known_at=datetime.fromisoformat(known or on).replace(tzinfo=UTC),
        dated=dated,
        backfill=backfill,
        body_ids=bodies,
        proposal=Proposal(
            id="p1",
            action=action,
            stage=Stage(stage),
            effect=Effect(proposal.pop("effect", "make")),
            evidence=(evidence(sentence),),
            **proposal,
        ),
    )
