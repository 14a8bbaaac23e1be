"""The site at a million articles: what a page costs beside its own raw SQL, and beside Datasette's search page.

    python -m benchmarks.site --articles 1000000 --folder benchmark-data

The database is made once in the folder and used again. Figures are CPU milliseconds of the server's
process unless they say otherwise: on a shared machine wall times say little.
"""

# ruff: noqa: E501

import argparse
import http.client
import os
import random
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from db import search_results as searching
from db.connect import immediate, open_database
from db.public.migrations import migrations
from db.public.publication import PLACES
from db.search import refresh_search
from db.search_query import parse

ROOT = Path(__file__).parent.parent
#: word -> the share of articles that hold it.
WORDS = {"government": 0.7, "union": 0.2, "ballot": 0.012, "picketing": 0.001}
_TICK = os.sysconf("SC_CLK_TCK")
_FIRST = datetime(2000, 1, 1, tzinfo=UTC)
_BODIES, _PEOPLE, _POLICIES = 2_000, 20_000, 5_000
_STAGES = ("floated", "announced", "consultation", "bill", "enacted", "in force")

# ---------------------------------------------------------------- making the database


def make(path: Path, articles: int) -> None:
    """A published database with so many articles, three mentions in each and everything that a page shows."""
    started = time.perf_counter()
    db = open_database(path, migrations)
    chance = random.Random(1)
    policies = _policies(articles)
    with immediate(db):
        db.conn.executemany(
            """insert into sources (id, title, publisher, kind, licence, publish, verified)
                values (?, ?, ?, ?, '', 'full', 1)""",
            [(f"s{n}", f"Source {n}", f"Publisher {n}", "sector-news" if n % 3 else "government") for n in range(40)],
        )
        db.conn.executemany(
            "insert into bodies (id, name, kind, in_register, articles) values (?, ?, 'association', 1, 1)",
            [(f"b{n}", f"Body number {n}") for n in range(_BODIES)],
        )
        db.conn.executemany(
            "insert into people (id, name, articles) values (?, ?, 1)",
            [(f"p{n}", f"Person number {n}") for n in range(_PEOPLE)],
        )
        db.conn.executemany(
            """insert into policies (id, title, summary, position, state, first_on, last_on, known_at, proposers, targets,
                exemptions, articles) values (?, ?, ?, ?, 'live', '2001-01-01', ?, '2001-01-01T00:00:00+00:00', '[]', '[]',
                '[]', 4)""",
            [
                (f"policy-{n}", f"Policy number {n}", "What would change", _STAGES[n % 6], f"20{10 + n % 10}-01-01")
                for n in range(policies)
            ],
        )
        db.conn.execute(
            "insert into snapshot values (1, ?, ?, 'public', 'benchmark')", ("2026-01-01T00:00:00+00:00",) * 2
        )
    for first in range(0, articles, 5_000):
        numbers = range(first, min(first + 5_000, articles))
        _write(db, chance, numbers, minutes=26 * 365 * 24 * 60 // articles, policies=policies)
        print(f"\r{numbers.stop:,} of {articles:,} articles", end="", file=sys.stderr)
    print(file=sys.stderr)
    written = time.perf_counter()
    refresh_search(db)
    db.conn.execute("analyze")
    db.conn.execute("pragma wal_checkpoint(truncate)")
    db.close()
    print(
        f"made in {written - started:.0f} s, indexed in {time.perf_counter() - written:.0f} s: "
        f"{path.stat().st_size / 1e6:,.0f} MB"
    )


def _policies(articles: int) -> int:
    return min(_POLICIES, articles // 20)


def _write(db: Database, chance: random.Random, numbers: range, *, minutes: int, policies: int) -> None:
    made = (_article(chance, number, minutes, policies) for number in numbers)
    rows = [list(part) for part in zip(*made, strict=True)]
    statements = (
        """insert into articles (position, id, url, source_id, kind, headline, lead, byline, published_at, dated,
            known_at, backfill, body, is_full, text_hash, content_hash) values (?, ?, ?, ?, 'news', ?, ?, '', ?, 1, ?, 0, ?, 1, 'x', ?)""",
        "insert into passages (article_id, start, kind, text) values (?, 0, 'paragraph', ?)",
        "insert into article_topics (article_id, topic) values (?, ?)",
        """insert into evidence (article_id, kind, item_id, start, end, text, rule) values (?, ?, ?, ?, ?, 'x', 'r')""",
        """insert into quotations (id, article_id, type, speaker, speaker_kind, speaker_id, cue, content, start)
            values (?, ?, 'direct', ?, 'person', ?, 'said', ?, 10)""",
        """insert into proposals (id, article_id, policy_id, happened_on, official, proposer, proposer_kind, proposer_id,
            action, stage, effect, commitment, exemptions, scope, summary, confidence)
            values (?, ?, ?, ?, 1, ?, 'body', ?, 'change it', ?, 'make', 'will', '[]', '[]', 'What would change', 0.8)""",
        """insert into shifts (id, policy_id, kind, to_stage, happened_on, known_at, article_id, proposal_id, sentence,
            reported, backfill, note) values (?, ?, 'moved on', ?, ?, ?, ?, ?, 'A sentence.', 0, 0, '')""",
    )
    with immediate(db):
        for statement, values in zip(statements, rows, strict=True):
            db.conn.executemany(statement, [value for many in values for value in many])


def _article(chance: random.Random, number: int, minutes: int, policies: int) -> tuple[list[tuple[Any, ...]], ...]:
    """One article's rows by table; so many minutes lie between two of them."""
    at = _FIRST + timedelta(minutes=number * minutes)
    key, day, source = f"a{number}", at.date().isoformat(), f"s{number % 40}"
    words = [f"w{min(int(chance.paretovariate(0.9)), 60_000)}" for _ in range(chance.randrange(80, 160))]
    words += [word for word, share in WORDS.items() if chance.random() < share]
    chance.shuffle(words)
    body = " ".join(words)
    bodies = {f"b{min(int(chance.paretovariate(0.7)), _BODIES - 1)}" for _ in range(2)}
    person = chance.randrange(_PEOPLE)
    evidence = [(key, "body", item, 5 * n, 5 * n + 4) for n, item in enumerate(sorted(bodies))]
    evidence.append((key, "person", f"p{person}", 20, 24))
    proposal = []
    shift = []
    if number % 4 == 0:
        policy = f"policy-{chance.randrange(policies)}"
        stage, proposer = _STAGES[number % 6], min(bodies)
        proposal.append((f"{key}-p1", key, policy, day, "A body", proposer, stage))
        evidence.append((key, "proposal", f"{key}-p1", 30, 90))
        if number % 20 == 0:
            shift.append((f"shift{number}", policy, stage, day, at.isoformat(), key, f"{key}-p1"))
    quotation = []
    if number % 3 == 0:
        said = (f"{key}-q1", key, f"Person number {person}", f"p{person}", " ".join(words[:20]))
        quotation.append(said)
        evidence.append((key, "quotation", f"{key}-q1", 10, 60))
    position = int(at.timestamp()) // 60 * PLACES + number % PLACES
    place = (position, key, f"https://s.example/{key}", source, " ".join(words[:8]), " ".join(words[8:20]))
    article = (*place, at.isoformat(), at.isoformat(), body, key)
    return [article], [(key, body)], [(key, f"topic-{number % 12}")], evidence, quotation, proposal, shift


# ---------------------------------------------------------------- measuring


class Server:
    """A server process of its own, whose CPU time can be read."""

    def __init__(self, command: list[str], port: int) -> None:
        self.port = port
        self.process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(600):
            try:
                socket.create_connection(("127.0.0.1", port), timeout=0.2).close()
                return
            except OSError:
                time.sleep(0.1)
        raise RuntimeError(f"{command[0]} did not start")

    def cpu(self) -> float:
        """Seconds of CPU that the process has used."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICK

    def stop(self) -> None:
        """End it."""
        self.process.terminate()
        self.process.wait()


def free_port() -> int:
    """A port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def ours(path: Path) -> Server:
    """The site as it is served, in one process."""
    port = free_port()
    code = (
        "from pathlib import Path; from datasette_config.app import SiteSettings, serve; "
        f"serve(Path({str(path)!r}), settings=SiteSettings(audience='public', "
        f"base_url='http://127.0.0.1:{port}'), port={port})"
    )
    return Server([sys.executable, "-c", code], port)


def theirs(path: Path) -> Server:
    """Datasette as it comes, on the same database."""
    port = free_port()
    return Server([sys.executable, "-m", "datasette", str(path), "--port", str(port)], port)


def requests(port: int, paths: Iterator[str], count: int) -> tuple[list[float], dict[int, int]]:
    """Wall milliseconds of each request over one connection, and how many came with which status."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    times, statuses = [], dict[int, int]()
    for _ in range(count):
        started = time.perf_counter()
        connection.request("GET", next(paths))
        answer = connection.getresponse()
        answer.read()
        times.append(1000 * (time.perf_counter() - started))
        statuses[answer.status] = statuses.get(answer.status, 0) + 1
    connection.close()
    return times, statuses


def page_cost(server: Server, path: str, count: int = 40) -> tuple[float, dict[int, int]]:
    """CPU milliseconds of one request to a page, after a few to warm up."""
    requests(server.port, iter([path] * 3), 3)
    before = server.cpu()
    _, statuses = requests(server.port, iter([path] * count), count)
    return 1000 * (server.cpu() - before) / count, statuses


def under_load(server: Server, paths: list[str], *, connections: int = 8, each: int = 25) -> tuple[list[float], float]:
    """Wall milliseconds of all requests of so many connections at once, and the seconds that they took together."""
    times: list[float] = []
    lock = threading.Lock()

    def read(number: int) -> None:
        mine = (paths[(number + turn) % len(paths)] for turn in range(each))
        found, _ = requests(server.port, mine, each)
        with lock:
            times.extend(found)

    threads = [threading.Thread(target=read, args=(number,)) for number in range(connections)]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(times), time.perf_counter() - started


def quantile(times: list[float], share: float) -> float:
    """The time within which that share of them lies."""
    return times[min(int(len(times) * share), len(times) - 1)]


def spread(times: list[float]) -> str:
    """The median and the slowest hundredth, in words."""
    return f"p50 {statistics.median(times):6.1f}  p99 {quantile(times, 0.99):6.1f}"


def raw_search(path: Path, word: str, count: int = 20) -> float:
    """CPU milliseconds of the SQL alone that a search page asks: counts, hits with snippets, four facets."""
    db = Database(path)
    query = parse(word)

    def ask() -> None:
        found = searching.resolve(db.conn, query)
        for kind in searching.KINDS:
            searching.count(db.conn, found, kind)
            searching.hits(db.conn, found, kind, limit={"article": 10}.get(kind, 3))
        searching.facets(db.conn, found, "article")
        searching.near_facets(db.conn, found)

    cost = cpu_of(ask, count)
    db.close()
    return cost


def cpu_of(work: Callable[[], None], count: int) -> float:
    """CPU milliseconds of one turn of ``work``."""
    work()
    before = time.process_time()
    for _ in range(count):
        work()
    return 1000 * (time.process_time() - before) / count


def write_beside(path: Path, stop: threading.Event) -> int:
    """How many articles were written, 100 a transaction, until told to stop."""
    db = open_database(path, migrations)
    written, chance = 0, random.Random(2)
    minute = int(_FIRST.timestamp()) // 60 * PLACES
    (taken,) = db.conn.execute(
        "select count(*) from articles where position between ? and ?", [minute, minute + PLACES - 1]
    ).fetchone()  # by this benchmark, run before on the same database
    first = random.SystemRandom().randrange(10**4, 10**9) * PLACES + 1 + taken
    while not stop.is_set():
        numbers = range(first + written, first + written + 100)
        _write(db, chance, numbers, minutes=0, policies=_policies(1_000))
        written += 100
        time.sleep(0.05)
    db.close()
    return written


# ---------------------------------------------------------------- the report


def report(path: Path, articles: int) -> None:
    """Print every claim with its figure."""
    site = ours(path)
    try:
        print("\nSearch page, four facets and snippets: CPU ms a page, of its raw SQL, their ratio (claim: at most 2)")
        for word in WORDS:
            page, _ = page_cost(site, f"/search?q={word}", 25)
            raw = raw_search(path, word)
            print(f"  {word:12} {page:6.1f} {raw:6.1f} {page / raw:5.1f}")
        print("\nOther pages, CPU ms (claim: article, body and policy about 8)")
        for name, address in {
            "article": f"/articles/a{articles // 8 * 4}",
            "body, 1 in 3 articles": "/bodies/b1",
            "body, rare": "/bodies/b900",
            "topic": "/topics/topic-0",
            "policy": "/policies/policy-7",
            "person": "/people/p77",
            "home": "/",
            "search JSON": "/search.json?q=government&show=articles",
            "style sheet": "/static/style.css",
        }.items():
            cost, statuses = page_cost(site, address)
            print(f"  {name:24} {cost:6.1f}  {statuses}")
        searches = [f"/search?q={word}" for word in WORDS]
        times, took = under_load(site, searches)
        print("\n8 connections, wall ms (claims: search page p99 near 100; search JSON about 300 a second a core)")
        print(f"  search page  {spread(times)}  {len(times) / took:5.0f}/s")
        before = site.cpu()
        times, took = under_load(site, ["/search.json?q=government&show=articles"], each=100)
        each = (site.cpu() - before) / len(times)
        print(f"  search JSON  {spread(times)}  {len(times) / took:5.0f}/s, {1 / each:.0f} a second of CPU")
        idle, _ = under_load(site, ["/articles/a8"], connections=2, each=200)
        stop = threading.Event()
        writer = threading.Thread(target=write_beside, args=(path, stop))
        writer.start()
        busy, _ = under_load(site, ["/articles/a8"], connections=2, each=200)
        stop.set()
        writer.join()
        print("\nReaders while the pipeline writes, wall ms p99 (claim: at most 2 x idle + 5)")
        print(f"  idle {quantile(idle, 0.99):.1f}  writing {quantile(busy, 0.99):.1f}")
    finally:
        site.stop()
    peer = theirs(path)
    try:
        print("\nThe peer: Datasette's own search page on the same table")
        for word in WORDS:
            cost, statuses = page_cost(peer, f"/{path.stem}/articles?_search={word}", 3)
            print(f"  {word:12} {cost:8.1f} CPU ms  {statuses}")
    finally:
        peer.stop()


def main() -> None:
    """Make the database if it is not there, then report."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--articles", type=int, default=100_000)
    options.add_argument("--folder", type=Path, required=True)
    chosen = options.parse_args()
    path = chosen.folder / f"site-{chosen.articles}.db"
    if not path.exists():
        chosen.folder.mkdir(parents=True, exist_ok=True)
        make(path, chosen.articles)
    print(f"{chosen.articles:,} articles, {path.stat().st_size / 1e6:,.0f} MB")
    report(path, chosen.articles)


if __name__ == "__main__":
    main()
