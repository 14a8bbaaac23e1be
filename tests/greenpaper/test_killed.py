"""The pipeline is killed in the middle of each step and run again: as if it had never been killed."""

import multiprocessing
import os
import signal
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from tests.greenpaper.conftest import AWARD

STEPS = ("extract", "read", "track", "publish")
NOW = datetime(2030, 3, 6, 9, 0, tzinfo=UTC)

#: Where the process dies: at the first call of this function, whether before or after it did its work.
KILLS = [
    ("db.archive.store", "save_articles", "before"),
    ("db.archive.store", "save_articles", "after"),
    ("db.archive.store", "save_readings", "before"),
    ("db.archive.store", "save_readings", "after"),
    ("db.archive.store", "save_tracking", "before"),
    ("db.archive.store", "save_tracking", "after"),
    ("db.public.tables", "save_policies", "after"),
    ("db.public.tables", "replace_articles", "after"),
    ("db.public.tables", "finish", "after"),
    ("crawler.raw.RawStore", "append", "after"),
    ("db.archive.pages", "save_revision", "after"),
]

_SPAWN = multiprocessing.get_context("forkserver")
_SPAWN.set_forkserver_preload(["greenpaper.workshop", "greenpaper.adding", "tests.greenpaper.loaded_reader"])


def add_all(data: str, articles: str, kill: tuple[str, str, str] | None) -> None:
    """In a process of its own: `greenpaper add`, killed at the first call of the function, if one is named."""
    from greenpaper.adding import add_paths
    from greenpaper.settings import Settings
    from greenpaper.workshop import run_steps, workshop

    if kill:
        _lay(*kill)
    with workshop(Settings(data=data, processes=1), "add", sources={}, clock=lambda: NOW, backfill=True) as job:
        add_paths(job, [articles], say=lambda line: None)
        run_steps(job, STEPS, say=lambda line: None)


def _lay(place: str, name: str, when: str) -> None:
    """Make the first call of the function deadly."""
    try:
        owner: Any = import_module(place)
    except ModuleNotFoundError:
        module, cls = place.rsplit(".", 1)
        owner = getattr(import_module(module), cls)
    real = getattr(owner, name)

    def deadly(*arguments: Any, **named: Any) -> Any:
        if when == "after":
            real(*arguments, **named)
        os.kill(os.getpid(), signal.SIGKILL)

    setattr(owner, name, deadly)


def finished(target: Callable[..., None], *arguments: Any) -> int | None:
    """The exit code of the target in a process of its own."""
    process = _SPAWN.Process(target=target, args=arguments)
    process.start()
    process.join(120)
    if process.exitcode is None:
        process.kill()
    return process.exitcode


def contents(data: Path) -> dict[str, list[str]]:
    """Every row of both databases, but for the times and places that a second run has of its own."""
    rows: dict[str, list[str]] = {}
    own = {"started_at", "finished_at", "last_seen_at", "raw_offset", "raw_file", "raw_length", "run_id", "applied_at"}
    passed_over = ("runs", "_sqlite_migrations", "sqlite_sequence", "_fts")
    for name in ("archive.db", "greenpaper.db"):
        db = Database(data / name)
        for table in db.table_names():
            if not any(word in table for word in passed_over):
                rows[f"{name}:{table}"] = sorted(
                    repr({key: value for key, value in row.items() if key not in own and not _is_stamp(table, key)})
                    for row in db.query(f"select * from [{table}]")
                )
        db.close()
    return rows


def _is_stamp(table: str, key: str) -> bool:
    """The chain of stamps says how the work was cut up, which a kill changes."""
    return key == "stamp" and table in ("step_stamps", "snapshot")


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from tests.greenpaper.conftest import DUTY

    folder = tmp_path_factory.mktemp("articles")
    for number, text in enumerate((DUTY, AWARD, DUTY.replace("Nurseries", "Crèches"))):
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def unharmed(articles: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    data = tmp_path_factory.mktemp("unharmed")
    assert finished(add_all, str(data), str(articles), None) == 0
    return contents(data)


@pytest.mark.parametrize("kill", KILLS, ids=lambda kill: f"{kill[2]} {kill[1]}")
def test_killed_and_run_again_as_if_it_had_never_been_killed(
    articles: Path, unharmed: dict[str, list[str]], kill: tuple[str, str, str], tmp_path: Path
) -> None:
    again = partial(finished, add_all, str(tmp_path), str(articles))
    assert again(kill) == -signal.SIGKILL
    assert again(None) == 0
    assert contents(tmp_path) == unharmed
