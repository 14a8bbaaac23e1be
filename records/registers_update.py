"""From the replies of public lists to rows of the registers: pure, and the same replies give the same rows.

GOV.UK's organisations, Parliament's members and government posts, and legislation.gov.uk's public general acts.
Each row says in ``source`` where it was read. What the registers hold already is never said again, and a row
that a person wrote is never touched: only rows whose source is one of these lists are renewed.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any, TypeVar

from records.acts import Act, Acts
from records.bodies import BodyName, Register, RegisteredBody, Succession, name_key
from records.dates import BadDate, interval
from records.posts import Holding, Posts
from records.vocab import BodyKind

ORGANISATIONS = "https://www.gov.uk/api/organisations"
MEMBERS = "https://members-api.parliament.uk/api/Members/Search"
POSTS = "https://members-api.parliament.uk/api/Posts/GovernmentPosts"
ACTS = "https://www.legislation.gov.uk/ukpga"

Row = RegisteredBody | BodyName | Succession | Holding | Act
Rows = Mapping[str, Sequence[Row]]  # by file, such as bodies.csv
_R = TypeVar("_R", bound=Row)

_HONORIFICS = re.compile(
    r"^(?:(?:the|rt\.?|right|hon\.?|mr|mrs|ms|miss|dr|sir|dame|professor|prof)\.?\s+)+", re.IGNORECASE
)
_REPEALED = re.compile(r"\s*\((?:repealed|repeals?)[^)]*\)\s*$", re.IGNORECASE)
_ACT = re.compile(r"/id/(ukpga/(?:[\w-]+/)*\d+)$")
_YEAR = re.compile(r"[ ,]\d{4}$")
_SHORT = 3  # letters; a short name of so few is some word as well
_HOUSES = {"1": "house-of-commons", "2": "house-of-lords"}
_KINDS = {
    "ministerial department": BodyKind.DEPARTMENT,
    "non-ministerial department": BodyKind.DEPARTMENT,
    "executive agency": BodyKind.AGENCY,
    "executive office": BodyKind.GOVERNMENT,
    "executive non-departmental public body": BodyKind.AGENCY,
    "advisory non-departmental public body": BodyKind.AGENCY,
    "special health authority": BodyKind.AGENCY,
    "public corporation": BodyKind.AGENCY,
    "sub-organisation": BodyKind.AGENCY,
    "civil service": BodyKind.AGENCY,
    "independent monitoring body": BodyKind.REGULATOR,
    "tribunal": BodyKind.COURT,
    "tribunal non-departmental public body": BodyKind.COURT,
    "court": BodyKind.COURT,
    "devolved administration": BodyKind.GOVERNMENT,
    "devolved government": BodyKind.GOVERNMENT,
}


class UnexpectedReply(ValueError):
    """A reply has not the form that the list documents; the message says what was wanted and what was found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """The registers as they come with Greenpaper, and the rows that people wrote beside them."""

    bodies: Register
    posts: Posts
    acts: Acts


# ---------------------------------------------------------------- GOV.UK's organisations


