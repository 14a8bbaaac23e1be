"""Digests posted as signed JSON: over TLS to a checked address, once by key, tried for two days."""

import hashlib
import hmac
import json
import ssl
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from sqlite_utils import Database

from db.connect import open_database
from db.public.migrations import migrations
from db.subscribers import store, webhooks
from digests import webhooks as posting
from digests.run import after_restore, deliver, make_digests
from digests.webhooks import BadWebhook, Posted, checked_url, post, post_all, resolve, signature
from tests.digests.hooks import Hooks, hooks_server, to_loopback
from tests.digests.published import Published, at, follow, readers, settings
from tests.digests.test_delivery import Killed, killed

MORNING = at("2008-07-09T08:00")
HOOK = "https://hooks.example/in?to=desk"


@pytest.fixture
def db(tmp_path: Path) -> Database:
    """A reader with a webhook and one digest that waits for it; another reader without."""
    public = Published(tmp_path)
    public.policy("duty", "Place schools under the duty – all of them")
    public.article("a1", "2008-07-08T12:00", policy="duty")
    public.shift("s1", "a1", "duty", "2008-07-08T12:00")
    made = readers(tmp_path)
    webhooks.set_webhook(made, follow(made, "ann@union.example", "all"), HOOK, now=MORNING)
    follow(made, "bob@union.example", "all")
    make_digests(public.db, made, now=MORNING, settings=settings(tmp_path))
    make_digests(public.db, made, now=MORNING, settings=settings(tmp_path))
    return made


def waiting(db: Database) -> webhooks.Call:
    """The post that is due."""
    (call,) = webhooks.lease(db, now=MORNING + timedelta(days=9), seconds=0, limit=9)
    return call


def test_a_digest_is_posted_as_json_that_names_no_reader(db: Database) -> None:
    call = waiting(db)
    told = json.loads(call.body)
    assert told["id"] == call.key
    (entry,) = told["entries"]
    assert entry["title"] == "Place schools under the duty – all of them"
    assert entry["url"] == "https://papers.example/policies/duty"
    assert [(move["kind"], move["to"], move["on"]) for move in entry["moves"]] == [("moved on", "bill", "2008-07-08")]
    assert entry["because"] == ["you follow every policy"]
    assert b"union.example" not in call.body


def keys(value: object) -> object:
    """The names in a JSON value, and in what is inside it."""
    if isinstance(value, dict):
        return {key: keys(item) for key, item in value.items()}
    return [keys(item) for item in value if isinstance(item, dict)] if isinstance(value, list) else None


def test_the_guide_shows_what_is_posted(tmp_path: Path) -> None:
    guide = Path("docs/alerts.md").read_text(encoding="utf-8")
    shown = json.loads(guide.partition("```json")[2].partition("```")[0])
    public = Published(tmp_path)
    public.policy("duty", "Place schools under the duty")
    for article in ("a1", "a2"):
        public.article(article, "2008-07-08T12:00", policy="duty")
    public.shift("s1", "a1", "duty", "2008-07-08T12:00")
    made = readers(tmp_path)
    webhooks.set_webhook(made, follow(made, "ann@union.example", "all"), HOOK, now=MORNING)
    make_digests(public.db, made, now=MORNING, settings=settings(tmp_path))
    assert keys(json.loads(waiting(made).body)) == keys(shown)


def test_the_signature_is_one_that_anybody_can_check() -> None:
    moment, _, digest = signature("secret", b'{"a":1}', at=MORNING).partition(",v1=")
    seconds = int(moment.removeprefix("t="))
    assert seconds == int(MORNING.timestamp())
    assert digest == hmac.new(b"secret", str(seconds).encode() + b'.{"a":1}', hashlib.sha256).hexdigest()


def test_it_is_tried_ever_more_slowly_for_two_days_under_the_same_key(db: Database) -> None:
    tries: list[tuple[datetime, str, bytes]] = []
    now = MORNING
    while now < MORNING + timedelta(days=4):

        def down(call: webhooks.Call, now: datetime = now) -> int:
            tries.append((now, call.key, call.body))
            return 503

        post_all(db, now=now, over=down)
        now += timedelta(minutes=5)
    assert len({(key, body) for _, key, body in tries}) == 1
    gaps = [later[0] - earlier[0] for earlier, later in pairwise(tries)]
    assert gaps == sorted(gaps)
    assert gaps[0] == timedelta(minutes=5)
    assert timedelta(days=2) <= tries[-1][0] - MORNING < timedelta(days=2, hours=6)
    assert webhooks.states(db) == {"failed": 1}
    assert db.execute("select last_error from calls").fetchone()[0] == "given up after two days: it answered 503"


