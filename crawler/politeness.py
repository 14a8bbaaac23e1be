"""Being a good guest: one queue a host, slower when it is slow, and away when it asks for it."""

import asyncio
import logging
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

from scrapy import Request
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from crawler.safety import Refused, host_and_port, place

logger = logging.getLogger(__name__)

_BUSY = frozenset({429, 503})
_BROKEN = frozenset({500, 502, 504, 520, 521, 522, 523, 524})
_RETRIES = 2
_SHORT = 20.0  # seconds that a run waits for a host; longer rests outlast the run
_FAILURES_ON_END = 4  # after so many the host rests
_WELL_AGAIN = 3  # good answers in a row after which earlier rests are forgotten
_FIRST_REST = timedelta(minutes=30)
_LONGEST_REST = timedelta(hours=24)
_LONGEST_DELAY = 60.0  # seconds between two requests, however slow the host


class HostRests(IgnoreRequest):
    """The host asked to be left alone, or keeps failing: what was wanted of it waits for a later run."""


class Stopped(IgnoreRequest):
    """The run is being stopped; what was wanted waits for the next one."""


@dataclass(slots=True)
class Manners:
    """How one host is treated."""

    delay: float = 0.0  # at least, in seconds: the setting, or its own crawl-delay
    failures: int = 0  # in a row
    well: int = 0  # answers in a row that were good
    rests: int = 0  # how often it was left alone since it was last well
    rest_until: datetime | None = None
    reason: str = ""


def retry_after(headers: Any, *, status: int) -> float | None:
    """Seconds that a server asks us to wait, by its own clock; None when it says nothing that can be read."""
    value = (headers.get("Retry-After") or b"").decode("ascii", "ignore").strip()
    if value.isdigit():
        return float(value)
    if value:
        try:
            until = parsedate_to_datetime(value)
            said = (headers.get("Date") or b"").decode("ascii", "ignore")
            now = parsedate_to_datetime(said) if said else datetime.now(UTC)
            return max(0.0, (until - now).total_seconds())
        except (ValueError, TypeError):
            return None
    return None


