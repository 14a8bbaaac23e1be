"""One article with its reading as rows of the published tables: the whole text, or the extracts that a licence allows.

Pure. What is not published leaves no trace in the rows: a mention, quotation or date outside the published
passages is left out altogether.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from db.public.changes import change_id, change_rows
from db.public.publication import Publication, Row, Rows, stands_at
from records.interchange import json_of
from records.questions import is_answered_by, question_in
from records.records import Article, Citation, Evidence, Proposal, Reading, Stance, Statement
from records.revisions import Change
from records.urls import slug

_EXTRACTS = "extracts"


def article_rows(item: Publication, *, position: int) -> Rows:
    """The rows of one article, by table. Offsets count in the article's own text, whatever of it is shown."""
    article, reading = item.article, item.reading
    text = article.text
    statements = {statement.proposal.id: (policy, statement) for policy, statement in item.statements}
    proposals = [_true_to(statement.proposal, text) for _, statement in item.statements]
    stances = [
        stance
        for stance in (reading.stances if reading else ())
        if stance.proposal in statements and _is_true(stance.evidence, text)
    ]
    passages = _passages(article, proposals, stances, full=item.full)
    shown = _within(passages)
    names = _Names(reading, article.id)
    _, dated = stands_at(article, item.known_at)
    rows: Rows = {
        "articles": [
            {
                "position": position,
                "id": article.id,
                "url": article.url,
                "source_id": article.source,
                "kind": article.kind.value,
                "headline": article.headline,
                "lead": article.lead,
                "byline": ", ".join(article.byline),
                "published_at": article.published_at,
                "dated": int(dated),
                "known_at": item.known_at.isoformat(),
                "backfill": int(item.backfill),
                "body": "\n\n".join(text[start:end] for start, end, _ in passages),
                "is_full": int(item.full),
                "text_hash": article.text_hash,
                "archived_url": article.archived_url,
                "opens_on": article.opens_on,
                "closes_on": article.closes_on,
                "withdrawn": int(article.withdrawn or item.status == "withdrawn"),
                "content_hash": item.content_hash,
            }
        ],
        "passages": [
            {"article_id": article.id, "start": start, "kind": kind, "text": text[start:end]}
            for start, end, kind in passages
        ],
        "article_topics": [{"article_id": article.id, "topic": topic} for topic in (reading.topics if reading else ())],
    }
    if reading:
        _add_mentions(rows, article, reading, shown, names)
        _add_quotations(rows, article, reading, shown, names)
        _add_legislation(rows, article, reading, shown)
        _add_consultations(rows, article, reading, statements)
    for policy, statement in item.statements:
        _add_proposal(rows, article, statement, policy, names)
    for number, stance in enumerate(stances, start=1):
        _add_stance(rows, article, stance, number, statements[stance.proposal][0], names)
    _add_question(rows, item)
    published = [text[start:end] for start, end, _ in passages]
    return rows | change_rows(article.id, item.changes, item.events, published=published, full=item.full)


def proposal_id(article_id: str, proposal: str) -> str:
    """The published id of an article's proposal."""
    return f"{article_id}-{proposal}"


# ---------------------------------------------------------------- what may be shown

Passage = tuple[int, int, str]


def _passages(
    article: Article, proposals: Iterable[Proposal], stances: Iterable[Stance], *, full: bool
) -> list[Passage]:
    """The published stretches of the text, in its order: every block, or the evidence sentences alone."""
    if full:
        return [(block.start, block.end, block.kind.value) for block in article.blocks]
    sentences = sorted(
        {
            (item.start, item.end)
            for item in (
                *(evidence for proposal in proposals for evidence in proposal.evidence),
                *(stance.evidence for stance in stances),
            )
            if _is_true(item, article.text)
        }
    )
    merged: list[Passage] = []
    for start, end in sentences:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]), _EXTRACTS)
        else:
            merged.append((start, end, _EXTRACTS))
    return merged


def _within(passages: list[Passage]) -> Callable[[Evidence], bool]:
    """Says whether a span lies within what is shown."""
    stretches = [(start, end) for start, end, _ in passages]
    # Blocks of a whole text are parted by white space only; a span over two of them is shown too.
    joined: list[tuple[int, int]] = []
    for start, end in stretches:
        if joined and start - joined[-1][1] <= 2 and passages[0][2] != _EXTRACTS:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return lambda item: any(start <= item.start and item.end <= end for start, end in joined)


