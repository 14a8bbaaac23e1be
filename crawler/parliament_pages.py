"""Parliament's APIs: a bill, a written question or statement, a committee's inquiry or publication, a debate.

Shapes are from public clients of the APIs (the parliament-mcp project and others); keys come in either case.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from crawler.bylines import names
from crawler.fragments import Blocks, html_blocks, plain
from crawler.page import Page
from crawler.written_dates import iso
from records.dates import in_words
from records.questions import ANSWER, ANSWERED_BY, ASKED_BY
from records.vocab import ArticleKind, BlockKind

#: Where an item's second answer stands in it: a bill's stages, an inquiry's committees.
STAGES, COMMITTEES = "greenpaperStages", "greenpaperCommittees"
_DEPTH = 6  # sections of a debate inside one another


def reader_of(data: Mapping[str, Any]) -> Callable[[Mapping[str, Any]], Page] | None:
    """The function that reads this answer; None when it is none of Parliament's."""
    value = _value(data)
    if "billId" in data and "shortTitle" in data:
        return bill_page
    if "questionText" in value:
        return question_page
    if "uin" in value and "text" in value and "memberRole" in value:
        return statement_page
    if isinstance(data.get("Overview"), Mapping) and "Items" in data:
        return debate_page
    if "publicationStartDate" in data and "description" in data:
        return publication_page
    if is_inquiry(data):
        return inquiry_page
    return None


def is_inquiry(data: Mapping[str, Any]) -> bool:
    """Whether it is an inquiry or other work of a select committee."""
    return "title" in data and "openDate" in data and ("openSubmissionPeriods" in data or "scope" in data)


def address_of(data: Mapping[str, Any]) -> str | None:
    """The address of the page that people read; None where the answer does not hold what it is made of."""
    value = _value(data)
    site = "https://questions-statements.parliament.uk"
    if isinstance(data.get("billId"), int):
        return f"https://bills.parliament.uk/bills/{data['billId']}"
    if (uin := _text(value, "uin")) and (tabled := _day(value, "dateTabled")):
        return f"{site}/written-questions/detail/{tabled[:10]}/{uin}"
    if uin and (made := _day(value, "dateMade")):
        return f"{site}/written-statements/detail/{made[:10]}/{uin}"
    overview = _mapping(data.get("Overview"))
    if (identity := _text(overview, "ExtId")) and (sat := _day(overview, "Date")):
        house = _text(overview, "House") or "Commons"
        words = "".join(filter(str.isalnum, _text(overview, "Title"))) or "debate"
        return f"https://hansard.parliament.uk/{house}/{sat[:10]}/debates/{identity}/{words}"
    if isinstance(data.get("id"), int) and "publicationStartDate" in data:
        return f"https://committees.parliament.uk/publications/{data['id']}"
    if isinstance(data.get("id"), int) and is_inquiry(data):
        return f"https://committees.parliament.uk/work/{data['id']}"
    return None


def bill_page(data: Mapping[str, Any]) -> Page:
    """A bill: what it is for, where it stands, who brings it, and the stages that it has been through."""
    stage = _mapping(data.get("currentStage"))
    title, standing = _text(data, "shortTitle"), _stage_name(stage)
    updated = iso(_text(data, "lastUpdate"))
    held = max((day for day in _sittings(stage) if _was(day, updated)), default=None)
    before = [day for item in _items(data.get(STAGES)) for day in _sittings(item) if _was(day, updated)]
    blocks: Blocks = html_blocks(_text(data, "longTitle")) + html_blocks(_text(data, "summary"))
    if data.get("isAct"):
        blocks.append((BlockKind.PARAGRAPH, f"The {title} has received Royal Assent and is an act."))
    elif data.get("isDefeated") or data.get("billWithdrawn"):
        word = "was withdrawn" if data.get("billWithdrawn") else "was defeated"
        blocks.append((BlockKind.PARAGRAPH, f"The {title} {word}."))
    elif standing:
        where = _in_house(_text(stage, "house") or _text(data, "currentHouse"), " in the ")
        reached = (
            f"reached its {_lower(standing)}{where} on {in_words(held)}"
            if held
            else f"is at its {_lower(standing)}{where}"
        )
        blocks.append((BlockKind.PARAGRAPH, f"The {title} {reached}."))
    blocks += _stages(data, updated)
    sponsors = [_mapping(item.get("member")) for item in _items(data.get("sponsors"))]
    return Page(
        headline=title,
        blocks=blocks,
        lead=standing,
        byline=names(_text(member, "name") for member in sponsors),
        # The day of its last step; an update may be no more than a corrected name.
        published_at=held or max(before, default=None) or updated,
        date_is_sure=True,
        kind=ArticleKind.BILL,
        withdrawn=bool(data.get("billWithdrawn")),
    )


