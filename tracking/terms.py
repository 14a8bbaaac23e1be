"""The words by which a proposal is known again, each with the weight of its rarity."""

import math
import re
from functools import cache
from pathlib import Path

_LEXICONS = Path(__file__).with_name("lexicons")
_WORD = re.compile(r"[^\W\d_](?:[^\W_]|['’](?=[^\W_]))*(?:-[^\W_]+)*")
_UNSEEN = 0.2  # per cent of articles that hold a word which the table lacks
_SUFFIXES = (
    "isation", "ization", "ation", "ement", "ment", "ity", "ing", "ion", "ed", "er", "or", "e",
)  # fmt: skip
_IRREGULAR = {"children": "child", "people": "person", "women": "woman", "men": "man", "lives": "life", "paid": "pay"}
_SHORTEST = 3  # letters that a suffix must leave
_LONGEST = 6  # letters that tell enough: "registration" and "registered" part later


@cache
def stem(word: str) -> str:
    """The part of a word that its forms share: "registered", "registration" and "register" give one."""
    word = word.lower().replace("’", "'").removesuffix("'s").removesuffix("'").replace("'", "")
    word = _singular(_IRREGULAR.get(word, word))
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= max(_SHORTEST, len(suffix)):
            word = word.removesuffix(suffix)
            break
    if len(word) > _SHORTEST and word[-1] == word[-2]:
        word = word[:-1]
    word = word[:-1] + "s" if len(word) > _SHORTEST and word.endswith("c") else word
    return word[:_LONGEST]


def _singular(word: str) -> str:
    if word.endswith(("ies", "ied")) and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > _SHORTEST:
        return word[:-1]
    return word


@cache
def _shares() -> dict[str, float]:
    """Stem -> per cent of ordinary articles that hold it: a line gives a share, and words that have it."""
    shares: dict[str, float] = {}
    for name in ("common_words.txt", "sector_words.txt"):
        for line in (_LEXICONS / name).read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                share, *words = line.split()
                for word in words:
                    shares[stem(word)] = max(shares.get(stem(word), 0.0), float(share))
    return shares


@cache
def _passed_over() -> frozenset[str]:
    """Stems that never tell one policy from another: grammar, and the verbs of making and undoing."""
    lines = (_LEXICONS / "passed_over.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(stem(word) for line in lines if not line.startswith("#") for word in line.split())


@cache
def rarity(term: str) -> float:
    """From 0 (in every article) to 1 (in none that was counted); a pair of words is as rare as its rarer half."""
    if " " in term:
        return max(rarity(word) for word in term.split(" "))
    share = max(_shares().get(term, _UNSEEN), _UNSEEN)
    return math.log(100 / share) / math.log(100 / _UNSEEN)


@cache
def words(text: str) -> tuple[str, ...]:
    """The telling stems of a text, in its order; a compound with a hyphen gives its parts."""
    found = (part for match in _WORD.finditer(text) for part in match[0].split("-"))
    return tuple(s for word in found if len(word) > 1 and (s := stem(word)) not in _passed_over())
