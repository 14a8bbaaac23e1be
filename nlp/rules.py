"""Hand-written rules: one strict way from a table of ``nlp/rules`` to records that carry their own examples."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from records.strict import BadTable, from_table

Rule = TypeVar("Rule")

_FOLDER = Path(__file__).parent / "rules"


@cache
def table(name: str) -> Mapping[str, Any]:
    """``nlp/rules/<name>.toml`` as it stands."""
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def load_rules(name: str, rule: type[Rule]) -> tuple[Rule, ...]:
    """The ``[[rule]]`` entries of a file as records of the dataclass ``rule``. Raises BadTable.

    A rule has an ``id`` that no other of its file has, and at least one text in ``matches`` and ``ignores``.
    """
    where = f"nlp/rules/{name}.toml"
    rows = table(name).get("rule", [])
    if extra := set(table(name)) - {"rule"}:
        raise BadTable(f"{where}: unknown key {min(extra)!r}; a rule stands under [[rule]]")
    rules = tuple(from_table(rule, row, where=f"{where}: rule {row.get('id', '?')!r}") for row in rows)
    seen: set[str] = set()
    for row in rows:
        if row["id"] in seen:
            raise BadTable(f"{where}: rule {row['id']!r} stands there twice")
        seen.add(row["id"])
        for key in ("matches", "ignores"):
            if not row.get(key):
                raise BadTable(f"{where}: rule {row['id']!r} has no {key!r}: it is not proved")
    return rules


def marked(text: str) -> tuple[str, list[str]]:
    """An example without its asterisks, and the words that stood between them."""
    return text.replace("*", ""), re.findall(r"\*(.+?)\*", text)
