"""The bodies that a text names: known ones by the register, others by their shape, spaCy's entities and acronyms."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from spacy.language import Language
from spacy.tokens import Doc, Span

from nlp.components.body_acronyms import acronyms
from nlp.components.body_classes import ClassTree
from nlp.components.body_entities import from_entities
from nlp.components.body_government import governments
from nlp.components.body_names import Found, NameTree
from nlp.components.body_party import names_a_person
from nlp.components.body_shapes import POSSESSORS, SKIPPED, introduced, shaped
from nlp.components.people_names import names_of_people
from nlp.components.token_table import TokenTable
from records.bodies import register
from records.dates import BadDate, middle_day
from records.vocab import BodyKind

if not Span.has_extension("body"):
    Span.set_extension("body", default=None)

_PLACES = frozenset({"GPE", "LOC", "FAC", "NORP", "PERSON"})


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
        table = TokenTable(doc)
        on = published_on(doc)
        blocked = _legal(doc)
        named = self._registered(table, on)
        known = {found.start: found.end for found in named}
        runs = list(table.runs(POSSESSORS, SKIPPED))
        people = _people(table, doc, named)
        places = frozenset(i for ent in doc.ents if ent.label_ in _PLACES for i in range(ent.start, ent.end)) | people
        others = [*shaped(table, runs, known, people), *introduced(table, runs, places), *from_entities(doc, table)]
        others = [found for found in others if people.isdisjoint(range(found.start, found.end))]
        chosen = _without_overlaps([*named, *governments(table), *others], blocked)
        chosen = _without_overlaps([*chosen, *acronyms(table, chosen)], blocked)
        chosen = _without_overlaps([*chosen, *_again(table, chosen)], blocked)
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
        return _in_use(table, found)

    def _settled(self, chosen: Iterable[Found], on: date | None) -> Iterator[Found]:
        """Each body under one name, the official one, however it is written in the text."""
        for found in chosen:
            if found.body_id is None and found.kind != BodyKind.GENERIC:
                candidates = self.names.register.candidates(found.name)
                body = self.names.register.resolve(found.name, on) if candidates else None
                if body is not None and not any(each.needs_cue for each in candidates):
                    name = self.names.canonical(candidates[0], on)
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


def published_on(doc: Doc) -> date | None:
    """The article's day of publication, the middle one of a month or year; None when it has none."""
    published = (doc._.article or {}).get("published") if Doc.has_extension("article") else None
    try:
        return middle_day(published[:10]) if published else None
    except BadDate:
        return None


def _people(table: TokenTable, doc: Doc, named: Iterable[Found]) -> frozenset[int]:
    """Tokens of people's names, which are no part of a body's unless the register says so."""
    taken = {i for found in named if found.rule == "register" for i in range(found.start, found.end)}
    names = names_of_people(table, doc, taken)
    return frozenset(i for name in names for i in range(name.start, name.end))


def _legal(doc: Doc) -> set[int]:
    """Tokens of Acts, bills and regulations, which hold names of bodies without meaning them."""
    return {i for span in doc.spans.get("legislation", ()) for i in range(span.start, span.end)}


def _span(doc: Doc, found: Found) -> Span:
    span = Span(doc, found.start, found.end, label=found.kind)
    span._.body = {"name": found.name, "body_id": found.body_id, "rule": found.rule}
    return span


#: The surer ways first, where two of the same length meet.
_ORDER = ("register", "government", "introduced", "acronym", "register-cue", "shape", "again", "entity", "class")


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


def _again(table: TokenTable, chosen: list[Found]) -> Iterator[Found]:
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
            if tuple(table.text[i : i + len(words)]) == words:
                yield Found(start=i, end=i + len(words), name=found.name, kind=found.kind, rule="again")


# ---------------------------------------------------------------- which registered names are meant

_CUES = re.compile(
    r"^(?:charity|union|campaign|group|think|tank|thinktank|organisation|at|of|from|by|for|members?|said|says|has|have|had|"
    r"believes?|welcomed|warned|called|wants?|argued|argues|added|told|'s|,|\(|magazine|newspaper|general|chief|director|"
    r"spokesman|spokeswoman|union's|charities|unions|which|who)$"
)
_SPEAKS = re.compile(
    r"^(?:said|says|has|had|believes?|welcomed|warned|warns|called|wants|argued|argues|added|told|'s|which|chief|general|director|spokesman|spokeswoman|union)$"
)
_INTRODUCES = re.compile(
    r"^(?:charity|charities|union|unions|group|tank|thinktank|organisation|magazine|newspaper|regulator|watchdog|at)$"
)


def _in_use(table: TokenTable, found: list[Found]) -> list[Found]:
    """Without the ordinary words that only look like names, parties that are an adjective, parliaments to come."""
    kept = []
    sure: set[str] = set()
    waiting = []
    for each in found:
        if each.rule == "register-cue":
            before = table.lower[each.start - 1] if each.start else ""
            after = table.lower[each.end] if each.end < len(table) else ""
            opens = table.opens(each.start)
            if _INTRODUCES.match(before) or (_SPEAKS.match(after) and not opens and before not in ("a", "an")):
                sure.add(each.name)
                kept.append(each)
            else:
                waiting.append(each)
        elif (each.kind == BodyKind.PARTY and names_a_person(table, each.end)) or (
            each.name == "UK Parliament" and not _parliament(table, each)
        ):
            continue
        else:
            kept.append(each)
            sure.add(each.name)
    return kept + [each for each in waiting if each.name in sure]


_PARLIAMENT_TO_COME = frozenset(
    {"next", "last", "this", "current", "previous", "hung", "full", "second", "third", "new", "of"}
)


def _parliament(table: TokenTable, found: Found) -> bool:
    word, before = table.lower[found.start], table.lower[found.start - 1] if found.start else ""
    if word == "westminster":
        after = table.text[found.end] if found.end < len(table) else ""
        return before not in ("of", "-") and not (after[:1].isupper())
    if word == "parliament":
        if before in _PARLIAMENT_TO_COME and before != "of":
            return False
        if (
            before == "of"
            and found.start >= 2
            and table.lower[found.start - 2]
            in ("member", "members", "act", "acts", "mp", "mps", "lifetime", "end", "life", "course", "term", "session")
        ):
            return False
        if (
            before == "the"
            and found.start >= 3
            and table.lower[found.start - 3] in ("lifetime", "life", "end", "course", "rest")
        ):
            return False
        return not (found.start and table.cap[found.start - 1] and before not in ("the", "to", "in", "uk", "but", "in"))
    return True
