"""Being a good guest over several runs, and never going where a source may not."""

import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from crawler.crawl import CrawlSettings, crawl
from db.archive.migrations import migrations
from db.connect import immediate, open_database
from records.records import Source
from tests.crawler.replica import CLOCK, Reply, Web, article, begin, collect, rows, serving, source
from tests.crawler.test_crawl import NEWS, SOURCES, feed, the_news


def run(web: Web, folder: Path, *sources: Source, hours: float = 0) -> list[str]:
    """What is asked for in a crawl so many hours after the first."""
    web.requests.clear()
    collect(web, folder, *(sources or (SOURCES[0],)), clock=CLOCK + timedelta(hours=hours))
    return [path for _, path, _ in web.requests]


def issues(folder: Path) -> list[str]:
    """What is wrong now."""
    return [reason for (reason,) in rows(folder, "select reason from issues where resolved_at is null order by id")]


def test_robots_txt_is_asked_for_once_a_day(tmp_path: Path) -> None:
    with serving(Web()) as web:
        the_news(web)
        asked = [run(web, tmp_path, hours=hours).count("/robots.txt") for hours in (0, 1, 20, 25)]
    assert asked == [1, 0, 0, 1]


def test_a_source_is_due_when_it_has_rested_for_its_time(tmp_path: Path) -> None:
    with serving(Web()) as web:
        the_news(web)
        hourly, daily = SOURCES[0], source("daily", "feed", f"{NEWS}/feed?daily", every="1d")
        visited = [
            sorted(collect(web, tmp_path, hourly, daily, clock=CLOCK + timedelta(hours=hours), only_due=True))
            for hours in (0, 0.5, 1, 24)
        ]
    assert visited == [["daily", "news"], [], ["news"], ["daily", "news"]]


def test_a_host_that_could_not_show_its_robots_txt_is_crawled_once_it_can(tmp_path: Path) -> None:
    with serving(Web()) as web:
        the_news(web)
        web.put(f"{NEWS}/robots.txt", "", status=503, headers={"Retry-After": "0"})
        assert "/feed" not in run(web, tmp_path)
        assert "closed to us" in issues(tmp_path)[0]
        web.put(f"{NEWS}/robots.txt", "User-agent: *\nDisallow: /two", content_type="text/plain")
        # After three failures on end it is left alone for half an hour.
        assert set(run(web, tmp_path, hours=1)) == {"/robots.txt", "/feed", "/one?utm_source=rss"}
    assert issues(tmp_path) == ["robots.txt of news.example.org forbids it"]


def test_a_host_that_keeps_failing_is_left_alone_for_longer_each_time(tmp_path: Path) -> None:
    with serving(Web()) as web:
        the_news(web)
        for name in ("one", "two"):
            web.put(f"{NEWS}/{name}", "", status=500)
        first = run(web, tmp_path)
        assert 4 <= len([path for path in first if path not in ("/robots.txt", "/feed")]) <= 6
        assert run(web, tmp_path, hours=0.3) == []
        ((until,),) = rows(tmp_path, "select rest_until from hosts where host = 'news.example.org'")
        assert timedelta(minutes=30) <= datetime.fromisoformat(until) - CLOCK < timedelta(minutes=31)
        assert run(web, tmp_path, hours=1)
        ((until,),) = rows(tmp_path, "select rest_until from hosts where host = 'news.example.org'")
        assert (
            timedelta(minutes=60) <= datetime.fromisoformat(until) - CLOCK - timedelta(hours=1) < timedelta(minutes=61)
        )
        for name in ("one", "two"):
            web.put(f"{NEWS}/{name}", article(name))
        run(web, tmp_path, hours=4)
    assert rows(tmp_path, "select count(*) from pages") == [(2,)]
    assert issues(tmp_path) == []
    assert rows(tmp_path, "select rest_until, failures from hosts where host = 'news.example.org'") == [(None, 0)]


def test_a_page_that_passes_after_one_failure_is_had_in_the_same_run(tmp_path: Path) -> None:
    answers = [Reply("", status=500), Reply("", status=429, headers={"Retry-After": "0"})]
    with serving(Web()) as web:
        the_news(web)
        web.put(f"{NEWS}/one", lambda path, headers: answers.pop() if answers else Reply(article("Duty")))
        run(web, tmp_path)
    assert rows(tmp_path, "select count(*) from pages") == [(2,)]


