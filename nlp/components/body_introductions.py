"""Bodies told by what stands beside their names: "the charity Homeward", "Homeward's Jane Doe", "an ICM poll"."""

from collections.abc import Iterable, Iterator

from nlp.components.body_names import Found
from nlp.components.body_shapes import HEADS, HELD_AT, NO_BODIES, NOT_HEADS, ON_HEADS, SKIPPED, WIDE_LINKS, pairs
from nlp.components.token_table import LINKS, TokenTable
from nlp.word_lists import lexicon

_INTRODUCTIONS = pairs("body_introductions")
_PLACES = lexicon("places")
_DAYS_AND_MONTHS = lexicon("days_and_months")
#: Roles that "of" ties to a thing as often as to a body: "head of operations".
_OF_THINGS = frozenset(
    {"head", "director", "manager", "member", "officer", "minister", "author", "professor", "teacher", "lead"}
)
_FIELDS = frozenset(
    {
        "Services",
        "Education",
        "Prosecutions",
        "Operations",
        "Finance",
        "Policy",
        "Communications",
        "Research",
        "Nursing",
    }
    | {"Care", "Health", "Studies", "Music", "Resources", "Housing", "Planning", "Transport", "Work", "Affairs"}
)
_SPEECH = lexicon("people_speech_verbs")
_DEEDS = frozenset(
    {"supports", "supported", "opposes", "opposed", "wants", "wanted", "lobbied", "campaigns", "campaigned", "backs"}
    | {"backed", "represents", "represented", "hopes", "hoped", "published", "launched", "voted", "asked", "called"}
)
#: Right after a possessive: whose they are is a body.
_ANSWERABLE = frozenset(
    {"director", "chief", "general", "chairman", "chairwoman", "chair", "president", "spokesman", "spokeswoman", "head"}
    | {"members", "annual", "conference", "leader", "leaders", "policy", "executive", "deputy", "assistant"}
)
_OFFICES = frozenset(
    {"director", "chief", "chairman", "chairwoman", "president", "spokesman", "spokeswoman", "general", "founder"}
    | {"executive", "campaigns", "policy", "coordinator", "co-ordinator", "convener"}
)
_PARTIES = frozenset(entry.split(" = ")[0] for entry in lexicon("people_parties"))
_TITLES = frozenset(entry.split()[0] for entry in lexicon("people_honorifics"))
_PEOPLES = lexicon("foreign_adjectives") | {"British", "English", "Scottish", "Welsh", "Irish", "European"}
_KINDS_OF_OFFICE = frozenset({"shadow", "deputy", "former", "acting", "new"})
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
        if start in sure or start in known or table.text[start] in _TITLES:
            continue
        kind = _kind_before(table, start, end)
        if kind is None and start in people:
            continue
        stop = _name_stop(table, start, end, known, joined=kind is not None)
        kind = kind or _kind_after(table, stop) or _noun_after(table, start, stop)
        if kind is None and _has_office(table, start, end, sure):
            kind, stop = "other", end
        if kind is None and (_speaks_as_one(table, start, end) or _polls(table, start, stop)):
            stop, kind = end, "other"
        if kind is None and end - start > 1 and table.text[end - 1] == "Hunt" and table.lower[start - 1] == "the":
            stop, kind = end, "association"
        if kind is None and _has_people(table, start, end, sure):
            stop, kind = end, "other"
        if kind is None and _held_at(table, start) and table.lower[start - 1] != "the" and _is_a_name(table, start):
            kind = "other"
        if kind is None and not _ordinary(table, start, stop):
            if _held_at(table, start):
                kind = "other"
            elif table.lower[start - 1] == "told" and stop - start > 1:
                kind = "media"
            elif table.text[stop - 1] == "UK" and stop - start > 1 and table.text[stop - 2] != "-":
                kind = "other"
        if kind is not None and table.words(start, stop).lower() not in NO_BODIES:
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
        if table.lower[i] in WIDE_LINKS and table.text[i - 1] not in ON_HEADS:
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
        or whole.lower() in NO_BODIES
        or start == 0
    )


def _speaks_as_one(table: TokenTable, start: int, end: int) -> bool:
    """Whether it is capitals that speak, or have a spokesman: "UECP said", "GLSA's director"."""
    word = table.text[start]
    if end - start > 1 or not (word.isupper() and word.isalpha() and 2 < len(word) < 7) or end + 1 >= len(table):
        return False
    if word.lower() in NO_BODIES or word.lower() in HELD_AT or (start and table.text[start - 1].isupper()):
        return False
    verb = end + (table.lower[end] in ("has", "have", "had", "also", "now", "later"))
    return table.lower[verb] in _SPEECH | _DEEDS or (table.text[end] == "'s" and table.lower[end + 1] in _ANSWERABLE)


def _has_office(table: TokenTable, start: int, end: int, sure: frozenset[int]) -> bool:
    """Whether an office in small letters and somebody's name follow: "Fair Soups Abroad director Jane Doe"."""
    if end - start < 2 or end + 1 >= len(table) or table.lower[end] not in _OFFICES:
        return False
    if not {table.text[start], table.text[end - 1]}.isdisjoint(_PLACES | _DAYS_AND_MONTHS):
        return False
    if table.text[end - 1] in NOT_HEADS:
        return False
    words = [word.lower() for word in table.text[start:end]]
    if (
        any(word in HELD_AT or word in SKIPPED or word in _KINDS_OF_OFFICE for word in words)
        or " ".join(words[-2:]) in NO_BODIES
        or " ".join(words[:2]) in _PARTIES
    ):
        return False
    return any(i in sure for i in range(end + 1, min(end + 4, len(table))))


def _polls(table: TokenTable, start: int, end: int) -> bool:
    """Whether it is who asked in "the Populus survey", "an ICM poll"."""
    before, after = table.lower[start - 1], table.lower[end] if end < len(table) else ""
    return after in ("poll", "survey") and before in ("a", "an", "the") and not _ordinary(table, start, end)


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
    if table.text[stop - 1] in _PEOPLES:
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
        # "Jane Doe, director of Lamps Watch,": a name, where the role is written small.
        return table.lower[i - 1] == "director" and not table.cap[i - 1] and _is_a_name(table, start)
    return table.lower[i - 1] in HELD_AT


def _is_a_name(table: TokenTable, start: int) -> bool:
    """Whether two capitalised words or more stand here that are no field of work."""
    end = start
    while end < len(table) and table.cap[end]:
        end += 1
    return end - start > 1 and table.text[end - 1] not in _FIELDS
