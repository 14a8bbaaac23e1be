"""The raw store: every capture as it came, in WARC files that only grow.

What ``append`` has returned is on the disk, also after a power cut. A process that is killed leaves records at the end
of one file that no row of the archive knows, the last of them torn; the next writer cuts them off. One process writes
at a time; any number may read beside it.
"""

import os
import re
import threading
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from filelock import FileLock, Timeout

from crawler.warc import RecordDamaged, blank, head_size, inflate, member_length, parse, record
from records.records import RawPlace

__all__ = ["RawBusy", "RawStore", "RecordDamaged"]

_FILE_SIZE = 1 << 30  # a file that has reached it is followed by the next of its day
_RECORD_SIZE = 256 << 20  # no record of ours inflates to more
BATCH = 64  # records that are written, at most, until their rows are committed
_NAME = re.compile(r"\d{4}-\d{2}-\d{2}(?:-\d+)?\.warc\.gz")


class RawBusy(RuntimeError):
    """Another process writes to the raw folder; the message names it."""


class RawStore:
    """Captures in ``folder``, in one file a day or several; made with the folder when the first one comes.

    ``committed`` says how many bytes of a file are known to the archive, None where it knows none of it. A file of an
    earlier writer is gone on with only where that is known.
    """

    def __init__(
        self,
        folder: Path | str,
        *,
        committed: Callable[[str], int | None] = lambda name: None,
        file_size: int = _FILE_SIZE,
    ) -> None:
        self.folder = Path(folder)
        self._committed = committed
        self._ours: set[str] = set()  # files that this writer has opened before
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
            if path.stat().st_size < self._file_size and self._goes_on(path):
                break
            number += 1
        new = not path.exists()
        self._file, self._name = path.open("ab"), path.name
        self._ours.add(path.name)
        if new:
            self._sync_folder()
        return self._file

    def _goes_on(self, path: Path) -> bool:
        """Whether the file may grow further, once what a killed writer left at its end is cut off."""
        if path.name in self._ours:
            return True
        end = self._committed(path.name)
        return end is not None and _cut_back(path, end)

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


def _cut_back(path: Path, end: int) -> bool:
    """Cut the file after byte ``end``; False when it must stay as it is.

    A kill leaves the records of one batch, the last of them torn. A file that holds more than that, or less than what
    was committed, has been written beside another archive than this one.
    """
    with path.open("r+b") as file:
        size = file.seek(0, os.SEEK_END)
        position, records = end, 0
        while position < size:
            file.seek(position)
            length = member_length(file.read(head_size()))
            if length is None or position + length > size:
                break
            position, records = position + length, records + 1
        if size < end or records > BATCH:
            return False
        if size > end:
            file.truncate(end)
            os.fsync(file.fileno())
    return True
