"""A title can be understood by somebody who has read nothing else."""

from dataclasses import replace

import pytest

from tests.tracking.builders import said
from tracking.titles import fitness, title


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ("place schools under the duty to co-operate", "scrap it"),
        ("cap agency fees for social workers", "bring in the"),
        ("give councils powers over admissions", "have until April 2011"),
        ("delay the start of the register by a year", "put it back by a year after protests"),
        ("end the levy on small charities", "cover existing charities, , as well"),
        ("withdraw the guidance on uniform", "lift those"),
        ("bring in a single formula for nurseries", "not bring in a single formula for nurseries after all"),
        ("close the register of childminders", "close the register"),
        ("reserve the fund for bodies such as councils", "reserve the fund for such bodies"),
        ("pay for the training of governors", "pay for their training"),
        ("cap agency fees", "change the law"),
    ],
)
def test_a_phrase_that_stands_alone_is_preferred(better: str, worse: str) -> None:
    assert fitness(better) > fitness(worse)


def test_words_that_do_not_stand_alone_have_the_headline_beside_them() -> None:
    thin = replace(said("withdraw the service", "announced", "2010-07-22"), headline="Register of minders to close")
    assert title([thin], lambda _: 0.0) == "Withdraw the service – Register of minders to close"
    full = replace(said("close the register of minders", "announced", "2010-07-22"), headline="Minders cheer")
    assert title([thin, full], lambda _: 0.0) == "Close the register of minders"


def test_a_long_title_is_cut_between_words() -> None:
    long = replace(said("drop it", "announced", "2010-07-22"), headline="A headline that goes on " * 9)
    assert len(title([long], lambda _: 0.0)) <= 101
    assert title([long], lambda _: 0.0).endswith("…")
