"""The words of a page as blocks: what belongs to the article, of which kind, and nothing that does not."""

import json

import pytest

from crawler.body_text import page_blocks
from crawler.decoding import tree_of
from crawler.fragments import Blocks, article_body_blocks, html_blocks
from crawler.furniture import without_furniture
from records.vocab import BlockKind

HEADING, ITEM, PARAGRAPH, QUOTE = BlockKind.HEADING, BlockKind.ITEM, BlockKind.PARAGRAPH, BlockKind.QUOTE
SENTENCES = [
    "The council will ask residents next month whether trams should return to the town after sixty years.",
    "Its leader said that the line from the station to the hospital would cost forty million pounds to build.",
    "Shopkeepers along the old route are worried about two years of works in front of their doors.",
    "A decision is expected before the end of the year, and the first trams could run in 2030.",
]
TEXT = [(PARAGRAPH, sentence) for sentence in SENTENCES]


def blocks_of(body: str, *, article_body: str = "") -> Blocks:
    tree = tree_of(f"<html><head><title>Trams</title></head><body>{body}</body></html>")
    assert tree is not None
    return page_blocks(tree, url="https://town.example/trams", article_body=article_body)


def paragraphs(*sentences: str) -> str:
    return "".join(f"<p>{sentence}</p>" for sentence in sentences)


# ---------------------------------------------------------------- kinds


def test_a_list_a_heading_and_a_quote_keep_place_and_kind() -> None:
    found = blocks_of(
        f"<div>{paragraphs(*SENTENCES[:2])}<h3>What is planned</h3><ul><li>two lines</li><li>nine stops</li></ul>"
        f"<blockquote>I would ride on it every day.</blockquote>{paragraphs(*SENTENCES[2:])}</div>"
    )
    assert found == [
        *TEXT[:2],
        (HEADING, "What is planned"),
        (ITEM, "two lines"),
        (ITEM, "nine stops"),
        (QUOTE, "I would ride on it every day."),
        *TEXT[2:],
    ]


def test_a_list_after_a_colon_at_the_end_is_not_lost() -> None:
    stops = "<ol><li>the station</li><li>the hospital</li></ol>"
    found = blocks_of(f"<div>{paragraphs(*SENTENCES, 'The line would stop at:')}{stops}</div>")
    assert found[-3:] == [(PARAGRAPH, "The line would stop at:"), (ITEM, "the station"), (ITEM, "the hospital")]


@pytest.mark.parametrize(
    "aside",
    [
        "<ul class='related-links'><li><a href='/1'>Ten trams of the north</a></li></ul>",
        "<ul><li><a href='/1'>Ten trams of the north</a></li><li><a href='/2'>How to drive a tram</a></li></ul>",
        "<div class='newsletter'><p>Get our letter on trams every Friday.</p></div>",
        "<aside><h4>Trams in figures</h4><p>Nine towns have trams.</p></aside>",
        "<p>Read more: <a href='/3'>A history of trams</a></p>",
        "<figure><img src='a.jpg'><figcaption>A tram in 1950</figcaption></figure>",
        "<form><p>Tell us what you think</p><input name='x'></form>",
    ],
)
def test_what_only_stands_between_paragraphs_is_left_out(aside: str) -> None:
    found = blocks_of(f"<article>{paragraphs(*SENTENCES[:2])}{aside}{paragraphs(*SENTENCES[2:])}</article>")
    assert without_furniture(found, headline="", byline=()) == TEXT


# ---------------------------------------------------------------- old mark-up


def test_breaks_make_paragraphs() -> None:
    assert blocks_of(f"<div>{'<br><br>'.join(SENTENCES)}</div>") == TEXT


def test_a_layout_table_is_no_table() -> None:
    page = (
        f"<table><tr><td><a href='/'>Home</a></td><td><font size='2'>{paragraphs(*SENTENCES)}</font></td></tr></table>"
    )
    assert blocks_of(page) == TEXT


def test_a_table_of_figures_is_one() -> None:
    table = "<table><tr><th>Stop</th><th>Minutes</th></tr><tr><td>Station</td><td>0</td></tr></table>"
    found = blocks_of(f"<article>{paragraphs(*SENTENCES)}{table}</article>")
    assert found == [*TEXT, (PARAGRAPH, "Stop | Minutes"), (PARAGRAPH, "Station | 0")]


def test_a_bold_line_is_a_heading_and_a_bold_sentence_is_not() -> None:
    bold = f"<p><b>{SENTENCES[0]}</b></p><p>{SENTENCES[1]}</p><p><strong>Who pays</strong></p>"
    found = blocks_of(f"<div>{bold}{paragraphs(*SENTENCES[2:])}</div>")
    assert found == [*TEXT[:2], (HEADING, "Who pays"), *TEXT[2:]]


def test_a_footnote_s_number_does_not_stick_to_its_word() -> None:
    found = blocks_of(
        f"<div>{paragraphs(*SENTENCES[:3])}<p>{SENTENCES[3][:-1]}<sup><a href='#1'>1</a></sup>.</p></div>"
    )
    assert found == TEXT


