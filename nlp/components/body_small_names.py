"""Bodies whose names the press writes in small letters: "the Commons education select committee", "Kent police"."""

from collections.abc import Iterable, Iterator

from nlp.components.body_names import Found
from nlp.components.token_table import TokenTable
from nlp.word_lists import lexicon
from records.bodies import Register

_NO_BODIES = lexicon("body_no_names")
_FOREIGN = lexicon("foreign_adjectives") | {"British", "English", "Scottish", "Welsh", "Irish", "European", "Northern"}
_DAYS_AND_MONTHS = lexicon("days_and_months")
_PARTIES = frozenset(entry.split(" = ")[0] for entry in lexicon("people_parties"))
#: Small nouns that end the name of one body, with its kind; "+": after one capitalised word as well as after several.
_NOUNS = {
    tuple(words.rstrip("+").replace("'s", " 's").split()): (kind, words.endswith("+"))
    for entry in lexicon("body_small_heads")
    for words, _, kind in [entry.rpartition(" ")]
}
_WIDEST = max(map(len, _NOUNS))
_ABOUT = frozenset({"ADJ", "NOUN", "PROPN"})
_EMPTY = frozenset(
    {"all", "party", "powerful", "influential", "special", "same", "new", "other", "own", "key", "main", "standing"}
    | {"cross", "house", "commons", "lords", "parliamentary", "disciplinary", "joint", "liaison", "steering"}
)
_LONGEST = 7


def committees(table: TokenTable, register: Register) -> Iterator[Found]:
    """Committees of the Commons or the Lords, select committees, and the like of "joint committee on human rights"."""
    for i, word in enumerate(table.lower):
        if word != "committee" or i == 0:
            continue
        start, end = _first(table, i), i + 1
        select = table.lower[i - 1] == "select"
        words = table.lower[start : i - select]
        if words == ["joint"] and end + 1 < len(table) and table.lower[end] == "on":
            end = _last(table, end + 1)
            if end > i + 2:
                yield _found(table, start, end, f"Joint Committee {_titled(table, i + 1, end)}", register)
            continue
        house = table.text[start - 1] if start and table.text[start - 1] in ("Commons", "Lords") else ""
        if not words or all(each in _EMPTY for each in words) or not (house or select):
            continue
        about = _titled(table, start, i - select)
        start -= bool(house)
        if start >= 2 and table.lower[start - 2 : start] == ["house", "of"] and house:
            start -= 2
        yield _found(table, start, end, f"{about} Committee", register, house)


def _found(table: TokenTable, start: int, end: int, name: str, register: Register, house: str = "") -> Found:
    for full in (f"House of {house or 'Commons'} {name}", name):
        if register.candidates(full):
            return Found(start=start, end=end, name=full, kind="parliament", rule="shape")
    name = f"House of {house} {name}" if house else name
    return Found(start=start, end=end, name=name, kind="parliament", rule="shape")


def _first(table: TokenTable, i: int) -> int:
    """First of the words that say what a committee is on."""
    start = i - (table.lower[i - 1] == "select")
    while start > 0 and i - start < _LONGEST:
        j = start - 1
        # "housing" and "waterways" look like verbs to the tagger where "select" follows.
        noun = table.doc[j].pos_ in _ABOUT or table.doc[j].tag_ in ("VBG", "VBZ")
        small = noun or (j > 0 and table.lower[j] in ("and", "&") and start < i)
        if not small or table.text[j] in ("Commons", "Lords") or table.doc[j].is_sent_end or table.text[j].isspace():
            break
        start = j
    while start < i and (table.lower[start] in ("and", "&", "'s") or table.lower[start] in ("all", "party", "-")):
        start += 1
    return start


def _last(table: TokenTable, start: int) -> int:
    end = start
    while end < len(table) and end - start < _LONGEST and (table.doc[end].pos_ in _ABOUT or table.lower[end] == "and"):
        end += 1
    return end - (table.lower[end - 1] == "and")


def _titled(table: TokenTable, start: int, end: int) -> str:
    words = table.words(start, end).split()
    return " ".join(word if word in ("and", "of", "on", "for", "&") else word[:1].upper() + word[1:] for word in words)


def small_heads(
    table: TokenTable, runs: Iterable[tuple[int, int]], known: dict[int, int], people: frozenset[int]
) -> Iterator[Found]:
    """Names that a small noun ends: "Marlbury county council", "Elm Road primary school", "Kent police"."""
    for start, end in runs:
        if start in known or not people.isdisjoint(range(start, end)) or not _names_one(table, start, end):
            continue
        for size in range(_WIDEST, 0, -1):
            if end + size > len(table):
                continue
            kind, alone = _NOUNS.get(tuple(table.lower[end : end + size]), ("", False))
            if kind == "other" and table.lower[start - 1] != "the":
                continue  # "Tory review", but "the Pell inquiry"
            if kind and (alone or end - start > 1) and _stops(table, end + size):
                name = f"{table.words(start, end)} {_titled(table, end, end + size)}"
                yield Found(start=start, end=end + size, name=name, kind=kind, rule="shape")
                break


def _names_one(table: TokenTable, start: int, end: int) -> bool:
    words = table.text[start:end]
    before = table.lower[start - 1] if start else ""
    if table.opens(start) and end - start == 1 and table.doc[start].pos_ != "PROPN":
        return False
    return not (
        before in ("a", "an", "one", "each", "every", "any", "-")
        or any(word in _FOREIGN or word in _DAYS_AND_MONTHS for word in words)
        or any(word.isupper() and len(word) < 5 for word in words)
        or words[-1].lower() in _NO_BODIES
        or table.words(start, end).lower() in _PARTIES
        or any(not word[:1].isupper() for word in words)
    )


def _stops(table: TokenTable, end: int) -> bool:
    """Whether the small noun is no part of a longer phrase: "Kent police station"."""
    return end >= len(table) or table.doc[end].pos_ not in ("NOUN", "PROPN", "ADJ") or table.cap[end]
