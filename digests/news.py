"""What became known, as items that alerts are compared with."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """One thing that became known: a policy's shift, or an article. ``known_at`` decides the window."""

    id: str  # "shift:…" or "article:…"
    known_at: datetime
    article_id: str
    headline: str
    url: str
    source: str
    source_id: str
    happened_on: str
    policy_id: str = ""  # "" for an article that speaks of no policy
    policy: str = ""  # its title
    position: str = ""
    state: str = ""
    shift_kind: str = ""  # "" for an article
    to_stage: str = ""
    note: str = ""  # what moved, in a line
    sentence: str = ""  # the words that say it
    reported: bool = False  # only the press says so
    backfill: bool = False
    late: bool = False  # known in time, and told only now
    story: str = ""  # near-duplicates share it
    bodies: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    searches: frozenset[str] = frozenset()  # keys of the saved searches that find it
    unwanted_by: frozenset[str] = frozenset()  # keys of what alerts leave out, that its article meets
    stances: frozenset[str] = frozenset()  # "ascl:opposes" and "ascl:"; such an item is for those who follow these
    consults: bool = False  # a consultation opens, or is about to close
    asks: bool = False  # a question was asked in Parliament; such an item is for those who follow questions
    answers: bool = False  # it was answered
    statement: str = ""  # of a shift or correction: what outlives a re-reading of it
    correction: str = ""  # what is true in place of what was told: "it is before Parliament as a bill"
    edit: str = ""  # what an edit of the article's page is known by
    #: Its words, each run with its paragraph's number and whether it is the same, removed, added or a new sentence.
    words: tuple[tuple[int, str, str], ...] = ()

    @property
    def is_shift(self) -> bool:
        """True for a policy's move, and for what is told like one: a reminder, an edit of an official page."""
        return bool(self.shift_kind)

    @property
    def told_as(self) -> tuple[str, str]:
        """What is remembered of having told it: of a shift the policy, the move and the day, else the story."""
        if self.edit:
            return self.edit, ""
        if self.correction or self.asks or self.answers:
            return self.id, ""
        if self.stances:
            return f"{self.policy_id or self.article_id}:{max(self.stances)}", self.happened_on
        if self.is_shift:
            return f"{self.policy_id or self.article_id}:{self.shift_kind}:{self.to_stage}", self.happened_on
        return f"story:{self.story or self.article_id}", ""
