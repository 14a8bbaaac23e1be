"""Written questions of Parliament as they are published: asked, and when we saw the answer."""

from dataclasses import replace
from datetime import UTC, datetime

from db.public.projection import article_rows
from db.public.publication import Publication
from records.articles import article_from_blocks
from records.records import Article
from records.revisions import Change, Difference, ParagraphChange, Weight
from records.vocab import BlockKind

KNOWN = datetime(2021, 11, 9, 8, tzinfo=UTC)
SEEN = datetime(2021, 11, 16, 8, tzinfo=UTC)
ASKED = [(BlockKind.HEADING, "Asked by Dunstan Pike"), (BlockKind.PARAGRAPH, "To ask what plans there are.")]
ANSWERED = [*ASKED, (BlockKind.HEADING, "Answered by Corinna Vale"), (BlockKind.PARAGRAPH, "There are none.")]


def page(blocks: list[tuple[BlockKind, str]], day: str) -> Publication:
    article: Article = article_from_blocks(
        blocks,
        id="q1",
        url="https://questions-statements.parliament.uk/written-questions/detail/2021-11-08/71344",
        source="questions",
        headline="Cycle Lanes",
        published_at=day,
    )
    return Publication(article=article, reading=None, known_at=KNOWN, backfill=False, status="", full=True)


def test_a_question_waits_until_its_page_shows_an_answer() -> None:
    (row,) = article_rows(page(ASKED, "2021-11-08"), position=1)["questions"]
    assert (row["asked_on"], row["asked_by"]) == ("2021-11-08", "Dunstan Pike")
    assert (row["answered_on"], row["answer_known_at"]) == (None, None)


def test_the_answer_is_known_since_the_change_that_brought_it() -> None:
    typo = ParagraphChange(before="To ask what plan there are.", after="To ask what plans there are.", runs=())
    heading = ParagraphChange(before="", after="Answered by Corinna Vale", runs=())
    changes = (
        Change(id=3, seen_at=KNOWN, backfill=False, difference=Difference(weight=Weight.TYPO, paragraphs=(typo,))),
        Change(
            id=4, seen_at=SEEN, backfill=False, difference=Difference(weight=Weight.SUBSTANTIVE, paragraphs=(heading,))
        ),
    )
    item = replace(page(ANSWERED, "2021-11-15"), changes=changes)
    (row,) = article_rows(item, position=1)["questions"]
    assert (row["answered_on"], row["answered_by"], row["answer"]) == ("2021-11-15", "Corinna Vale", "There are none.")
    assert (row["answer_known_at"], row["answer_seen_in"]) == (SEEN.isoformat(), "q1-r4")


def test_one_that_was_answered_when_it_was_first_seen_is_known_since_then() -> None:
    (row,) = article_rows(page(ANSWERED, "2021-11-15"), position=1)["questions"]
    assert (row["answer_known_at"], row["answer_seen_in"]) == (KNOWN.isoformat(), None)


def test_where_only_extracts_may_be_shown_its_words_are_not() -> None:
    rows = article_rows(replace(page(ANSWERED, "2021-11-15"), full=False), position=1)
    assert "questions" not in rows
