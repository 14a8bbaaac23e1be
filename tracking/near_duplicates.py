"""Finding the same story told again: syndicated, reworded, or a press release printed."""

import re
from collections.abc import Mapping

from datasketch import MinHash, MinHashLSH

_SHINGLE = 3  # words
_SHORTEST = 20  # shingles; a shorter text says too little to be told from another
_ALIKE = 0.35  # shingles shared, of all that either has
_HELD = 0.6  # of the shorter one's, for a release that a longer article prints
_LENGTHS = 4  # the longer may have so many times the shingles of the shorter
_PERMUTATIONS = 96
_CANDIDATES = 0.2  # what the index lets through to the exact comparison


def groups(texts: Mapping[str, str]) -> dict[str, str]:
    """Article id -> id of the article that leads its group; one that is alone leads itself.

    The first of a group in the order of ``texts`` leads, so give first what should be shown: the
    official one, else the oldest. Which articles stand together does not depend on the order.
    """
    shingles = {id: _shingles(text) for id, text in texts.items()}
    position = {id: number for number, id in enumerate(texts)}
    leader = {id: id for id in texts}

    def lead(id: str) -> str:
        while leader[id] != id:
            leader[id] = leader[leader[id]]
            id = leader[id]
        return id

    index = MinHashLSH(threshold=_CANDIDATES, num_perm=_PERMUTATIONS)
    for id, found in shingles.items():
        if len(found) < _SHORTEST:
            continue
        sketch = MinHash(num_perm=_PERMUTATIONS, seed=1)
        sketch.update_batch([shingle.encode("utf-8", "surrogatepass") for shingle in found])
        for other in index.query(sketch):
            if lead(id) != lead(other) and _same_story(found, shingles[other]):
                first, second = sorted((lead(id), lead(other)), key=position.__getitem__)
                leader[second] = first
        index.insert(id, sketch, check_duplication=False)
    return {id: lead(id) for id in texts}


def _shingles(text: str) -> frozenset[str]:
    words = re.findall(r"[^\W_]+", text.lower())
    return frozenset(" ".join(words[i : i + _SHINGLE]) for i in range(len(words) - _SHINGLE + 1))


def _same_story(a: frozenset[str], b: frozenset[str]) -> bool:
    shared = len(a & b)
    shorter, longer = sorted((len(a), len(b)))
    return shared >= _ALIKE * len(a | b) or (shared >= _HELD * shorter and longer <= _LENGTHS * shorter)
