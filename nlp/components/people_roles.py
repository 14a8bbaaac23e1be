"""What a text says a person is, and of which body: appositions on either side of the name, and the verbs of being."""

import re
from dataclasses import dataclass

from nlp.components.people_names import ROLE_ENDS, ROLES, Name
from nlp.components.token_table import TokenTable
from nlp.word_lists import lexicon

_DETERMINERS = frozenset({"the", "a", "an", "its", "their", "his", "her", "our", "one", "this", "that", "my"})
_STOPS = lexicon("people_role_stops")
_OPEN = frozenset({"of", "for", "at", "in", "on", "to", "with"})
_WAS = frozenset({"is", "was", "became", "becomes", "remains", "being", "'s"})
_PHRASE = 14


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


class RoleReader:
    """Reads the words on both sides of a name in one text."""

    def __init__(self, table: TokenTable, bodies: list[BodyAt], parties: dict[int, tuple[int, str]]) -> None:
        self.table = table
        self.at = {i: body for body in bodies for i in range(body.start, body.end)}
        self.parties = parties  # first token of a party's name -> its end and the party, adjectives too
        self.party_at = {i: (start, end, name) for start, (end, name) in parties.items() for i in range(start, end)}

    def roles(self, name: Name) -> list[Role]:
        """All that the text says beside this mention; the surest first."""
        return [role for role in (self.after(name.end), *self.before(name)) if role is not None]

    # ------------------------------------------------------------ after the name

    def after(self, end: int) -> Role | None:
        """ ", general secretary of X,", "(Lab)", "of X", "who chairs X", "is director of X"."""
        table = self.table
        if end >= len(table):
            return None
        text, lower = table.text[end], table.lower[end]
        if text in (",", "(", "–", "—", "-") and end + 1 < len(table):
            return self._apposition(end + 1)
        if lower in ("of", "from", "at", "for"):
            body = self._body_from(end + 1)
            return Role(text=None, body=body.name, kind=body.kind) if body else None
        if lower in _WAS or lower == "who" or lower == "as":
            return self._apposition(end if lower == "who" else end + 1, told=lower in _WAS)
        return None

    def _apposition(self, start: int, *, told: bool = False) -> Role | None:
        table, i = self.table, start
        if i < len(table) and table.lower[i] == "who":
            i += 1
            if i < len(table) and table.lower[i] in (
                "chairs",
                "leads",
                "heads",
                "runs",
                "founded",
                "chaired",
                "led",
                "headed",
            ):
                body = self._body_from(i + 1)
                return Role(text=_AGENTS[table.lower[i]], body=body.name, kind=body.kind) if body else None
            while i < len(table) and table.lower[i] in (
                "is",
                "was",
                "has",
                "been",
                "also",
                "until",
                "recently",
                "'s",
                "now",
                "becomes",
                "became",
            ):
                i += 1
            if i == start + 1:
                return None
            told = True
        if i < len(table) and table.lower[i] in ("of", "from", "at") and not told:
            body = self._body_from(i + 1)
            return Role(text=None, body=body.name, kind=body.kind) if body else None
        while i < len(table) and table.lower[i] in ("now", "then", "also", "once", "currently", "until"):
            i += 1
        return self.phrase(i, strict=told)

    def _body_from(self, i: int) -> BodyAt | None:
        """The body that begins here, after an article and a party or a noun that introduces it."""
        for j in range(i, min(i + 5, len(self.table))):
            if j in self.at:
                return self.at[j]
            if self.table.lower[j] in _STOPS or (self.table.cap[j] and j not in self.party_at):
                return None
        return None

    def phrase(self, start: int, *, strict: bool = False) -> Role | None:
        """A noun phrase with a role in it, read from its first word on."""
        table, n = self.table, len(self.table)
        i = start
        possessor = None
        if i < n and table.lower[i] in _DETERMINERS:
            possessor = table.lower[i] if table.lower[i] in ("its", "their", "his", "her") else None
            i += 1
            if i < n and table.lower[i] == "of":
                return None
        first = i
        head = None
        body: BodyAt | None = None
        party = None
        while i < n and i - first < 12:
            if i in self.at and i not in self.parties:
                body = self.at[i]
                i = body.end
                if i < n and table.lower[i] in ("'s", "'"):
                    i += 1
                continue
            if i in self.parties:
                i, party = self.parties[i]
                continue
            size = self._role_at(i)
            if size:
                head = i + size
                i = head
                continue
            if self._phrase_ends(i, head):
                break
            if table.lower[i] in ("'s", "'") and i > first:
                possessor = table.words(first, i).lower() if not table.cap[i - 1] else possessor
            i += 1
        if head is None or (
            strict
            and first == start
            and not table.cap[first]
            and body is None
            and table.lower[start - 1] not in ("as", "is", "was", "became")
        ):
            return None
        modifiers = [k for k in range(first, head) if self.at.get(k) is None or k in self.party_at]
        end, complement, found = self._complement(head)
        body = body or found
        words = self._words(modifiers, first, head)
        return Role(
            text=" ".join(filter(None, [words, complement])) or None,
            body=body.name if body else None,
            kind=body.kind if body else None,
            possessor=possessor,
            party=party,
            start=start,
            end=end,
        )

    def _phrase_ends(self, i: int, head: int | None) -> bool:
        """Whether a noun phrase ends before this token; "Trade and Industry Secretary" does not at its "and"."""
        table = self.table
        if head is None and table.lower[i] in ("and", "for") and i + 1 < len(table):
            return not (table.cap[i - 1] and table.cap[i + 1])
        return head is not None or table.lower[i] in _STOPS or table.text[i].isspace() or table.lower[i] in _OPEN

    def _words(self, kept: list[int], start: int, end: int) -> str:
        """The words of the tokens kept, without possessive marks left over from a body."""
        parts = []
        for i in range(start, end):
            if i not in kept:
                continue
            if self.table.text[i] in ("'s", "'") and (i - 1) not in kept:
                continue
            parts.append(self.table.text[i] + (" " if self.table.space[i] else ""))
        return " ".join("".join(parts).split())

    def _role_at(self, i: int) -> int:
        """How many tokens the longest role that begins here has; 0 for none."""
        table = self.table
        size = 1 if table.lower[i] in ROLE_ENDS else 0
        for length in (4, 3, 2):
            words = table.words(i, min(i + length, len(table))).lower()
            if words in ROLES:
                return length
        return size

    def _complement(self, i: int) -> tuple[int, str, BodyAt | None]:
        """What follows a role: (its end, the words to keep, the body in it)."""
        table, n, start = self.table, len(self.table), i
        body: BodyAt | None = None
        kept_to = start
        while i < n and i - start < _PHRASE:
            lower = table.lower[i]
            if i in self.at and self.at[i].kind != "generic" and i not in self.parties:
                body = body or self.at[i]
                i = self.at[i].end
                break
            if i in self.parties:
                end, party = self.parties[i]
                body = body or BodyAt(start=i, end=end, name=party, kind="party")
                i = end
                break
            if lower in _STOPS and not (
                lower == "and"
                and i > start + 1
                and i + 1 < n
                and (table.cap[i + 1] or not table.cap[i - 1])
                and not self._role_at(i + 1)
            ):
                break
            if table.text[i].isspace() or table.doc[i].pos_ in ("VERB", "AUX", "PRON"):
                break
            if i == start and lower not in _OPEN:
                break
            i += 1
            kept_to = i
        end = kept_to
        while end > start and (
            table.lower[end - 1] in _OPEN
            or table.lower[end - 1] in _DETERMINERS
            or table.lower[end - 1] in ("and", "'s")
        ):
            end -= 1
        return max(i, end), table.words(start, end), body

    # ------------------------------------------------------------ before the name

    def before(self, name: Name) -> list[Role]:
        """ "Education Secretary X", "the chairman of Y, X", "Labour MP X", "Barnardo's X"."""
        table, found = self.table, []
        start = name.start
        i = start - 1
        while i >= 0 and table.text[i][:1].isupper() and table.text[i] in name.title.split():
            i -= 1  # the title stands outside the span
        if name.title and i >= 0 and table.text[i] == ".":
            i -= 1
        adjacent = self._adjacent(i)
        if adjacent is not None:
            found.append(adjacent)
            i = adjacent.start - 1
            while i >= 0 and table.lower[i] in _DETERMINERS:
                i -= 1
        if i >= 1 and table.text[i] == ",":
            earlier = self._before_comma(i)
            if earlier is not None:
                found.append(earlier)
        return found

    def _adjacent(self, i: int) -> Role | None:
        """The role that ends right before a name: token ``i`` is its last."""
        table = self.table
        if i < 0 or table.text[i].isspace():
            return None
        if i in self.party_at:
            start, _, party = self.party_at[i]
            return Role(text=None, party=party, start=start)
        if i in self.at and self.at[i].kind != "generic" and i == self.at[i].end - 1:
            return Role(text=None, body=self.at[i].name, kind=self.at[i].kind, start=self.at[i].start)
        if table.lower[i] in ("'s", "'") and i - 1 in self.at and self.at[i - 1].kind != "generic":
            body = self.at[i - 1]
            return Role(text=None, body=body.name, kind=body.kind, start=body.start)
        if table.lower[i] not in ROLE_ENDS and not self._ends_complement(i):
            return None
        start = self._phrase_start(i)
        role = self.phrase(start)
        if role is None or role.end < i + 1:
            return None
        return role

    def _ends_complement(self, i: int) -> bool:
        """Whether "spokeswoman for women" ends here: a role, a preposition, nouns."""
        table = self.table
        for j in range(i, max(i - 6, 0), -1):
            if table.lower[j] in ("for", "of", "on") and j - 1 >= 0:
                return table.lower[j - 1] in ROLE_ENDS
            if table.doc[j].pos_ not in ("NOUN", "PROPN", "ADJ", "CCONJ", "DET", "PART") or table.text[j].isspace():
                return False
        return False

    def _phrase_start(self, i: int) -> int:
        """First token of the noun phrase that ends at ``i``, without its article."""
        table = self.table
        start = i
        for j in range(i - 1, max(i - 14, -1), -1):
            lower = table.lower[j]
            if table.text[j].isspace() or lower in _DETERMINERS:
                if lower in ("its", "their"):
                    start = j
                break
            if j in self.at or j in self.party_at:
                start = j
                continue
            if lower in ("'s", "'", "-", "&", "/"):
                continue
            if lower in ("and", "for", "of", ",", "on", "the"):
                inside = table.cap[j + 1] and j > 0 and table.cap[j - 1] and lower != ","
                linked = lower in ("for", "of") and j > 0 and table.lower[j - 1] in ROLE_ENDS
                if not (inside or linked):
                    break
                continue
            if lower in _STOPS or lower in _OPEN or not table.text[j][:1].isalnum():
                break
            if (
                table.doc[j].pos_ in ("VERB", "AUX", "ADP", "PRON", "ADV", "SCONJ")
                and not table.cap[j]
                and lower not in ("former", "shadow", "acting", "retiring", "then")
            ):
                break
            start = j
        return start

    def _before_comma(self, comma: int) -> Role | None:
        """ "The chairman of the education committee, …": the phrase before the comma, from its article on."""
        table = self.table
        for j in range(comma - 1, max(comma - 16, -1), -1):
            lower = table.lower[j]
            if (
                table.text[j].isspace()
                or lower in (".", ";", ":", '"', "(", ")", "“", "”")
                or (lower == "," and j not in self.at)
            ):
                return self._whole_phrase(j + 1, comma)
            if (
                lower in ("the", "a", "an", "its", "their", "his", "her")
                and self._role_soon(j + 1, comma)
                and (j == 0 or table.lower[j - 1] not in _OPEN)
            ):
                return self._whole_phrase(j, comma)
            if lower in ("said", "told", "by", "that", "and", "but"):
                return self._whole_phrase(j + 1, comma)
        return self._whole_phrase(0, comma) if comma < 16 else None

    def _role_soon(self, i: int, end: int) -> bool:
        return any(self._role_at(j) for j in range(i, min(i + 7, end)))

    def _whole_phrase(self, start: int, comma: int) -> Role | None:
        role = self.phrase(start)
        return role if role is not None and role.end >= comma - 1 and role.text else None


_AGENTS = {
    "chairs": "chair",
    "chaired": "former chair",
    "leads": "leader",
    "led": "leader",
    "heads": "head",
    "headed": "head",
    "runs": "head",
    "founded": "founder",
}
MINISTERIAL = re.compile(
    r"\b(?:prime minister|minister|chancellor(?! of the university)|home secretary|"
    r"(?<!general )(?<!private )(?<!press )(?<!permanent )"
    r"(?<!company )(?<!assistant )(?<!regional )(?<!national )(?<!branch )secretary|attorney general|"
    r"solicitor general|chief whip|leader of the (?:house|commons|lords)|paymaster general|law lord)\b"
)
SHADOW = re.compile(r"\b(?:shadow|opposition)\b")
FORMER = re.compile(r"\b(?:former|ex|previous|late)\b")
