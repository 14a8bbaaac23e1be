"""Articles of our own for the command line, and a way to run it."""

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from spacy.language import Language

from greenpaper.cli import main
from nlp import pipeline

Run = Callable[..., Result]

DUTY = (
    "Nurseries will have to keep a first-aid box in every room under plans put out to consultation by the "
    "Department for Education on Monday.\n\n"
    "Education secretary Nora Feld said the duty would come into force in September 2021.\n\n"
    "“It is a small step that parents have asked for,” she said.\n\n"
    "The plan was welcomed by Una Tarn, general secretary of the Nursery Workers' Union. "
    "But it will not apply to childminders, the department said."
)
AWARD = (
    "A nursery nurse from Harrow has won the county's gardening prize for the third year running.\n\n"
    "“The children did the digging,” said Tom Reddle, who runs the garden."
)


@cache
def _loaded(model: str) -> Language:
    return _BUILD(model)


_BUILD = pipeline.build_nlp


@pytest.fixture(autouse=True)
def reader_loaded_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Loading the reader takes longer than most of these tests; each would load the same one."""
    monkeypatch.setattr(pipeline, "build_nlp", _loaded)


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """A folder with two articles as JSON."""
    folder = tmp_path / "articles"
    folder.mkdir()
    for id, day, title, text in (
        ("duty", "2020-03-04", "First aid for every nursery", DUTY),
        ("award", "2020-03-05", "Nursery nurse wins gardening prize", AWARD),
    ):
        plain = {"id": id, "url": f"https://weekly.example/{id}", "title": title, "source": "The Weekly"}
        path = folder / f"{id}.json"
        path.write_text(json.dumps({**plain, "published": day, "text": text}), encoding="utf-8")
    return folder


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run `greenpaper` on a data folder of the test's own."""

    def greenpaper(*arguments: object, stdin: str | bytes | None = None) -> Result:
        words = ["--data", str(tmp_path / "data"), *map(str, arguments)]
        return CliRunner().invoke(main, words, input=stdin, catch_exceptions=False, prog_name="greenpaper")

    return greenpaper
