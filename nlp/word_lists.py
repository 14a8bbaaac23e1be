"""Flat word lists: one entry a line, ``#`` starts a comment."""

from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "lexicons"


@cache
def lexicon(name: str) -> frozenset[str]:
    """The entries of ``nlp/lexicons/<name>.txt``, lower case as they stand there."""
    lines = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(entry for line in lines if (entry := line.partition("#")[0].strip()))
