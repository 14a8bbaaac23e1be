"""Mails that came back: who is paused, and whose report is believed."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database

from db.subscribers import ledger, store
from digests.bounces import Taken, bounces_in, take
from digests.run import deliver, make_digests
from tests.digests.published import Published, at, follow, readers, settings
from tests.digests.relay import relay

NOW = at("2008-07-09T12:00")


def report(
    message_id: str, *, address: str = "ann@union.example", status: str = "5.1.1", action: str = "failed"
) -> bytes:
    return f"""From: Mail Delivery System <MAILER-DAEMON@mx.example>
To: alerts@papers.example
Subject: Undelivered mail
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

I am sorry to have to tell you.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; {address}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 no such
  user here

--b
Content-Type: text/rfc822-headers

Message-ID: {message_id}
To: {address}

--b--
""".replace("\n", "\r\n").encode()


def complaint(message_id: str, *, token: str, kind: str = "abuse") -> bytes:
    return f"""From: feedback@provider.example
To: alerts@papers.example
Subject: FW: a digest
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary="b"

--b
Content-Type: text/plain

This is a complaint about a mail.

--b
Content-Type: message/feedback-report

Feedback-Type: {kind}
User-Agent: Provider/1.0
Version: 1
Original-Rcpt-To: redacted@union.example

--b
Content-Type: message/rfc822

Message-ID: {message_id}
To: redacted@union.example
List-Unsubscribe: <https://papers.example/stop/{token}>,
 <mailto:alerts@papers.example?subject=unsubscribe>
Subject: a digest

Words.

--b--
""".replace("\n", "\r\n").encode()


@pytest.fixture
def db(tmp_path: Path) -> Database:
    made = readers(tmp_path)
    follow(made, "ann@union.example", "all")
    for number in range(8):
        mail = ledger.Mail(key=f"k{number}", message_id=f"<m{number}@x>", recipient="ann@union.example", message=b"x")
        ledger.queue_mail(made, mail, now=NOW)
    for leased in ledger.lease(made, now=NOW, seconds=60, limit=10):
        ledger.mark_sent(made, leased.id, now=NOW)
    return made


def state(db: Database) -> str:
    reader = store.subscriber_by_address(db, "ann@union.example")
    assert reader is not None
    return reader.state


def token(db: Database) -> str:
    """What stands in the links of the reader's mails."""
    reader = store.subscriber_by_address(db, "ann@union.example")
    assert reader is not None
    return reader.unsubscribe_token


def test_a_report_is_read() -> None:
    (bounce,) = bounces_in(report("<m1@x>"))
    assert (bounce.address, bounce.message_id, bounce.permanent) == ("ann@union.example", "<m1@x>", True)
    assert bounce.said == "smtp; 550 5.1.1 no such user here"


@pytest.mark.parametrize(
    "mail", [b"", b"Subject: out of office\r\n\r\nBack on Monday.", report("<m1@x>", action="delayed"), b"\xff" * 99]
)
def test_what_reports_no_failure_is_none(mail: bytes) -> None:
    assert bounces_in(mail) == []


def test_a_dead_address_is_paused_at_once(db: Database) -> None:
    assert take(db, [report("<m1@x>")], now=NOW) == Taken(paused=1, noted=1)
    assert state(db) == "paused"


def test_a_full_mailbox_is_paused_after_five_mails_in_a_row(db: Database) -> None:
    for number in range(4):
        assert take(db, [report(f"<m{number}@x>", status="4.2.2")], now=NOW + timedelta(days=number)).paused == 0
    assert take(db, [report("<m3@x>", status="4.2.2")], now=NOW).noted == 0  # the same report again
    assert state(db) == "active"
    assert take(db, [report("<m4@x>", status="4.2.2")], now=NOW).paused == 1


def test_mails_that_arrived_in_between_break_the_row(db: Database) -> None:
    for number in (0, 1, 2, 3, 5, 6):  # the one with 4 arrived
        take(db, [report(f"<m{number}@x>", status="4.2.2")], now=NOW)
    assert state(db) == "active"


