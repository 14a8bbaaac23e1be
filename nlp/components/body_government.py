"""The government by its many names: "ministers", "the government", "Whitehall"; and governments of others."""

from collections.abc import Iterator

from nlp.components.body_names import Found
from nlp.components.token_table import TokenTable

UK = "UK Government"
_PLAIN = frozenset({"government", "ministers", "whitehall"})
_FOREIGN_ENDINGS = ("ish", "ese", "ian", "ean", "an", "i", "ch", "ic")
_OURS = frozenset(
    {
        "british",
        "uk",
        "coalition",
        "labour",
        "conservative",
        "tory",
        "the",
        "new",
        "current",
        "present",
        "blair",
        "brown",
        "thatcher",
        "major",
        "cameron",
        "central",
        "national",
        "his",
        "her",
        "majesty",
        "'s",
        "hm",
        "last",
        "previous",
        "that",
        "than",
        "an",
        "can",
        "in",
        "with",
    }
)
_NOT_BEFORE = frozenset(
    {"local", "self", "self-", "devolved", "regional", "federal", "student", "city", "world", "good", "big"}
)
#: Of these, "government" says only whose they are.
_SUMS = frozenset({"debt", "borrowing", "money", "bonds"})
_MINISTERS_OF_OTHERS = frozenset(
    {
        "prime",
        "first",
        "scottish",
        "welsh",
        "european",
        "eu",
        "foreign",
        "finance",
        "irish",
        "shadow",
        "former",
        "ex",
        "church",
        "french",
        "german",
        "assembly",
        "junior",
    }
)


def governments(table: TokenTable) -> Iterator[Found]:
    """Mentions of the UK Government that are plain words."""
    for i, word in enumerate(table.lower):
        if word in _PLAIN and _meant(table, i, word):
            yield Found(start=i, end=i + 1, name=UK, kind="government", rule="government", body_id="uk-government")


def _meant(table: TokenTable, i: int, word: str) -> bool:
    before = table.lower[i - 1] if i else ""
    after = table.lower[i + 1] if i + 1 < len(table) else ""
    if word == "whitehall":
        return table.cap[i] and after not in ("street", "gardens", "palace")
    if word == "ministers":
        return before not in _MINISTERS_OF_OTHERS and after not in ("of",)
    if before in _NOT_BEFORE or (before == "-" and i >= 2 and table.lower[i - 2] in ("self", "non")):
        return False
    if before == "a" or (before == "in" and table.doc[i].dep_ == "pobj" and after != "'s") or after in _SUMS:
        return False  # "a government that listens", "when the party was in government"
    if i and table.cap[i - 1] and before not in _OURS and before.endswith(_FOREIGN_ENDINGS):
        return False
    if i and before in ("us", "u.s.", "welsh", "scottish", "assembly", "executive"):
        return False
    return not (after == "of" and i + 2 < len(table) and table.cap[i + 2])
