"""From what became known to mails: who is told what, once, and why."""

import email
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import cast

import pytest
from sqlite_utils import Database

from digests.run import deliver, make_digests
from tests.digests.published import Published, at, follow, readers, settings

MORNING = at("2008-07-09T08:00")  # the day from 07:00 UTC, eight in London, to 07:00 is over


@pytest.fixture
def public(tmp_path: Path) -> Published:
    made = Published(tmp_path)
    made.policy("duty", "Place schools under the duty to co-operate")
    made.policy("boards", "Put trust boards on a statutory footing")
    return made


@pytest.fixture
def db(tmp_path: Path) -> Database:
    return readers(tmp_path)


def run(public: Published, db: Database, folder: Path, *, now: object = MORNING) -> list[EmailMessage]:
    """Make and deliver; every mail in the mailbox, sorted by reader and subject."""
    make_digests(public.db, db, now=now, settings=settings(folder))  # type: ignore[arg-type]
    deliver(db, now=now, settings=settings(folder))  # type: ignore[arg-type]
    mails = [email.message_from_bytes(p.read_bytes(), policy=default) for p in (folder / "mailbox").glob("*.eml")]
    return sorted(cast(list[EmailMessage], mails), key=lambda mail: (mail["To"], mail["Subject"]))


def text(mail: EmailMessage) -> str:
    part = mail.get_body(("plain",))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


def test_a_shift_is_the_subject_and_the_mail_says_why(public: Published, db: Database, tmp_path: Path) -> None:
    public.article("a1", "2008-07-08T12:00", policy="duty")
    public.shift("s1", "a1", "duty", "2008-07-08T12:00")
    follow(db, "ann@union.example", "policy", "duty", note="for the executive")
    (mail,) = run(public, db, tmp_path)
    assert mail["Subject"] == "Place schools under the duty to co-operate: now before Parliament as a bill"
    words = text(mail)
    assert "8 July 2008, reported by The Weekly" in words
    assert '"The words of s1."' in words
    assert "https://weekly.example/a1" in words
    assert "https://papers.example/policies/duty" in words
    assert (
        "Why you get this: you follow the policy “Place schools under the duty to co-operate”"
        " (your note: for the executive)"
    ) in words
    assert words.count("https://weekly.example/a1") == 1  # the article stands beside its shift, not once more


def test_an_item_that_meets_several_alerts_is_told_once_with_every_reason(
    public: Published, db: Database, tmp_path: Path
) -> None:
    public.article("a1", "2008-07-08T12:00", policy="duty", body="The duty to co-operate.", topics=("workforce",))
    follow(db, "ann@union.example", "policy", "duty")
    follow(db, "ann@union.example", "search", '"duty to co-operate"')
    follow(db, "ann@union.example", "topic", "workforce", frequency="immediate")
    follow(db, "ann@union.example", "topic", "workforce")
    (mail,) = run(public, db, tmp_path)
    assert 'your search "duty to co-operate", here by “duty to co-operate”; you follow the topic workforce' in text(
        mail
    )
    assert text(mail).count("The sentence of a1.") == 1


@pytest.mark.parametrize(
    ("kind", "value", "told"),
    [
        ("body", "dcsf", True),  # an alert on DCSF goes on with DfE
        ("body", "dfe", True),
        ("body", "home-office", False),
        ("topic", "workforce", True),
        ("source", "weekly", True),
        ("source", "daily", False),
        ("all", "", True),
        ("search", "clampers -wheel", False),
        ("search", "clamper", True),  # the stemmer of the site's search
        ("search", "clampers source:weekly", True),
        ("search", "clampers body:dfe", True),
        ("search", "clampers -body:dfe", False),
        ("search", 'clampers AND ("', True),  # never an error, whatever it is
        ("search", "-nothing", True),
        ("person", "ann-sample", False),
        ("stage", "bill", False),  # an article is no move
    ],
)
def test_what_each_kind_of_alert_is_told(
    public: Published, db: Database, tmp_path: Path, kind: str, value: str, told: bool
) -> None:
    public.article(
        "a1", "2012-07-08T12:00", policy="duty", body="Clampers and how they are met.", bodies=("dfe",),
        topics=("workforce",),
    )  # fmt: skip
    if kind == "search" and "wheel" in value:
        public.article("a2", "2012-07-08T12:00", body="Wheel clampers.", source="weekly")
        public.db.execute("update articles set body = 'wheel clampers' where id = 'a1'")
    if "AND" in value:
        public.db.execute("update articles set body = 'clampers and others' where id = 'a1'")
    public.db.conn.commit()
    follow(db, "ann@union.example", kind, value)
    assert bool(run(public, db, tmp_path, now=at("2012-07-09T08:00"))) is told


