"""The public queries: each file of ``db/queries/public`` is a question in English with a page of its own."""

from functools import cache
from importlib.resources import files
from typing import Any


@cache
def canned_queries() -> dict[str, Any]:
    """The queries by name, as Datasette wants them. The first line of a file is its question."""
    found = {}
    for path in sorted(files("db").joinpath("queries", "public").iterdir(), key=lambda path: path.name):
        if path.name.endswith(".sql"):
            text = path.read_text(encoding="utf-8")
            first, _, sql = text.partition("\n")
            found[path.name.removesuffix(".sql")] = {"title": first.removeprefix("--").strip(), "sql": sql.strip()}
    return found
