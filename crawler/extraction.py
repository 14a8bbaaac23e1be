"""One capture in, one Article out: the only place that knows which reader a body needs."""

import importlib
import importlib.metadata
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from crawler import json_pages, legislation_pages
from crawler.body_text import page_blocks
from crawler.bylines import names
from crawler.decoding import cleaned, decoded, looks_binary, tree_of, without_noise
from crawler.fragments import plain
from crawler.furniture import without_furniture
from crawler.languages import language_of, name_of
from crawler.metadata import date_in, metadata_of
from crawler.page import ArticlePage, NoArticle, Page, PageChanged
from crawler.workers import in_workers
from crawler.written_dates import iso
from records.articles import article_from_blocks, blocks_of
from records.dates import LONDON, BadDate, interval, moment
from records.interchange import NotAnArticle, article_from_json
from records.records import Article, Source
from records.signatures import code_hash, short_hash
from records.urls import BadUrl, article_id, canonical_url, replayed
from records.vocab import ArticleKind, BlockKind

__all__ = ["Job", "NoArticle", "extract", "extract_many", "stamp"]

_LONGEST = 1_000_000  # characters that spaCy reads at once
_LARGEST = 32 << 20  # bytes of a page
_WORDS = 15  # a page with fewer has no article
_HUGE = 1_500_000  # characters of HTML from which one quick reading must do
_LIBRARIES = ("trafilatura", "lxml", "py3langid")
_OPINION = re.compile(r"/(?:opinion|comment|commentisfree|columnists?|leader|letters)/", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What ``extract`` is to be called with."""

    body: bytes
    content_type: str
    url: str
    source: Source | None
    hints: Mapping[str, str]


def extract(body: bytes, *, content_type: str, url: str, source: Source | None, hints: Mapping[str, str]) -> Article:
    """The article of one captured page, file or API answer, under the address that it is kept by.

    ``hints`` are what the list said that named the page: kind, opens_on, closes_on, source_url and
    archived_url win over the page; headline, lead, byline, tags and published_at fill in what it does not say
    itself, and a hinted time of day completes a bare date. Raises NoArticle.
    """
    try:
        return _extracted(body, content_type, url=url, source=source, hints=hints)
    except NoArticle:
        raise
    except BadUrl as error:
        raise NoArticle(f"{error}; give the page's address") from None
    except (RecursionError, MemoryError) as error:
        raise NoArticle(
            f"the page is built too deep to read ({type(error).__name__}); add its text as a .txt file"
        ) from None
    except Exception as error:
        reason = " ".join(f"{type(error).__name__}: {error}".split())
        raise NoArticle(f"reading the page failed ({reason[:200]}); please report its address") from error


def _extracted(body: bytes, content_type: str, *, url: str, source: Source | None, hints: Mapping[str, str]) -> Article:
    if not body.strip():
        raise NoArticle("the page is empty; open its address to see whether there is anything, then fetch it again")
    if len(body) > _LARGEST:
        raise NoArticle(f"the page has {len(body):,} bytes, over {_LARGEST:,}; add the part that matters as a file")
    if looks_binary(body):
        raise NoArticle("the page is a picture, PDF or other binary file; add its text as a .txt file")
    text = decoded(body, content_type)
    kind = content_type.split(";")[0].strip().lower()
    if kind.endswith("json") or (kind in ("", "text/plain") and text.lstrip()[:1] == "{"):
        return _from_json(text, url=url, source=source, hints=hints)
    if kind == "text/plain":
        return _from_text(text, url=url, source=source, hints=hints)
    if legislation_pages.is_clml(text):
        return _finished(legislation_pages.page_of(text), url=url, source=source, hints=hints)
    return _finished(page_of(text, url, source), url=url, source=source, hints=hints)


def extract_many(jobs: Sequence[Job], *, processes: int) -> Iterator[Article | NoArticle]:
    """An Article, or the NoArticle that it was refused with, for each job, in order."""
    return in_workers(jobs, extract_one, processes=processes, lost=_lost)


def _lost(job: Job) -> NoArticle:
    return NoArticle(f"the worker process died on this page ({len(job.body):,} bytes); please report its address")


def extract_one(job: Job) -> Article | NoArticle:
    """``extract``, with a refusal as a value."""
    try:
        return extract(job.body, content_type=job.content_type, url=job.url, source=job.source, hints=job.hints)
    except NoArticle as error:
        return NoArticle(str(error))  # without its cause: it may have to travel between processes


# ---------------------------------------------------------------- by format


def page_of(text: str, url: str, source: Source | None = None) -> Page:
    """An HTML page's parts, in whatever language they are. Raises NoArticle."""
    tree = tree_of(text)
    if tree is None:
        raise NoArticle("the page holds no HTML; open its address to see whether there is anything")
    found = metadata_of(tree, headline_from=source.headline_from if source else "")
    filed_on = date_in(url if url.startswith("http") else found.url or "")
    general = Page(
        headline=found.headline,
        lead=found.lead,
        byline=found.byline,
        published_at=found.published_at or filed_on,
        date_is_sure=found.date_is_sure,
        kind=ArticleKind.OPINION if found.is_opinion or _OPINION.search(urlsplit(url).path) else None,
        tags=found.tags,
        language=found.language,
    )
    if source is not None and source.page:
        return _by_class(source.page, tree, url, general)
    blocks = page_blocks(tree, url=url, fast=len(text) > _HUGE, article_body=found.body)
    return replace(general, blocks=without_furniture(blocks, headline=found.headline, byline=found.byline))


def _by_class(name: str, tree: HtmlElement, url: str, general: Page) -> Page:
    """What the source's own page class finds, and what the general reader found of the rest."""
    try:
        page = _page_class(name)(tree, url).page()
    except PageChanged as error:
        raise NoArticle(f"the layout has changed: {error}; mend crawler/pages/{name}.py, then extract again") from None
    filled = {item.name: getattr(page, item.name) or getattr(general, item.name) for item in fields(Page)}
    return replace(page, **filled)


@cache
def _page_class(name: str) -> type[ArticlePage]:
    try:
        module = importlib.import_module(f"crawler.pages.{name}")
    except ModuleNotFoundError:
        raise NoArticle(f"there is no crawler/pages/{name}.py; mend 'page' in the source's file") from None
    classes = [
        value
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, ArticlePage) and value is not ArticlePage
    ]
    if len(classes) != 1:
        raise NoArticle(f"crawler/pages/{name}.py should hold one class of ArticlePage, found {len(classes)}")
    return classes[0]


