"""Articles that come as JSON: GOV.UK's Content API, WordPress's REST API, Parliament's APIs."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from crawler import parliament_pages
from crawler.bylines import names
from crawler.decoding import cleaned
from crawler.fragments import Blocks, html_blocks, plain
from crawler.linked_data import text_of
from crawler.page import NoArticle, Page
from crawler.written_dates import iso
from records.dates import BadDate, in_words, interval
from records.vocab import ArticleKind, BlockKind

_CHANGE_NOTES = 10  # the latest ones of a page

_GOVUK_KINDS: dict[str, ArticleKind] = {
    **dict.fromkeys(
        (
            "press_release",
            "news_story",
            "news_article",
            "world_news_story",
            "government_response",
            "fatality_notice",
            "policy_paper",
            "corporate_report",
        ),
        ArticleKind.ANNOUNCEMENT,
    ),
    "speech": ArticleKind.SPEECH,
    "authored_article": ArticleKind.OPINION,
    "written_statement": ArticleKind.STATEMENT,
    "oral_statement": ArticleKind.STATEMENT,
    **dict.fromkeys(
        (
            "consultation",
            "open_consultation",
            "closed_consultation",
            "consultation_outcome",
            "call_for_evidence",
            "open_call_for_evidence",
            "closed_call_for_evidence",
            "call_for_evidence_outcome",
        ),
        ArticleKind.CONSULTATION,
    ),
    **dict.fromkeys(
        (
            "guidance",
            "detailed_guide",
            "detailed_guidance",
            "statutory_guidance",
            "guide",
            "manual",
            "manual_section",
            "answer",
            "promotional",
            "form",
        ),
        ArticleKind.GUIDANCE,
    ),
    "regulation": ArticleKind.LEGISLATION,
}


def reader_of(data: Any) -> Callable[[Mapping[str, Any]], Page] | None:
    """The function that reads this JSON value; None when it is of none of the kinds known."""
    if not isinstance(data, Mapping):
        return None
    if "document_type" in data and isinstance(data.get("details"), Mapping):
        return govuk_page
    if isinstance(data.get("content"), Mapping) and "rendered" in data["content"] and "title" in data:
        return wordpress_page
    return parliament_pages.reader_of(data)


def address_of(data: Any) -> str | None:
    """The address of the page behind the JSON; None when it does not say."""
    if isinstance(data, Mapping):
        if isinstance(data.get("base_path"), str):
            return f"https://www.gov.uk{data['base_path']}"
        if isinstance(data.get("link"), str):
            return str(data["link"])
        return parliament_pages.address_of(data)
    return None


# ---------------------------------------------------------------- GOV.UK


def govuk_page(data: Mapping[str, Any]) -> Page:
    """A content item of GOV.UK.  Source: the content schemas of alphagov/publishing-api.

    An outcome stands before what was asked, as on the page itself, and is dated by its own day. Change
    notes come last. Raises NoArticle for an item that is gone or only points elsewhere.
    """
    kind = str(data["document_type"])
    if kind in ("redirect", "gone", "vanish", "unpublishing"):
        raise NoArticle(f"GOV.UK answers {kind!r}: the page was moved or taken down; nothing to do")
    details = data["details"]
    notice = data.get("withdrawn_notice") or {}
    outcome = html_blocks(_html(details.get("final_outcome_detail")))
    blocks = html_blocks(_html(notice.get("explanation")))
    if outcome:
        blocks += [(BlockKind.HEADING, "Outcome"), *outcome, (BlockKind.HEADING, "What was asked")]
    for key in ("introduction", "introductory_paragraph", "body"):
        blocks += html_blocks(_html(details.get(key)))
    for part in details.get("parts") or ():
        blocks += [(BlockKind.HEADING, cleaned(str(part.get("title") or "")))]
        blocks += html_blocks(_html(part.get("body")))
    for key, heading in (
        ("public_feedback_detail", "Feedback received"),
        ("how_to_respond", "How to reply"),
    ):
        if words := html_blocks(_html(details.get(key))):
            blocks += [(BlockKind.HEADING, heading), *words]
    blocks = [block for block in blocks if block[1]]
    lead = cleaned(str(data.get("description") or ""))
    if not blocks and lead:
        blocks = [(BlockKind.PARAGRAPH, lead)]
    first = min(
        filter(None, (iso(str(details.get("first_public_at") or "")), iso(str(data.get("first_published_at") or "")))),
        default=None,
        key=lambda date: date[:10],
    )
    updated = iso(str(data.get("public_updated_at") or ""))
    return Page(
        headline=cleaned(str(data.get("title") or "")),
        blocks=blocks + _change_notes(details),
        lead=lead,
        byline=names(_titles(data, "speaker")),
        published_at=(updated or first) if kind.endswith("_outcome") else (first or updated),
        date_is_sure=True,
        kind=_GOVUK_KINDS.get(kind, ArticleKind.PAGE),
        tags=tuple(dict.fromkeys([*_titles(data, "organisations"), *_titles(data, "topical_events")])),
        opens_on=_day(details.get("opening_date")),
        closes_on=_day(details.get("closing_date")),
        withdrawn=bool(notice),
        language=str(data.get("locale") or ""),
    )


def _html(value: Any) -> str:
    """A govspeak value: HTML itself, or a list of renderings of which one is HTML."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return next(
            (
                str(item.get("content") or "")
                for item in value
                if isinstance(item, Mapping) and item.get("content_type", "text/html") == "text/html"
            ),
            "",
        )
    return ""


