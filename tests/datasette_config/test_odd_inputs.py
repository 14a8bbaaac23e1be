"""Whatever is typed wherever: an answer, never a fault, and nothing of it unescaped.

Each place takes a share of the inputs, another at each place; ``python -m tests.datasette_config.test_odd_inputs``
puts every input into every place, which takes minutes.
"""

import asyncio
import tempfile
from pathlib import Path

import pytest

from tests.datasette_config.conftest import Reader, reader
from tests.datasette_config.filled import fill
from tests.datasette_config.odd_inputs import PLACES, addresses, odd_inputs, unescaped

INPUTS = odd_inputs()
_SHARE = 23  # a prime: every input comes by, whatever the number of places


@pytest.mark.parametrize(("number", "place"), list(enumerate(PLACES)), ids=PLACES)
def test_an_odd_input_gets_an_answer(public: Reader, number: int, place: str) -> None:
    check(public, place, INPUTS[number % _SHARE :: _SHARE])


def check(public: Reader, place: str, inputs: list[str]) -> None:
    for address in addresses((place,), inputs):
        answer = public.get(address)
        assert answer.status_code < 500, address
        assert unescaped(answer.text, answer.headers.get("content-type", "")) == [], address
        location = answer.headers.get("location", "/")
        assert location.startswith("/"), (address, location)
        assert not location.startswith(("//", "/\\")), (address, location)


def main() -> None:
    """Every input in every place."""
    with tempfile.TemporaryDirectory() as folder, asyncio.Runner() as runner:
        path = Path(folder) / "greenpaper.db"
        fill(path).close()
        public = reader(path, runner, audience="public")
        for place in PLACES:
            check(public, place, INPUTS)
    print(f"{len(INPUTS):,} inputs in {len(PLACES)} places: no fault, nothing unescaped")


if __name__ == "__main__":
    main()
