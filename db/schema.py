"""A schema as people read it: every table of a database with the comments that stand in its migrations."""

import inspect
import io
import re
import tokenize
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType

from db.connect import open_database

#: Tables that SQLite and sqlite-utils keep for themselves.
_INNER = re.compile(r"^(sqlite_|_sqlite_)|_fts_(config|content|data|docsize|idx)$")
_SUBJECT = re.compile(r"(?:create|alter) table (\w+)")


def described(migrations: ModuleType) -> str:
    """The SQL that today's database holds after all steps of the module, each table below its comments."""
    comments = _comments(migrations)
    with TemporaryDirectory() as folder:
        db = open_database(Path(folder) / "schema.db", migrations.migrations)
        rows = list(
            db.query("select type, name, tbl_name, sql from sqlite_master where sql is not null order by rowid")
        )
        db.close()
    parts: list[str] = []
    for row in rows:
        if row["type"] != "table" or _INNER.search(row["name"]):
            continue
        lines = [f"-- {line}" for line in comments.get(row["name"], ())]
        lines.append(_tidy(row["sql"]))
        lines += [
            _tidy(other["sql"]) for other in rows if other["type"] == "index" and other["tbl_name"] == row["name"]
        ]
        parts.append("\n".join(lines))
    return "\n\n".join(parts)


def _comments(module: ModuleType) -> dict[str, list[str]]:
    """Table -> the comment lines right above the statements that make or alter it, in the module's source."""
    found: dict[str, list[str]] = {}
    above: list[str] = []
    for token in tokenize.generate_tokens(io.StringIO(inspect.getsource(module)).readline):
        if token.type == tokenize.COMMENT:
            above.append(token.string.removeprefix("#").strip())
        elif token.type == tokenize.STRING:
            subject = _SUBJECT.search(token.string)
            if subject:
                found.setdefault(subject[1], []).extend(above)
            above = []
    return found


def _tidy(sql: str) -> str:
    """The statement set in by four where the migrations set it in by eight."""
    return sql.strip().replace("\n    ", "\n") + ";"
