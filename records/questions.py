"""Written questions of Parliament: what an article's page says of who asked, and whether it is answered.

The collector writes such a page in the form that is read here: a heading that says who asked, the question, a
heading that says who answered, the answer.
"""

import re
from dataclasses import dataclass

from records.records import Article
from records.vocab import BlockKind

ASKED_BY, ANSWERED_BY, ANSWER = "Asked by", "Answered by", "Answer"
_ADDRESS = re.compile(r"https?://questions-statements\.parliament\.uk/written-questions/detail/(\d{4}-\d\d-\d\d)/[^/]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A written question, and its answer where there is one."""

    asked_on: str  # the day on which it was tabled
    asked_by: str
    question: str
    answered_on: str | None = None
    answered_by: str = ""
    answer: str = ""


def is_answered_by(paragraph: str) -> bool:
    """True for the heading under which the answer stands."""
    return paragraph == ANSWER or paragraph.startswith(f"{ANSWERED_BY} ")


def question_in(article: Article) -> Question | None:
    """The question that the article's page is; None for any other page."""
    address = _ADDRESS.fullmatch(article.url)
    if address is None:
        return None
    asked_by = answered_by = ""
    asked: list[str] = []
    answer: list[str] = []
    answered = False
    for block in article.blocks:
        text = article.text[block.start : block.end]
        if block.kind is BlockKind.HEADING and not answered and is_answered_by(text):
            answered, answered_by = True, text.removeprefix(ANSWERED_BY).removeprefix(ANSWER).strip()
        elif block.kind is BlockKind.HEADING and not asked and text.startswith(f"{ASKED_BY} "):
            asked_by = text.removeprefix(ASKED_BY).strip()
        else:
            (answer if answered else asked).append(text)
    return Question(
        asked_on=address[1],
        asked_by=asked_by,
        question=" ".join(asked),
        answered_on=(article.published_at or "")[:10] or None if answered else None,
        answered_by=answered_by,
        answer=" ".join(answer),
    )
