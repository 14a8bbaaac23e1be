"""Finding the same story told again: syndicated, reworded, or a press release printed."""

import re
from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path

from datasketch import LeanMinHash, MinHash, MinHashLSH

from records.signatures import code_hash, short_hash

_SHINGLE = 3  # words
_SHORTEST = 20  # shingles; a shorter text says too little to be told from another
_ALIKE = 0.35  # shingles shared, of all that either has
_HELD = 0.6  # of the shorter one's, for a release that a longer article prints
_LENGTHS = 4  # the longer may have so many times the shingles of the shorter
_PERMUTATIONS = 96
_CANDIDATES = 0.2  # what the index lets through to the exact comparison


def sketch(text: str) -> bytes:
    """What ``groups`` finds likely pairs by, from the text alone; empty for a text too short to be told apart."""
    found = _shingles(text)
    if len(found) < _SHORTEST:
        return b""
    made = MinHash(num_perm=_PERMUTATIONS, seed=1)
    made.update_batch([shingle.encode("utf-8", "surrogatepass") for shingle in found])
    lean = LeanMinHash(made)
    stored = bytearray(lean.bytesize("<"))
    lean.serialize(stored, "<")
    return bytes(stored)


def groups(texts: Mapping[str, str], sketches: Mapping[str, bytes] | None = None) -> dict[str, str]:
    """Article id -> id of the article that leads its group; one that is alone leads itself.

    The first of a group in the order of ``texts`` leads, so give first what should be shown: the
    official one, else the oldest. Which articles stand together does not depend on the order.
    ``sketches``: each article's, where they were kept from the last time; making them is most of the work.
    """
    if sketches is None:
        sketches = {id: sketch(text) for id, text in texts.items()}
    position = {id: number for number, id in enumerate(texts)}
    leader = {id: id for id in texts}
    shingles: dict[str, frozenset[str]] = {}

    def lead(id: str) -> str:
        while leader[id] != id:
            leader[id] = leader[leader[id]]
            id = leader[id]
        return id

    def of(id: str) -> frozenset[str]:
        if id not in shingles:
            shingles[id] = _shingles(texts[id])
        return shingles[id]

    index = MinHashLSH(threshold=_CANDIDATES, num_perm=_PERMUTATIONS)
    for id in texts:
        if not sketches[id]:
            continue
        likeness = LeanMinHash.deserialize(sketches[id], "<")
        for other in index.query(likeness):
            if lead(id) != lead(other) and _same_story(of(id), of(other)):
                first, second = sorted((lead(id), lead(other)), key=position.__getitem__)
                leader[second] = first
        index.insert(id, likeness, check_duplication=False)
    return {id: lead(id) for id in texts}


@cache
def stamp() -> str:
    """Changes when sketches would come out otherwise."""
    return short_hash(code_hash([Path(__file__)]), version("datasketch"))


def _shingles(text: str) -> frozenset[str]:
    words = re.findall(r"[^\W_]+", text.lower())
    return frozenset(" ".join(words[i : i + _SHINGLE]) for i in range(len(words) - _SHINGLE + 1))


def _same_story(a: frozenset[str], b: frozenset[str]) -> bool:
    shared = len(a & b)
    shorter, longer = sorted((len(a), len(b)))
    return shared >= _ALIKE * len(a | b) or (shared >= _HELD * shorter and longer <= _LENGTHS * shorter)
