"""The docs are kept true: every dependency, command and setting has its line."""

import re
import tomllib
from dataclasses import fields
from pathlib import Path
from types import ModuleType

import pytest

from db.archive import migrations as archive
from db.public import migrations as public
from db.schema import described
from db.subscribers import migrations as subscribers
from greenpaper.cli import main
from greenpaper.settings import MailSettings, Settings, SiteOptions

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


@pytest.mark.parametrize("requirement", PROJECT["dependencies"])
def test_a_dependency_says_what_it_is_for(requirement: str) -> None:
    name = re.match(r"[A-Za-z0-9-]+", requirement)
    assert name is not None
    assert f"\n| {name[0]} |" in (ROOT / "docs/dependencies.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", sorted(main.commands))
def test_a_command_is_documented_and_explains_itself(command: str) -> None:
    assert f"## greenpaper {command}\n" in (ROOT / "docs/command-line.md").read_text(encoding="utf-8")
    assert main.commands[command].help


@pytest.mark.parametrize("path", sorted((ROOT / "benchmarks").glob("[a-z]*.py")), ids=lambda path: path.stem)
def test_a_benchmark_says_what_it_asks(path: Path) -> None:
    assert re.search(rf"\n\| `benchmarks\.{path.stem}\b", (ROOT / "benchmarks/README.md").read_text(encoding="utf-8"))


@pytest.mark.parametrize("migrations", [archive, public, subscribers], ids=["archive", "public", "subscribers"])
def test_every_table_is_documented_with_its_comments(migrations: ModuleType) -> None:
    assert described(migrations) in (ROOT / "docs/schema.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "name", [f"`{field.name}`" for record in (Settings, SiteOptions, MailSettings) for field in fields(record)]
)
def test_a_setting_is_documented(name: str) -> None:
    assert name in (ROOT / "docs/settings.md").read_text(encoding="utf-8")


def test_every_link_between_the_docs_leads_somewhere() -> None:
    for page in [
        path
        for folder in (".", "docs", "docs/decisions", "evals", "benchmarks", "examples/planning")
        for path in (ROOT / folder).glob("*.md")
    ]:
        text = re.sub(r"<!-- \[\[\[cog.*?\]\]\] -->", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", text):
            if not target.startswith(("http", "mailto:")):
                assert (page.parent / target).exists(), f"{page.relative_to(ROOT)} links to {target}"