def _stages(data: Mapping[str, Any], updated: str | None) -> Blocks:
    """Each stage in the order of the bill's way, with its sittings: "Second reading: House of Lords, 12 March 2009"."""
    stages = _items(data.get(STAGES))
    lines = []
    for stage in sorted(stages, key=lambda item: order if isinstance(order := item.get("sortOrder"), int) else 0):
        days = sorted({day[:10] for day in _sittings(stage)})
        held, ahead = [d for d in days if _was(d, updated)], [d for d in days if not _was(d, updated)]
        said = [_in_house(_text(stage, "house"), "")]
        said += [_several(held)] if held else []
        said += [f"planned for {_several(ahead)}"] if ahead else []
        if name := _stage_name(stage):
            lines.append((BlockKind.ITEM, f"{name}: {', '.join(filter(None, said))}".removesuffix(": ")))
    return [(BlockKind.HEADING, "Stages"), *lines] if lines else []


def _stage_name(stage: Mapping[str, Any]) -> str:
    """As people write it, and as the stage cues know it: "Second reading" for "2nd reading"."""
    name = _text(stage, "description")
    for short, long in (("1st", "First"), ("2nd", "Second"), ("3rd", "Third")):
        name = re.sub(rf"^{short}\b", long, name)
    return name


def _lower(name: str) -> str:
    return name if name.startswith("Royal") else name[:1].lower() + name[1:]


def _in_house(house: str, before: str) -> str:
    return f"{before}House of {house}" if house in ("Commons", "Lords") else ""


def _sittings(stage: Mapping[str, Any]) -> list[str]:
    return [day for item in _items(stage.get("stageSittings")) if (day := iso(_text(item, "date")))]


def _was(day: str, updated: str | None) -> bool:
    """Whether a sitting has been: the answer may name those that are still to come."""
    return updated is not None and day[:10] <= updated[:10]


def _several(days: list[str]) -> str:
    return f"{in_words(days[0])} to {in_words(days[-1])}" if len(days) > 1 else in_words(days[0])


def question_page(data: Mapping[str, Any]) -> Page:
    """A written question with its answer; dated by the answer, where there is one."""
    value = _value(data)
    asking, answering = _mapping(value.get("askingMember")), _mapping(value.get("answeringMember"))
    blocks: Blocks = []
    if asking:
        blocks.append((BlockKind.HEADING, f"{ASKED_BY} {_text(asking, 'name')}"))
    blocks += html_blocks(_text(value, "questionText"))
    if answer := html_blocks(_text(value, "answerText")):
        blocks.append((BlockKind.HEADING, f"{ANSWERED_BY} {_text(answering, 'name')}" if answering else ANSWER))
        blocks += answer
    return Page(
        headline=_text(value, "heading") or plain(blocks[-1:])[:120],
        blocks=blocks,
        byline=names(_text(member, "name") for member in (answering or asking,) if member),
        published_at=_day(value, "dateAnswerCorrected", "dateAnswered", "dateTabled"),
        date_is_sure=True,
        kind=ArticleKind.DEBATE,
        tags=tuple(filter(None, [_text(value, "answeringBodyName")])),
    )


def statement_page(data: Mapping[str, Any]) -> Page:
    """A written statement to Parliament."""
    value = _value(data)
    member = _mapping(value.get("member"))
    return Page(
        headline=_text(value, "title"),
        blocks=html_blocks(_text(value, "text")),
        lead=_text(value, "memberRole"),
        byline=names([_text(member, "name")]),
        published_at=_day(value, "dateMade"),
        date_is_sure=True,
        kind=ArticleKind.STATEMENT,
        tags=tuple(filter(None, [_text(value, "answeringBodyName")])),
    )


