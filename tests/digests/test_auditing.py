"""Which alerts can never be met, and who is forgotten when."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from db.subscribers import ledger, store
from digests.auditing import never_met
from digests.run import tidy
from tests.digests.published import Published, at, follow, readers

TODAY = date(2008, 7, 9)
NOW = at("2008-07-09T08:00")


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Published:
    made = Published(tmp_path_factory.mktemp("public"))
    made.policy("duty", "Place schools under the duty")
    made.article("a1", "2008-07-08T12:00", policy="duty", topics=("workforce",))
    with made.db.conn:
        made.db.table("policy_redirects").insert({"id": "old-duty", "target": "duty"})
        made.db.table("people").insert({"id": "ann-sample", "name": "Ann Sample"})
    return made


@pytest.mark.parametrize(
    ("kind", "value", "reason"),
    [
        ("policy", "duty", ""),
        ("policy", "old-duty", ""),
        ("policy", "dutty", "no policy of that name is known"),
        ("body", "dcsf", ""),
        ("body", "ministry-of-magic", "no body of that name is known"),
        ("person", "ann-sample", ""),
        ("person", "ann", "no person of that name is known"),
        ("source", "weekly", ""),
        ("source", "monthly", "no source of that name is known"),
        ("topic", "workforce", ""),
        ("topic", "weather", "no topic of that name is known"),
        ("stage", "bill", ""),
        ("stage", "law", "no stage is called that"),
        ("stance", "dcsf:opposes", ""),
        ("stance", "dcsf:hates", "no side is called that"),
        ("stance", "nobody:opposes", "nobody of that name is known"),
        ("consultation", "", ""),
        ("consultation", "workforce", ""),
        ("consultation", "weather", "no body, topic or page of a consultation is called that"),
        ("question", "", ""),
        ("question", "dfe", ""),
        ("question", "weather", "no body, topic or page of a consultation is called that"),
        ("question", "search:free meals", ""),
        ("question", "search:meals -meals", "it asks for what it leaves out: meals"),
        ("all", "", ""),
        ("search", "duty -boards", ""),
        ("search", '"', "the search asks for nothing"),
        ("search", "duty -Duty", "it asks for what it leaves out: duty"),
        ("search", "duty before:2008", "it asks for articles of a time that is over"),
        ("search", "duty before:2010", ""),
        ("search", "duty after:2012 before:2010", "its two dates leave no day"),
        ("search", 'source:"The Weekly"', ""),
        ("search", "source:monthly", "no source is called monthly"),
        ("search", "duty -source:monthly", ""),
        ("search", "body:dcsf stage:bill topic:workforce", ""),
    ],
)
def test_an_alert_that_can_never_be_met_says_why(public: Published, kind: str, value: str, reason: str) -> None:
    alert = store.StoredAlert(id=1, kind=kind, value=value, shifts_only=False, frequency="daily", note="", paused=False)
    assert [found.reason for found in never_met(public.db, [alert], today=TODAY)] == ([reason] if reason else [])


def test_a_search_that_leaves_out_what_it_asks_for_can_never_be_met(public: Published) -> None:
    alert = store.StoredAlert(
        id=1, kind="search", value="duty", shifts_only=False, frequency="daily", note="", paused=False, without="duty"
    )
    assert len(never_met(public.db, [alert, alert], today=TODAY)) == 2


def test_a_topic_that_leaves_itself_out_can_never_be_met(public: Published) -> None:
    alert = store.StoredAlert(
        id=1, kind="topic", value="workforce", shifts_only=False, frequency="daily", note="", paused=False,
        without="topic:workforce",
    )  # fmt: skip
    assert [found.reason for found in never_met(public.db, [alert], today=TODAY)] == ["it leaves out what it asks for"]


def addresses(db: Database) -> list[str]:
    return [row["address"] for row in db.query("select address from subscribers order by address")]


def test_addresses_without_use_are_forgotten_after_ninety_days(tmp_path: Path) -> None:
    db = readers(tmp_path)
    follow(db, "ann@union.example", "all")
    store.set_state(db, follow(db, "bob@union.example", "all"), "paused")
    store.add_subscriber(db, "cat@union.example", now=NOW)
    store.sign_up(db, "dan@union.example", kind="all", value="", frequency="daily", now=NOW)
    tidy(db, now=NOW)
    tidy(db, now=NOW + timedelta(days=6))
    assert len(addresses(db)) == 4
    tidy(db, now=NOW + timedelta(days=8))  # the sign-up was not confirmed in seven
    assert addresses(db) == ["ann@union.example", "bob@union.example", "cat@union.example"]
    tidy(db, now=NOW + timedelta(days=89))
    assert len(addresses(db)) == 3
    tidy(db, now=NOW + timedelta(days=91))
    assert addresses(db) == ["ann@union.example"]


def test_who_comes_back_is_not_forgotten(tmp_path: Path) -> None:
    db = readers(tmp_path)
    reader = follow(db, "bob@union.example", "all")
    store.set_state(db, reader, "paused")
    tidy(db, now=NOW)
    store.set_state(db, reader, "active")
    tidy(db, now=NOW + timedelta(days=80))
    store.set_state(db, reader, "paused")
    tidy(db, now=NOW + timedelta(days=91))
    assert addresses(db) == ["bob@union.example"]


def test_links_that_ran_out_are_forgotten(tmp_path: Path) -> None:
    db = readers(tmp_path)
    reader = follow(db, "ann@union.example", "all")
    store.ask_for_address(db, reader, "ann@home.example", now=NOW)
    tidy(db, now=NOW + timedelta(days=6))
    assert db["confirmations"].count == 1
    tidy(db, now=NOW + timedelta(days=8))
    assert db["confirmations"].count == 0


def test_the_words_of_a_mail_that_was_given_up_are_forgotten_too(tmp_path: Path) -> None:
    db = readers(tmp_path)
    follow(db, "ann@union.example", "all")
    mail = ledger.Mail(key="k", message_id="<m@x>", recipient="ann@union.example", message=b"words")
    ledger.queue_mail(db, mail, now=NOW)
    ledger.hold_mails(db, reason="held")
    tidy(db, now=NOW + timedelta(days=29))
    assert db.execute("select message from outbox").fetchone()[0] == b"words"
    tidy(db, now=NOW + timedelta(days=31))
    assert db.execute("select message from outbox").fetchone()[0] == b""
    assert not ledger.replay(db, 1, now=NOW)
