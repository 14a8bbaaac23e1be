"""Which bodies a text names, under what names, and of what kind."""

import time
from pathlib import Path

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from nlp.components.body_classes import plural
from tests.nlp.cases import published, read_cases, read_text

CASES = read_cases(Path(__file__).with_name("bodies.cases.txt"))


def found_in(doc: Doc) -> list[str]:
    """The bodies as lines, each once, in the order of their first mention."""
    lines = [
        f"  {span._.body['name']} | {span.label_} | {span._.body['body_id'] or '-'}" for span in doc.spans["bodies"]
    ]
    return list(dict.fromkeys(lines))


@pytest.mark.parametrize(("title", "text", "expected"), CASES, ids=[title for title, *_ in CASES])
def test_bodies(nlp: Language, title: str, text: str, expected: list[str]) -> None:
    assert found_in(read_text(nlp, text, published_at=published(title))) == expected


def test_every_mention_is_a_span_in_text_order(nlp: Language) -> None:
    doc = read_text(nlp, "The Law Society (TLS) spoke to Ofsted. TLS wrote to the Law Society's members.")
    assert [span.text for span in doc.spans["bodies"]] == ["Law Society", "TLS", "Ofsted", "TLS", "Law Society"]
    assert all(span._.body["rule"] for span in doc.spans["bodies"])


@pytest.mark.parametrize(
    ("one", "many"),
    [("local authority", "local authorities"), ("school", "schools"), ("governing body", "governing bodies")],
)
def test_plurals_of_classes(one: str, many: str) -> None:
    assert plural(one) == many


@pytest.mark.parametrize(
    "text",
    ["", "(" * 3000, "The Council of " * 1500, "and the of for " * 1500, "A" * 50_000, "Mr " * 3000, "X, " * 3000],
    ids=["empty", "brackets", "council of", "links", "one word", "titles", "commas"],
)
def test_odd_texts_take_linear_time(nlp: Language, text: str) -> None:
    doc = nlp.make_doc(text)
    for name in ("bodies", "people"):
        began = time.process_time()
        doc = nlp.get_pipe(name)(doc)
        assert time.process_time() - began < 2


def test_a_noun_stands_for_the_body_of_its_sort_named_last(nlp: Language) -> None:
    doc = read_text(
        nlp, "Barnardo's and the Guild of Cooks met. The charity left early; the council tax was not discussed."
    )
    assert [(span.text, span._.body["name"]) for span in doc.spans["bodies"]][2:] == [("The charity", "Barnardo's")]
