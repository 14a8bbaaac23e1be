"""What changed between two revisions of a page's article, and what else befell the page."""

from dataclasses import dataclass
from datetime import datetime

from records.vocab import Word


class Weight(Word):
    """How much a change matters, the least first."""

    NONE = "none", "not a word is different"
    TYPO = "typo", "spelling, punctuation or spacing"
    BOILERPLATE = "boilerplate", "what stands around the article, such as counts, datelines and invitations"
    SUBSTANTIVE = "substantive", "what the article says"
    STATUS = "status", "what the page is: withdrawn, back again, closed, or with other dates"
    REMOVAL = "removal", "the text is gone, or next to nothing is left of it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Some words of a paragraph: "same", "added" or "removed"."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ParagraphChange:
    """A paragraph that was edited, added (no ``before``) or removed (no ``after``)."""

    before: str
    after: str
    runs: tuple[Run, ...]
    unchanged: int = 0  # paragraphs before it, after the last changed one, that are as they were

    @property
    def added(self) -> int:
        """How many words came."""
        return sum(len(run.text.split()) for run in self.runs if run.kind == "added")

    @property
    def removed(self) -> int:
        """How many words went."""
        return sum(len(run.text.split()) for run in self.runs if run.kind == "removed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """All that differs; ``notes`` are readable lines on what is not text, without a word of the article's."""

    weight: Weight
    paragraphs: tuple[ParagraphChange, ...] = ()
    notes: tuple[str, ...] = ()
    headline: tuple[Run, ...] = ()  # where it was changed
    unchanged: int = 0  # paragraphs after the last changed one

    @property
    def added(self) -> int:
        """How many words came, in all paragraphs."""
        return sum(change.added for change in self.paragraphs)

    @property
    def removed(self) -> int:
        """How many words went, in all paragraphs."""
        return sum(change.removed for change in self.paragraphs)

    @property
    def in_words(self) -> str:
        """What changed and how much, without a word of the article's: fit to be shown whatever its licence."""
        if self.weight == Weight.NONE:
            return "nothing changed"
        counts = [
            _counted(len(self.paragraphs), "paragraph") + " changed" if self.paragraphs else "",
            _counted(self.added, "word") + " added" if self.added else "",
            _counted(self.removed, "word") + " removed" if self.removed else "",
        ]
        told = ["headline changed"] if self.headline else []
        return "; ".join([*told, *self.notes, *filter(None, [", ".join(filter(None, counts))])])

    def __str__(self) -> str:
        return self.in_words if self.weight == Weight.NONE else f"{self.in_words} ({self.weight})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What changed in a page's article when we saw another body there."""

    id: int
    seen_at: datetime
    backfill: bool
    difference: Difference


@dataclass(frozen=True, slots=True, kw_only=True)
class PageEvent:
    """What befell a page beside new text: gone, withdrawn, moved, back."""

    kind: str
    happened_at: datetime


def _counted(number: int, one: str) -> str:
    return f"{number:,} {one}{'' if number == 1 else 's'}"
