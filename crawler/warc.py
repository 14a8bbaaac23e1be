"""One WARC record: the bytes that stand for a capture, and the capture read back out of them.

Each record is a gzip member of its own, so that it can be read by its offset and length. The member's
header carries both lengths in the extra field "sl" that ISO 28500 (annex D) proposes: a file's records
can be walked without inflating any of them.
"""

import io
import struct
import uuid
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeadersParser

from records.signatures import bytes_hash

_GZIP = b"\x1f\x8b\x08"
_EXTRA, _COMMENT = 4, 16  # gzip flags
_HEAD = struct.Struct("<3sBIBBH2sHII")  # magic, flags, time, level, system, extra length, "sl", 8, both lengths
_TAIL = struct.Struct("<II")  # CRC-32 and length of what was deflated
_BODY_SIZE = 64 << 20  # no page that anyone captured inflates to more
_LEVEL = 1  # level 6 makes 10% smaller files for four times the CPU
#: These headers say how the body travelled; it is kept as it was before that.
_TRAVEL = ("content-encoding", "transfer-encoding", "content-length")
_KEPT_AS = "X-Archive-Orig-"
_HTTP_HEAD = StatusAndHeadersParser(["HTTP/"])


class RecordDamaged(ValueError):
    """Bytes that should be a WARC record are not; the message says which and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """What one response record holds."""

    url: str
    status: int
    headers: dict[str, str]
    body: bytes
    captured_at: str  # WARC-Date as it stands, ISO


def record(url: str, body: bytes, headers: Mapping[str, str], at: datetime) -> bytes:
    """The gzip member of a response record. Costs CPU outside the interpreter's lock: fit for a thread."""
    http = ["HTTP/1.1 200 OK"]
    for name, value in headers.items():
        name, value = _one_line(name), _one_line(value)
        http.append(f"{_KEPT_AS if name.lower() in _TRAVEL else ''}{name}: {value}")
    http.append(f"Content-Length: {len(body)}")
    head = "\r\n".join(http).encode("utf-8", "replace") + b"\r\n\r\n"
    warc = (
        "WARC/1.1\r\n"
        "WARC-Type: response\r\n"
        f"WARC-Record-ID: <urn:uuid:{uuid.uuid4()}>\r\n"
        f"WARC-Target-URI: {_one_line(url)}\r\n"
        f"WARC-Date: {at.astimezone(UTC).isoformat(timespec='seconds').replace('+00:00', 'Z')}\r\n"
        f"WARC-Payload-Digest: sha256:{bytes_hash(body)}\r\n"
        "Content-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(head) + len(body)}\r\n\r\n"
    ).encode("utf-8", "replace")
    return _member([warc, head, body, b"\r\n\r\n"])


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _member(parts: list[bytes], *, comment: bytes = b"") -> bytes:
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = b"".join([*(packer.compress(part) for part in parts), packer.flush()])
    crc = length = 0
    for part in parts:
        crc, length = zlib.crc32(part, crc), length + len(part)
    note = comment + b"\0" if comment else b""
    total = _HEAD.size + len(note) + len(packed) + _TAIL.size
    flags = _EXTRA | (_COMMENT if comment else 0)
    head = _HEAD.pack(_GZIP, flags, 0, 0, 255, 12, b"sl", 8, total, length & 0xFFFFFFFF)
    return head + note + packed + _TAIL.pack(crc, length & 0xFFFFFFFF)


def blank(length: int) -> bytes:
    """A member of exactly that many bytes that holds no capture: what a removed one is overwritten with."""
    words = b"WARC/1.1\r\nWARC-Type: metadata\r\nContent-Length: 0\r\n\r\n\r\n\r\n"
    bare = len(_member([words]))
    if length < bare + 2:
        raise ValueError(f"a blank record takes {bare + 2} bytes, got {length}")
    return _member([words], comment=b" " * (length - bare - 1))


def head_size() -> int:
    """How many bytes ``member_length`` wants to see."""
    return _HEAD.size


def member_length(head: bytes) -> int | None:
    """Length of the member that begins with these bytes; None when they are no beginning of ours."""
    if len(head) < _HEAD.size:
        return None
    magic, flags, _, _, _, extra, name, size, length, _ = _HEAD.unpack(head[: _HEAD.size])
    if magic != _GZIP or not flags & _EXTRA or (extra, name, size) != (12, b"sl", 8):
        return None
    return int(length)


def inflate(member: bytes, *, limit: int) -> bytes:
    """What one gzip member holds. Raises RecordDamaged when it is cut off, broken or over ``limit`` bytes."""
    unpacker = zlib.decompressobj(zlib.MAX_WBITS + 16)
    try:
        plain = unpacker.decompress(member, limit)
    except zlib.error as error:
        raise RecordDamaged(f"cannot be decompressed ({error})") from None
    if not unpacker.eof:
        raise RecordDamaged(f"holds over {limit:,} bytes" if unpacker.unconsumed_tail else "is cut off")
    return plain


def parse(plain: bytes) -> Capture | None:
    """The capture in one record's bytes; None for a record of another type. Raises RecordDamaged."""
    try:
        found = next(iter(ArchiveIterator(io.BytesIO(plain))), None)
        if found is None or found.rec_type != "response":
            return None
        if found.http_headers is None:  # warcio reads them behind http addresses only, and ours may be a urn:
            found.http_headers = _HTTP_HEAD.parse(found.raw_stream)
        return _capture(found)
    except RecordDamaged:
        raise
    except Exception as error:  # noqa: BLE001 - warcio raises whatever a broken record makes it stumble on
        raise RecordDamaged(f"is no WARC record ({type(error).__name__}: {error})") from None


def _capture(found: Any) -> Capture:
    wanted = found.rec_headers.get_header("Content-Length")
    stream = found.content_stream()
    body = b""
    while chunk := stream.read(1 << 20):
        body += chunk
        if len(body) > _BODY_SIZE:
            raise RecordDamaged(f"holds over {_BODY_SIZE:,} bytes")
    if wanted and wanted.isdigit() and found.raw_stream.limit > 0:
        raise RecordDamaged(f"is cut off: {found.raw_stream.limit:,} of {int(wanted):,} bytes are missing")
    status = found.http_headers.get_statuscode() or "0"
    headers = {
        name.removeprefix(_KEPT_AS): value
        for name, value in found.http_headers.headers
        if name.lower() != "content-length" or not found.http_headers.get_header(f"{_KEPT_AS}{name}")
    }
    return Capture(
        url=(found.rec_headers.get_header("WARC-Target-URI") or "").strip("<> "),
        status=int(status) if status.isdigit() else 0,
        headers=headers,
        body=body,
        captured_at=found.rec_headers.get_header("WARC-Date") or "",
    )
