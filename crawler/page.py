"""What one page gives, before it is an Article: every reader of a format fills in the same form."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from crawler.decoding import cleaned
from crawler.fragments import Blocks
from crawler.written_dates import iso, written
from records.vocab import ArticleKind, BlockKind


class NoArticle(ValueError):
    """A page gives no article; the message says in one line why, and what to do."""


class PageChanged(ValueError):
    """A page no longer has the layout that its class was written for; names selector and what was found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """An article's parts. ``date_is_sure`` where a machine-readable date or an API gave it."""

    headline: str = ""
    blocks: Blocks = field(default_factory=list)
    lead: str = ""
    byline: tuple[str, ...] = ()
    published_at: str | None = None
    date_is_sure: bool = False
    kind: ArticleKind | None = None
    tags: tuple[str, ...] = ()
    opens_on: str | None = None
    closes_on: str | None = None
    withdrawn: bool = False
    language: str = ""  # as the page declares it


class ArticlePage(ABC):
    """Base of the classes of crawler/pages/: the words of a layout, found by CSS selectors or not at all."""

    def __init__(self, tree: HtmlElement, url: str) -> None:
        self.tree = tree
        self.url = url

    @abstractmethod
    def page(self) -> Page:
        """The page's parts. Raises PageChanged."""

    def one(self, selector: str) -> str:
        """The text of the one element that the selector finds; PageChanged when there are none or several."""
        found = self._found(selector)
        if len(found) != 1:
            raise PageChanged(f"{selector!r} should find one element, found {len(found)}")
        return cleaned(found[0].text_content())

    def maybe(self, selector: str) -> str:
        """The text of the first element found, or ""."""
        return next((cleaned(element.text_content()) for element in self._found(selector)), "")

    def all(self, selector: str) -> tuple[str, ...]:
        """The texts of all elements found."""
        return tuple(text for element in self._found(selector) if (text := cleaned(element.text_content())))

    def blocks(self, *selectors: tuple[str, BlockKind]) -> Blocks:
        """Texts of the elements that any selector finds, in the page's order, each of its selector's kind."""
        kinds = {element: kind for selector, kind in selectors for element in self._found(selector)}
        return [(kinds[e], text) for e in self.tree.iter() if e in kinds and (text := cleaned(e.text_content()))]

    def when(self, selector: str, *, attribute: str | None = None) -> str | None:
        """The date in the first element found, or in its attribute; None when there is none."""
        for element in self._found(selector):
            return iso(element.get(attribute) or "") if attribute else written(cleaned(element.text_content()))
        return None

    def _found(self, selector: str) -> Sequence[HtmlElement]:
        found: list[HtmlElement] = self.tree.cssselect(selector)
        return found
