"""Marked sentences: how they are read, and what a mistake costs."""

from evals.marked import HERE, Marked, dates, judgments, read_marked

JUDGMENTS = list(read_marked(HERE / "judgments.txt"))
DATES = list(read_marked(HERE / "dates.txt"))


def test_a_paragraph_loses_its_marks_and_keeps_their_places() -> None:
    care = JUDGMENTS[0]
    assert care.title == "Care proceedings"
    assert care.when == "2012"
    assert "[" not in care.text
    assert [(care.text[start:end], address) for start, end, address in care.marks[:3]] == [
        ("section 31", "ukpga/1989/41/section/31"),
        ("Children Act 1989", "ukpga/1989/41"),
        ("the 1989 Act", "ukpga/1989/41"),
    ]


def test_each_item_of_a_list_is_a_text_of_its_own() -> None:
    marked = [each for each in DATES if each.marks]
    assert len(marked) >= 40
    assert len(DATES) - len(marked) == 10
    assert all(len(each.marks) == 1 for each in marked)


def test_references_count_by_place_and_address() -> None:
    text = "See section 9 of the Care Act 2014 and the Moon Act 2014."
    marks = ((4, 13, "ukpga/2014/23/section/9"), (21, 34, "ukpga/2014/24"), (35, 38, ""))
    result = judgments([Marked(title="t", when="2015", text=text, marks=marks)])
    assert {name: (share.right, share.of) for name, share in result.shares.items()} == {
        "references found": (2, 3),
        "span exact": (2, 2),
        "address right": (1, 2),
        "references precise": (2, 3),
    }
    assert "references found: 'and' (t)" in result.misses


def test_a_period_is_right_by_one_end_and_an_interval_by_both() -> None:
    texts = [
        Marked(title="t", when="2009-06-17", text="by May", marks=((0, 6, "..2010-05-31"),)),
        Marked(title="t", when="2009-06-17", text="no date", marks=()),
    ]
    result = dates(texts, lambda text, day: [(0, 6, "2010-05-01", "2010-05-31")])
    assert {name: (share.right, share.of) for name, share in result.shares.items()} == {
        "period right": (1, 1),
        "interval exact": (0, 1),
        "sentences without a date kept free": (0, 1),
    }
