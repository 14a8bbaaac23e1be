"""Signing up, confirming, changing and stopping on the site, with the mail read out of the mailbox."""

import asyncio
import email
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any, cast

import httpx
import pytest

from datasette_config.app import Desk, SiteSettings, build, with_mail
from db.connect import open_database
from db.public.migrations import migrations as public_schema
from db.subscribers import store
from digests.settings import DigestSettings
from tests.digests.published import Published

BASE = "https://greenpaper.example"
NOW = datetime(2008, 7, 9, 12, tzinfo=UTC)


def link_in(mail: EmailMessage) -> str:
    """The path of the link that confirms."""
    text = str(cast(EmailMessage, mail.get_body(("plain",))).get_content())
    found = re.search(rf"{BASE}(/alerts/confirm/\S+)", text)
    assert found is not None
    return found[1]


class Visitor:
    """Somebody with a browser and a mailbox."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        public = Published(folder)
        public.policy("duty", "Place <schools> under the duty")
        public.article("a1", "2008-07-08T12:00", policy="duty")
        public.db.table("snapshot").insert(
            {"id": 1, "made_at": NOW.isoformat(), "clock": NOW.isoformat(), "audience": "public", "stamp": "x"}
        )
        public.db.close()
        digests = DigestSettings(
            base_url=BASE,
            from_address="alerts@greenpaper.example",
            confirm_page=f"{BASE}/alerts/confirm/",
            unsubscribe_page=f"{BASE}/alerts/stop/",
            manage_page=f"{BASE}/alerts/of/",
            mailbox_dir=folder / "mailbox",
        )
        desk = Desk(
            subscribers_path=folder / "subscribers.db",
            public_path=folder / "greenpaper.db",
            digests=digests,
            clock=lambda: NOW,
        )
        site = build(folder / "greenpaper.db", settings=SiteSettings(base_url=BASE, takes_mail=True, audience="public"))
        self.app = with_mail(site, desk)

    def _ask(self, method: str, path: str, **options: Any) -> httpx.Response:
        async def once() -> httpx.Response:
            transport = httpx.ASGITransport(app=cast(Any, self.app), client=("203.0.113.7", 5000))
            async with httpx.AsyncClient(transport=transport, base_url=BASE) as client:
                answer = await client.request(method, path, **options)
            await asyncio.get_running_loop().shutdown_default_executor()  # what is sent beside the answer
            return answer

        return asyncio.run(once())

    def get(self, path: str, **options: Any) -> httpx.Response:
        return self._ask("GET", path, **options)

    def post(self, path: str, form: dict[str, str] | None = None, **options: Any) -> httpx.Response:
        headers = {"origin": BASE, "sec-fetch-site": "same-origin", **options.pop("headers", {})}
        return self._ask("POST", path, data=form or {}, headers=headers, **options)

    def sign_up(self, address: str = "ann@union.example", **others: str) -> httpx.Response:
        form = {"kind": "policy", "value": "duty", "frequency": "daily", "address": address, **others}
        return self.post("/alerts/new", form)

    @property
    def mails(self) -> list[EmailMessage]:
        found = sorted((self.folder / "mailbox").glob("*.eml"), key=lambda path: path.stat().st_mtime_ns)
        return [cast(EmailMessage, email.message_from_bytes(p.read_bytes(), policy=default)) for p in found]

    def link(self) -> str:
        """The path of the link in the last mail."""
        return link_in(self.mails[-1])

    def subscribers(self) -> dict[str, list[str]]:
        db = store.open_subscribers(self.folder / "subscribers.db")
        try:
            rows = list(db.query("select id, address, state from subscribers"))
            return {f"{r['address']} {r['state']}": [a.value for a in store.alerts_of(db, r["id"])] for r in rows}
        finally:
            db.close()


@pytest.fixture
def visitor(tmp_path: Path) -> Iterator[Visitor]:
    return Visitor(tmp_path)


def test_from_sign_up_to_the_end(visitor: Visitor) -> None:
    assert "/alerts/new?kind=policy&amp;value=duty" in visitor.get("/follow?policy=duty").text
    form = visitor.get("/alerts/new?kind=policy&value=duty").text
    assert "the policy “Place &lt;schools&gt; under the duty”" in form
    assert "1 item in the last week" in form
    assert "Check your e-mail" in visitor.sign_up().text
    assert visitor.subscribers() == {"ann@union.example waiting": []}
    link = visitor.link()
    assert "Confirm" in visitor.get(link).text
    assert visitor.subscribers() == {"ann@union.example waiting": []}  # a GET confirms nothing
    own = visitor.post(link).headers["location"]
    assert visitor.subscribers() == {"ann@union.example active": ["duty"]}
    assert "ann@union.example" in visitor.get(own).text
    alert = re.search(r'name="alert" value="(\d+)"', visitor.get(own).text)
    assert alert is not None
    visitor.post(own, {"action": "pause", "alert": alert[1]})
    assert "; paused." in visitor.get(own).text
    visitor.post(own, {"action": "change", "alert": alert[1], "frequency": "weekly"})
    assert "On Saturday morning at eight" in visitor.get(own).text
    visitor.post(own, {"action": "move", "address": "ann@home.example"})
    exported = visitor.get(own + ".json").json()
    assert exported["alerts"][0]["frequency"] == "weekly"
    assert [wish["value"] for wish in exported["asked for and not confirmed"]] == ["ann@home.example"]
    stop = own.replace("/of/", "/stop/")
    assert "Stop all your alerts?" in visitor.get(stop).text
    assert visitor.subscribers() == {"ann@union.example active": ["duty"]}  # nor does a GET stop anything
    one_click = {"List-Unsubscribe": "One-Click"}
    answer = visitor.post(stop, one_click, headers={"origin": "https://mail.example", "sec-fetch-site": "cross-site"})
    assert answer.status_code == 200
    assert visitor.subscribers() == {"ann@union.example active": []}
    assert "Stop all and delete your address?" in visitor.post(own, {"action": "forget"}).text
    assert visitor.subscribers() == {"ann@union.example active": []}  # a slip of the finger deletes nothing
    visitor.post(own, {"action": "forget", "sure": "yes"})
    assert visitor.subscribers() == {}
    everything = "\n".join(store.open_subscribers(visitor.folder / "subscribers.db").conn.iterdump())
    assert "union.example" not in everything


@pytest.fixture
def own(visitor: Visitor) -> str:
    """The page of a reader who has confirmed."""
    visitor.sign_up()
    return visitor.post(visitor.link()).headers["location"]


def alert_of(visitor: Visitor, own: str) -> str:
    """The number of the reader's first alert."""
    found = re.search(r'name="alert" value="(\d+)"', visitor.get(own).text)
    assert found is not None
    return found[1]