def test_it_is_taken_once_and_its_words_are_not_kept(db: Database) -> None:
    assert post_all(db, now=MORNING, over=lambda call: 204) == Posted(sent=1)
    assert post_all(db, now=MORNING, over=lambda call: 204) == Posted()
    assert db.execute("select body from calls").fetchone()[0] == b""


def test_killed_between_the_yes_and_the_note_of_it_the_same_key_is_posted_again(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    posts: list[tuple[str, bytes]] = []

    def yes(call: webhooks.Call) -> int:
        posts.append((call.key, call.body))
        return 200

    with monkeypatch.context() as patched:
        patched.setattr(webhooks, "taken", killed)
        with pytest.raises(Killed):
            post_all(db, now=MORNING, over=yes)
    assert post_all(db, now=MORNING, over=yes) == Posted()  # another process holds it, as far as is known
    assert post_all(db, now=MORNING + timedelta(minutes=11), over=yes) == Posted(sent=1)
    assert len(posts) == 2
    assert len(set(posts)) == 1


def mailed(db: Database) -> list[str]:
    """To whom a mail waits."""
    return [row[0] for row in db.execute("select recipient from outbox order by recipient")]


@pytest.fixture
def alone(tmp_path: Path) -> Database:
    """A reader whose digests are posted in place of the mail, and one digest that waits; another reader with mails."""
    public = Published(tmp_path)
    public.policy("duty", "Place schools under the duty")
    public.article("a1", "2008-07-08T12:00", policy="duty")
    made = readers(tmp_path)
    webhooks.set_webhook(made, follow(made, "ann@union.example", "all"), HOOK, now=MORNING, alone=True)
    follow(made, "bob@union.example", "all")
    assert make_digests(public.db, made, now=MORNING, settings=settings(tmp_path)).digests == 2
    return made


def test_a_webhook_in_place_of_the_mail_is_all_that_comes(alone: Database) -> None:
    assert mailed(alone) == ["bob@union.example"]
    assert post_all(alone, now=MORNING, over=lambda call: 204) == Posted(sent=1)
    assert mailed(alone) == ["bob@union.example"]
    assert bytes(alone.execute("select message from calls").fetchone()[0]) == b""


def test_what_cannot_be_posted_for_two_days_is_mailed_once(alone: Database) -> None:
    for hours in range(0, 60, 5):
        post_all(alone, now=MORNING + timedelta(hours=hours), over=lambda call: 503)
    assert webhooks.states(alone) == {"failed": 1}
    assert mailed(alone) == ["ann@union.example", "bob@union.example"]
    row = alone.execute("select message, message_id from outbox where recipient like 'ann@%'").fetchone()
    assert b"Place schools under the duty" in row[0]
    assert row[1].encode() in row[0]


def test_who_gives_the_webhook_up_is_mailed_what_waits(alone: Database) -> None:
    ann = store.subscriber_by_address(alone, "ann@union.example")
    assert ann is not None
    webhooks.drop_webhook(alone, ann.id, now=MORNING)
    assert mailed(alone) == ["ann@union.example", "bob@union.example"]
    assert webhooks.states(alone) == {}


@pytest.mark.parametrize("status", [301, 404, 410, 500])
def test_any_other_answer_than_yes_is_no(db: Database, status: int) -> None:
    assert post_all(db, now=MORNING, over=lambda call: status) == Posted(waiting=1)


def test_a_restored_backup_posts_nothing_that_waited(db: Database, tmp_path: Path) -> None:
    after_restore(open_database(tmp_path / "greenpaper.db", migrations), db, now=MORNING)
    assert post_all(db, now=MORNING + timedelta(days=1), over=lambda call: 200) == Posted()


def test_who_stops_posting_or_is_forgotten_is_posted_nothing(db: Database) -> None:
    reader = store.subscriber_by_address(db, "ann@union.example")
    assert reader is not None
    webhooks.drop_webhook(db, reader.id, now=MORNING)
    assert webhooks.states(db) == {}
    webhooks.set_webhook(db, reader.id, HOOK, now=MORNING)
    store.forget(db, reader.id)
    assert db["webhooks"].count == 0


@pytest.mark.parametrize(
    "url",
    [
        "http://hooks.example/",
        "ftp://hooks.example/",
        "https://",
        "https://localhost/",
        "https://hooks/",
        "https://printer.local/",
        "https://127.0.0.1/",
        "https://10.1.2.3:8443/",
        "https://169.254.169.254/latest",
        "https://[::1]/",
        "https://[::ffff:10.0.0.1]/",
        "https://[64:ff9b::a00:1]/",
        "https://ann:secret@hooks.example/",
        "https://hooks.example/#a",
        "https://hooks.example:0/",
        "https://hooks.example:99999/",
        "https://hooks.example/ a",
        "https://hooks.example/\r\nX: y",
        "https://hooks.example/" + "x" * 1_000,
        "",
    ],
)
def test_nothing_is_posted_but_to_the_open_web_over_tls(url: str) -> None:
    with pytest.raises(BadWebhook):
        checked_url(url)


@pytest.mark.parametrize("found", [["10.0.0.1"], ["93.184.215.14", "127.0.0.1"], ["fe80::1%eth0"], ["::1"], []])
def test_a_name_that_leads_into_a_private_network_is_refused(monkeypatch: pytest.MonkeyPatch, found: list[str]) -> None:
    monkeypatch.setattr(posting.socket, "getaddrinfo", lambda *a, **k: [(0, 0, 0, "", (ip, 443)) for ip in found])
    with pytest.raises(BadWebhook):
        resolve("hooks.example", 443)


def test_a_name_of_the_open_web_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = [(0, 0, 0, "", ("93.184.215.14", 443))]
    monkeypatch.setattr(posting.socket, "getaddrinfo", lambda *a, **k: answer)
    assert resolve("hooks.example", 443) == ["93.184.215.14"]


# ---------------------------------------------------------------- over a real connection


@pytest.fixture(scope="module")
def hooks() -> Iterator[Hooks]:
    """A server that calls itself hooks.example."""
    with hooks_server() as made:
        yield made


def call_to(url: str) -> webhooks.Call:
    return webhooks.Call(id=1, key="k1", body=b'{"a":1}', attempts=0, queued_at=MORNING, url=url, secret="s")


def test_a_post_says_who_signs_it_and_which_one_it_is(hooks: Hooks) -> None:
    hooks.got.clear()
    url = f"https://hooks.example:{hooks.port}/in?to=desk"
    assert post(call_to(url), at=MORNING, look_up=to_loopback, context=hooks.trusting()) == 200
    ((path, headers, body),) = hooks.got
    assert (path, body) == ("/in?to=desk", b'{"a":1}')
    assert headers["Idempotency-Key"] == "k1"
    assert headers["Greenpaper-Signature"] == signature("s", body, at=MORNING)
    assert headers["Content-Type"] == "application/json"
    assert headers["Host"] == f"hooks.example:{hooks.port}"


def test_a_post_is_signed_when_it_is_sent_however_long_those_before_it_took(
    db: Database, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    signed: list[datetime] = []
    clock = iter(range(0, 100_000, 400))  # seconds of the monotonic clock, at each look

    def kept(call: webhooks.Call, *, at: datetime) -> int:
        signed.append(at)
        return 200

    monkeypatch.setattr(posting, "post", kept)
    monkeypatch.setattr("time.monotonic", lambda: float(next(clock)))
    deliver(db, now=MORNING, settings=settings(tmp_path))
    assert signed[0] > MORNING + timedelta(minutes=20)  # a mail went out before it


def test_a_redirect_is_not_followed(hooks: Hooks) -> None:
    moved = call_to(f"https://hooks.example:{hooks.port}/moved")
    assert post(moved, at=MORNING, look_up=to_loopback, context=hooks.trusting()) == 302


def test_a_certificate_of_another_name_is_not_believed(hooks: Hooks) -> None:
    hooks.got.clear()
    with pytest.raises(ssl.SSLCertVerificationError):
        post(call_to(f"https://other.example:{hooks.port}/"), at=MORNING, look_up=to_loopback, context=hooks.trusting())
    assert hooks.got == []
