"""A text that is taken down is nowhere any more, and does not come back."""

import gzip
import json
from pathlib import Path

from db.archive.removals import removals
from db.archive.store import open_archive
from tests.greenpaper.conftest import DUTY, Run

SENTINEL = "Xanthippe"


def found_in(folder: Path, word: str) -> list[str]:
    """The files below the folder that hold the word, also inside of captures."""
    holders = []
    for path in folder.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            if path.suffix == ".gz":
                content = gzip.decompress(content)
            if word.lower().encode() in content.lower():
                holders.append(path.name)
    return holders


def test_a_text_that_is_taken_down_leaves_no_trace_of_its_words(run: Run, articles: Path, tmp_path: Path) -> None:
    url = "https://weekly.example/taken-down"
    text = DUTY.replace("Una Tarn", f"{SENTINEL} Tarn").replace("Nurseries", f"{SENTINEL} nurseries")
    bad = {"id": "bad", "url": url, "title": f"{SENTINEL} and the box", "published": "2030-03-06", "text": text}
    (articles / "bad.json").write_text(json.dumps(bad), encoding="utf-8")
    run("add", articles)
    assert found_in(tmp_path / "data", SENTINEL)
    result = run("remove", url, "--reason", "a person asked for it")
    assert result.exit_code == 0, result.output
    assert found_in(tmp_path / "data", SENTINEL) == []
    assert "add: 0 new" in run("add", articles).output
    assert found_in(tmp_path / "data", SENTINEL) == []
    archive = open_archive(tmp_path / "data" / "archive.db")
    (line,) = removals(archive)
    archive.close()
    assert (line["url"], line["reason"]) == (url, "a person asked for it")


def test_an_address_that_is_none_is_wrong_use(run: Run) -> None:
    result = run("remove", "duty", "--reason", "x")
    assert result.exit_code == 2
    assert "is not an http or https address" in result.output
