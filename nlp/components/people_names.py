"""Finding names of people: by their given names, by titles before them, by roles and verbs beside them, by spaCy."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc

from nlp.components.body_shapes import HEADS, NOT_HEADS, SKIPPED
from nlp.components.token_table import TokenTable
from nlp.word_lists import lexicon

FEMALE, MALE = lexicon("people_given_names_female"), lexicon("people_given_names_male")
_EITHER = lexicon("people_given_names_either")
GIVEN = FEMALE | MALE | _EITHER
ROLES = frozenset(entry.removesuffix(" +") for entry in lexicon("people_roles"))
ROLE_ENDS = frozenset(role.rsplit(" ", 1)[-1] for role in ROLES) - {"lord", "advocate"}
HELD = frozenset(entry.removesuffix(" +") for entry in lexicon("people_roles") if entry.endswith("+"))
_PARTICLES = frozenset({"de", "van", "von", "der", "den", "la", "le", "du", "bin", "al", "el", "da", "di", "ap"})
#: Nouns that end names of bodies or things, and are surnames as well.
_SURNAMES_TOO = lexicon("people_surnames_too")
_TITLES: dict[str, str] = {}
_TITLE_ROLES: set[str] = set()
for _entry in lexicon("people_honorifics"):
    _word, *_marks = _entry.split()
    _TITLES[_word] = next((mark for mark in _marks if mark in ("m", "f")), "")
    if "+" in _marks:
        _TITLE_ROLES.add(_word)
_PEERS = frozenset(
    {"Lord", "Lady", "Baroness", "Viscount", "Earl", "Justice", "King", "Queen", "Prince", "Princess", "Pope"}
)
_HONOURS = frozenset({"CBE", "OBE", "MBE", "QC", "KC"})
_ROYAL = frozenset({"King", "Queen", "Prince", "Princess", "Pope"})
_NOBLE = frozenset({"Lord", "Lady", "Baroness", "Earl", "Viscount"})
_OF_PLACES = frozenset({"Prince", "Princess", "Duke", "Duchess"})
#: Titles that also begin names of places and bodies: "King Street", "Justice Division".
_OFFICES = frozenset(
    {"Judge", "Justice", "Constable", "Inspector", "Commander", "Captain", "Father", "Bishop", "Lord", "Lady"}
)
_PLACES = lexicon("places")
_PART_TITLES = frozenset(
    {"Rt", "Right", "Hon", "Hon.", "Honourable", "Reverend", "Rev", "Revd", "Very", "Chief", "Detective", "Acting"}
)
_NO_NAMES = SKIPPED | lexicon("body_no_names") | lexicon("people_no_names")
_SPEECH = lexicon("people_speech_verbs")
_PARTIES = frozenset(entry.split(" = ")[0] for entry in lexicon("people_parties") if " " in entry.split(" = ")[0])
_COMMON_FIRST = lexicon("people_given_words")


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A person's name between two tokens; ``title`` stands before it and inside the span only for peers."""

    start: int
    end: int
    title: str
    given: str  # "" where only a surname stands
    surname: str
    rule: str

    @property
    def gender(self) -> str:
        """f, m or "" for not known."""
        if _TITLES.get(self.title):
            return _TITLES[self.title]
        if self.given in _EITHER or (self.given in FEMALE and self.given in MALE):
            return ""
        return "f" if self.given in FEMALE else "m" if self.given in MALE else ""

    @property
    def title_role(self) -> str | None:
        """The title where it says what the person does: Professor, Councillor."""
        word = self.title.split(" ")[-1] if self.title else ""
        return self.title if word in _TITLE_ROLES else None


def names_of_people(table: TokenTable, doc: Doc, taken: frozenset[int] | set[int]) -> list[Name]:
    """Names in text order that do not overlap; ``taken`` tokens belong to names of bodies for sure."""
    recognised = {ent.start: ent.end for ent in doc.ents if ent.label_ == "PERSON"}
    taken = taken | set(_of_parties(table))
    found = []
    i, n = 0, len(table)
    while i < n:
        name = None
        if table.cap[i] and i not in taken:
            name = _titled(table, i, taken) or _given(table, i, taken, recognised)
            if name is None and not _stands_before(table, i):
                name = (
                    _recognised(table, i, taken, recognised)
                    or _beside_a_role(table, i, taken)
                    or _single(table, i, taken, recognised)
                )
        if name is None:
            i += 1
            continue
        found.append(name)
        i = name.end
    return found


