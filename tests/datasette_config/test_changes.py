"""What was changed in an article, so that people can read it."""

from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from datasette_config.differing import differences
from tests.datasette_config.conftest import Reader

_WORD = st.text(st.sampled_from("abc<&"), min_size=1, max_size=4)
_TEXT = st.lists(st.lists(_WORD, min_size=1, max_size=6).map(" ".join), max_size=5).map("\n\n".join)


def as_lines(before: str, after: str) -> list[str]:
    return [
        f"{piece.kind} {piece.count if piece.kind == 'same' else piece.html}" for piece in differences(before, after)
    ]


def test_a_changed_word_is_shown_in_its_paragraph() -> None:
    assert as_lines("One.\n\nTwo heads may reply.\n\nThree.", "One.\n\nTwo heads must reply.\n\nThree.") == [
        "same 1",
        "changed Two heads <del>may </del><ins>must </ins>reply.",
        "same 1",
    ]


def test_a_word_that_stayed_between_two_changes_goes_with_them() -> None:
    before, after = "Heads may have to reply in May, they say.", "Heads must plan to answer in June, they say."
    assert as_lines(before, after) == [
        "changed Heads <del>may have to reply in May, </del><ins>must plan to answer in June, </ins>they say."
    ]


def test_a_paragraph_comes_or_goes_whole() -> None:
    assert as_lines("One.\n\nTwo.", "One.\n\nTwo.\n\nA <b>new</b> one.") == [
        "same 2",
        "added A &lt;b&gt;new&lt;/b&gt; one.",
    ]
    assert as_lines("One.\n\nIt closes in May.", "One.") == ["same 1", "removed It closes in May."]


def test_paragraphs_with_nothing_in_common_are_not_mixed() -> None:
    assert as_lines("Heads may reply until May", "(withdrawn: see elsewhere)") == [
        "removed Heads may reply until May",
        "added (withdrawn: see elsewhere)",
    ]


@given(_TEXT, _TEXT)
def test_both_texts_can_be_read_from_their_difference(before: str, after: str) -> None:
    old, new = iter(before.split("\n\n") if before else []), iter(after.split("\n\n") if after else [])
    for piece in differences(before, after):
        if piece.kind == "same":
            for _ in range(piece.count):
                assert next(old) == next(new)
        if piece.kind in ("changed", "removed"):
            assert _without("ins", piece.html) == next(old)
        if piece.kind in ("changed", "added"):
            assert _without("del", piece.html) == next(new)
    assert list(old) == list(new) == []


def _without(mark: str, text: str) -> str:
    tree = html.fragment_fromstring(f"<p>{text}</p>")
    for node in tree.iter(mark):
        node.text = ""
    return str(tree.text_content())


def test_an_article_says_that_it_was_changed(public: Reader) -> None:
    assert "/articles/a2012phones/changes" in public.get("/articles/a2012phones").text
    page = public.get("/articles/a2012phones/changes")
    assert page.status_code == 200
    assert "<del>13 </del><ins>20 </ins>February" in page.text


def test_an_article_in_extracts_shows_no_earlier_text(public: Reader) -> None:
    assert public.get("/articles/a2008weekly/changes").status_code == 404
    assert public.get("/articles/nowhere/changes").status_code == 404
