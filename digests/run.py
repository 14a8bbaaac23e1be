"""Making the digests of every stretch of time that is over, and sending what waits."""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlite_utils import Database

from db import news as known
from db.subscribers import ledger, store
from db.subscribers.addresses import one_address
from digests.alerts import SEARCHED, Alert, AlertKind, prepare, searches_of
from digests.corrections import corrections, moves_in
from digests.gathering import gather
from digests.matching import NewsIndex, select
from digests.news import News
from digests.outbox import Delivered, passed_since, send_all
from digests.pieces import Found
from digests.rendering import Digest, message_id, render
from digests.sending import Transport, transport
from digests.settings import DigestSettings
from digests.webhooks import payload, post_all
from digests.windows import Frequency, Window, window_before

__all__ = ["Delivered", "DigestSettings", "Made", "deliver", "make_digests"]

_FREQUENCIES = {frequency.value: frequency for frequency in Frequency}
_KEPT = timedelta(days=30)  # the words of a mail that was sent
_IDLE = timedelta(days=90)  # a reader without alerts, or whose mails came back
_LATE = timedelta(days=14)  # so long after it was known, what turns up late is still told


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """How many digests were made; none while the published database is being written."""

    digests: int
    waits: bool = False


def make_digests(public: Database, subscribers: Database, *, now: datetime, settings: DigestSettings) -> Made:
    """Make and queue the digests of every window that is over at ``now`` and was not made before.

    Windows that were missed are made as one. It may be killed anywhere and run again, and two at once do
    the work of one. A projection that is under way is waited for by the next call: half of it is no news.
    """
    tidy(subscribers, now=now)
    with known.at_one_moment(public) as is_whole:
        if not is_whole:
            return Made(digests=0, waits=True)
        return Made(
            digests=sum(_make(public, subscribers, frequency, now=now, settings=settings) for frequency in Frequency)
        )


def _make(
    public: Database, subscribers: Database, frequency: Frequency, *, now: datetime, settings: DigestSettings
) -> int:
    made = 0
    while run := ledger.open_run(subscribers, frequency.value) or _plan(subscribers, frequency, now=now):
        made += _finish(public, subscribers, run, now=now, settings=settings)
    return made


def _plan(subscribers: Database, frequency: Frequency, *, now: datetime) -> ledger.Run | None:
    """The next run, written down; None where all that is over is made."""
    latest = window_before(now, frequency)
    since = ledger.last_run_end(subscribers, frequency.value) or latest.start
    if since >= latest.end:
        return None
    ledger.plan_run(subscribers, frequency.value, since=since, until=latest.end, now=now)
    return ledger.open_run(subscribers, frequency.value)


def _finish(
    public: Database, subscribers: Database, run: ledger.Run, *, now: datetime, settings: DigestSettings
) -> int:
    addressees = list(store.addressees(subscribers, run.frequency))
    with closing(gathered(public, subscribers, run, addressees, now=now)) as there:
        made = sum(_save(reader, there, subscribers, run, now=now, settings=settings) for reader in addressees)
    ledger.finish_run(subscribers, run, there.articles, now=now, forget_before=run.since - 2 * _LATE)
    return made


def _save(
    reader: store.Addressee,
    there: "Gathered",
    subscribers: Database,
    run: ledger.Run,
    *,
    now: datetime,
    settings: DigestSettings,
) -> bool:
    """Make and keep the reader's digest; False where there is nothing to tell, or it is kept already."""
    if ledger.has_digest(subscribers, reader.subscriber_id, run):
        return False
    while (digest := digest_for(reader, there, subscribers, run, now=now)) is not None:
        key = digest.key(reader.subscriber_id)
        try:
            return ledger.save_digest(
                subscribers,
                reader.subscriber_id,
                run,
                told=list(dict.fromkeys(item for entry in digest.entries for item in entry.told)),
                moves=moves_in(shift for entry in digest.entries for shift in entry.shifts),
                entries=len(digest.entries),
                mail=ledger.Mail(
                    key=key,
                    message_id=message_id(key, settings),
                    recipient=reader.address,
                    message=render(digest, key=key, settings=settings),
                ),
                call=payload(digest, key=key, settings=settings) if reader.has_webhook else b"",
                call_alone=reader.hook_alone,
                now=now,
            )
        except ledger.ToldMeanwhile:
            continue  # by a digest of another frequency, in another process
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """The news of a run, and what is needed to say whom it concerns and why."""

    index: NewsIndex
    articles: tuple[tuple[str, str], ...]
    names: Mapping[tuple[str, str], str]
    redirects: Mapping[str, str]
    down: tuple[str, ...]
    found: Found
    taken_back: Mapping[int, Sequence[News]]  # by the reader who was told it

    def close(self) -> None:
        """Free what the searches stand in."""
        self.found.close()

    def words(self, alert: Alert, item: News) -> tuple[str, ...]:
        """Those for which the alert's search found the item."""
        (id,) = alert.ids if alert.kind in (AlertKind.SEARCH, AlertKind.QUESTION) and len(alert.ids) == 1 else ("",)
        return self.found.words(id.removeprefix(SEARCHED), item.article_id, item.policy_id)


