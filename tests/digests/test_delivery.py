"""Nothing twice, nothing lost: killed anywhere and run again, against an SMTP server that counts."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlite_utils import Database

from db.connect import open_database
from db.public.migrations import migrations as public_schema
from db.subscribers import ledger
from db.subscribers.store import open_subscribers
from digests import run as mailing
from digests import sending
from digests.outbox import Delivered
from digests.run import after_restore, deliver, make_digests
from digests.settings import DigestSettings
from tests.digests.published import Published, at, follow, readers, settings
from tests.digests.relay import relay

MORNING = at("2008-07-09T08:00")
LATER = MORNING + timedelta(minutes=20)  # after a lease


class Killed(BaseException):
    """Stands for SIGKILL: nothing in the program may catch it."""


def killed(*args: object, **named: object) -> None:
    raise Killed


def all_of_it(public: Published, db: Database, own: DigestSettings, now: datetime) -> None:
    make_digests(public.db, db, now=now, settings=own)
    deliver(db, now=now, settings=own)


@pytest.fixture
def public(tmp_path: Path) -> Published:
    made = Published(tmp_path)
    for number in range(3):
        made.policy(f"p{number}", f"Question {number}")
        made.article(f"a{number}", f"2008-07-08T12:0{number}", policy=f"p{number}")
        made.shift(f"s{number}", f"a{number}", f"p{number}", f"2008-07-08T12:0{number}")
    return made


@pytest.fixture
def db(tmp_path: Path) -> Database:
    made = readers(tmp_path)
    for name in ("ann", "bob", "cat"):
        follow(made, f"{name}@union.example", "all")
    return made


#: (where, how many calls pass before the kill, whether the call is done before it)
POINTS = [
    ("plan_run", 0, False),
    ("plan_run", 0, True),
    ("considered_since", 0, False),
    ("told_to", 0, False),
    ("told_to", 1, False),
    ("save_digest", 0, False),
    ("save_digest", 0, True),
    ("save_digest", 1, True),
    ("save_digest", 2, True),
    ("finish_run", 0, False),
    ("finish_run", 1, True),
    ("lease", 0, False),
    ("lease", 0, True),
    ("mark_sent", 0, True),
    ("mark_sent", 1, True),
    ("mark_sent", 2, True),
]


@pytest.mark.parametrize(("where", "passes", "done"), POINTS)
def test_killed_and_run_again_each_reader_is_told_each_thing_once(
    public: Published,
    db: Database,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    where: str,
    passes: int,
    done: bool,
) -> None:
    original: Callable[..., object] = getattr(ledger, where)
    left = [passes]

    def killing(*args: object, **named: object) -> object:
        if left[0] > 0:
            left[0] -= 1
            return original(*args, **named)
        if done:
            original(*args, **named)
        raise Killed

    with relay() as (server, to):
        own = settings(tmp_path, **to)
        monkeypatch.setattr(ledger, where, killing)
        with pytest.raises(Killed):
            all_of_it(public, db, own, MORNING)
        monkeypatch.setattr(ledger, where, original)
        for now in (MORNING, LATER, LATER):
            all_of_it(public, db, own, now)
    assert sorted(to for to, _ in server.taken) == ["ann@union.example", "bob@union.example", "cat@union.example"]
    assert ledger.outbox_states(db) == {"sent": 3}


def test_the_one_case_that_repeats_repeats_the_message_id(
    public: Published, db: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with relay() as (server, to):
        own = settings(tmp_path, **to)
        make_digests(public.db, db, now=MORNING, settings=own)

        with monkeypatch.context() as patched:
            patched.setattr(ledger, "mark_sent", killed)  # between the server's yes and our mark
            with pytest.raises(Killed):
                deliver(db, now=MORNING, settings=own)
        deliver(db, now=LATER, settings=own)
    assert len(server.ids) == 4
    assert len(set(server.ids)) == 3
    first, again = (message.as_bytes() for _, message in server.taken if message["Message-ID"] == server.ids[0])
    assert first == again


def test_into_a_folder_even_that_case_is_one_file(
    public: Published, db: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = settings(tmp_path)
    make_digests(public.db, db, now=MORNING, settings=own)

    with monkeypatch.context() as patched:
        patched.setattr(ledger, "mark_sent", killed)
        with pytest.raises(Killed):
            deliver(db, now=MORNING, settings=own)
    deliver(db, now=LATER, settings=own)
    assert len(list((tmp_path / "mailbox").iterdir())) == 3


def test_two_runs_at_once_are_one_run(public: Published, db: Database, tmp_path: Path) -> None:
    own = settings(tmp_path)
    original = mailing.gather

    def while_another_runs(*args: object, **named: object) -> object:
        if not others:
            others.append(readers(tmp_path))
            beside = open_database(tmp_path / "greenpaper.db", public_schema)
            make_digests(beside, others[0], now=MORNING, settings=own)
            deliver(others[0], now=MORNING, settings=own)
        return original(*args, **named)  # type: ignore[arg-type]

    others: list[Database] = []
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(mailing, "gather", while_another_runs)
        make_digests(public.db, db, now=MORNING, settings=own)
    assert deliver(db, now=MORNING, settings=own).sent == 0
    assert ledger.outbox_states(db) == {"sent": 3}


def test_a_restored_backup_tells_nothing_twice(public: Published, db: Database, tmp_path: Path) -> None:
    """The published database is made anew with other ids for the same moves; the readers' one is yesterday's."""
    own = settings(tmp_path)
    make_digests(public.db, db, now=MORNING, settings=own)
    db.execute("delete from considered")
    db.execute("delete from digest_runs")
    db.execute("delete from digests where 0")
    db.conn.commit()
    public.db.execute("update shifts set id = 'again-' || id")
    public.db.conn.commit()
    assert make_digests(public.db, db, now=MORNING + timedelta(minutes=1), settings=own).digests == 0


def test_an_old_backup_restored_mails_nothing_twice_and_goes_on(
    public: Published, db: Database, tmp_path: Path
) -> None:
    own = settings(tmp_path)
    day = timedelta(days=1)
    make_digests(public.db, db, now=MORNING - day, settings=own)
    db.execute("vacuum into ?", [str(tmp_path / "backup.db")])
    all_of_it(public, db, own, MORNING)
    assert ledger.outbox_states(db) == {"sent": 3}
    backup = open_subscribers(tmp_path / "backup.db")
    after_restore(public.db, backup, now=MORNING + timedelta(hours=1))
    all_of_it(public, backup, own, MORNING + timedelta(hours=2))
    assert ledger.outbox_states(backup) == {}
    public.article("a9", "2008-07-09T12:00", policy="p1")
    all_of_it(public, backup, own, MORNING + day)
    assert ledger.outbox_states(backup) == {"sent": 3}
    (message,) = backup.execute("select message from outbox limit 1").fetchone()
    assert b"Headline of a9" in message
    assert b"a0" not in message


@pytest.mark.parametrize("answer", ["451 come back later", "452 full", "250-never"])
def test_what_is_refused_for_now_is_sent_later(public: Published, db: Database, tmp_path: Path, answer: str) -> None:
    answers = [answer] if answer[0] == "4" else []
    with relay(*answers) as (server, to):
        own = settings(tmp_path, **to)
        make_digests(public.db, db, now=MORNING, settings=own)
        first = deliver(db, now=MORNING, settings=own)
        assert first == Delivered(sent=3 - len(answers), waiting=len(answers))
        assert deliver(db, now=MORNING + timedelta(minutes=1), settings=own).sent == 0
        assert deliver(db, now=LATER, settings=own).sent == len(answers)
        assert server.connections == 1 if not answers else 2  # one connection for all the mails of a call
    assert len(set(server.ids)) == 3


def test_what_is_refused_for_good_is_given_up_and_shown(public: Published, db: Database, tmp_path: Path) -> None:
    with relay("550 no such mailbox") as (_, to):
        own = settings(tmp_path, **to)
        make_digests(public.db, db, now=MORNING, settings=own)
        assert deliver(db, now=MORNING, settings=own) == Delivered(sent=2, failed=1)
        assert deliver(db, now=LATER, settings=own) == Delivered()
    assert db.execute("select last_error from outbox where state = 'failed'").fetchone()[0] == "550 no such mailbox"


def test_what_is_refused_for_three_days_is_given_up(public: Published, db: Database, tmp_path: Path) -> None:
    with relay(*["451 not now"] * 60) as (server, to):
        own = settings(tmp_path, **to)
        make_digests(public.db, db, now=MORNING, settings=own)
        now, tries = MORNING, 0
        while ledger.outbox_states(db).get("queued", 0):
            deliver(db, now=now, settings=own)
            now, tries = now + timedelta(hours=1), tries + 1
        assert timedelta(days=3) <= now - MORNING <= timedelta(days=4)
        assert len(server.answers) > 60 - 3 * 25  # backed off, not hammered
    assert ledger.outbox_states(db) == {"failed": 3}


def test_a_relay_that_is_down_for_hours_gets_all_after(public: Published, db: Database, tmp_path: Path) -> None:
    with relay() as (_, to):
        down = settings(tmp_path, **to)  # it is gone by the time that it is used
    make_digests(public.db, db, now=MORNING, settings=down)
    now: datetime = MORNING
    for _ in range(5):
        assert deliver(db, now=now, settings=down) == Delivered(waiting=3)
        now += timedelta(hours=20)
    with relay() as (server, to):
        assert deliver(db, now=now, settings=replace(down, smtp_port=to["smtp_port"])) == Delivered(sent=3)
    assert len(server.ids) == 3


def test_a_relay_that_says_421_is_left_alone_for_a_while(public: Published, db: Database, tmp_path: Path) -> None:
    with relay("250 OK", "421 closing down") as (server, to):
        own = settings(tmp_path, **to)
        make_digests(public.db, db, now=MORNING, settings=own)
        assert deliver(db, now=MORNING, settings=own) == Delivered(sent=1, waiting=2)
        assert deliver(db, now=LATER, settings=own) == Delivered(sent=2)
    assert len(set(server.ids)) == len(server.ids) == 3


def test_digests_need_somewhere_to_go(db: Database) -> None:
    nowhere = DigestSettings(base_url="https://papers.example", from_address="a@papers.example")
    with pytest.raises(ValueError, match="smtp_host"):
        deliver(db, now=MORNING, settings=nowhere)


def test_a_relay_is_given_no_more_mails_a_minute_than_it_takes(
    public: Published, db: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock, waits = [100.0], list[float]()

    def sleep(seconds: float) -> None:
        waits.append(seconds)
        clock[0] += seconds

    monkeypatch.setattr(sending, "time", SimpleNamespace(monotonic=lambda: clock[0], sleep=sleep))
    with relay() as (server, to):
        own = settings(tmp_path, **to, smtp_a_minute=30)
        make_digests(public.db, db, now=MORNING, settings=own)
        assert deliver(db, now=MORNING, settings=own) == Delivered(sent=3)
    assert waits == [2.0, 2.0]
    assert server.connections == 1


def test_a_relay_that_offers_no_tls_is_not_trusted(public: Published, db: Database, tmp_path: Path) -> None:
    with relay() as (server, to):
        own = settings(tmp_path, **{**to, "smtp_security": "starttls"})
        make_digests(public.db, db, now=MORNING, settings=own)
        assert deliver(db, now=MORNING, settings=own) == Delivered(waiting=3)
    assert server.taken == []


def test_the_words_of_old_mails_are_forgotten_and_that_they_were_sent_is_not(
    public: Published, db: Database, tmp_path: Path
) -> None:
    own = settings(tmp_path)
    all_of_it(public, db, own, MORNING)
    make_digests(public.db, db, now=MORNING + timedelta(days=31), settings=own)
    assert [row[0] for row in db.execute("select length(message) from outbox")] == [0, 0, 0]
    assert ledger.outbox_states(db) == {"sent": 3}


def test_mails_that_were_given_up_can_be_shown(public: Published, db: Database, tmp_path: Path) -> None:
    with relay("550 no such mailbox") as (_, to):
        all_of_it(public, db, settings(tmp_path, **to), MORNING)
    (failed,) = ledger.failed_mails(db)
    assert (failed["recipient"], failed["last_error"]) == ("ann@union.example", "550 no such mailbox")
