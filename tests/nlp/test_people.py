"""Which people a text names, what it says they are, and where it speaks of them again."""

from pathlib import Path

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from nlp.findings import reading_of
from tests.nlp.cases import an_article, published, read_cases, read_text

CASES = read_cases(Path(__file__).with_name("people.cases.txt"))


def found_in(doc: Doc, text: str) -> list[str]:
    """The people as lines, in the order of their first mention."""
    return [
        f"  {person.name} | {person.role or '-'} | {person.affiliation or '-'}"
        for person in reading_of(doc, an_article(text)).people
    ]


@pytest.mark.parametrize(("title", "text", "expected"), CASES, ids=[title for title, *_ in CASES])
def test_people(nlp: Language, title: str, text: str, expected: list[str]) -> None:
    assert found_in(read_text(nlp, text, published_at=published(title)), text) == expected


def mentions(doc: Doc) -> list[tuple[str, str, str]]:
    """(words, person, how) of each mention."""
    return [(span.text, span._.person["name"], span._.person["how"]) for span in doc.spans["people"]]


def test_later_mentions_stand_for_the_person_named_before(nlp: Language) -> None:
    doc = read_text(
        nlp, "Health minister Petra Lomax met Karl Pell. She praised him. The minister left, and Pell stayed."
    )
    assert mentions(doc) == [
        ("Petra Lomax", "Petra Lomax", "full"),
        ("Karl Pell", "Karl Pell", "full"),
        ("She", "Petra Lomax", "pronoun"),
        ("him", "Karl Pell", "pronoun"),
        ("The minister", "Petra Lomax", "title"),
        ("Pell", "Karl Pell", "surname"),
    ]


def test_a_pronoun_of_the_other_sex_is_nobody_named(nlp: Language) -> None:
    doc = read_text(nlp, "Karl Pell came in. She was not amused.")
    assert mentions(doc) == [("Karl Pell", "Karl Pell", "full")]


def test_a_post_is_the_one_held_on_the_day(nlp: Language) -> None:
    doc = read_text(nlp, "Ed Balls said so.", published_at="2008-07-08")
    person = doc.spans["people"][0]._.person
    assert person["post"] == "Secretary of State for Children, Schools and Families"
    assert person["affiliation"] == "UK Government"
    doc = read_text(nlp, "Ed Balls said so.", published_at="2011-07-08")
    later = doc.spans["people"][0]._.person
    assert (later["post"], later["affiliation"]) == ("Member of Parliament", "Labour Party")


@pytest.mark.parametrize(
    "text", ["He is Labour", "She was their chairman", "Ask Tarnmouth police", "the select committee"]
)
def test_a_text_may_end_in_the_middle_of_things(nlp: Language, text: str) -> None:
    assert read_text(nlp, text).text == text
