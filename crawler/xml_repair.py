"""Feeds and sitemaps as they come off the web, made readable: whatever can be read of them is read."""

import codecs
import re
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from lxml import etree

from crawler.leads import Answer, iso, time_of

_PROLOGUE = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)[\"']", re.IGNORECASE)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
#: Entities that a document defines for itself are dropped with its DOCTYPE: nothing real needs them, bombs do.
_DOCTYPE = re.compile(r"<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>", re.DOTALL | re.IGNORECASE)
_OPEN_DOCTYPE = re.compile(r"<!(?:DOCTYPE|ENTITY)[^<]*", re.IGNORECASE)
_REFERENCE = re.compile(r"&#(?:x([0-9a-fA-F]{1,8})|(\d{1,9}));?")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_NAMED_ZONES = {"BST": "+0100", "IST": "+0100", "WEST": "+0100", "CET": "+0100", "CEST": "+0200", "UT": "+0000"}
_ZONE = re.compile(r"\b(" + "|".join(_NAMED_ZONES) + r")\s*$")
_UNPACKED = 20 << 20  # bytes; a sitemap may hold 50 MB, and no news site's does


class NotXml(ValueError):
    """Nothing in it can be read; the message says what was found instead."""


def repaired(answer: Answer) -> str:
    """The document as text that an XML parser takes: no controls, surrogates, DOCTYPE or broken bytes.

    Raises NotXml for an empty answer, and for a page that is none.
    """
    body = unpacked(answer.body)
    text = _decoded(body, answer.content_type)
    text = _OPEN_DOCTYPE.sub("", _DOCTYPE.sub("", text))
    text = _CONTROL.sub("", _REFERENCE.sub(_valid_reference, text)).strip().removeprefix("\ufeff").lstrip()
    if not text:
        raise NotXml("the answer is empty")
    if re.match(r"<(?:!doctype\s+html|html)\b", body[:200].decode("ascii", "ignore").strip(), re.IGNORECASE):
        raise NotXml("an HTML page came instead of XML; the address may have moved")
    if not text.startswith("<"):
        raise NotXml(f"wanted XML, got text that begins with {text[:40]!r}")
    return re.sub(r"^<\?xml[^>]*\?>", "", text).lstrip()


def unpacked(body: bytes, *, limit: int = _UNPACKED) -> bytes:
    """The body, gunzipped where it is a .gz file; a cut-off one as far as it goes. Raises NotXml over ``limit``."""
    if not body.startswith(b"\x1f\x8b"):
        return body
    unpacker = zlib.decompressobj(zlib.MAX_WBITS + 16)
    try:
        plain = unpacker.decompress(body, limit)
    except zlib.error as error:
        raise NotXml(f"is no gzip file that can be read ({error})") from None
    if unpacker.unconsumed_tail:
        raise NotXml(f"unpacks to over {limit >> 20} MB")
    return plain


def _decoded(body: bytes, content_type: str) -> str:
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace")
    if body[:4] in (b"<\0?\0", b"<\0r\0"):
        return body.decode("utf-16-le", "replace")
    if body[:4] in (b"\0<\0?", b"\0<\0r"):
        return body.decode("utf-16-be", "replace")
    try:
        # What is UTF-8 and not plain ASCII is UTF-8, whatever it says: nothing else comes out so by chance.
        return body.decode("utf-8")
    except UnicodeDecodeError:
        pass
    declared = _PROLOGUE.match(body)
    header = _CHARSET.search(content_type)
    for name in (declared[1].decode("ascii") if declared else "", header[1] if header else "", "cp1252"):
        if not name or name.replace("-", "").lower() == "utf8":
            continue
        if name.lower() in ("iso-8859-1", "latin-1", "latin1"):
            name = "cp1252"  # as in every browser
        try:
            return body.decode(name, "replace")
        except LookupError:
            continue
    return body.decode("utf-8", "replace")


def _valid_reference(found: re.Match[str]) -> str:
    number = int(found[1], 16) if found[1] else int(found[2])
    if number in (9, 10, 13) or 0x20 <= number <= 0xD7FF or 0xE000 <= number <= 0xFFFD or 0x10000 <= number <= 0x10FFFF:
        return f"&#{number};"
    return ""


def elements(text: str) -> Iterator[etree._Element]:
    """Every element that stands whole in the document, in order; a cut-off or broken end costs only itself."""
    parser = etree.XMLPullParser(
        events=("end",), recover=True, resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False
    )
    data = text.encode("utf-8", "replace")
    try:
        for start in range(0, len(data), 65536):
            parser.feed(data[start : start + 65536])
            yield from _read(parser)
        parser.close()
    except etree.XMLSyntaxError:
        pass
    yield from _read(parser)


def _read(parser: Any) -> Iterator[etree._Element]:
    for _, element in parser.read_events():
        yield element


def cut_to_whole(text: str, *names: str) -> str:
    """The text up to the end of its last whole element of these names; a cut-off one would be half an address."""
    ends = [found.end() for found in re.finditer(rf"</(?:[\w-]+:)?(?:{'|'.join(names)})\s*>", text)]
    return text[: ends[-1]] if ends else text


def local(element: etree._Element) -> str:
    """An element's name without its namespace: publishers misspell those."""
    return element.tag.rsplit("}", 1)[-1].lower() if isinstance(element.tag, str) else ""


def feed_time(text: str | None) -> str | None:
    """A feed's date, in any form that feeds use, as ISO in UTC; None where it is none."""
    text = " ".join((text or "").split())
    if not text:
        return None
    if (time := time_of(text)) is not None:
        return iso(time)
    text = _ZONE.sub(lambda found: _NAMED_ZONES[found[1]], text)
    try:
        parsed = parsedate_to_datetime(text)
        return iso(parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC))
    except (ValueError, TypeError, OverflowError):
        return None


def not_future(text: str | None, now: datetime, *, slack_hours: int = 26) -> str | None:
    """The time, unless it lies ahead by more than clocks and zones explain: that is no news of the future."""
    time = time_of(text)
    if time is None or (time - now).total_seconds() > slack_hours * 3600:
        return None
    return text
