"""What the disk or the system refused, told in one line."""

import errno
import sqlite3

#: A disk that is full, read only or broken, and a database that another program holds. Any other is a mistake of ours.
_DISK = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_PERM,
        sqlite3.SQLITE_READONLY,
    }
)


#: What ``told_of_machine`` may have words for.
REFUSALS = (OSError, sqlite3.OperationalError)


def told_of_machine(error: OSError | sqlite3.OperationalError) -> str | None:
    """What the disk or the system refused, in one line; None for an error that is none of theirs.

    A closed pipe (`greenpaper status | head -1`) is none: whoever reads has had enough.
    """
    if isinstance(error, sqlite3.OperationalError):
        if getattr(error, "sqlite_errorcode", 0) & 0xFF not in _DISK:
            return None
        return (
            f"a database cannot be used: {error}; what was committed is whole, and the same command goes on from there"
        )
    if error.errno == errno.EPIPE or error.strerror is None:
        return None
    return f"{error.filename}: {error.strerror}" if error.filename else error.strerror
