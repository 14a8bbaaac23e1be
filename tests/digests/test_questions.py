"""Written questions of Parliament: told when they are asked, again when they are answered, to those who follow them."""

from pathlib import Path

import pytest
from sqlite_utils import Database

from tests.digests.published import Published, at, follow, readers
from tests.digests.test_making import run, text

MORNING, NEXT = at("2008-07-09T08:00"), at("2008-07-10T08:00")


@pytest.fixture
def public(tmp_path: Path) -> Published:
    made = Published(tmp_path)
    made.source("questions", "Parliament: written questions", kind="parliament")
    made.article(
        "q1",
        "2008-07-08T12:00",
        source="questions",
        headline="Schools: Trusts",
        body="To ask what duty schools are under.",
        bodies=("dfe",),
        topics=("workforce",),
    )
    made.question("q1", asked_on="2008-07-07", asked_by="Dunstan Pike", question="To ask what duty schools are under.")
    return made


@pytest.fixture
def db(tmp_path: Path) -> Database:
    return readers(tmp_path)


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("", True),
        ("workforce", True),
        ("dfe", True),
        ("dcsf", True),  # an alert on a department goes on with those that took up its work
        ("search:duty schools", True),
        ("search:topic:workforce", True),
        ("search:nurseries", False),
        ("curriculum", False),
    ],
)
def test_a_question_is_told_when_it_is_asked(
    public: Published, db: Database, tmp_path: Path, value: str, told: bool
) -> None:
    follow(db, "ann@union.example", "question", value)
    mails = run(public, db, tmp_path)
    assert len(mails) == told
    for mail in mails:
        assert mail["Subject"] == "Schools: Trusts: asked in Parliament by Dunstan Pike, not yet answered"
        assert '"To ask what duty schools are under."' in text(mail)


def test_and_once_more_when_it_is_answered(public: Published, db: Database, tmp_path: Path) -> None:
    follow(db, "ann@union.example", "question", "workforce")
    follow(db, "bob@union.example", "topic", "workforce")
    follow(db, "cat@union.example", "topic", "workforce", shifts_only=True)
    first = run(public, db, tmp_path)
    assert [(m["To"], m["Subject"]) for m in first] == [
        ("ann@union.example", "Schools: Trusts: asked in Parliament by Dunstan Pike, not yet answered"),
        ("bob@union.example", "Schools: Trusts (Parliament: written questions)"),
    ]
    public.edited("q1", "r1", "2008-07-09T12:00")
    public.answered("q1", "2008-07-09", "Corinna Vale", "They are under none.", known="2008-07-09T12:00", seen_in="r1")
    ids = {mail["Message-ID"] for mail in first}
    new = [mail for mail in run(public, db, tmp_path, now=NEXT) if mail["Message-ID"] not in ids]
    assert {(m["To"], m["Subject"]) for m in new} == {
        ("ann@union.example", "Schools: Trusts: answered in Parliament by Corinna Vale"),
        ("bob@union.example", "Schools: Trusts: answered in Parliament by Corinna Vale"),
    }
    assert '"They are under none."' in text(new[0])
    assert "Official page edited" not in text(new[0])
    assert len(run(public, db, tmp_path, now=at("2008-07-11T08:00"))) == 4


def test_one_that_came_in_answered_is_told_as_answered(public: Published, db: Database, tmp_path: Path) -> None:
    public.answered("q1", "2008-07-08", "Corinna Vale", "They are under none.", known="2008-07-08T12:00")
    follow(db, "ann@union.example", "question")
    (mail,) = run(public, db, tmp_path)
    assert mail["Subject"] == "Schools: Trusts: answered in Parliament by Corinna Vale"
    assert "asked by Dunstan Pike on 7 July 2008" in text(mail)


def test_what_comes_in_by_backfill_is_told_to_nobody(public: Published, db: Database, tmp_path: Path) -> None:
    public.answered("q1", "2008-07-08", "Corinna Vale", "None.", known="2008-07-08T12:00", backfill=True)
    public.db.execute("update articles set backfill = 1")
    public.db.conn.commit()
    follow(db, "ann@union.example", "question")
    assert run(public, db, tmp_path) == []


def test_an_answer_that_is_published_late_is_told_and_marked(public: Published, db: Database, tmp_path: Path) -> None:
    follow(db, "ann@union.example", "question")
    first = run(public, db, tmp_path)
    run(public, db, tmp_path, now=NEXT)
    public.answered("q1", "2008-07-08", "Corinna Vale", "None.", known="2008-07-08T20:00")
    both = run(public, db, tmp_path, now=at("2008-07-11T08:00"))
    (mail,) = [m for m in both if m["Message-ID"] != first[0]["Message-ID"]]
    assert "(known late)" in text(mail)
