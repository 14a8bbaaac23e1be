"""The bodies that a text names: known ones by the register, others by their shape, spaCy's entities and acronyms."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from spacy.language import Language
from spacy.tokens import Doc, Span

from nlp.components.body_acronyms import acronyms, things
from nlp.components.body_classes import ClassTree
from nlp.components.body_entities import from_entities
from nlp.components.body_government import governments
from nlp.components.body_introductions import introduced
from nlp.components.body_meant import meant
from nlp.components.body_names import Found, NameTree
from nlp.components.body_nouns import nouns
from nlp.components.body_shapes import NOT_HEADS, POSSESSORS, SKIPPED, shaped
from nlp.components.body_small_names import committees, small_heads
from nlp.components.people_names import Name, names_of_people
from nlp.components.token_table import TokenTable, table_of
from records.bodies import register
from records.dates import BadDate, middle_day
from records.vocab import BodyKind

if not Span.has_extension("body"):
    Span.set_extension("body", default=None)


@Language.factory("bodies", assigns=["doc.spans", "span._.body"])
def make_bodies(nlp: Language, name: str) -> "Bodies":
    """The component; it reads the register once."""
    return Bodies(nlp)


class Bodies:
    """Fill ``doc.spans["bodies"]``, one span a mention: label = kind, ``span._.body`` = {name, body_id, rule}."""

    def __init__(self, nlp: Language) -> None:
        self.names = NameTree(register(), lambda text: [token.text for token in nlp.tokenizer(text)])
        self.classes = ClassTree()

    def __call__(self, doc: Doc) -> Doc:
        table = table_of(doc)
        on = published_on(doc)
        blocked = _legal(doc)
        matched = self._registered(table, on)
        named = meant(table, matched)
        sides = [found for found in matched if found.kind == BodyKind.PARTY and found not in named]
        known = {found.start: found.end for found in named}
        runs = list(table.runs(POSSESSORS, SKIPPED))
        names = _people(table, doc, named)
        people = frozenset(i for name in names for i in range(name.start, name.end))
        sure = frozenset(i for name in names if name.rule in _SURE for i in range(name.start, name.end))
        surnames = tuple({name.surname for name in names if name.surname})
        # What the register matched and the text does not mean is no body by another way either.
        unmeant = {i for found in matched if found not in named for i in range(found.start, found.end)}
        ends = {found.end for found in named}
        other_things = things(table)
        others = [*shaped(table, runs, known, people), *introduced(table, runs, people, known, sure)]
        others += [*committees(table, self.names.register), *small_heads(table, runs, known, people)]
        others += [
            found
            for found in from_entities(doc, table)
            if unmeant.isdisjoint(range(found.start, found.end))
            and not _ends_in_surname(found, surnames)
            and found.end not in ends
        ]
        others = [
            found
            for found in others
            if (people.isdisjoint(range(found.start, found.end)) or _is_introduced(found, sure))
            and not unmeant.issuperset(range(found.start, found.end))
            and not self.classes.is_class(table, found)
            and not _constituency(table, found.start)
            and found.name not in other_things
            and not _is_a_place(doc, found)
            and not _goes_on(table, found, known)
        ]
        chosen = _without_overlaps([*named, *governments(table), *others], blocked)
        chosen = _without_overlaps([*chosen, *acronyms(table, chosen)], blocked)
        chosen = _without_overlaps([*chosen, *_again(table, chosen, sure)], blocked)
        chosen = _without_overlaps([*chosen, *nouns(table, chosen, sides)], blocked)
        chosen = _without_overlaps([*chosen, *self.classes.found(table, doc)], blocked)
        doc.spans["bodies"] = [_span(doc, found) for found in self._settled(chosen, on)]
        return doc

    def _registered(self, table: TokenTable, on: date | None) -> list[Found]:
        matches = list(self.names.matches(table))
        named = frozenset(name.body_id for *_, names in matches for name in names if name.form == "official")
        found = []
        for start, end, names in matches:
            name = self.names.choose(names, on, named)
            body = self.names.register.bodies[name.body_id]
            found.append(
                Found(
                    start=start,
                    end=end,
                    name=self.names.canonical(name, on),
                    kind=body.kind.value,
                    rule="register-cue" if name.needs_cue else "register",
                    body_id=name.body_id,
                )
            )
        return found

    def _settled(self, chosen: Iterable[Found], on: date | None) -> Iterator[Found]:
        """Each body under one name, the official one, however it is written in the text."""
        for found in chosen:
            if found.body_id is None and found.kind != BodyKind.GENERIC:
                candidates = self.names.register.candidates(found.name) or self.names.register.candidates(
                    _COMMITTEE.sub("", found.name).replace(" Select Committee", " Committee")
                )
                body = self.names.register.resolve(candidates[0].name, on) if candidates else None
                if body is not None and not any(each.needs_cue for each in candidates):
                    chosen_name = next(each for each in candidates if each.body_id == body.id)
                    name = self.names.canonical(chosen_name, on)
                    yield Found(
                        start=found.start,
                        end=found.end,
                        name=name,
                        kind=body.kind.value,
                        rule=found.rule,
                        body_id=body.id,
                    )
                    continue
            yield found


_COMMITTEE = re.compile(r"^(?:(?:House of )?(?:Commons|Lords) )(?=.*[Cc]ommittee$)")


def published_on(doc: Doc) -> date | None:
    """The article's day of publication, the middle one of a month or year; None when it has none."""
    published = (doc._.article or {}).get("published") if Doc.has_extension("article") else None
    try:
        return middle_day(published[:10]) if published else None
    except BadDate:
        return None


