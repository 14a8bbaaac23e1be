"""What the components wrote on a Doc, as one Reading. Offsets are checked, words are cut from the article."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar, cast

from spacy.tokens import Doc, Span

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
)
from records.vocab import BodyKind, Commitment, Effect, Stage, StanceKind, Word

Vocabulary = TypeVar("Vocabulary", bound=Word)


class BadOffsets(ValueError):
    """A finding lies outside its text, or is empty; the message gives the finding and the text's length."""


def reading_of(doc: Doc, article: Article) -> Reading:
    """The Doc's findings as records. A component that found nothing, or is not in the pipeline, gives none.

    Raises BadOffsets.
    """
    text = article.text
    legislation = tuple(_citation(text, span) for span in _spans(doc, "legislation"))
    dates = tuple(_date(text, span) for span in _spans(doc, "dates"))
    return Reading(
        article_id=article.id,
        text_hash=article.text_hash,
        bodies=_bodies(text, _spans(doc, "bodies")),
        people=_people(text, _spans(doc, "people")),
        quotations=tuple(_quotation(text, span) for span in _spans(doc, "quotations")),
        legislation=legislation,
        dates=dates,
        proposals=tuple(_proposal(text, plain, dates, legislation) for plain in _on_doc(doc, "proposals")),
        stances=tuple(
            Stance(
                actor=plain["actor"],
                proposal=plain["proposal"],
                stance=_word(StanceKind, plain["stance"]),
                evidence=_evidence(text, plain["evidence"]),
            )
            for plain in _on_doc(doc, "stances")
        ),
        consultations=_consultations(doc),
        topics=tuple(_on_doc(doc, "topics")),
    )


def _consultations(doc: Doc) -> tuple[Consultation, ...]:
    """The consultations of the article's proposals, or the one that its dates alone tell of."""
    days = (doc._.get("consultation_days") or {}) if Doc.has_extension("consultation_days") else {}
    plain = list(_on_doc(doc, "consultations")) or ([{}] if days else [])
    return tuple(
        Consultation(
            proposal=item.get("proposal"),
            opens_on=days.get("opens_on") or item.get("opens_on"),
            closes_on=days.get("closes_on") or item.get("closes_on"),
        )
        for item in plain
    )


def _spans(doc: Doc, name: str) -> list[tuple[Span, dict[str, Any]]]:
    """(span, its values) in text order; a span without values was never filled in and says nothing."""
    if name not in doc.spans:
        return []
    extension = {"bodies": "body", "people": "person", "quotations": "quotation", "dates": "date"}.get(name, name)
    if not Span.has_extension(extension):
        return []
    found = [(span, span._.get(extension)) for span in doc.spans[name]]
    return sorted(
        ((span, values) for span, values in found if values), key=lambda pair: (pair[0].start_char, pair[0].end_char)
    )


def _on_doc(doc: Doc, name: str) -> Sequence[Any]:
    return (doc._.get(name) or ()) if Doc.has_extension(name) else ()


def _evidence(text: str, place: Sequence[Any] | Mapping[str, Any]) -> Evidence:
    """Evidence from [start, end] or [start, end, rule], or the same three under their names."""
    if isinstance(place, Mapping):
        place = [place["start"], place["end"], place.get("rule") or ""]
    start, end, *rule = place
    if not 0 <= start < end <= len(text):
        raise BadOffsets(f"a finding at {start}-{end} of a text of {len(text)} characters")
    return Evidence(start=start, end=end, text=text[start:end], rule=(rule[0] or "") if rule else "")


def _mention(text: str, span: Span, values: Mapping[str, Any]) -> Evidence:
    """A span's words: its own edges, or the exact ones that its values give."""
    return _evidence(
        text, [values.get("start", span.start_char), values.get("end", span.end_char), values.get("rule", "")]
    )


# ---------------------------------------------------------------- bodies and people: many mentions, one record