def _is_true(item: Evidence, text: str) -> bool:
    """False when the offsets belong to another text: a reading must never mark words that it did not read."""
    return text[item.start : item.end] == item.text


def _true_to(proposal: Proposal, text: str) -> Proposal:
    return replace(proposal, evidence=tuple(item for item in proposal.evidence if _is_true(item, text)))


# ---------------------------------------------------------------- who is who


class _Names:
    """The published ids of the names that one reading uses."""

    def __init__(self, reading: Reading | None, article_id: str) -> None:
        self.article_id = article_id
        self.ids: dict[str, tuple[str, str]] = {}
        for body in reading.bodies if reading else ():
            self.ids.setdefault(body.name.casefold(), ("body", body_key(body.name, body.body_id)))
        for person in reading.people if reading else ():
            self.ids.setdefault(person.name.casefold(), ("person", slug(person.name)))

    def of(self, name: str | None) -> tuple[str | None, str | None]:
        """(kind, id) of the first of the names, where it is a body's or a person's; else (None, None)."""
        first = (name or "").split(";")[0].strip().casefold()
        return self.ids.get(first, (None, None))


def body_key(name: str, body_id: str | None) -> str:
    """The published id of a body: the register's, or one made of its name."""
    return body_id or slug(name)


# ---------------------------------------------------------------- rows


def _evidence(rows: Rows, article_id: str, kind: str, item_id: str, item: Evidence) -> None:
    rows.setdefault("evidence", []).append(
        {
            "article_id": article_id,
            "kind": kind,
            "item_id": item_id,
            "start": item.start,
            "end": item.end,
            "text": item.text,
            "rule": item.rule,
        }
    )


def _add_mentions(
    rows: Rows, article: Article, reading: Reading, shown: Callable[[Evidence], bool], names: _Names
) -> None:
    for body in reading.bodies:
        mentions = [item for item in body.mentions if shown(item)]
        if not mentions:
            continue
        key = body_key(body.name, body.body_id)
        rows.setdefault("bodies", []).append(
            {"id": key, "name": body.name, "kind": body.kind.value, "in_register": int(body.body_id is not None)}
        )
        for item in mentions:
            _evidence(rows, article.id, "body", key, item)
    for person in reading.people:
        mentions = [item for item in person.mentions if shown(item)]
        if not mentions:
            continue
        key = slug(person.name)
        rows.setdefault("people", []).append({"id": key, "name": person.name})
        kind, affiliated = names.of(person.affiliation)
        rows.setdefault("person_roles", []).append(
            {
                "person_id": key,
                "article_id": article.id,
                "role": person.role,
                "affiliation": person.affiliation,
                "body_id": affiliated if kind == "body" else None,
                "post": person.post,
            }
        )
        for item in mentions:
            _evidence(rows, article.id, "person", key, item)
    for number, found in enumerate(reading.dates, start=1):
        if shown(found.mention):
            _evidence(rows, article.id, "date", f"{article.id}-d{number}", found.mention)


def _add_quotations(
    rows: Rows, article: Article, reading: Reading, shown: Callable[[Evidence], bool], names: _Names
) -> None:
    for number, quotation in enumerate(reading.quotations, start=1):
        if not shown(quotation.content):
            continue
        key = f"{article.id}-q{number}"
        kind, speaker = names.of(quotation.speaker)
        rows.setdefault("quotations", []).append(
            {
                "id": key,
                "article_id": article.id,
                "type": quotation.type,
                "speaker": quotation.speaker,
                "speaker_kind": kind,
                "speaker_id": speaker,
                "cue": quotation.cue,
                "content": quotation.content.text,
                "start": quotation.content.start,
            }
        )
        _evidence(rows, article.id, "quotation", key, quotation.content)


def _add_legislation(rows: Rows, article: Article, reading: Reading, shown: Callable[[Evidence], bool]) -> None:
    for citation in reading.legislation:
        if not shown(citation.mention):
            continue
        if citation.canonical:
            rows.setdefault("legislation", []).append(_legislation_row(citation))
        _evidence(rows, article.id, "legislation", citation.canonical or slug(citation.mention.text), citation.mention)


def _legislation_row(citation: Citation) -> Row:
    return {
        "id": citation.canonical,
        "title": citation.title or citation.mention.text,
        "url": f"https://www.legislation.gov.uk/{citation.canonical}",
        "kind": citation.kind,
    }