def _ends_in_surname(found: Found, surnames: tuple[str, ...]) -> bool:
    """Whether it is somebody's surname, alone or with a word before it that the model took along."""
    return found.name in surnames or found.name.endswith(tuple(f" {surname}" for surname in surnames))


def _people(table: TokenTable, doc: Doc, named: Iterable[Found]) -> list[Name]:
    """Names of people, which are no part of a body's unless the register says so."""
    taken = {i for found in named if found.rule == "register" for i in range(found.start, found.end)}
    return names_of_people(table, doc, taken)


def _is_introduced(found: Found, sure: frozenset[int]) -> bool:
    """Whether what stands beside the name says more than that it looks like a person's: "consultants Booz Allen"."""
    return found.rule == "introduced" and found.start not in sure


def _is_a_place(doc: Doc, found: Found) -> bool:
    """Whether it is a prison that somebody is held at, and not one that does anything."""
    return doc[found.end - 1].text == "Prison" and Span(doc, found.start, found.end).root.dep_ not in ("nsubj", "poss")


def _goes_on(table: TokenTable, found: Found, known: dict[int, int]) -> bool:
    """Whether it is a known body and a thing of its: "Department for Transport Report"."""
    end = known.get(found.start, found.end)
    return end < found.end and all(word in NOT_HEADS for word in table.text[end : found.end])


#: Rules by which a name is a person's whatever stands beside it.
_SURE = frozenset({"given-name", "title"})


def _constituency(table: TokenTable, start: int) -> bool:
    """Whether "MP for" or the like stands before the words: then they are a place."""
    i = start - 1 - (table.lower[start - 1] == "the")
    return i >= 1 and table.lower[i] in ("for", "of") and table.lower[i - 1] in _SEATS


_SEATS = frozenset(
    {"mp", "mps", "mep", "msp", "am", "seat", "seats", "constituency", "town", "city", "village", "candidate"}
)


def _legal(doc: Doc) -> set[int]:
    """Tokens of Acts, bills and regulations, which hold names of bodies without meaning them."""
    return {i for span in doc.spans.get("legislation", ()) for i in range(span.start, span.end)}


def _span(doc: Doc, found: Found) -> Span:
    span = Span(doc, found.start, found.end, label=found.kind)
    span._.body = {"name": found.name, "body_id": found.body_id, "rule": found.rule}
    return span


#: The surer ways first, where two of the same length meet.
_ORDER = (
    "register",
    "government",
    "introduced",
    "acronym",
    "register-cue",
    "shape",
    "again",
    "entity",
    "noun",
    "class",
)


def _without_overlaps(found: Iterable[Found], blocked: set[int]) -> list[Found]:
    """The longest of those that overlap, in text order; none that touches ``blocked`` tokens."""
    taken: set[int] = set(blocked)
    kept = []
    for each in sorted(found, key=lambda f: (f.start - f.end, _ORDER.index(f.rule), f.start)):
        places = range(each.start, each.end)
        if not any(place in taken for place in places):
            taken.update(places)
            kept.append(each)
    return sorted(kept, key=lambda f: f.start)


def _again(table: TokenTable, chosen: list[Found], people: frozenset[int]) -> Iterator[Found]:
    """Further mentions of bodies that the register does not hold, by the names they were found under."""
    by_first: dict[str, list[tuple[tuple[str, ...], Found]]] = {}
    for found in chosen:
        if found.body_id is None and found.kind != BodyKind.GENERIC and found.rule != "government":
            words = tuple(table.text[found.start : found.end])
            known = by_first.setdefault(words[0], [])
            if all(words != each for each, _ in known):
                known.append((words, found))
    for i, word in enumerate(table.text):
        for words, found in by_first.get(word, ()):
            if i not in people and tuple(table.text[i : i + len(words)]) == words:
                yield Found(start=i, end=i + len(words), name=found.name, kind=found.kind, rule="again")
