"""The raw store: every capture as it came, in WARC files that only grow.

What ``append`` has returned is on the disk, also after a power cut. A process that is killed while it
writes leaves a torn record at the end of one file, which the next writer cuts off. One process writes
at a time; any number may read beside it.
"""

import os
import re
import threading
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from filelock import FileLock, Timeout

from crawler.warc import MEMBER_START, RecordDamaged, blank, head_size, inflate, member_length, parse, record
from records.records import RawPlace

__all__ = ["RawBusy", "RawStore", "RecordDamaged"]

_FILE_SIZE = 1 << 30  # a file that has reached it is followed by the next of its day
_RECORD_SIZE = 256 << 20  # no record of ours inflates to more
_NAME = re.compile(r"\d{4}-\d{2}-\d{2}(?:-\d+)?\.warc\.gz")


class RawBusy(RuntimeError):
    """Another process writes to the raw folder; the message names it."""


class RawStore:
    """Captures in ``folder``, in one file a day or several; made with the folder when the first one comes."""

    def __init__(self, folder: Path | str, *, file_size: int = _FILE_SIZE) -> None:
        self.folder = Path(folder)
        self._file_size = file_size
        self._file: BinaryIO | None = None
        self._name = ""
        self._lock: FileLock | None = None
        self._turn = threading.Lock()
        self._unsynced = False  # the open file holds bytes that may not be on the disk

    def __enter__(self) -> "RawStore":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def append(self, url: str, body: bytes, headers: Mapping[str, str], at: datetime) -> RawPlace:
        """Where the capture now stands, on the disk. Raises RawBusy, and OSError when the disk is full."""
        return self.append_record(record(url, body, headers, at), at)

    def append_record(self, member: bytes, at: datetime, *, sync: bool = True) -> RawPlace:
        """Where the record that ``warc.record`` made now stands; without ``sync``, on the disk after ``sync()``.

        Several records with one sync between them cost little more than one.
        """
        with self._turn:
            file = self._open_for(at)
            offset = file.seek(0, os.SEEK_END)
            try:
                file.write(member)
                file.flush()
                if sync:
                    os.fsync(file.fileno())
                self._unsynced = not sync
            except OSError:
                # A full disk: nothing of this record may stay before the next one.
                os.ftruncate(file.fileno(), offset)
                raise
            return RawPlace(file=self._name, offset=offset, length=len(member))

    def sync(self) -> None:
        """Returns when all that was appended is on the disk."""
        with self._turn:
            self._sync_file()

    def read(self, place: RawPlace) -> tuple[dict[str, str], bytes]:
        """Headers and body of a capture, as ``append`` was given them. Raises RecordDamaged."""
        where = f"{self.folder / place.file} at byte {place.offset:,}"
        try:
            with self._path(place.file).open("rb") as file:
                file.seek(place.offset)
                member = file.read(place.length)
        except OSError as error:
            raise RecordDamaged(f"{where}: {error.strerror or error}; restore the file from a backup") from None
        try:
            capture = parse(inflate(member, limit=_RECORD_SIZE))
        except RecordDamaged as error:
            raise RecordDamaged(f"{where}: the record {error}; restore the file from a backup") from None
        if capture is None:
            raise RecordDamaged(f"{where}: the capture was removed")
        return capture.headers, capture.body

    def blank(self, place: RawPlace) -> None:
        """Overwrite a capture, so that nothing of it is left and all others stay where they are."""
        with self._turn:
            self._hold()
            with self._path(place.file).open("r+b") as file:
                file.seek(place.offset)
                if member_length(file.read(head_size())) != place.length:
                    raise RecordDamaged(f"{self.folder / place.file}: no record of {place.length:,} bytes there")
                file.seek(place.offset)
                file.write(blank(place.length))
                file.flush()
                os.fsync(file.fileno())

    def cut_back(self, last: RawPlace) -> int:
        """Cut off what stands in the file after the last committed record; returns how many bytes that was.

        Whole records without a row do no harm; this only saves their space. Never call it with a place
        from a restored, older database: what was captured since would be lost.
        """
        with self._turn:
            self._hold()
            if self._name == last.file:
                self._close_file()
            with self._path(last.file).open("r+b") as file:
                size = file.seek(0, os.SEEK_END)
                end = last.offset + last.length
                if size > end:
                    file.truncate(end)
                    os.fsync(file.fileno())
                return max(0, size - end)

    def close(self) -> None:
        """Let the next writer in."""
        with self._turn:
            self._close_file()
            if self._lock is not None:
                self._lock.release()
                self._lock = None

    # ------------------------------------------------------------

    def _path(self, name: str) -> Path:
        if not _NAME.fullmatch(name):
            raise RecordDamaged(f"{name!r} is no file of a raw folder")
        return self.folder / name

    def _hold(self) -> None:
        """Keep other writers out until close(); the system lets go when the process dies."""
        if self._lock is not None:
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self.folder / ".lock", thread_local=False)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            raise RawBusy(f"another process writes to {self.folder}; wait until it has finished") from None
        self._lock = lock

    def _open_for(self, at: datetime) -> BinaryIO:
        day = at.astimezone(UTC).date().isoformat()
        if self._file is not None:
            if self._name.startswith(day) and self._file.seek(0, os.SEEK_END) < self._file_size:
                return self._file
            self._close_file()
        self._hold()
        number = 1
        while (path := self.folder / self._numbered(day, number)).exists():
            if path.stat().st_size < self._file_size and _cut_torn_tail(path):
                break
            number += 1
        new = not path.exists()
        self._file, self._name = path.open("ab"), path.name
        if new:
            self._sync_folder()
        return self._file

    @staticmethod
    def _numbered(day: str, number: int) -> str:
        return f"{day}.warc.gz" if number == 1 else f"{day}-{number}.warc.gz"

    def _sync_folder(self) -> None:
        """A new file's name must be on the disk as well as its bytes."""
        handle = os.open(self.folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

    def _sync_file(self) -> None:
        if self._file is not None and self._unsynced:
            os.fsync(self._file.fileno())
            self._unsynced = False

    def _close_file(self) -> None:
        if self._file is not None:
            # The next sync() is another file's, and must not leave this one out.
            self._sync_file()
            self._file.close()
            self._file, self._name = None, ""


def _cut_torn_tail(path: Path) -> bool:
    """Cut the file after its last whole record; False when it is damaged further up and must stay as it is.

    Walks by the records' lengths and inflates only the last, to be sure of it.
    """
    with path.open("r+b") as file:
        size = file.seek(0, os.SEEK_END)
        starts, position = [], 0
        while position < size:
            file.seek(position)
            length = member_length(file.read(head_size()))
            if length is None or position + length > size:
                break
            starts.append(position)
            position += length
        while starts and not _is_whole(file, starts[-1], position):
            # A file's pages reach the disk in any order when the power goes: its length is there, its bytes are not.
            position = starts.pop()
        if position < size:
            if _holds_a_record(file, position + 1):
                return False
            file.truncate(position)
            os.fsync(file.fileno())
    return True


def _is_whole(file: BinaryIO, start: int, end: int) -> bool:
    file.seek(start)
    try:
        inflate(file.read(end - start), limit=_RECORD_SIZE)
    except RecordDamaged:
        return False
    return True


def _holds_a_record(file: BinaryIO, start: int) -> bool:
    """Whether a whole record begins anywhere from there on."""
    file.seek(start)
    rest = file.read(_RECORD_SIZE)
    for found in MEMBER_START.finditer(rest):
        length = member_length(rest[found.start() :])
        if length is not None and found.start() + length <= len(rest):
            try:
                inflate(rest[found.start() : found.start() + length], limit=_RECORD_SIZE)
            except RecordDamaged:
                continue
            return True
    return False
