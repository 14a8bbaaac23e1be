"""Who is meant where a text names a person again: by surname, title, pronoun or office."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from spacy.tokens import Span

from nlp.components.people_names import Name
from nlp.components.token_table import TokenTable

_SHE, _HE = frozenset({"she", "her", "herself", "hers"}), frozenset({"he", "him", "his", "himself"})


class Cast:
    """The people of one text by canonical name, and the bare surnames that stand for them."""

    def __init__(self, names: Sequence[Name], table: TokenTable) -> None:
        self.people: dict[str, str] = {}  # canonical name -> gender
        self._person: dict[int, str] = {}  # first token of a mention -> canonical name
        self._by_surname: dict[str, list[str]] = {}
        self._by_given: dict[str, list[str]] = {}
        self._titles: dict[str, list[str]] = {}
        self.surnames: list[Name] = []
        full = [name for name in names if name.given and name.surname]
        for name in full:
            person = self._known(name) or self._add(name, f"{table.words(name.start, name.end)}")
            self._person[name.start] = person
        for name in names:
            if name.start not in self._person:
                known = self._of_surname(name) if name.surname else self._of_given(name)
                if known is None and name.rule == "single" and len(self._by_surname.get(name.given, ())) == 1:
                    known = self._by_surname[name.given][0]
                person = known or self._add(name, _with_title(name, table))
                self._person[name.start] = person
        for name in names:
            if role := name.title_role:
                titles = self._titles.setdefault(self._person[name.start], [])
                if role not in titles:
                    titles.append(role)
        self._find_surnames(names, table)

    def _add(self, name: Name, person: str) -> str:
        self.people.setdefault(person, name.gender)
        if name.surname:
            known = self._by_surname.setdefault(name.surname, [])
            if person not in known:
                known.append(person)
        if name.given:
            self._by_given.setdefault(name.given, []).append(person)
        return person

    def _known(self, name: Name) -> str | None:
        """The person already there under this surname and a given name that is the same or shorter."""
        for person in self._by_surname.get(name.surname, ()):
            given = person.split(" ")[0]
            if given == name.given or (
                min(len(given), len(name.given)) >= 2 and (given.startswith(name.given) or name.given.startswith(given))
            ):
                if not self.people[person]:
                    self.people[person] = name.gender
                return person
        return None

    def _of_surname(self, name: Name) -> str | None:
        """Whom a surname with a title means: of several, the one whose gender fits."""
        people = self._by_surname.get(name.surname, [])
        fitting = [person for person in people if not name.gender or self.people[person] in ("", name.gender)]
        if not fitting:
            return None
        if len(fitting) == 1 and not self.people[fitting[0]]:
            self.people[fitting[0]] = name.gender
        return fitting[0]

    def _of_given(self, name: Name) -> str | None:
        people = self._by_given.get(name.given, [])
        return people[0] if len(set(people)) == 1 else None

    def _find_surnames(self, names: Sequence[Name], table: TokenTable) -> None:
        """Bare surnames after the person was named once."""
        covered = {i for name in names for i in range(name.start, name.end)}
        first_seen: dict[str, int] = {}
        for name in names:
            first_seen.setdefault(name.surname, name.start)
        lengths = {surname: table_words(surname) for surname in self._by_surname}
        starts: dict[str, list[str]] = {}
        for surname, words in lengths.items():
            starts.setdefault(words[0], []).append(surname)
        for i, text in enumerate(table.text):
            for surname in starts.get(text, ()):
                words = lengths[surname]
                if i in covered or table.text[i : i + len(words)] != words or i < first_seen.get(surname, 0):
                    continue
                if i and table.cap[i - 1] and not table.opens(i) and i - 1 not in covered and not table.opens(i - 1):
                    continue  # part of another name: "Hill Street"
                if i + 1 < len(table) and table.cap[i + len(words)] if i + len(words) < len(table) else False:
                    continue
                people = self._by_surname[surname]
                person = people[0] if len(people) == 1 else self._latest(people, i)
                self._person[i] = person
                self.surnames.append(
                    Name(start=i, end=i + len(words), title="", given="", surname=surname, rule="surname")
                )
                break

    def _latest(self, people: Sequence[str], before: int) -> str:
        seen = {person: place for place, person in sorted(self._person.items()) if place < before and person in people}
        return max(seen, key=lambda person: seen[person], default=people[0])

    def person_of(self, name: Name) -> str | None:
        """The canonical name of a mention's person."""
        return self._person.get(name.start)

    def titles(self, person: str) -> list[str]:
        """Titles that say what the person does."""
        return self._titles.get(person, [])


def table_words(surname: str) -> list[str]:
    """A surname as tokens: "Kilroy-Silk" is three."""
    return surname.replace("-", " - ").split()


def _with_title(name: Name, table: TokenTable) -> str:
    words = table.words(name.start, name.end)
    return words if words.startswith(name.title) or not name.title or not name.surname else f"{name.title} {words}"


_NOUNS = frozenset(
    {
        "minister",
        "secretary",
        "chancellor",
        "leader",
        "president",
        "commissioner",
        "inspector",
        "spokesman",
        "spokeswoman",
        "chairman",
        "chair",
        "director",
        "mp",
        "peer",
        "mayor",
        "judge",
        "professor",
        "bishop",
    }
)


def later_mentions(
    table: TokenTable, spans: Sequence[Span], cast: Cast, settled: Mapping[str, Mapping[str, Any]]
) -> Iterator[tuple[int, int, str, str]]:
    """(first token, end, person, how) of pronouns and offices that stand for somebody named before."""
    at = {span.start: span for span in spans}
    inside = {i for span in spans for i in range(span.start, span.end)}
    recent: dict[str, str] = {}  # gender -> who was named last
    by_office: dict[str, list[str]] = {}
    for person, values in settled.items():
        for role in (values.get("role") or "").lower().split("; "):
            if role:
                by_office.setdefault(role.removeprefix("the "), []).append(person)
                last = role.split(" ")[-1]
                if last in _NOUNS:
                    by_office.setdefault(last, []).append(person)
    named: set[str] = set()
    for i, lower in enumerate(table.lower):
        if i in at:
            person = at[i]._.person["name"]
            named.add(person)
            gender = cast.people[person]
            for each in (gender,) if gender else ("f", "m"):
                recent[each] = person
        elif i in inside:
            continue
        elif lower in _SHE and "f" in recent:
            yield i, i + 1, recent["f"], "pronoun"
        elif lower in _HE and "m" in recent:
            yield i, i + 1, recent["m"], "pronoun"
        elif lower in ("the", "that") and i + 1 < len(table):
            for size in (3, 2, 1):
                office = table.words(i + 1, min(i + 1 + size, len(table))).lower()
                people = [person for person in dict.fromkeys(by_office.get(office, ())) if person in named]
                follows = table.lower[i + 1 + size] if i + 1 + size < len(table) else ""
                if (
                    len(people) == 1
                    and follows not in ("of", "for", "who", "at")
                    and not (table.cap[i + 1 + size] if i + 1 + size < len(table) else False)
                ):
                    yield i, i + 1 + size, people[0], "title"
                    break
