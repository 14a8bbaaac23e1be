"""Who supports, opposes or worries about what, on sentences of our own."""

from pathlib import Path

import pytest
from spacy.language import Language

from records.vocab import ArticleKind
from tests.nlp.cases import read_cases, read_text

CASES = read_cases(Path(__file__).with_name("stances.cases.txt"))


@pytest.mark.parametrize(("title", "text", "expected"), CASES, ids=[title for title, *_ in CASES])
def test_stances(nlp: Language, title: str, text: str, expected: list[str]) -> None:
    doc = read_text(nlp, text)
    actions = {proposal["id"]: proposal["action"] for proposal in doc._.proposals}
    assert [
        f"  {stance['actor']} {stance['stance']}: {actions[stance['proposal']]}" for stance in doc._.stances
    ] == expected


def test_evidence_is_the_sentence_that_says_it(nlp: Language) -> None:
    text = "Ministers will ban fireworks, the government announced. The Safe Nights Alliance welcomed the ban."
    doc = read_text(nlp, text)
    (stance,) = doc._.stances
    start, end, _ = stance["evidence"]
    assert text[start:end] == "The Safe Nights Alliance welcomed the ban."


def test_whoever_a_press_release_quotes_supports_it(nlp: Language) -> None:
    text = (
        "The government will give every school a nurse.\n\n"
        "Education Minister Ann Petrie said:\n\nChildren come first.\n\n"
        "Tom Webb, head teacher of Hill School, said:\n\nThis is the day we waited for."
    )
    doc = read_text(nlp, text, kind=ArticleKind.ANNOUNCEMENT)
    assert {stance["stance"] for stance in doc._.stances} == {"supports"}
