"""A policy's title: of what its statements say it would do, the words that stand best on their own."""

import re
from collections.abc import Callable, Sequence

from records.records import Statement

_TITLE = 100  # characters
#: Words that point at something outside of the title.
_POINTING = re.compile(
    r"\b(?:it|its|them|their|they|this|these|that|those|he|she|which|such|there|one|ones|so)\b", re.IGNORECASE
)
#: What a change is not: "have until April", "be councils", "need to be changed".
_STATE = re.compile(r"(?:be|have|need|seem|remain|include|provide|apply|get|do)\b", re.IGNORECASE)
_BROKEN = re.compile(r",\s*,|\b(?:of|to|for|in|by|with|and|or|the|a|an|on|from|under)$|\.{3}|…", re.IGNORECASE)
_BEST_LENGTH = range(4, 15)  # words


def fitness(words: str) -> int:
    """How well a verb phrase stands on its own; the more the better, at most 0."""
    count = len(words.split())
    faults = 3 * bool(_BROKEN.search(words)) + 2 * bool(_STATE.match(words))
    faults += 2 * len(_POINTING.findall(words))
    faults += 0 if count in _BEST_LENGTH else 3 if count < 3 else 1
    return -faults


def title(own: Sequence[Statement], centrality: Callable[[Statement], float]) -> str:
    """The best of the statements' actions: first whether it can be understood alone, then how central it is."""
    best = max(own, key=lambda s: (fitness(_words(s)), centrality(s), s.official, s.key))
    words = _words(best) or "untitled"
    if len(words) > _TITLE:
        words = words[:_TITLE].rsplit(" ", 1)[0].rstrip(",;:–- ") + "…"
    return words[0].upper() + words[1:]


def _words(statement: Statement) -> str:
    return " ".join(statement.proposal.action.split()) or " ".join(statement.proposal.summary.split())
