"""Bodies that no register holds, told by the shape of their names and by what stands beside them."""

from collections.abc import Iterable, Iterator

from nlp.components.body_names import Found
from nlp.components.token_table import LINKS, TokenTable
from nlp.word_lists import lexicon


def _pairs(name: str) -> dict[str, str]:
    return {words: kind for entry in lexicon(name) for words, _, kind in [entry.rpartition(" ")]}


HEADS = _pairs("body_heads")
NOT_HEADS = lexicon("body_not_heads")
POSSESSORS = lexicon("body_possessors")
_COMMON = lexicon("body_common_words")
_INTRODUCTIONS = _pairs("body_introductions")
_HELD_AT = frozenset(entry.removesuffix(" +").rsplit(" ", 1)[-1] for entry in lexicon("people_roles") if "+" in entry)
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
_WIDE_LINKS = frozenset({"on", "against", "to", "with", "in", "at"})
SKIPPED = lexicon("body_openers")
_NO_BODIES = lexicon("body_no_names")
_PLACES = lexicon("places")
_DAYS_AND_MONTHS = lexicon("days_and_months")
ON_HEADS = frozenset(
    {"Commission", "Committee", "Campaign", "Council", "Action", "Inquiry", "Panel", "Taskforce", "Institute"}
)
#: Roles that "of" ties to a thing as often as to a body: "head of operations".
_OF_THINGS = frozenset(
    {"head", "director", "manager", "member", "officer", "minister", "author", "professor", "teacher", "lead"}
)


def shaped(
    table: TokenTable, runs: Iterable[tuple[int, int]], known: dict[int, int], people: frozenset[int]
) -> Iterator[Found]:
    """Bodies told by a head noun in their names.

    ``known`` maps first tokens of registered names to their ends; ``people`` are the tokens of people's names.
    """
    for start, end in runs:
        for a, b in _pieces(table, start, end, known, people):
            found = _headed(table, a, b)
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
    if left in NOT_HEADS or table.lower[i - 1] in _HELD_AT:
        return True
    left_head = any(word in HEADS for word in table.text[begin:i])
    right_end = next((k for k in range(j, end) if table.lower[k] in LINKS and not table.cap[k]), end)
    right_head = any(word in HEADS and word not in _WEAK for word in table.text[j:right_end])
    left_known = any(known.get(k) == i for k in range(begin, i))
    if link in ("and", "&"):
        return left_known or j in known or (left_head and right_head and _whole(table, begin, i)) or j - i > 1
    if link in _WIDE_LINKS:
        # "Council on Tribunals", "Campaign against Drink Driving": right after a head that can begin a name.
        if link in ("on", "against"):
            return left not in ON_HEADS or table.text[j] in _DAYS_AND_MONTHS
        # "Blackburn with Darwen Council", "Campaign to End Loneliness"
        return not (link == "with" and right_head and not left_head) and left not in ("Campaign", "Right")
    if link in ("for", "of"):
        return j - i > 1 and (j in known or (left_head and right_head and left not in FIRST_HEADS))
    return True


def _whole(table: TokenTable, begin: int, end: int) -> bool:
    """Whether the words are a full name: the head is last, or has "of" or "for" behind it."""
    words = table.text[begin:end]
    return words[-1] in HEADS or any(word in FIRST_HEADS and "of" in words[k:] for k, word in enumerate(words))


def _headed(table: TokenTable, start: int, end: int) -> Found | None:
    words = table.text[start:end]
    heads = [k for k, word in enumerate(words) if word in HEADS]
    if not heads or words[-1] in ("Act", "Acts", "Bill", "Bills", "Order", "Regulations"):
        return None
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
    if table.words(a, b).lower() in _NO_BODIES:
        return None
    return Found(start=a, end=b, name=table.words(a, b), kind=_kind(words[head], before), rule="shape")


def _kind(head: str, before: list[str]) -> str:
    """What a body of that head noun is: a trust runs a hospital or a school when the words before say so."""
    if head == "Trust" and _PUBLIC_TRUSTS.intersection(before):
        return "agency"
    if head == "Trust" and _SCHOOL_TRUSTS.intersection(before):
        return "school"
    return HEADS[head]


_TITLES = lexicon("body_person_heads")
_NAMED_BEFORE = frozenset({"charity", "union", "magazine", "newspaper", "network", "thinktank", "campaign", "website"})


