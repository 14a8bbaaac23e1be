"""The register of posts: who held which office, at which body, from when to when."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from records import additions
from records.bodies import Register, check_dates, first_day, last_day, register, rows
from records.strict import BadTable


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """One person in one post. The days are the first and the last; an empty last one means: still there."""

    title: str
    body_id: str
    person: str
    party_id: str
    from_on: str
    to_on: str
    source: str = ""

    @property
    def is_seat(self) -> bool:
        """Whether it is a seat in a parliament, and no office."""
        return self.title.startswith("Member of ")

    def held_on(self, on: date) -> bool:
        """Whether the person held the post that day; on the day of a hand-over both did."""
        return first_day(self.from_on) <= on <= last_day(self.to_on)


@dataclass(frozen=True, slots=True)
class Posts:
    """All holdings. People are looked up by full name, or by surname among those in post."""

    holdings: tuple[Holding, ...]
    _by_person: Mapping[str, tuple[Holding, ...]] = field(repr=False)

    def of(self, person: str) -> tuple[Holding, ...]:
        """Every post that the register knows of this person, in the order of the file."""
        return self._by_person.get(person.casefold(), ())

    def of_surname(self, surname: str) -> tuple[Holding, ...]:
        """Every post of everybody whose name ends so."""
        return tuple(each for each in self.holdings if each.person.rpartition(" ")[2] == surname)

    def held(self, person: str, on: date) -> tuple[Holding, ...]:
        """The posts that the person held that day."""
        return tuple(each for each in self.of(person) if each.held_on(on))

    def party(self, person: str) -> str | None:
        """The id of the person's party, None for somebody who is not there or has none."""
        return next((each.party_id for each in self.of(person) if each.party_id), None)


def posts() -> Posts:
    """The register that Greenpaper comes with, and the user's additions to it; read once."""
    return _posts(additions.folder())


@cache
def _posts(added: Path | None) -> Posts:
    return load_posts(files("records") / "registers", register(), added)


def load_posts(folder: Traversable, bodies: Register, added: Path | None = None) -> Posts:
    """The register in the folder's posts.csv, then those of ``added``. Raises BadTable, naming file and row.

    An added row that names a body which is not there is passed over: a newer Greenpaper may call it otherwise.
    """
    by_person: dict[str, list[Holding]] = defaultdict(list)
    holdings = []
    more = rows(added / "posts.csv", Holding) if added and (added / "posts.csv").is_file() else ()
    shipped = [(False, *row) for row in rows(folder / "posts.csv", Holding)]
    for is_added, where, holding in [*shipped, *((True, *row) for row in more)]:
        unknown = [id for id in (holding.body_id, holding.party_id) if id and bodies.get(id) is None]
        if unknown and is_added:
            continue
        if unknown:
            raise BadTable(f"{where}: no body has the id {unknown[0]!r}")
        check_dates(where, holding.from_on, holding.to_on)
        holdings.append(holding)
        by_person[holding.person.casefold()].append(holding)
    return Posts(holdings=tuple(holdings), _by_person={name: tuple(held) for name, held in by_person.items()})
