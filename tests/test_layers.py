"""The rooms import one way: the picture of docs/architecture.md, read off every import."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

MAY_IMPORT: dict[str, set[str]] = {
    "records": set(),
    "nlp": {"records"},
    "tracking": {"records"},
    "db": {"records"},
    "crawler": {"records"},
    "digests": {"records", "db"},
    "datasette_config": {"records", "db", "digests"},
    "greenpaper": {"records", "nlp", "tracking", "db", "crawler", "digests", "datasette_config"},
}
#: The crawler's only files that reach the archive.
MAY_REACH_THE_ARCHIVE = {"crawler/pipelines.py", "crawler/frontier.py"}
#: Only nlp/ knows spaCy; only the rooms that fetch, send or serve know a network.
OUTSIDERS = {
    "spacy": {"nlp"},
    "scrapy": {"crawler"},
    "datasette": {"datasette_config"},
    "sqlite3": {"db", "datasette_config"},  # Datasette hands the queries of db/ a plain connection
    "sqlite_utils": {"db", "crawler", "digests", "greenpaper"},
    "smtplib": {"digests"},
    "socket": {"crawler", "digests", "greenpaper", "datasette_config"},
    "urllib.request": set(),
}

MODULES = sorted(path for room in MAY_IMPORT for path in (ROOT / room).rglob("*.py"))


def imports(path: Path) -> set[str]:
    """The dotted names of every module that the file imports, wherever in it."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_imports_only_what_its_room_may(path: Path) -> None:
    name = path.relative_to(ROOT).as_posix()
    room = name.split("/")[0]
    allowed = MAY_IMPORT[room] | {room} | ({"db"} if name in MAY_REACH_THE_ARCHIVE else set())
    ours = {module.split(".")[0] for module in imports(path)} & set(MAY_IMPORT)
    assert ours <= allowed, f"{name} may not import {', '.join(sorted(ours - allowed))}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_library_stays_in_the_rooms_that_own_it(path: Path) -> None:
    room = path.relative_to(ROOT).parts[0]
    found = imports(path)
    for library, rooms in OUTSIDERS.items():
        if any(module == library or module.startswith(f"{library}.") for module in found):
            assert room in rooms, f"{path.relative_to(ROOT)} may not import {library}"


def test_every_room_is_there() -> None:
    rooms = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests", "evals", "benchmarks"}
    assert rooms == set(MAY_IMPORT)
