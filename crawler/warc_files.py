"""The captures in anybody's WARC file: packed record by record, packed whole, or plain; broken records passed over."""

import re
import tempfile
import zlib
from collections.abc import Iterator
from typing import IO

from crawler.warc import Capture, RecordDamaged, parse

_RECORD_SIZE = 64 << 20  # bytes of one record that are kept; a longer one is no page
_CHUNK = 1 << 16
_SEEK_BACK = 16
_MEMBER = b"\x1f\x8b\x08"
_BEGIN = re.compile(rb"WARC/[01]\.\d+\r?\n")
_LENGTH = re.compile(rb"^Content-Length:\s*(\d+)\s*$", re.IGNORECASE | re.MULTILINE)
_HEADERS = 64 << 10  # bytes in which a record's headers end


def captures(file: IO[bytes]) -> Iterator[Capture | RecordDamaged]:
    """Every response of the file in its order, and in the place of each broken record what is wrong with it."""
    head = file.read(len(_MEMBER))
    file.seek(0)
    for offset, plain in _unpacked(file) if head == _MEMBER else _plain(file):
        if isinstance(plain, RecordDamaged):
            yield RecordDamaged(f"the record at byte {offset:,} {plain}")
            continue
        try:
            capture = parse(plain)
        except RecordDamaged as error:
            yield RecordDamaged(f"the record at byte {offset:,} {error}")
            continue
        if capture is not None:
            yield capture


def _unpacked(file: IO[bytes]) -> Iterator[tuple[int, bytes | RecordDamaged]]:
    """Each gzip member's content; after a broken one it goes on at the next place where a record unpacks."""
    position = 0
    while True:
        file.seek(position)
        if not file.read(1):
            return
        file.seek(position)
        with tempfile.SpooledTemporaryFile(max_size=_RECORD_SIZE) as plain:
            try:
                length = _inflate_into(file, plain)
            except RecordDamaged as error:
                yield position, error
                position = _next_member(file, position + 1)
                if position < 0:
                    return
                continue
            plain.seek(0)
            # One member may hold the whole file: then its records are parted like a plain file's.
            for inner, record in _plain(plain):
                yield position + inner, record
        position += length


def _inflate_into(file: IO[bytes], plain: IO[bytes]) -> int:
    """Unpack the member at the file's position; returns how many bytes it takes up."""
    unpacker, read = zlib.decompressobj(zlib.MAX_WBITS + 16), 0
    while not unpacker.eof:
        chunk = file.read(_CHUNK)
        if not chunk:
            raise RecordDamaged("is cut off")
        read += len(chunk)
        while chunk:
            try:
                plain.write(unpacker.decompress(chunk, 16 * _CHUNK))
            except zlib.error as error:
                raise RecordDamaged(f"cannot be decompressed ({error})") from None
            chunk = unpacker.unconsumed_tail
    return read - len(unpacker.unused_data)


def _next_member(file: IO[bytes], start: int) -> int:
    """Where the next member that opens a WARC record begins; -1 when none does."""
    file.seek(start)
    position, kept = start, b""
    while chunk := file.read(_CHUNK):
        window = kept + chunk
        base = position - len(kept)
        for found in re.finditer(re.escape(_MEMBER), window):
            if len(window) - found.start() > 300 or len(chunk) < _CHUNK:
                unpacker = zlib.decompressobj(zlib.MAX_WBITS + 16)
                try:
                    begin = unpacker.decompress(window[found.start() : found.start() + 4096], 64)
                except zlib.error:
                    continue
                if begin.startswith(b"WARC/"):
                    return base + found.start()
        position += len(chunk)
        kept = window[-300:]
    return -1


def _plain(file: IO[bytes]) -> Iterator[tuple[int, bytes | RecordDamaged]]:
    """The records of an unpacked file; after a broken one it goes on at the next line that opens a record."""
    position = 0
    while True:
        file.seek(position)
        head = file.read(_HEADERS)
        stripped = head.lstrip(b"\r\n")
        if not stripped:
            if len(head) < _HEADERS:
                return
            position += len(head)
            continue
        position += len(head) - len(stripped)
        end = _end_of_headers(stripped)
        length = _LENGTH.search(stripped[:end]) if end else None
        if not _BEGIN.match(stripped) or length is None or len(_BEGIN.findall(stripped[:end])) > 1:
            yield position, RecordDamaged("is no WARC record")
            position = _next_record(file, position + 1)
            if position < 0:
                return
            continue
        size = end + int(length[1])
        if size > _RECORD_SIZE:
            yield position, RecordDamaged(f"is over {_RECORD_SIZE:,} bytes long")
        else:
            file.seek(position)
            record = file.read(size)
            yield position, record if len(record) == size else RecordDamaged("is cut off")
        position += size


def _end_of_headers(head: bytes) -> int:
    found = re.search(rb"\r?\n\r?\n", head)
    return found.end() if found else 0


def _next_record(file: IO[bytes], start: int) -> int:
    file.seek(start)
    position, kept = start, b""
    while chunk := file.read(_CHUNK):
        window = kept + chunk
        if found := _BEGIN.search(window):
            return position - len(kept) + found.start()
        position += len(chunk)
        kept = window[-_SEEK_BACK:]
    return -1
