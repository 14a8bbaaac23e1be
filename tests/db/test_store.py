"""The archive's steps: what waits, what is kept, and that doing it again changes nothing."""

from datetime import timedelta
from pathlib import Path

from db.archive import store
from db.archive.issues import open_issues
from db.archive.sketches import save_sketches, sketches
from records.records import Issue
from tests.db.making import NOW, URL, article, fill, reading, save_page


def test_a_revision_waits_until_it_has_an_article_of_todays_stamp(tmp_path: Path) -> None:
    db = store.open_archive(tmp_path / "archive.db")
    item = article()
    revision = save_page(db, item)
    assert [waiting.id for waiting in store.revisions_to_extract(db, "x1", limit=9)] == [revision]
    store.save_articles(db, [(revision, item)], stamp="x1", now=NOW)
    assert store.revisions_to_extract(db, "x1", limit=9) == []
    assert store.count_to_extract(db, "x2") == 1
    db.close()


def test_an_article_and_its_reading_come_back_as_they_were_saved(tmp_path: Path) -> None:
    db = fill(tmp_path)
    (kept,) = store.current_articles(db)
    assert kept.article == article()
    assert kept.reading == reading(article())
    assert kept.known_at == NOW
    db.close()


def test_the_same_words_keep_their_reading_and_other_words_want_a_new_one(tmp_path: Path) -> None:
    db = fill(tmp_path)
    (kept,) = store.readings_for_tracking(db)
    revision = store.revisions_to_extract(db, "x2", limit=1)[0].id
    store.save_articles(db, [(revision, kept.article)], stamp="x2", now=NOW)
    assert store.articles_to_read(db, "r1", limit=9) == []
    other = article(middle="Nobody came by on Monday.")
    store.save_articles(db, [(revision, other)], stamp="x3", now=NOW)
    assert [waiting for _, waiting in store.articles_to_read(db, "r1", limit=9)] == [other]
    assert list(store.readings_for_tracking(db)) == []  # never marks words that it did not read
    db.close()


def test_what_cannot_be_extracted_is_noted_once_and_not_tried_again_for_nothing(tmp_path: Path) -> None:
    db = store.open_archive(tmp_path / "archive.db")
    item = article()
    revision = save_page(db, item)
    issue = Issue(source="weekly", step="extract", place=URL, reason="the page is empty")
    store.save_articles(db, [(revision, issue)], stamp="x1", now=NOW)
    store.save_articles(db, [(revision, issue)], stamp="x1", now=NOW + timedelta(days=1))
    assert store.count_to_extract(db, "x1") == 0
    assert open_issues(db) == [issue]
    store.save_articles(db, [(revision, item)], stamp="x2", now=NOW)
    assert open_issues(db) == []
    db.close()


def test_tracking_again_the_same_changes_no_row(tmp_path: Path) -> None:
    from tests.db.making import track

    db = fill(tmp_path)
    before = db.conn.total_changes
    track(db, [article()], stamp="t1")
    assert db.conn.total_changes - before == 1  # the step's own stamp
    assert store.known_policy_ids(db) == {f"{article().id}:1": "pol1"}
    db.close()


def test_a_later_revision_takes_the_place_of_an_earlier_one(tmp_path: Path) -> None:
    db = fill(tmp_path)
    edited = article(middle="A councillor came by on Tuesday.")
    revision = save_page(db, edited, at=NOW + timedelta(days=1), body=b"edited")
    store.save_articles(db, [(revision, edited)], stamp="x1", now=NOW)
    store.save_readings(db, [(revision, reading(edited))], stamp="r1", now=NOW)
    assert [kept.article for kept in store.current_articles(db)] == [edited]
    assert [kept.current for kept in store.readings_for_tracking(db)] == [False, True]
    db.close()


def test_sketches_are_kept_while_their_text_and_their_making_stand(tmp_path: Path) -> None:
    db = fill(tmp_path)
    text = article().text_hash
    save_sketches(db, {text: b"one", "of no article": b"two"}, stamp="n1")
    assert sketches(db, "n1") == {text: b"one"}
    assert sketches(db, "n2") == {}
    save_sketches(db, {text: b"three"}, stamp="n2")
    assert sketches(db, "n2") == {text: b"three"}
    db.close()
