"""robots.txt as RFC 9309 has it, and closed where it cannot be read."""

import asyncio
import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from protego import Protego
from scrapy import Request
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK

from crawler.safety import Refused

logger = logging.getLogger(__name__)

#: Our name in a robots.txt.
AGENT = "greenpaper"
FRESH = timedelta(hours=24)  # RFC 9309, 2.4: not used for longer
_READ = 500 * 1024  # bytes that are read of one; 2.5 asks for at least these
_LONGEST_DELAY = 120.0  # seconds; a larger crawl-delay closes the host, for no run would ever end


class Closed(IgnoreRequest):
    """The host's robots.txt cannot be read: the host is not asked for anything in this run."""


@dataclass(slots=True)
class Rules:
    """What a host's robots.txt says to us. ``closed`` says why nothing may be fetched, if so."""

    text: str = ""
    closed: str = ""
    delay: float = 0.0
    _rules: Any = None

    def __post_init__(self) -> None:
        if not self.closed:
            self._rules = Protego.parse(self.text)
            self.delay = float(self._rules.crawl_delay(AGENT) or 0.0)
            if self.delay > _LONGEST_DELAY:
                self.closed = f"its robots.txt asks for {self.delay:,.0f} seconds between two requests"

    def allows(self, url: str) -> bool:
        """Whether an address may be fetched."""
        return not self.closed and bool(self._rules.can_fetch(url, AGENT))


def rules_from(status: int, body: bytes) -> Rules:
    """The rules that an answer to a request for robots.txt means."""
    if 400 <= status < 500 and status != 429:
        return Rules()  # there is none, so everything is allowed (2.3.1.3)
    if not 200 <= status < 300:
        return Rules(closed=f"its robots.txt was answered with {status}")  # closed (2.3.1.4)
    head = body[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype", b"<html", b"<head", b"<?xml")):
        return Rules(closed="its robots.txt is an HTML page")
    if b"\0" in body[:1024]:
        return Rules(closed="its robots.txt is not text")
    return Rules(body[:_READ].decode("utf-8-sig", "ignore"))


class RobotsMiddleware:
    """Asks a host's robots.txt before anything else of it, and holds to it."""

    def __init__(self, crawler: Any) -> None:
        self._crawler = crawler
        self._rules: dict[str, asyncio.Future[Rules]] = {}

    @classmethod
    def from_crawler(cls, crawler: Any) -> "RobotsMiddleware":
        """As Scrapy makes it."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Raises Refused for what robots.txt forbids, Closed for a host whose robots.txt cannot be read."""
        if request.meta.get("robots"):
            return
        rules = await self.rules(request)
        if rules.closed:
            raise Closed(f"{urlsplit(request.url).netloc} is closed to us: {rules.closed}")
        if not rules.allows(request.url):
            raise Refused(f"robots.txt of {urlsplit(request.url).netloc} forbids it")

    async def rules(self, request: Request) -> Rules:
        """The host's rules, asked for once a run and host, and kept for a day."""
        parts = urlsplit(request.url)
        host = f"{parts.scheme}://{parts.netloc.lower()}"
        if host not in self._rules:
            # The first request of a host fetches; all others wait for the same answer.
            future = self._rules[host] = asyncio.get_running_loop().create_future()
            rules = self._kept(host)
            if rules is None:
                rules = await self._fetch(host, request)
            if rules.delay:
                self._crawler.spider.politeness.crawl_delay(parts.hostname or "", rules.delay)
            future.set_result(rules)
        return await self._rules[host]

    def _kept(self, host: str) -> Rules | None:
        spider = self._crawler.spider
        kept = spider.hosts.get(host)
        if kept is None or kept.robots is None or kept.robots_at is None:
            return None
        age = spider.now() - datetime.fromisoformat(kept.robots_at)
        return Rules(kept.robots) if timedelta(0) <= age < FRESH else None

    async def _fetch(self, host: str, request: Request) -> Rules:
        asked = Request(
            f"{host}/robots.txt",
            callback=NO_CALLBACK,
            priority=1000,
            meta={
                "robots": True,
                "source": request.meta.get("source"),
                "download_maxsize": 4 * _READ,
                "allowed": request.meta.get("allowed", ()),
            },
        )
        try:
            response: Response = await self._crawler.engine.download_async(asked)
        except Refused as error:
            return Rules(closed=f"its robots.txt may not be fetched: {error}")
        except Exception as error:  # noqa: BLE001 - whatever the network or the server does, the host is closed
            return Rules(closed=f"its robots.txt could not be fetched ({error or type(error).__name__})")
        rules = rules_from(response.status, response.body)
        if not rules.closed:
            await self._crawler.spider.keep_robots(host, rules.text)
        return rules