def _stands_before(table: TokenTable, i: int) -> bool:
    """Whether a sentence's first word stands before a name that begins after it: "Echoing Jane Doe"."""
    following = table.text[i + 1] if i + 1 < len(table) else ""
    return table.opens(i) and table.text[i] not in GIVEN and following in GIVEN and following not in _COMMON_FIRST


def _of_parties(table: TokenTable) -> Iterator[int]:
    """Tokens of parties' names of two words or more, which stand before people's: "Lib Dem Jane Doe"."""
    for i in range(len(table) - 1):
        for end in (i + 2, i + 3) if table.cap[i] else ():
            if table.words(i, min(end, len(table))).lower() in _PARTIES:
                yield from range(i, end)


def _name_end(table: TokenTable, start: int, taken: frozenset[int] | set[int], most: int = 4) -> int:
    """End of a name that begins at ``start``: capitalised words, hyphens, particles, initials."""
    i, count = start, 0
    while i < len(table) and count < most:
        text = table.text[i]
        if table.cap[i] and i not in taken and _can_be_name(table, i, first=i == start):
            i, count = i + 1, count + 1
        elif (
            text == "-"
            and i > start
            and not table.space[i]
            and not table.space[i - 1]
            and i + 1 < len(table)
            and table.cap[i + 1]
        ):
            i, count = i + 2, count
        elif (text == "." and i > start and len(table.text[i - 1]) == 1 and not table.space[i - 1]) or (
            table.lower[i] in _PARTICLES and not table.cap[i] and i > start and i + 1 < len(table) and table.cap[i + 1]
        ):
            i += 1
        else:
            break
    while i > start and (table.text[i - 1] in "-." or (table.lower[i - 1] in _PARTICLES and not table.cap[i - 1])):
        i -= 1
    return i


def _can_be_name(table: TokenTable, i: int, *, first: bool) -> bool:
    text, lower = table.text[i], table.lower[i]
    if lower == "may" and first and table.opens(i):
        return False
    if first and text in GIVEN and text not in _TITLES:
        return True
    if not first and text in GIVEN and table.text[i - 1] in GIVEN:
        return True  # "Louise Christian"
    if not text[:1].isalpha() or (lower in _NO_NAMES and text != "May") or text in _TITLES:
        return False
    if text in _SURNAMES_TOO:
        return True
    if text in HEADS or text in NOT_HEADS or lower in ROLE_ENDS:
        return False
    return not (text.isupper() and len(text) > 2 and not _all_capitals(table, i))


def _all_capitals(table: TokenTable, i: int) -> bool:
    """Whether the neighbours are in capitals too, as in a heading."""
    near = [table.text[j] for j in range(max(0, i - 2), min(len(table), i + 3)) if table.text[j].isalpha() and j != i]
    return len(near) > 1 and all(word.isupper() for word in near)


_MOST_TITLES = 7


def _title_end(table: TokenTable, i: int) -> int:
    """End of the titles that begin here: "Mr", "Rt Hon", "Lord Justice", "Detective Superintendent"."""
    j, n = i, min(len(table), i + _MOST_TITLES)
    while j < n and (
        table.text[j] in _TITLES
        or (table.text[j] in _PART_TITLES and j + 1 < n and _is_title(table.text[j + 1]) | (j > i))
    ):
        j += 1
        if j < n and table.text[j] == "." and not table.space[j - 1]:
            j += 1
    if j == i or j >= len(table) or not table.cap[j]:
        return i
    last = table.text[j - 1] if table.text[j - 1] != "." else table.text[j - 2]
    return j if last in _TITLES or last in ("Hon", "Honourable") else i


def _is_title(word: str) -> bool:
    return word in _TITLES or word in _PART_TITLES