class Politeness:
    """A downloader middleware: rests, retries and the pace of each host."""

    def __init__(self, crawler: Any) -> None:
        self._crawler = crawler
        self._delay = crawler.settings.getfloat("DOWNLOAD_DELAY")
        self._hosts: dict[str, Manners] = {}

    @classmethod
    def from_crawler(cls, crawler: Any) -> "Politeness":
        """As Scrapy makes it; the spider knows it as ``politeness``."""
        politeness = cls(crawler)
        crawler.spider.politeness = politeness
        return politeness

    def manners(self, host: str) -> Manners:
        """How a host is treated, with what was kept of it from earlier runs."""
        if host not in self._hosts:
            kept = self._crawler.spider.hosts.get(host)
            self._hosts[host] = Manners(
                delay=self._least(host),
                rests=kept.failures if kept else 0,
                rest_until=datetime.fromisoformat(kept.rest_until) if kept and kept.rest_until else None,
                reason=kept.reason if kept else "",
            )
        return self._hosts[host]

    def crawl_delay(self, host: str, seconds: float) -> None:
        """Never ask the host more often than its robots.txt allows."""
        self.manners(host).delay = max(self._least(host), seconds)
        self._pace(host, 0.0)

    def _least(self, host: str) -> float:
        """The setting's pace, or the one that the site states in its documentation."""
        least: float = max(self._delay, self._crawler.spider.paces.get(host, 0.0))
        return least

    async def process_request(self, request: Request) -> None:
        """Raises HostRests, Stopped, or Refused for another source's private place."""
        spider = self._crawler.spider
        host, port = host_and_port(request.url)
        where = place(host, port)
        if where in spider.private_places and where not in request.meta.get("allowed", ()):
            raise Refused(f"{where} is allowed to another source, not to this one")
        if spider.stopping:
            raise Stopped("the run was stopped")
        manners = self.manners(host)
        if manners.rest_until is not None:
            if spider.now() < manners.rest_until:
                raise HostRests(f"{host} is left alone until {manners.rest_until:%d %B %H:%M} UTC: {manners.reason}")
            manners.rest_until = None

    async def process_response(self, request: Request, response: Response) -> Response | Request | None:
        """Retries what may pass, after the time that the server asks for."""
        host, _ = host_and_port(request.url)
        manners = self.manners(host)
        if self._delay or manners.delay:
            self._pace(host, request.meta.get("download_latency") or 0.0, status=response.status)
        if response.status in _BUSY:
            wait = retry_after(response.headers, status=response.status)
            reason = f"it answered {response.status}"
            if wait is not None and wait > _SHORT:
                await self._rest(host, timedelta(seconds=wait), f"{reason} and asked for {wait:,.0f} seconds")
                raise HostRests(f"{host} {manners.reason.removeprefix('it ')}")
            return await self._again(request, response, wait=wait if wait is not None else 1.0 + manners.delay * 2)
        if response.status in _BROKEN:
            return await self._again(request, response, wait=self._delay)
        manners.failures = 0
        manners.well += 1
        if manners.rests and manners.rest_until is None and manners.well >= _WELL_AGAIN:
            manners.rests, manners.reason = 0, ""
            await self._crawler.spider.keep_rest(host, None, 0, "")
        return response

    async def process_exception(self, request: Request, exception: Exception) -> Request | None:
        """Retries what the network broke."""
        if isinstance(exception, IgnoreRequest):
            return None
        retried = await self._again(request, None, wait=self._delay, reason=str(exception) or type(exception).__name__)
        return retried if isinstance(retried, Request) else None

    async def _again(
        self, request: Request, response: Response | None, *, wait: float, reason: str = ""
    ) -> Request | Response | None:
        host, _ = host_and_port(request.url)
        manners = self.manners(host)
        manners.failures += 1
        manners.well = 0
        said = f"it answered {response.status}" if response is not None else f"it could not be reached ({reason})"
        if manners.failures >= _FAILURES_ON_END:
            await self._rest(host, min(_FIRST_REST * 2**manners.rests, _LONGEST_REST), f"{said} again and again")
            raise HostRests(f"{host} is left alone until a later run: {manners.reason}")
        tried = int(request.meta.get("tried", 0))
        if tried >= _RETRIES:
            return response
        if wait > 0:
            self._hold(host, min(wait, _SHORT))
            await asyncio.sleep(min(wait, _SHORT))
        again = request.copy()
        again.meta["tried"] = tried + 1
        again.dont_filter = True
        return again

    async def _rest(self, host: str, length: timedelta, reason: str) -> None:
        manners = self.manners(host)
        until = self._crawler.spider.now() + min(length, _LONGEST_REST)
        if manners.rest_until is not None:
            # What was under way when the rest began; only a longer wish counts.
            if reason == manners.reason or until <= manners.rest_until:
                return
        else:
            manners.rests += 1
        manners.rest_until, manners.reason = until, reason
        await self._crawler.spider.keep_rest(host, manners.rest_until, manners.rests, reason)

    def _hold(self, host: str, seconds: float) -> None:
        """Let everything that waits for the host's turn wait for so long."""
        slot = self._crawler.engine.downloader.slots.get(host)
        if slot is not None:
            slot.lastseen = max(slot.lastseen, time.monotonic() + seconds - slot.delay)

    def _pace(self, host: str, latency: float, *, status: int = 200) -> None:
        """The host's own pace: the mean of its last pace and its latency, never faster than it may be."""
        slot = self._crawler.engine.downloader.slots.get(host)
        if slot is None:
            return
        manners = self.manners(host)
        pace = min(max(manners.delay, latency, (slot.delay + latency) / 2), max(_LONGEST_DELAY, manners.delay))
        # An error page comes fast; it is no reason to ask faster.
        if status == 200 or pace > slot.delay:
            slot.delay = pace
