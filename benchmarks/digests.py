"""100,000 saved searches against 1,000 new articles, and 5,000 mails handed to an SMTP server on this machine.

    python -m benchmarks.digests

A tenth of the searches are distinct, each has a reader of its own;
a hundred of them are also run alone over the same articles, and must find the same. The server that
takes the mails counts them; it is written in Python and shares the machine.
"""

import argparse
import asyncio
import random
import tempfile
import threading
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from db.subscribers import ledger, store
from db.window_index import WindowIndex
from digests.alerts import Alert, AlertKind, search_key
from digests.matching import Entry, NewsIndex, select
from digests.news import News
from digests.rendering import Digest, message_id, render
from digests.run import deliver
from digests.settings import DigestSettings
from digests.windows import Frequency, Window

_ARTICLES, _SEARCHES, _DISTINCT, _MAILS = 1_000, 100_000, 10_000, 5_000
_NOW = datetime(2026, 1, 2, 8, tzinfo=UTC)
_SINCE = datetime(2026, 1, 1, 8, tzinfo=UTC)


def invented(chance: random.Random) -> tuple[list[str], list[float]]:
    """Words, and cumulated weights that fall as they do in a language."""
    words = sorted({"".join(chance.choices("bcdfghklmnprstvw", k=3)) + chance.choice("aeiou") for _ in range(30_000)})
    total, edges = 0.0, []
    for rank in range(len(words)):
        edges.append(total := total + 1 / (rank + 10))
    return words, edges


def matching(chance: random.Random) -> None:
    words, edges = invented(chance)
    texts = {(f"a{n}", ""): " ".join(chance.choices(words, cum_weights=edges, k=500)) for n in range(_ARTICLES)}
    # Half of the searches are two words, a quarter are a phrase of an article, a quarter exclude something.
    searches = []
    for n in range(_DISTINCT):
        text = texts[f"a{chance.randrange(_ARTICLES)}", ""].split()
        at = chance.randrange(len(text) - 2)
        two = chance.choices(words[2_000:], k=2)
        searches.append([" ".join(two), " ".join(two), f'"{text[at]} {text[at + 1]}"', f"{two[0]} -{two[1]}"][n % 4])
    readers = [
        Alert(id=n, kind=AlertKind.SEARCH, value=s, why=s, ids=frozenset({search_key(s)}))
        for n, s in enumerate(chance.choices(searches, k=_SEARCHES))
    ]
    begun = time.process_time()
    index = WindowIndex(texts, {})
    found: dict[str, set[str]] = {}
    for key, search in {search_key(s): s for s in searches}.items():
        for article, _ in index.matches(search):
            found.setdefault(article, set()).add(key)
    searched = time.process_time() - begun
    news = [item(f"a{n}", searches=frozenset(found.get(f"a{n}", ()))) for n in range(_ARTICLES)]
    by_key = NewsIndex(news)
    told = 0
    for reader in readers:
        near = by_key.near([reader])
        told += bool(near and select(near, [reader], since=_SINCE, until=_NOW))
    total = time.process_time() - begun
    print(f"{_SEARCHES:,} searches ({_DISTINCT:,} distinct) x {_ARTICLES:,} articles: {total:.1f} s CPU, of it")
    print(f"  {searched:.1f} s in the index; {told:,} readers have a digest")
    for search in chance.sample(searches, 100):
        alone = WindowIndex(texts, {})
        own = {article for article, _ in alone.matches(search)}
        assert own == {article for article, keys in found.items() if search_key(search) in keys}, search
        alone.close()
    print("  100 of them run alone find the same")


def item(id: str, *, searches: frozenset[str] = frozenset()) -> News:
    return News(
        id=f"article:{id}",
        known_at=_SINCE,
        article_id=id,
        headline=f"Ministers set out their plans for {id}",
        url=f"https://news.example/{id}",
        source="The Weekly",
        source_id="weekly",
        happened_on="2026-01-01",
        policy_id=id,
        policy=f"Plans for {id}",
        position="consultation",
        state="live",
        sentence="The department is to consult on the plans, it said, and to bring in a bill in the spring. " * 2,
        searches=searches,
    )


class Sink(threading.Thread):
    """The least that an SMTP server can be: it says yes and counts."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.taken, self.port = 0, 0
        self.ready = threading.Event()

    def run(self) -> None:
        asyncio.run(self._serve())

    async def _serve(self) -> None:
        server = await asyncio.start_server(self._talk, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        self.ready.set()
        await server.serve_forever()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 sink\r\n")
        while line := await reader.readline():
            if line.upper().startswith(b"DATA"):
                writer.write(b"354 go on\r\n")
                await reader.readuntil(b"\r\n.\r\n")
                self.taken += 1
            writer.write(b"250 yes\r\n")
        writer.close()


def sending() -> None:
    entries = [
        Entry(
            key=f"p{n}", title=f"Plans for p{n}", policy_id=f"p{n}", position="bill", state="live", shifts=(),
            articles=(item(f"p{n}"),), because=("you follow every policy",),
        )
        for n in range(3)
    ]  # fmt: skip
    sink = Sink()
    sink.start()
    sink.ready.wait()
    with tempfile.TemporaryDirectory() as folder:
        db = store.open_subscribers(Path(folder) / "subscribers.db")
        own = DigestSettings(
            base_url="https://papers.example",
            from_address="alerts@papers.example",
            smtp_host="127.0.0.1",
            smtp_port=sink.port,
            smtp_security="none",
        )
        digest = Digest(
            recipient="", unsubscribe_token="t" * 43, frequency=Frequency.DAILY,
            window=Window(start=_SINCE, end=_NOW), entries=entries, made_at=_NOW,
        )  # fmt: skip
        begun = time.perf_counter()
        mails = []
        for n in range(_MAILS):
            one = replace(digest, recipient=f"reader{n}@union.example")
            key = one.key(n)
            raw = render(one, key=key, settings=own)
            mails.append(ledger.Mail(key=key, message_id=message_id(key, own), recipient=one.recipient, message=raw))
        built = time.perf_counter() - begun
        for mail in mails:
            ledger.queue_mail(db, mail, now=_NOW)
        queued = time.perf_counter() - begun - built
        begun = time.perf_counter()
        delivered = deliver(db, now=_NOW, settings=own)
        sent = time.perf_counter() - begun
        assert delivered.sent == sink.taken == _MAILS
        size = sum(len(mail.message) for mail in mails) / _MAILS / 1000
    print(f"{_MAILS:,} mails of {size:.1f} kB: built at {_MAILS / built:,.0f} a second, queued one by one at")
    print(f"  {_MAILS / queued:,.0f} a second, sent at {_MAILS / sent:,.0f} a second; {sink.taken:,} taken")


if __name__ == "__main__":
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
    matching(random.Random(1))
    sending()
