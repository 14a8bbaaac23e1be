"""Asking a public interface for one reply at a time: politely, checked as in a crawl, and without Scrapy.

The address that is connected to is the one that was checked, as in crawler/safety.py; sizes and times are capped.
"""

import http.client
import json
import socket
import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

from crawler.child import user_agent
from crawler.robots import Rules, rules_from
from crawler.safety import Refused, host_and_port, why_refused

_SIZE = 10 * 1024 * 1024  # bytes of a reply, at most
_TIMEOUT = 30.0  # seconds for connecting, and for each read
_WHOLE = 120.0  # seconds for a whole reply
_HOPS = 3  # redirects that are followed
_CHUNK = 64 * 1024


class NotAnswered(Exception):
    """An address gives no reply now; the message says why. ``status`` is the answer's, if one came."""

    def __init__(self, reason: str, status: int | None = None) -> None:
        super().__init__(reason)
        self.status = status


@dataclass(slots=True, kw_only=True)
class Asker:
    """Asks one address after another, each host no faster than ``delay`` and its robots.txt allow.

    ``connect_to``: host -> host:port that stands in for it, over plain http.
    """

    contact: str
    delay: float = 1.0
    connect_to: Mapping[str, str] = field(default_factory=dict)
    sleep: Callable[[float], None] = time.sleep
    _rules: dict[str, Rules] = field(default_factory=dict)
    _asked_at: dict[str, float] = field(default_factory=dict)

    def json(self, url: str) -> Any:
        """The JSON value at an address. Raises NotAnswered."""
        try:
            return json.loads(self.body(url, accept="application/json"))
        except (ValueError, RecursionError) as error:
            raise NotAnswered(f"{url} did not answer with JSON: {error}") from None

    def body(self, url: str, *, accept: str) -> bytes:
        """The body at an address. Raises NotAnswered."""
        for _ in range(_HOPS + 1):
            try:
                rules = self._rules_of(url)
                if not rules.allows(url):
                    raise NotAnswered(f"{url}: {rules.closed or 'its robots.txt does not allow it'}")
                status, headers, body = self._get(url, accept, rules.delay)
            except Refused as refused:
                raise NotAnswered(str(refused)) from None
            if status in (301, 302, 303, 307, 308) and headers.get("location"):
                url = urljoin(url, headers["location"])
                continue
            if status != 200:
                later = f", to be asked again after {headers['retry-after']}" if "retry-after" in headers else ""
                raise NotAnswered(f"{url} answered {status}, wanted 200{later}", status)
            return body
        raise NotAnswered(f"{url}: redirects more than {_HOPS} times")

    def _rules_of(self, url: str) -> Rules:
        parts = urlsplit(url)
        place = f"{parts.scheme}://{parts.netloc}"
        if place not in self._rules:
            status, _, body = self._get(f"{place}/robots.txt", "text/plain", 0.0)
            self._rules[place] = rules_from(status, body)
        return self._rules[place]

    def _get(self, url: str, accept: str, crawl_delay: float) -> tuple[int, dict[str, str], bytes]:
        host, port = host_and_port(url)
        wait = self._asked_at.get(host, float("-inf")) + max(self.delay, crawl_delay) - time.monotonic()
        if wait > 0:
            self.sleep(wait)
        self._asked_at[host] = time.monotonic()
        parts = urlsplit(url)
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        try:
            connection = self._connection(host, port, encrypted=parts.scheme == "https")
            try:
                connection.request(
                    "GET",
                    target,
                    headers={"Host": parts.netloc, "User-Agent": user_agent(self.contact), "Accept": accept},
                )
                response = connection.getresponse()
                return (
                    response.status,
                    {name.lower(): value for name, value in response.getheaders()},
                    _body(response, url),
                )
            finally:
                connection.close()
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise NotAnswered(f"{url} could not be reached: {error or type(error).__name__}") from None

    def _connection(self, host: str, port: int, *, encrypted: bool) -> http.client.HTTPConnection:
        """A connection to an address that was checked; the name is not looked up again."""
        stand_in = self.connect_to.get(host)
        if stand_in:
            place, _, number = stand_in.rpartition(":")
            return http.client.HTTPConnection(place, int(number), timeout=_TIMEOUT)
        reason = "no address"
        for *_, where in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
            address = str(where[0])
            refusal = why_refused(address)
            if refusal:
                reason = refusal
                continue
            try:
                plain = socket.create_connection((address, port), timeout=_TIMEOUT)
            except OSError as error:
                reason = f"{address}, where nobody answers: {error}"
                continue
            made = http.client.HTTPConnection(host, port, timeout=_TIMEOUT)
            made.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=host) if encrypted else plain
            return made
        raise Refused(f"{host} leads to {reason}")


def _body(response: http.client.HTTPResponse, url: str) -> bytes:
    began, parts, size = time.monotonic(), [], 0
    while part := response.read1(_CHUNK):
        parts.append(part)
        size += len(part)
        if size > _SIZE:
            raise NotAnswered(f"{url} is larger than 10 MB")
        if time.monotonic() - began > _WHOLE:
            raise NotAnswered(f"{url} took longer than {_WHOLE:.0f} seconds")
    if response.length:
        raise NotAnswered(f"{url} ended before its time")
    return b"".join(parts)
