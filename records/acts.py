"""The register of acts: titles, short forms and addresses on legislation.gov.uk of the acts that the sectors meet."""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from records import additions
from records.strict import BadTable, from_table

_YEAR = re.compile(r"[ ,]+(\d{4})$")
#: A bill becomes an act within its session, or the one after it that it was carried over to.
_YEARS_TO_PASS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """An act, or a statutory instrument that is named as often as one."""

    title: str  # with its year: "Children Act 2004"
    id: str  # its path on legislation.gov.uk: "ukpga/2004/31"
    short_names: str = ""  # parted by "|"
    source: str = ""  # where this can be read

    @property
    def year(self) -> int:
        """The year in its title, which is the session's and may lie before royal assent."""
        found = _YEAR.search(self.title)
        assert found is not None  # load() took no other
        return int(found[1])

    @property
    def kind(self) -> str:
        """act, regulations or devolved."""
        return kind_of(self.id)


def kind_of(id: str) -> str:
    """What sort of legislation a legislation.gov.uk path leads to."""
    sort = id.split("/", 1)[0]
    if sort in ("asp", "anaw", "asc", "nia", "mwa", "apni"):
        return "devolved"
    if sort in ("eur", "eudr", "eudn"):
        return "eu"
    return "regulations" if sort.endswith(("si", "sr", "sro")) else "act"


def plain(title: str) -> str:
    """A title as it is compared: lower case, one sort of apostrophe, no commas, "&" written out."""
    title = title.lower().replace("’", "'").replace("&", "and").replace(",", " ").replace("etc.", "etc")
    return re.sub(r"\s+", " ", title).strip().removeprefix("the ")


def without_year(title: str) -> str:
    """ "Children Act 2004" -> "Children Act"."""
    return _YEAR.sub("", title)


class Acts:
    """The acts by title, by title without a year, and by short name."""

    def __init__(self, acts: Iterable[Act]) -> None:
        self.by_id: dict[str, Act] = {}
        self._by_title: dict[str, Act] = {}
        self._by_base: dict[str, list[Act]] = defaultdict(list)
        for act in acts:
            self.by_id[act.id] = act
            for name in [act.title, *filter(None, act.short_names.split("|"))]:
                self._by_title[plain(name)] = act
                self._by_base[plain(without_year(name))].append(act)

    def titled(self, title: str) -> Act | None:
        """The act of this very title or short name, year and all."""
        return self._by_title.get(plain(title))

    def named(self, base: str) -> list[Act]:
        """Every act whose title without its year is this, oldest first."""
        return sorted(self._by_base.get(plain(base), ()), key=lambda act: act.year)

    def only(self, base: str, *, by: int | None) -> Act | None:
        """The act meant by a title without a year, where there is but one; ``by`` is the year of writing."""
        acts = [act for act in self.named(base) if by is None or act.year <= by]
        return acts[0] if len({act.id for act in acts}) == 1 else None

    def become_of(self, base: str, *, by: int | None) -> Act | None:
        """The act that a bill of this title ("Children Bill") became or has just become, where it can be but one.

        With the year of writing unknown, only a title that one act alone has had.
        """
        acts = self.named(re.sub(r"\bbill\b", "act", plain(base)))
        if by is not None:
            ahead = [act for act in acts if by <= act.year <= by + _YEARS_TO_PASS]
            acts = ahead or [act for act in acts if act.year == by - 1]
        return acts[0] if len({act.id for act in acts}) == 1 else None


def load(rows: Iterable[Mapping[str, str]], *, where: str) -> Acts:
    """The register of these rows. Raises BadTable for a row without a year or an id twice."""
    acts: dict[str, Act] = {}
    for number, row in enumerate(rows, start=2):
        act = from_table(Act, row, where=f"{where}:{number}")
        if not _YEAR.search(act.title):
            raise BadTable(f"{where}:{number}: a title ends with its year, got {act.title!r}")
        if act.id in acts:
            raise BadTable(f"{where}:{number}: {act.id} stands there twice")
        acts[act.id] = act
    return Acts(acts.values())


def register() -> Acts:
    """The register that Greenpaper comes with, and the user's additions to it; read once."""
    return _register(additions.folder())


@cache
def _register(added: Path | None) -> Acts:
    with (files("records") / "registers" / "acts.csv").open(encoding="utf-8") as table:
        known = list(csv.DictReader(table))
    if added and (added / "acts.csv").is_file():
        ids = {row["id"] for row in known}
        with (added / "acts.csv").open(encoding="utf-8", newline="") as table:
            known += [row for row in csv.DictReader(table) if row["id"] not in ids]
    return load(known, where="acts.csv")
