"""`greenpaper run`: the configured sources, from crawl to digests; stopped, narrowed, and run again."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from greenpaper.demo import SOURCES
from greenpaper.sample.server import SampleWeb
from tests.greenpaper.conftest import Run

ROOT = Path(__file__).parents[2]


@pytest.fixture
def sample(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SampleWeb]:
    """The sample web at the end of 2008, and settings that crawl it."""
    with SampleWeb(clock=datetime(2008, 12, 31, 12, 0, tzinfo=UTC)) as web:
        hosts = "\n".join(f'"{host}" = "{place}"' for host, place in web.connect_to.items())
        (tmp_path / "greenpaper.toml").write_text(
            f'sources = "{SOURCES}"\ncontact = "tests@greenpaper.example"\ndelay = 0.0\n[connect_to]\n{hosts}\n',
            encoding="utf-8",
        )
        monkeypatch.chdir(tmp_path)
        yield web


def test_a_run_brings_everything_up_to_date_and_the_next_one_does_nothing(
    run: Run, sample: SampleWeb, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "120")  # wide enough for the table of status
    first = run("run", "--source", "the_school_gate", "--source", "uecp_news")
    assert first.exit_code == 0, first.output
    for line in ("crawl: ", "extract: ", "read: ", "track: ", "publish: ", "digests: "):
        assert line in first.output
    again = run("run", "--source", "the_school_gate", "--source", "uecp_news")
    assert again.exit_code == 0, again.output
    steps = [line for line in again.output.splitlines() if ": " in line]
    assert all(line.endswith("nothing new") for line in steps), again.output
    status = run("status").output
    assert "The School Gate" in status
    assert "UECP news" in status
    assert "known after" in status
    assert "5 configured sources were never run" in status


def test_one_step_alone(run: Run, sample: SampleWeb) -> None:
    result = run("run", "--only", "crawl", "--source", "uecp_news")
    assert result.exit_code == 0, result.output
    assert "crawl: " in result.output
    assert "extract" not in result.output


def test_an_unknown_source_is_wrong_use_and_gets_a_hint(run: Run, sample: SampleWeb) -> None:
    result = run("run", "--source", "the_school_gat")
    assert result.exit_code == 2
    assert "did you mean the_school_gate" in result.output


def test_ctrl_c_stops_between_two_batches_and_the_next_run_goes_on(run: Run, sample: SampleWeb, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "greenpaper", "--data", str(tmp_path / "data"), "run"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(command, cwd=tmp_path, env=environment, stderr=subprocess.PIPE, text=True)
    try:
        deadline = time.monotonic() + 60
        while not (tmp_path / "data" / "raw").exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
    finally:
        process.kill()
    assert "Traceback" not in said
    assert "run the same command to go on" in said
    assert process.returncode == 1
    after = run("run")
    assert after.exit_code == 0, after.output
