"""The people whom a text names, what it says they are, and where it speaks of them again by less than a name."""

from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span

from nlp.components.bodies import published_on
from nlp.components.people_affiliations import Affiliations
from nlp.components.people_later_roles import later_roles
from nlp.components.people_mentions import Cast, later_mentions
from nlp.components.people_names import Name, names_of_people
from nlp.components.people_role_phrases import BodyAt, Role
from nlp.components.people_roles import RoleReader
from nlp.components.token_table import table_of
from records.posts import posts

if not Span.has_extension("person"):
    Span.set_extension("person", default=None)


@Language.factory("people", assigns=["doc.spans", "span._.person"], requires=["doc.spans"])
def make_people(nlp: Language, name: str) -> "People":
    """The component; it reads the register of posts once."""
    return People()


class People:
    """Fill ``doc.spans["people"]``, one span a mention: with {name, role, affiliation, post, how, rule}."""

    def __init__(self) -> None:
        self.posts = posts()

    def __call__(self, doc: Doc) -> Doc:
        table = table_of(doc)
        bodies = [
            BodyAt(start=span.start, end=span.end, name=span._.body["name"], kind=span.label_)
            for span in doc.spans.get("bodies", ())
        ]
        taken = {i for span in doc.spans.get("bodies", ()) for i in range(span.start, span.end)}
        names = names_of_people(table, doc, taken)
        cast = Cast(names, table)
        affiliations = Affiliations(table, bodies, self.posts, published_on(doc), [*names, *cast.surnames])
        reader = RoleReader(table, bodies, affiliations.parties, [*names, *cast.surnames])
        roles: dict[str, list[tuple[Name, Role]]] = {}
        for name in [*names, *cast.surnames]:
            person = cast.person_of(name)
            if person is None:
                continue
            for role in reader.roles(name):
                roles.setdefault(person, []).append((name, role))
        known = frozenset(
            person
            for person in cast.people
            if cast.titles(person) or any(role.text for _, role in roles.get(person, ()))
        )
        every = sorted([*names, *cast.surnames], key=lambda name: name.start)
        at = {name.start: person for name in every if (person := cast.person_of(name)) is not None}
        others = [role.text for held in roles.values() for _, role in held if role.text]
        for person, name, role in later_roles(table, reader, at, every, known):
            if affiliations.offices.may_be(person, role, others, cast.people):
                roles.setdefault(person, []).append((name, role))
        spans = []
        for name in every:
            person = cast.person_of(name)
            if person is None:
                continue
            how = "full" if name.given else "surname"
            spans.append(self._span(doc, name.start, name.end, person, how, name.rule))
        said = {person: [role.text for _, role in roles.get(person, []) if role.text] for person in cast.people}
        settled = {
            person: affiliations.settle(
                person,
                cast.titles(person),
                roles.get(person, []),
                [role for other, texts in said.items() if other != person for role in texts],
            )
            for person in cast.people
        }
        spans += [
            self._span(doc, start, end, person, how, how)
            for start, end, person, how in later_mentions(table, spans, cast, settled)
        ]
        for span in spans:
            span._.person = {**span._.person, **settled[span._.person["name"]]}
        doc.spans["people"] = sorted(spans, key=lambda span: span.start)
        return doc

    def _span(self, doc: Doc, start: int, end: int, person: str, how: str, rule: str) -> Span:
        span = Span(doc, start, end, label="PERSON")
        values: dict[str, Any] = {
            "name": person,
            "role": None,
            "affiliation": None,
            "post": None,
            "how": how,
            "rule": rule,
        }
        span._.person = values
        return span