def test_an_alert_on_shifts_only_is_told_of_nothing_else(public: Published, db: Database, tmp_path: Path) -> None:
    public.article("a1", "2008-07-08T12:00", policy="duty")
    follow(db, "ann@union.example", "policy", "duty", shifts_only=True)
    assert run(public, db, tmp_path) == []


def test_an_alert_on_a_stage_is_told_when_a_policy_reaches_it(public: Published, db: Database, tmp_path: Path) -> None:
    public.article("a1", "2008-07-08T12:00", policy="duty")
    public.shift("s1", "a1", "duty", "2008-07-08T12:00")
    follow(db, "ann@union.example", "stage", "bill")
    follow(db, "bob@union.example", "stage", "dropped")
    assert [mail["To"] for mail in run(public, db, tmp_path)] == ["ann@union.example"]


def test_an_alert_follows_its_policy_into_the_one_it_went_into(public: Published, db: Database, tmp_path: Path) -> None:
    public.db.table("policy_redirects").insert({"id": "old-duty", "target": "duty"})
    public.article("a1", "2008-07-08T12:00", policy="duty")
    follow(db, "ann@union.example", "policy", "old-duty")
    assert len(run(public, db, tmp_path)) == 1


def test_a_backfill_mails_nobody(public: Published, db: Database, tmp_path: Path) -> None:
    public.article("a1", "2008-07-08T12:00", policy="duty", backfill=True)
    public.shift("s1", "a1", "duty", "2008-07-08T12:00", backfill=True)
    follow(db, "ann@union.example", "all")
    assert run(public, db, tmp_path) == []


def test_a_second_run_tells_nothing_and_the_next_day_only_the_new(
    public: Published, db: Database, tmp_path: Path
) -> None:
    public.article("a1", "2008-07-08T12:00", policy="duty")
    follow(db, "ann@union.example", "all")
    assert len(run(public, db, tmp_path)) == 1
    assert len(run(public, db, tmp_path)) == 1
    public.article("a2", "2008-07-09T12:00", policy="duty")
    first, second = run(public, db, tmp_path, now=at("2008-07-10T08:00"))
    assert "Headline of a1" in first["Subject"] + second["Subject"]
    assert "Headline of a2" in first["Subject"] + second["Subject"]


def test_windows_that_were_missed_are_made_as_one(public: Published, db: Database, tmp_path: Path) -> None:
    follow(db, "ann@union.example", "all")
    run(public, db, tmp_path)
    public.article("a1", "2008-07-09T12:00", policy="duty")
    public.article("a2", "2008-07-11T12:00", policy="boards")
    (mail,) = run(public, db, tmp_path, now=at("2008-07-13T08:00"))
    assert "Headline of a1" in text(mail)
    assert "Headline of a2" in text(mail)


def test_what_turns_up_late_is_told_and_marked(public: Published, db: Database, tmp_path: Path) -> None:
    follow(db, "ann@union.example", "all")
    public.article("a0", "2008-07-07T12:00", policy="boards")  # older than the first run: no news then, nor later
    run(public, db, tmp_path)
    public.article("a1", "2008-07-08T12:00", policy="duty")  # its publication was held up
    (mail,) = run(public, db, tmp_path, now=at("2008-07-10T08:00"))
    assert "known late" in text(mail)
    assert "a0" not in text(mail)


