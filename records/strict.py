"""The one loader for tables that people write by hand: it names the file and the key it does not understand."""

import types
import typing
from collections.abc import Mapping
from dataclasses import MISSING, fields
from enum import Enum
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from records.errors import Tellable

Record = TypeVar("Record")


class BadTable(Tellable, ValueError):
    """A hand-written table does not fit its record; the message gives place, wanted and found."""


def from_table(cls: type[Record], table: Mapping[str, Any], *, where: str) -> Record:
    """A record of the dataclass ``cls`` from a TOML table; lists become tuples, words their vocabulary.

    Raises BadTable for an unknown key, a missing key or a value of another type.
    """
    hints = get_type_hints(cls)
    values: dict[str, Any] = {}
    for key, value in table.items():
        if key not in hints:
            raise BadTable(f"{where}: unknown key {key!r}; known keys are {', '.join(sorted(hints))}")
        values[key] = _fitted(value, hints[key], where=f"{where}: {key!r}")
    for item in fields(cls):  # type: ignore[arg-type]
        if item.name not in table and item.default is MISSING and item.default_factory is MISSING:
            raise BadTable(f"{where}: missing key {item.name!r}")
    return cls(**values)


def _fitted(value: Any, hint: Any, *, where: str) -> Any:
    origin, args = get_origin(hint), get_args(hint)
    if origin in (types.UnionType, typing.Union):
        if value is None and type(None) in args:
            return None
        return _fitted(value, next(arg for arg in args if arg is not type(None)), where=where)
    if origin is tuple:
        items = value if isinstance(value, list | tuple) else [value]
        return tuple(_fitted(item, args[0], where=where) for item in items)
    if origin is dict:
        if not isinstance(value, dict):
            raise BadTable(f"{where} should be a table, got {value!r}")
        return {key: _fitted(item, args[1], where=f"{where} {key!r}") for key, item in value.items()}
    if isinstance(hint, type) and issubclass(hint, Enum):
        try:
            return hint(value)
        except ValueError:
            raise BadTable(f"{where} should be one of {', '.join(hint)}, got {value!r}") from None
    if hint is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if not isinstance(value, hint) or (hint is int and isinstance(value, bool)):
        raise BadTable(f"{where} should be {hint.__name__}, got {value!r}")
    return value
