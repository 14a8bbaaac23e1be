"""A reader's whole way in a real browser, with every mail read out of a real SMTP server: only one sends what a browser
sends with a form."""

import re
import socket
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from email.message import Message
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, sync_playwright

from datasette_config.app import Desk, SiteSettings, build, with_mail
from db.subscribers import store
from digests.run import deliver, make_digests
from digests.settings import DigestSettings
from tests.datasette_config.test_browser import TAGS
from tests.digests.published import Published, at
from tests.digests.relay import Counting, relay

ANN, HOME = "ann@union.example", "ann@home.example"


@dataclass(slots=True)
class World:
    """The site, the mail server, and what time it is."""

    folder: Path
    base: str
    server: Counting
    digests: DigestSettings
    public: Published
    now: datetime = field(default_factory=lambda: at("2008-07-08T09:00"))

    def mails(self, to: str) -> list[Message]:
        """The mails that the server took for an address."""
        return [message for address, message in self.server.taken if address == to]

    def mail(self, to: str, *, number: int) -> Message:
        """That mail, once it is there: it is sent beside the answer."""
        for _ in range(200):
            if len(self.mails(to)) >= number:
                return self.mails(to)[number - 1]
            time.sleep(0.05)
        raise AssertionError(f"{len(self.mails(to))} mails to {to}")

    def morning(self, day: str) -> None:
        """Eight o'clock in London: the digests go out."""
        self.now = at(f"{day}T07:00")
        subscribers = store.open_subscribers(self.folder / "subscribers.db")
        make_digests(self.public.db, subscribers, now=self.now, settings=self.digests)
        deliver(subscribers, now=self.now, settings=self.digests)
        subscribers.close()


def part(message: Message, kind: str) -> str:
    """The mail's text, or its HTML."""
    (found,) = (p for p in message.walk() if p.get_content_type() == kind)
    body = found.get_payload(decode=True)
    assert isinstance(body, bytes)
    return body.decode()


def link(message: Message, page: str) -> str:
    """The address of a page of ours in a mail."""
    found = re.search(rf"http://127\.0\.0\.1:\d+/alerts/{page}/\S+", part(message, "text/plain"))
    assert found is not None
    return found[0]


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    base = f"http://127.0.0.1:{port}"
    public = Published(tmp_path)
    public.policy("duty", "Place <schools> under the duty")
    public.article("a1", "2008-07-07T12:00", policy="duty")
    public.db.table("snapshot").insert(
        {"id": 1, "made_at": "2008-07-08", "clock": "2008-07-08T09:00:00+00:00", "audience": "public", "stamp": "x"}
    )
    with relay() as (taken, to):
        digests = DigestSettings(
            base_url=base,
            from_address="alerts@greenpaper.example",
            confirm_page=f"{base}/alerts/confirm/",
            unsubscribe_page=f"{base}/alerts/stop/",
            manage_page=f"{base}/alerts/of/",
            **to,
        )
        made = World(tmp_path, base, taken, digests, public)
        desk = Desk(
            subscribers_path=tmp_path / "subscribers.db",
            public_path=tmp_path / "greenpaper.db",
            digests=digests,
            clock=lambda: made.now,
        )
        settings = SiteSettings(base_url=base, takes_mail=True, audience="public")
        app: Any = with_mail(build(tmp_path / "greenpaper.db", settings=settings), desk)
        server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error"))
        thread = threading.Thread(target=server.run)
        thread.start()
        while not server.started:
            time.sleep(0.02)
        try:
            yield made
        finally:
            server.should_exit = True
            thread.join()


@pytest.fixture
def page() -> Iterator[Page]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = chromium.new_page(viewport={"width": 375, "height": 800})
        page.set_default_timeout(10_000)
        yield page
        chromium.close()


