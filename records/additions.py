"""Where a user's own rows of the registers stand, beside those that Greenpaper comes with.

The folder's name is kept in the environment, because worker processes read the registers too.
"""

import os
from pathlib import Path

from records.signatures import short_hash

_VARIABLE = "GREENPAPER_REGISTERS"


def use(folder: Path) -> None:
    """Add the rows in the folder, from now on and in every process that this one starts."""
    os.environ[_VARIABLE] = str(folder)


def folder() -> Path | None:
    """The folder with the user's rows; None where there is none."""
    named = os.environ.get(_VARIABLE)
    return Path(named) if named and Path(named).is_dir() else None


def stamp() -> str:
    """A hash of the user's rows; "" when there are none."""
    place = folder()
    if place is None:
        return ""
    return short_hash(*(f"{path.name}\n{path.read_text(encoding='utf-8')}" for path in sorted(place.glob("*.csv"))))
