"""Noun phrases that say what a person is: "general secretary of the union", "former Home Office minister"."""

from collections.abc import Sequence
from dataclasses import dataclass

from nlp.components.people_names import ROLE_ENDS, ROLES, Name
from nlp.components.token_table import TokenTable
from nlp.word_lists import lexicon

DETERMINERS = frozenset({"the", "a", "an", "its", "their", "his", "her", "our", "one", "this", "that", "my", "whose"})
STOPS = lexicon("people_role_stops")
OPEN = frozenset({"of", "for", "at", "in", "on", "to", "with"})
_OFFICES_FOR = frozenset({"minister", "secretary", "state", "spokesman", "spokeswoman"})
_POSSESSORS = frozenset({"its", "their", "his", "her"})
_OPENERS = lexicon("body_openers") - {"former", "ex", "acting"} - _POSSESSORS
_BODY_NOUNS = frozenset(
    {
        "council",
        "charity",
        "union",
        "organisation",
        "association",
        "company",
        "trust",
        "group",
        "party",
        "department",
        "commission",
        "school",
        "authority",
        "committee",
        "federation",
        "society",
        "agency",
        "firm",
        "programme",
    }
)
_VERBS = frozenset({"VB", "VBD", "VBG", "VBP", "VBZ", "MD"})
LIKE_VERBS = frozenset(
    {"former", "acting", "retiring", "outgoing", "managing", "leading", "shadow", "founding", "lead"}
)
_LONGEST, _LONGEST_COMPLEMENT = 12, 14


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyAt:
    """A body's mention as the reader of roles sees it."""

    start: int
    end: int
    name: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A role as given, and the body it is held at; ``possessor`` is "its", "their" or a noun that stands for a body."""

    text: str | None
    body: str | None = None
    kind: str | None = None
    possessor: str | None = None
    party: str | None = None
    start: int = -1
    end: int = -1


class RolePhrases:
    """Parses role phrases of one text, token by token."""

    def __init__(
        self,
        table: TokenTable,
        bodies: Sequence[BodyAt],
        parties: dict[int, tuple[int, str]],
        names: Sequence[Name],
    ) -> None:
        self.table = table
        self.names_at = {i for name in names for i in range(name.start, name.end)}
        self.name_starts = {name.start for name in names}
        self.at = {i: body for body in bodies for i in range(body.start, body.end)}
        self.named_of_kind: dict[str, set[str]] = {}
        for body in bodies:
            self.named_of_kind.setdefault(body.kind, set()).add(body.name)
        self.parties = parties  # first token of a party's name -> its end and the party, adjectives too
        self.party_at = {i: (start, end, name) for start, (end, name) in parties.items() for i in range(start, end)}

    def named(self, i: int) -> BodyAt | None:
        """The body, no class, whose mention covers the token; a party's is a party."""
        body = self.at.get(i)
        return body if body is not None and body.kind != "generic" else None

    def role_at(self, i: int) -> int:
        """How many tokens the longest role that begins here has; 0 for none."""
        table = self.table
        for length in (4, 3, 2):
            if i + length <= len(table) and table.words(i, i + length).lower() in ROLES:
                return length
        if table.lower[i] == "chief" and i + 1 < len(table) and table.doc[i + 1].pos_ in ("NOUN", "ADJ", "PROPN"):
            return 0 if not table.cap[i + 1] or self.role_at(i + 1) else 1  # "chief economic adviser"
        return 1 if table.lower[i] in ROLE_ENDS else 0

    def phrase(self, start: int) -> Role | None:
        """The phrase read from its first word on; two roles joined by "and" are one with both in it."""
        table = self.table
        while start < len(table) - 1 and table.cap[start] and table.lower[start] in _OPENERS and table.opens(start):
            start += 1  # "Earlier chief constable Jane Doe"
        role = self._one(start)
        if role is None or role.end >= len(self.table) or self.table.lower[role.end] != "and":
            return role
        other = self._one(role.end + 1)
        if other is None or not other.text or self.table.lower[role.end + 1] in ("its", "their"):
            return role
        return Role(
            text="; ".join(filter(None, [role.text, other.text])),
            body=role.body or other.body,
            kind=role.kind if role.body else other.kind,
            possessor=role.possessor or other.possessor,
            party=role.party or other.party,
            start=start,
            end=other.end,
        )

    def _one(self, start: int) -> Role | None:
        table, n = self.table, len(self.table)
        i = start
        possessor = None
        if i + 1 < n and table.lower[i] in DETERMINERS and table.text[i + 1] != "Majesty":
            possessor = table.lower[i] if table.lower[i] in _POSSESSORS else None
            i += 1
            if i + 1 < n and table.lower[i] == "of":
                return None
        first, head = i, None
        body: BodyAt | None = None
        party = None
        own: set[int] = set()  # tokens of bodies and long names of parties, which the role's words leave out
        while i < n and i - first < _LONGEST:
            if i in self.parties:
                end, party = self.parties[i]
                if end - i > 1 or (end < n and table.text[end] in ("'s", "'")):
                    own.update(range(i, end))
                i = end
            elif (found := self.named(i)) is not None and not self._is_role_word(i, found):
                if party is None or table.text[i - 1] not in ("'s", "'"):
                    body = found
                # "education committee chairman": the committee is a body, and the office is its chair.
                own.update(range(i, found.end - (table.lower[found.end - 1] == "committee")))
                i = found.end
            elif size := self.role_at(i):
                head = i = i + size
                continue
            elif self._ends(i, head):
                break
            else:
                if table.text[i] in ("'s", "'") and i > first and i - 1 not in own and not table.cap[i - 1]:
                    possessor = table.words(first, i).lower()
                    if self._is_body_noun(i - 1):
                        own.update(range(first, i + 1))
                i += 1
                continue
            if i < n and table.text[i] in ("'s", "'"):
                i += 1
        if head is None:
            return None
        end, complement, found = self._complement(head)
        if party and found is not None and found.kind == "department":
            complement = table.words(head, end)  # "Conservative spokesman for the Home Office"
        body = body or found
        words = self._words([k for k in range(first, head) if k not in own], own)
        return Role(
            text=" ".join(filter(None, [words, complement])) or None,
            body=body.name if body else None,
            kind=body.kind if body else None,
            possessor=possessor,
            party=party,
            start=start,
            end=end,
        )

    def _is_body_noun(self, i: int) -> bool:
        """Whether the noun stands for a body that was named: "the council's director"."""
        return self.table.lower[i] in _BODY_NOUNS

    def _is_role_word(self, i: int, body: BodyAt) -> bool:
        """Whether a body's mention is a word of the office itself."""
        return body.end - body.start == 1 and self.table.lower[i] in ROLE_ENDS

    def _ends(self, i: int, head: int | None) -> bool:
        """Whether a noun phrase ends before this token; "Trade and Industry Secretary" does not at its "and"."""
        table = self.table
        if head is None and table.lower[i] in ("and", "for", ",") and 0 < i < len(table) - 1:
            if table.lower[i] == "and" and not table.cap[i + 1] and table.doc[i + 1].pos_ in ("NOUN", "ADJ"):
                return not any(self.role_at(j) for j in range(i + 2, min(i + 4, len(table))))
            return not (table.cap[i - 1] and table.cap[i + 1] and self._office_soon(i + 1))
        if head is not None or table.lower[i] in STOPS or table.text[i].isspace() or table.lower[i] in OPEN:
            return True
        if head is None and i > 0 and table.doc[i].tag_ == "VBN" and table.lower[i - 1] in ("has", "have", "had"):
            return True
        return table.doc[i].tag_ in _VERBS and table.lower[i] not in LIKE_VERBS and not table.cap[i]

    def _office_soon(self, i: int) -> bool:
        return any(self.table.text[j] in ("Secretary", "Minister") for j in range(i, min(i + 5, len(self.table))))

    def _words(self, kept: Sequence[int], own: set[int]) -> str:
        """The words of the tokens kept, without the possessive mark of a body left out."""
        parts = []
        for i in kept:
            if self.table.text[i] in ("'s", "'") and i - 1 in own:
                continue
            parts.append(self.table.text[i] + (" " if self.table.space[i] else ""))
        return " ".join("".join(parts).split())

    def _complement(self, start: int) -> tuple[int, str, BodyAt | None]:
        """What follows a role: (its end, the words to keep, the body in it)."""
        table, n, i = self.table, len(self.table), start
        body: BodyAt | None = None
        kept_to = start
        placed = False  # "in Dudley", "at the hospital": a body may come, but the words are no part of the role
        while i < n and i - start < _LONGEST_COMPLEMENT:
            lower = table.lower[i]
            if i in self.parties:
                end, party = self.parties[i]
                body, i = BodyAt(start=i, end=end, name=party, kind="party"), end
                break
            if (found := self.named(i)) is not None:
                body = found
                if (
                    i > start
                    and table.lower[i - 1] not in OPEN | DETERMINERS
                    and table.lower[start] in ("of", "for", "at")
                ):
                    kept_to = start  # "general secretary of the lecturers' union Schoolhouse"
                i = self._owned(found.end)
                break
            if (i == start and lower not in OPEN) or table.text[i].isspace():
                break
            if lower in STOPS and not self._goes_on(i, start):
                break
            if table.doc[i].pos_ in ("VERB", "AUX", "PRON") and not table.cap[i]:
                break
            placed = placed or lower in ("in", "at", "with")
            i += 1
            if not placed:
                kept_to = i
        while kept_to > start and (table.lower[kept_to - 1] in OPEN | DETERMINERS | {"and", "'s", ","}):
            kept_to -= 1
        while body is None and i > start and table.lower[i - 1] in OPEN | {"and", ","}:
            i -= 1
        return i, table.words(start, kept_to), body

    def _owned(self, end: int) -> int:
        """End of what a possessive after a body adds: "chairman of the MCB's public affairs committee"."""
        table, i = self.table, end
        if i >= len(table) or table.text[i] not in ("'s", "'"):
            return end
        i += 1
        while i < len(table) and table.doc[i].pos_ in ("NOUN", "PROPN", "ADJ") and i not in self.names_at:
            i += 1
        return i

    def _goes_on(self, i: int, start: int) -> bool:
        """Whether a complement goes on at "and" or a comma: "Minister for Children, Young People and Families"."""
        table = self.table
        if i + 1 >= len(table) or i <= start + 1:
            return False
        if table.lower[i] == "and":
            return not self.role_at(i + 1) and (table.cap[i + 1] or not table.cap[i - 1])
        listed = table.text[i] == "," and table.cap[i - 1] and table.cap[i + 1]
        return (
            listed and table.lower[start] == "for" and table.lower[start - 1] in _OFFICES_FOR and self._and_soon(i + 1)
        )

    def _and_soon(self, i: int) -> bool:
        """Whether a list of capitalised words comes to its "and"."""
        for j in range(i, min(i + 6, len(self.table))):
            if self.table.lower[j] == "and":
                return True
            if not (self.table.cap[j] or self.table.text[j] == ","):
                return False
        return False