def gathered(
    public: Database, subscribers: Database, run: ledger.Run, readers: Iterable[store.Addressee], *, now: datetime
) -> Gathered:
    """What became known in the run's stretch of time, ready for these readers."""
    late_since = run.since - _LATE
    window = gather(
        public,
        since=run.since,
        until=run.until,
        late_since=late_since,
        considered=ledger.considered_since(subscribers, run.frequency, late_since),
        # Before the first run there was nobody to tell, so nothing of then is late.
        tell_late=ledger.has_finished_run(subscribers, run.frequency),
        searches={search for reader in readers for alert in reader.alerts for search in searches_of(alert)},
    )
    return Gathered(
        index=NewsIndex(window.news),
        articles=window.articles,
        names=known.names(public),
        redirects=known.redirects(public),
        down=tuple(row["title"] for row in known.sources_down(public)),
        found=window.found,
        taken_back=corrections(public, subscribers, now=now),
    )


def digest_for(
    reader: store.Addressee, there: Gathered, subscribers: Database, run: ledger.Run, *, now: datetime
) -> Digest | None:
    """The reader's digest of the run; None where there is nothing to tell."""
    alerts = [prepare(alert, names=there.names, redirects=there.redirects) for alert in reader.alerts]
    near = there.index.near(alerts)
    back = there.taken_back.get(reader.subscriber_id, ())
    told = ledger.told_to(subscribers, reader.subscriber_id) if near or back else frozenset()
    entries = select(
        near,
        alerts,
        since=run.since,
        until=run.until,
        told=told,
        taken_back=[item for item in back if item.told_as not in told],
        words=there.words,
    )
    wants_a_word = reader.tell_nothing and run.frequency != Frequency.IMMEDIATE
    if not entries and not wants_a_word:
        return None
    return Digest(
        recipient=reader.address,
        unsubscribe_token=reader.unsubscribe_token,
        frequency=_FREQUENCIES[run.frequency],
        window=Window(start=run.since, end=run.until),
        entries=entries,
        sources_down=there.down,
        made_at=now,
    )


def upcoming(public: Database, subscribers: Database, address: str, *, now: datetime) -> list[Digest]:
    """What the reader's next digests would hold if they were made now; nothing is saved. Raises BadAddress."""
    found = []
    for frequency in Frequency:
        readers = [r for r in store.addressees(subscribers, frequency.value) if r.address == one_address(address)]
        if not readers:
            continue
        since = ledger.last_run_end(subscribers, frequency.value) or window_before(now, frequency).start
        begun = ledger.open_run(subscribers, frequency.value)
        if begun is not None and not ledger.has_digest(subscribers, readers[0].subscriber_id, begun):
            since = begun.since
        run = ledger.Run(id=0, frequency=frequency.value, since=since, until=max(since, now))
        with closing(gathered(public, subscribers, run, readers, now=now)) as there:
            digest = digest_for(readers[0], there, subscribers, run, now=now)
        found += [digest] if digest is not None else []
    return found


def tidy(subscribers: Database, *, now: datetime) -> int:
    """Forget what need not be kept: sign-ups never confirmed, idle readers, the words of old mails. How many rows."""
    readers = store.forget_unconfirmed(subscribers, now=now) + store.forget_idle(subscribers, now=now, after=_IDLE)
    return readers + ledger.forget_sent(subscribers, before=now - _KEPT)


def after_restore(public: Database, subscribers: Database, *, now: datetime) -> int:
    """Make a restored backup safe to go on with: it tells nothing that may have been told since it was made.

    Windows that are over count as told, and mails that waited are held; how many. Whoever missed
    something finds it on the site; nobody gets it twice.
    """
    for frequency in Frequency:
        latest = window_before(now, frequency)
        since = ledger.last_run_end(subscribers, frequency.value) or latest.start
        window = gather(
            public,
            since=now - _LATE,
            until=now,
            late_since=now - _LATE,
            considered=frozenset(),
            tell_late=False,
            searches=(),
        )
        window.found.close()
        ledger.skip_to(subscribers, frequency.value, since=since, until=latest.end, considered=window.articles, now=now)
    return ledger.hold_mails(subscribers, reason="held: it waited in a backup, and may have been sent since")


def deliver(
    subscribers: Database,
    *,
    now: datetime,
    settings: DigestSettings,
    over: Callable[[DigestSettings], Transport] = transport,
) -> Delivered:
    """Send every mail that is due, and post to webhooks. ``over``: what makes the connection, for tests."""
    begun, line = time.monotonic(), over(settings)
    try:
        delivered = send_all(subscribers, line, now=now, a_minute=settings.smtp_a_minute)
    finally:
        line.close()
    post_all(subscribers, now=now + passed_since(begun))
    return delivered