@pytest.mark.parametrize("forged", [report("<unknown@x>"), report(""), report("<m1@x>", address="bob@union.example")])
def test_a_forged_report_stops_nobodys_mails(db: Database, forged: bytes) -> None:
    follow(db, "bob@union.example", "all")
    assert take(db, [forged], now=NOW) == Taken(not_ours=1)
    assert state(db) == "active"


def test_who_calls_a_mail_spam_gets_no_more(db: Database) -> None:
    sent = complaint("<m1@x>", token=token(db))
    assert take(db, [sent, sent], now=NOW) == Taken(paused=1, noted=1)
    assert state(db) == "paused"


def test_another_complaint_stops_nobodys_mails(db: Database) -> None:
    unknown, kept = complaint("<unknown@x>", token=token(db)), complaint("<m1@x>", token=token(db), kind="not-spam")
    guessed = complaint("<m1@x>", token="guessed")  # a Message-ID can be guessed, what only the reader has cannot
    assert take(db, [unknown, kept, guessed], now=NOW).paused == 0
    assert state(db) == "active"


def test_a_report_that_returns_no_mail_is_known_by_the_address_that_it_was_sent_to(db: Database) -> None:
    own = "0123456789abcdef.fedcba9876543210"
    db.execute("update outbox set message_id = ? where message_id = '<m1@x>'", [f"<{own}@papers.example>"])
    told = report("", address="somebody@else.example").replace(b"To: alerts@", f"To: alerts+{own}@".encode(), 1)
    assert take(db, [told], now=NOW) == Taken(paused=1, noted=1)
    assert state(db) == "paused"
    other = told.replace(b"0123456789abcdef", b"1123456789abcdef")
    assert take(db, [other], now=NOW) == Taken(not_ours=1)


def test_a_mail_with_the_readers_own_token_stops_their_alerts(db: Database) -> None:
    reader = store.subscriber_by_address(db, "ann@union.example")
    assert reader is not None
    assert store.alerts_of(db, reader.id) != []
    for subject in ("unsubscribe", "unsubscribe a-token-that-nobody-has", f"Re: unsubscribe {token(db)} please"):
        assert take(db, [f"Subject: {subject}\r\n\r\n".encode()], now=NOW).stopped == 0
    assert store.alerts_of(db, reader.id) != []
    assert take(db, [f"Subject: unsubscribe {token(db)}\r\n\r\n".encode()], now=NOW) == Taken(stopped=1)
    assert store.alerts_of(db, reader.id) == []


@pytest.mark.parametrize(
    "date",
    [
        "Wed, 09 Jul 2008 12:00:00 +0100",
        "Wed, 09 Jul 2008 11:00:00 +0000",
        "Wed, 09 Jul 2008 11:00:00 -0000",
        "soon",
        "",
    ],
)
def test_a_mail_that_stops_alerts_stops_none_that_were_asked_for_since(db: Database, date: str) -> None:
    stop = f"Subject: unsubscribe {token(db)}\r\nDate: {date}\r\n\r\n".encode()
    assert take(db, [stop], now=NOW).stopped == 1
    reader = store.subscriber_by_address(db, "ann@union.example")
    assert reader is not None
    later = NOW + timedelta(days=9)
    store.add_alert(db, reader.id, kind="all", value="", frequency="daily", now=later)
    if ":00:00 +" in date:
        take(db, [stop], now=later + timedelta(days=1))
        assert len(store.alerts_of(db, reader.id)) == 1


def test_each_mail_goes_out_from_an_address_of_its_own_where_that_is_set(tmp_path: Path) -> None:
    public = Published(tmp_path)
    public.policy("duty", "Place schools under the duty")
    public.article("a1", "2008-07-08T12:00", policy="duty")
    made = readers(tmp_path)
    follow(made, "ann@union.example", "all")
    with relay() as (server, to):
        own = settings(tmp_path, **to, smtp_verp=True)
        make_digests(public.db, made, now=NOW, settings=own)
        deliver(made, now=NOW, settings=own)
    (sender,), (message_id,) = server.senders, server.ids
    assert sender == f"alerts+{message_id.strip('<>').partition('@')[0]}@papers.example"
    told = report("", address="ann@union.example").replace(
        b"To: alerts@", f"To: {sender.partition('@')[0]}@".encode(), 1
    )
    assert take(made, [told], now=NOW).paused == 1