def test_an_alert_is_made_finer(visitor: Visitor, own: str) -> None:
    change = {
        "action": "change",
        "alert": alert_of(visitor, own),
        "frequency": "weekly",
        "stage:bill": "yes",
        "stage:dropped": "yes",
        "without": "academies <b>",
        "note": "for the executive",
    }
    visitor.post(own, change)
    page = visitor.get(own).text
    assert (
        "On Saturday morning at eight, and only when a policy moves to “bill” or “dropped”, without academies &lt;b&gt;"
        in page
    )
    (alert,) = visitor.get(own + ".json").json()["alerts"]
    assert (alert["stages"], alert["without"], alert["note"]) == ("bill,dropped", "academies <b>", "for the executive")
    visitor.post(own, {"action": "nothing", "tell_nothing": "yes"})
    assert visitor.get(own + ".json").json()["told when nothing is new"] is True
    visitor.post(own, {"action": "nothing"})
    assert visitor.get(own + ".json").json()["told when nothing is new"] is False


@pytest.mark.parametrize(
    ("kind", "value", "what", "stored"),
    [
        ("body", "ascl", "stance:opposes", "stance ascl:opposes"),
        ("person", "ann-sample", "stance:", "stance ann-sample:"),
        ("topic", "workforce", "consultations", "consultation workforce"),
        ("all", "", "consultations", "consultation "),
        ("policy", "duty", "consultations", "policy duty"),  # a policy's are told to whoever follows it
        ("policy", "duty", "moves", "policy duty moves"),
        ("topic", "workforce", "questions", "question workforce"),
        ("search", "free meals", "questions", "question search:free meals"),
        ("policy", "duty", "questions", "policy duty"),
    ],
)
def test_less_than_everything_may_be_asked_for(visitor: Visitor, kind: str, value: str, what: str, stored: str) -> None:
    visitor.sign_up(kind=kind, value=value, what=what)
    own = visitor.post(visitor.link()).headers["location"]
    (alert,) = visitor.get(own + ".json").json()["alerts"]
    assert f"{alert['kind']} {alert['value']}{' moves' * alert['shifts_only']}" == stored
    assert visitor.get(own).status_code == 200