def shuts_nobody_out(page: Page, *, tags: Sequence[str] = TAGS) -> None:
    """By day and by night nothing is wrong for those who read otherwise, and nothing is wider than a phone."""
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        found = Axe().run(
            page, options={"runOnly": {"type": "tag", "values": list(tags)}, "resultTypes": ["violations"]}
        )
        assert [f"{v['id']}: {v['nodes'][0]['html']}" for v in found.response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") == 375


def heading(page: Page) -> str:
    return page.get_by_role("heading", level=1).inner_text()


def test_from_the_policy_over_the_digest_to_the_last_goodbye(world: World, page: Page) -> None:
    page.goto(f"{world.base}/alerts/new?kind=body&value=ascl")  # the form with most to choose from
    shuts_nobody_out(page)
    page.goto(f"{world.base}/stages")  # a link beside each
    shuts_nobody_out(page)

    # Signing up, on the policy's page
    page.goto(f"{world.base}/follow?policy=duty")
    page.get_by_role("link", name="By e-mail").click()
    assert "1 item in the last week" in page.locator("main").inner_text()
    shuts_nobody_out(page)
    page.get_by_label("Your e-mail address").fill(ANN)
    page.get_by_role("button", name="Send me a link").click()
    assert heading(page) == "Check your e-mail"
    assert world.mails(ANN) == [] or "Confirm" in world.mails(ANN)[0]["Subject"]

    # Confirming, by the link in the mail
    page.goto(link(world.mail(ANN, number=1), "confirm"))
    page.get_by_role("button", name="Confirm").click()
    assert heading(page) == "Your alerts"
    page.locator("details summary").first.click()
    page.get_by_text("Only moves to chosen stages").click()
    shuts_nobody_out(page)

    # The digest, with its links
    world.public.article("a2", "2008-07-08T12:00", policy="duty", headline="A bill is laid")
    world.public.shift("s1", "a2", "duty", "2008-07-08T12:00")
    world.morning("2008-07-09")
    digest = world.mail(ANN, number=2)
    assert digest["Subject"] == "Place <schools> under the duty: now before Parliament as a bill"
    page.goto("about:blank")  # or the site's rules on styles would hold for the mail
    page.set_content(part(digest, "text/html"))
    shuts_nobody_out(page, tags=[tag for tag in TAGS if tag != "best-practice"])  # a mail has no landmarks of a page
    assert page.get_by_role("link", name="Place <schools> under the duty").get_attribute("href") == (
        f"{world.base}/policies/duty"
    )
    own = page.get_by_role("link", name="Change your alerts").get_attribute("href")
    stop_one = page.get_by_role("link", name="stop it").get_attribute("href")
    assert own is not None
    assert stop_one is not None

    # Finer: without what holds a word, and a note that the next mail repeats
    page.goto(own)
    page.locator("details summary").first.click()
    page.get_by_label("Leave out").fill("clampers")
    page.get_by_label("Note to yourself").fill("for the executive")
    page.locator("details").get_by_role("button", name="Save").first.click()
    assert "without clampers" in page.locator("main").inner_text()
    world.public.article("a3", "2008-07-09T12:00", policy="duty", headline="On clampers")
    world.public.article("a4", "2008-07-09T13:00", policy="duty", headline="On nurseries")
    world.morning("2008-07-10")
    said = part(world.mail(ANN, number=3), "text/plain")
    assert "On nurseries" in said
    assert "On clampers" not in said
    assert "(your note: for the executive)" in said

    # Another address, confirmed from there
    page.goto(own)
    page.get_by_label("New e-mail address").fill(HOME)
    page.get_by_role("button", name="Send a link there").click()
    page.goto(link(world.mail(HOME, number=1), "confirm"))
    page.get_by_role("button", name="Confirm").click()
    assert HOME in page.locator("main").inner_text()
    page.get_by_role("button", name="Pause").click()
    assert "paused" in page.locator("main").inner_text()
    page.get_by_role("button", name="Go on").click()

    # Stopping one alert: looking at the page stops nothing, the button does
    page.goto(stop_one)
    page.goto(own)
    assert page.get_by_role("button", name="Stop", exact=True).count() == 1
    page.goto(stop_one)
    assert heading(page) == "Stop this alert?"
    page.get_by_role("button", name="Stop", exact=True).click()
    assert heading(page) == "Stopped"
    world.public.article("a5", "2008-07-10T12:00", policy="duty")
    world.morning("2008-07-11")
    assert len(world.mails(HOME)) == 1  # the link alone

    # The mail program's own button stops all, as often as it is pressed
    one_click = str(digest["List-Unsubscribe"]).split(">")[0].strip("<")
    for _ in range(2):
        answer = httpx.post(one_click, data={"List-Unsubscribe": "One-Click"}, headers={"sec-fetch-site": "cross-site"})
        assert answer.status_code == 200

    # And goodbye
    page.goto(own)
    assert "You have none." in page.locator("main").inner_text()
    page.get_by_role("button", name="Stop all and delete my address").click()
    shuts_nobody_out(page)
    page.get_by_role("button", name="Delete all").click()
    assert heading(page) == "Forgotten"
    subscribers = store.open_subscribers(world.folder / "subscribers.db")
    assert "union.example" not in (everything := "\n".join(subscribers.conn.iterdump()))
    assert "home.example" not in everything
    assert [subscribers[table].count for table in ("subscribers", "outbox", "told")] == [0, 0, 0]
    subscribers.close()
