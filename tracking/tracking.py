"""Many readings in, policies and their shifts out. Pure: the same statements give the same policies in any order."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from records.dates import LONDON, BadDate, interval, moment
from records.records import Article, Policy, Proposal, Reading, Statement
from records.signatures import code_hash, short_hash
from records.urls import replayed
from tracking import corrections as correcting
from tracking.carrying import Vehicles
from tracking.corrections import Correction
from tracking.joining import Joiner
from tracking.lineage import body_name, lineage
from tracking.policies import assign_ids, make_policy
from tracking.shifts import in_time_order
from tracking.vehicles import Vehicle


@dataclass(frozen=True, slots=True, kw_only=True)
class Tracked:
    """Every policy, oldest first, and where to find those that went into another."""

    policies: tuple[Policy, ...]
    redirects: Mapping[str, str]  # id that is gone -> id that has its statements
    statements: tuple[Statement, ...] = ()  # as corrected
    unmet: tuple[Correction, ...] = ()  # corrections of sentences that no statement has


def statements(
    article: Article, reading: Reading, *, official: bool, known_at: datetime, backfill: bool
) -> list[Statement]:
    """The reading's proposals in their place and time, one statement each."""
    happened_on, dated = _happened_on(article, known_at)
    made: list[Statement] = []
    times_used: dict[str, int] = {}
    for proposal in reading.proposals:
        sentence = proposal.evidence[0].text if proposal.evidence else proposal.action
        key = f"{article.id}.{short_hash(_as_heard(sentence))[:8]}"
        number = times_used[key] = times_used.get(key, 0) + 1
        made.append(
            Statement(
                key=key if number == 1 else f"{key}.{number}",
                article_id=article.id,
                url=article.url,
                source=article.source,
                official=official,
                happened_on=happened_on,
                known_at=known_at,
                proposal=proposal,
                dated=dated,
                backfill=backfill,
                headline=article.headline,
                body_ids=_body_ids(proposal, reading),
            )
        )
    return made


def _as_heard(sentence: str) -> str:
    """The sentence without what a better extraction changes: spaces and the form of quotation marks and dashes."""
    return "".join(character for character in sentence.lower() if character.isalnum())


def _happened_on(article: Article, known_at: datetime) -> tuple[str, bool]:
    """(The day that the news is of, whether the article says so itself.)"""
    if article.published_at:
        try:
            first, last = interval(article.published_at)
            return (first.isoformat() if first == last else article.published_at), True
        except BadDate:
            pass
    capture = replayed(article.archived_url or article.url)
    if capture and len(capture[0]) >= 8:
        stamp = capture[0]
        day = f"{stamp[:4]}-{stamp[4:6]}-{stamp[6:8]}"
        try:
            moment(day)
        except BadDate:
            pass
        else:
            return day, False
    return known_at.astimezone(LONDON).date().isoformat(), False


def _body_ids(proposal: Proposal, reading: Reading) -> tuple[str, ...]:
    """Register ids of the proposer's body and of those named in the evidence."""
    names = {name.strip().lower() for name in (proposal.proposer or "").split(";")}
    names |= {
        (person.affiliation or "").lower() for person in reading.people if person.name.lower() in names
    }  # fmt: skip
    spans = [(evidence.start, evidence.end) for evidence in proposal.evidence]
    found = {
        body.body_id: None
        for body in reading.bodies
        if body.body_id
        and (
            body.name.lower() in names
            or any(start <= mention.start < end for mention in body.mentions for start, end in spans)
        )
    }
    return tuple(sorted(found))


def track(
    statements: Iterable[Statement],
    *,
    known_ids: Mapping[str, str],
    corrections: Sequence[Correction] = (),
    vehicles: Iterable[Vehicle] = (),
) -> Tracked:
    """The policies that all these statements are about, and what became of the bills and laws that carry them.

    ``known_ids``: Statement.key -> the policy it was in.
    """
    corrected = correcting.apply(corrections, statements)
    by_key = {statement.key: statement for statement in corrected.statements}
    joiner = Joiner(lineage=lineage, together=corrected.together, apart=corrected.apart)
    groups = joiner.add(sorted(by_key.values(), key=lambda statement: statement.key))
    carriers = Vehicles(vehicles)
    carried = [carriers.statements_for([by_key[key] for key in group]) for group in groups]
    told = correcting.apply(corrections, [statement for added in carried for statement in added])
    kept = {statement.key: statement for statement in told.statements}
    groups = [
        (*group, *(statement.key for statement in added if statement.key in kept))
        for group, added in zip(groups, carried, strict=True)
    ]
    by_key |= kept
    joiner.know(kept.values())
    ordered = sorted(
        ([s.key for s in in_time_order([by_key[key] for key in group])] for group in groups),
        key=lambda keys: (by_key[keys[0]].happened_on, keys[0]),
    )
    ids, redirects = assign_ids(ordered, known_ids)
    merged: dict[str, list[str]] = {}
    for gone, target in redirects.items():
        merged.setdefault(target, []).append(gone)
    return Tracked(
        policies=tuple(
            make_policy(id, [by_key[key] for key in keys], joiner, merged_from=merged.get(id, ()), body_name=body_name)
            for id, keys in zip(ids, ordered, strict=True)
        ),
        redirects=redirects,
        statements=tuple(by_key.values()),
        unmet=tuple(correction for correction in corrected.unmet if correction in told.unmet),
    )


@cache
def stamp() -> str:
    """Changes when the code or the word lists that join statements do."""
    return code_hash(path for path in Path(__file__).parent.rglob("*") if path.suffix in (".py", ".txt"))
