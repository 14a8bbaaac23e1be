"""Evidence marked in its text: whatever the overlap and the characters, the text stays the text."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from datasette_config.highlighting import CLOSE, KINDS, OPEN, marked, paragraphs, unmarked

_TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters="<>&\"'"), max_size=60)


@st.composite
def texts_with_spans(draw: st.DrawFn) -> tuple[str, list[dict[str, Any]]]:
    text = draw(_TEXT)
    spans = []
    for number in range(draw(st.integers(0, 6))):
        start = draw(st.integers(0, len(text)))
        end = draw(st.integers(start, len(text)))
        kind = draw(st.sampled_from([kind for kind, _ in KINDS]))
        spans.append({"id": number, "kind": kind, "item_id": f"i{number}", "start": start, "end": end})
    return text, spans


def _shown(text: str, spans: list[dict[str, Any]], start: int = 0) -> Any:
    passages = [{"kind": "paragraph", "start": start, "text": text}]
    found = paragraphs(passages, spans, link=lambda kind, item: f"/{kind}/{item}")
    return html.fragment_fromstring(f"<div>{found[0].html}</div>")


@given(texts_with_spans())
def test_marks_change_no_character(given: tuple[str, list[dict[str, Any]]]) -> None:
    text, spans = given
    assert _shown(text, spans).text_content() == text


@given(texts_with_spans())
def test_every_character_bears_the_kinds_of_its_spans(given: tuple[str, list[dict[str, Any]]]) -> None:
    text, spans = given
    tree = _shown(text, spans)
    found: list[set[str]] = [set() for _ in tree.text or ""]
    for mark in tree.iter("mark"):
        kinds = {name.removeprefix("k-") for name in mark.get("class").split()}
        found += [kinds for _ in mark.text_content()]
        found += [set() for _ in mark.tail or ""]
    expected = [{s["kind"] for s in spans if s["start"] <= at < s["end"]} for at in range(len(text))]
    assert found == expected


@given(texts_with_spans())
def test_an_anchor_stands_once_for_each_span_that_has_a_character(given: tuple[str, list[dict[str, Any]]]) -> None:
    text, spans = given
    anchors = [node.get("id") for node in _shown(text, spans).iter() if node.get("id")]
    assert sorted(anchors) == sorted(f"e{s['id']}" for s in spans if s["end"] > s["start"])


def test_spans_count_from_the_whole_text_not_from_the_passage() -> None:
    span = {"id": 1, "kind": "body", "item_id": "dcsf", "start": 104, "end": 108}
    assert [mark.text_content() for mark in _shown("The DCSF says", [span], start=100).iter("mark")] == ["DCSF"]


def test_a_span_over_two_passages_is_marked_in_both() -> None:
    passages = [
        {"kind": "paragraph", "start": 0, "text": "One two"},
        {"kind": "paragraph", "start": 9, "text": "three"},
    ]
    span = {"id": 1, "kind": "quotation", "item_id": "q", "start": 4, "end": 14}
    first, second = paragraphs(passages, [span], link=lambda kind, item: None)
    assert str(first.html) == 'One <mark class="k-quotation" id="e1">two</mark>'
    assert str(second.html) == '<mark class="k-quotation">three</mark>'


def test_a_gap_is_shown_where_text_is_left_out() -> None:
    passages = [{"kind": "extracts", "start": 40, "text": "One."}, {"kind": "extracts", "start": 45, "text": "Two."}]
    assert [item.gap for item in paragraphs(passages, [], link=lambda kind, item: None)] == [True, False]


@given(st.text(st.sampled_from([OPEN, CLOSE, "<", "a", "&"]), max_size=30))
def test_marks_of_the_search_are_always_balanced(text: str) -> None:
    tree = html.fragment_fromstring(f"<div>{marked(text)}</div>")
    assert tree.text_content() == unmarked(text)
