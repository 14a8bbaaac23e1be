"""The sample web on loopback: one server that plays seven hosts, each under its own name, at a time of our choosing."""

import logging
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Self
from urllib.parse import parse_qsl, unquote, urlsplit

from greenpaper.sample import govuk, parliament, press, webarchive, wordpress
from greenpaper.sample.answers import Answer, Asked, not_found

logger = logging.getLogger(__name__)

HOSTS: dict[str, Callable[[Asked], Answer]] = {
    press.FEED_HOST: press.weekly,
    press.SITEMAP_HOST: press.school_gate,
    press.LISTING_HOST: press.town_hall,
    wordpress.HOST: wordpress.union,
    govuk.HOST: govuk.govuk,
    parliament.HOST: parliament.parliament,
    webarchive.HOST: webarchive.archive,
}


class SampleWeb:
    """A web in which nothing later than ``clock`` exists yet; set ``clock`` to move on.

    A context manager: the server listens on a free port of 127.0.0.1 while the block runs.
    ``requests`` counts what was asked, by host.
    """

    def __init__(self, *, clock: datetime) -> None:
        self.clock = clock
        self.requests: dict[str, int] = {}
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.web = self
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self._server.server_address[1])

    @property
    def connect_to(self) -> dict[str, str]:
        """Its hosts, and the address that stands in for each: what a crawler's settings want to know."""
        return dict.fromkeys(HOSTS, f"127.0.0.1:{self.port}")

    def answer(self, host: str, target: str) -> Answer:
        """What a host answers to a request for path and query."""
        parts = urlsplit(target)
        asked = Asked(
            host=host,
            path=unquote(parts.path),
            query=_query(parts.query),
            target=target,
            clock=self.clock,
        )
        play = HOSTS.get(host)
        return play(asked) if play else not_found("There is no such host here")

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def _query(text: str) -> dict[str, str]:
    """The parameters; one that comes several times has its values joined by commas, as if it came once."""
    found: dict[str, str] = {}
    for name, value in parse_qsl(text, keep_blank_values=True):
        found[name] = f"{found[name]},{value}" if name in found else value
    return found


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    web: SampleWeb


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "SampleWeb"
    sys_version = ""
    wbufsize = 1 << 16  # head and body in one packet: in two, the second waits 40 ms for the first to be acknowledged
    server: _Server

    def do_GET(self) -> None:
        """Answer with the page, or with 304 where the asker holds it already."""
        web = self.server.web
        host = self.headers.get("Host", "").rsplit(":", 1)[0].lower()
        web.requests[host] = web.requests.get(host, 0) + 1
        answer = web.answer(host, self.path)
        known = answer.status == 200 and self._holds(answer)
        self.send_response(304 if known else answer.status)
        if answer.status == 200:
            self.send_header("ETag", answer.etag)
            if answer.modified:
                self.send_header("Last-Modified", format_datetime(answer.modified.astimezone(UTC), usegmt=True))
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if not known:
            self.send_header("Content-Type", answer.content_type)
            self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        if not known and self.command != "HEAD":
            self.wfile.write(answer.body)

    do_HEAD = do_GET  # noqa: N815 - the name that http.server looks for

    def _holds(self, answer: Answer) -> bool:
        if tags := self.headers.get("If-None-Match"):
            return answer.etag in [tag.strip().removeprefix("W/") for tag in tags.split(",")]
        since = self.headers.get("If-Modified-Since")
        if not since or not answer.modified:
            return False
        try:
            return answer.modified.replace(microsecond=0) <= parsedate_to_datetime(since)
        except (TypeError, ValueError):
            return False

    def log_message(self, format: str, *args: object) -> None:
        """To our own log, and only when somebody wants to see everything."""
        logger.debug(format, *args)