def test_what_a_re_reading_finds_in_an_old_article_mails_nobody(
    public: Published, db: Database, tmp_path: Path
) -> None:
    follow(db, "ann@union.example", "all")
    public.article("a1", "2008-07-08T12:00")
    assert run(public, db, tmp_path) == []
    public.shift("s1", "a1", "duty", "2008-07-08T12:00")
    assert run(public, db, tmp_path, now=at("2008-07-10T08:00")) == []


def test_near_duplicates_are_folded_and_told_once(public: Published, db: Database, tmp_path: Path) -> None:
    public.source("daily", "The Daily")
    public.article("a1", "2008-07-08T12:00", policy="duty")
    public.article("a2", "2008-07-08T13:00", policy="duty", source="daily", leader="a1")
    follow(db, "ann@union.example", "all")
    (mail,) = run(public, db, tmp_path)
    assert "Also in: The Daily" in text(mail)
    assert "Headline of a2" not in text(mail)
    public.article("a3", "2008-07-09T13:00", policy="duty", leader="a1")
    assert len(run(public, db, tmp_path, now=at("2008-07-10T08:00"))) == 1


def test_shifts_come_first_and_the_rest_is_capped(public: Published, db: Database, tmp_path: Path) -> None:
    for number in range(30):
        public.policy(f"q{number}", f"Question {number}")
        public.article(f"n{number}", f"2008-07-08T12:{number:02}", policy=f"q{number}")
    public.article("a1", "2008-07-08T10:00", policy="duty")
    public.shift("s1", "a1", "duty", "2008-07-08T10:00")
    follow(db, "ann@union.example", "all")
    (mail,) = run(public, db, tmp_path)
    assert mail["Subject"].startswith("Place schools under the duty")
    assert mail["Subject"].endswith("(and 30 more)")
    assert "11 more policies had news. All 31 are on the site" in text(mail)


def test_sources_that_were_down_are_named(public: Published, db: Database, tmp_path: Path) -> None:
    public.source("gazette", "The Gazette", problem="crawl: no answer")
    public.article("a1", "2008-07-08T10:00", policy="duty")
    follow(db, "ann@union.example", "all")
    (mail,) = run(public, db, tmp_path)
    assert "may be missing:\n   - The Gazette" in text(mail)


def test_immediate_and_weekly_have_their_own_windows(public: Published, db: Database, tmp_path: Path) -> None:
    public.article("a1", "2008-07-08T12:01", policy="duty")
    follow(db, "ann@union.example", "all", frequency="immediate")
    follow(db, "bob@union.example", "all", frequency="weekly")
    assert [mail["To"] for mail in run(public, db, tmp_path, now=at("2008-07-08T12:06"))] == ["ann@union.example"]
    assert len(run(public, db, tmp_path, now=at("2008-07-12T08:00"))) == 2


def test_a_reader_who_is_paused_or_has_not_confirmed_is_told_nothing(
    public: Published, db: Database, tmp_path: Path
) -> None:
    from db.subscribers.store import alerts_of, pause, set_state

    public.article("a1", "2008-07-08T12:01", policy="duty")
    for state in ("paused", "waiting", "gone"):
        set_state(db, follow(db, f"{state}@union.example", "all"), state)
    reader = follow(db, "one@union.example", "all")
    pause(db, reader, alerts_of(db, reader)[0].id, paused=True)
    assert run(public, db, tmp_path) == []


def test_a_search_is_told_of_the_policy_that_it_means_among_those_of_one_article(
    public: Published, db: Database, tmp_path: Path
) -> None:
    public.article("a1", "2008-07-08T12:00", policy="duty", body="On the duty to co-operate and boards, says Ann.")
    public.shift("s1", "a1", "duty", "2008-07-08T12:00")
    public.shift("s2", "a1", "boards", "2008-07-08T12:00")
    follow(db, "ann@union.example", "search", "duty to co-operate")
    follow(db, "bob@union.example", "search", "says Ann")
    first, second = run(public, db, tmp_path)
    assert first["Subject"] == "Place schools under the duty to co-operate: now before Parliament as a bill"
    assert "footing" not in text(first)
    assert second["Subject"] == "Headline of a1 (The Weekly)"


