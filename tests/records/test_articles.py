"""A plain text falls into blocks whose offsets cut it exactly."""

from hypothesis import given
from hypothesis import strategies as st

from records.articles import article_from_blocks, blocks_of
from records.vocab import BlockKind

TEXT = """What the plan says

The panel met on Tuesday.
It will meet again.

• Boards in every area.
• A plan for each child.

1. Not a heading, for it is numbered"""


def kinds(text: str) -> list[tuple[str, str]]:
    return [(block.kind.value, text[block.start : block.end]) for block in blocks_of(text)]


def test_paragraphs_headings_and_items_are_told_apart() -> None:
    assert kinds(TEXT) == [
        ("heading", "What the plan says"),
        ("paragraph", "The panel met on Tuesday.\nIt will meet again."),
        ("item", "• Boards in every area."),
        ("item", "• A plan for each child."),
        ("item", "1. Not a heading, for it is numbered"),
    ]


@given(st.text(alphabet="ab. \n\t\r•-", max_size=200))
def test_blocks_are_in_order_apart_and_miss_no_word(text: str) -> None:
    blocks = blocks_of(text)
    ends = [0, *(block.end for block in blocks)]
    for block, before in zip(blocks, ends, strict=False):
        assert before <= block.start < block.end
        assert not text[before : block.start].strip()
        assert text[block.start : block.end] == text[block.start : block.end].strip()
    assert not text[ends[-1] :].strip()


def test_an_article_made_of_blocks_holds_each_at_its_offsets() -> None:
    parts = [(BlockKind.PARAGRAPH, " One. "), (BlockKind.QUOTE, ""), (BlockKind.QUOTE, "Two.")]
    article = article_from_blocks(parts, id="a1", url="urn:x:1", source="s", headline="H")
    assert article.text == "One.\n\nTwo."
    assert [article.text[b.start : b.end] for b in article.blocks] == ["One.", "Two."]
    assert [b.kind for b in article.blocks] == [BlockKind.PARAGRAPH, BlockKind.QUOTE]