@pytest.mark.parametrize(
    ("kind", "value", "about"),
    [
        ("stance", "ascl:opposes", "what Association of School and College Leaders opposes"),
        ("consultation", "", "consultations"),
        ("consultation", "workforce", "consultations that concern workforce"),
        ("body", "dfe", "Department for Education"),
        ("stage", "bill", "policies that reach the stage “bill”"),
        ("search", 'quote:"small step"', "what a search for “quote:&#34;small step&#34;” finds"),
        ("stance", "", "what"),
        ("question", "", "questions in Parliament"),
        ("question", "dfe", "questions in Parliament about Department for Education"),
        ("question", "search:free meals", "questions in Parliament about “free meals”"),
    ],
)
def test_every_kind_has_a_form_that_says_what_will_come(visitor: Visitor, kind: str, value: str, about: str) -> None:
    answer = visitor.get("/alerts/new", params={"kind": kind, "value": value})
    assert answer.status_code == 200
    assert f"You will be told of <b>{about}" in answer.text


def test_a_quiet_policys_form_names_the_last_thing_however_old(visitor: Visitor) -> None:
    db = open_database(visitor.folder / "greenpaper.db", public_schema)
    db.execute("update articles set known_at = '2008-01-02T12:00:00+00:00', published_at = '2008-01-02'")
    db.execute("insert into search_state values ('a1', '', 1)")
    db.execute("update policies set last_on = '2008-01-02'")
    db.conn.commit()
    db.close()
    for query in ("kind=policy&value=duty", "kind=search&value=headline"):
        form = visitor.get(f"/alerts/new?{query}").text
        assert "nothing in the last month; the last one was" in form
        assert "2 January 2008" in form


def test_nobody_makes_the_site_look_through_a_month_of_news_without_end(visitor: Visitor) -> None:
    answers = [visitor.get(f"/alerts/new?kind=search&value=word{n}").status_code for n in range(25)]
    assert answers == [200] * 20 + [429] * 5


@pytest.mark.parametrize(("page", "alert"), [("/consultations", "consultation"), ("/stages", "stage&amp;value=bill")])
def test_consultations_and_stages_are_followed_from_their_pages(visitor: Visitor, page: str, alert: str) -> None:
    assert f"/alerts/new?kind={alert}" in visitor.get(page).text


def test_a_consultation_is_followed_from_its_page(visitor: Visitor) -> None:
    db = open_database(visitor.folder / "greenpaper.db", public_schema)
    db.execute("update articles set opens_on = '2008-07-01', closes_on = '2008-10-01'")
    db.execute("insert into consultations values ('a1', null, 'duty', '2008-07-01', '2008-10-01')")
    db.close()
    assert "/alerts/new?kind=consultation&amp;value=a1" in visitor.get("/articles/a1").text
    assert "the consultation “Headline of a1”" in visitor.get("/alerts/new?kind=consultation&value=a1").text


