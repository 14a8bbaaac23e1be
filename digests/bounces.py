"""Mails that came back (RFC 3464) or that a reader called spam (RFC 5965), and what follows for the reader."""

import email
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from urllib.parse import quote

from sqlite_utils import Database

from db.subscribers import bounces as ledger
from db.subscribers import store
from db.subscribers.addresses import BadAddress, one_address
from digests.rendering import STOP_WORD

_SENT_TO = ("To", "Delivered-To", "X-Original-To", "Envelope-To")
_OF_ONE_MAIL = re.compile(r"\+([0-9a-f]{16}\.[0-9a-f]{16})@")
_TOKEN = re.compile(r"[A-Za-z0-9_-]{20,100}")
_SOFT_ENOUGH = 5  # mails in a row that could not be delivered for now


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounce:
    """One recipient whom a mail did not reach, or who complained of it."""

    address: str  # "" in a complaint: providers black it out, and whom the mail went to is known here
    message_id: str  # of the mail that came back; "" where the report does not hold it
    permanent: bool
    status: str  # "5.1.1"
    said: str = ""  # the other server's words
    sent_to: str = ""  # what tells one mail in the address that the report was sent to, where each has its own
    stop_link: str = ""  # of the mail that a reader complains of: it holds what only they were sent


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """That a reader wants no more mails, as the header of ours lets mail programs write it."""

    token: str
    sent_at: datetime | None  # None where the mail does not say


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What came of some reports."""

    paused: int = 0
    noted: int = 0
    stopped: int = 0  # readers who stopped their alerts by a mail
    not_ours: int = 0  # reports that tell of no mail of ours: forged, or of another program


def bounces_in(report: bytes) -> list[Bounce]:
    """The failures that a delivery report tells of, or a complaint; none for any other mail, or a mere delay."""
    message = email.message_from_bytes(report)
    message_id, sent_to = _returned(message, "Message-ID"), _own_address(message)
    found = _complaints(message, message_id)
    for part in message.walk():
        if part.get_content_type() != "message/delivery-status":
            continue
        for fields in part.get_payload() if isinstance(part.get_payload(), list) else ():
            if not isinstance(fields, Message) or str(fields.get("Action", "")).strip().lower() != "failed":
                continue
            status = str(fields.get("Status", "")).split(" ")[0].strip()
            address = _address(fields.get("Original-Recipient")) or _address(fields.get("Final-Recipient"))
            if address or sent_to:
                found.append(
                    Bounce(
                        sent_to=sent_to,
                        address=address,
                        message_id=message_id,
                        permanent=status.startswith("5"),
                        status=status,
                        said=" ".join(str(fields.get("Diagnostic-Code", "")).split())[:300],
                    )
                )
    return found


def _complaints(message: Message, message_id: str) -> list[Bounce]:
    for part in message.walk():
        fields = part.get_payload()
        if part.get_content_type() != "message/feedback-report" or not isinstance(fields, list):
            continue
        kind = " ".join(str(field.get("Feedback-Type", "")) for field in fields if isinstance(field, Message)).strip()
        if kind.lower() in ("abuse", "fraud", "opt-out"):
            link = "".join(_returned(message, "List-Unsubscribe").split())
            return [
                Bounce(address="", message_id=message_id, permanent=True, status=f"complaint: {kind}", stop_link=link)
            ]
    return []


def _own_address(message: Message) -> str:
    """What tells one mail in the address of ours that the report was sent to; "" where it went to the plain one."""
    sent_to = " ".join(str(value) for name in _SENT_TO for value in message.get_all(name, ()))
    found = _OF_ONE_MAIL.search(sent_to)
    return found[1] if found else ""


def _returned(message: Message, header: str) -> str:
    """A header of the mail that the report returns; "" where it does not."""
    for part in message.walk():
        if part.get_content_type() == "message/rfc822":
            inner = part.get_payload()
            if isinstance(inner, list) and inner and isinstance(inner[0], Message):
                return str(inner[0].get(header, "")).strip()
        if part.get_content_type() == "text/rfc822-headers":
            body = part.get_payload(decode=True)
            if isinstance(body, bytes):
                return str(email.message_from_bytes(body).get(header, "")).strip()
    return ""


def _address(field: object) -> str:
    """The address of "rfc822; ann@union.example"."""
    _, _, address = str(field or "").partition(";")
    try:
        return one_address(address.strip().strip("<>"))
    except BadAddress:
        return ""


def take(subscribers: Database, reports: Iterable[bytes], *, now: datetime) -> Taken:
    """Pause whom no mail reaches: at once where the address is dead or its reader complains, else after five times.

    A report counts only when it returns a mail that was sent to that very address, or went to the address that this
    mail alone was sent from; a complaint, which names nobody, when it returns the mail's own link. So nobody can stop
    another's mails by a forged one. The same report again counts once. A mail whose subject holds a reader's own
    token stops their alerts.
    """
    paused = noted = not_ours = stopped = 0
    for bounce in _all(reports):
        if isinstance(bounce, Stop):
            # The same mail may be read again when the reader has long asked for other alerts.
            stopped += store.unsubscribe(subscribers, bounce.token, until=min(bounce.sent_at or now, now))
            continue
        if not bounce.message_id and bounce.sent_to:
            bounce = _found(subscribers, bounce)
        address = bounce.address or _who_complains(subscribers, bounce)
        if not bounce.message_id or not address or not ledger.was_sent(subscribers, bounce.message_id, to=address):
            not_ours += 1
            continue
        count = ledger.note_bounce(
            subscribers, address, message_id=bounce.message_id, said=f"{bounce.status} {bounce.said}", now=now
        )
        if count is None:
            continue
        noted += 1
        if bounce.permanent or count >= _SOFT_ENOUGH:
            reader = store.subscriber_by_address(subscribers, address)
            if reader is not None and reader.state == "active":
                store.set_state(subscribers, reader.id, "paused")
                paused += 1
    return Taken(paused=paused, noted=noted, not_ours=not_ours, stopped=stopped)


def _found(subscribers: Database, bounce: Bounce) -> Bounce:
    """The same with its mail and reader, by the address of ours that the report was sent to."""
    message_id = ledger.message_id_of(subscribers, bounce.sent_to)
    return replace(bounce, message_id=message_id, address=ledger.recipient_of(subscribers, message_id))


def _who_complains(subscribers: Database, bounce: Bounce) -> str:
    address = ledger.recipient_of(subscribers, bounce.message_id)
    reader = store.subscriber_by_address(subscribers, address) if address else None
    return address if reader is not None and quote(reader.unsubscribe_token, safe="") in bounce.stop_link else ""


def _all(reports: Iterable[bytes]) -> Iterator[Bounce | Stop]:
    for report in reports:
        stop = stop_in(report)
        if stop is not None:
            yield stop
        yield from bounces_in(report)


def stop_in(mail: bytes) -> Stop | None:
    """What a mail asks for by whose subject a reader stops their alerts; None for any other."""
    message = email.message_from_bytes(mail)
    word, _, token = " ".join(str(message.get("Subject", "")).split()).partition(" ")
    if word.lower() != STOP_WORD or not _TOKEN.fullmatch(token):
        return None
    try:
        sent_at = parsedate_to_datetime(str(message.get("Date", "")))
    except ValueError:
        sent_at = None
    return Stop(token=token, sent_at=sent_at.astimezone(UTC) if sent_at is not None and sent_at.tzinfo else None)
