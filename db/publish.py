"""The published database as a projection of the archive: only what changed is written, and only what may be shown.

The order makes a kill harmless: policies are there before the proposals that name them, what is gone goes
last, and the snapshot's stamp is set when all is done, so an unfinished projection is finished next time.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlite_utils import Database

from db.archive import store
from db.archive.issues import dated_issues, open_issues
from db.archive.revisions import changed_pages, changes_of, changes_stamp, events_of
from db.public import tables
from db.public.projection import article_rows, body_key, proposal_id
from db.public.publication import PLACES, Publication, Row, may_show_all, stands_at
from db.public.views import remake_views
from db.search import refresh_search
from records.bodies import register
from records.interchange import json_of
from records.records import Policy, Source, Statement
from records.signatures import short_hash
from records.vocab import SourceKind

_BATCH = 64  # articles a transaction
_VERSION = "1"  # of what this file and projection.py make; a new one projects everything anew

_Tracked = tuple[str, Statement]  # a policy's id and one of its statements


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """How many articles were written or taken out."""

    written: int = 0
    removed: int = 0

    @property
    def counts(self) -> dict[str, int]:
        """The same by name, for the line that a step prints."""
        return {"articles": self.written, "taken out": self.removed}


def publish(
    archive: Database,
    public: Database,
    *,
    sources: Mapping[str, Source],
    audience: str,
    clock: datetime,
    now: datetime,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Published:
    """Bring the published database in line with the archive. ``audience``: private shows every text whole."""
    tables.save_sources(public, _source_rows(archive, sources))
    stamp = _stamp(archive, sources, audience)
    if tables.snapshot_stamp(public) == stamp and not tables.scrub(public):
        tables.save_snapshot(public, stamp=stamp, audience=audience, clock=clock, now=now)
        return Published()
    tables.begin(public, audience=audience, clock=clock, now=now)
    policies = {policy.id: policy for policy in store.tracked_policies(archive)}
    statements = [item for item in store.tracked_statements(archive) if item[0] in policies]
    tables.save_policies(public, _policy_rows(statements, policies))
    known = tables.article_places(public)
    used = {place.position for place in known.values()}
    written, seen = 0, set()
    total = store.counts(archive)["articles"]
    for batch in _batches(_publications(archive, statements, sources, audience)):
        changed = []
        for item in batch:
            article_id = item.article.id
            if article_id in seen:  # two addresses gave one id: the later page keeps it
                continue
            seen.add(article_id)
            place = known.get(article_id)
            if place and place.content_hash == item.content_hash:
                continue
            if place:
                used.discard(place.position)
            position = _free_position(item, used)
            used.add(position)
            changed.append((item.article.id, article_rows(item, position=position)))
        takes_back = any(
            known[id].is_full and not rows["articles"][0]["is_full"] for id, rows in changed if id in known
        )
        tables.replace_articles(public, changed, register_rows=_register_rows, takes_back=takes_back)
        written += len(changed)
        progress(len(seen), total)
    gone = sorted(set(known) - seen)
    tables.finish(
        public,
        gone=gone,
        policies=policies.keys(),
        redirects=store.policy_redirects(archive),
        joins=_join_rows(statements, policies, seen),
        shifts=_shift_rows(statements, policies, seen),
        stories={article: leader for article, leader in store.stories(archive).items() if {article, leader} <= seen},
        issues=_issue_rows(archive, sources),
    )
    refresh_search(public)
    remake_views(public)
    tables.scrub(public)
    tables.save_snapshot(public, stamp=stamp, audience=audience, clock=clock, now=now)
    return Published(written=written, removed=len(gone))


def _stamp(archive: Database, sources: Mapping[str, Source], audience: str) -> str:
    modes = sorted((source.id, source.publish, source.title) for source in sources.values())
    issues = [(issue.source, issue.step, issue.place, issue.reason) for issue in open_issues(archive)]
    steps = (store.readings_stamp(archive), store.step_stamp(archive, "track"), changes_stamp(archive))
    return short_hash(_VERSION, audience, json.dumps(modes), json.dumps(issues), *steps, _register_stamp())


@cache
def _register_stamp() -> str:
    known = register()
    return short_hash(repr(known.bodies), repr(known.names), repr(known.successions))


def _free_position(item: Publication, used: set[int]) -> int:
    moment, _ = stands_at(item.article, item.known_at)
    first = int(moment.timestamp()) // 60 * PLACES
    return next(place for place in range(first, first + PLACES) if place not in used)


def _publications(
    archive: Database, tracked: Iterable[_Tracked], sources: Mapping[str, Source], audience: str
) -> Iterator[Publication]:
    of_article: dict[str, list[_Tracked]] = {}
    for policy_id, statement in tracked:
        of_article.setdefault(statement.article_id, []).append((policy_id, statement))
    changed = changed_pages(archive)
    for kept in store.current_articles(archive):
        article = kept.article
        statements = sorted(of_article.get(article.id, ()), key=lambda item: item[1].proposal.id)
        yield Publication(
            article=article,
            reading=kept.reading,
            known_at=kept.known_at,
            backfill=kept.backfill,
            status=kept.status,
            full=may_show_all(sources.get(article.source), audience),
            statements=tuple(statements),
            changes=changes_of(archive, kept.page_id) if kept.page_id in changed else (),
            events=events_of(archive, kept.page_id) if kept.page_id in changed else (),
        )


def _batches(items: Iterable[Publication]) -> Iterator[list[Publication]]:
    batch: list[Publication] = []
    for item in items:
        batch.append(item)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


# ---------------------------------------------------------------- rows of what is not one article's


def _policy_rows(tracked: Iterable[_Tracked], policies: Mapping[str, Policy]) -> list[Row]:
    known: dict[str, datetime] = {}
    articles: dict[str, set[str]] = {}
    for policy_id, statement in tracked:
        articles.setdefault(policy_id, set()).add(statement.article_id)
        known[policy_id] = min(known.get(policy_id, statement.known_at), statement.known_at)
    return [
        {
            "id": policy.id,
            "title": policy.title,
            "summary": policy.summary or policy.title,
            "position": policy.position.value,
            "state": policy.state.value,
            "first_on": policy.first_on,
            "last_on": policy.last_on,
            "known_at": known[policy.id].isoformat(),
            "proposers": json_of(policy.proposers),
            "targets": json_of(policy.targets),
            "exemptions": json_of(policy.exemptions),
            "articles": len(articles[policy.id]),
        }
        for policy in policies.values()
    ]


def _shift_rows(tracked: Iterable[_Tracked], policies: Mapping[str, Policy], published: set[str]) -> list[Row]:
    statements = {statement.key: statement for _, statement in tracked}
    rows = []
    for policy in policies.values():
        for shift in policy.shifts:
            statement = statements.get(shift.statement)
            if statement is None or statement.article_id not in published:
                continue
            rows.append(
                {
                    "id": shift.id,
                    "policy_id": policy.id,
                    "kind": shift.kind.value,
                    "from_stage": shift.from_stage.value if shift.from_stage else None,
                    "to_stage": shift.to_stage.value,
                    "happened_on": shift.happened_on,
                    "known_at": shift.known_at.isoformat(),
                    "article_id": statement.article_id,
                    "proposal_id": proposal_id(statement.article_id, statement.proposal.id),
                    "statement": statement.key,
                    "sentence": shift.evidence.text,
                    "reported": int(shift.reported),
                    "backfill": int(shift.backfill),
                    "note": shift.note,
                }
            )
    return rows


def _join_rows(tracked: Iterable[_Tracked], policies: Mapping[str, Policy], published: set[str]) -> list[Row]:
    proposals = {
        statement.key: proposal_id(statement.article_id, statement.proposal.id)
        for _, statement in tracked
        if statement.article_id in published
    }
    return [
        {
            "policy_id": policy.id,
            "left_proposal": proposals[join.left],
            "right_proposal": proposals[join.right],
            "score": round(join.score, 3),
            "reasons": json_of(join.reasons),
        }
        for policy in policies.values()
        for join in policy.joins
        if join.left in proposals and join.right in proposals
    ]


def _source_rows(archive: Database, sources: Mapping[str, Source]) -> list[Row]:
    runs = store.last_source_runs(archive)
    problems: dict[str, str] = {}
    for issue in open_issues(archive):
        problems.setdefault(issue.source, f"{issue.step}: {issue.reason}")
    return [
        {
            "id": source.id,
            "title": source.title,
            "publisher": source.publisher,
            "kind": source.kind.value,
            "licence": source.licence,
            "publish": source.publish,
            "verified": int(source.verified),
            "last_run_at": runs.get(source.id, {}).get("finished_at"),
            "last_seen_at": runs.get(source.id, {}).get("last_seen_at"),
            "last_result": runs.get(source.id, {}).get("result"),
            "problem": problems.get(source.id),
        }
        for source in sources.values()
    ]


def _issue_rows(archive: Database, sources: Mapping[str, Source]) -> list[Row]:
    """What went wrong at public addresses; a file of the operator's own is nobody else's business."""
    return [
        {
            "source_id": issue.source,
            "step": issue.step,
            "place": issue.place,
            "reason": issue.reason,
            "last_at": issue_at,
        }
        for issue, issue_at in dated_issues(archive)
        if issue.place.startswith("http")
        and issue.source in sources
        and sources[issue.source].kind is not SourceKind.READER
    ]


def _register_rows(body_ids: Iterable[str]) -> dict[str, list[Row]]:
    """What the register knows of these bodies, and of all that came before and after them."""
    known = register()
    wanted: set[str] = set()
    for body_id in body_ids:
        if known.get(body_id) is not None:
            line = known.lineage(body_id)
            wanted |= {body_id, *line.predecessors, *line.successors}
    entries = [entry for body_id in sorted(wanted) if (entry := known.get(body_id)) is not None]
    return {
        "bodies": [
            {
                "id": body_key(entry.name, entry.id),
                "name": entry.name,
                "kind": entry.kind.value,
                "from_on": entry.from_on or None,
                "to_on": entry.to_on or None,
                "in_register": 1,
            }
            for entry in entries
        ],
        "body_names": [
            {"body_id": entry.id, "name": name.name, "from_on": name.from_on or None, "to_on": name.to_on or None}
            for entry in entries
            for name in known.names[entry.id]
        ],
        "body_successions": [
            {
                "predecessor_id": succession.predecessor,
                "successor_id": succession.successor,
                "happened_on": succession.on or None,
            }
            for succession in known.successions
            if succession.predecessor in wanted and succession.successor in wanted
        ],
    }
