"""The mail itself: headers that nothing can forge, words that nothing can break."""

import email
import re
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as parser

from digests.cleaning import one_line, web_address
from digests.matching import Entry
from digests.news import News
from digests.rendering import Digest, message_id, render
from digests.settings import DigestSettings
from digests.windows import Frequency, Window
from tests.digests.published import PAGE
from tests.digests.published import settings as sender

MADE = datetime(2008, 7, 9, 7, 5, tzinfo=UTC)
NASTY = [
    "Title\r\nBcc: everyone@union.example",
    "A\u2028Bcc: x@union.example",
    "NUL \x00 in it",
    "half a character \ud83d here",
    "turned \u202etxet\u202c round",
    "<script>alert(1)</script> & <b>bold</b>",
    "{{ 7 * 7 }} {% raw %}",
    "word " * 2000,
    "x" * 10_000,
    "Pläne für Schulen – £5m “now”",
    "",
]

BY_MAIL = "<mailto:alerts@papers.example?subject=unsubscribe%20tok%2Fen>"


def news(title: str = "Plans for schools", **others: object) -> News:
    given = {
        "id": "shift:s1",
        "known_at": MADE,
        "article_id": "a1",
        "headline": title,
        "url": "https://weekly.example/a1",
        "source": title or "The Weekly",
        "source_id": "weekly",
        "happened_on": "2008-07-08",
        "policy_id": "p1",
        "policy": title,
        "position": "bill",
        "state": "live",
        "shift_kind": "moved on",
        "to_stage": "bill",
        "note": f"now before Parliament as a bill {title}",
        "sentence": title,
        **others,
    }
    return News(**given)  # type: ignore[arg-type]


def entry(title: str = "Plans for schools", **others: object) -> Entry:
    return Entry(
        key="p1",
        title=title,
        policy_id="p1",
        position="bill",
        state="live",
        shifts=(news(title, **others),),
        articles=(news(title, shift_kind="", **others),),
        because=(f"you follow {title}",),
    )


def mail(*entries: Entry, own: DigestSettings | None = None) -> tuple[bytes, EmailMessage]:
    own = own or sender(Path("unused"))
    digest = Digest(
        recipient="ann@union.example",
        unsubscribe_token="tok/en",
        frequency=Frequency.DAILY,
        window=Window(start=MADE, end=MADE),
        entries=entries or (entry(),),
        made_at=MADE,
    )
    raw = render(digest, key=digest.key(1), settings=own)
    return raw, cast(EmailMessage, email.message_from_bytes(raw, policy=default))


def part(message: EmailMessage, kind: str) -> str:
    found = message.get_body((kind,))
    assert found is not None
    return str(found.get_content())


def test_every_header_that_a_digest_needs() -> None:
    _, message = mail()
    assert message["From"] == "Greenpaper <alerts@papers.example>"
    assert message["To"].addresses == (Address(addr_spec="ann@union.example"),)
    assert message["Date"].datetime == MADE
    assert re.fullmatch(r"<[0-9a-f.]+@papers\.example>", message["Message-ID"])
    assert message["List-Id"] == "Greenpaper <daily.digests.papers.example>"
    assert message["List-Unsubscribe"] == f"<{PAGE}tok%2Fen>, {BY_MAIL}"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["References"].startswith("<policy-")
    assert [p.get_content_type() for p in message.iter_parts()] == ["text/plain", "text/html"]


def test_without_an_unsubscribe_page_there_is_no_one_click_and_the_mail_says_what_to_do() -> None:
    _, message = mail(own=sender(Path("unused"), unsubscribe_page=""))
    assert "List-Unsubscribe-Post" not in message
    assert message["List-Unsubscribe"] == BY_MAIL
    assert 'write to alerts@papers.example with the word "unsubscribe"' in part(message, "plain")


def test_a_long_link_is_not_wrapped_in_encoded_words() -> None:
    own = sender(Path("unused"), unsubscribe_page="https://papers.example/" + "long/" * 40)
    assert b"=?utf-8" not in mail(own=own)[0]


@pytest.mark.parametrize("title", NASTY, ids=lambda title: repr(title[:20]))
def test_no_title_breaks_or_forges_a_mail(title: str) -> None:
    raw, message = mail(entry(title), entry("Another"))
    assert message["Bcc"] is None
    assert sorted(set(message.keys())) == sorted(
        ["Subject", "From", "To", "Date", "Message-ID", "List-Id", "List-Unsubscribe", "List-Unsubscribe-Post",
         "Auto-Submitted", "Precedence", "MIME-Version", "Content-Type"]
    )  # fmt: skip
    assert b"\x00" not in raw
    assert all(len(line) <= 998 for line in raw.split(b"\r\n"))
    assert len(message["Subject"]) <= 160
    assert "<script" not in part(message, "html")
    assert "49" not in message["Subject"]
    assert parser.fromstring(part(message, "html")).xpath("//h1")


@given(st.text())
@settings(max_examples=60, deadline=None)
def test_any_text_makes_a_mail_that_can_be_read_back(title: str) -> None:
    raw, message = mail(entry(title))
    raw.decode("ascii")
    assert message["To"] == "ann@union.example"
    assert "\n" not in message["Subject"]


@given(st.text(st.characters(), max_size=400))
def test_a_cleaned_line_is_one_line_and_cleaning_it_again_changes_nothing(text: str) -> None:
    line = one_line(text)
    line.encode("utf-8")
    assert len(line.splitlines()) <= 1
    assert len(line) <= 300
    assert one_line(line) == line


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "https://a.example/ b", 'https://a.example/"x', "", "urn:x:1"]
)
def test_only_web_addresses_become_links(url: str) -> None:
    assert web_address(url) == ""
    assert url == "" or url not in part(mail(entry(url=url))[1], "html")


def test_the_text_says_all_that_the_html_says() -> None:
    _, message = mail(entry(), entry("Another question"))
    words = set(re.findall(r"\w+", parser.fromstring(part(message, "html")).xpath("string(//body)")))
    assert words <= set(re.findall(r"\w+", part(message, "plain")))


def test_a_message_id_is_the_same_for_the_same_key_and_no_other() -> None:
    own = sender(Path("unused"))
    assert message_id("a", own) == message_id("a", own) != message_id("b", own)
