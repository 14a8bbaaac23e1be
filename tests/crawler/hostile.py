"""A web that wishes us ill: one server, one host a case, each of which answers in its own bad way."""

import gzip
import socket
import socketserver
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

Behaviour = Callable[["Talk"], None]


def http(
    body: bytes | str = b"", status: int = 200, content_type: str = "text/html; charset=utf-8", **headers: str
) -> bytes:
    """A whole and well-formed answer."""
    body = body.encode() if isinstance(body, str) else body
    lines = [f"HTTP/1.1 {status} Whatever", f"Content-Length: {len(body)}", "Connection: close"]
    if content_type:
        lines.append(f"Content-Type: {content_type}")
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def page(headline: str = "A page") -> bytes:
    """A page that can be read."""
    return http(f"<html><body><h1>{headline}</h1><p>The plan was put out for consultation.</p></body></html>")


class Talk:
    """One request, and the ways to answer it."""

    def __init__(self, connection: socket.socket, web: "HostileWeb", host: str, path: str, head: str) -> None:
        self.connection = connection
        self.web = web
        self.host = host
        self.path = path
        self.head = head

    def say(self, data: bytes) -> bool:
        """Send; False when nobody listens any more."""
        try:
            self.connection.sendall(data)
        except OSError:
            return False
        return True

    def on_and_on(self, data: bytes, *, every: float = 0.0, most: int = 200_000_000) -> None:
        """Send the same again and again until nobody listens, or the run is over."""
        sent = 0
        while sent < most and not self.web.over.is_set() and self.say(data):
            sent += len(data)
            if every:
                time.sleep(every)

    def hang(self) -> None:
        """Say nothing until the run is over, or the other side goes."""
        self.connection.settimeout(0.2)
        while not self.web.over.is_set():
            try:
                if not self.connection.recv(1024):
                    return
            except TimeoutError:
                continue
            except OSError:
                return


class HostileWeb:
    """The hosts, by name; what was asked of each; and a place behind our lines that nobody may touch."""

    def __init__(self) -> None:
        self.hosts: dict[str, Behaviour] = {}
        self.asked: list[tuple[float, str, str, str]] = []  # time, host, path, head
        self.touched = 0
        self.port = self.secret = 0
        self.over = threading.Event()

    def paths(self, host: str) -> list[str]:
        """What was asked of a host, robots.txt left out."""
        return [path for _, name, path, _ in self.asked if name == host and path != "/robots.txt"]

    def times(self, host: str) -> list[float]:
        """When a host was asked."""
        return [moment for moment, name, _, _ in self.asked if name == host]


@contextmanager
def serving(web: HostileWeb) -> Iterator[HostileWeb]:
    """The web on the loopback, with the secret place beside it."""

    class Guest(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            data = b""
            self.request.settimeout(10)
            try:
                while b"\r\n\r\n" not in data:
                    more = self.request.recv(65536)
                    if not more:
                        return
                    data += more
            except OSError:
                return
            head = data.decode("latin-1")
            path = head.split(" ")[1]
            host = next((line[5:].strip() for line in head.split("\r\n") if line.lower().startswith("host:")), "")
            web.asked.append((time.monotonic(), host, path, head))
            behaviour = web.hosts.get(host)
            talk = Talk(self.request, web, host, path, head)
            if behaviour is None:
                talk.say(http("no such host", 404))
            else:
                behaviour(talk)

    class Secret(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            web.touched += 1
            self.request.sendall(http("the crown jewels"))

    servers = []
    for handler in (Guest, Secret):
        server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), handler, bind_and_activate=False)
        server.daemon_threads, server.block_on_close, server.request_queue_size = True, False, 256
        server.server_bind()
        server.server_activate()
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        servers.append(server)
    web.port, web.secret = (server.server_address[1] for server in servers)
    try:
        yield web
    finally:
        web.over.set()
        for server in servers:
            server.shutdown()
            server.server_close()


def site(*, robots: bytes | Behaviour | None = None, other: bytes | Behaviour = b"", **paths: Any) -> Behaviour:
    """A host: path (its slash left out) -> what it answers; ``other`` for every path not named."""

    def answer(talk: Talk) -> None:
        name = talk.path.split("?")[0].strip("/")
        if name == "robots.txt":
            given = robots if robots is not None else http("", 404)
        else:
            given = paths.get(name.replace("-", "_"), other or page(name))
        if callable(given):
            given(talk)
        else:
            talk.say(given)

    return answer


def rss(*links: str, titles: tuple[str, ...] = (), dated: str = "Mon, 07 Jul 2008 09:00:00 GMT", head: str = "") -> str:
    """An RSS feed of these links."""
    items = "".join(
        f"<item><title>{titles[n] if n < len(titles) else f'Item {n}'}</title><link>{link}</link>"
        f"<pubDate>{dated}</pubDate></item>"
        for n, link in enumerate(links)
    )
    return f'<?xml version="1.0"?>{head}<rss version="2.0"><channel><title>F</title>{items}</channel></rss>'


def xml(text: str | bytes, **headers: str) -> bytes:
    """An answer that is XML."""
    return http(text, content_type="application/xml", **headers)


def redirect(target: str) -> bytes:
    """An answer that leads elsewhere."""
    return http("", 302, Location=target)


def bomb(megabytes: int) -> bytes:
    """So many megabytes of nothing, gzipped."""
    return gzip.compress(b"\0" * (megabytes << 20), 9)
