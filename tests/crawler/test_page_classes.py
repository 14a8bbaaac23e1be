"""A class of crawler/pages/ reads a layout that the general reader cannot, and says so when it has changed."""

import sys
from dataclasses import replace
from types import ModuleType

import pytest

from crawler.extraction import NoArticle, extract
from crawler.page import ArticlePage, Page
from records.records import Article, Source
from records.vocab import BlockKind, SourceKind

SOURCE = Source(id="town_paper", title="Town Paper", publisher="", kind=SourceKind.SECTOR_NEWS, spider="feed", start=())
SENTENCES = [
    "The council will ask residents next month whether trams should return to the town after sixty years.",
    "Its leader said that the line from the station to the hospital would cost forty million pounds to build.",
]


def extracted(body: str, *, source: Source) -> Article:
    return extract(body.encode(), content_type="text/html", url="https://town.example/trams", source=source, hints={})


class TownPaperPage(ArticlePage):
    """The layout of a paper that no reader understands by itself."""

    def page(self) -> Page:
        return Page(
            headline=self.one("div.head"),
            published_at=self.when("s", attribute="data-on"),
            date_is_sure=True,
            blocks=self.blocks(("div.w", BlockKind.PARAGRAPH), ("div.q", BlockKind.QUOTE)),
        )


LAYOUT = (
    "<meta name='author' content='Ann Marlow'><div class='head'>Trams</div><s data-on='2009-03-01'></s>"
    f"<div class='w'>{SENTENCES[0]}</div><div class='q'>“Forty million!”</div><div class='w'>{SENTENCES[1]}</div>"
)


@pytest.fixture
def with_a_class(monkeypatch: pytest.MonkeyPatch) -> Source:
    module = ModuleType("crawler.pages.town_paper")
    module.TownPaperPage = TownPaperPage  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "crawler.pages.town_paper", module)
    return replace(SOURCE, page="town_paper")


def test_a_page_class_reads_what_the_general_reader_cannot_and_leaves_it_the_rest(with_a_class: Source) -> None:
    article = extracted(LAYOUT, source=with_a_class)
    assert (article.headline, article.byline, article.published_at) == ("Trams", ("Ann Marlow",), "2009-03-01")
    assert [block.kind for block in article.blocks] == [BlockKind.PARAGRAPH, BlockKind.QUOTE, BlockKind.PARAGRAPH]


def test_a_changed_layout_is_no_article_and_names_class_and_selector(with_a_class: Source) -> None:
    with pytest.raises(NoArticle, match=r"'div\.head' should find one element, found 0; mend crawler/pages/town_paper"):
        extracted(LAYOUT.replace("'head'", "'top'"), source=with_a_class)


def test_a_missing_page_class_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(NoArticle, match=r"there is no crawler/pages/no_such\.py"):
        extracted(LAYOUT, source=replace(SOURCE, page="no_such"))