def _from_json(text: str, *, url: str, source: Source | None, hints: Mapping[str, str]) -> Article:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NoArticle(f"the answer is broken JSON ({error}); fetch it again") from None
    if isinstance(data, list) and len(data) == 1:
        data = data[0]
    reader = json_pages.reader_of(data)
    if reader is not None:
        return _finished(reader(data), url=url, source=source, hints=hints)
    try:
        article = article_from_json(data, where=url)
    except NotAnArticle as error:
        raise NoArticle(f"{error}; see the README for the fields of an article") from None
    _check_length(article.text)
    return replace(
        article,
        source=source.id if source else article.source,
        language=_english(article.text, ""),
        published_at=_date(Page(published_at=_stated(article.published_at), date_is_sure=True), hints),
    )


def _stated(date: str | None) -> str | None:
    """A date as whoever wrote the JSON file meant it: ISO of any year, or written as people do."""
    try:
        interval(date or "")
    except BadDate:
        return iso(date or "")
    return date


def _from_text(text: str, *, url: str, source: Source | None, hints: Mapping[str, str]) -> Article:
    text = without_noise(text).strip("\n")
    first = next((cleaned(line) for line in text.split("\n") if line.strip()), "")
    page = Page(headline=first[:120], language="")
    article = _finished(replace(page, blocks=[(BlockKind.PARAGRAPH, text)]), url=url, source=source, hints=hints)
    # The letters of a text stay as they are: only its blocks are told apart.
    return replace(article, text=text, blocks=blocks_of(text))


# ---------------------------------------------------------------- the article


