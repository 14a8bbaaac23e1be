"""What was told of a stage and does not stand: taken back, to whom it was told, once."""

import email
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import cast

import pytest
from sqlite_utils import Database

from db.connect import open_database
from db.public.migrations import migrations
from db.subscribers import ledger, store, webhooks
from digests import run as mailing
from digests.run import deliver, make_digests
from digests.webhooks import post_all
from tests.digests.published import Published, at, follow, readers, settings
from tests.digests.relay import relay

MORNING, DAY = at("2008-07-09T08:00"), timedelta(days=1)
WRONG = "We told you on 9 July 2008 that this was enacted. That was wrong: it is before Parliament as a bill."


@pytest.fixture
def public(tmp_path: Path) -> Published:
    """A policy that an article has enacted."""
    made = Published(tmp_path)
    made.policy("duty", "Place schools under the duty")
    made.policy("boards", "Put trust boards on a statutory footing")
    made.article("a1", "2008-07-08T12:00", policy="duty", stage="enacted")
    made.shift("s1", "a1", "duty", "2008-07-08T12:00", stage="enacted", note="now enacted; was announced")
    return made


@pytest.fixture
def db(public: Published, tmp_path: Path) -> Database:
    """Ann has been told; Bob follows something else."""
    made = readers(tmp_path)
    follow(made, "ann@union.example", "policy", "duty")
    follow(made, "bob@union.example", "policy", "boards")
    assert len(mails(public, made, tmp_path, MORNING)) == 1
    return made


def mails(public: Published, db: Database, folder: Path, now: datetime) -> list[EmailMessage]:
    """The mails of that morning."""
    box = folder / "mailbox"
    before = set(box.glob("*.eml"))
    make_digests(public.db, db, now=now, settings=settings(folder))
    deliver(db, now=now, settings=settings(folder))
    found = [email.message_from_bytes(p.read_bytes(), policy=default) for p in set(box.glob("*.eml")) - before]
    return sorted(cast(list[EmailMessage], found), key=lambda mail: str(mail["To"]))


def words(mail: EmailMessage) -> str:
    part = mail.get_body(("plain",))
    assert part is not None
    return " ".join(str(part.get_content()).split())


def test_who_was_told_is_told_once_that_it_was_wrong_and_nobody_else_is(
    public: Published, db: Database, tmp_path: Path
) -> None:
    follow(db, "cat@union.example", "policy", "duty")  # since this morning
    public.corrected("a1", "bill")
    (mail,) = mails(public, db, tmp_path, MORNING + DAY)
    assert mail["To"] == "ann@union.example"
    assert mail["Subject"] == "Place schools under the duty: corrected, it is before Parliament as a bill"
    assert WRONG in words(mail)
    assert '"The sentence of a1."' in words(mail)
    assert "https://weekly.example/a1" in words(mail)
    assert "Why you get this: we told you something else before" in words(mail)
    for day in range(2, 5):
        assert mails(public, db, tmp_path, MORNING + day * DAY) == []


def test_it_stands_beside_what_is_new_on_the_policy(public: Published, db: Database, tmp_path: Path) -> None:
    public.corrected("a1", "bill")
    public.article("a2", "2008-07-09T12:00", policy="duty", headline="Peers on the duty")
    (mail,) = mails(public, db, tmp_path, MORNING + DAY)
    assert words(mail).count("Place schools under the duty Furthest stage") == 1
    assert WRONG in words(mail)
    assert "Peers on the duty" in words(mail)
    assert "you follow the policy" in words(mail)


def test_what_moved_since_comes_first_and_no_correction_is_cut_off(
    public: Published, db: Database, tmp_path: Path
) -> None:
    follow(db, "ann@union.example", "all")
    public.corrected("a1", "bill")
    for number in range(25):
        public.policy(f"p{number}", f"Question {number}")
        public.article(f"x{number}", "2008-07-09T12:00", policy=f"p{number}")
        public.shift(f"m{number}", f"x{number}", f"p{number}", "2008-07-09T12:00")
    (mail,) = mails(public, db, tmp_path, MORNING + DAY)
    assert mail["Subject"] == "Question 0: now before Parliament as a bill (and 25 more)"
    assert WRONG in words(mail)
    assert "5 more policies had news. All 26 are on the site" in words(mail)


@pytest.mark.parametrize(
    "done",
    [
        "update shifts set id = 'other', kind = 'new', note = 'new: enacted'",  # an older article was found meanwhile
        "delete from shifts",  # another article said so before
        "update shifts set happened_on = '2008-07-02', statement = 'a0.k'",
        "update proposals set id = 'a1-p7', statement = 'a1.longer'",  # the sentence is read a little longer
        "delete from proposals; delete from shifts where 0",
    ],
)
def test_a_rereading_that_says_the_same_mails_nobody(
    public: Published, db: Database, tmp_path: Path, done: str
) -> None:
    public.db.conn.executescript(done)
    assert mails(public, db, tmp_path, MORNING + DAY) == []


