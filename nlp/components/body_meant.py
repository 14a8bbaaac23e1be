"""Which registered names in a text are meant as bodies: not "a sense of", "Labour MP", "the next Parliament"."""

import re

from nlp.components.body_names import Found
from nlp.components.body_party import names_a_person
from nlp.components.token_table import TokenTable
from nlp.word_lists import lexicon
from records.vocab import BodyKind

#: Right after a name that is an ordinary word too: a body is meant.
_SPEAKS = re.compile(
    r"(?:said|says|has|had|believes?|welcomed|warned|warns|called|wants|argued|argues|added|told|'s|which|"
    r"chief|general|director|spokesman|spokeswoman|union)$"
)
#: Right before one.
_INTRODUCES = re.compile(
    r"(?:charity|charities|union|unions|group|tank|thinktank|organisation|magazine|newspaper|regulator|watchdog|at|by)$"
)
_TO_COME = frozenset({"next", "last", "this", "current", "previous", "hung", "full", "second", "third", "new"})
_SPANS = frozenset({"lifetime", "life", "end", "course", "rest", "term", "session", "start", "beginning"})
_PEOPLE_OF = frozenset({"member", "members", "act", "acts", "mp", "mps"}) | _SPANS


def meant(table: TokenTable, found: list[Found]) -> list[Found]:
    """The matches that are mentions of bodies. An ordinary word counts all through a text that once makes it plain."""
    kept: list[Found] = []
    waiting: list[Found] = []
    for each in found:
        if each.rule == "register-cue":
            (kept if _has_cue(table, each) else waiting).append(each)
        elif _describes(table, each):
            pass
        elif each.body_id != "uk-parliament" or _parliament(table, each):
            kept.append(each)
    sure = {each.name for each in kept}
    return kept + [each for each in waiting if each.name in sure]


def _describes(table: TokenTable, found: Found) -> bool:
    """Whether a party's or a department's name only says what somebody is."""
    if found.kind == BodyKind.PARTY:
        return names_a_person(table, found.start, found.end)
    return found.kind == BodyKind.DEPARTMENT and _field(table, found)


def _field(table: TokenTable, found: Found) -> bool:
    """Whether a department only says what somebody of a party deals with: "Labour Treasury spokesman"."""
    after = table.lower[found.end] if found.end < len(table) else ""
    before = table.text[max(0, found.start - 2) : found.start]
    if after == "secretary":
        return table.cap[found.end]
    return after.startswith("spokes") and any(word in _PARTY_WORDS for word in before)


#: Last words of what parties are called: "Lib Dem", "Tory".
_PARTY_WORDS = frozenset(entry.split(" = ")[0].split(" ")[-1].title() for entry in lexicon("people_parties"))


def _has_cue(table: TokenTable, found: Found) -> bool:
    before = table.lower[found.start - 1] if found.start else ""
    after = table.lower[found.end] if found.end < len(table) else ""
    if _INTRODUCES.match(before):
        return True
    return bool(_SPEAKS.match(after)) and not table.opens(found.start) and before not in ("a", "an")


def _parliament(table: TokenTable, found: Found) -> bool:
    """Whether the Parliament at Westminster is meant, and not a place, a term of years or another parliament."""
    start, end = found.start, found.end
    word, before = table.lower[start], table.lower[start - 1] if start else ""
    if word == "westminster":
        after = table.text[end] if end < len(table) else ""
        return before not in ("of", "-") and not after[:1].isupper()
    if word != "parliament" or end - start > 1:
        return True
    if before in _TO_COME or (before == "of" and start >= 2 and table.lower[start - 2] in _PEOPLE_OF):
        return False
    if (
        before in ("the", "a", "this")
        and start >= 3
        and table.lower[start - 2] == "of"
        and table.lower[start - 3] in _SPANS
    ):
        return False
    return not (start and table.cap[start - 1] and not table.opens(start - 1))
