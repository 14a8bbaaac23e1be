"""Bodies that no register holds, told by the shape of their names and by what stands beside them."""

from collections.abc import Iterable, Iterator

from nlp.components.body_names import Found
from nlp.components.token_table import LINKS, TokenTable
from nlp.word_lists import lexicon


def pairs(name: str) -> dict[str, str]:
    return {words: kind for entry in lexicon(name) for words, _, kind in [entry.rpartition(" ")]}


HEADS = pairs("body_heads")
NOT_HEADS = lexicon("body_not_heads")
POSSESSORS = lexicon("body_possessors")
_COMMON = lexicon("body_common_words")
HELD_AT = frozenset(entry.removesuffix(" +").rsplit(" ", 1)[-1] for entry in lexicon("people_roles") if "+" in entry)
#: A plural that also ends what a body deals with: "Department of Health and Social Services".
_WEAK = frozenset(
    {"Services", "Schools", "Colleges", "Hospitals", "Courts", "Homes", "Partnerships", "Unions", "Times"}
)
#: Heads that name a body only with two words before them.
_THIN = lexicon("body_thin_heads")
_AFTER_HEAD = frozenset(
    {"UK", "England", "Wales", "Scotland", "Ireland", "International", "Ltd", "Limited", "plc", "PLC", "LLP"}
)
FIRST_HEADS = lexicon("body_first_heads")
#: What is said of a trust that belongs to the health service or to probation, and of one that runs schools.
_PUBLIC_TRUSTS = frozenset({"NHS", "Hospital", "Hospitals", "Healthcare", "Care", "Ambulance", "Probation"})
_SCHOOL_TRUSTS = frozenset({"Academy", "Academies", "Learning", "Schools", "Multi-Academy"})
#: Titles that begin somebody's name, right after a body's.
COURTESY = frozenset({"Mr", "Mrs", "Ms", "Miss", "Dr", "Sir", "Dame", "Professor"})
WIDE_LINKS = frozenset({"on", "against", "to", "with", "in", "at"})
SKIPPED = lexicon("body_openers")
_TITLES = lexicon("body_person_heads")
NO_BODIES = lexicon("body_no_names")
_DAYS_AND_MONTHS = lexicon("days_and_months")
ON_HEADS = frozenset(
    {"Commission", "Committee", "Campaign", "Council", "Action", "Inquiry", "Panel", "Taskforce", "Institute"}
)


def shaped(
    table: TokenTable, runs: Iterable[tuple[int, int]], known: dict[int, int], people: frozenset[int]
) -> Iterator[Found]:
    """Bodies told by a head noun in their names.

    ``known`` maps first tokens of registered names to their ends; ``people`` are the tokens of people's names.
    """
    for start, end in runs:
        end = next((k for k in range(start + 1, end) if table.text[k] in COURTESY), end)
        for a, b in _pieces(table, start, end, known, people):
            found = _headed(table, a, b, known)
            if found is not None:
                yield found


def _pieces(
    table: TokenTable, start: int, end: int, known: dict[int, int], people: frozenset[int]
) -> Iterator[tuple[int, int]]:
    """A stretch parted where one name ends and another begins: "… and the …", "General Secretary of the …"."""
    begin = start
    i = start
    while i < end:
        if table.cap[i] or table.lower[i] not in LINKS:
            i += 1
            continue
        j = i
        while table.lower[j] in LINKS and not table.cap[j]:
            j += 1
        if i - 1 in people or j in people or _parts(table, begin, i, j, end, known):
            yield begin, i
            begin = j
        i = j
    yield begin, end


