"""The published database: what it shows, what it must not show, and that it is written only where it changed."""

from pathlib import Path

import pytest
from sqlite_utils import Database

from db.archive import store
from db.connect import open_database
from db.public.migrations import migrations as public_schema
from db.publish import publish
from tests.db.making import NOW, PRESS, SECRET, URL, article, edit_in_silence, evidence, fill, reading, save_page, track


def project(archive: Database, folder: Path, audience: str) -> Database:
    """The published database after one more projection."""
    public = open_database(folder / "greenpaper.db", public_schema)
    publish(archive, public, sources={PRESS.id: PRESS}, audience=audience, clock=NOW, now=NOW)
    return public


def everything(db: Database) -> str:
    """Every value of every table, the full-text index's own tables too."""
    names = [row["name"] for row in db.query("select name from sqlite_master where type = 'table'")]
    return "\n".join(repr(row) for name in names for row in db.query(f"select * from [{name}]"))


def test_extracts_hold_the_evidence_and_not_a_word_more(tmp_path: Path) -> None:
    archive = fill(tmp_path)
    public = project(archive, tmp_path, "public")
    (shown,) = public.query("select * from articles")
    assert "Ministers will consult on a duty" in shown["body"]
    assert "Una Tarn, of the Nursery Union, welcomed the duty." in shown["body"]
    assert SECRET.lower() not in everything(public).lower()
    assert list(public.query("select * from quotations")) == []  # its sentence is no evidence of the proposal
    public.close()
    assert SECRET.encode() not in (tmp_path / "greenpaper.db").read_bytes()
    archive.close()


def test_a_silent_edit_of_what_is_not_shown_is_counted_and_not_told(tmp_path: Path) -> None:
    archive = fill(tmp_path)
    edit_in_silence(archive)
    public = project(archive, tmp_path, "public")
    assert [(row["weight"], row["summary"]) for row in public.query("select * from revisions")] == [
        ("substantive", "headline changed; 2 paragraphs changed, 5 words added, 8 words removed")
    ]
    assert list(public.query("select * from revision_changes")) == []
    assert not any(word in everything(public).lower() for word in (SECRET.lower(), "councillor", "every nursery"))
    public.close()
    stored = (tmp_path / "greenpaper.db").read_bytes()
    assert not any(word.encode() in stored for word in (SECRET, "councillor", "every nursery"))
    archive.close()


def test_a_private_site_shows_the_whole_text(tmp_path: Path) -> None:
    archive = fill(tmp_path)
    public = project(archive, tmp_path, "private")
    (shown,) = public.query("select * from articles")
    assert SECRET in shown["body"]
    assert [row["content"] for row in public.query("select * from quotations")] == ["It is time,"]
    assert [row["text"] for row in public.query("select * from passages order by start")] == [
        article().text[block.start : block.end] for block in article().blocks
    ]
    public.close()
    archive.close()


def test_evidence_stands_where_it_says(tmp_path: Path) -> None:
    archive = fill(tmp_path)
    public = project(archive, tmp_path, "private")
    rows = list(public.query("select * from evidence"))
    assert {row["kind"] for row in rows} == {"body", "quotation", "proposal", "stance"}
    for row in rows:
        assert article().text[row["start"] : row["end"]] == row["text"]
    public.close()
    archive.close()


@pytest.mark.parametrize("audience", ["public", "private"])
def test_projecting_again_writes_nothing_but_the_time(tmp_path: Path, audience: str) -> None:
    archive = fill(tmp_path)
    project(archive, tmp_path, audience).close()
    public = open_database(tmp_path / "greenpaper.db", public_schema)
    before = everything(public)
    assert publish(archive, public, sources={PRESS.id: PRESS}, audience=audience, clock=NOW, now=NOW).written == 0
    assert everything(public) == before
    public.close()
    archive.close()


def test_going_public_takes_back_what_was_shown(tmp_path: Path) -> None:
    archive = fill(tmp_path)
    edit_in_silence(archive)
    project(archive, tmp_path, "private").close()
    assert SECRET.encode() in (tmp_path / "greenpaper.db").read_bytes()
    public = project(archive, tmp_path, "public")
    assert SECRET.lower() not in everything(public).lower()
    public.close()
    assert SECRET.encode() not in (tmp_path / "greenpaper.db").read_bytes()
    archive.close()


def test_a_kill_between_two_transactions_is_made_good(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = fill(tmp_path)
    whole = project(archive, tmp_path, "private")
    expected = everything(whole)
    whole.close()
    for name in ("replace_articles", "finish", "save_snapshot"):
        folder = tmp_path / name
        with monkeypatch.context() as patch:
            patch.setattr(f"db.public.tables.{name}", lambda *_, **__: (_ for _ in ()).throw(KeyboardInterrupt))
            with pytest.raises(KeyboardInterrupt):
                project(archive, folder, "private")
        again = project(archive, folder, "private")
        assert _without_sequence(everything(again)) == _without_sequence(expected)
        again.close()
    archive.close()


def _without_sequence(dump: str) -> list[str]:
    return sorted(line for line in dump.splitlines() if "_sqlite_migrations" not in line and "applied_at" not in line)


def test_an_edited_article_is_written_anew_and_a_policy_that_is_gone_goes(tmp_path: Path) -> None:
    archive = fill(tmp_path)
    project(archive, tmp_path, "private").close()
    edited = article(middle="A councillor came by on Tuesday.")
    revision = save_page(archive, edited, body=b"edited")
    store.save_articles(archive, [(revision, edited)], stamp="x1", now=NOW)
    store.save_readings(archive, [(revision, reading(edited))], stamp="r1", now=NOW)
    store.save_tracking(archive, policies=[], statements=[], redirects={}, stories={}, stamp="t2", now=NOW)
    public = project(archive, tmp_path, "private")
    assert "on Tuesday" in next(iter(public.query("select body from articles")))["body"]
    for table in ("policies", "shifts", "proposals", "stances"):
        assert public[table].count == 0, table
    public.close()
    archive.close()


def test_two_articles_of_one_minute_stand_in_two_places(tmp_path: Path) -> None:
    archive = fill(tmp_path)
    second = article(URL + "/2")
    revision = save_page(archive, second)
    store.save_articles(archive, [(revision, second)], stamp="x1", now=NOW)
    store.save_readings(archive, [(revision, reading(second))], stamp="r1", now=NOW)
    track(archive, [article(), second], stamp="t2")
    public = project(archive, tmp_path, "private")
    positions = [row["position"] for row in public.query("select position from articles order by position")]
    assert positions[1] == positions[0] + 1
    assert next(iter(public.query("select articles from policies")))["articles"] == 2
    public.close()
    archive.close()


def test_the_search_index_finds_what_is_shown(tmp_path: Path) -> None:
    archive = fill(tmp_path)
    public = project(archive, tmp_path, "private")
    assert [row["url"] for row in public["articles"].search("nurseries")] == [URL]
    assert evidence(article(), "Ministers").text == "Ministers"
    public.close()
    archive.close()
