"""Verbs in the form that a phrase needs."""

from spacy.tokens import Token

from nlp.components.proposal_frames import verb_of


def base_of(verb: Token) -> str:
    """The base form with its particle: "set up"."""
    particles = [
        child.lower_
        for child in verb.children
        if child.dep_ == "prt" and not (child.i + 1 < len(verb.doc) and child.nbor(1).lower_ == "to")  # "up to £500"
    ]
    return "get rid" if verb.lower_ == "rid" else " ".join([verb_of(verb), *particles])


def is_infinitive(verb: Token) -> bool:
    """Whether the verb has "to" before it."""
    return any(child.lower_ == "to" and child.dep_ == "aux" for child in verb.children)


def is_ended(verb: Token) -> bool:
    """Whether what the verb says is no longer so."""
    return any(child.lower_ == "longer" and child.dep_ == "advmod" for child in verb.children)


_VOWELS = "aeiou"


def gerund(verb: str) -> str:
    """The -ing form: "cap" -> "capping", "give up" -> "giving up"."""
    first, *rest = verb.split()
    if first in ("be", "see", "free", "agree", "guarantee", "flee"):
        made = first + "ing"
    elif first.endswith("ie"):
        made = first[:-2] + "ying"
    elif first.endswith("e"):
        made = first[:-1] + "ing"
    elif _doubles(first):
        made = first + first[-1] + "ing"
    else:
        made = first + "ing"
    return " ".join([made, *rest])


def _doubles(verb: str) -> bool:
    """Whether the last consonant is doubled: in one syllable, or where the last of two is stressed."""
    closed = len(verb) > 2 and verb[-1] not in _VOWELS + "wxy" and verb[-2] in _VOWELS and verb[-3] not in _VOWELS
    syllables = sum(1 for i, letter in enumerate(verb) if letter in _VOWELS and (i == 0 or verb[i - 1] not in _VOWELS))
    return closed and (syllables == 1 or verb in ("cancel", "label", "permit", "compel", "admit", "defer", "commit"))