def test_a_policy_that_went_into_another_is_no_correction(public: Published, db: Database, tmp_path: Path) -> None:
    public.db.conn.executescript(
        """update shifts set policy_id = 'boards'; update proposals set policy_id = 'boards';
        insert into policy_redirects values ('duty', 'boards'); delete from policies where id = 'duty'"""
    )
    assert mails(public, db, tmp_path, MORNING + DAY) == []


def test_a_sentence_that_proposes_nothing_is_taken_back_whole(public: Published, db: Database, tmp_path: Path) -> None:
    public.db.conn.executescript("delete from shifts; delete from proposals; delete from policies where id = 'duty'")
    (mail,) = mails(public, db, tmp_path, MORNING + DAY)
    assert mail["Subject"] == "Place schools under the duty: corrected, the article does not say so"
    assert "That was wrong: the article does not say so." in words(mail)
    assert "/policies/duty" not in words(mail)  # there is no such page now
    assert mails(public, db, tmp_path, MORNING + 2 * DAY) == []


def test_the_press_had_it_ended_and_the_ministry_only_plans_that(
    public: Published, db: Database, tmp_path: Path
) -> None:
    public.article("a2", "2008-07-09T12:00", policy="duty", stage="reversed")
    public.shift("s2", "a2", "duty", "2008-07-09T12:00", kind="reversed", stage="reversed", note="now reversed")
    assert len(mails(public, db, tmp_path, MORNING + DAY)) == 1
    public.db.conn.executescript(
        """update shifts set id = 's3', kind = 'u-turn', to_stage = 'announced', statement = 'official.k',
        note = 'to be undone: announced; was enacted' where id = 's2'"""
    )
    (mail,) = mails(public, db, tmp_path, MORNING + 2 * DAY)
    assert "on 10 July 2008 that this was reversed. That was wrong: to be undone: announced." in words(mail)
    assert mails(public, db, tmp_path, MORNING + 3 * DAY) == []


def test_what_the_page_itself_said_otherwise_is_no_error_of_ours(
    public: Published, db: Database, tmp_path: Path
) -> None:
    public.db.conn.executescript("delete from shifts; delete from proposals")
    public.db.table("revisions").insert(
        {"id": "r", "article_id": "a1", "seen_at": "2008-07-09T12:00:00+00:00", "weight": "typo", "summary": "x",
         "added": 1, "removed": 9, "unchanged_after": 0, "backfill": 0}
    )  # fmt: skip
    assert mails(public, db, tmp_path, MORNING + DAY) == []


def test_of_a_page_that_was_taken_down_nothing_is_said(public: Published, db: Database, tmp_path: Path) -> None:
    for table in ("shifts", "proposals", "evidence", "articles"):
        public.db.execute(f"delete from {table}")
    public.db.conn.commit()
    assert mails(public, db, tmp_path, MORNING + DAY) == []


def test_what_was_right_after_all_is_said_again(public: Published, db: Database, tmp_path: Path) -> None:
    public.corrected("a1", "bill")
    assert len(mails(public, db, tmp_path, MORNING + DAY)) == 1
    public.corrected("a1", "enacted")
    (mail,) = mails(public, db, tmp_path, MORNING + 2 * DAY)
    assert "on 10 July 2008 that this was before Parliament as a bill. That was wrong: it is enacted." in words(mail)
    assert mails(public, db, tmp_path, MORNING + 3 * DAY) == []


def test_there_and_back_between_two_mails_is_nothing(public: Published, db: Database, tmp_path: Path) -> None:
    public.corrected("a1", "bill")
    public.corrected("a1", "enacted")
    assert mails(public, db, tmp_path, MORNING + DAY) == []


def test_who_stopped_is_told_nothing_more(public: Published, db: Database, tmp_path: Path) -> None:
    ann = store.subscriber_by_address(db, "ann@union.example")
    assert ann is not None
    store.unsubscribe(db, ann.unsubscribe_token)
    public.corrected("a1", "bill")
    assert mails(public, db, tmp_path, MORNING + DAY) == []


def test_the_next_digest_tells_whatever_its_frequency(public: Published, db: Database, tmp_path: Path) -> None:
    follow(db, "ann@union.example", "topic", "workforce", frequency="immediate")
    mails(public, db, tmp_path, MORNING + timedelta(minutes=5))
    public.corrected("a1", "bill")
    (mail,) = mails(public, db, tmp_path, MORNING + timedelta(minutes=10))
    assert WRONG in words(mail)
    assert mails(public, db, tmp_path, MORNING + DAY) == []