def _add_consultations(
    rows: Rows, article: Article, reading: Reading, statements: Mapping[str, tuple[str, Statement]]
) -> None:
    found = [(item.proposal, item.opens_on, item.closes_on) for item in reading.consultations]
    if not found and (article.opens_on or article.closes_on):
        found = [(None, article.opens_on, article.closes_on)]
    for proposal, opens_on, closes_on in dict.fromkeys(found):
        if not (opens_on or closes_on):
            continue
        policy = statements[proposal][0] if proposal is not None and proposal in statements else None
        if policy is None and len({policy for policy, _ in statements.values()}) == 1:
            policy = next(iter(statements.values()))[0]  # the page is about one policy only
        rows.setdefault("consultations", []).append(
            {
                "article_id": article.id,
                "proposal_id": proposal_id(article.id, proposal)
                if proposal is not None and proposal in statements
                else None,
                "policy_id": policy,
                "opens_on": opens_on,
                "closes_on": closes_on,
            }
        )


def _add_proposal(rows: Rows, article: Article, statement: Statement, policy: str, names: _Names) -> None:
    proposal = _true_to(statement.proposal, article.text)
    key = proposal_id(article.id, proposal.id)
    kind, proposer = names.of(proposal.proposer)
    rows.setdefault("proposals", []).append(
        {
            "id": key,
            "article_id": article.id,
            "policy_id": policy,
            "statement": statement.key,
            "happened_on": statement.happened_on,
            "official": int(statement.official),
            "proposer": proposal.proposer,
            "proposer_kind": kind,
            "proposer_id": proposer,
            "action": proposal.action,
            "target": proposal.target,
            "instrument": proposal.instrument,
            "stage": proposal.stage.value,
            "effect": proposal.effect.value,
            "commitment": proposal.commitment.value,
            "direction": proposal.direction,
            "exemptions": json_of(proposal.exemptions),
            "scope": json_of(proposal.scope),
            "summary": proposal.summary or proposal.action,
            "confidence": round(proposal.confidence, 3),
        }
    )
    for item in proposal.evidence:
        _evidence(rows, article.id, "proposal", key, item)
    for found in proposal.dates:
        rows.setdefault("proposal_dates", []).append(
            {
                "proposal_id": key,
                "text": found.mention.text,
                "from_on": found.from_on,
                "to_on": found.to_on,
                "direction": found.direction,
            }
        )
    for citation in {item.canonical: item for item in proposal.legislation if item.canonical}.values():
        rows.setdefault("legislation", []).append(_legislation_row(citation))
        rows.setdefault("proposal_legislation", []).append(
            {"proposal_id": key, "legislation_id": citation.canonical, "provision": citation.provision}
        )


def _add_question(rows: Rows, item: Publication) -> None:
    """A written question of Parliament, and when we saw its answer; its words are published with their text alone."""
    found = question_in(item.article) if item.full else None
    if found is None:
        return
    brought = next((change for change in item.changes if _brings_answer(change)), None)
    answered = found.answered_on is not None
    seen_at = (brought.seen_at if brought else item.known_at).isoformat() if answered else None
    rows["questions"] = [
        {
            "article_id": item.article.id,
            "asked_on": found.asked_on,
            "asked_by": found.asked_by,
            "question": found.question,
            "answered_on": found.answered_on,
            "answered_by": found.answered_by,
            "answer": found.answer,
            "answer_known_at": seen_at,
            "answer_seen_in": change_id(item.article.id, brought) if brought and answered else None,
            "backfill": int(brought.backfill if brought else item.backfill),
        }
    ]


def _brings_answer(change: Change) -> bool:
    return any(is_answered_by(part.after) and not part.before for part in change.difference.paragraphs)


def _add_stance(rows: Rows, article: Article, stance: Stance, number: int, policy: str, names: _Names) -> None:
    key = f"{article.id}-s{number}"
    kind, actor = names.of(stance.actor)
    rows.setdefault("stances", []).append(
        {
            "id": key,
            "article_id": article.id,
            "proposal_id": proposal_id(article.id, stance.proposal),
            "policy_id": policy,
            "actor": stance.actor,
            "actor_kind": kind,
            "actor_id": actor,
            "stance": stance.stance.value,
            "sentence": stance.evidence.text,
        }
    )
    _evidence(rows, article.id, "stance", key, stance.evidence)
