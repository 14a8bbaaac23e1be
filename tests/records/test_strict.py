"""A hand-written table that does not fit is refused with its file and key."""

import pytest

from records.records import Source
from records.strict import BadTable, from_table
from records.vocab import SourceKind

GOOD = {
    "id": "post",
    "title": "The Post",
    "publisher": "Post Ltd",
    "kind": "sector-news",
    "spider": "feed",
    "start": ["https://post.example/feed"],
}


def test_a_table_becomes_a_record_with_tuples_and_vocabulary() -> None:
    source = from_table(Source, GOOD, where="post.toml")
    assert source.kind is SourceKind.SECTOR_NEWS
    assert source.start == ("https://post.example/feed",)


def test_one_value_stands_for_a_list_of_one() -> None:
    assert from_table(Source, GOOD | {"start": "https://post.example/feed"}, where="post.toml").start == (
        "https://post.example/feed",
    )


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"titel": "x"}, "post.toml: unknown key 'titel'; known keys are .*title"),
        ({"title": 7}, "post.toml: 'title' should be str, got 7"),
        ({"kind": "blog"}, "post.toml: 'kind' should be one of sector-news, .*got 'blog'"),
        ({"start": [1]}, "post.toml: 'start' should be str, got 1"),
        ({"expect": {"min_per_week": "many"}}, "post.toml: 'expect' 'min_per_week' should be int, got 'many'"),
        ({"expect": {"min_per_week": True}}, "should be int, got True"),
    ],
)
def test_a_wrong_table_is_refused_with_place_wanted_and_found(change: dict[str, object], message: str) -> None:
    with pytest.raises(BadTable, match=message):
        from_table(Source, GOOD | change, where="post.toml")


def test_a_missing_key_is_named() -> None:
    with pytest.raises(BadTable, match=r"post.toml: missing key 'spider'"):
        from_table(Source, {key: value for key, value in GOOD.items() if key != "spider"}, where="post.toml")
