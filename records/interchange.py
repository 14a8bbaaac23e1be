"""Records as JSON: losslessly for our own store, and in the field's formats for everybody else.

The formats of ``article_from_json`` and ``reading_to_json`` are those of the evaluation set: one JSON
object an article; offsets are Unicode code points into its ``text``.
"""

import dataclasses
import json
import re
import types
import typing
from collections.abc import Mapping
from datetime import datetime
from enum import Enum
from functools import cache
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from records.articles import blocks_of
from records.records import Article, DateMention, Evidence, Reading
from records.urls import BadUrl, article_id, canonical_url
from records.vocab import ArticleKind

Record = TypeVar("Record")


class NotAnArticle(ValueError):
    """A JSON value is no article; the message gives place, wanted and found."""


# ---------------------------------------------------------------- our own store


def to_plain(record: Any) -> Any:
    """A record as JSON takes it: dicts, lists, text, numbers; times as ISO text. Defaults are left out."""
    if dataclasses.is_dataclass(record) and not isinstance(record, type):
        plain: dict[str, Any] = {}
        for item in dataclasses.fields(record):
            value = getattr(record, item.name)
            if item.default is dataclasses.MISSING or value != item.default:
                plain[item.name] = to_plain(value)
        return plain
    if isinstance(record, Enum):
        return record.value
    if isinstance(record, datetime):
        return record.isoformat()
    if isinstance(record, Mapping):
        return {key: to_plain(value) for key, value in record.items()}
    if isinstance(record, list | tuple):
        return [to_plain(value) for value in record]
    return record


def json_of(record: Any) -> str:
    """A record, or a tuple of them, as JSON text; the same record gives the same text for ever."""
    return json.dumps(to_plain(record), ensure_ascii=False, sort_keys=True)


def from_plain(cls: type[Record], plain: Mapping[str, Any]) -> Record:
    """The record that ``to_plain`` was given; keys that this version does not know are passed over."""
    hints = _hints(typing.cast(Any, cls))
    return cls(**{key: _restored(value, hints[key]) for key, value in plain.items() if key in hints})


@cache
def _hints(cls: Any) -> dict[str, Any]:
    return get_type_hints(cls)


def _restored(value: Any, hint: Any) -> Any:
    origin, args = get_origin(hint), get_args(hint)
    if origin in (types.UnionType, typing.Union):
        if value is None:
            return None
        return _restored(value, next(arg for arg in args if arg is not type(None)))
    if origin is tuple:
        return tuple(_restored(item, args[0]) for item in value)
    if origin is dict:
        return {key: _restored(item, args[1]) for key, item in value.items()}
    if dataclasses.is_dataclass(hint):
        return from_plain(typing.cast(type[Any], hint), value)
    if hint is datetime:
        return datetime.fromisoformat(value)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint(value)
    return value


# ---------------------------------------------------------------- everybody's formats


def article_from_json(data: object, *, where: str) -> Article:
    """An article from one JSON object: ``text`` and an ``id`` or ``url`` must be there, the rest may be.

    Other keys it understands: title, source, published (ISO, may lack parts), genre, byline, lead, opens_on and
    closes_on (of a consultation; or opening_date and closing_date in ``meta``, as GOV.UK has them). The text is
    kept to the letter, so that offsets made elsewhere hold. Raises NotAnArticle.
    """
    if not isinstance(data, Mapping):
        raise NotAnArticle(f"{where}: an article is a JSON object, found {type(data).__name__}")
    text = data.get("text")
    if not isinstance(text, str):
        raise NotAnArticle(f"{where}: an article has its words under 'text', found {_found(data, 'text')}")
    if not text.strip():
        raise NotAnArticle(f"{where}: 'text' is empty")
    url, own_id = _text(data, "url", where), _text(data, "id", where)
    if not url and not own_id:
        raise NotAnArticle(f"{where}: an article has an 'id' or a 'url', found neither")
    try:
        url = canonical_url(url) if url else f"urn:greenpaper:{own_id}"
    except BadUrl as error:
        raise NotAnArticle(f"{where}: {error}") from None
    byline = data.get("byline") or ()
    return Article(
        id=own_id or article_id(url),
        url=url,
        source=_text(data, "source", where) or "added",
        headline=_text(data, "title", where) or _text(data, "headline", where) or text.strip().split("\n")[0][:120],
        lead=_text(data, "lead", where),
        byline=(byline,) if isinstance(byline, str) else tuple(str(name) for name in byline),
        published_at=_text(data, "published", where) or None,
        kind=_genre(_text(data, "genre", where)),
        opens_on=_consultation_day(data, "opening_date", "opens_on"),
        closes_on=_consultation_day(data, "closing_date", "closes_on"),
        text=text,
        blocks=blocks_of(text),
    )


