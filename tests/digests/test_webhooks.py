"""Digests posted as signed JSON: over TLS to a checked address, once by key, tried for two days."""

import hashlib
import hmac
import ipaddress
import json
import ssl
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from sqlite_utils import Database

from db.connect import open_database
from db.public.migrations import migrations
from db.subscribers import store, webhooks
from digests import webhooks as posting
from digests.run import after_restore, make_digests
from digests.webhooks import BadWebhook, Posted, checked_url, post, post_all, resolve, signature
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


class _Server(BaseHTTPRequestHandler):
    got: list[tuple[str, dict[str, str], bytes]] = []  # noqa: RUF012

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.got.append((self.path, dict(self.headers), body))
        self.send_response(302 if self.path == "/moved" else 200)
        self.send_header("Location", "https://169.254.169.254/")
        self.end_headers()

    def log_message(self, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, ssl.SSLContext]]:
    """(port, whom to trust) of a server that calls itself hooks.example."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "hooks.example")])
    now = datetime.now(UTC)
    alternatives = [x509.DNSName("hooks.example"), x509.IPAddress(ipaddress.ip_address("192.0.2.1"))]
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(alternatives), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "both.pem"
    pem, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    path.write_bytes(key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain) + certificate.public_bytes(pem))
    own = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    own.load_cert_chain(path)
    listening = HTTPServer(("127.0.0.1", 0), _Server)
    listening.socket = own.wrap_socket(listening.socket, server_side=True)
    thread = threading.Thread(target=listening.serve_forever)
    thread.start()
    yield listening.server_port, ssl.create_default_context(cadata=certificate.public_bytes(pem).decode())
    listening.shutdown()
    thread.join()
    listening.server_close()


def call_to(url: str) -> webhooks.Call:
    return webhooks.Call(id=1, key="k1", body=b'{"a":1}', attempts=0, queued_at=MORNING, url=url, secret="s")


def to_loopback(host: str, port: int) -> list[str]:
    """Stands in for the check of the address."""
    return ["127.0.0.1"]


def test_a_post_says_who_signs_it_and_which_one_it_is(server: tuple[int, ssl.SSLContext]) -> None:
    port, trusting = server
    _Server.got.clear()
    url = f"https://hooks.example:{port}/in?to=desk"
    assert post(call_to(url), at=MORNING, look_up=to_loopback, context=trusting) == 200
    ((path, headers, body),) = _Server.got
    assert (path, body) == ("/in?to=desk", b'{"a":1}')
    assert headers["Idempotency-Key"] == "k1"
    assert headers["Greenpaper-Signature"] == signature("s", body, at=MORNING)
    assert headers["Content-Type"] == "application/json"
    assert headers["Host"] == f"hooks.example:{port}"


def test_a_redirect_is_not_followed(server: tuple[int, ssl.SSLContext]) -> None:
    port, trusting = server
    moved = call_to(f"https://hooks.example:{port}/moved")
    assert post(moved, at=MORNING, look_up=to_loopback, context=trusting) == 302


def test_a_certificate_of_another_name_is_not_believed(server: tuple[int, ssl.SSLContext]) -> None:
    port, trusting = server
    _Server.got.clear()
    with pytest.raises(ssl.SSLCertVerificationError):
        post(call_to(f"https://other.example:{port}/"), at=MORNING, look_up=to_loopback, context=trusting)
    assert _Server.got == []
