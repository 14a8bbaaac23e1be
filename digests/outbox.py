"""Emptying the outbox: lease, send, mark. What was taken and not marked goes out again under the same Message-ID."""

import time
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlite_utils import Database

from db.subscribers import ledger
from digests.sending import Refused, Transport, TryLater, Unreachable

_BATCH = 50
_LEASE = 600  # seconds; longer than a batch takes at the relay's time-out
_FIRST_WAIT = timedelta(minutes=5)
_LONGEST_WAIT = timedelta(hours=6)
_GIVE_UP = timedelta(days=3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """How many mails were taken, and how many were given up."""

    sent: int = 0
    failed: int = 0
    waiting: int = 0  # to be tried again


def send_all(db: Database, transport: Transport, *, now: datetime, a_minute: int = 0) -> Delivered:
    """Send every mail that is due. A relay that cannot be reached ends it: the rest waits for the next call.

    ``a_minute``: how many the transport sends at most; 0 for no limit. No more are leased than it sends in time.
    """
    sent = failed = waiting = 0
    limit = min(_BATCH, a_minute * 5) or _BATCH
    begun = time.monotonic()
    # A lease counts from when it is taken, which is long after ``now`` where there is much to send.
    while batch := ledger.lease(db, now=now + passed_since(begun), seconds=_LEASE, limit=limit):
        for number, mail in enumerate(batch):
            try:
                transport.send(recipient=mail.recipient, message=mail.message, message_id=mail.message_id)
            except Unreachable as error:
                for left in batch[number:]:
                    ledger.mark_retry(db, left.id, next_try_at=now + _FIRST_WAIT, error=str(error), counted=False)
                return Delivered(sent=sent, failed=failed, waiting=waiting + len(batch) - number)
            except TryLater as error:
                if now - mail.queued_at >= _GIVE_UP:
                    ledger.mark_failed(db, mail.id, error=f"given up after three days: {error}")
                    failed += 1
                else:
                    ledger.mark_retry(db, mail.id, next_try_at=now + _wait(mail), error=str(error))
                    waiting += 1
            except Refused as error:
                ledger.mark_failed(db, mail.id, error=str(error))
                failed += 1
            else:
                ledger.mark_sent(db, mail.id, now=now)
                sent += 1
    return Delivered(sent=sent, failed=failed, waiting=waiting)


def passed_since(begun: float) -> timedelta:
    """How much time it is since that moment of the monotonic clock."""
    return timedelta(seconds=time.monotonic() - begun)


def _wait(mail: ledger.Leased) -> timedelta:
    """Twice as long each time, and not the same for all, so that a relay that was down is not stormed."""
    wait: timedelta = min(_FIRST_WAIT * int(2 ** min(mail.attempts, 10)), _LONGEST_WAIT)
    return wait * (1 + (mail.id % 20) / 100)
