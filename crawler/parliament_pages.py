"""Parliament's APIs: a bill, a written question or statement, a committee's publication, a debate, as pages.

Shapes are from public clients of the APIs (the parliament-mcp project and others); keys come in either case.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from crawler.bylines import names
from crawler.fragments import Blocks, html_blocks, plain
from crawler.page import Page
from crawler.written_dates import iso
from records.dates import in_words
from records.vocab import ArticleKind, BlockKind

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
    return None


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
    return None


def bill_page(data: Mapping[str, Any]) -> Page:
    """A bill: what it is for, where it stands, who brings it."""
    stage = _mapping(data.get("currentStage"))
    title, standing = _text(data, "shortTitle"), _text(stage, "description")
    house = _text(stage, "house") or _text(data, "currentHouse")
    updated = iso(_text(data, "lastUpdate"))
    sittings = [date for item in _items(stage.get("stageSittings")) if (date := iso(_text(item, "date")))]
    # A sitting may be one that is still to come.
    held = max((date for date in sittings if updated and date[:10] <= updated[:10]), default=None)
    blocks: Blocks = html_blocks(_text(data, "longTitle")) + html_blocks(_text(data, "summary"))
    if data.get("isAct"):
        blocks.append((BlockKind.PARAGRAPH, f"The {title} has received Royal Assent and is an act."))
    elif data.get("isDefeated") or data.get("billWithdrawn"):
        word = "was withdrawn" if data.get("billWithdrawn") else "was defeated"
        blocks.append((BlockKind.PARAGRAPH, f"The {title} {word}."))
    elif standing:
        where = f" in the House of {house}" if house in ("Commons", "Lords") else ""
        reached = f"reached {standing}{where} on {in_words(held)}" if held else f"is at {standing}{where}"
        blocks.append((BlockKind.PARAGRAPH, f"The {title} {reached}."))
    sponsors = [_mapping(item.get("member")) for item in _items(data.get("sponsors"))]
    return Page(
        headline=title,
        blocks=blocks,
        lead=standing,
        byline=names(_text(member, "name") for member in sponsors),
        published_at=held or updated,
        date_is_sure=True,
        kind=ArticleKind.BILL,
        withdrawn=bool(data.get("billWithdrawn")),
    )


def question_page(data: Mapping[str, Any]) -> Page:
    """A written question with its answer; dated by the answer, where there is one."""
    value = _value(data)
    asking, answering = _mapping(value.get("askingMember")), _mapping(value.get("answeringMember"))
    blocks: Blocks = []
    if asking:
        blocks.append((BlockKind.HEADING, f"Asked by {_text(asking, 'name')}"))
    blocks += html_blocks(_text(value, "questionText"))
    if answer := html_blocks(_text(value, "answerText")):
        blocks.append((BlockKind.HEADING, f"Answered by {_text(answering, 'name')}" if answering else "Answer"))
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
