"""Mail addresses: one address and nothing else."""

import re

_LOCAL = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_ADDRESS = re.compile(rf"{_LOCAL}@{_LABEL}(?:\.{_LABEL})*")
_LONGEST, _LONGEST_LOCAL = 254, 64  # RFC 5321


class BadAddress(ValueError):
    """Not one mail address; the message does not hold it, so that it may be logged."""


def one_address(text: str) -> str:
    """The address, its domain in lower case. Raises BadAddress for none, for several, for a name with one.

    Quoted local parts and those beyond ASCII are refused: hardly anyone has one, and much breaks on them.
    """
    text = text.strip()
    local, _, domain = text.rpartition("@")
    try:
        domain = domain.encode("idna").decode("ascii").lower()
    except UnicodeError:
        raise BadAddress("the part after the @ is no domain name") from None
    address = f"{local}@{domain}"
    if not _ADDRESS.fullmatch(address) or len(address) > _LONGEST or len(local) > _LONGEST_LOCAL:
        raise BadAddress("this is not one mail address of the form name@domain")
    return address


def mailbox_of(address: str) -> str:
    """The mailbox that a checked address leads to, as far as it shows: without a tag ("ann+news@"), in lower case.

    It counts what a mailbox is sent; mails go to the address as it was given.
    """
    local, _, domain = address.lower().rpartition("@")
    return f"{local.partition('+')[0] or local}@{domain}"
