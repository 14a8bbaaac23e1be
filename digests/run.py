"""Making the digests of every stretch of time that is over, and sending what waits."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlite_utils import Database

from db import news as known
from db.subscribers import ledger, store
from digests.alerts import AlertKind, prepare
from digests.matching import NewsIndex, select
from digests.news import gather
from digests.outbox import Delivered, send_all
from digests.rendering import Digest, message_id, render
from digests.sending import Transport, transport
from digests.settings import DigestSettings
from digests.windows import Frequency, Window, window_before

__all__ = ["Delivered", "DigestSettings", "Made", "deliver", "make_digests"]

_FREQUENCIES = {frequency.value: frequency for frequency in Frequency}
_KEPT = timedelta(days=30)  # the words of a mail that was sent
_LATE = timedelta(days=14)  # so long after it was known, what turns up late is still told


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """How many digests were made."""

    digests: int


def make_digests(public: Database, subscribers: Database, *, now: datetime, settings: DigestSettings) -> Made:
    """Make and queue the digests of every window that is over at ``now`` and was not made before.

    Windows that were missed are made as one. It may be killed anywhere and run again, and two at once do
    the work of one.
    """
    tidy(subscribers, now=now)
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
    frequency = _FREQUENCIES[run.frequency]
    addressees = list(store.addressees(subscribers, run.frequency))
    late_since = run.since - _LATE
    window = gather(
        public,
        since=run.since,
        until=run.until,
        late_since=late_since,
        considered=ledger.considered_since(subscribers, run.frequency, late_since),
        # Before the first run there was nobody to tell, so nothing of then is late.
        tell_late=ledger.has_finished_run(subscribers, run.frequency),
        searches={a.value for reader in addressees for a in reader.alerts if a.kind == AlertKind.SEARCH},
    )
    names, redirects = known.names(public), known.redirects(public)
    down = [row["title"] for row in known.sources_down(public)]
    made, index = 0, NewsIndex(window.news)
    for reader in addressees if window.news else ():
        alerts = [prepare(alert, names=names, redirects=redirects) for alert in reader.alerts]
        near = index.near(alerts)
        if not near or ledger.has_digest(subscribers, reader.subscriber_id, run):
            continue
        entries = select(
            near,
            alerts,
            since=run.since,
            until=run.until,
            told=ledger.told_to(subscribers, reader.subscriber_id),
        )
        if not entries:
            continue
        digest = Digest(
            recipient=reader.address,
            unsubscribe_token=reader.unsubscribe_token,
            frequency=frequency,
            window=Window(start=run.since, end=run.until),
            entries=entries,
            sources_down=down,
            made_at=now,
        )
        key = digest.key(reader.subscriber_id)
        made += ledger.save_digest(
            subscribers,
            reader.subscriber_id,
            run,
            told=[item for entry in entries for item in entry.told],
            entries=len(entries),
            mail=ledger.Mail(
                key=key,
                message_id=message_id(key, settings),
                recipient=reader.address,
                message=render(digest, key=key, settings=settings),
            ),
            now=now,
        )
    ledger.finish_run(subscribers, run, window.articles, now=now, forget_before=run.since - 2 * _LATE)
    return made


def tidy(subscribers: Database, *, now: datetime) -> int:
    """Forget what need not be kept: sign-ups never confirmed, the words of old mails. How many rows."""
    return store.forget_unconfirmed(subscribers, now=now) + ledger.forget_sent(subscribers, before=now - _KEPT)


def after_restore(public: Database, subscribers: Database, *, now: datetime) -> int:
    """Make a restored backup safe to go on with: it tells nothing that may have been told since it was made.

    Windows that are over count as told, and mails that waited are held; how many. Whoever missed
    something finds it on the site; nobody gets it twice.
    """
    for frequency in Frequency:
        latest = window_before(now, frequency)
        since = ledger.last_run_end(subscribers, frequency.value) or latest.start
        there = [(row["id"], row["known_at"]) for row in known.articles_known(public, since=now - _LATE, until=now)]
        ledger.skip_to(subscribers, frequency.value, since=since, until=latest.end, considered=there, now=now)
    return ledger.hold_mails(subscribers, reason="held: it waited in a backup, and may have been sent since")


def deliver(
    subscribers: Database,
    *,
    now: datetime,
    settings: DigestSettings,
    over: Callable[[DigestSettings], Transport] = transport,
) -> Delivered:
    """Send every mail that is due. ``over``: what makes the connection, for tests."""
    line = over(settings)
    try:
        return send_all(subscribers, line, now=now)
    finally:
        line.close()
