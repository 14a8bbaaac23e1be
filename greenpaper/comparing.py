"""What each page's new text changed of the one before it: the silent edits, found when extraction is done."""

from collections.abc import Callable
from datetime import datetime
from functools import cache
from pathlib import Path

from sqlite_utils import Database

from crawler import revisions as comparison
from db.archive.revisions import pairs_to_compare, save_changes
from records.revisions import Weight
from records.signatures import code_hash, short_hash

_BATCH = 64  # pairs a transaction


def compare(
    archive: Database, *, extracted: str, now: Callable[[], datetime], stopped: Callable[[], bool] = lambda: False
) -> int:
    """How many changes were found, all of them being in the archive now. Doing it again finds none.

    ``extracted``: extraction's stamp. Texts of two extractions are never compared: nobody edited them.
    """
    mark, found, after = stamp(extracted), 0, 0
    while not stopped() and (
        batch := pairs_to_compare(archive, extracted=extracted, stamp=mark, after=after, limit=_BATCH)
    ):
        results = [(pair, comparison.difference(pair.before, pair.after)) for pair in batch]
        save_changes(archive, results, stamp=mark, now=now())
        found += sum(difference.weight is not Weight.NONE for _, difference in results)
        after = batch[-1].standing
    return found


@cache
def stamp(extracted: str) -> str:
    """A hash of all that decides what two articles differ in."""
    return short_hash(extracted, code_hash([Path(comparison.__file__)]))