def test_a_source_that_falls_silent_raises_an_issue_until_it_speaks_again(tmp_path: Path) -> None:
    with serving(Web()) as web:
        the_news(web)
        run(web, tmp_path)
        db = open_database(tmp_path / "archive.db", migrations)
        with immediate(db):
            for week in range(1, 6):
                for n in range(6):
                    at = (CLOCK - timedelta(weeks=week, days=1)).isoformat()
                    db.conn.execute(
                        "insert into pages (url, source, fetch_url, first_seen_at, last_seen_at)"
                        " values (?, 'news', '', ?, ?)",
                        [f"{NEWS}/{week}-{n}", at, at],
                    )
        db.close()
        run(web, tmp_path, hours=1)
        assert issues(tmp_path) == []
        run(web, tmp_path, hours=24 * 8)
        assert issues(tmp_path) == ["no new page in a week, where 5 a week were usual; has the site changed?"]
        the_news(web, (f"{NEWS}/three", "Heads object", "Thu, 17 Jul 2008 11:00:00 GMT"))
        web.put(f"{NEWS}/three", article("Heads object"))
        run(web, tmp_path, hours=24 * 8 + 1)
    assert issues(tmp_path) == []


def test_a_short_wish_to_be_left_alone_holds_for_all_that_waits_for_the_host(tmp_path: Path) -> None:
    times: list[float] = []

    def answer(path: str, headers: Any) -> Reply:
        times.append(time.monotonic())
        if len(times) == 1:
            return Reply("", status=429, headers={"Retry-After": "1"})
        return Reply(article(path))

    with serving(Web()) as web:
        the_news(web)
        for name in ("one", "two"):
            web.put(f"{NEWS}/{name}", answer)
        collect(web, tmp_path, SOURCES[0], delay=0.1)
    assert len(times) == 3
    assert times[1] - times[0] > 0.8
    assert rows(tmp_path, "select count(*) from pages") == [(2,)]


# ---------------------------------------------------------------- private places


@contextmanager
def private_site(tls: ssl.SSLContext | None = None) -> Iterator[tuple[int, list[str]]]:
    """A site on the loopback under its own port, and what is asked of it."""
    asked: list[str] = []

    class Asked(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            base = f"http://{self.headers['Host']}"
            body = (
                feed((f"{base}/memo", "Memo", "Tue, 08 Jul 2008 09:00:00 GMT"))
                if self.path == "/feed"
                else article("Memo")
            )
            if self.path == "/robots.txt":
                body = ""
            self.send_response(200)
            self.send_header("Content-Type", "text/xml" if self.path == "/feed" else "text/html")
            self.send_header("Content-Length", str(len(body.encode())))
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, format: str, *args: Any) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Asked)
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield server.server_address[1], asked
    finally:
        server.shutdown()
        server.server_close()


def only(web: Web, folder: Path, *sources: Source) -> Any:
    """A crawl in which no host is played by another."""
    results = crawl(
        {one.id: one for one in sources},
        archive_path=folder / "archive.db",
        raw_dir=folder / "raw",
        settings=CrawlSettings(delay=0.0),
        clock=CLOCK,
        backfill=False,
        run_id=begin(folder, CLOCK),
    )
    return {result.source: result for result in results}


def test_a_private_place_is_read_by_the_source_that_may_and_by_no_other(tmp_path: Path) -> None:
    with private_site() as (port, asked):
        place = f"127.0.0.1:{port}"
        may = source("intranet", "feed", f"http://{place}/feed", allow_private=(place,))
        may_not = source("sly", "feed", f"http://{place}/feed?sly")
        found = only(Web(), tmp_path, may, may_not)
    assert (found["intranet"].new, found["sly"].new, found["sly"].refused) == (1, 0, 1)
    assert "/feed?sly" not in asked
    assert rows(tmp_path, "select url from pages") == [(f"http://127.0.0.1:{port}/memo",)]
    assert any("allowed to another source" in reason for reason in issues(tmp_path))


def test_a_certificate_that_nobody_vouches_for_is_refused(tmp_path: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime(2008, 1, 1))
        .not_valid_after(datetime(2099, 1, 1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = tmp_path / "site.pem"
    pem.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(pem)
    with private_site(tls) as (port, asked):
        place = f"localhost:{port}"
        found = only(Web(), tmp_path, source("sly", "feed", f"https://{place}/feed", allow_private=(place,)))
    assert found["sly"].new == 0
    assert asked == []
    assert "certificate" in " ".join(issues(tmp_path))


def test_one_host_is_one_queue_for_all_sources(tmp_path: Path) -> None:
    delay = 0.4
    times: list[float] = []

    def timed(body: str, kind: str) -> Any:
        def answer(path: str, headers: Any) -> Reply:
            times.append(time.monotonic())
            return Reply(body, content_type=kind)

        return answer

    with serving(Web()) as web:
        for name in ("a", "b"):
            entry = feed((f"{NEWS}/{name}/one", "One", "Tue, 08 Jul 2008 09:00:00 GMT"))
            web.put(f"{NEWS}/{name}/feed", timed(entry, "text/xml"))
            web.put(f"{NEWS}/{name}/one", timed(article("One"), "text/html"))
        collect(web, tmp_path, *(source(name, "feed", f"{NEWS}/{name}/feed") for name in ("a", "b")), delay=delay)
    assert len(times) == 4
    gaps = [later - earlier for earlier, later in pairwise(times)]
    assert min(gaps) > delay * 0.4
