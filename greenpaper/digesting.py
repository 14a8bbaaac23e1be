"""`greenpaper digest`: sending by hand, looking ahead, what became of the mails, and those that came back."""

import mailbox
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from sqlite_utils import Database

from db import news
from db.connect import open_database
from db.public.migrations import migrations as public_schema
from db.subscribers import ledger, store, suppression, webhooks
from db.subscribers.addresses import BadAddress
from digests.auditing import never_met
from digests.bounces import take
from digests.rendering import in_text
from digests.run import deliver, make_digests, upcoming
from digests.timing import in_words, paces
from greenpaper.mailing import digest_settings
from greenpaper.settings import Settings
from greenpaper.status import when
from records.dates import LONDON
from records.errors import Tellable

_SHOWN = 20
_MEASURED = timedelta(days=30)


class NobodyThere(Tellable):
    """Nobody of that address has alerts; the message says so without the address."""


class NoMailbox(Tellable):
    """The path holds no mails; the message names it."""


@contextmanager
def _databases(settings: Settings) -> Iterator[tuple[Database, Database]]:
    """(the published database, the subscribers)"""
    public = open_database(settings.public_path, public_schema)
    subscribers = store.open_subscribers(settings.subscribers_path)
    try:
        yield public, subscribers
    finally:
        public.close()
        subscribers.close()


def send(settings: Settings, *, now: datetime, say: Callable[[str], None]) -> int:
    """Make the digests of every window that is over, and deliver what waits; how many mails were given up."""
    own = digest_settings(settings)
    with _databases(settings) as (public, subscribers):
        made = make_digests(public, subscribers, now=now, settings=own)
        sent = deliver(subscribers, now=now, settings=own)
    if made.waits:
        say("the published database is being written: digests are made the next time")
    say(
        f"digests made: {made.digests:,}; mails sent: {sent.sent:,}, waiting: {sent.waiting:,}, failed: {sent.failed:,}"
    )
    return sent.failed


def preview(settings: Settings, address: str, *, now: datetime) -> str:
    """What the reader's next digests would hold if they were made now. Raises NobodyThere."""
    own = digest_settings(settings)
    with _databases(settings) as (public, subscribers):
        try:
            reader = store.subscriber_by_address(subscribers, address)
        except BadAddress as error:
            raise NobodyThere(str(error)) from None
        if reader is None or not store.alerts_of(subscribers, reader.id):
            raise NobodyThere("nobody of that address has alerts")
        found = upcoming(public, subscribers, address, now=now)
    if not found:
        words = "" if reader.state == "active" else f" The reader is {reader.state}."
        return f"Nothing to tell.{words}"
    return "\n\n".join(f"{digest.frequency.value}:\n\n{in_text(digest, settings=own)}" for digest in found)


def replay(settings: Settings, mail_ids: Iterable[int], *, now: datetime, say: Callable[[str], None]) -> int:
    """Queue mails again that were given up or held; how many could not be."""
    missed = 0
    subscribers = store.open_subscribers(settings.subscribers_path)
    try:
        for mail_id in mail_ids:
            if ledger.replay(subscribers, mail_id, now=now):
                say(f"{mail_id}: queued again, under the same Message-ID; `greenpaper digest send` sends it")
            else:
                say(f"{mail_id}: there is no such mail that was given up or held")
                missed += 1
    finally:
        subscribers.close()
    return missed


def suppress(settings: Settings, address: str, *, lift: bool, now: datetime, say: Callable[[str], None]) -> None:
    """Send nothing to the address ever again, or let it be mailed again. Raises NobodyThere."""
    subscribers = store.open_subscribers(settings.subscribers_path)
    try:
        if not lift:
            suppression.suppress(subscribers, address, now=now)
            say("nothing is sent to this address any more; its alerts and mails are deleted")
        elif suppression.lift(subscribers, address):
            say("this address may sign up again")
        else:
            say("this address was not suppressed")
    except BadAddress as error:
        raise NobodyThere(str(error)) from None
    finally:
        subscribers.close()


