"""Who would change what, by what means and how far it has got, on sentences of our own."""

from pathlib import Path

import pytest
from spacy.language import Language

from records.vocab import ArticleKind
from tests.nlp.cases import published, read_cases, read_text

KEYS = (
    "proposer",
    "action",
    "target",
    "instrument",
    "stage",
    "commitment",
    "effect",
    "direction",
    "exemptions",
    "scope",
    "summary",
)
FOLDER = Path(__file__).parent
CASES = read_cases(FOLDER / "proposals.cases.txt")
FIELDS = read_cases(FOLDER / "proposal_fields.cases.txt")
SUMMARIES = read_cases(FOLDER / "proposal_summaries.cases.txt")
ACTIONS = read_cases(FOLDER / "actions.cases.txt")


def as_text(value: object) -> str:
    """A field as a case writes it; a tuple's parts stand between semicolons."""
    return "; ".join(value) if isinstance(value, list | tuple) else str(value)


@pytest.mark.parametrize(
    ("title", "text", "expected"), CASES + FIELDS + ACTIONS, ids=[title for title, *_ in CASES + FIELDS + ACTIONS]
)
def test_proposals(nlp: Language, title: str, text: str, expected: list[str]) -> None:
    doc = read_text(nlp, text, published_at=published(title))
    wanted = {line.split()[0] for line in expected}
    found = [
        f"  {key:<12}{as_text(proposal[key])}"
        for proposal in doc._.proposals
        for key in KEYS
        if proposal[key] and (key in wanted or not expected)
    ]
    assert found == expected


@pytest.mark.parametrize(("title", "text", "expected"), SUMMARIES, ids=[title for title, *_ in SUMMARIES])
def test_a_summary_reads_as_english(nlp: Language, title: str, text: str, expected: list[str]) -> None:
    doc = read_text(nlp, text)
    assert [f"  {proposal['summary']}" for proposal in doc._.proposals] == expected


def test_evidence_is_whole_sentences_without_the_space_around_them(nlp: Language) -> None:
    text = (
        "It rained.\n\nMinisters will ban the sale of fireworks to children, the government said.  They gave no date."
    )
    doc = read_text(nlp, text)
    (proposal,) = doc._.proposals
    cut = [text[start:end] for start, end, _ in proposal["evidence"]]
    assert cut == ["Ministers will ban the sale of fireworks to children, the government said."]
    assert [span.text for span in doc.spans["proposals"]] == cut


def test_findings_are_plain_values_that_survive_a_saved_doc(nlp: Language) -> None:
    doc = read_text(nlp, "Ministers will ban the sale of fireworks to children, the government said.")
    again = type(doc)(nlp.vocab).from_bytes(doc.to_bytes())
    assert again._.proposals == doc._.proposals


def test_an_article_without_sentences_has_no_proposals(nlp: Language) -> None:
    doc = read_text(nlp, "—")
    assert (doc._.proposals, doc._.stances, doc._.consultations) == ([], [], [])


def test_consultation_days_come_from_the_page_before_the_text(nlp: Language) -> None:
    text = "The government is consulting on plans to license tattooists. The consultation closes on 3 May 2030."
    told = read_text(nlp, text, published_at="2030-03-01")._.consultations
    paged = read_text(
        nlp, text, published_at="2030-03-01", opens_on="2030-02-28", closes_on="2030-05-04"
    )._.consultations
    assert told == [{"proposal": "p1", "opens_on": None, "closes_on": "2030-05-03"}]
    assert paged == [{"proposal": "p1", "opens_on": "2030-02-28", "closes_on": "2030-05-04"}]


@pytest.mark.parametrize(
    ("fields", "proposer"),
    [
        ({"tags": ("Department for Transport",)}, "Department for Transport"),
        ({"tags": ("Budget 2031",)}, None),
        (
            {"kind": ArticleKind.SPEECH, "tags": ("Department for Transport",), "byline": ("Ann Marlow",)},
            "Ann Marlow",
        ),
    ],
    ids=["a department's page", "a page of nobody's", "a minister's speech"],
)
def test_a_page_that_says_we_is_its_publishers(nlp: Language, fields: dict[str, object], proposer: str | None) -> None:
    doc = read_text(nlp, "We plan to ban the sale of fireworks to children.", **fields)
    assert [proposal["proposer"] for proposal in doc._.proposals] == [proposer]