def _parts(table: TokenTable, begin: int, i: int, j: int, end: int, known: dict[int, int]) -> bool:
    """Whether the links in [i, j) stand between two names and not inside one."""
    left, link = table.text[i - 1], table.lower[i]
    if left in NOT_HEADS or table.lower[i - 1] in HELD_AT:
        return True
    left_head = any(word in HEADS for word in table.text[begin:i])
    right_end = next((k for k in range(j, end) if table.lower[k] in LINKS and not table.cap[k]), end)
    right_head = any(word in HEADS and word not in _WEAK for word in table.text[j:right_end])
    left_known = any(known.get(k) == i for k in range(begin, i))
    if link in ("and", "&"):
        return left_known or j in known or (left_head and right_head and _whole(table, begin, i)) or j - i > 1
    if link in WIDE_LINKS:
        # "Council on Tribunals", "Campaign against Drink Driving": right after a head that can begin a name.
        if link in ("on", "against"):
            return left not in ON_HEADS or table.text[j] in _DAYS_AND_MONTHS
        # "Blackburn with Darwen Council", "Campaign to End Loneliness"
        return not (link == "with" and right_head and not left_head) and left not in ("Campaign", "Right")
    if link == "of" and j - i > 1 and right_head and not left_head and i - begin == 2 and table.opens(begin):
        return True  # "Jane Doe of the Northmoor Network"
    if link in ("for", "of"):
        return j - i > 1 and (j in known or (left_head and right_head and left not in FIRST_HEADS))
    return True


def _whole(table: TokenTable, begin: int, end: int) -> bool:
    """Whether the words are a full name: the head is last, or has "of" or "for" behind it."""
    words = table.text[begin:end]
    return words[-1] in HEADS or any(word in FIRST_HEADS and "of" in words[k:] for k, word in enumerate(words))


def _headed(table: TokenTable, start: int, end: int, known: dict[int, int]) -> Found | None:
    words = table.text[start:end]
    heads = [k for k, word in enumerate(words) if word in HEADS]
    if not heads or words[-1] in ("Act", "Acts", "Bill", "Bills", "Order", "Regulations"):
        return None
    if words[:2] == ["Non", "-"]:
        return None
    if words[-1] == "Conference" and heads == [len(words) - 1] and known.get(start, start) == end - 1:
        return None  # "Labour Party Conference"
    last = heads[-1]
    # "Association of X and Y" runs to the end of the stretch; "Charity Commission Chairman" ends at its head.
    links = [k for k, word in enumerate(words) if word in ("of", "for", "on", "against") and k > 0]
    begins = next((k for k in heads if k + 1 in links and words[k] in FIRST_HEADS), None)
    if begins is not None and (last == begins or words[-1] not in NOT_HEADS):
        stop, head = len(words), begins
    else:
        stop, head = last + 1, last
        while stop < len(words) and words[stop] in _AFTER_HEAD:
            stop += 1
    if head == begins and words[-1] in NOT_HEADS and last == begins:
        return None
    before = words[:head]
    if begins is None or head != begins:
        if all(word in _COMMON or not word[:1].isupper() for word in before):
            return None
        if words[head] in _THIN and len(before) < 2:
            return None
    elif len(words[head:]) < 3:
        return None
    if stop < len(words) and words[stop] in NOT_HEADS and words[stop] not in _TITLES:
        return None
    if len(words) > 1 and words[0] == words[1]:  # "British British Casino Association"
        start, stop = start + 1, stop - 1
    a, b = start, start + stop
    if (
        b + 1 < len(table)
        and table.text[b] == ","
        and words[head] == "College"
        and table.text[b + 1] in ("Oxford", "Cambridge")
    ):
        b += 2
    if table.words(a, b).lower() in NO_BODIES:
        return None
    return Found(start=a, end=b, name=table.words(a, b), kind=_kind(words[head], before), rule="shape")


def _kind(head: str, before: list[str]) -> str:
    """What a body of that head noun is: a trust runs a hospital or a school when the words before say so."""
    if head == "Trust" and _PUBLIC_TRUSTS.intersection(before):
        return "agency"
    if head == "Trust" and _SCHOOL_TRUSTS.intersection(before):
        return "school"
    return HEADS[head]
