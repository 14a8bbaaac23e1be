"""The words by which a proposal is known again, each with the weight of its rarity."""

import math
import re
from collections import defaultdict
from functools import cache
from pathlib import Path

from wordfreq import get_frequency_dict

_LEXICONS = Path(__file__).with_name("lexicons")
_WORD = re.compile(r"[^\W\d_](?:[^\W_]|['’](?=[^\W_]))*(?:-[^\W_]+)*")
_UNSEEN = 0.1  # per cent of articles that hold a word which is in no list
_ARTICLE = 300  # words of an article that count
#: Per cent of articles for words that any policy may be made by, rarer in English at large than in its news.
_OUR_OWN = {"guidance": 3.0, "guidelines": 3.0, "statutory": 3.0}
_SUFFIXES = (
    "isation", "ization", "ation", "ement", "ment", "ity", "ing", "ion", "ed", "er", "or", "e",
)  # fmt: skip
_IRREGULAR = {"children": "child", "people": "person", "women": "woman", "men": "man", "lives": "life", "paid": "pay"}
_COINED = re.compile(r"[a-z][A-Z]")  # "ContactPoint" is no form of "contact"
_SHORTEST = 3  # letters that a suffix must leave
_LONGEST = 6  # letters that tell enough: "registration" and "registered" part later


@cache
def stem(word: str) -> str:
    """The part of a word that its forms share: "registered", "registration" and "register" give one."""
    if _COINED.search(word):
        return word.lower()
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
    """Stem -> per cent of ordinary articles that may be expected to hold one of its forms.

    From the share of each word in English text (the wordfreq package; the rare ones are left out), as if words
    fell independently of each other: a word that makes up a share f of all text is missing from an article of
    n words with the probability exp(-n f).
    """
    frequencies: dict[str, float] = defaultdict(float)
    for word, frequency in get_frequency_dict("en", wordlist="small").items():
        frequencies[stem(word)] += frequency
    shares = {term: 100 * -math.expm1(-_ARTICLE * frequency) for term, frequency in frequencies.items()}
    for word, share in _OUR_OWN.items():
        shares[stem(word)] = max(shares.get(stem(word), 0.0), share)
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