def _consultation_day(data: Mapping[str, Any], theirs: str, ours: str) -> str | None:
    """A consultation's first or last day: under our name, or under GOV.UK's in the page's ``meta``."""
    meta = data.get("meta")
    found = data.get(ours) or (meta.get(theirs) if isinstance(meta, Mapping) else None)
    return found[:10] if isinstance(found, str) and re.match(r"\d{4}-\d\d-\d\d", found) else None


def _found(data: Mapping[str, Any], key: str) -> str:
    return (
        f"{type(data[key]).__name__}" if key in data else f"only {', '.join(sorted(map(str, data))[:8]) or 'no keys'}"
    )


def _text(data: Mapping[str, Any], key: str, where: str) -> str:
    value = data.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise NotAnArticle(f"{where}: {key!r} should be text, got {value!r}")
    return value.strip()


_GENRES = {
    "press release": ArticleKind.ANNOUNCEMENT,
    "announcement": ArticleKind.ANNOUNCEMENT,
    "opinion": ArticleKind.OPINION,
    "speech": ArticleKind.SPEECH,
    "statement": ArticleKind.STATEMENT,
    "consultation": ArticleKind.CONSULTATION,
    "guidance": ArticleKind.GUIDANCE,
}


def _genre(genre: str) -> ArticleKind:
    for word, kind in _GENRES.items():
        if word in genre.lower():
            return kind
    return ArticleKind.NEWS


def article_to_json(article: Article) -> dict[str, Any]:
    """The object that ``article_from_json`` reads back to the same text, address and date."""
    return {
        "id": article.id,
        "url": article.url,
        "source": article.source,
        "title": article.headline,
        "lead": article.lead,
        "byline": list(article.byline),
        "published": article.published_at,
        "genre": article.kind.value,
        **({"opens_on": article.opens_on} if article.opens_on else {}),
        **({"closes_on": article.closes_on} if article.closes_on else {}),
        "text": article.text,
    }


def reading_to_json(article: Article, reading: Reading, *, policies: Mapping[str, str] | None = None) -> dict[str, Any]:
    """One article's reading in the evaluation set's format; ``policies`` maps a Proposal.id to its policy.

    There a policy is called a thread: both keys are written.
    """
    policies = policies or {}
    return {
        "id": article.id,
        "url": article.url,
        "title": article.headline,
        "published": article.published_at,
        "text_sha256": reading.text_hash,
        "bodies": [
            {
                "text": body.mentions[0].text,
                "canonical": body.name,
                "kind": body.kind.value,
                "start": body.mentions[0].start,
                "end": body.mentions[0].end,
                "aliases": sorted({mention.text for mention in body.mentions[1:]} - {body.name}),
                "body_id": body.body_id,
            }
            for body in reading.bodies
        ],
        "people": [
            {
                "name": person.name,
                "role": person.role,
                "affiliation": person.affiliation,
                "post": person.post,
                **_span(person.mentions[0]),
            }
            for person in reading.people
        ],
        "quotations": [
            {"speaker": q.speaker, "cue": q.cue, "type": q.type, **_span(q.content)} for q in reading.quotations
        ],
        "proposals": [
            {
                "id": proposal.id,
                "policy": policies.get(proposal.id),
                "thread": policies.get(proposal.id),
                "stage": proposal.stage.value,
                "proposer": proposal.proposer,
                "action": proposal.action,
                "target": proposal.target,
                "instrument": proposal.instrument or "not stated",
                "effect": proposal.effect.value,
                "commitment": proposal.commitment.value,
                "summary": proposal.summary,
                "direction": proposal.direction,
                "exemptions": list(proposal.exemptions),
                "scope": list(proposal.scope),
                "dates": [_date(date) for date in proposal.dates],
                "legislation": [item.canonical for item in proposal.legislation if item.canonical],
                "evidence": [_span(item) for item in proposal.evidence],
                "confidence": round(proposal.confidence, 2),
            }
            for proposal in reading.proposals
        ],
        "stances": [
            {
                "actor": stance.actor,
                "proposal": stance.proposal,
                "stance": stance.stance.value,
                "evidence": [_span(stance.evidence)],
            }
            for stance in reading.stances
        ],
        "legislation": [
            {
                "canonical": item.canonical,
                "title": item.title,
                "provision": item.provision,
                "kind": item.kind,
                "url": item.url,
                **_span(item.mention),
            }
            for item in reading.legislation
        ],
        "dates": [_date(date) for date in reading.dates],
        "consultations": [
            {"proposal": item.proposal, "opens": item.opens_on, "closes": item.closes_on}
            for item in reading.consultations
        ],
        "topics": list(reading.topics),
    }


def _span(evidence: Evidence) -> dict[str, Any]:
    return {"text": evidence.text, "start": evidence.start, "end": evidence.end, "rule": evidence.rule}


def _date(date: DateMention) -> dict[str, Any]:
    return {**_span(date.mention), "from": date.from_on, "to": date.to_on, "direction": date.direction}
