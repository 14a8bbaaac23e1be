"""What the documentation of the site says is so."""

import re
from importlib.resources import files
from pathlib import Path

import pytest

from datasette_config.canned import canned_queries
from db.public.views import view_definitions
from tests.datasette_config.conftest import Reader

ROOT = Path(__file__).parent.parent.parent
SITE = (ROOT / "docs" / "site.md").read_text(encoding="utf-8")


def test_every_kind_of_page_is_documented(public: Reader) -> None:
    table = SITE.split("## Pages")[1].split("## Search")[0]
    for path in re.findall(r"`(/[a-z]*)`", table):
        assert public.get(path).status_code == 200, path


def test_the_example_answers_as_the_page_says(public: Reader) -> None:
    (path,) = re.findall(r"curl 'https://greenpaper.example(\S+)'", SITE)
    (shown,) = re.findall(r"^\{.*", SITE, flags=re.MULTILINE)
    assert public.get(path).text.startswith(shown.rstrip("… "))


@pytest.mark.parametrize("name", sorted(canned_queries()))
def test_a_public_question_has_an_answer(public: Reader, name: str) -> None:
    answer = public.get(f"/data/{name}.json?_shape=objects")
    assert answer.status_code == 200
    assert answer.json()["rows"]
    assert canned_queries()[name]["title"].endswith("?")


@pytest.mark.parametrize("name", sorted(view_definitions()))
def test_a_view_has_rows_and_its_page(public: Reader, name: str) -> None:
    assert public.get(f"/data/{name}.json?_shape=objects").json()["rows"]
    assert public.get(f"/data/{name}").status_code == 200


@pytest.mark.parametrize("folder", ["site", "search", "public"])
def test_every_query_says_what_it_answers(folder: str) -> None:
    for path in files("db").joinpath("queries", folder).iterdir():
        first = path.read_text(encoding="utf-8").split("\n")[0]
        assert re.match(r"-- [A-Z].*[.?]$", first), path.name
