"""What was changed in a page: found once, found anew when extraction is, and shown as far as the licence goes."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from db.archive import pages, removals, revisions, store
from db.connect import open_database
from db.public.migrations import migrations as public_schema
from db.publish import publish
from greenpaper.comparing import compare, stamp
from records.records import Article
from tests.db.making import NOW, PRESS, SECRET, URL, article, reading, save_page, track

LATER = NOW + timedelta(days=1)
OLD = "Samarkand"  # stood where no licence lets us show it, and does not stand there any more
DUTY = "Ministers will consult on a duty for nurseries to keep a first-aid box."
VAGUE = "Ministers might soon consult on a duty for nurseries to keep boxes."


def worded(opening: str, place: str, *, headline: str = "First aid for every nursery") -> Article:
    """The article with another opening sentence and another place in its unpublished part."""
    made = article(middle=f"A councillor from {place} came by on Monday.")
    text = made.text.replace(DUTY, opening)
    shift = len(opening) - len(DUTY)
    first, *others = made.blocks
    moved = [replace(block, start=block.start + shift, end=block.end + shift) for block in others]
    return replace(made, text=text, headline=headline, blocks=(replace(first, end=first.end + shift), *moved))


def keep(db: Database, item: Article, *, body: bytes, day: int = 0, extracted: str = "x1") -> int:
    """A capture, and its article."""
    revision = save_page(db, item, at=NOW + timedelta(days=day), body=body)
    store.save_articles(db, [(revision, item)], stamp=extracted, now=NOW)
    return revision


def told(db: Database) -> list[str]:
    """The changes of the one page, in words."""
    return [str(change.difference) for change in revisions.changes_of(db, 1)]


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Database]:
    db = store.open_archive(tmp_path / "archive.db")
    yield db
    db.close()


@pytest.fixture
def edited(archive: Database) -> Database:
    """An archive whose one page was vague at first, under another headline and about another place."""
    keep(archive, worded(VAGUE, OLD, headline=f"Boxes, says {OLD}"), body=b"1")
    now = article()
    revision = keep(archive, now, body=b"2", day=1)
    store.save_readings(archive, [(revision, reading(now))], stamp="r1", now=NOW)
    track(archive, [now], stamp="t1")
    assert compare(archive, extracted="x1", now=lambda: LATER) == 1
    return archive


def published(archive: Database, folder: Path, audience: str) -> Database:
    public = open_database(folder / "greenpaper.db", public_schema)
    publish(archive, public, sources={PRESS.id: PRESS}, audience=audience, clock=LATER, now=LATER)
    return public


def everything(db: Database) -> str:
    """Every value of every table, the full-text indexes' own too."""
    names = [row["name"] for row in db.query("select name from sqlite_master where type = 'table'")]
    return "\n".join(repr(row) for name in names for row in db.query(f"select * from [{name}]"))


# ---------------------------------------------------------------- in the archive


def test_a_change_is_found_once(archive: Database) -> None:
    keep(archive, worded(VAGUE, SECRET), body=b"1")
    assert compare(archive, extracted="x1", now=lambda: NOW) == 0
    keep(archive, article(), body=b"2", day=1)
    assert compare(archive, extracted="x1", now=lambda: LATER) == 1
    before = revisions.changes_stamp(archive)
    assert compare(archive, extracted="x1", now=lambda: LATER) == 0
    assert revisions.changes_stamp(archive) == before
    (change,) = revisions.changes_of(archive, 1)
    assert (change.seen_at, change.difference.weight) == (LATER, "substantive")


def test_another_body_with_the_same_words_is_no_change(archive: Database) -> None:
    keep(archive, article(), body=b"1")
    keep(archive, article(), body=b"2", day=1)
    before = revisions.changes_stamp(archive)
    assert compare(archive, extracted="x1", now=lambda: LATER) == 0
    assert (told(archive), revisions.changes_stamp(archive)) == ([], before)


def test_an_edit_that_was_taken_back_is_two_changes(archive: Database) -> None:
    for day, (body, item) in enumerate([(b"1", article()), (b"2", worded(VAGUE, SECRET)), (b"1", article())]):
        keep(archive, item, body=body, day=day)
    assert compare(archive, extracted="x1", now=lambda: LATER) == 2
    first, second = revisions.changes_of(archive, 1)
    assert second.seen_at == NOW + timedelta(days=2)
    assert first.difference.paragraphs[0].before == second.difference.paragraphs[0].after == DUTY


