"""Our own documentation on the site: its tables are tables, and nothing in it becomes markup."""

from hypothesis import example, given
from hypothesis import strategies as st

from datasette_config.documents import ACCURACY, shown
from tests.datasette_config.conftest import Reader
from tests.datasette_config.odd_inputs import TAG, unescaped


def test_the_blocks_that_the_documentation_uses() -> None:
    assert str(shown("# Accuracy\n\nHeld *back*, `bbc-023`.")) == (
        "<h1>Accuracy</h1>\n<p>Held <i>back</i>, <code>bbc-023</code>.</p>"
    )
    assert "<li>one <b>two</b></li><li>three</li>" in shown("- one **two**\n- three")
    assert shown("[page](other.md) [web](https://www.gov.uk/x)") == (
        '<p>page <a href="https://www.gov.uk/x" rel="external noopener">web</a></p>'
    )
    table = shown("| kind | F1 |\n|---|---:|\n| bodies | .91 |")
    assert '<th scope="col">kind</th>' in table
    assert '<th scope="row">bodies</th><td class="number">.91</td>' in table
    assert shown("<!-- hidden\n\nstill -->") == ""


_PARTS = [f"<{TAG}>", "|", "#", " ", "\n", "\n\n", "`", "*", "[a](https://x", ")", "- ", "a", '"']


@example(["|", "- "])
@given(st.lists(st.sampled_from(_PARTS)))
def test_nothing_in_it_becomes_markup(parts: list[str]) -> None:
    assert unescaped(str(shown("".join(parts))), "text/html") == []


def test_the_accuracy_page_is_the_measured_one(public: Reader) -> None:
    first = ACCURACY.read_text(encoding="utf-8").split("\n")[0].removeprefix("# ")
    assert f"<h1>{first}</h1>" in public.get("/accuracy").text


def test_an_item_may_hold_a_list_of_its_own() -> None:
    assert shown("- one\n    - *a* of it\n    - b\n- two") == (
        "<ul><li>one<ul><li><i>a</i> of it</li><li>b</li></ul></li><li>two</li></ul>"
    )
