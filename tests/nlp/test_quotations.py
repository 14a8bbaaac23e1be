"""Who said what: text in, speaker and words out; and marks of every sort, in linear time."""

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from nlp.components.quotation_marks import stretches
from nlp.pipeline import build_nlp
from records.articles import article_from_blocks
from records.vocab import BlockKind
from tests.nlp.cases import as_lines, read_cases, read_text

CASES = read_cases(Path(__file__).with_name("quotations.cases.txt"))


def lines(nlp: Language, text: str) -> list[str]:
    doc = read_text(nlp, text, published_at="2012-10-02")
    found = []
    for span in doc.spans["quotations"]:
        values = span._.quotation
        content = text[values["start"] : values["end"]]
        found += as_lines({"type": span.label_, **values, "content": content}, ["type", "speaker", "cue", "content"])
    return found


@pytest.mark.parametrize(("title", "text", "expected"), CASES, ids=[title for title, *_ in CASES])
def test_quotations(nlp: Language, title: str, text: str, expected: list[str]) -> None:
    assert lines(nlp, text) == expected


def test_block_quotations_are_of_whoever_was_said_to_speak(nlp: Language) -> None:
    article = article_from_blocks(
        [
            (BlockKind.PARAGRAPH, "Schools minister Ann Marlow said:"),
            (BlockKind.QUOTE, "Every child will have a place by spring."),
            (BlockKind.QUOTE, "We will pay for it."),
            (BlockKind.PARAGRAPH, "The fund opens in May."),
        ],
        id="a1",
        url="urn:x",
        source="test",
        headline="",
    )
    doc = read_text(nlp, article.text, blocks=article.blocks)
    found = [(span._.quotation["speaker"], span.text) for span in doc.spans["quotations"]]
    assert found == [
        ("Ann Marlow", "Every child will have a place by spring."),
        ("Ann Marlow", "We will pay for it."),
    ]


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("“It will,” he said. “We’ll see.”", ["It will,", "We’ll see."]),
        ("‘The schools’ duty is clear,’ he said.", ["The schools’ duty is clear,"]),
        ("‘frightened off’ in the schools’ view", ["frightened off"]),
        ("'It is,' he said. The '80s were.", ["It is,"]),
        ("\"'Nested' one,\" she said", ["'Nested' one,"]),
        ("It said ‘we want “this” and that’.", ["we want “this” and that"]),
        ('a 6" pipe and "this one"', ["this one"]),
        ("« Oui », dit-il", ["Oui"]),
        ("“Left open", ["Left open"]),
        ("a “broken one", []),
        ("“One. “Two. “Three.” end", ["One.", "Two.", "Three."]),
    ],
)
def test_marks(text: str, inside: list[str]) -> None:
    assert [text[stretch.start : stretch.end] for stretch in stretches(text, 0, len(text))] == inside


@given(st.text(alphabet="“”‘’'\"«» .,a\n", max_size=60))
def test_stretches_stand_in_order_and_never_overlap(text: str) -> None:
    found = stretches(text, 0, len(text))
    edges = [place for one in found for place in (one.before, one.start, one.end, one.after)]
    assert edges == sorted(edges)


@pytest.mark.parametrize("unit", ["“", '"', "'a ", "‘a’ ", "‘s’ ", "“a ‘b ", "''", "“a” "])
def test_marks_take_linear_time(unit: str) -> None:
    def seconds(number: int) -> float:
        text = unit * number
        best = 60.0
        for _ in range(2):
            start = time.process_time()
            stretches(text, 0, len(text))
            best = min(best, time.process_time() - start)
        return best

    assert seconds(10_000) < 100 * seconds(500) + 0.1  # twenty times the marks; squared they would take 400 times


def test_attributions_are_taken_in_only_where_asked_for() -> None:
    asked = build_nlp()
    asked.remove_pipe("quotations")
    asked.add_pipe("quotations", after="people", config={"attributions": True})
    text = "Ann Marlow attacked the new code. She wants to scrap it."
    doc = read_text(asked, text)
    assert [(span.text, span._.quotation["rule"]) for span in doc.spans["quotations"]] == [
        ("the new code", "attributed"),
        ("to scrap it", "attributed"),
    ]


def test_attributions_are_no_quotations_of_ours(nlp: Language) -> None:
    assert lines(nlp, "Ann Marlow attacked the new code. She wants to scrap it.") == []