# ---------------------------------------------------------------- JSON-LD's articleBody


def test_an_article_body_takes_out_what_is_not_of_the_article() -> None:
    stray = "Our offer of the week is a cruise along the coast of Norway with all meals and no worries at all."
    page = f"<article>{paragraphs(*SENTENCES[:2], stray, *SENTENCES[2:])}</article>"
    assert (PARAGRAPH, stray) in blocks_of(page)
    assert blocks_of(page, article_body=" ".join(SENTENCES)) == TEXT


def test_a_teaser_in_its_place_takes_out_nothing() -> None:
    page = f"<article>{paragraphs(*SENTENCES)}</article>"
    assert blocks_of(page, article_body=SENTENCES[0]) == TEXT


def test_it_stands_in_where_the_page_holds_nothing() -> None:
    assert blocks_of("<div id='app'></div>", article_body="\n\n".join(SENTENCES)) == TEXT


@pytest.mark.parametrize("text", ["One.\n\nTwo.", "One.\nTwo.", "<p>One.</p><p>Two.</p>", "One.<br><br>Two."])
def test_an_article_body_comes_in_several_forms(text: str) -> None:
    assert article_body_blocks(text) == [(PARAGRAPH, "One."), (PARAGRAPH, "Two.")]


# ---------------------------------------------------------------- fragments


@pytest.mark.parametrize(
    ("fragment", "blocks"),
    [
        ("<p>One</p><p>Two</p>", [(PARAGRAPH, "One"), (PARAGRAPH, "Two")]),
        ("Bare <b>words</b> and a<br>break", [(PARAGRAPH, "Bare words and a break")]),
        ("One<br />\n<br />\nTwo", [(PARAGRAPH, "One"), (PARAGRAPH, "Two")]),
        ("line one\n<br>line two", [(PARAGRAPH, "line one line two")]),
        ("<ul><li><p>1</p></li><li>2<ul><li>3</li></ul></li></ul>", [(ITEM, "1"), (ITEM, "2"), (ITEM, "3")]),
        ("<h2>Head</h2>Text", [(HEADING, "Head"), (PARAGRAPH, "Text")]),
        ("<blockquote><p>One</p><p>Two</p><cite>Ann Marlow</cite></blockquote>",
         [(QUOTE, "One"), (QUOTE, "Two"), (PARAGRAPH, "Ann Marlow")]),
        ("<p>A claim<sup id='r'><a href='#f'>3</a></sup>.</p>", [(PARAGRAPH, "A claim.")]),
        ("<ol><li>The note. <a href='#r'>↩</a></li></ol>", [(ITEM, "The note.")]),
        ("<div class='attachment'><p>PDF, 2 MB</p></div><p>Text</p>", [(PARAGRAPH, "Text")]),
        ("<p>x<script>alert(1)</script></p>", [(PARAGRAPH, "x")]),
        ("", []),
        ("<p> </p>", []),
        ("a < b & c", [(PARAGRAPH, "a < b & c")]),
    ],
)  # fmt: skip
def test_a_fragment_is_all_text(fragment: str, blocks: Blocks) -> None:
    assert html_blocks(fragment) == blocks


# ---------------------------------------------------------------- furniture


@pytest.mark.parametrize(
    "line",
    [
        "Policy",  # a kicker
        "Trams may return",  # the headline
        "By Ann Marlow",
        "Ann Marlow",
        "Posted: 24 February 2012 by Leonard Pask",
        "Press notice 2008/0214 22 October 2008",
    ],
)
def test_what_stands_over_the_text_is_left_out(line: str) -> None:
    assert without_furniture([(PARAGRAPH, line), *TEXT], headline="Trams may return", byline=("Ann Marlow",)) == TEXT


@pytest.mark.parametrize(
    "line",
    ["Share this story", "© Town Paper 2009", "Press office: 0870 000 2288", "Follow us on every network", "x" * 2000],
)
def test_what_stands_under_the_text_is_left_out(line: str) -> None:
    assert without_furniture([*TEXT, (HEADING, "More"), (PARAGRAPH, line)], headline="", byline=()) == TEXT


@pytest.mark.parametrize(
    "sentence",
    [
        "The duty came into force on 8 July 2008.",
        "Read more slowly, the minister told her officials, and you will see what the act says.",
        "Related bodies such as primary care trusts would be covered too.",
        "Sign up to the charter, unions told councils.",
    ],
)
def test_a_sentence_of_the_article_stays(sentence: str) -> None:
    blocks = [TEXT[0], (PARAGRAPH, sentence), *TEXT[1:]]
    assert without_furniture(blocks, headline="", byline=()) == blocks


def test_where_too_little_would_be_left_everything_stays() -> None:
    blocks = [(PARAGRAPH, "Sign up to our newsletter and read it"), (PARAGRAPH, "A line.")]
    assert without_furniture(blocks, headline="", byline=()) == blocks


def test_json_is_no_html() -> None:
    assert html_blocks(json.dumps({"a": 1})) == [(PARAGRAPH, '{"a": 1}')]
