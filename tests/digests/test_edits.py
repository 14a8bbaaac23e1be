"""An official page was edited: those whom it concerns read what was taken out and put in, once."""

from pathlib import Path

import pytest
from sqlite_utils import Database

from digests.edits import edited_words
from digests.run import after_restore
from tests.digests.published import Published, at, follow, readers
from tests.digests.test_making import run, text

RUNS = (
    (1, "same", "Replies can be sent until"),
    (1, "removed", "13 February."),
    (1, "added", "20 February."),
    (2, "added", "Nurseries are <exempt>."),
)


@pytest.fixture
def public(tmp_path: Path) -> Published:
    made = Published(tmp_path)
    made.policy("duty", "Place schools under the duty to co-operate")
    made.policy("boards", "Put trust boards on a statutory footing")
    made.source("govuk", "GOV.UK")
    with made.db.conn:
        made.db.execute("update sources set kind = 'government' where id = 'govuk'")
    made.article("a1", "2008-07-01T12:00", policy="duty", source="govuk", url="https://www.gov.uk/duty")
    made.article("a2", "2008-07-01T12:00", policy="duty")
    return made


@pytest.fixture
def db(tmp_path: Path) -> Database:
    return readers(tmp_path)


def edit(public: Published, article: str, seen: str, *, weight: str = "substantive", backfill: bool = False) -> None:
    """A change of the article's page."""
    key = f"{article}-r{public.db['revisions'].count + 1}"
    row = {
        "id": key,
        "article_id": article,
        "seen_at": at(seen).isoformat(),
        "weight": weight,
        "added": 5,
        "removed": 2,
    }
    told = {"summary": "2 paragraphs changed, 5 words added, 2 words removed", "unchanged_after": 0}
    with public.db.conn:
        public.db.table("revisions").insert({**row, **told, "backfill": int(backfill)})
        for place, (paragraph, kind, words) in enumerate(RUNS):
            public.db.table("revision_changes").insert(
                {
                    "revision_id": key,
                    "article_id": article,
                    "place": place,
                    "paragraph": paragraph,
                    "unchanged_before": 0,
                    "kind": kind,
                    "text": words,
                }
            )


def test_the_difference_of_an_official_page_is_in_the_mail(public: Published, db: Database, tmp_path: Path) -> None:
    edit(public, "a1", "2008-07-08T12:00")
    edit(public, "a2", "2008-07-08T12:00")  # the press may edit as it likes
    follow(db, "ann@union.example", "policy", "duty")
    (mail,) = run(public, db, tmp_path)
    assert mail["Subject"] == "Place schools under the duty to co-operate: official page edited"
    words = text(mail)
    assert words.count("Official page edited; 2 paragraphs changed, 5 words added, 2 words removed") == 1
    assert "8 July 2008, GOV.UK" in words
    assert "Replies can be sent until [taken out: 13 February.] [put in: 20 February.]" in words
    assert "[put in: Nurseries are <exempt>.]" in words
    assert "All that was changed: https://papers.example/articles/a1#changes" in words
    html = mail.get_body(("html",))
    assert html is not None
    assert "13 February.</del> <ins" in html.get_content()
    assert "&lt;exempt&gt;" in html.get_content()


def test_an_edit_is_told_once(public: Published, db: Database, tmp_path: Path) -> None:
    edit(public, "a1", "2008-07-08T12:00")
    follow(db, "ann@union.example", "policy", "duty")
    follow(db, "ann@union.example", "source", "govuk")
    (mail,) = run(public, db, tmp_path)
    assert text(mail).count("[put in: 20 February.]") == 1
    assert len(run(public, db, tmp_path, now=at("2008-07-10T08:00"))) == 1


@pytest.mark.parametrize(
    ("weight", "backfill", "shifts_only"),
    [("typo", False, False), ("boilerplate", False, False), ("substantive", True, False), ("substantive", False, True)],
    ids=["of its spelling", "around its text", "found by a backfill", "and the reader wants moves alone"],
)
def test_nobody_hears_of_an_edit(
    public: Published, db: Database, tmp_path: Path, weight: str, backfill: bool, shifts_only: bool
) -> None:
    edit(public, "a1", "2008-07-08T12:00", weight=weight, backfill=backfill)
    follow(db, "ann@union.example", "policy", "duty", shifts_only=shifts_only)
    assert run(public, db, tmp_path) == []


def test_an_edit_that_was_published_too_late_for_its_window_is_still_told(
    public: Published, db: Database, tmp_path: Path
) -> None:
    follow(db, "ann@union.example", "policy", "duty")
    assert run(public, db, tmp_path) == []
    edit(public, "a1", "2008-07-08T12:00")
    (mail,) = run(public, db, tmp_path, now=at("2008-07-10T08:00"))
    assert "(known late)" in text(mail)
    assert len(run(public, db, tmp_path, now=at("2008-07-11T08:00"))) == 1


def test_a_restored_backup_tells_of_no_edit_again(public: Published, db: Database, tmp_path: Path) -> None:
    follow(db, "ann@union.example", "policy", "duty")
    edit(public, "a1", "2008-07-08T12:00")
    after_restore(public.db, db, now=at("2008-07-09T08:00"))
    assert run(public, db, tmp_path, now=at("2008-07-10T08:00")) == []


def test_words_far_from_a_change_are_left_out_and_a_long_difference_ends_in_dots() -> None:
    far = " ".join(f"w{number}" for number in range(100))
    ((before, put, after),) = edited_words([(1, "same", far), (1, "added", "may"), (1, "same", far)])
    assert before == ("same", "… " + " ".join(f"w{number}" for number in range(88, 100)))
    assert put == ("added", "may")
    assert after[1].startswith("w0 w1")
    assert after[1].endswith("w11 …")
    long = edited_words([(number, "added", "word " * 100) for number in range(20)])
    assert long[-1] == [("same", "…")]
    assert sum(len(words) for paragraph in long for _, words in paragraph) < 1_600