def test_one_alert_is_stopped_by_its_own_link_and_the_others_stay(visitor: Visitor, own: str) -> None:
    visitor.sign_up(kind="topic", value="workforce")
    visitor.post(visitor.link())
    stop = own.replace("/of/", "/stop/") + f"/{alert_of(visitor, own)}"
    assert "Stop this alert?" in visitor.get(stop).text
    assert len(visitor.subscribers()["ann@union.example active"]) == 2  # a GET stops nothing
    one_click = {"List-Unsubscribe": "One-Click"}
    answer = visitor.post(stop, one_click, headers={"origin": "https://mail.example", "sec-fetch-site": "cross-site"})
    assert answer.status_code == 200
    assert visitor.subscribers() == {"ann@union.example active": ["workforce"]}
    assert visitor.post(stop, one_click).status_code == 200  # a second click is no error
    assert "stopped already" in visitor.get(stop).text
    assert visitor.get(stop + "x").status_code == 404
    assert visitor.subscribers() == {"ann@union.example active": ["workforce"]}


def test_one_readers_link_does_nothing_to_anothers_alert(visitor: Visitor, own: str) -> None:
    visitor.sign_up("bob@union.example", kind="topic", value="workforce")
    other = visitor.post(visitor.link()).headers["location"]
    mine = alert_of(visitor, own)
    visitor.post(other.replace("/of/", "/stop/") + f"/{mine}")
    for action in ("stop", "pause", "change"):
        visitor.post(other, {"action": action, "alert": mine, "frequency": "weekly"})
    (alert,) = visitor.get(own + ".json").json()["alerts"]
    assert (alert["value"], alert["paused"], alert["frequency"]) == ("duty", 0, "daily")


def test_digests_are_posted_to_a_webhook_too(visitor: Visitor, own: str) -> None:
    refused = visitor.post(own, {"action": "hook", "url": "https://169.254.169.254/"})
    assert (refused.status_code, "reached over the internet" in refused.text) == (400, True)
    visitor.post(own, {"action": "hook", "url": "https://hooks.example/in"})
    page = visitor.get(own).text
    secret = re.search(r"<code>(\S{43})</code>", page)
    assert secret is not None
    assert "Posted to https://hooks.example/in" in page
    exported = visitor.get(own + ".json")
    assert exported.json()["webhook"] == "https://hooks.example/in"
    assert secret[1] not in exported.text
    visitor.post(own, {"action": "hook", "url": "https://hooks.example/in"})
    assert secret[1] not in visitor.get(own).text  # a new one
    visitor.post(own, {"action": "hook", "url": "https://hooks.example/in", "alone": "yes"})
    assert "Posted to https://hooks.example/in in place of the mail" in visitor.get(own).text
    visitor.post(own, {"action": "unhook"})
    assert "hooks.example" not in visitor.get(own).text


def test_an_address_is_changed_by_a_link_that_is_mailed_to_the_new_one(visitor: Visitor, own: str) -> None:
    answer = visitor.post(own, {"action": "move", "address": "ann@home.example"})
    assert "Until you follow it, your alerts go to the old one" in answer.text
    assert visitor.subscribers() == {"ann@union.example active": ["duty"]}
    link = visitor.link()
    assert visitor.mails[-1]["To"] == "ann@home.example"
    visitor.get(link)
    assert visitor.subscribers() == {"ann@union.example active": ["duty"]}  # a GET changes nothing
    assert visitor.post(link).headers["location"] == own
    assert visitor.subscribers() == {"ann@home.example active": ["duty"]}
    (goodbye,) = (m for m in visitor.mails if "another address now" in m["Subject"])
    assert goodbye["To"] == "ann@union.example"
    assert "ann@home.example" not in str(goodbye)
    assert "/alerts/" not in str(goodbye)  # whoever reads that mailbox now can do nothing with it
    assert goodbye["List-Unsubscribe"] is None
    assert visitor.post(link).status_code == 404  # once
    db = store.open_subscribers(visitor.folder / "subscribers.db")
    assert "union.example" not in "\n".join(db.conn.iterdump())
    assert not any(b"union.example" in row[0] for row in db.conn.execute("select message from outbox"))
    db.close()


