"""A policy's title: of what its statements say it would do, the words that stand best on their own.

Where none does, the headline beside it says what it is about.
"""

import re
from collections.abc import Callable, Sequence

from records.records import Statement
from tracking.terms import rarity, words

_TITLE = 100  # characters
#: Words that point at something outside of the title.
_POINTING = re.compile(
    r"\b(?:it|them|they|this|these|that|those(?! (?:at|in|of|that|who|with)\b)|he|she|which|such(?! as\b)|there|ones?"
    r"|so)\b",
    re.IGNORECASE,
)
_OWNED = re.compile(r"\b(?:its|their|his|her)\b", re.IGNORECASE)  # often by somebody inside of it
#: What a change is not: "have until April", "be councils", "need to be changed".
_STATE = re.compile(r"(?:be|have|need|seem|remain|include|provide|apply|get|do)\b", re.IGNORECASE)
#: Things that only the text around says which: "the service", "the later date". Not "the duty to co-operate".
_MEANT = re.compile(
    r"\b(?:the|his|her|its|their|our)(?: (?:new|old|later|earlier|same|whole|final|existing|current|proposed))*"
    r" (?:act|ban|bill|body|cap|changes?|charge|clause|codes?|date|database|deadline|directory|duty|fee|law|limit"
    r"|list|measures?|money|move|plans?|policy|post|powers?|programme|project|proposals?|regulations|requirement|rules?|scheme"
    r"|service|site|system|tax|work)\b(?! (?:about|against|for|from|in|of|on|that|to|under|which|with)\b)",
    re.IGNORECASE,
)
#: How a plan is given up or put off, which is not what it is: "not bring in … after all".
_GIVEN_UP = re.compile(r"\bnot\b|\bafter all$|\bas (?:was )?planned$", re.IGNORECASE)
_TELLING = 0.35  # the rarity of a word that says what a policy is about
_BROKEN = re.compile(r",\s*,|\b(?:of|to|for|in|by|with|and|or|the|a|an|on|from|under)$|\.{3}|…", re.IGNORECASE)
_BEST_LENGTH = range(4, 15)  # words


_STANDS_ALONE = -1  # the fitness of a title that needs no headline beside it


def fitness(phrase: str) -> int:
    """How well a verb phrase stands on its own; the more the better, at most 0."""
    count = len(phrase.split())
    faults = 3 * bool(_BROKEN.search(phrase)) + 2 * bool(_STATE.match(phrase)) + 3 * bool(_GIVEN_UP.search(phrase))
    faults += 2 * (len(_POINTING.findall(phrase)) + len(_MEANT.findall(phrase)))
    faults += len(_OWNED.findall(phrase)) + 2 * all(rarity(term) < _TELLING for term in words(phrase))
    faults += 0 if count in _BEST_LENGTH else 3 if count < 3 else 1
    return -faults


def title(own: Sequence[Statement], centrality: Callable[[Statement], float]) -> str:
    """The best of the statements' actions: first whether it can be understood alone, then how central it is."""
    best = max(own, key=lambda s: (fitness(_words(s)), centrality(s), s.official, s.key))
    phrase = _words(best) or "untitled"
    phrase = phrase[0].upper() + phrase[1:]
    if best.headline and fitness(phrase) < _STANDS_ALONE:
        phrase = f"{phrase} – {best.headline}"
    if len(phrase) > _TITLE:
        phrase = phrase[:_TITLE].rsplit(" ", 1)[0].rstrip(",;:–- ") + "…"
    return phrase


def _words(statement: Statement) -> str:
    return " ".join(statement.proposal.action.split()) or " ".join(statement.proposal.summary.split())
