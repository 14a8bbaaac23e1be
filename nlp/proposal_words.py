"""The verbs of policy by their effect, read from the lexicons once."""

from functools import cache

from nlp.word_lists import lexicon

#: The effects whose verbs are listed, the more telling ones first: "stop" undoes before it makes.
_EFFECTS = ("undo", "delay", "extend", "limit", "keep", "make")


@cache
def effect_verbs() -> dict[str, str]:
    """Verb lemma -> the effect that it has on what it takes as object."""
    table: dict[str, str] = {}
    for effect in _EFFECTS:
        for verb in lexicon(f"change_{effect}"):
            table.setdefault(verb, effect)
    return table
