"""The scorer: the gold against itself is perfect, and each kind of mistake costs what it should."""

import copy
from pathlib import Path
from typing import Any

import pytest

from evals import score
from evals.compare import Board, compare
from evals.measures import b_cubed, overlap, same_body, same_person, shared_words
from evals.score import HERE, all_scores, below, examples, load, table, write

GOLD = load(HERE / "gold")
DUTY = "gate-2010-07-23-duty"
TOLD: dict[str, Any] = {**GOLD[DUTY]}


def board_of(told: dict[str, Any]) -> Board:
    board = Board()
    compare(board, GOLD[DUTY], told)
    return board


def changed(kind: str, number: int, **fields: Any) -> dict[str, Any]:
    told = copy.deepcopy(TOLD)
    told[kind][number] |= fields
    return told


def test_the_gold_against_itself_is_perfect() -> None:
    assert set(all_scores(score.score(GOLD, GOLD)).values()) == {1.0}


def test_an_article_that_was_not_read_counts_as_missed() -> None:
    scores = all_scores(score.score(GOLD, {}))
    assert scores["proposals F1"] == scores["quotations F1"] == scores["dates found"] == 0.0
    assert scores["articles without proposals kept free"] == 1.0


@pytest.mark.parametrize(
    ("told", "name", "value"),
    [
        (changed("proposals", 0, stage="bill"), "stage", 0.75),
        (changed("proposals", 0, proposer="Gareth Ockenden"), "proposer", 0.75),
        (changed("proposals", 0, target="pigeons"), "target", 0.75),
        (changed("proposals", 3, instrument="tax"), "instrument", 0.75),
        (changed("proposals", 0, direction=None), "u-turns F1", 6 / 7),
        (changed("quotations", 0, speaker="Petra Sandeman"), "speaker", 0.75),
        (changed("quotations", 0, start=0, end=9), "quotations F1", 0.75),
        (changed("people", 1, affiliation="Secondary Leaders' Forum"), "affiliation", 2 / 3),
        (changed("stances", 0, actor="Petra Sandeman"), "stances F1", 2 / 3),
        (changed("stances", 0, stance="opposes"), "stance, or one that can be defended", 2 / 3),
        (changed("legislation", 0, canonical="ukpga/1850/1"), "legislation linked", 0.0),
        (changed("dates", 0, **{"from": "1850-01-01"}), "date resolved", 0.75),
        ({**TOLD, "bodies": TOLD["bodies"] + [{"text": "Moon", "canonical": "Moon"}]}, "bodies, named F1", 14 / 15),
    ],
)
def test_a_mistake_costs_what_it_should(told: dict[str, Any], name: str, value: float) -> None:
    board = board_of(told)
    assert all_scores(board)[name] == pytest.approx(value)
    assert board.misses


def test_a_proposal_in_an_article_without_one_is_told() -> None:
    empty = next(gold for gold in GOLD.values() if not gold["proposals"])
    board = Board()
    compare(board, empty, {"proposals": [{"id": "p1", "action": "ban ponds", "stage": "bill", "evidence": []}]})
    assert all_scores(board)["articles without proposals kept free"] == 0.0


def test_names_and_phrases_are_the_same_when_a_reader_would_say_so() -> None:
    assert same_body("the Department for Education", ["Department for Education", "DfE"])
    assert same_body("ministers", ["UK Government"])
    assert not same_body("Department for Education", ["Department of Health"])
    assert same_person("Dr Ada Brook", "A Brook")
    assert same_person("Brook", "Ada Brook")
    assert not same_person("Ada Brook", "Ida Brook")
    assert shared_words("ban ponds in schools", "ban the pond") == pytest.approx(0.8)
    assert overlap((0, 10), (5, 15)) == pytest.approx(1 / 3)


def test_a_grouping_loses_precision_by_merging_and_recall_by_splitting() -> None:
    gold = {1: "a", 2: "a", 3: "b"}
    merged = b_cubed(gold, {1: "x", 2: "x", 3: "x"}, only=[1, 2, 3])
    split = b_cubed(gold, {1: "x", 3: "y"}, only=[1, 2])
    assert (merged.precision, merged.recall) == (pytest.approx(5 / 9), 1.0)
    assert (split.precision, split.recall) == (1.0, 0.5)


def test_what_is_below_its_floor_is_named() -> None:
    floors = {"gold": "g", "floors": {"stage": 0.8, "proposals F1": 0.5, "luck": 0.1}}
    assert below({"stage": 0.79, "proposals F1": 0.5}, floors, "g") == [
        "stage: 0.790, the floor is 0.8",
        "luck: there is a floor of 0.1 but no such score",
    ]
    assert "was set on gold g, this is h" in below({}, {"gold": "g", "floors": {}}, "h")[0]


def test_scores_are_put_between_the_marks_and_leave_the_rest_alone(tmp_path: Path) -> None:
    path = tmp_path / "accuracy.md"
    path.write_text("# Accuracy\n\nWords.\n", encoding="utf-8")
    write(path, "| one |")
    write(path, "| two |")
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# Accuracy\n\nWords.\n")
    assert "| one |" not in text
    assert text.count("scores: begin") == text.count("| two |") == 1


def test_what_goes_wrong_most_comes_first_with_examples() -> None:
    told = copy.deepcopy(TOLD)
    told["quotations"] = []
    lines = examples(board_of(told)).splitlines()
    assert lines[2] == f"- quotations, missed ({len(TOLD['quotations'])})"
    assert lines[3].endswith(f"(`{DUTY}`)")


def test_the_table_says_how_many_there_are() -> None:
    lines = table(score.score(GOLD, GOLD)).splitlines()
    total = sum(len(gold["quotations"]) for gold in GOLD.values())
    assert f"| quotations | 1.0 | 1.0 | 1.0 | {total} |" in lines
