"""Acts, bills, instruments and their provisions, each at its address or at none."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.components.legislation import cited
from records import acts
from records.strict import BadTable
from tests.nlp.cases import published, read_cases

CASES = read_cases(Path(__file__).with_name("legislation.cases.txt"))


def lines(text: str, by: int | None) -> list[str]:
    found = []
    for item in cited(text, by=by):
        address = "/".join(filter(None, [item.canonical, item.provision])) if item.canonical else "-"
        found.append(f"  {text[item.start : item.end]} = {address}")
    return found


@pytest.mark.parametrize(("title", "text", "expected"), CASES, ids=[title for title, *_ in CASES])
def test_legislation(title: str, text: str, expected: list[str]) -> None:
    words, _, day = text.rpartition(" [")
    by = int(day[:4]) if words and day.endswith("]") else 2010
    assert lines(words if words else text, by) == expected
    assert published(title) is None


def test_an_undated_text_knows_only_the_bills_that_cannot_be_others() -> None:
    assert lines("The Mental Capacity Bill and the Education Bill were read.", None) == [
        "  Mental Capacity Bill = ukpga/2005/9",
        "  Education Bill = -",
    ]


_WORDS = "the The Act Bill 2004 Children (“ ”) section 10 of that and , Regulations SI 2010/1 FA"


@settings(max_examples=60)
@given(st.lists(st.sampled_from(sorted(set(_WORDS.split()))), max_size=40))
def test_mentions_never_overlap(words: list[str]) -> None:
    text = " ".join(words)
    found = cited(text, by=2010)
    assert all(first.end <= second.start for first, second in pairwise(found))
    assert all(text[item.start : item.end].strip() for item in found)


def test_every_act_of_the_register_is_found_by_its_title() -> None:
    register = acts.register()
    missed = [act.title for act in register.by_id.values() if lines(f"See the {act.title}.", 2024) == []]
    assert missed == []


def test_no_act_of_the_register_cites_the_address_that_its_own_id_makes() -> None:
    """A source says what somebody opened; the id makes its address whether anybody did or not."""
    assert not [act for act in acts.register().by_id.values() if act.source.endswith(act.id)]


def test_a_row_twice_is_told() -> None:
    row = {"title": "Care Act 2014", "id": "ukpga/2014/23", "short_names": "", "source": ""}
    with pytest.raises(BadTable, match=r"acts\.csv:3: ukpga/2014/23 stands there twice"):
        acts.load([row, row], where="acts.csv")


def test_a_title_without_a_year_is_told() -> None:
    with pytest.raises(BadTable, match="a title ends with its year, got 'Care Act'"):
        acts.load([{"title": "Care Act", "id": "x", "short_names": "", "source": ""}], where="acts.csv")
