"""Digests as signed JSON, posted to the https address that a reader gave: signing, posting, trying again.

The address is the reader's word, so it is looked up at every post, and nothing is posted to a machine of a private
network; the connection goes to the very address that was looked up, and follows no redirect.
"""

import hashlib
import hmac
import http.client
import ipaddress
import json
import socket
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from sqlite_utils import Database

from db.subscribers import webhooks
from digests.cleaning import one_line, web_address
from digests.matching import Entry
from digests.news import News
from digests.outbox import passed_since
from digests.rendering import Digest
from digests.settings import DigestSettings

_BATCH, _LEASE = 20, 600
_TIMEOUT = 10.0  # seconds
_FIRST_WAIT, _LONGEST_WAIT = timedelta(minutes=5), timedelta(hours=6)
_GIVE_UP = timedelta(days=2)
_LONGEST_URL = 1_000

_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")  # leads to any IPv4 address, also a private one

Resolve = Callable[[str, int], list[str]]


class BadWebhook(ValueError):
    """Nothing is posted there; the message says what is wanted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """How many posts were taken, wait for another try, and were given up."""

    sent: int = 0
    waiting: int = 0
    failed: int = 0


def checked_url(text: str) -> str:
    """The address, if digests may be posted to it; where it leads is looked up at each post. Raises BadWebhook."""
    url = text.strip()
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise BadWebhook("this is no web address") from None
    if parts.scheme != "https" or not parts.hostname or not _is_plain(url):
        raise BadWebhook("a webhook is an address that begins with https://")
    if parts.username is not None or parts.password is not None or parts.fragment or port == 0:
        raise BadWebhook("a webhook's address holds no name, no password and no #")
    name = parts.hostname.rstrip(".")
    if "." not in name or name.endswith((".local", ".internal", ".localhost", ".onion")) or _is_private(name):
        raise BadWebhook("a webhook is reached over the internet")
    return url


def _is_plain(url: str) -> bool:
    return url.isascii() and web_address(url) == url and len(url) <= _LONGEST_URL


def _is_private(host: str) -> bool:
    """True for an address, written as numbers, of a private or reserved network."""
    try:
        return not _is_global(host)
    except ValueError:
        return False  # a name


def _is_global(address: str) -> bool:
    found = ipaddress.ip_address(address.partition("%")[0])
    if found in _TRANSLATED:
        return False
    inner = getattr(found, "ipv4_mapped", None) or getattr(found, "sixtofour", None) or found
    return bool(inner.is_global and found.is_global and not inner.is_multicast and not found.is_multicast)


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a host. Raises BadWebhook where any of them is of a private network."""
    found = [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not found or not all(_is_global(address) for address in found):
        raise BadWebhook("the name leads into a private network")
    return found


def signature(secret: str, body: bytes, *, at: datetime) -> str:
    """What proves that the post is ours: "t=…,v1=…", HMAC-SHA256 of the time, a dot and the body."""
    moment = str(int(at.timestamp()))
    digest = hmac.new(secret.encode(), f"{moment}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={moment},v1={digest}"


def post(
    call: webhooks.Call, *, at: datetime, look_up: Resolve = resolve, context: ssl.SSLContext | None = None
) -> int:
    """The status that the other side answered. Raises OSError or HTTPException, or BadWebhook."""
    parts = urlsplit(checked_url(call.url))
    host, port = parts.hostname or "", parts.port or 443
    connection = _Pinned(look_up(host, port)[0], host, port, context or ssl.create_default_context())
    try:
        path = f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"
        headers = {
            "Content-Type": "application/json",
            "User-Agent": "Greenpaper",
            "Idempotency-Key": call.key,
            "Greenpaper-Signature": signature(call.secret, call.body, at=at),
        }
        connection.request("POST", path, body=call.body, headers=headers)
        return connection.getresponse().status
    finally:
        connection.close()


class _Pinned(http.client.HTTPSConnection):
    """Connects to an address that was checked, and proves the host's certificate by its name."""

    def __init__(self, address: str, host: str, port: int, context: ssl.SSLContext) -> None:
        super().__init__(host, port, timeout=_TIMEOUT, context=context)
        self._address, self._tls = address, context

    def connect(self) -> None:
        plain = socket.create_connection((self._address, self.port), _TIMEOUT)
        try:
            self.sock = self._tls.wrap_socket(plain, server_hostname=self.host)
        except BaseException:
            plain.close()
            raise


def post_all(db: Database, *, now: datetime, over: Callable[[webhooks.Call], int] | None = None) -> Posted:
    """Post every digest that is due, and note what came of it; each is tried for two days, ever more slowly."""
    begun = time.monotonic()
    # Whoever takes a post refuses one that was signed long ago, and those before it may have taken long.
    send = over or (lambda call: post(call, at=now + passed_since(begun)))
    counts = {"sent": 0, "waiting": 0, "failed": 0}
    while batch := webhooks.lease(db, now=now + passed_since(begun), seconds=_LEASE, limit=_BATCH):
        for call in batch:
            counts[_post_one(db, call, send, now=now)] += 1
    return Posted(**counts)


def _post_one(db: Database, call: webhooks.Call, send: Callable[[webhooks.Call], int], *, now: datetime) -> str:
    try:
        status = send(call)
        error = "" if 200 <= status < 300 else f"it answered {status}"
    except BadWebhook as refusal:
        error = str(refusal)
    except (OSError, UnicodeError, http.client.HTTPException) as failure:
        error = one_line(f"it could not be reached: {failure}")
    if not error:
        webhooks.taken(db, call.id, now=now)
        return "sent"
    if now - call.queued_at >= _GIVE_UP:
        webhooks.failed(db, call.id, error=f"given up after two days: {error}", now=now)
        return "failed"
    wait: timedelta = min(_FIRST_WAIT * int(2 ** min(call.attempts, 10)), _LONGEST_WAIT)
    webhooks.again(db, call.id, next_try_at=now + wait, error=error)
    return "waiting"


def payload(digest: Digest, *, key: str, settings: DigestSettings) -> bytes:
    """The digest as JSON, without any word of who reads it."""
    base = settings.base_url.rstrip("/")
    told = {
        "id": key,
        "frequency": digest.frequency.value,
        "since": digest.window.start.isoformat(),
        "until": digest.window.end.isoformat(),
        "entries": [_entry(entry, base) for entry in digest.entries],
        "sources_down": list(digest.sources_down),
    }
    return json.dumps(told, ensure_ascii=True, separators=(",", ":")).encode("ascii")


def _entry(entry: Entry, base: str) -> dict[str, object]:
    return {
        "title": entry.title,
        "policy": entry.policy_id or None,
        "url": f"{base}/policies/{entry.policy_id}" if entry.policy_id else None,
        "position": entry.position or None,
        "state": entry.state or None,
        "moves": [{"kind": item.shift_kind, "to": item.to_stage or None, "note": item.note, **_item(item)}
                  for item in entry.shifts],
        "articles": [_item(item) for item in entry.articles],
        "because": list(entry.because),
    }  # fmt: skip


def _item(item: News) -> dict[str, object]:
    return {
        "on": item.happened_on or None,
        "sentence": item.sentence,
        "headline": item.headline,
        "source": item.source,
        "url": web_address(item.url) or None,
        "reported": item.reported,
        "late": item.late,
    }
