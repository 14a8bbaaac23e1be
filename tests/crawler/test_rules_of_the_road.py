"""robots.txt, refused addresses, waiting times, and a source's volume: the small pure parts."""

from email.utils import format_datetime
from typing import Any

import pytest
from scrapy.http import Headers
from twisted.internet.address import IPv4Address

from crawler.bounds import site_of
from crawler.politeness import retry_after
from crawler.robots import Rules, rules_from
from crawler.safety import GuardedResolver, Refused, host_and_port, why_refused
from crawler.volume import volume_trouble
from tests.crawler.replica import CLOCK

# ---------------------------------------------------------------- robots.txt


@pytest.mark.parametrize(
    ("status", "body", "open"),
    [
        (200, b"", True),
        (200, b"User-agent: *\nDisallow: /admin", True),
        (200, b"User-agent: *\nDisallow: /", False),
        (200, b"User-agent: Greenpaper\nDisallow: /\nUser-agent: *\nAllow: /", False),
        (200, b"\xef\xbb\xbfUser-agent: *\nDisallow: /", False),
        (200, b"<!DOCTYPE html><title>Oops</title>", False),
        (404, b"", True),
        (403, b"", True),
        (429, b"", False),
        (500, b"", False),
        (503, b"", False),
        (302, b"", False),
    ],
)
def test_a_host_is_open_or_closed_by_its_robots_txt(status: int, body: bytes, open: bool) -> None:
    assert rules_from(status, body).allows("https://example.org/news/a") is open


def test_the_longest_rule_wins_and_the_crawl_delay_is_read() -> None:
    rules = Rules("User-agent: *\nDisallow: /news\nAllow: /news/open\nCrawl-delay: 5")
    assert rules.allows("https://example.org/news/open/a")
    assert not rules.allows("https://example.org/news/b")
    assert rules.delay == 5


# ---------------------------------------------------------------- addresses


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.8.8.8",
        "0.0.0.0",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.0.1",
        "169.254.169.254",
        "100.64.0.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "192.0.2.1",
        "198.18.0.1",
        "::1",
        "::",
        "fe80::1",
        "fe80::1%eth0",
        "fc00::1",
        "fd00:ec2::254",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "2002:7f00:1::",
        "64:ff9b::7f00:1",
        "2001::1",
        "2001:db8::1",
        "no address",
    ],
)
def test_an_address_inside_is_refused(address: str) -> None:
    assert why_refused(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "151.101.0.144", "2a04:4e42::144", "::ffff:8.8.8.8"])
def test_an_address_outside_is_not(address: str) -> None:
    assert why_refused(address) is None


class Reactor:
    """A reactor whose names resolve to what they are told, another address each time."""

    def __init__(self, *answers: str) -> None:
        self.answers = list(answers)
        self.asked = 0
        self.nameResolver = self

    def resolveHostName(self, receiver: Any, host: str, port: int, *rest: Any) -> Any:  # noqa: N802
        self.asked += 1
        receiver.resolutionBegan(None)
        receiver.addressResolved(IPv4Address("TCP", self.answers.pop(0), port))
        receiver.resolutionComplete()


class Receiver:
    """What Twisted connects with: it sees only addresses that were passed on."""

    def __init__(self) -> None:
        self.addresses: list[str] = []

    def resolutionBegan(self, resolution: Any) -> None:  # noqa: N802
        return

    def addressResolved(self, address: Any) -> None:  # noqa: N802
        self.addresses.append(address.host)

    def resolutionComplete(self) -> None:  # noqa: N802
        return


def test_a_name_that_turns_into_an_inside_address_is_caught_at_the_second_connection() -> None:
    reactor = Reactor("8.8.8.8", "127.0.0.1")
    resolver = GuardedResolver(reactor, [])
    first, second = Receiver(), Receiver()
    resolver.resolveHostName(first, "rebind.example", 80)
    resolver.resolveHostName(second, "rebind.example", 80)
    assert (first.addresses, second.addresses, reactor.asked) == (["8.8.8.8"], [], 2)
    assert "loopback" in resolver.refusals["rebind.example", 80]


def test_an_inside_address_is_allowed_by_host_and_port_alone() -> None:
    resolver = GuardedResolver(Reactor(), ["intranet.example:8080"])
    assert resolver.passes("intranet.example", 8080, "10.0.0.5")
    assert not resolver.passes("intranet.example", 80, "10.0.0.5")
    assert not resolver.passes("other.example", 8080, "10.0.0.5")
    assert not resolver.passes("mail.example", 25, "8.8.8.8")


@pytest.mark.parametrize("url", ["ftp://example.org/", "file:///etc/passwd", "https://", "http://[::1", "data:,x"])
def test_what_is_no_web_address_is_refused(url: str) -> None:
    with pytest.raises(Refused):
        host_and_port(url)


# ---------------------------------------------------------------- waiting


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry-After": "120"}, 120),
        ({"Retry-After": format_datetime(CLOCK.replace(hour=13)), "Date": format_datetime(CLOCK)}, 3600),
        ({"Retry-After": format_datetime(CLOCK.replace(hour=11)), "Date": format_datetime(CLOCK)}, 0),
        ({"Retry-After": "soon"}, None),
        ({}, None),
    ],
)
def test_a_servers_wish_to_be_left_alone_is_read(headers: dict[str, str], seconds: float | None) -> None:
    assert retry_after(Headers(headers), status=429) == seconds


# ---------------------------------------------------------------- sites and volume


@pytest.mark.parametrize(
    ("host", "site"),
    [
        ("feeds.bbci.co.uk", "bbci.co.uk"),
        ("www.example.org", "example.org"),
        ("www.gov.uk", "www.gov.uk"),
        ("localhost", "localhost"),
    ],
)
def test_a_hosts_site_is_its_registered_domain(host: str, site: str) -> None:
    assert site_of(host) == site


@pytest.mark.parametrize(
    ("new_since", "expect", "said"),
    [
        ([5, 10, 15, 20, 25], {}, ""),
        ([0, 10, 20, 30, 40], {}, "no new page in a week"),
        ([0, 1, 2, 3, 4], {}, ""),
        ([2, 12, 22, 32, 42], {"min_per_week": 5}, "expected at least 5"),
        ([90, 100, 110, 120, 130], {"max_per_week": 60}, "expected at most 60"),
        ([2, 2, 2, 2, 2], {"min_per_week": 5}, ""),
    ],
)
def test_a_source_that_falls_silent_is_noticed_once_it_is_known(
    new_since: list[int], expect: dict[str, int], said: str
) -> None:
    found = volume_trouble(expect, new_since)
    assert said in found
    assert bool(said) is bool(found)
