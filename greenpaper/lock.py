"""One writer at a time on a data folder."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from records.errors import Tellable


class AlreadyRunning(Tellable):
    """Another command is changing the same data folder; the message names the folder and the process."""


@contextmanager
def only_writer(folder: Path) -> Iterator[None]:
    """Hold the data folder while the block runs; the lock falls with the process, however it ends.

    Raises AlreadyRunning at once when another process holds it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    holder = folder / "run.pid"  # beside the lock, because a locked file cannot be read on every system
    lock = FileLock(folder / "run.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        who = f" (process {holder.read_text().strip()})" if holder.exists() else ""
        raise AlreadyRunning(
            f"another greenpaper{who} is changing {folder}; wait until it ends, or name another folder with --data"
        ) from None
    try:
        holder.write_text(str(os.getpid()))
        yield
    finally:
        holder.unlink(missing_ok=True)
        lock.release()