def _titled(table: TokenTable, i: int, taken: frozenset[int] | set[int]) -> Name | None:
    """ "Mr Smith", "Baroness Ashton", "Lord Justice Imrie", "Sir Mike Tomlinson", "the Rt Hon Jane Doe"."""
    if table.text[i] in _OF_PLACES and i + 2 < len(table) and table.lower[i + 1] == "of" and table.cap[i + 2]:
        if table.words(i + 2, i + 3) in _PLACES:
            whole = table.words(i, i + 3)
            return Name(start=i, end=i + 3, title=table.text[i], given="", surname=whole, rule="title")
        return None
    j = _title_end(table, i)
    if j == i or j in taken:
        return None
    title = table.words(i, j)
    last = title.split()[-1]
    end = _name_end(table, j, taken)
    if last in _PEERS and (table.lower[j] in ROLE_ENDS or table.text[j] in ("Chief", "Chancellor", "Advocate")):
        return None  # "Lord Chancellor", "Lady Justice"
    if (last in _ROYAL and table.text[j] not in GIVEN) or end == j or (last in _OFFICES and table.text[j] in HEADS):
        return None
    if end < len(table) and table.text[end] in HEADS and table.text[end] not in _SURNAMES_TOO and table.space[end - 1]:
        return None
    of_place = last in _NOBLE and end + 1 < len(table) and table.lower[end] == "of" and table.cap[end + 1]
    words = _parts(table, j, end)
    if len(words) > 1 and words[-1] in HEADS and words[-1] not in _SURNAMES_TOO:
        return None
    given = words[0] if len(words) > 1 and (words[0] in GIVEN or last not in _PEERS) else ""
    surname = words[-1]
    if len(words) == 1 and last in ("Sir", "Dame"):
        given, surname = words[0], ""
    if of_place:
        end = _name_end(table, end + 1, taken) or end
    return Name(start=i if last in _PEERS else j, end=end, title=title, given=given, surname=surname, rule="title")


def _parts(table: TokenTable, start: int, end: int) -> list[str]:
    return table.words(start, end).split()


def _given(table: TokenTable, i: int, taken: frozenset[int] | set[int], recognised: dict[int, int]) -> Name | None:
    """A given name that we know, and capitalised words after it."""
    if table.text[i] not in GIVEN or (i and table.text[i - 1] in ("St", "St.", "Saint") and table.space[i - 1]):
        return None
    if table.text[i] in _COMMON_FIRST and i not in recognised:
        before = table.text[i - 1] if i else ""
        if i and table.cap[i - 1] and before.lower() not in ROLE_ENDS and not table.opens(i - 1):
            return None
    end = _name_end(table, i, taken)
    if end - i < 2 or not _whole(table, i, end, taken) or table.words(i, end) in _PLACES:
        return None
    return _named(table, i, end, "given-name")


def _whole(table: TokenTable, start: int, end: int, taken: frozenset[int] | set[int]) -> bool:
    """Whether the words are all of the name: "Joseph Rowntree Foundation" is no Joseph Rowntree."""
    if table.text[end - 1] in HEADS and table.text[end - 1] not in _SURNAMES_TOO:
        return False
    if table.text[end - 1] == "Street" and start and table.lower[start - 1] in ("on", "in", "at", "of", "near"):
        return False
    if end < len(table) and table.space[end - 1]:
        after = table.text[end]
        if (after in HEADS and after != "Police") or after in ("show", "programme"):
            return False
        if after in NOT_HEADS - _HONOURS and after.lower() not in ROLE_ENDS and after[:1].isupper():
            return False
    return True


def _named(table: TokenTable, start: int, end: int, rule: str) -> Name:
    words = _parts(table, start, end)
    return Name(start=start, end=end, title="", given=words[0], surname=words[-1], rule=rule)


def _recognised(table: TokenTable, i: int, taken: frozenset[int] | set[int], recognised: dict[int, int]) -> Name | None:
    """Two words or more that the trained model takes for a person, with something beside them that bears it out."""
    if recognised.get(i) is None or (table.lower[i] in ROLE_ENDS and table.opens(i)):
        return None
    stop = min(_name_end(table, i, taken), recognised[i])
    if stop - i < 2 or not _whole(table, i, stop, taken) or not table.text[i].isalpha():
        return None
    words = table.text[i:stop]
    if (
        any(word in NOT_HEADS and word not in _SURNAMES_TOO for word in words)
        or words[0] in _PLACES
        or words[-1] in _PLACES
        or table.words(i, stop) in _PLACES
    ):
        return None
    if (table.opens(i) and table.lower[i] in SKIPPED) or (i and table.lower[i - 1] in _BEFORE_THINGS):
        return None
    if i > 1 and table.lower[i - 1] == "of" and table.text[i - 2] == ",":
        return None  # "Jane Doe, 45, of Great Yarmouth"
    after = table.text[stop] if stop < len(table) else "."
    verb = stop < len(table) and table.doc[stop].pos_ in ("VERB", "AUX")
    before = i > 0 and (table.lower[i - 1] in ROLE_ENDS or table.lower[i - 1] in _BEFORE_PEOPLE)
    return _named(table, i, stop, "entity") if verb or before or after in _AFTER_PEOPLE else None


