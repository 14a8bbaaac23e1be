"""The register of bodies: who they are, what they were called when, and which of them succeeded which."""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TypeVar

from records import additions
from records.dates import BadDate, interval
from records.strict import BadTable, from_table
from records.vocab import BodyKind

Row = TypeVar("Row")
_ADDED = "added "  # before the place of a row of the user's own


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyName:
    """One name of a body. The dates say when it was in use; empty ones leave it open."""

    body_id: str
    name: str
    form: str = "short"  # official | short
    from_on: str = ""
    to_on: str = ""  # the last day
    needs_cue: str = ""  # "yes": an ordinary word too, so that a text must say in some way that a body is meant
    source: str = ""

    def used_on(self, on: date | None) -> bool:
        """Whether the body went by this name that day; any day will do when it is not known."""
        return _within(on, self.from_on, self.to_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisteredBody:
    """A body of the register, under the last of its official names."""

    id: str
    name: str
    kind: BodyKind
    from_on: str = ""
    to_on: str = ""  # the last day
    source: str = ""  # where this can be read, for a row that somebody looked up

    def existed_on(self, on: date | None) -> bool:
        """Whether the body existed that day; any day will do when it is not known."""
        return _within(on, self.from_on, self.to_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Succession:
    """One body took over from another, wholly or in part."""

    predecessor: str
    successor: str
    on: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lineage:
    """Ids of the bodies before and after one, nearest first, however many steps away."""

    predecessors: tuple[str, ...]
    successors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Register:
    """All bodies and their names. Look-ups ignore case, the kind of apostrophe and a leading "the"."""

    bodies: Mapping[str, RegisteredBody]
    names: Mapping[str, tuple[BodyName, ...]]  # by body id
    successions: tuple[Succession, ...]
    _by_key: Mapping[str, tuple[BodyName, ...]] = field(repr=False)

    def __iter__(self) -> Iterator[RegisteredBody]:
        return iter(self.bodies.values())

    def __len__(self) -> int:
        return len(self.bodies)

    def get(self, body_id: str) -> RegisteredBody | None:
        """The body with that id, or None."""
        return self.bodies.get(body_id)

    def candidates(self, name: str) -> tuple[BodyName, ...]:
        """Every registered name that is spelt like this one, whatever its dates."""
        return self._by_key.get(name_key(name), ())

    def resolve(self, name: str, on: date | None = None) -> RegisteredBody | None:
        """The body that went by this name that day; the nearest in time when none did; None if unknown.

        Without a day, the body that exists longest into our time. "Department for Education" is one
        body in 1993 and another in 2012.
        """
        found = self.candidates(name)
        exact = [each for each in found if _plain(each.name) == _plain(name)]
        best = min(exact or found, key=lambda each: self._distance(each, on), default=None)
        return self.bodies[best.body_id] if best else None

    def _distance(self, name: BodyName, on: date | None) -> tuple[int, int, int]:
        body = self.bodies[name.body_id]
        spans = [(name.from_on, name.to_on), (body.from_on, body.to_on)]
        if on is None:
            last = min(last_day(to_on) for _, to_on in spans)
            return 0, -last.toordinal(), name.form != "official"
        return (
            max(_days_off(on, from_on, to_on) for from_on, to_on in spans),
            # Who was called so that very day goes before who is called so at any time.
            -sum(bool(from_on) for from_on, _ in spans),
            name.form != "official",
        )

    def name_on(self, body_id: str, on: date | None = None) -> str:
        """The official name that day: the last one for a day after its end, or for no day, the first before."""
        official = [each for each in self.names[body_id] if each.form == "official"]
        if not official or on is None:
            return self.bodies[body_id].name
        return min(official, key=lambda each: _days_off(on, each.from_on, each.to_on)).name

    def lineage(self, body_id: str) -> Lineage:
        """Everything that the body came from and everything that came of it."""
        back = [(each.successor, each.predecessor) for each in self.successions]
        on = [(each.predecessor, each.successor) for each in self.successions]
        return Lineage(predecessors=_reached(body_id, back), successors=_reached(body_id, on))


def _reached(start: str, steps: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Ids that can be reached over the steps, nearest first, without the start."""
    following = defaultdict(list)
    for here, there in steps:
        following[here].append(there)
    reached, edge = dict.fromkeys([start]), [start]
    while edge:
        edge = [there for here in edge for there in following[here] if there not in reached]
        reached |= dict.fromkeys(edge)
    return tuple(reached)[1:]


# ---------------------------------------------------------------- names and days


def _plain(name: str) -> str:
    return re.sub(r"\s+", " ", name.replace("’", "'").replace("‘", "'")).strip()


def name_key(name: str) -> str:
    """What two spellings of one name have in common: "The Children’s Society" -> "children's society"."""
    return re.sub(r"^the (?=.)", "", _plain(name).lower())


def last_day(to_on: str) -> date:
    """The last day of an ISO prefix; of an empty one, the last there is."""
    return interval(to_on)[1] if to_on else date.max


def first_day(from_on: str) -> date:
    """The first day of an ISO prefix; of an empty one, the first there is."""
    return interval(from_on)[0] if from_on else date.min


def _within(on: date | None, from_on: str, to_on: str) -> bool:
    return on is None or first_day(from_on) <= on <= last_day(to_on)


def _days_off(on: date, from_on: str, to_on: str) -> int:
    """Days between a day and the nearest day of the span; 0 within."""
    return max((first_day(from_on) - on).days, (on - last_day(to_on)).days, 0)


# ---------------------------------------------------------------- files


def register() -> Register:
    """The register that Greenpaper comes with, and the user's additions to it; read once."""
    return _register(additions.folder())


@cache
def _register(added: Path | None) -> Register:
    return load_register(files("records") / "registers", added)


def load_register(folder: Traversable, added: Path | None = None) -> Register:
    """The register in the folder's three files. Raises BadTable, naming file and row.

    ``added``: a folder with more rows in files of the same names. A body that stands in both is the first folder's,
    and an added row that names a body of neither is passed over: a newer Greenpaper may call it otherwise.
    """
    folders = [folder, *([added] if added else [])]
    bodies: dict[str, RegisteredBody] = {}
    for where, body in _all_rows(folders, "bodies.csv", RegisteredBody):
        if body.id in bodies:
            if where.startswith(_ADDED):
                continue
            raise BadTable(f"{where}: the id {body.id!r} is there twice")
        check_dates(where, body.from_on, body.to_on)
        bodies[body.id] = body
    names: dict[str, list[BodyName]] = {body_id: [] for body_id in bodies}
    by_key: dict[str, list[BodyName]] = defaultdict(list)
    for where, name in _all_rows(folders, "body_names.csv", BodyName):
        if not _is_known(where, bodies, name.body_id):
            continue
        check_dates(where, name.from_on, name.to_on)
        if name.form not in ("official", "short") or name.needs_cue not in ("", "yes"):
            raise BadTable(f"{where}: form is official or short, needs_cue yes or empty; got {name}")
        names[name.body_id].append(name)
        by_key[name_key(name.name)].append(name)
    successions = []
    for where, step in _all_rows(folders, "body_successions.csv", Succession):
        if not _is_known(where, bodies, step.predecessor, step.successor):
            continue
        check_dates(where, step.on, step.on)
        successions.append(step)
    return Register(
        bodies=bodies,
        names={body_id: tuple(each) for body_id, each in names.items()},
        successions=tuple(successions),
        _by_key={key: tuple(each) for key, each in by_key.items()},
    )


def _all_rows(folders: Sequence[Traversable], name: str, cls: type[Row]) -> Iterator[tuple[str, Row]]:
    shipped, *added = folders
    yield from rows(shipped / name, cls)
    for folder in added:
        if (folder / name).is_file():
            yield from ((_ADDED + where, row) for where, row in rows(folder / name, cls))


def _is_known(where: str, bodies: Mapping[str, RegisteredBody], *body_ids: str) -> bool:
    unknown = [body_id for body_id in body_ids if body_id not in bodies]
    if unknown and not where.startswith(_ADDED):
        raise BadTable(f"{where}: no body has the id {unknown[0]!r}")
    return not unknown


def rows(path: Traversable, cls: type[Row]) -> Iterator[tuple[str, Row]]:
    """(place, record) for each row of a CSV file whose heading holds the record's keys. Raises BadTable."""
    with path.open(encoding="utf-8") as lines:
        reader = csv.DictReader(lines, restkey="(beyond the last column)")
        for row in reader:
            where = f"{path.name}:{reader.line_num}"
            if None in row.values():
                raise BadTable(f"{where}: the row has fewer columns than the heading")
            yield where, from_table(cls, row, where=where)


def check_dates(where: str, from_on: str, to_on: str) -> None:
    """Raises BadTable for what is no date, and for a span that ends before it begins."""
    try:
        if first_day(from_on) > last_day(to_on):
            raise BadTable(f"{where}: ends ({to_on}) before it begins ({from_on})")
    except BadDate as error:
        raise BadTable(f"{where}: {error}") from None
