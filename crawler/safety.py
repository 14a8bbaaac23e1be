"""Which addresses may be reached: checked on what a name resolves to, at the moment of connecting.

The resolver hands Twisted only addresses that passed, and those are the ones that it connects to:
there is no second look-up in which a name could turn into another address.
"""

import ipaddress
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.exceptions import CannotResolveHostError, DownloadFailedError, IgnoreRequest
from scrapy.http import Response
from twisted.internet.interfaces import IAddress, IHostnameResolver, IHostResolution, IResolutionReceiver
from zope.interface import implementer, provider  # type: ignore[import-untyped]

_WEB_PORTS = (80, 443)
_HEAD_SIZE = 256 * 1024  # bytes of status line and headers
_SIX_TO_FOUR = ipaddress.ip_network("2002::/16")
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_TEREDO = ipaddress.ip_network("2001::/32")


class Refused(IgnoreRequest):
    """We do not fetch this, by our own rules; the message says which."""


def why_refused(address: str) -> str | None:
    """Why an IP address may not be reached; None when it is an ordinary one on the internet."""
    try:
        ip = ipaddress.ip_address(address.split("%")[0])
    except ValueError:
        return "no IP address"
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped
        if inner is None and ip in _SIX_TO_FOUR:
            inner = ip.sixtofour
        if inner is None and ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is None and ip in _TEREDO:
            return "a tunnel's address"
        if inner is not None:
            return why_refused(str(inner))
    for name, holds in (
        ("a loopback address", ip.is_loopback),
        ("a link-local address", ip.is_link_local),
        ("a multicast address", ip.is_multicast),
        ("an unspecified address", ip.is_unspecified),
        ("a private address", ip.is_private),
        ("a reserved address", ip.is_reserved or not ip.is_global),
    ):
        if holds:
            return name
    return None


def host_and_port(url: str) -> tuple[str, int]:
    """Host in lower case and port of an http(s) address. Raises Refused for any other."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise Refused(f"{url} is no address: {error}") from None
    if parts.scheme not in ("http", "https") or not host:
        raise Refused(f"{url} is no http or https address")
    if "@" in parts.netloc:
        raise Refused(f"{url} holds a user name, and says another host than it leads to")
    return host.lower(), port or (443 if parts.scheme == "https" else 80)


def place(host: str, port: int) -> str:
    """Host and port as the sources' files write them."""
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


@implementer(IHostnameResolver)
class GuardedResolver:
    """Resolves names, and passes on only addresses that may be reached from here."""

    #: (host, port) -> why its address was refused, for the message.
    refusals: dict[tuple[str, int], str]

    def __init__(self, reactor: Any, allowed: Sequence[str]) -> None:
        self.reactor = reactor
        self.allowed = frozenset(allowed)
        self.refusals = {}
        self._resolver = reactor.nameResolver

    @classmethod
    def from_crawler(cls, crawler: Any, reactor: Any) -> "GuardedResolver":
        """As Scrapy makes it, from the setting ALLOWED_PLACES."""
        return cls(reactor, crawler.settings.getlist("ALLOWED_PLACES"))

    def install_on_reactor(self) -> None:
        """Make every connection of the reactor ask here."""
        self.reactor.installNameResolver(self)

    def resolveHostName(  # noqa: N802 - Twisted's name
        self,
        resolutionReceiver: Any,  # noqa: N803
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        addressTypes: Sequence[type[IAddress]] | None = None,  # noqa: N803
        transportSemantics: str = "TCP",  # noqa: N803
    ) -> IHostResolution:
        """Resolve once; every address that may not be reached is held back."""
        receiver = _guard(resolutionReceiver, self, hostName.lower(), portNumber)
        resolution: IHostResolution = self._resolver.resolveHostName(
            receiver, hostName, portNumber, addressTypes, transportSemantics
        )
        return resolution

    def passes(self, host: str, port: int, address: str) -> bool:
        """Whether a connection to the address may be made for this host and port."""
        if place(host, port) in self.allowed:
            return True
        reason = why_refused(address)
        if reason is None and port not in _WEB_PORTS and port < 1024:
            reason = f"at port {port}, which is no web server's"
        if reason is not None:
            self.refusals[host, port] = f"{place(host, port)} leads to {address}, {reason}"
        return reason is None


def _guard(receiver: Any, resolver: GuardedResolver, host: str, port: int) -> Any:
    @provider(IResolutionReceiver)
    class Guard:
        @staticmethod
        def resolutionBegan(resolution: IHostResolution) -> None:  # noqa: N802
            receiver.resolutionBegan(resolution)

        @staticmethod
        def addressResolved(address: Any) -> None:  # noqa: N802
            if resolver.passes(host, port, address.host):
                receiver.addressResolved(address)

        @staticmethod
        def resolutionComplete() -> None:  # noqa: N802
            receiver.resolutionComplete()

    return Guard


class GuardedHandler(HTTP11DownloadHandler):
    """Scrapy's download handler, with refusals said in words, and stand-ins for hosts (see CONNECT_TO)."""

    lazy = False

    def __init__(self, crawler: Any) -> None:
        super().__init__(crawler)
        from twisted.internet import reactor

        self._reactor: Any = reactor
        self._stand_ins: Mapping[str, str] = crawler.settings.getdict("CONNECT_TO")
        self._pool._factory = _bounded(self._pool._factory)

    async def download_request(self, request: Request) -> Response:
        """The response. Raises Refused for an address that may not be reached."""
        host, port = host_and_port(request.url)
        stand_in = self._stand_ins.get(host)
        try:
            if stand_in is not None:
                return await self._from_stand_in(request, host, stand_in)
            return await super().download_request(request)
        except CannotResolveHostError as error:
            refusal = self._refusal(host, port)
            if refusal is None:
                raise
            raise Refused(refusal) from error
        except ValueError as error:
            raise DownloadFailedError(f"{request.url} cannot be asked for: {error}") from error

    async def _from_stand_in(self, request: Request, host: str, stand_in: str) -> Response:
        """Ask the server that plays this host, over plain http; the response keeps the host's own address."""
        parts = urlsplit(request.url)
        asked = request.replace(url=parts._replace(scheme="http", netloc=stand_in).geturl())
        asked.headers["Host"] = parts.netloc
        response = await super().download_request(asked)
        if "download_latency" in asked.meta:
            request.meta["download_latency"] = asked.meta["download_latency"]
        return response.replace(url=request.url)

    def _refusal(self, host: str, port: int) -> str | None:
        resolver = self._reactor.nameResolver
        return resolver.refusals.get((host, port)) if isinstance(resolver, GuardedResolver) else None


def _bounded(factory: Any) -> Any:
    """The connection factory, whose connections are cut when the headers of an answer do not end."""

    class BoundedFactory(factory):  # type: ignore[misc]
        def buildProtocol(self, address: Any) -> Any:  # noqa: N802
            protocol = super().buildProtocol(address)
            deliver = protocol.dataReceived
            head = 0

            def received(data: bytes) -> None:
                nonlocal head
                deliver(data)
                parser = protocol._parser
                head = head + len(data) if parser is not None and parser.state in ("STATUS", "HEADER") else 0
                if head > _HEAD_SIZE and protocol.transport is not None:
                    protocol.transport.abortConnection()

            protocol.dataReceived = received
            return protocol

    return BoundedFactory