def introduced(
    table: TokenTable,
    runs: Iterable[tuple[int, int]],
    people: frozenset[int],
    known: dict[int, int],
    sure: frozenset[int],
) -> Iterator[Found]:
    """Bodies told by what stands beside their names.

    "the charity Homeward", "Homeward, a charity", "the Homeward charity", "chair of Homeward", "Homeward's Jane Doe",
    "told Third Sector Week", "Suppertime UK". ``people`` are the tokens of all names of people, ``sure`` those of
    names that are people's whatever stands beside them, with the titles.
    """
    for start, end in runs:
        if start in sure or start in known:
            continue
        kind = _kind_before(table, start, end)
        if kind is None and start in people:
            continue
        stop = _name_stop(table, start, end, known, joined=kind is not None)
        kind = kind or _kind_after(table, stop) or _noun_after(table, start, stop)
        if kind is None and _has_people(table, start, end, sure):
            stop, kind = end, "other"
        if kind is None and not _ordinary(table, start, stop):
            if _held_at(table, start):
                kind = "other"
            elif table.lower[start - 1] == "told" and stop - start > 1:
                kind = "media"
            elif table.text[stop - 1] == "UK" and stop - start > 1 and table.text[stop - 2] != "-":
                kind = "other"
        if kind is not None and table.words(start, stop).lower() not in _NO_BODIES:
            yield Found(start=start, end=stop, name=table.words(start, stop), kind=kind, rule="introduced")


def _name_stop(table: TokenTable, start: int, end: int, known: dict[int, int], *, joined: bool) -> int:
    """Where a name ends: before "in", "at" or "on", and before "and" save right after a noun like "charity"."""
    for i in range(start, end):
        if table.cap[i] or table.lower[i] not in LINKS:
            continue
        if table.lower[i] in ("and", "&"):
            right_head = any(word in HEADS for word in table.text[i + 1 : end])
            if joined and not right_head and i + 1 not in known and i - start == 1:
                continue
            return i
        if table.lower[i] in _WIDE_LINKS and table.text[i - 1] not in ON_HEADS:
            return i
    return end


def _ordinary(table: TokenTable, start: int, end: int) -> bool:
    """Whether the words are a place, a day or a thing rather than a body."""
    words = table.text[start:end]
    whole = " ".join(words)
    return (
        whole in _PLACES
        or (words[0] in _PLACES and not any(word in HEADS for word in words) and words[-1] != "UK")
        or words[0] in _DAYS_AND_MONTHS
        or any(word in NOT_HEADS for word in words)
        or words[-1] in _PLACES - {"UK"}
        or whole.lower() in _NO_BODIES
        or start == 0
    )


def _kind_before(table: TokenTable, start: int, end: int) -> str | None:
    """The kind that a noun right before a name gives it: "teaching union Schoolhouse", "another union, Schoolhouse"."""
    if table.text[start - 1] == "," and end < len(table) and table.text[end] == ",":
        before = table.lower[start - 3 : start - 1]
        return _INTRODUCTIONS.get(before[1]) if before[:1] in (["another"], ["one"]) else None
    for size in (3, 2, 1):
        if start >= size and (kind := _INTRODUCTIONS.get(table.words(start - size, start).lower())):
            return kind
    return None


def _noun_after(table: TokenTable, start: int, stop: int) -> str | None:
    """The kind that a noun right after a name gives it: "the Homeward charity"."""
    if start == 0 or table.lower[start - 1] != "the" or stop >= len(table) or _ordinary(table, start, stop):
        return None
    return _INTRODUCTIONS.get(table.lower[stop]) if table.lower[stop] in _NAMED_BEFORE else None


def _has_people(table: TokenTable, start: int, end: int, sure: frozenset[int]) -> bool:
    """Whether a possessive and somebody's name follow: "Homeward's Jane Doe said"."""
    if end - start < 2 or end + 1 >= len(table) or table.text[end] not in ("'s", "'") or end + 1 not in sure:
        return False
    words = table.text[start:end]
    return not (words[-1] in NOT_HEADS or words[0] in _PLACES or words[-1] in _PLACES or words[0] in _DAYS_AND_MONTHS)


def _kind_after(table: TokenTable, end: int) -> str | None:
    """The kind that an apposition gives: ", a charity that …", ", the lecturers' union,"."""
    if end + 2 >= len(table) or table.text[end] != "," or table.lower[end + 1] not in ("a", "an", "the", "which"):
        return None
    for j in range(end + 2, min(end + 8, len(table))):
        if table.text[j] in ",.;:()\n" or table.lower[j] in ("of", "at", "for", "who", "and"):
            return None
        after = table.lower[j + 1] if j + 1 < len(table) else "."
        for size in (3, 2, 1):
            if j - size + 1 > end + 1:
                kind = _INTRODUCTIONS.get(table.words(j - size + 1, j + 1).lower())
                if kind and (
                    after in ",.;:" or after in ("which", "that", "for", "of", "based", "behind", "representing")
                ):
                    return kind
    return None


def _held_at(table: TokenTable, start: int) -> bool:
    """Whether "chief executive of", "a spokesman for", "director at" stands before the name."""
    i = start - 1
    if i >= 1 and table.lower[i] == "the":
        i -= 1
    if i < 1 or table.lower[i] not in ("of", "at", "for", "from"):
        return False
    if table.lower[i] == "of" and table.lower[i - 1] in _OF_THINGS:
        return False
    return table.lower[i - 1] in _HELD_AT