def test_it_reaches_a_reader_who_became_one_with_another(public: Published, db: Database, tmp_path: Path) -> None:
    zoe = follow(db, "zoe@home.example", "policy", "boards")
    token = store.ask_for_address(db, zoe, "ann@union.example", now=MORNING)
    assert token is not None
    assert store.confirm(db, token, now=MORNING) is not None
    public.corrected("a1", "bill")
    (mail,) = mails(public, db, tmp_path, MORNING + DAY)
    assert mail["To"] == "ann@union.example"
    assert WRONG in words(mail)
    assert mails(public, db, tmp_path, MORNING + 2 * DAY) == []


def test_what_was_posted_is_corrected_by_a_post(tmp_path: Path) -> None:
    public = Published(tmp_path)
    public.policy("duty", "Place schools under the duty")
    public.article("a1", "2008-07-08T12:00", policy="duty", stage="enacted")
    public.shift("s1", "a1", "duty", "2008-07-08T12:00", stage="enacted")
    db = readers(tmp_path)
    webhooks.set_webhook(db, follow(db, "ann@union.example", "all"), "https://h.example/", now=MORNING, alone=True)
    posts: list[bytes] = []

    def yes(call: webhooks.Call) -> int:
        posts.append(call.body)
        return 200

    for day in range(3):
        make_digests(public.db, db, now=MORNING + day * DAY, settings=settings(tmp_path))
        post_all(db, now=MORNING + day * DAY, over=yes)
        public.corrected("a1", "bill")
    assert len(posts) == 2
    assert WRONG.encode() in posts[1]


def test_what_was_told_more_than_a_year_ago_is_of_the_past(public: Published, db: Database, tmp_path: Path) -> None:
    public.corrected("a1", "bill")
    assert mails(public, db, tmp_path, MORNING + 366 * DAY) == []


@pytest.mark.parametrize(("answer", "told"), [("550 no", False), ("451 later", True)])
def test_only_a_mail_that_goes_out_is_corrected(tmp_path: Path, answer: str, told: bool) -> None:
    public = Published(tmp_path)
    public.policy("duty", "Place schools under the duty")
    public.article("a1", "2008-07-08T12:00", policy="duty", stage="enacted")
    public.shift("s1", "a1", "duty", "2008-07-08T12:00", stage="enacted")
    db = readers(tmp_path)
    follow(db, "ann@union.example", "all")
    with relay(answer) as (server, to):
        own = settings(tmp_path, **to)
        make_digests(public.db, db, now=MORNING, settings=own)
        deliver(db, now=MORNING, settings=own)
        public.corrected("a1", "bill")
        make_digests(public.db, db, now=MORNING + DAY, settings=own)
        deliver(db, now=MORNING + DAY, settings=own)
    assert len(server.ids) == (2 if told else 0)  # the first, tried again, and the correction after it
    assert ledger.outbox_states(db) == ({"sent": 2} if told else {"failed": 1})


def test_two_digests_at_once_do_not_both_take_it_back(public: Published, db: Database, tmp_path: Path) -> None:
    """The daily one is put together while another process saves the one of five minutes."""
    follow(db, "ann@union.example", "topic", "workforce", frequency="immediate")
    mails(public, db, tmp_path, MORNING + timedelta(minutes=5))
    public.corrected("a1", "bill")
    own, now, original, others = settings(tmp_path), MORNING + DAY, mailing.render, list[Database]()

    def while_another_runs(*args: object, **named: object) -> object:
        if not others:
            others.append(readers(tmp_path))
            beside = open_database(tmp_path / "greenpaper.db", migrations)
            with pytest.MonkeyPatch.context() as within:
                within.setattr(mailing, "Frequency", [mailing.Frequency.DAILY])
                assert make_digests(beside, others[0], now=now, settings=own).digests == 1
        return original(*args, **named)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(mailing, "render", while_another_runs)
        assert make_digests(public.db, db, now=now, settings=own).digests == 0
    assert db.execute("select count(*) from told where item like 'correction:%'").fetchone()[0] == 1


def test_half_a_projection_corrects_nobody(public: Published, db: Database, tmp_path: Path) -> None:
    """While the articles are written anew the shifts are the old ones, and the other way round."""
    public.db.execute("insert into snapshot values (1, '', '2008-07-09T09:00:00+00:00', 'public', '')")
    public.db.execute("delete from proposals")
    public.db.execute("delete from shifts")
    public.db.conn.commit()
    made = make_digests(public.db, db, now=MORNING + DAY, settings=settings(tmp_path))
    assert (made.digests, made.waits) == (0, True)
    public.db.execute("update snapshot set stamp = 'whole'")
    public.db.conn.commit()
    assert make_digests(public.db, db, now=MORNING + DAY, settings=settings(tmp_path)).digests == 1