_BEFORE_THINGS = frozenset(
    {"the", "a", "an", "in", "at", "near", "towards", "around", "through", "outside", "red", "into"}
)
_BEFORE_PEOPLE = frozenset(
    {"by", "by-line", "from", "with", "call", "contact", "wife", "husband", "son", "daughter", "partner"}
)
_AFTER_PEOPLE = frozenset({",", "(", "who", "'s", "MP", "\n", "\n\n"})


def _beside_a_role(table: TokenTable, i: int, taken: frozenset[int] | set[int]) -> Name | None:
    """Two capitalised words with a role before or after them, or a verb of speech."""
    end = _name_end(table, i, taken, most=3)
    if (
        end - i < 2
        or not _whole(table, i, end, taken)
        or table.text[i] in _PLACES
        or table.text[end - 1] in _PLACES
        or table.words(i, end) in _PLACES
        or (i and table.cap[i - 1] and table.lower[i - 1] not in ROLE_ENDS and not table.opens(i - 1))
    ):
        return None
    before = table.lower[i - 1] if i else ""
    after = table.lower[end] if end < len(table) else ""
    if (
        before in ROLE_ENDS
        and not table.text[i - 1].isspace()
        and before not in ("member", "official", "lead", "host", "am")
    ):
        return _named(table, i, end, "role-before")
    if before == "," and _ends_a_role(table, i - 2) and after in (",", ".", ";", "said", "says", "told"):
        return _named(table, i, end, "role-before")
    if after in ("of", "from") and (table.opens(i) or before in _SPEECH) and _body_follows(table, end + 1):
        return _named(table, i, end, "role-after")
    if (after == "," or (after == "as" and before in _APPOINTS)) and _role_follows(table, end + 1):
        return _named(table, i, end, "role-after")
    if (
        after in _SPEECH
        and table.opens(i)
        and all(table.text[k].isalpha() or table.text[k] == "-" for k in range(i, end))
    ):
        return _named(table, i, end, "speech")
    return None


def _ends_a_role(table: TokenTable, i: int) -> bool:
    """Whether "its branch secretary" or "the chairman" ends at the token."""
    return table.lower[i] in ROLE_ENDS and not {"the", "its", "their"}.isdisjoint(table.lower[max(0, i - 4) : i])


def _body_follows(table: TokenTable, start: int) -> bool:
    """Whether "the Hearth Network" stands here: an article, and capitalised words that a body's noun ends."""
    i = start + 1
    while i < len(table) and i - start < 8 and (table.cap[i] or table.lower[i] in ("of", "and", "for")):
        if table.text[i] in HEADS:
            return table.lower[start] == "the"
        i += 1
    return False


_APPOINTS = frozenset({"appointed", "named", "elected", "recruited", "chosen", "hired"})


def _role_follows(table: TokenTable, start: int) -> bool:
    """Whether an apposition with a role begins here: "general secretary of", "who is head of", "a trustee at"."""
    for j in range(start, min(start + 8, len(table))):
        lower = table.lower[j]
        if lower in ROLE_ENDS:
            return table.text[j] not in _TITLES
        if lower in (",", ".", ";", ":", "(", ")", '"', "said", "and") or table.text[j].isspace():
            return False
        if lower in ("which", "that", "where", "whose") or (lower in ("is", "was") and table.lower[j - 1] != "who"):
            return False
    return False


_KIN = frozenset(
    {"wife", "husband", "son", "daughter", "sister", "brother", "mother", "father", "partner", "baby", "girlfriend"}
)


def _single(table: TokenTable, i: int, taken: frozenset[int] | set[int], recognised: dict[int, int]) -> Name | None:
    """One word that is a person: "his wife Maggie", "Lucy, 36, said"."""
    if not table.text[i].isalpha() or i in taken or (i and table.cap[i - 1] and not table.opens(i - 1)):
        return None
    after = table.lower[i + 1] if i + 1 < len(table) else ""
    kin = i > 0 and table.lower[i - 1] in _KIN and (table.text[i] in GIVEN or i in recognised)
    aged = after == "," and i + 3 < len(table) and table.text[i + 2].isdigit() and len(table.text[i + 2]) < 3
    aged = aged and (table.lower[i + 3] in (",", ".", "and", "was", "were", "is", "who"))
    if not (kin or aged) or table.text[i] in _PLACES or not _can_be_name(table, i, first=True):
        return None
    if table.text[i] in _MONTHS or after[:1].isupper():
        return None
    return Name(start=i, end=i + 1, title="", given=table.text[i], surname="", rule="single")


_MONTHS = lexicon("days_and_months")
