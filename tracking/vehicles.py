"""Bills, acts and instruments as the vehicles of policies: what becomes of one becomes of the policies that it carries.

The page of a bill or of a law proposes nothing by itself, yet it says when the bill was introduced or fell, when
it became law, when that was repealed. A policy that somebody said would be in that bill moves with it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from records.dates import LONDON, written_day
from records.records import Article, Evidence
from records.vocab import ArticleKind, Stage

_BASE = re.compile(r"^the |\s*\[hl\]|\s+(?:bill|act)\b.*$|\s+\d{4}$")
_LAW = re.compile(
    r"legislation\.gov\.uk/(?:id/)?([a-z]{3,5}/\d{4}/\d+)(?:/([\w/-]+?))?(?:/(?:\d{4}-\d{2}-\d{2}|made|enacted))?$"
)
_ASSENT = re.compile(r"\broyal assent\b", re.IGNORECASE)
_STAGE_LINE = re.compile(
    r"^(?:The .+ reached its )?(first reading|second reading|third reading|committee stage|report stage|"
    r"consideration of \w+ amendments|royal assent|[\w ]+ stage)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Something that became of the vehicle on a day, and the words that say so."""

    stage: Stage
    on: str
    evidence: Evidence
    known_at: datetime
    backfill: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Vehicle:
    """One bill or law, as its page has it."""

    article_id: str
    url: str
    source: str
    official: bool
    title: str
    canonical: str | None  # of a law: "ukpga/2009/22"
    provision: str | None  # of a page about one provision: "section/193"
    steps: tuple[Step, ...]

    @property
    def base(self) -> str:
        """What its title as a bill and its title as an act have in common."""
        return base_title(self.title)


def base_title(title: str) -> str:
    """The same for a bill and its act: "schools" for the Schools Bill [HL] and for the Schools Act 2022."""
    return _BASE.sub("", " ".join(title.lower().split())).strip()


def vehicle_of(article: Article, *, official: bool, known_at: datetime, backfill: bool) -> Vehicle | None:
    """The vehicle that the article is the page of; None for any other article, and for a page that tells no step."""
    if article.kind is ArticleKind.BILL:
        canonical = provision = None
        steps = tuple(_bill_steps(article, known_at, backfill))
    elif article.kind is ArticleKind.LEGISLATION and (place := _LAW.search(article.url)):
        canonical, provision = place[1], place[2]
        steps = tuple(_law_steps(article, known_at, backfill))
    else:
        return None
    if not steps:
        return None
    return Vehicle(
        article_id=article.id,
        url=article.url,
        source=article.source,
        official=official,
        title=article.headline.rsplit(", ", 1)[0] if provision else article.headline,
        canonical=canonical,
        provision=provision,
        steps=steps,
    )


def known_since(vehicles: Sequence[Vehicle]) -> Vehicle | None:
    """The last of a page's revisions, each step known since the first revision that told it; None for none."""
    if not vehicles:
        return None
    first: dict[tuple[Stage, str], Step] = {}
    for vehicle in vehicles:
        for step in vehicle.steps:
            first.setdefault((step.stage, step.on), step)
    steps = tuple(
        replace(step, known_at=told.known_at, backfill=told.backfill)
        for step in vehicles[-1].steps
        for told in [first[step.stage, step.on]]
    )
    return replace(vehicles[-1], steps=steps)


# ---------------------------------------------------------------- steps, as the pages of bills and laws say them


def _lines(article: Article) -> Iterator[Evidence]:
    """Each sentence of a block, or the whole item of a list."""
    for block in article.blocks:
        start = block.start
        for part in re.split(r"(?<=[.;]) (?=[A-Z])", article.text[block.start : block.end]):
            yield Evidence(start=start, end=start + len(part), text=part, rule="vehicle")
            start += len(part) + 1


def _bill_steps(article: Article, known_at: datetime, backfill: bool) -> Iterator[Step]:
    """It came before Parliament on its earliest day, and became law or fell on its last."""
    days: list[tuple[str, Evidence]] = []
    end: tuple[Stage, Evidence] | None = None
    for line in _lines(article):
        day = written_day(line.text) if "planned for" not in line.text else None
        if _ASSENT.search(line.text) and (day or "has received" in line.text):
            end = Stage.ENACTED, line
        elif re.search(r"\b(?:was withdrawn|was defeated)\.$", line.text):
            end = Stage.DROPPED, line
        elif day and _STAGE_LINE.match(line.text):
            days.append((day, line))
    if days:
        day, line = min(days, key=lambda item: (item[0], item[1].start))
        yield Step(stage=Stage.BILL, on=day, evidence=line, known_at=known_at, backfill=backfill)
    if end:
        on = written_day(end[1].text) or article.published_at
        if on:
            yield Step(stage=end[0], on=on[:10], evidence=end[1], known_at=known_at, backfill=backfill)


def _law_steps(article: Article, known_at: datetime, backfill: bool) -> Iterator[Step]:
    """It was made, came into force, was repealed; a day that is still to come is no step yet."""
    today = known_at.astimezone(LONDON).date().isoformat()
    for line in _lines(article):
        day = written_day(line.text)
        if not day or day > today:
            continue
        stage = None
        if re.search(r"\breceived Royal Assent on|\bthe instrument was made on", line.text):
            stage = Stage.ENACTED
        elif re.search(r"^It comes into force on|\bhas been in force in these words since", line.text):
            stage = Stage.IN_FORCE
        elif re.search(r"\bwas (?:repealed|revoked) on", line.text):
            stage = Stage.REVERSED
        if stage:
            yield Step(stage=stage, on=day, evidence=line, known_at=known_at, backfill=backfill)
