"""Readers, alerts and links: nothing twice, nothing guessed, nothing shown."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlite_utils import Database

from db.subscribers import changing, store
from db.subscribers.addresses import BadAddress, one_address
from db.subscribers.migrations import migrations

NOW = datetime(2012, 6, 1, 9, tzinfo=UTC)


@pytest.fixture
def db(tmp_path: Path) -> Database:
    return store.open_subscribers(tmp_path / "subscribers.db")


@pytest.mark.parametrize(
    "text",
    ["", "ann", "@union.example", "ann@", "a@b,c@d.example", "a@b c@d", "Ann <ann@union.example>", "ann@union.example\n"
     "Bcc: x@y.example", "ann@un\x00ion.example", "a@-bad.example", "a..b@union.example", "ann@union..example",
     "x" * 65 + "@union.example", "ann@" + "x" * 64 + ".example", 'a"b@union.example', "ann@[127.0.0.1]"],
)  # fmt: skip
def test_what_is_not_one_address_is_refused_and_not_repeated(db: Database, text: str) -> None:
    with pytest.raises(BadAddress) as error:
        store.add_subscriber(db, text, now=NOW)
    assert not text or text not in str(error.value)


def test_an_address_has_its_domain_in_lower_case_and_in_ascii() -> None:
    assert one_address(" Ann.O'Hara+news@Union.Example ") == "Ann.O'Hara+news@union.example"
    assert one_address("ann@bücher.example") == "ann@xn--bcher-kva.example"


@given(st.text(max_size=80))
def test_an_address_is_refused_or_stands_alone(text: str) -> None:
    try:
        address = one_address(text)
    except BadAddress:
        return
    assert address.count("@") == 1
    assert not set(address) & set(' ,;<>\r\n\t"')
    assert one_address(address) == address


def test_adding_twice_is_adding_once(db: Database) -> None:
    reader = store.add_subscriber(db, "ann@union.example", now=NOW)
    assert store.add_subscriber(db, "ann@UNION.example", now=NOW) == reader
    alert = store.add_alert(db, reader, kind="policy", value="p1", frequency="daily", now=NOW)
    again = store.add_alert(db, reader, kind="policy", value=" p1 ", frequency="daily", now=NOW, shifts_only=True)
    assert again == alert
    assert [a.shifts_only for a in store.alerts_of(db, reader)] == [True]


@pytest.mark.parametrize(
    ("kind", "value", "frequency"),
    [("policies", "p1", "daily"), ("policy", "", "daily"), ("policy", "p1", "hourly")],
)
def test_an_alert_that_can_mean_nothing_is_refused(db: Database, kind: str, value: str, frequency: str) -> None:
    reader = store.add_subscriber(db, "ann@union.example", now=NOW)
    with pytest.raises(store.BadAlert):
        store.add_alert(db, reader, kind=kind, value=value, frequency=frequency, now=NOW)


def sign_up(db: Database, now: datetime = NOW) -> store.SignUp:
    return store.sign_up(db, "ann@union.example", kind="policy", value="p1", frequency="daily", now=now)


def test_a_sign_up_waits_until_its_link_is_followed_and_the_link_works_once(db: Database) -> None:
    signed = sign_up(db)
    assert list(store.addressees(db, "daily")) == []
    assert signed.token is not None
    confirmed = store.confirm(db, signed.token, now=NOW + timedelta(days=6))
    assert confirmed is not None
    assert (confirmed.id, confirmed.state) == (signed.subscriber_id, "active")
    assert [alert.value for alert in store.alerts_of(db, confirmed.id)] == ["p1"]
    assert [reader.address for reader in store.addressees(db, "daily")] == ["ann@union.example"]
    assert store.confirm(db, signed.token, now=NOW + timedelta(days=6)) is None
    assert store.confirm(db, "guessed", now=NOW) is None


def test_a_link_is_valid_for_seven_days_and_stored_as_a_hash(db: Database) -> None:
    signed = sign_up(db)
    assert signed.token is not None
    assert store.confirm(db, signed.token, now=NOW + timedelta(days=7)) is None
    everything = "\n".join(db.conn.iterdump())
    assert signed.token not in everything


def test_nobody_can_fill_anothers_mailbox_with_links(db: Database) -> None:
    tokens = [sign_up(db).token for _ in range(5)]
    assert [token is not None for token in tokens] == [True, True, True, False, False]
    assert sign_up(db, NOW + timedelta(days=1, minutes=1)).token is not None


def test_nobody_puts_an_alert_on_the_address_of_another(db: Database) -> None:
    reader = store.add_subscriber(db, "ann@union.example", now=NOW)
    store.add_alert(db, reader, kind="all", value="", frequency="daily", now=NOW)
    sign_up(db)  # whoever asked does not see the mail
    assert [alert.kind for alert in store.alerts_of(db, reader)] == ["all"]
    assert len(list(store.addressees(db, "daily"))) == 1


def test_a_frequency_can_be_changed_and_two_that_become_one_are_one(db: Database) -> None:
    reader = store.add_subscriber(db, "ann@union.example", now=NOW)
    daily, _ = (
        store.add_alert(db, reader, kind="policy", value="p1", frequency=often, now=NOW)
        for often in ("daily", "weekly")
    )
    changing.change_alert(db, reader, daily, frequency="weekly")
    assert [alert.frequency for alert in store.alerts_of(db, reader)] == ["weekly"]
    with pytest.raises(store.BadAlert):
        changing.change_alert(db, reader, daily, frequency="hourly")


def test_unsubscribing_from_one_and_from_all(db: Database) -> None:
    reader = store.add_subscriber(db, "ann@union.example", now=NOW)
    first, _ = (
        store.add_alert(db, reader, kind="policy", value=value, frequency="daily", now=NOW) for value in ("p1", "p2")
    )
    found = store.subscriber_by_address(db, "ann@union.example")
    assert found is not None
    assert store.unsubscribe(db, found.unsubscribe_token, alert_id=first)
    assert [alert.value for alert in store.alerts_of(db, reader)] == ["p2"]
    assert store.unsubscribe(db, found.unsubscribe_token)
    assert store.unsubscribe(db, found.unsubscribe_token)  # scanners and impatient people press twice
    assert store.alerts_of(db, reader) == []
    assert not store.unsubscribe(db, "guessed")


def test_those_who_never_confirmed_and_those_who_ask_are_forgotten(db: Database) -> None:
    sign_up(db)
    bob = store.add_subscriber(db, "bob@union.example", now=NOW)
    store.add_alert(db, bob, kind="all", value="", frequency="daily", now=NOW)
    assert store.forget_unconfirmed(db, now=NOW + timedelta(days=8)) == 1
    store.forget(db, bob)
    assert "union.example" not in "\n".join(db.conn.iterdump())


def test_a_database_of_the_first_schema_keeps_its_readers_and_alerts(tmp_path: Path) -> None:
    old = Database(tmp_path / "old.db")
    migrations.apply(old, stop_before="m002_finer_wishes")
    with old.conn:
        old.execute("insert into subscribers (address, created_at, unsubscribe_token) values ('a@b.example', '', 't')")
        old.execute(
            "insert into alerts (subscriber_id, kind, value, frequency, created_at)"
            " values (1, 'policy', 'p1', 'daily', '')"
        )
    old.close()
    db = store.open_subscribers(tmp_path / "old.db")
    reader = store.subscriber_by_token(db, "t")
    assert reader is not None
    (alert,) = store.alerts_of(db, reader.id)
    assert (alert.value, alert.stages, alert.without) == ("p1", (), "")
    assert not reader.tell_nothing
    assert not next(store.addressees(db, "daily")).has_webhook
    db.close()
