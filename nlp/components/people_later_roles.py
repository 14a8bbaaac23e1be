"""Roles in the sentence beside the one with the name: "Jane Doe has said no. The rural affairs minister argued …"."""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from nlp.components.people_names import Name
from nlp.components.people_role_phrases import Role, RolePhrases
from nlp.components.token_table import TokenTable

_SUBJECT = frozenset({"nsubj", "nsubjpass"})
_THE, _ONE = frozenset({"the"}), frozenset({"a", "an"})
_CARRIES_ON = frozenset({"of", "for", "at", "who", "in", "on", "and", "or", "'s", "'"})


def later_roles(
    table: TokenTable, reader: RolePhrases, people: Mapping[int, str], names: Sequence[Name], known: frozenset[str]
) -> Iterator[tuple[str, Name, Role]]:
    """(person, name, role) of those whose role stands in a sentence of its own, next to the one that names them.

    ``names`` are in text order; ``people`` gives the person of each name's first token; ``known`` are those whose role
    the text says elsewhere.
    """
    starts = sorted(table.sentence_starts)
    places = [name.start for name in names]

    def within(start: int, end: int) -> Sequence[Name]:
        return names[bisect_left(places, start) : bisect_left(places, end)]

    first: dict[str, Name] = {}
    for name in names:
        if name.start in people:
            first.setdefault(people[name.start], name)
    said = set(known)
    for place, start in enumerate(starts):
        end = starts[place + 1] if place + 1 < len(starts) else len(table)
        role = _subject_role(table, reader, start, end, _THE)
        before = _subject_named(table, people, within(starts[place - 1], start)) if place and role else None
        if role is None:  # "… a Labour backbencher has said. Jane Doe told …": of the name that follows only
            role = _subject_role(table, reader, start, end, _ONE)
        if role is None or (before is None and "spokes" in (role.text or "")):
            continue
        if before is not None and people[before.start] not in said:
            said.add(people[before.start])
            yield people[before.start], before, role
        elif not within(start, end) and end < len(table):
            following = within(end, starts[place + 2] if place + 2 < len(starts) else len(table))
            after = _subject_named(table, people, following)
            opens = after is not None and after.start - end <= len(after.title.split())
            if after is not None and opens and first[people[after.start]] is after and people[after.start] not in said:
                said.add(people[after.start])
                yield people[after.start], after, role


def _subject_role(
    table: TokenTable, reader: RolePhrases, start: int, end: int, articles: frozenset[str]
) -> Role | None:
    """The role phrase that is a sentence's subject, at its beginning or after a comma, and that no name follows."""
    for i in range(start, end - 2):
        opens = i == start or table.text[i - 1] in ",\"“'" or table.text[i - 1].isspace()
        if table.lower[i] in articles and opens and (role := _no_name_follows(table, reader, i, end)) is not None:
            return role
    return None


def _no_name_follows(table: TokenTable, reader: RolePhrases, start: int, end: int) -> Role | None:
    role = reader.phrase(start)
    if role is None or not role.text or role.end >= end or ";" in role.text:
        return None  # "The prime minister and chancellor" are two
    after = role.end
    if after + 1 >= len(table):
        return None
    if after in reader.name_starts or (table.lower[after] in _CARRIES_ON) or table.cap[after]:
        return None
    if table.text[after] == "," and (after + 1 in reader.name_starts or table.cap[after + 1]):
        return None  # "The chairman of the council, Jane Doe, …"
    return role if any(table.doc[i].dep_ in _SUBJECT for i in range(start, role.end)) else None


def _subject_named(table: TokenTable, people: Mapping[int, str], names: Sequence[Name]) -> Name | None:
    """Of the names of one sentence, the one that is its subject; the first of several."""
    for name in names:
        if name.start in people and table.doc[name.end - 1].dep_ in _SUBJECT:
            return name
    return None
