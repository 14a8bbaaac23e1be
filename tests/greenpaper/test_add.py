"""`greenpaper add`: what a user has goes in, each text once; what cannot go in is named, and costs nothing else."""

import gzip
import json
from pathlib import Path

import pytest

from db.archive import store
from db.connect import open_database
from db.public.migrations import migrations as public_schema
from tests.greenpaper.conftest import AWARD, DUTY, Run


def test_articles_are_added_read_tracked_and_published(run: Run, articles: Path, tmp_path: Path) -> None:
    result = run("add", articles)
    assert result.exit_code == 0, result.output
    assert "add: 2 new" in result.output
    public = open_database(tmp_path / "data" / "greenpaper.db", public_schema)
    assert {row["id"] for row in public.query("select id from articles")} == {"duty", "award"}
    (policy,) = public.query("select position from policies")
    assert policy["position"] == "consultation"
    (shift,) = public.query("select kind, reported from shifts where kind = 'new'")
    assert shift["reported"] == 1
    public.close()


def test_adding_again_says_that_nothing_is_new(run: Run, articles: Path, tmp_path: Path) -> None:
    run("add", articles)
    before = (tmp_path / "data" / "greenpaper.db").stat().st_size
    result = run("add", articles)
    assert result.exit_code == 0
    assert "add: 0 new, 2 already there" in result.output
    assert "extract: nothing new" in result.output
    assert "read: nothing new" in result.output
    assert (tmp_path / "data" / "greenpaper.db").stat().st_size == before


def test_standard_input_is_a_file_too(run: Run) -> None:
    result = run("add", "-", stdin=json.dumps({"id": "one", "title": "One", "text": DUTY}).encode())
    assert result.exit_code == 0, result.output
    assert "add: 1 new" in result.output


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.html", b"", "empty.html"),
        ("broken.json", b'{"id": "x", "text": ', "broken.json"),
        ("french.txt", ("Le ministre a annoncé hier une réforme de l'école maternelle. " * 20).encode(), "french.txt"),
        ("torn.html.gz", gzip.compress(b"<html><body><p>Words.</p></body></html>")[:-12], "torn.html.gz"),
        ("noise.txt", bytes(range(256)) * 40, "noise.txt"),
        ("broken.warc", b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99999\r\n\r\nHTTP/1.1 2", "broken.warc"),
    ],
    ids=lambda value: value if isinstance(value, str) and "." in value else "",
)
def test_a_bad_file_is_named_and_the_others_go_in(
    run: Run, articles: Path, name: str, content: bytes, said: str
) -> None:
    (articles / name).write_bytes(content)
    result = run("add", articles)
    assert result.exit_code == 1, result.output
    assert said in result.output
    assert "Traceback" not in result.output
    assert "add: 2 new" in result.output or "add: 3 new" in result.output
    assert "readings" in result.output


def test_a_path_that_is_not_there_is_named(run: Run, tmp_path: Path) -> None:
    result = run("add", tmp_path / "nowhere.html")
    assert result.exit_code == 1
    assert "nowhere.html" in result.output


def test_two_articles_with_one_address_are_two_revisions_of_one_page(run: Run, articles: Path, tmp_path: Path) -> None:
    second = {"id": "later", "url": "https://weekly.example/award", "title": "Edited", "text": AWARD + " She smiled."}
    (articles / "later.json").write_text(json.dumps(second), encoding="utf-8")
    result = run("add", articles)
    assert result.exit_code == 0, result.output
    assert "has the same address as" in result.output
    archive = store.open_archive(tmp_path / "data" / "archive.db")
    assert store.counts(archive)["pages"] == 2
    archive.close()


def test_an_article_without_a_date_makes_no_shift(run: Run) -> None:
    result = run("add", "-", stdin=json.dumps({"id": "one", "title": "One", "text": DUTY}).encode())
    assert result.exit_code == 0
    assert "shifts" not in result.output


def test_a_database_of_a_newer_version_is_named_and_left_alone(run: Run, articles: Path, tmp_path: Path) -> None:
    archive = store.open_archive(tmp_path / "data" / "archive.db")
    archive.execute(
        "insert into _sqlite_migrations (migration_set, name, applied_at) values ('archive', 'm999', '2031')"
    )
    archive.close()
    result = run("add", articles)
    assert result.exit_code == 2
    assert "archive.db was made by a newer Greenpaper" in result.output


def test_a_missing_model_is_named_with_what_to_do(
    run: Run, articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "greenpaper.toml").write_text('model = "en_not_there"\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    result = run("add", articles)
    assert result.exit_code == 2
    assert "en_not_there" in result.output
    assert "greenpaper.toml" in result.output


def test_a_damaged_capture_costs_its_own_article_only(run: Run, articles: Path, tmp_path: Path) -> None:
    run("add", articles)
    (capture,) = (tmp_path / "data" / "raw").glob("*.warc.gz")
    capture.write_bytes(capture.read_bytes()[:-40])
    archive = store.open_archive(tmp_path / "data" / "archive.db")
    archive.execute("update revisions set extract_stamp = 'older'")
    archive.close()
    result = run("run", "--only", "extract", "--only", "publish")
    assert result.exit_code == 1
    assert "restore the file from a backup" in result.output
    public = open_database(tmp_path / "data" / "greenpaper.db", public_schema)
    assert public["articles"].count == 2  # what it gave before stays
    public.close()
