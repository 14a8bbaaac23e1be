"""Finding the register's names in a text: token by token through a tree of names, longest first."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from nlp.components.token_table import TokenTable
from records.bodies import BodyName, Register
from records.dates import middle_day
from records.vocab import BodyKind

#: Names of these kinds are also written small: "the home office", "the court of appeal".
_WRITTEN_SMALL = frozenset(
    {BodyKind.DEPARTMENT, BodyKind.PARLIAMENT, BodyKind.COURT, BodyKind.AGENCY, BodyKind.REGULATOR, BodyKind.PARTY}
)
#: Small letters alone do not tell these from plain words, whatever stands before them.
_NEVER_SMALL = frozenset(
    {"national trust", "commons", "lords", "westminster", "labour", "conservatives", "tories", "greens", "plaid"}
)
_BEFORE_SMALL = frozenset({"the", "a", "former", "shadow", "its", "his", "her", "new", "old", "both", "from", "by"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A body between two tokens. ``name`` is the canonical one."""

    start: int
    end: int
    name: str
    kind: str
    rule: str
    body_id: str | None = None


@dataclass(slots=True)
class _Node:
    next: dict[str, "_Node"] = field(default_factory=dict)
    names: list[BodyName] = field(default_factory=list)


class NameTree:
    """All names of the register, ready to be met in a text."""

    def __init__(self, register: Register, tokenize: Callable[[str], Iterable[str]]) -> None:
        self.register = register
        self._root = _Node()
        every = [name for names in register.names.values() for name in names]
        for name in every:
            self._node(tokenize(re.sub(r"^The (?=\w+$)", "", name.name.replace("’", "'")))).names.append(name)
        for name in every:
            for written in _miswritten(name.name):
                node = self._node(tokenize(written))
                if not node.names or node.names[0].body_id == name.body_id:
                    node.names.append(name)

    def _node(self, words: Iterable[str]) -> _Node:
        node = self._root
        for word in words:
            node = node.next.setdefault(word.lower(), _Node())
        return node

    def matches(self, table: TokenTable) -> Iterator[tuple[int, int, list[BodyName]]]:
        """(first token, end, names) of each longest match whose case fits; matches do not overlap."""
        lower, n, i = table.lower, len(table), 0
        starts = self._root.next
        while i < n:
            node = starts.get(lower[i])
            if node is None:
                i += 1
                continue
            best: tuple[int, list[BodyName]] | None = None
            j = i + 1
            while node is not None:
                if node.names and (fitting := [name for name in node.names if self._fits(name, table, i, j)]):
                    best = j, fitting
                node = node.next.get(lower[j]) if j < n else None
                j += 1
            if best:
                yield i, best[0], best[1]
                i = best[0]
            else:
                i += 1

    def _fits(self, name: BodyName, table: TokenTable, start: int, end: int) -> bool:
        """Whether the text's case is one in which this name is written."""
        words = [table.text[i] for i in range(start, end)]
        written = "".join(words)
        plain = re.sub(r"^The (?=\w+$)", "", name.name.replace("’", "'")).replace(" ", "")
        if written == plain:
            return True
        if written.isupper() and len(written) > 5 and (end - start > 1 or name.form == "official"):
            return True
        kind = self.register.bodies[name.body_id].kind
        if end - start == 1:
            small = plain.lower() in ("parliament", "treasury") and written == plain.lower()
            return small and (plain == "Parliament" or table.lower[start - 1] in ("the", "former", "shadow"))
        if all(
            word[:1].isupper() or word.lower() in ("of", "for", "and", "the", "&", ",", "'s", "'", "-")
            for word in words
        ):
            return True
        if kind not in _WRITTEN_SMALL or name.name.lower() in _NEVER_SMALL or name.needs_cue:
            return False
        if words[0][:1].isupper() and kind is BodyKind.PARTY:  # "Labour party", "Conservative party"
            return True
        lower_given = name.name[:1].islower()
        return (
            lower_given
            or words[0][:1].isupper()
            or table.lower[start - 1] in _BEFORE_SMALL
            or kind is not BodyKind.AGENCY
        )

    def choose(self, names: list[BodyName], on: date | None, named: frozenset[str]) -> BodyName:
        """Of several bodies of one name, the one whose full name stands in the text, else the one of that day."""
        here = [name for name in names if name.body_id in named] or names
        if len({name.body_id for name in here}) > 1:
            body = self.register.resolve(here[0].name, on)
            here = [name for name in here if body is not None and name.body_id == body.id] or here
        return here[0]

    def canonical(self, name: BodyName, on: date | None) -> str:
        """The body's official name that day; of an undated text, the official name that it uses itself."""
        if on is None and name.form == "official":
            return name.name
        if on is None and _is_a_name_of_its_own(name.name, self.register.name_on(name.body_id)):
            return name.name  # the one of its time, of which nothing else is known
        if on is None and name.from_on and name.to_on:
            return self.register.name_on(name.body_id, _some_day(name))
        return self.register.name_on(name.body_id, on)


def _is_a_name_of_its_own(name: str, official: str) -> bool:
    """Whether a body's other name is a full one, most words of which are not in the official one."""
    words = {word for word in name.split() if word[:1].isupper() and len(word) > 1}
    return len(words) >= 3 and 2 * len(words.intersection(official.split())) < len(words)


def _miswritten(name: str) -> Iterator[str]:
    """How the press writes a department for: "Department of Transport", "Department of the Environment, Food …"."""
    begins = re.match(r"(?:Department|Office) (?:for|of) (?:the )?(?=[A-Z])", name)
    if begins:
        noun, rest = name.split(" ", 1)[0], name[begins.end() :]
        for link in ("for", "of", "of the", "for the"):
            if not name.startswith(f"{noun} {link} {rest}"):
                yield f"{noun} {link} {rest}"


def _some_day(name: BodyName) -> date:
    return middle_day(name.from_on)