def _change_notes(details: Mapping[str, Any]) -> Blocks:
    notes = []
    for change in details.get("change_history") or ():
        note = cleaned(str(change.get("note") or ""))
        if note and not note.lower().startswith("first published"):
            notes.append((iso(str(change.get("public_timestamp") or "")) or "", note))
    notes.sort(reverse=True)
    if not notes:
        return []
    lines: Blocks = [(BlockKind.HEADING, "Updates to this page")]
    for date, note in notes[:_CHANGE_NOTES]:
        lines.append((BlockKind.ITEM, f"{in_words(date)}: {note}" if date else note))
    return lines


def _titles(data: Mapping[str, Any], link: str) -> list[str]:
    links = data.get("links")
    found = links.get(link) if isinstance(links, Mapping) else None
    return [cleaned(str(item["title"])) for item in found or () if isinstance(item, Mapping) and item.get("title")]


def _day(value: Any) -> str | None:
    """The London day of an opening or closing time: GOV.UK closes at 23:45 or 23:59 local time."""
    date = iso(str(value or ""))
    if not date:
        return None
    try:
        return interval(date)[0].isoformat()
    except BadDate:
        return None


# ---------------------------------------------------------------- WordPress


def wordpress_page(data: Mapping[str, Any]) -> Page:
    """A post of a WordPress site.  Source: the REST API handbook, posts."""
    content = data["content"]
    if isinstance(content, Mapping) and content.get("protected"):
        raise NoArticle("the post is behind a password; nothing to do")
    blocks = html_blocks(_rendered(content))
    yoast = data.get("yoast_head_json")
    embedded = data.get("_embedded")
    embedded = embedded if isinstance(embedded, Mapping) else {}
    authors = [text_of(item) for item in embedded.get("author") or () if isinstance(item, Mapping)]
    if not authors and isinstance(yoast, Mapping):
        authors = [str(yoast.get("author") or "")]
    gmt = data.get("date_gmt")
    stated = f"{gmt}+00:00" if isinstance(gmt, str) and "T" in gmt and len(gmt) == 19 else (gmt or data.get("date"))
    return Page(
        headline=cleaned(plain(html_blocks(_rendered(data["title"])))),
        blocks=blocks,
        lead=re.sub(r"\s*\[?(?:…|\.\.\.)\]?$", "", cleaned(plain(html_blocks(_rendered(data.get("excerpt")))))),
        byline=names(authors),
        published_at=iso(str(stated or "")),
        date_is_sure=True,
        tags=tuple(_terms(embedded.get("wp:term") or ())),
    )


def _rendered(value: Any) -> str:
    value = value.get("rendered") if isinstance(value, Mapping) else value
    return value if isinstance(value, str) else ""


def _terms(groups: Iterable[Any]) -> Iterable[str]:
    for group in groups:
        for term in group if isinstance(group, list) else ():
            if isinstance(term, Mapping) and isinstance(term.get("name"), str):
                yield cleaned(text_of(term["name"]))
