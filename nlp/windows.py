"""Long texts: cut into windows of whole paragraphs that are read one by one, and their readings made one again."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from records.records import Article, Block, Body, Consultation, Evidence, Person, Proposal, Reading
from records.vocab import BlockKind

#: Characters of one window: the parser's memory grows with it, and a name is resolved inside it.
WIDEST = 100_000
_SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]*\s+")
_SPACE = re.compile(r"\s+")
_STEPS_BACK = 20  # blocks that are looked through for one that a window may begin with
_TITLES = {"mr", "mrs", "ms", "miss", "dr", "sir", "dame", "lord", "lady", "baroness", "professor", "cllr"}
Record = TypeVar("Record")


def windows(article: Article, *, widest: int = WIDEST) -> Iterator[tuple[int, Article]]:
    """(where it begins, the article with this part of its text) of each window, in text order; one where all fits in.

    A window ends between two paragraphs, before a heading rather than behind it. A paragraph that does not fit
    is cut at the end of a sentence, else at white space, else anywhere.
    """
    text, blocks = article.text, sorted(article.blocks, key=lambda block: block.start)
    if len(text) <= widest:
        yield 0, article
        return
    starts = [block.start for block in blocks]
    start = 0
    while start < len(text):
        end = len(text) if len(text) - start <= widest else _end(text, blocks, starts, start, start + widest)
        if not text[start:end].isspace():
            yield start, replace(article, text=text[start:end], blocks=_inside(blocks, starts, start, end))
        start = end


def _end(text: str, blocks: Sequence[Block], starts: Sequence[int], start: int, latest: int) -> int:
    """The best place to end a window that began at ``start``, ``latest`` at the most."""
    last = bisect_right(starts, latest) - 1
    for index in range(last, max(0, last - _STEPS_BACK), -1):
        before = blocks[index - 1]
        leads = before.kind is BlockKind.HEADING or text[before.start : before.end].endswith(":")
        if starts[index] > start and not leads:
            return starts[index]
    if last >= 0 and starts[last] > start:
        return starts[last]
    half = (start + latest) // 2
    for pattern in (_SENTENCE_END, _SPACE):
        ends = [found.end() for found in pattern.finditer(text, half, latest)]
        if ends:
            return ends[-1]
    return latest


def _inside(blocks: Sequence[Block], starts: Sequence[int], start: int, end: int) -> tuple[Block, ...]:
    """The blocks, or parts of them, between two places of the text, counted from the first place."""
    first = max(0, bisect_left(starts, start) - 1)
    return tuple(
        Block(kind=block.kind, start=max(block.start, start) - start, end=min(block.end, end) - start)
        for block in blocks[first : bisect_left(starts, end)]
        if block.end > start
    )


# ---------------------------------------------------------------- one reading of many


def merged(article: Article, parts: Sequence[tuple[int, Reading]]) -> Reading:
    """The readings of an article's windows as the reading of its text: offsets from its start, one name for each.

    What one window introduces, a later one may name shortly: an acronym or surname there is whoever it stood for.
    """
    if len(parts) == 1 and parts[0][0] == 0:
        return replace(parts[0][1], text_hash=article.text_hash)
    cast = _Cast()
    made: dict[str, list[Any]] = {name: [] for name in ("quotations", "legislation", "dates", "proposals", "stances")}
    consultations: dict[Consultation, None] = {}
    topics: dict[str, None] = {}
    for offset, part in parts:
        reading = _renumbered(cast.named(_moved(part, offset)), len(made["proposals"]))
        cast.add(reading)
        for name, items in made.items():
            items += getattr(reading, name)
        consultations |= dict.fromkeys(reading.consultations)
        topics |= dict.fromkeys(reading.topics)
    return Reading(
        article_id=article.id,
        text_hash=article.text_hash,
        bodies=tuple(cast.bodies.values()),
        people=tuple(cast.people.values()),
        **{name: tuple(items) for name, items in made.items()},
        consultations=tuple(consultations),
        topics=tuple(topics),
    )


def _moved(value: Record, by: int) -> Record:
    """A record with every offset in it moved on."""
    moved: Any = value
    if isinstance(value, Evidence):
        moved = replace(value, start=value.start + by, end=value.end + by)
    elif isinstance(value, tuple):
        moved = tuple(_moved(item, by) for item in value)
    elif is_dataclass(value) and not isinstance(value, type):
        moved = replace(value, **{field.name: _moved(getattr(value, field.name), by) for field in fields(value)})
    return moved  # type: ignore[no-any-return]


def _renumbered(reading: Reading, taken: int) -> Reading:
    """The reading with its proposals counted on from those of the windows before it."""
    ids = {proposal.id: f"p{taken + number}" for number, proposal in enumerate(reading.proposals, start=1)}
    return replace(
        reading,
        proposals=tuple(replace(proposal, id=ids[proposal.id]) for proposal in reading.proposals),
        stances=tuple(replace(stance, proposal=ids[stance.proposal]) for stance in reading.stances),
        consultations=tuple(replace(item, proposal=ids.get(item.proposal or "")) for item in reading.consultations),
    )


class _Cast:
    """The bodies and people of the windows so far."""

    def __init__(self) -> None:
        self.bodies: dict[str, Body] = {}
        self.people: dict[str, Person] = {}
        self._acronyms: dict[str, str | None] = {}  # None where it stood for two
        self._surnames: dict[str, str | None] = {}

    def add(self, reading: Reading) -> None:
        """Take in a window's bodies and people, under the names of those that are known."""
        for body in reading.bodies:
            known = self.bodies.get(body.name)
            self.bodies[body.name] = (
                replace(known, mentions=_in_order(known.mentions + body.mentions)) if known else body
            )
            for mention in body.mentions:
                if mention.text.isupper() and " " not in mention.text and mention.text != body.name:
                    _note(self._acronyms, mention.text, body.name)
        for person in reading.people:
            before = self.people.get(person.name)
            self.people[person.name] = (
                replace(
                    before,
                    mentions=_in_order(before.mentions + person.mentions),
                    role=before.role or person.role,
                    affiliation=before.affiliation or person.affiliation,
                    post=before.post or person.post,
                )
                if before
                else person
            )
            if " " in person.name and person.name.split()[0].lower() not in _TITLES:
                _note(self._surnames, person.name.split()[-1], person.name)

    def named(self, reading: Reading) -> Reading:
        """A window's reading, with whoever it names shortly under the name that an earlier window gave."""

        def renamed(name: str | None) -> str | None:
            return "; ".join(map(self._full, name.split("; "))) if name else name

        def proposal(item: Proposal) -> Proposal:
            return replace(item, proposer=renamed(item.proposer), target=renamed(item.target))

        if not self._acronyms and not self._surnames:
            return reading
        return replace(
            reading,
            bodies=tuple(replace(body, name=self._full(body.name)) for body in reading.bodies),
            people=tuple(
                replace(person, name=self._full(person.name), affiliation=renamed(person.affiliation))
                for person in reading.people
            ),
            quotations=tuple(replace(item, speaker=renamed(item.speaker)) for item in reading.quotations),
            proposals=tuple(proposal(item) for item in reading.proposals),
            stances=tuple(replace(item, actor=self._full(item.actor)) for item in reading.stances),
        )

    def _full(self, name: str) -> str:
        """Whom an acronym, or a surname with or without a title, stood for in an earlier window."""
        words = name.split()
        titled = len(words) == 2 and words[0].lower().rstrip(".") in _TITLES
        surname = words[-1] if len(words) == 1 or titled else ""
        return self._acronyms.get(name) or self._surnames.get(surname) or name


def _in_order(mentions: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    return tuple(sorted(mentions, key=lambda mention: mention.start))


def _note(names: dict[str, str | None], short: str, full: str) -> None:
    names[short] = full if names.get(short, full) == full else None