@pytest.mark.parametrize(
    ("now", "told"),
    [
        ("2008-07-10T08:00", False),
        ("2008-07-11T07:00", True),  # fourteen days before the 25th, in the morning's mail
        ("2008-07-12T07:00", False),
        ("2008-07-22T07:00", True),  # three
        ("2008-07-25T07:00", False),
    ],
)
def test_a_reminder_comes_fourteen_and_three_days_before_a_consultation_closes(
    public: Published, db: Database, tmp_path: Path, now: str, told: bool
) -> None:
    public.article("a1", "2008-06-01T12:00", policy="duty", body="clampers", backfill=True)
    for _ in range(2):  # two records of one closing day are one reminder
        public.db.table("consultations").insert(
            {"article_id": "a1", "proposal_id": "a1-p1", "policy_id": "duty", "closes_on": "2008-07-25"}
        )
    follow(db, "ann@union.example", "policy", "duty", shifts_only=True)
    follow(db, "bob@union.example", "search", "duty")
    mails = run(public, db, tmp_path, now=at(now))
    assert [mail["To"] for mail in mails] == (["ann@union.example", "bob@union.example"] if told else [])
    if told:
        assert mails[0]["Subject"].endswith("co-operate: consultation closes on 25 July 2008")
        assert "Closes in " in text(mails[0])
        assert len(run(public, db, tmp_path, now=at(now))) == 2


def test_a_story_without_a_policy_is_named_once(public: Published, db: Database, tmp_path: Path) -> None:
    public.article("a1", "2008-07-08T12:00", headline="Union hails it", topics=("workforce",))
    follow(db, "ann@union.example", "topic", "workforce")
    (mail,) = run(public, db, tmp_path)
    _, said = text(mail).split("====", 1)
    assert said.count("Union hails it") == 1
    html = mail.get_body(("html",))
    assert html is not None
    assert str(html.get_content()).count("Union hails it</a>") == 1


def test_a_story_that_moved_a_policy_is_told_once_with_where_else_it_stands(
    public: Published, db: Database, tmp_path: Path
) -> None:
    public.source("daily", "The Daily")
    public.article("a1", "2008-07-08T12:00", policy="duty")
    public.article("a2", "2008-07-08T12:10", policy="duty", source="daily", leader="a1")
    public.shift("s1", "a1", "duty", "2008-07-08T12:00")
    follow(db, "ann@union.example", "all")
    (mail,) = run(public, db, tmp_path)
    assert "Also in: The Daily" in text(mail)
    assert "The sentence of a2" not in text(mail)
    html = mail.get_body(("html",))
    assert html is not None
    assert 'Also in <a href="https://weekly.example/a2"' in str(html.get_content())


@pytest.mark.parametrize(
    ("search", "by"),
    [
        ("duties school", "“schools”, “duty”"),  # as the article writes them
        ('"no wheel clamps" schools', "“schools”, “no wheel clamps”"),
        ("duty -nurseries topic:workforce", "“duty”"),
        ("quote:step", "“step”"),
        ("topic:workforce", ""),
    ],
)
def test_the_reason_says_by_which_words_a_search_found_it(
    public: Published, db: Database, tmp_path: Path, search: str, by: str
) -> None:
    body = "Schools have a duty; the duty says: no wheel\nclamps."
    public.article("a1", "2008-07-08T12:00", policy="duty", headline="News", body=body, topics=("workforce",))
    public.db.table("quotations").insert(
        {"id": "q", "article_id": "a1", "type": "direct", "content": "It is a small step.", "start": 0}
    )
    follow(db, "ann@union.example", "search", search)
    (mail,) = run(public, db, tmp_path)
    found = " ".join(text(mail).partition("Why you get this:")[2].partition("Your alerts")[0].split())
    assert found == f"your search “{search}”" + (f", here by {by}" if by else "")