def organisation_rows(organisations: Iterable[Mapping[str, Any]], known: Register) -> Rows:
    """The bodies, names and successions that the organisations add. Raises UnexpectedReply."""
    listed = sorted((_organisation(item) for item in organisations), key=lambda item: item.slug)
    ids = {item.slug: _body_id(item, known) for item in listed}
    bodies: dict[str, RegisteredBody] = {}
    names: dict[tuple[str, str], BodyName] = {}
    steps: dict[tuple[str, str], Succession] = {}
    for item in listed:
        body_id = ids[item.slug]
        if known.get(body_id) is None:
            bodies.setdefault(
                body_id,
                RegisteredBody(id=body_id, name=item.title, kind=item.kind, to_on=item.closed_on, source=item.source),
            )
            names.setdefault(
                (body_id, item.title),
                BodyName(body_id=body_id, name=item.title, form="official", source=item.source),
            )
        for name in (item.title, item.abbreviation):
            if name and (body_id, name) not in names and not known.candidates(name):
                cue = "yes" if name == item.abbreviation and _is_a_word_too(name) else ""
                names[body_id, name] = BodyName(body_id=body_id, name=name, needs_cue=cue, source=item.source)
    there = {(step.predecessor, step.successor) for step in known.successions}
    for item in listed:
        pairs = [(item.slug, later, item.closed_on) for later in item.superseding]
        pairs += [(earlier, item.slug, "") for earlier in item.superseded]
        for earlier, later, on in pairs:
            if earlier not in ids or later not in ids or ids[earlier] == ids[later]:
                continue
            pair = ids[earlier], ids[later]
            if pair not in there and (pair not in steps or (on and not steps[pair].on)):
                steps[pair] = Succession(predecessor=pair[0], successor=pair[1], on=on, source=item.source)
    return {
        "bodies.csv": list(bodies.values()),
        "body_names.csv": list(names.values()),
        "body_successions.csv": [steps[pair] for pair in sorted(steps)],
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class _Organisation:
    slug: str
    title: str
    abbreviation: str
    kind: BodyKind
    closed_on: str
    superseded: tuple[str, ...]
    superseding: tuple[str, ...]

    @property
    def source(self) -> str:
        return f"{ORGANISATIONS}/{self.slug}"


def _organisation(item: Mapping[str, Any]) -> _Organisation:
    details = _mapping(item, "details")
    slug, title = _text(details.get("slug")), _text(item.get("title"))
    if not slug or not title:
        raise UnexpectedReply(f"an organisation should have details.slug and a title, got {sorted(item)}")
    return _Organisation(
        slug=slug,
        title=title,
        abbreviation=_text(details.get("abbreviation")),
        kind=_KINDS.get(_text(item.get("format")).lower(), BodyKind.OTHER),
        closed_on=_day(details.get("closed_at")),
        superseded=_slugs(item.get("superseded_organisations")),
        superseding=_slugs(item.get("superseding_organisations")),
    )


def _slugs(linked: Any) -> tuple[str, ...]:
    return tuple(_text(each.get("id")).rstrip("/").rpartition("/")[2] for each in linked or () if each.get("id"))


def _body_id(item: _Organisation, known: Register) -> str:
    """The register's id of an organisation that it has under its title, "&" written out or not; else the slug."""
    on = interval(item.closed_on)[0] if item.closed_on else None
    for title in (item.title, item.title.replace(" & ", " and ")):
        found = known.resolve(title, on)
        if found is not None:
            return found.id
    return item.slug


def _is_a_word_too(abbreviation: str) -> bool:
    return len(abbreviation) <= _SHORT or not abbreviation.isupper()


# ---------------------------------------------------------------- Parliament's members and posts


def member_rows(members: Iterable[Mapping[str, Any]], known: Known, *, today: date) -> Rows:
    """The seats of the members that are listed. Raises UnexpectedReply."""
    rows = []
    for item in members:
        member = _mapping(item, "value")
        seat = member.get("latestHouseMembership") or {}
        person = _person(member)
        house = _HOUSES.get(str(seat.get("house")))
        from_on = _day(seat.get("membershipStartDate"))
        if not person or house is None or not from_on:
            continue
        rows.append(
            Holding(
                title="Member of Parliament" if house == "house-of-commons" else "Member of the House of Lords",
                body_id=house,
                person=person,
                party_id=_party(member, known.bodies, today),
                from_on=from_on,
                to_on=_day(seat.get("membershipEndDate")),
                source=MEMBERS,
            )
        )
    return {"posts.csv": _new_holdings(rows, known.posts)}


def post_rows(posts: Iterable[Mapping[str, Any]], known: Known, *, today: date) -> Rows:
    """Who holds which post in the government, and who is told to have held it. Raises UnexpectedReply."""
    rows = []
    for item in posts:
        post = _mapping(item, "value")
        title = _text(post.get("name"))
        departments = [_text(each.get("name")) for each in post.get("governmentDepartments") or ()]
        for holder in post.get("postHolders") or ():
            member = _mapping(_mapping(holder, "member"), "value")
            person, from_on = _person(member), _day(holder.get("startDate"))
            if not (title and person and from_on):
                continue
            first = interval(from_on)[0]
            found = [body for name in departments if (body := known.bodies.resolve(name, first)) is not None]
            rows.append(
                Holding(
                    title=title,
                    body_id=found[0].id if found else "uk-government",
                    person=person,
                    party_id=_party(member, known.bodies, today),
                    from_on=from_on,
                    to_on=_day(holder.get("endDate")),
                    source=POSTS,
                )
            )
    return {"posts.csv": _new_holdings(rows, known.posts)}


def _new_holdings(rows: Iterable[Holding], posts: Posts) -> list[Holding]:
    """Those that the register has not, whatever day it gives for their beginning."""
    new = {_key(row): row for row in rows if not any(_same_post(row, held) for held in posts.of(row.person))}
    return [new[key] for key in sorted(new)]


def _same_post(row: Holding, held: Holding) -> bool:
    begins = interval(row.from_on)[0]
    return held.body_id == row.body_id and held.title.casefold() == row.title.casefold() and held.held_on(begins)


def _person(member: Mapping[str, Any]) -> str:
    return _HONORIFICS.sub("", _text(member.get("nameDisplayAs")))


def _party(member: Mapping[str, Any], bodies: Register, today: date) -> str:
    """The id of the party; "" for one that the register does not have, and for none."""
    name = re.sub(r"\s*\(.*\)$", "", _text((member.get("latestParty") or {}).get("name")))
    for spelling in (f"{name} Party", name, f"{name}s"):
        body = bodies.resolve(spelling, today) if name else None
        if body is not None and body.kind is BodyKind.PARTY:
            return body.id
    return ""


# ---------------------------------------------------------------- legislation.gov.uk's acts


def act_rows(entries: Iterable[tuple[str, str]], known: Acts) -> Rows:
    """The acts of (id, title) that the register has not, by year and number."""
    acts: dict[str, Act] = {}
    for entry_id, title in entries:
        path, title = _ACT.search(entry_id), _REPEALED.sub("", " ".join(title.split()))
        if path is None or not _YEAR.search(title) or path[1] in known.by_id or known.titled(title):
            continue
        acts.setdefault(path[1], Act(title=title, id=path[1], source=f"https://www.legislation.gov.uk/{path[1]}"))
    return {
        "acts.csv": sorted(acts.values(), key=lambda act: (act.year, [_number(part) for part in act.id.split("/")]))
    }


def _number(part: str) -> tuple[int, str]:
    return (int(part), "") if part.isdigit() else (0, part)


# ---------------------------------------------------------------- old rows and new


def is_ours(row: Row) -> bool:
    """Whether a row came from one of the lists; every other was written by a person."""
    if isinstance(row, Act):
        return row.source == f"https://www.legislation.gov.uk/{row.id}" and row.id.startswith("ukpga/")
    return row.source.startswith((f"{ORGANISATIONS}/", MEMBERS, POSTS))


def merged(old: Sequence[_R], new: Sequence[_R], *, source: str, today: date) -> list[_R]:
    """A file's rows after an update by the list ``source``: people's rows first, as they stand.

    A row that the list gives again is renewed. One that it gives no more stays, for what was true of 2009 is wanted
    too; a post without an end that is gone from the list ended by today.
    """
    fresh = {_key(row): row for row in new}
    kept = [row for row in old if not is_ours(row)]
    taken = {_key(row) for row in kept}
    ours = {_key(row): row for row in old if is_ours(row)}
    for key, row in ours.items():
        if key not in fresh and isinstance(row, Holding) and row.source == source and not row.to_on:
            ours[key] = replace(row, to_on=today.isoformat())
    ours |= fresh
    return [*kept, *(ours[key] for key in sorted(ours) if key not in taken)]


def as_table(row: Row) -> dict[str, str]:
    """A row's columns as they stand in its file."""
    return {name: str(value) for name, value in asdict(row).items()}


def _key(row: Row) -> tuple[str, ...]:
    """What makes two rows tell of the same."""
    if isinstance(row, RegisteredBody):
        return (row.id,)
    if isinstance(row, BodyName):
        return row.body_id, name_key(row.name)
    if isinstance(row, Succession):
        return row.predecessor, row.successor
    if isinstance(row, Holding):
        return row.person, row.body_id, row.title, row.from_on
    year, *_ = re.findall(r"\d{4}$", row.title)
    return year, *(part.zfill(6) for part in row.id.split("/"))


# ---------------------------------------------------------------- reading replies


def _mapping(item: Any, key: str) -> Mapping[str, Any]:
    found = item.get(key) if isinstance(item, Mapping) else None
    if not isinstance(found, Mapping):
        raise UnexpectedReply(f"an entry should have an object {key!r}, got {str(item)[:80]!r}")
    return found


def _text(value: Any) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def _day(value: Any) -> str:
    """The day of "2016-07-14T00:00:00.000+01:00"; "" for what is no date."""
    day = _text(value)[:10]
    try:
        interval(day)
    except BadDate:
        return ""
    return day