def publication_page(data: Mapping[str, Any]) -> Page:
    """What a select committee published: as far as the API has words for it, not the document itself."""
    committee = _mapping(data.get("committee"))
    businesses = [_text(item, "title") for item in _items(data.get("businesses"))]
    blocks: Blocks = html_blocks(_text(data, "description")) + html_blocks(_text(data, "additionalContent"))
    for item in _items(data.get("documents")):
        blocks += [(BlockKind.ITEM, title) for title in [_text(item, "title")] if title]
    if _text(committee, "name") and blocks:
        about = f" for its inquiry “{businesses[0]}”" if businesses and businesses[0] else ""
        kind = _text(_mapping(data.get("type")), "name").lower() or "document"
        blocks.append((BlockKind.PARAGRAPH, f"The {_text(committee, 'name')} published this {kind}{about}."))
    return Page(
        headline=plain(html_blocks(_text(data, "description")))[:200],
        blocks=blocks,
        byline=names([_text(committee, "name")]),
        published_at=_day(data, "publicationStartDate"),
        date_is_sure=True,
        kind=ArticleKind.PAGE,
        tags=tuple(filter(None, businesses)),
    )


def inquiry_page(data: Mapping[str, Any]) -> Page:
    """A select committee's inquiry: what it asks, who asks it, and from when to when it takes evidence."""
    committees = [name for item in _items(data.get(COMMITTEES)) if (name := _text(item, "name"))]
    title, opened, closed = _text(data, "title"), _day(data, "openDate"), _day(data, "closeDate")
    kind = _text(_mapping(data.get("type")), "name").lower() or "inquiry"
    who = " and the ".join(committees)
    blocks: Blocks = []
    if opened:
        by = f"The {who} opened" if who else "A select committee opened"
        blocks.append((BlockKind.PARAGRAPH, f"{by} its {kind} “{title}” on {in_words(opened)}."))
    blocks += html_blocks(_text(data, "scope"))
    for period in [*_items(data.get("openSubmissionPeriods")), *_items(data.get("closedSubmissionPeriods"))]:
        days = [day for key in ("startDate", "endDate") if (day := _day(period, key))]
        if len(days) == 2:
            blocks.append((BlockKind.PARAGRAPH, f"It takes evidence from {in_words(days[0])} to {in_words(days[1])}."))
    report = _mapping(data.get("latestReport"))
    if said := plain(html_blocks(_text(report, "description"))):
        on = f" on {in_words(day)}" if (day := _day(report, "publicationStartDate")) else ""
        blocks.append((BlockKind.PARAGRAPH, f"Its latest report is “{said}”, published{on}."))
    if closed:
        blocks.append((BlockKind.PARAGRAPH, f"The {kind} closes on {in_words(closed)}."))
    return Page(
        headline=title,
        blocks=blocks,
        byline=names(committees),
        published_at=opened,
        date_is_sure=True,
        kind=ArticleKind.PAGE,
        tags=tuple(filter(None, [kind.capitalize()])),
    )


def debate_page(data: Mapping[str, Any]) -> Page:
    """A debate of Hansard: each contribution under the name of who made it."""
    overview = _mapping(data["Overview"])
    return Page(
        headline=_text(overview, "Title"),
        blocks=list(_speeches(data, 0)),
        published_at=_day(overview, "Date"),
        date_is_sure=True,
        kind=ArticleKind.DEBATE,
        tags=tuple(filter(None, [_text(overview, "House")])),
    )


def _speeches(section: Mapping[str, Any], depth: int) -> Iterator[tuple[BlockKind, str]]:
    speaker = ""
    for item in _items(section.get("Items")):
        said = html_blocks(_text(item, "Value"))
        if said and (who := _text(item, "AttributedTo")) and who != speaker:
            speaker = who
            yield BlockKind.HEADING, who
        yield from said
    if depth < _DEPTH:
        for child in _items(section.get("ChildDebates")):
            if title := _text(_mapping(child.get("Overview")), "Title"):
                yield BlockKind.HEADING, title
            yield from _speeches(child, depth + 1)


# ---------------------------------------------------------------- values


def _value(data: Mapping[str, Any]) -> Mapping[str, Any]:
    inner = data.get("value")
    return inner if isinstance(inner, Mapping) else data


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _items(value: Any) -> list[Mapping[str, Any]]:
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []


def _text(data: Mapping[str, Any], key: str) -> str:
    value = data.get(key)
    return value.strip() if isinstance(value, str) else ""


def _day(data: Mapping[str, Any], *keys: str) -> str | None:
    return next((date for key in keys if (date := iso(_text(data, key)))), None)
