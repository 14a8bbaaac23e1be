"""Mails that came back: reports in the form of RFC 3464, and what follows for the reader."""

import email
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from email.message import Message

from sqlite_utils import Database

from db.subscribers import store
from db.subscribers.addresses import BadAddress, one_address

_SOFT_ENOUGH = 5  # mails in a row that could not be delivered for now


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounce:
    """One recipient whom a mail did not reach."""

    address: str
    message_id: str  # of the mail that came back; "" where the report does not hold it
    permanent: bool
    status: str  # "5.1.1"
    said: str = ""  # the other server's words


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What came of some reports."""

    paused: int = 0
    noted: int = 0
    not_ours: int = 0  # reports that tell of no mail of ours: forged, or of another program


def bounces_in(report: bytes) -> list[Bounce]:
    """The failures that a delivery report tells of; none for any other mail, or a mere delay."""
    message = email.message_from_bytes(report)
    message_id = _returned_id(message)
    found = []
    for part in message.walk():
        if part.get_content_type() != "message/delivery-status":
            continue
        for fields in part.get_payload() if isinstance(part.get_payload(), list) else ():
            if not isinstance(fields, Message) or str(fields.get("Action", "")).strip().lower() != "failed":
                continue
            status = str(fields.get("Status", "")).split(" ")[0].strip()
            address = _address(fields.get("Original-Recipient")) or _address(fields.get("Final-Recipient"))
            if address:
                found.append(
                    Bounce(
                        address=address,
                        message_id=message_id,
                        permanent=status.startswith("5"),
                        status=status,
                        said=" ".join(str(fields.get("Diagnostic-Code", "")).split())[:300],
                    )
                )
    return found


def _returned_id(message: Message) -> str:
    for part in message.walk():
        if part.get_content_type() == "message/rfc822":
            inner = part.get_payload()
            if isinstance(inner, list) and inner and isinstance(inner[0], Message):
                return str(inner[0].get("Message-ID", "")).strip()
        if part.get_content_type() == "text/rfc822-headers":
            body = part.get_payload(decode=True)
            if isinstance(body, bytes):
                return str(email.message_from_bytes(body).get("Message-ID", "")).strip()
    return ""


def _address(field: object) -> str:
    """The address of "rfc822; ann@union.example"."""
    _, _, address = str(field or "").partition(";")
    try:
        return one_address(address.strip().strip("<>"))
    except BadAddress:
        return ""


def take(subscribers: Database, reports: Iterable[bytes], *, now: datetime) -> Taken:
    """Pause the readers whom no mail reaches: at once where the address is dead, after five times otherwise.

    A report counts only when it returns a mail that was sent to that very address, so that nobody can
    stop another's mails by a forged one. The same report again counts once.
    """
    paused = noted = not_ours = 0
    for bounce in _all(reports):
        if not bounce.message_id or not store.was_sent(subscribers, bounce.message_id, to=bounce.address):
            not_ours += 1
            continue
        count = store.note_bounce(
            subscribers, bounce.address, message_id=bounce.message_id, said=f"{bounce.status} {bounce.said}", now=now
        )
        if count is None:
            continue
        noted += 1
        if bounce.permanent or count >= _SOFT_ENOUGH:
            reader = store.subscriber_by_address(subscribers, bounce.address)
            if reader is not None and reader.state == "active":
                store.set_state(subscribers, reader.id, "paused")
                paused += 1
    return Taken(paused=paused, noted=noted, not_ours=not_ours)


def _all(reports: Iterable[bytes]) -> Iterator[Bounce]:
    for report in reports:
        yield from bounces_in(report)