def _finished(page: Page, *, url: str, source: Source | None, hints: Mapping[str, str]) -> Article:
    text = plain(page.blocks)
    if len(text.split()) < _WORDS:
        raise NoArticle(
            f"no article text found ({len(text.split())} words); if the page has one, add its text as a .txt file"
        )
    _check_length(text)
    address, archived = _addresses(url, hints)
    return article_from_blocks(
        page.blocks,
        id=article_id(address),
        url=address,
        source=source.id if source else "added",
        headline=page.headline or cleaned(hints.get("headline", "")) or page.blocks[0][1][:120],
        lead=page.lead or cleaned(hints.get("lead", "")),
        byline=page.byline or names(re.split(r"\s*;\s*", hints.get("byline", ""))),
        published_at=_date(page, hints),
        kind=_kind(page, source, hints),
        language=_english("\n\n".join(words for _, words in page.blocks), page.language),
        tags=page.tags or tuple(filter(None, re.split(r"\s*;\s*", hints.get("tags", ""))))[:20],
        opens_on=_day(hints.get("opens_on")) or page.opens_on,
        closes_on=_day(hints.get("closes_on")) or page.closes_on,
        withdrawn=page.withdrawn,
        archived_url=archived,
    )


def _addresses(url: str, hints: Mapping[str, str]) -> tuple[str, str | None]:
    """The page's own address, and that of its capture in a web archive."""
    archived = hints.get("archived_url")
    if own := hints.get("source_url"):
        return canonical_url(own), archived or (url if replayed(url) else None)
    if found := replayed(url):
        return canonical_url(found[1]), archived or url
    return canonical_url(url), archived


def _date(page: Page, hints: Mapping[str, str]) -> str | None:
    captured_at = iso(hints.get("captured_at", ""))
    captured = moment(captured_at) if captured_at else None
    hinted = _not_after(captured, iso(hints.get("published_at", "")))
    published = _not_after(captured, page.published_at)
    if hinted is None or published is None:
        return published or hinted
    if not page.date_is_sure:
        return hinted
    # A bare day on the page and a time on that day in the feed: the feed knows more.
    return hinted if len(published) <= 10 and hinted.startswith(published) else published


def _not_after(captured: datetime | None, date: str | None) -> str | None:
    """The date, unless it lies after the capture: none shows a page of later, so it is of something else.

    Of a time later on the same day, as a wrong zone makes it, the day stays.
    """
    if captured is None or date is None:
        return date
    try:
        first = interval(date)[0]
        ahead = len(date) > 10 and moment(date) > captured
    except BadDate:
        return None
    today = captured.astimezone(LONDON).date()
    if first > today:
        return None
    return today.isoformat() if ahead else date


def _kind(page: Page, source: Source | None, hints: Mapping[str, str]) -> ArticleKind:
    hinted = next((kind for kind in ArticleKind if kind == hints.get("kind")), None)
    return hinted or page.kind or (source.article_kind if source else ArticleKind.NEWS)


def _day(value: str | None) -> str | None:
    date = iso(value or "")
    return date[:10] if date else None


def _english(text: str, declared: str) -> str:
    found = language_of(text, declared)
    if found != "en":
        raise NoArticle(f"the text is in {name_of(found)}, and only English is read; nothing to do")
    return found


def _check_length(text: str) -> None:
    if len(text) > _LONGEST:
        raise NoArticle(
            f"the text has {len(text):,} characters, over {_LONGEST:,}; split it and add the parts as files"
        )


@cache
def stamp() -> str:
    """A hash of all that decides what an article comes out as: our readers' code and the libraries' versions."""
    folder = Path(__file__).parent
    readers = [folder / name for name in READERS]
    code = code_hash([*readers, *(folder / "pages").glob("*.py"), folder.parent / "records" / "articles.py"])
    return short_hash(code, *(importlib.metadata.version(name) for name in _LIBRARIES))


#: The modules of crawler/ that decide what an article comes out as.
READERS = frozenset(
    f"{name}.py"
    for name in (
        "body_text",
        "bylines",
        "decoding",
        "extraction",
        "fragments",
        "furniture",
        "gaps",
        "headlines",
        "json_pages",
        "languages",
        "legislation_pages",
        "linked_data",
        "metadata",
        "page",
        "parliament_pages",
        "tidying",
        "written_dates",
    )
)
