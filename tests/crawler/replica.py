"""A loopback web: sites under their own names, all played by one server, that keeps count of what is asked."""

import gzip
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from crawler.crawl import CrawlSettings, SourceResult, crawl
from db.archive.migrations import migrations
from db.connect import immediate, open_database
from records.records import Source
from records.signatures import bytes_hash
from records.vocab import SourceKind

CLOCK = datetime(2008, 7, 9, 12, tzinfo=UTC)


@dataclass(slots=True)
class Reply:
    """What the server answers."""

    body: bytes | str = b""
    status: int = 200
    content_type: str = "text/html; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)
    validators: bool = True
    compressed: bool = False


Handler = Callable[[str, Mapping[str, str]], Reply | None]


class Web:
    """Sites by host: path with query -> a reply, or a function that makes one."""

    def __init__(self) -> None:
        self.pages: dict[tuple[str, str], Reply | Handler] = {}
        self.requests: list[tuple[str, str, str]] = []  # host, path, conditional header
        self.statuses: list[int] = []
        self.agents: set[str] = set()
        self.lock = threading.Lock()
        self.port = 0

    def put(self, url: str, body: bytes | str | Reply | Handler, **reply: Any) -> None:
        """Let an address answer so."""
        parts = urlsplit(url)
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        self.pages[parts.netloc, path or "/"] = Reply(body, **reply) if isinstance(body, bytes | str) else body

    def asked(self, *, robots: bool = False) -> list[str]:
        """The addresses that were asked for, in order."""
        return [f"https://{host}{path}" for host, path, _ in self.requests if robots or path != "/robots.txt"]

    def answer(self, host: str, path: str, headers: Mapping[str, str]) -> Reply:
        """What to answer, the request being noted."""
        with self.lock:
            self.requests.append((host, path, headers.get("If-None-Match", "")))
            self.agents.add(headers.get("User-Agent", ""))
        found = self.pages.get((host, path)) or self.pages.get((host, path.split("?")[0]))
        reply = found(path, headers) if callable(found) else found
        if reply is None:
            return Reply("not found", status=404, validators=False)
        body = reply.body.encode() if isinstance(reply.body, str) else reply.body
        made = Reply(body, reply.status, reply.content_type, dict(reply.headers), reply.validators, reply.compressed)
        if made.validators and made.status == 200:
            etag = f'"{bytes_hash(body)[:16]}"'
            made.headers["ETag"] = etag
            if headers.get("If-None-Match") == etag:
                made.status, made.body = 304, b""
        if made.compressed and made.status == 200:
            made.headers["Content-Encoding"], made.body = "gzip", gzip.compress(body, 1)
        return made


@contextmanager
def serving(web: Web) -> Iterator[Web]:
    """The web, on a port of the loopback."""

    class Asked(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            reply = web.answer(self.headers.get("Host", ""), self.path, self.headers)
            body = reply.body.encode() if isinstance(reply.body, str) else reply.body
            with web.lock:
                web.statuses.append(reply.status)
            self.send_response(reply.status)
            for name, value in {"Content-Type": reply.content_type, **reply.headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Asked)
    server.daemon_threads = True
    web.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield web
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def source(id: str, spider: str, *start: str, **more: Any) -> Source:
    """A source for a test."""
    return Source(id=id, title=id, publisher=id, kind=SourceKind.SECTOR_NEWS, spider=spider, start=start, **more)


def collect(web: Web, folder: Path, *sources: Source, clock: datetime = CLOCK, **more: Any) -> dict[str, SourceResult]:
    """One crawl of the sources, every host of the web being played by its server."""
    run_id = begin(folder, clock)
    hosts = {host for host, _ in web.pages} | {urlsplit(start).netloc for one in sources for start in one.start}
    results = crawl(
        {one.id: one for one in sources},
        archive_path=folder / "archive.db",
        raw_dir=folder / "raw",
        settings=CrawlSettings(
            contact="tests@example.org",
            delay=more.pop("delay", 0.0),
            connect_to=dict.fromkeys(hosts, f"127.0.0.1:{web.port}"),
        ),
        clock=clock,
        backfill=more.pop("backfill", False),
        run_id=run_id,
        until=more.pop("until", None),
        on_progress=more.pop("on_progress", lambda done, total: None),
        stop=more.pop("stop", lambda: False),
        **more,
    )
    return {result.source: result for result in results}


def begin(folder: Path, clock: datetime) -> int:
    """A new run in the archive of the folder."""
    db = open_database(folder / "archive.db", migrations)
    with immediate(db):
        cursor = db.conn.execute(
            "insert into runs (kind, clock, started_at) values ('test', ?, ?)", [clock.isoformat()] * 2
        )
    db.close()
    return int(cursor.lastrowid or 0)


def rows(folder: Path, sql: str, *values: Any) -> list[tuple[Any, ...]]:
    """What the archive of the folder holds."""
    db = open_database(folder / "archive.db", migrations)
    try:
        return [tuple(row) for row in db.conn.execute(sql, values).fetchall()]
    finally:
        db.close()


def article(headline: str, text: str = "Ministers said that the plan would be put out for consultation.") -> str:
    """A small news page."""
    return f"<html><head><title>{headline}</title></head><body><h1>{headline}</h1><p>{text}</p></body></html>"