def _bodies(text: str, found: Iterable[tuple[Span, dict[str, Any]]]) -> tuple[Body, ...]:
    mentions: dict[str, list[Evidence]] = {}
    first: dict[str, tuple[str, str | None]] = {}
    for span, values in found:
        name = values.get("name")
        if not name:
            continue
        mentions.setdefault(name, []).append(_mention(text, span, values))
        first.setdefault(name, (span.label_, values.get("body_id")))
    return tuple(
        Body(name=name, kind=_word(BodyKind, kind), mentions=tuple(mentions[name]), body_id=body_id)
        for name, (kind, body_id) in first.items()
    )


def _people(text: str, found: Iterable[tuple[Span, dict[str, Any]]]) -> tuple[Person, ...]:
    mentions: dict[str, list[Evidence]] = {}
    roles: dict[str, dict[str, None]] = {}  # a dict keeps the order and drops repeats
    rest: dict[str, dict[str, str]] = {}
    for span, values in found:
        name = values.get("name")
        if not name:
            continue
        mentions.setdefault(name, []).append(_mention(text, span, values))
        roles.setdefault(name, {}).update(dict.fromkeys(filter(None, (values.get("role") or "").split("; "))))
        for key in ("affiliation", "post"):
            if values.get(key):
                rest.setdefault(name, {}).setdefault(key, values[key])
    return tuple(
        Person(
            name=name,
            mentions=tuple(places),
            role="; ".join(roles[name]) or None,
            affiliation=rest.get(name, {}).get("affiliation"),
            post=rest.get(name, {}).get("post"),
        )
        for name, places in mentions.items()
    )


# ---------------------------------------------------------------- one span, one record


def _quotation(text: str, pair: tuple[Span, dict[str, Any]]) -> Quotation:
    span, values = pair
    return Quotation(
        type=span.label_,
        content=_mention(text, span, values),
        speaker=values.get("speaker"),
        cue=values.get("cue"),
    )


def _citation(text: str, pair: tuple[Span, dict[str, Any]]) -> Citation:
    span, values = pair
    return Citation(
        mention=_mention(text, span, values),
        title=values.get("title"),
        canonical=values.get("canonical"),
        provision=values.get("provision"),
        kind=values.get("kind") or "act",
    )


def _date(text: str, pair: tuple[Span, dict[str, Any]]) -> DateMention:
    span, values = pair
    return DateMention(
        mention=_mention(text, span, values),
        from_on=values.get("from"),
        to_on=values.get("to"),
        direction=values.get("direction") or "in",
    )


def _proposal(
    text: str, plain: Mapping[str, Any], dates: Sequence[DateMention], legislation: Sequence[Citation]
) -> Proposal:
    """Its dates and legislation are named by the places of their mentions: [start, end]."""
    at = {(date.mention.start, date.mention.end): date for date in dates}
    cited = {(item.mention.start, item.mention.end): item for item in legislation}
    return Proposal(
        id=plain["id"],
        action=plain["action"],
        stage=_word(Stage, plain["stage"]),
        evidence=tuple(_evidence(text, place) for place in plain["evidence"]),
        proposer=plain.get("proposer"),
        target=plain.get("target"),
        instrument=plain.get("instrument"),
        effect=_word(Effect, plain.get("effect") or "make"),
        commitment=_word(Commitment, plain.get("commitment") or "will"),
        direction=plain.get("direction"),
        exemptions=tuple(plain.get("exemptions") or ()),
        scope=tuple(plain.get("scope") or ()),
        dates=tuple(date for place in plain.get("dates") or () if (date := at.get(_place(place)))),
        legislation=tuple(item for place in plain.get("legislation") or () if (item := cited.get(_place(place)))),
        summary=plain.get("summary") or "",
        confidence=float(plain.get("confidence", 1.0)),
    )


def _word(vocabulary: type[Vocabulary], value: str) -> Vocabulary:
    """The word of a closed vocabulary; ValueError for one that it does not hold."""
    return cast(Any, vocabulary)(value)  # type: ignore[no-any-return]


def _place(place: Sequence[Any] | Mapping[str, Any]) -> tuple[int, int]:
    """(start, end) from [start, end, ...], or from a mapping that holds them, or whose ``mention`` does."""
    if isinstance(place, Mapping):
        return _place(place["mention"]) if "mention" in place else (place["start"], place["end"])
    return place[0], place[1]
