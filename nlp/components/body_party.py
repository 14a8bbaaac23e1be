"""Parties as adjectives: "Labour MP", "Conservative health spokesman"."""

from nlp.components.token_table import TokenTable
from nlp.word_lists import lexicon

_PEOPLE = lexicon("body_party_people")
_GIVEN = lexicon("people_given_names_female") | lexicon("people_given_names_male")
_LOOK = 5


def names_a_person(table: TokenTable, start: int, end: int) -> bool:
    """Whether the party's name at tokens [start, end) only says which side a person is of."""
    if end < len(table) and table.text[end] in _GIVEN:
        return True  # "Liberal Democrat Jane Doe"
    for j in range(end, min(end + _LOOK, len(table))):
        word, lower = table.text[j], table.lower[j]
        if word in _PEOPLE or lower in _PEOPLE:
            # "A Labour spokesman said": nobody is named, so the party speaks.
            named = j + 1 < len(table) and (table.cap[j + 1] or table.lower[j + 1] in ("for", "on", ","))
            return named or not lower.startswith("spokes") or (start > 0 and table.lower[start - 1] not in ("a", "the"))
        if not (word[:1].isalpha() or word in ("-", "'s")) or word == "'s":
            return False
        if table.doc[j].pos_ in ("VERB", "AUX", "ADP", "DET", "PRON", "CCONJ", "SCONJ", "PART", "ADV"):
            return False
    return False
