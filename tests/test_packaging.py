"""What an installed Greenpaper needs is in its wheel: every package, and every kind of file beside the code."""

import tomllib
from pathlib import Path

import pytest

from tests.test_layers import MAY_IMPORT

ROOT = Path(__file__).parent.parent
SETUPTOOLS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_every_package_of_a_room_is_listed(room: str) -> None:
    packages = {
        path.parent.relative_to(ROOT).as_posix().replace("/", ".") for path in ROOT.glob(f"{room}/**/__init__.py")
    }
    assert packages <= set(SETUPTOOLS["packages"])


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_every_kind_of_file_is_packed(room: str) -> None:
    kinds = {path.suffix for path in (ROOT / room).rglob("*.*") if path.is_file() and "__pycache__" not in path.parts}
    packed = {pattern.removeprefix("**/*") for pattern in SETUPTOOLS["package-data"]["*"]}
    assert kinds <= packed | {".py"}
