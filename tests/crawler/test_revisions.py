"""What changed in an article, and how much it matters."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.revisions import Weight, difference, leads_home
from records.articles import article_from_blocks
from records.records import Article
from records.vocab import ArticleKind, BlockKind

BASE = (
    "Every council will have to publish its waiting list for foster homes by the end of March.",
    "The minister said that she would not accept another year of guesses.",
    "Councils with fewer than fifty children in care are exempt, and pay £30 a year.",
    "A consultation on the form of the list closes in January.",
)


def article(*paragraphs: str, **changes: Any) -> Article:
    made = article_from_blocks(
        [(BlockKind.PARAGRAPH, text) for text in paragraphs or BASE],
        id="a1",
        url="https://a.example/1",
        source="s",
        headline="Fostering lists to be public",
    )
    return replace(made, **changes)


def edited(old: str, new: str) -> Article:
    assert any(old in text for text in BASE)
    return article(*(text.replace(old, new) for text in BASE))


@pytest.mark.parametrize(
    ("old", "new", "weight"),
    [
        ("guesses", "guesses!", Weight.TYPO),
        ("minister", "Minister", Weight.TYPO),
        ("consultation", "consultaiton", Weight.TYPO),
        ("foster homes", "foster-homes", Weight.TYPO),
        ("not accept", "not not accept", Weight.SUBSTANTIVE),
        ("would not accept", "would accept", Weight.SUBSTANTIVE),
        ("will have to", "may have to", Weight.SUBSTANTIVE),
        ("£30", "£300", Weight.SUBSTANTIVE),
        ("March", "May", Weight.SUBSTANTIVE),
        ("fewer", "more", Weight.SUBSTANTIVE),
        ("are exempt", "are no longer exempt", Weight.SUBSTANTIVE),
        ("closes in January", "closes in June after complaints", Weight.SUBSTANTIVE),
    ],
)
def test_a_change_of_words_is_weighed(old: str, new: str, weight: Weight) -> None:
    assert difference(article(), edited(old, new)).weight == weight


def test_words_are_marked_inside_their_paragraph() -> None:
    found = difference(article(), edited("end of March", "beginning of May"))
    (change,) = found.paragraphs
    assert [(run.kind, run.text) for run in change.runs] == [
        ("same", "Every council will have to publish its waiting list for foster homes by the"),
        ("removed", "end of March."),
        ("added", "beginning of May."),
    ]
    assert (found.added, found.removed, found.unchanged) == (3, 3, 3)
    assert str(found) == "1 paragraph changed, 3 words added, 3 words removed (substantive)"


def test_paragraphs_come_and_go() -> None:
    found = difference(article(), article(BASE[0], "A new paragraph about something else.", *BASE[1:3]))
    assert [(change.before, change.after) for change in found.paragraphs] == [
        ("", "A new paragraph about something else."),
        (BASE[3], ""),
    ]
    assert [change.unchanged for change in found.paragraphs] == [1, 2]
    assert found.weight == Weight.SUBSTANTIVE


def test_texts_of_any_length_are_compared_in_a_moment() -> None:
    words = [f"w{number * 7919 % 3001}" for number in range(60_000)]
    old, new = " ".join(words), " ".join(["First", *words[5:40_000], "middle", *words[40_000:]])
    (change,) = difference(article(old), article(new)).paragraphs
    assert change.runs[-1].text.split() == words[40_000:]
    many = [f"Paragraph {number} of the first text." for number in range(3_000)]
    assert len(difference(article(*many), article(*reversed(many))).paragraphs) > 2_000


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Last updated: 8 July 2008", "Last updated: 9 July 2008"),
        ("12 comments", "340 comments"),
        ("Sign up to our newsletter", "Sign up to our daily newsletter"),
        ("", "Read more: ten things to know"),
        ("Press office: 0870 000 2288", ""),
    ],
)
def test_what_stands_around_the_article_is_boilerplate(before: str, after: str) -> None:
    old, new = ([text] if text else [] for text in (before, after))
    assert difference(article(*BASE, *old), article(*BASE, *new)).weight == Weight.BOILERPLATE


def test_the_same_text_is_no_change() -> None:
    found = difference(article(), article())
    assert (found.weight, found.paragraphs, str(found)) == (Weight.NONE, (), "nothing changed")


@pytest.mark.parametrize(
    ("changes", "note"),
    [
        ({"withdrawn": True}, "withdrawn"),
        ({"kind": ArticleKind.CONSULTATION}, "was news, is consultation"),
        ({"closes_on": "2009-01-31"}, "closes on 2009-01-31, was not stated"),
    ],
)
def test_a_page_that_becomes_another_is_a_status(changes: dict[str, Any], note: str) -> None:
    found = difference(article(), article(**changes))
    assert found.weight == Weight.STATUS
    assert found.notes == (note,)


def test_a_headline_counts_as_text() -> None:
    assert difference(article(), article(headline="Fostering lists to stay secret")).weight == Weight.SUBSTANTIVE
    assert difference(article(), article(headline="Fostering Lists To Be Public")).weight == Weight.TYPO


def test_a_text_that_is_gone_is_a_removal() -> None:
    found = difference(article(), article("This article has been removed for legal reasons."))
    assert found.weight == Weight.REMOVAL


def test_a_text_that_was_replaced_is_not_gone() -> None:
    rewritten = article(*(f"Trams will run through street number {n} from nine in the morning." for n in range(8)))
    assert difference(article(), rewritten).weight == Weight.SUBSTANTIVE


@pytest.mark.parametrize(
    ("asked", "landed", "home"),
    [
        ("https://a.example/news/1", "https://a.example/", True),
        ("https://a.example/news/1", "https://a.example/index.html", True),
        ("https://a.example/news/1", "https://b.example/404", True),
        ("https://a.example/news/1", "https://a.example/news/1-new-name", False),
        ("https://a.example/", "https://www.a.example/", False),
    ],
)
def test_a_page_that_leads_home_is_gone(asked: str, landed: str, home: bool) -> None:
    assert leads_home(asked, landed) == home


@given(
    old=st.lists(st.text(alphabet="ab c.1", min_size=1, max_size=20), max_size=6),
    new=st.lists(st.text(alphabet="ab c.1", min_size=1, max_size=20), max_size=6),
)
def test_the_runs_tell_both_texts(old: list[str], new: list[str]) -> None:
    found = difference(article(*old) if old else article("x"), article(*new) if new else article("x"))
    for change in found.paragraphs:
        for kind, text in (("removed", change.before), ("added", change.after)):
            told = " ".join(run.text for run in change.runs if run.kind in ("same", kind))
            assert told.split() == text.split()
