"""Signing up by mail: what will come, one link, and no word about who is known."""

import email
import re
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import cast

import pytest
from sqlite_utils import Database

from db.subscribers import store, suppression
from digests.run import deliver
from digests.signing_up import ask, preview
from tests.digests.published import Published, at, follow, readers, settings

NOW = at("2008-07-09T12:00")


@pytest.fixture
def public(tmp_path: Path) -> Published:
    made = Published(tmp_path)
    made.policy("duty", "Place schools under the duty")
    for number, day in enumerate(("05-01", "06-20", "07-07", "07-08")):
        made.article(f"a{number}", f"2008-{day}T12:00", policy="duty", body="clampers")
    return made


@pytest.fixture
def db(tmp_path: Path) -> Database:
    return readers(tmp_path)


def asked(public: Published, db: Database, folder: Path, address: str = "ann@union.example") -> list[EmailMessage]:
    own = settings(folder, confirm_page="https://papers.example/confirm/")
    ask(
        public.db, db, address, kind="policy", value="duty", frequency="weekly", now=NOW, settings=own,
        shifts_only=True,
    )  # fmt: skip
    deliver(db, now=NOW, settings=own)
    found = (email.message_from_bytes(path.read_bytes(), policy=default) for path in (folder / "mailbox").glob("*.eml"))
    return cast(list[EmailMessage], list(found))


def test_the_mail_says_what_was_asked_for_and_its_link_confirms_it(
    public: Published, db: Database, tmp_path: Path
) -> None:
    (mail,) = asked(public, db, tmp_path)
    assert mail["To"] == "ann@union.example"
    assert mail["Subject"] == "Confirm your e-mail alert from Greenpaper"
    text = str(cast(EmailMessage, mail.get_body(("plain",))).get_content())
    assert "about the policy “Place schools under the duty”: on Saturday morning at eight, and only when" in text
    link = re.search(r"https://papers\.example/confirm/(\S+)", text)
    assert link is not None
    assert "union.example" not in link[0]  # no address in a URL
    reader = store.confirm(db, link[1], now=NOW)
    assert reader is not None
    assert [(a.value, a.shifts_only) for a in store.alerts_of(db, reader.id)] == [("duty", True)]


def test_a_known_address_gets_the_same_mail(public: Published, db: Database, tmp_path: Path) -> None:
    follow(db, "ann@union.example", "all")
    (mail,) = asked(public, db, tmp_path)
    assert mail["Subject"] == "Confirm your e-mail alert from Greenpaper"


def test_a_fourth_link_in_a_day_is_not_sent(public: Published, db: Database, tmp_path: Path) -> None:
    for _ in range(5):
        mails = asked(public, db, tmp_path)
    assert len(mails) == 3


@pytest.mark.parametrize(
    ("kind", "value", "week", "month", "last"),
    [
        ("policy", "duty", 2, 3, "Place schools under the duty"),
        ("search", "clampers", 2, 3, "Headline of a3"),
        ("topic", "x", 0, 0, ""),
    ],
)
def test_a_preview_says_how_much_would_have_come(
    public: Published, kind: str, value: str, week: int, month: int, last: str
) -> None:
    alert = store.StoredAlert(id=0, kind=kind, value=value, shifts_only=False, frequency="daily", note="", paused=False)
    seen = preview(public.db, alert, now=NOW)
    assert (seen.last_week, seen.last_month, seen.last) == (week, month, last)


def test_no_mailbox_is_filled_by_tagging_its_address(public: Published, db: Database, tmp_path: Path) -> None:
    for address in ("ann@union.example", "ann+1@union.example", "Ann+2@union.example", "ann+3@UNION.example"):
        mails = asked(public, db, tmp_path, address)
    assert len(mails) == 3
    assert len(asked(public, db, tmp_path, "anna@union.example")) == 4


def test_to_a_suppressed_address_nothing_is_sent_and_nothing_of_it_is_kept(
    public: Published, db: Database, tmp_path: Path
) -> None:
    follow(db, "ann@union.example", "all")
    suppression.suppress(db, "ann@union.example", now=NOW)
    assert asked(public, db, tmp_path, "Ann+news@union.example") == []
    reader = follow(db, "bob@union.example", "all")
    assert store.ask_for_address(db, reader, "ann@union.example", now=NOW) is None
    assert "ann" not in "\n".join(line for line in db.conn.iterdump() if "ann" in line and "INSERT" in line).lower()
    assert suppression.lift(db, "ann@union.example")
    assert not suppression.lift(db, "ann@union.example")
    assert len(asked(public, db, tmp_path)) == 1


@pytest.mark.parametrize(
    ("search", "shown"),
    [
        ("free school meals topic:workforce", True),
        ("win a prize at evil.example today", False),
        ("https://evil.example", False),
        ("write to ann@evil.example", False),
        ("you have been chosen " * 10, False),
    ],
)
def test_nobody_writes_to_strangers_through_a_sign_up(
    public: Published, db: Database, tmp_path: Path, search: str, shown: bool
) -> None:
    own = settings(tmp_path, confirm_page="https://papers.example/confirm/")
    ask(public.db, db, "ann@union.example", kind="search", value=search, frequency="daily", now=NOW, settings=own)
    mail = bytes(db.execute("select message from outbox").fetchone()[0])
    message = cast(EmailMessage, email.message_from_bytes(mail, policy=default))
    for kind in ("plain", "html"):
        said = str(cast(EmailMessage, message.get_body((kind,))).get_content())
        assert (search.split()[0] in said and "a search for" in said) is shown
        assert ("what was searched for" in said) is not shown