def bounces(settings: Settings, path: Path, *, now: datetime, say: Callable[[str], None]) -> None:
    """Take the delivery reports of a mailbox. Raises NoMailbox."""
    subscribers = store.open_subscribers(settings.subscribers_path)
    try:
        taken = take(subscribers, _mails(path), now=now)
    finally:
        subscribers.close()
    say(f"bounces: {taken.noted:,} new, {taken.paused:,} readers paused, {taken.not_ours:,} of no mail of ours")
    if taken.stopped:
        say(f"stopped by mail: the alerts of {taken.stopped:,} readers")


def _mails(path: Path) -> Iterator[bytes]:
    """Every mail of an mbox file, a Maildir, or a folder of files; what is being delivered now is left alone."""
    if path.is_dir():
        for file in sorted(path.rglob("*")):
            if file.is_file() and "tmp" not in file.relative_to(path).parts:
                yield file.read_bytes()
        return
    try:
        with path.open("rb") as opened:
            is_mbox = opened.read(5) == b"From "
        if not is_mbox:
            yield path.read_bytes()
            return
    except OSError as error:
        raise NoMailbox(f"{path}: {error.strerror}") from None
    kept = mailbox.mbox(path, create=False)
    try:
        for key in kept.keys():  # noqa: SIM118 - iterating a mailbox parses every mail
            yield kept.get_bytes(key)
    finally:
        kept.close()


def status(settings: Settings, *, now: datetime) -> list[str]:
    """Lines that say what became of the mails, who reads, and how long news takes."""
    with _databases(settings) as (public, subscribers):
        states = ledger.outbox_states(subscribers)
        lines = [f"mails: {', '.join(f'{count:,} {state}' for state, count in states.items()) or 'none yet'}"]
        failed = ledger.failed_mails(subscribers, limit=_SHOWN)
        lines += [f"  {mail['id']}: to {mail['recipient']}: {mail['last_error']}" for mail in failed]
        if states.get("failed", 0) > len(failed):
            lines.append(f"  and {states['failed'] - len(failed):,} older ones")
        if calls := webhooks.states(subscribers):
            lines.append(f"posts to webhooks: {', '.join(f'{count:,} {state}' for state, count in calls.items())}")
        readers = store.readers_by_state(subscribers)
        said = (f"{row['readers']:,} {row['state']} with {row['alerts']:,} alerts" for row in readers)
        lines.append(f"readers: {'; '.join(said) or 'none yet'}")
        with news.at_one_moment(public) as is_whole:
            if not is_whole:
                lines.append("digests wait: the published database is being written, or a run was stopped while it was")
        if suppressed := suppression.how_many(subscribers):
            lines.append(f"addresses to which nothing is ever sent: {suppressed:,}")
        for run in ledger.last_runs(subscribers):
            open_ = "" if run["finished_at"] else ", not finished"
            lines.append(
                f"last {run['frequency']} window: {when(run['window_start'])} to {when(run['window_end'])}: "
                f"{run['digests']:,} digests{open_}"
            )
        never = never_met(public, store.all_alerts(subscribers), today=now.astimezone(LONDON).date())
        lines += ["alerts that can never be met:"] if never else []
        lines += [f"  {n.alert.id}: {n.alert.kind} {n.alert.value}: {n.reason}" for n in never[:_SHOWN]]
        if len(never) > _SHOWN:
            lines.append(f"  and {len(never) - _SHOWN:,} more")
        measured = paces(news.article_times(public, since=now - _MEASURED), ledger.mailed(subscribers))
    if measured:
        lines.append("medians of the last thirty days, from publication to known, and from known to mailed:")
    lines += [
        f"  {pace.source}: {in_words(pace.to_known)}, {in_words(pace.to_mailed)} ({pace.articles:,} articles)"
        for pace in measured
    ]
    return lines
