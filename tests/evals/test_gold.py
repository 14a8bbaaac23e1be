"""The gold fits its articles, and an annotation that does not is named by file and line."""

import json
from pathlib import Path

import pytest

from evals import annotate
from evals.annotate import BadAnnotation, gold_of, span
from evals.measures import parts
from evals.score import HERE, digest, load

GOLD = load(HERE / "gold")
ARTICLES = load(HERE / "articles")
SPANS = ("bodies", "people", "legislation", "dates")

ARTICLE = {
    "id": "x",
    "title": "Rules on ponds",
    "published": "2030-03-04",
    "genre": "news",
    "text": "Ministers will ban ponds. “Ponds are wet,” said Ada Brook. Ministers like frogs.",
}


def test_every_article_has_its_gold_and_enough_of_them_propose_nothing() -> None:
    assert sorted(GOLD) == sorted(ARTICLES)
    assert len(GOLD) >= 20
    assert sum(not gold["proposals"] for gold in GOLD.values()) >= 8


def test_the_gold_is_what_the_annotations_say() -> None:
    assert annotate.main(["--check"]) == 0
    assert json.loads((HERE / "threads.json").read_text(encoding="utf-8")) == annotate.threads()


@pytest.mark.parametrize("id", sorted(GOLD))
def test_offsets_cut_out_the_words(id: str) -> None:
    text, gold = ARTICLES[id]["text"], GOLD[id]
    for kind in SPANS:
        for item in gold[kind]:
            assert text[item["start"] : item["end"]] == item["text"]
    evidence = [item for record in gold["proposals"] + gold["stances"] for item in record["evidence"]]
    for item in [*gold["quotations"], *evidence]:
        assert text[item["start"] : item["end"]].split()[:6] == item["first_words"].split()


@pytest.mark.parametrize("id", sorted(GOLD))
def test_speakers_actors_and_affiliations_are_named_as_people_and_bodies_are(id: str) -> None:
    gold = GOLD[id]
    bodies = {body["canonical"] for body in gold["bodies"]}
    people = {person["name"] for person in gold["people"]}
    ministries = {"UK Government", "Department for Children, Schools and Families"}
    for stance in gold["stances"]:
        assert set(parts(stance["actor"])) <= bodies | people
    for person in gold["people"]:
        # A minister's are known where the text names no body.
        assert set(parts(person["affiliation"])) <= bodies | ministries
    for proposal in gold["proposals"]:
        assert set(parts(proposal["proposer"])) <= bodies | people | ministries


def test_a_span_is_words_or_their_beginning_and_end() -> None:
    text = ARTICLE["text"]
    assert span(text, "will ban", "x") == (10, 18)
    assert span(text, "“Ponds … Brook.", "x") == (text.index("“"), text.index("Brook.") + 6)
    assert span(text, "Ministers @2", "x")[0] == text.rindex("Ministers")


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        ("B Parliament | | parliament", r"x\.txt:1: the article does not say 'Parliament'"),
        ("\nB Ministers | UK Government | cabinet", r"x\.txt:2: wanted one of government, .*got 'cabinet'"),
        ("Q spoken | Ada Brook | Ponds are wet,", "wanted direct or indirect"),
        ("R p1 | ponds | forbidden | UK Government | ban ponds", "wanted one of floated, .*got 'forbidden'"),
        ("R p1 | ponds | announced | UK Government | ban ponds", "no evidence for p1"),
        ("S Ada Brook | p1 | opposes | Ponds are wet", "stance of Ada Brook: wanted one of"),
        ("Z what", "wanted one of B P Q R E X S L D C"),
    ],
)
def test_a_bad_annotation_is_named(tmp_path: Path, lines: str, problem: str) -> None:
    path = tmp_path / "x.txt"
    path.write_text(lines, encoding="utf-8")
    with pytest.raises(BadAnnotation, match=problem):
        gold_of(path, ARTICLE)


def test_the_digest_changes_with_the_gold(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("{}", encoding="utf-8")
    before = digest(tmp_path)
    assert digest(tmp_path) == before
    (tmp_path / "a.json").write_text('{"id": "a"}', encoding="utf-8")
    assert digest(tmp_path) != before