def test_a_better_extraction_is_no_edit_and_compares_anew(archive: Database) -> None:
    old, new = keep(archive, worded(VAGUE, SECRET), body=b"1"), keep(archive, article(), body=b"2", day=1)
    compare(archive, extracted="x1", now=lambda: LATER)
    # The next extraction leaves the middle paragraph out; at first it has come to the new text only.
    short = replace(article(), blocks=article().blocks[::2])
    store.save_articles(archive, [(new, short)], stamp="x2", now=NOW)
    assert compare(archive, extracted="x2", now=lambda: LATER) == 0
    was = worded(VAGUE, SECRET)
    store.save_articles(archive, [(old, replace(was, blocks=was.blocks[::2]))], stamp="x2", now=NOW)
    assert compare(archive, extracted="x2", now=lambda: LATER) == 1
    (change,) = revisions.changes_of(archive, 1)
    assert [paragraph.after for paragraph in change.difference.paragraphs] == [DUTY]


def test_a_text_that_could_not_be_read_is_stepped_over(archive: Database) -> None:
    keep(archive, worded(VAGUE, SECRET), body=b"1")
    save_page(archive, article(), at=LATER, body=b"unreadable")
    keep(archive, article(), body=b"2", day=2)
    assert compare(archive, extracted="x1", now=lambda: LATER) == 1
    assert [row["before_revision"] for row in archive.query("select * from revision_changes")] == [1]


def test_a_kill_while_comparing_loses_a_batch_at_most(archive: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("greenpaper.comparing._BATCH", 1)
    for day in range(4):
        keep(archive, article(middle=f"A councillor from town {day} came by on Monday."), body=bytes([day]), day=day)
    once = []
    assert compare(archive, extracted="x1", now=lambda: LATER, stopped=lambda: len(once) == 1 or once.append(1)) == 1
    assert compare(archive, extracted="x1", now=lambda: LATER) == 2
    assert len(told(archive)) == 3


def test_the_stamp_changes_with_extraction() -> None:
    assert stamp("x1") != stamp("x2")


def test_taking_a_page_down_forgets_its_changes(edited: Database) -> None:
    removals.block(edited, URL, reason="asked for", now=LATER)
    removals.forget(edited, URL, now=LATER)
    assert OLD not in everything(edited)
    assert told(edited) == []


# ---------------------------------------------------------------- on the site


def test_the_licence_hides_the_words_of_a_change(edited: Database, tmp_path: Path) -> None:
    public = published(edited, tmp_path, "public")
    (change,) = public.query("select * from revisions")
    assert change["weight"] == "substantive"
    assert change["summary"].startswith("headline changed; 2 paragraphs changed, ")
    # The published sentence is new; the changed paragraph that is not published is only counted.
    assert [(row["kind"], row["text"]) for row in public.query("select * from revision_changes")] == [
        ("sentence", DUTY)
    ]
    dump = everything(public).casefold()
    assert not any(word.casefold() in dump for word in (OLD, SECRET, "might soon"))
    public.close()
    stored = (tmp_path / "greenpaper.db").read_bytes()
    assert not any(word.encode() in stored for word in (OLD, SECRET, "might soon"))


def test_a_private_site_shows_every_word_of_a_change(edited: Database, tmp_path: Path) -> None:
    public = published(edited, tmp_path, "private")
    runs = list(public.query("select * from revision_changes order by place"))
    paragraphs = {number: [row for row in runs if row["paragraph"] == number] for number in (0, 1, 2)}
    for number, (before, after) in enumerate([(f"Boxes, says {OLD}", article().headline), (VAGUE, DUTY)]):
        assert "".join(row["text"] for row in paragraphs[number] if row["kind"] != "added").rstrip() == before
        assert "".join(row["text"] for row in paragraphs[number] if row["kind"] != "removed").rstrip() == after
    assert OLD in "".join(row["text"] for row in paragraphs[2] if row["kind"] == "removed")
    assert (tmp_path / "greenpaper.db").exists()
    public.close()


def test_going_public_takes_the_words_of_changes_back(edited: Database, tmp_path: Path) -> None:
    published(edited, tmp_path, "private").close()
    public = published(edited, tmp_path, "public")
    assert OLD not in everything(public)
    public.close()
    assert OLD.encode() not in (tmp_path / "greenpaper.db").read_bytes()


def test_a_page_that_is_gone_says_so_though_nothing_else_is_new(edited: Database, tmp_path: Path) -> None:
    published(edited, tmp_path, "public").close()
    missed = pages.Missed(url=URL, source="weekly", outcome="gone", reason="answered 410, gone")
    pages.settle(edited, [missed], now=LATER)
    public = published(edited, tmp_path, "public")
    assert [(row["kind"], row["happened_at"]) for row in public.query("select * from page_events")] == [
        ("gone", LATER.isoformat())
    ]
    assert publish(edited, public, sources={PRESS.id: PRESS}, audience="public", clock=LATER, now=LATER).counts == {
        "articles": 0,
        "taken out": 0,
    }
    public.close()