def test_changing_to_the_address_of_a_known_reader_makes_both_one_and_says_nothing_before(
    visitor: Visitor, own: str
) -> None:
    visitor.sign_up("bob@union.example", kind="topic", value="workforce")
    visitor.post(visitor.link())
    known = visitor.post(own, {"action": "move", "address": "bob@union.example"})
    unknown = visitor.post(own, {"action": "move", "address": "cat@union.example"})
    assert known.text == unknown.text
    (to_bob,) = (m for m in visitor.mails if m["To"] == "bob@union.example" and "new address" in m["Subject"])
    visitor.post(link_in(to_bob))
    assert visitor.subscribers() == {"bob@union.example active": ["duty", "workforce"]}


def test_nobody_is_sent_more_than_three_links_to_change_an_address(visitor: Visitor, own: str) -> None:
    for _ in range(5):
        assert visitor.post(own, {"action": "move", "address": "cat@union.example"}).status_code == 200
    assert [mail["To"] for mail in visitor.mails].count("cat@union.example") == 3
    assert visitor.post(own, {"action": "move", "address": "nowhere"}).status_code == 400


def test_the_answer_is_the_same_whether_an_address_is_known(visitor: Visitor) -> None:
    first = visitor.sign_up()
    visitor.post(visitor.link())
    again, other = visitor.sign_up(), visitor.sign_up("bob@union.example")
    assert first.text == again.text == other.text


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"origin": "https://evil.example"}, 403),
        ({"content-type": "text/plain"}, 415),
        ({"host": "evil.example"}, 421),
    ],
)
def test_forms_of_other_sites_are_refused(visitor: Visitor, headers: dict[str, str], status: int) -> None:
    form = {"kind": "policy", "value": "duty", "frequency": "daily", "address": "ann@union.example"}
    assert visitor.post("/alerts/new", form, headers=headers).status_code == status
    assert not (visitor.folder / "subscribers.db").exists()


@pytest.mark.parametrize(
    "form",
    [
        {"address": "ann@union.example, bob@union.example"},
        {"address": "ann@union.example\r\nBcc: bob@union.example"},
        {"kind": "everything"},
        {"frequency": "hourly"},
        {"kind": "policy", "value": " "},
    ],
)
def test_what_makes_no_sense_is_told(visitor: Visitor, form: dict[str, str]) -> None:
    answer = visitor.sign_up(**{"address": "ann@union.example", **form})
    assert answer.status_code == 400
    assert visitor.mails == []


def test_one_network_may_not_ask_without_end(visitor: Visitor) -> None:
    answers = [visitor.sign_up(f"reader{n}@union.example").status_code for n in range(10)]
    assert answers == [200] * 8 + [429] * 2


@pytest.mark.parametrize(
    "path", ["/alerts/", "/alerts/of/guessed", "/alerts/stop/guessed", "/alerts/confirm", "/alerts/x/y"]
)
def test_guessing_leads_nowhere(visitor: Visitor, path: str) -> None:
    assert visitor.get(path).status_code == 404


def test_the_pages_are_kept_by_nobody_and_tell_no_other_site_their_address(visitor: Visitor) -> None:
    answer = visitor.get("/alerts/new?kind=all")
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["referrer-policy"] == "same-origin"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert visitor.post("/alerts/new", {"x": "y" * 9_000}).status_code == 413
    assert visitor.get("/policies/duty").status_code == 200
