"""Cues that are read off the words of one sentence: regular expressions with their examples, one TOML file a kind."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from records.strict import BadTable, from_table

_FOLDER = Path(__file__).parent / "rules"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """One ``[[rule]]``: where ``pattern`` matches, and ``unless`` does not, the sentence says ``says``."""

    id: str
    says: str
    pattern: str
    matches: tuple[str, ...]  # the words that it takes stand between asterisks
    ignores: tuple[str, ...]
    why: str
    unless: str = ""  # looked for in the whole sentence
    weight: float = 0.0


@dataclass(frozen=True, slots=True)
class Hit:
    """A cue found: which, and where in the sentence."""

    cue: Cue
    start: int
    end: int


@cache
def load_cues(name: str) -> tuple[Cue, ...]:
    """The cues of ``nlp/rules/<name>.toml``, in its order. Raises BadTable."""
    where = f"{name}.toml"
    table = tomllib.loads((_FOLDER / where).read_text(encoding="utf-8"))
    cues = tuple(
        from_table(Cue, entry, where=f"{where} rule {number}") for number, entry in enumerate(table["rule"], 1)
    )
    for cue in cues:
        if not cue.matches or not cue.ignores:
            raise BadTable(f"{where} {cue.id}: a rule needs a sentence that it matches and one that it ignores")
    return cues


@cache
def _compiled(name: str) -> tuple[tuple[Cue, re.Pattern[str], re.Pattern[str] | None], ...]:
    """Each pattern ready to use; words are told in any case, as a headline or a sentence start writes them."""
    return tuple(
        (
            cue,
            _pattern(cue.pattern),
            _pattern(cue.unless) if cue.unless else None,
        )
        for cue in load_cues(name)
    )


def _pattern(written: str) -> re.Pattern[str]:
    """A pattern for sentences in small letters; one that holds capitals is told in any case, in twice the time."""
    letters = re.sub(r"\\.", "", written)
    return re.compile(written, re.VERBOSE | (re.IGNORECASE if letters != letters.lower() else re.NOFLAG))


def _small(sentence: str) -> str:
    """The sentence in small letters, each of them in its place."""
    small = sentence.lower()
    if len(small) != len(sentence):
        small = "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in sentence)
    return small


@lru_cache(maxsize=4096)  # several readers ask of the same sentence
def cues_in(sentence: str, name: str) -> tuple[Hit, ...]:
    """The cues of one kind in a sentence, each at its first place."""
    small = _small(sentence)
    return tuple(
        Hit(cue, found.start(), found.end())
        for cue, pattern, unless in _compiled(name)
        if (found := pattern.search(small)) and not (unless and unless.search(small))
    )
