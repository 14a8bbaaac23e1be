"""A title can be understood by somebody who has read nothing else."""

import pytest

from tracking.titles import fitness


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ("place schools under the duty to co-operate", "scrap it"),
        ("cap agency fees for social workers", "bring in the"),
        ("give councils powers over admissions", "have until April 2011"),
        ("delay the start of the register by a year", "put it back by a year after protests"),
        ("end the levy on small charities", "cover existing charities, , as well"),
        ("withdraw the guidance on uniform", "lift those"),
    ],
)
def test_a_phrase_that_stands_alone_is_preferred(better: str, worse: str) -> None:
    assert fitness(better) > fitness(worse)
