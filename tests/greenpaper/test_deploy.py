"""What stands in deploy/: units that start what there is, and timers that start a unit."""

import configparser
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from greenpaper.cli import main

DEPLOY = Path(__file__).parent.parent.parent / "deploy"
SERVICES = sorted(DEPLOY.glob("*.service"))
TIMERS = sorted(DEPLOY.glob("*.timer"))


def unit(path: Path) -> configparser.ConfigParser:
    """A unit's sections; % has a meaning of systemd's own."""
    read = configparser.ConfigParser(interpolation=None, strict=True)
    read.optionxform = str  # type: ignore[assignment,method-assign]
    read.read(path, encoding="utf-8")
    return read


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.stem)
def test_a_service_starts_a_command_that_there_is_and_may_write_nowhere_else(path: Path) -> None:
    service = unit(path)["Service"]
    program, *words = shlex.split(service["ExecStart"])
    assert program == "/opt/greenpaper/.venv/bin/greenpaper"
    assert words[:2] == ["--settings", "/etc/greenpaper/greenpaper.toml"]
    result = CliRunner().invoke(main, [*words[2:], "--help"], prog_name="greenpaper")
    assert result.exit_code == 0, result.output
    hardening = {name: service[name] for name in ("User", "NoNewPrivileges", "ProtectSystem", "UMask")}
    assert hardening == {"User": "greenpaper", "NoNewPrivileges": "true", "ProtectSystem": "strict", "UMask": "0077"}


@pytest.mark.parametrize("path", TIMERS, ids=lambda path: path.stem)
def test_a_timer_has_its_service_and_makes_up_for_a_missed_turn(path: Path) -> None:
    assert path.with_suffix(".service") in SERVICES
    assert unit(path)["Timer"]["Persistent"] == "true"


def test_what_happens_is_mailed_within_the_five_minutes_that_are_promised() -> None:
    assert unit(DEPLOY / "greenpaper-digests.timer")["Timer"]["OnCalendar"] == "*:0/5"


def test_the_guide_names_every_file() -> None:
    guide = (DEPLOY.parent / "docs/deploying.md").read_text(encoding="utf-8")
    assert [path.name for path in DEPLOY.iterdir() if path.stem.split(".")[0] not in guide] == []


def test_no_log_of_the_proxy_holds_a_readers_own_address() -> None:
    proxy = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    assert "access_log off;" in proxy.partition("location /alerts/ {")[2].partition("}")[0]
