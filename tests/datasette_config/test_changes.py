"""What was changed in an article, so that people can read it."""

from lxml import html

from tests.datasette_config.conftest import Reader


def test_an_article_says_what_was_changed_in_it(public: Reader) -> None:
    page = html.fromstring(public.get("/articles/a2012phones").text)
    told = page.get_element_by_id("changes")
    assert [node.text_content() for node in told.iter("del", "ins")] == ["[removed: 13]", "[added: 20]"]
    text = " ".join(told.text_content().split())
    assert "<b>It</b> would apply" in text
    assert "1 paragraph unchanged" in text
    assert "The page was moved to another address Seen 29 January 2012" in text


def test_an_article_that_was_not_changed_tells_of_no_change(public: Reader) -> None:
    assert 'id="changes"' not in public.get("/articles/a2008weekly").text
