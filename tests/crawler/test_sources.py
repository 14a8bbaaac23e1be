"""Source files: what ships, and what is said of a file that is wrong."""

from pathlib import Path

import pytest

from crawler.sources import load_source, load_sources, seconds_between
from records.strict import BadTable

SHIPPED = Path(__file__).parent.parent.parent / "crawler" / "sources"
GOOD = """
title = "Harbour Weekly"
publisher = "Quay Press"
kind = "sector-news"
spider = "feed"
start = ["https://www.harbour-weekly.example/feed"]
"""


def written(folder: Path, text: str, name: str = "harbour_weekly.toml") -> Path:
    """A source file with these words."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_every_shipped_source_can_be_read_and_says_what_its_licence_lets_us_show() -> None:
    sources = load_sources(SHIPPED)
    assert len(sources) >= 30
    for source in sources.values():
        assert source.licence, source.id
        # Whole texts are shown only under an open licence.
        assert source.publish == "extracts" or source.licence.startswith("Open "), source.id


def test_the_other_fields_sources_can_be_read_too() -> None:
    assert len(load_sources(SHIPPED.parent.parent / "examples" / "planning" / "sources")) == 2


def test_a_files_stem_is_the_sources_id(tmp_path: Path) -> None:
    source = load_source(written(tmp_path, GOOD))
    assert (source.id, source.title, source.verified) == ("harbour_weekly", "Harbour Weekly", False)


def test_numbers_and_lists_among_the_options_are_read_as_their_text(tmp_path: Path) -> None:
    text = GOOD.replace('feed"\nstart', 'govuk"\nstart') + '[options]\norganisations = ["a", "b"]\ndays = 7\n'
    assert load_source(written(tmp_path, text)).options == {"organisations": "a b", "days": "7"}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("title", "titel"), "unknown key 'titel'"),
        (('spider = "feed"', 'spider = "feeed"'), "'spider' should be one of feed, govuk"),
        (("https://www.harbour-weekly.example/feed", "ftp://x/y"), "http or https addresses"),
        (('["https://www.harbour-weekly.example/feed"]', "[]"), "at least one address"),
        (('kind = "sector-news"', 'kind = "news"'), "'kind' should be one of"),
        (("start", 'publish = "all"\nstart'), "'publish' should be one of extracts, full"),
        (("start", 'every = "often"\nstart'), "'every' should be a number"),
        (("start", "include = ['(']\nstart"), "is no regular expression"),
        (("start", "allow_private = ['localhost']\nstart"), "host:port pairs"),
        (("start", "expect = { per_day = 3 }\nstart"), "min_per_week"),
        (("start", 'id = "other"\nstart'), "'id' is the file's name"),
        (("start", "start ="), "is not TOML"),
    ],
)
def test_a_file_that_is_wrong_is_named_with_its_key(tmp_path: Path, change: tuple[str, str], said: str) -> None:
    path = written(tmp_path, GOOD.replace(*change))
    with pytest.raises(BadTable, match=r"harbour_weekly\.toml") as error:
        load_source(path)
    assert said in str(error.value)


def test_an_option_that_the_spider_does_not_know_is_told_with_those_that_it_does(tmp_path: Path) -> None:
    with pytest.raises(BadTable, match="unknown option 'item' of spider feed; known options are hosts, link"):
        load_source(written(tmp_path, GOOD + '[options]\nitem = "//li"\n'))


def test_a_bad_name_and_a_missing_folder_are_told(tmp_path: Path) -> None:
    with pytest.raises(BadTable, match="small letters"):
        load_source(written(tmp_path, GOOD, "Harbour Weekly.toml"))
    with pytest.raises(BadTable, match="no folder"):
        load_sources(tmp_path / "nowhere")


def test_how_often_a_source_is_visited_is_read() -> None:
    assert [seconds_between(every) for every in ("15m", "1h", "7d")] == [900, 3600, 604800]
