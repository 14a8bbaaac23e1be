"""HTML lists of articles, page after page: "latest news", an archive of press releases."""

import re
from collections.abc import Iterator

from lxml import etree, html

from crawler.leads import Answer, Found, Lead, Look, Spider, Trouble, joined, time_of
from crawler.xml_repair import feed_time

_DATED = re.compile(
    r"\b(\d{1,2})(?:st|nd|rd|th)?\s+(January|February|March|April|May|June|July|August|September|October|November|December)\s+(\d{4})\b",
    re.IGNORECASE,
)
_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_LINKS = 2_000
_PAGES = 10


class Listing(Spider):
    """The addresses in ``start`` are lists. Options are XPaths; without them every matching link counts."""

    options = {  # noqa: RUF012
        "item": "XPath of one entry of the list (the whole page)",
        "link": "XPath of the page's address within an entry (.//a/@href)",
        "date": "XPath of the publication date within an entry (.//time/@datetime)",
        "headline": "XPath of the headline within an entry (the link's words)",
        "next": "XPath of the address of the next list (//a[@rel='next']/@href | //link[@rel='next']/@href)",
        "pages": "how many lists a visit follows while they bring something new (10)",
    }

    def read(self, look: Look, answer: Answer) -> Iterator[Found]:
        """One lead an entry; then the next list, followed only while this one brought something new."""
        tree = tree_of(answer)
        if tree is None:
            yield Trouble(reason="wanted an HTML list, got an empty answer")
            return
        base = joined(answer.url, tree.xpath("string(//base/@href)") or "") or answer.url
        try:
            following = self._addresses(tree, "next", "//a[@rel='next']/@href | //link[@rel='next']/@href", base)
            lists = {answer.url, look.url, *following[:1], *self.source.start}
            leads = [lead for lead in self._leads(tree, base) if lead.url not in lists]
        except etree.XPathError as error:
            yield Trouble(reason=f"an XPath in the source's file cannot be read: {error}")
            return
        if not leads:
            yield Trouble(reason="no entry was found in the list; the site's layout may have changed")
        yield from leads
        number = int(look.notes.get("number", "1"))
        pages = self.number("pages", _PAGES) if self.visit.from_on is None else 10_000
        if following and leads and number < pages and not self._past_range(leads):
            yield Look(
                url=following[0],
                notes={"number": str(number + 1)},
                only_if_new=self.visit.from_on is None,
                always=True,
            )

    def _past_range(self, leads: list[Lead]) -> bool:
        """Whether a whole list is older than the days that a backfill is for."""
        if self.visit.from_on is None:
            return False
        days = [time.date() for lead in leads if (time := time_of(lead.published_at))]
        return bool(days) and max(days) < self.visit.from_on

    def _leads(self, tree: html.HtmlElement, base: str) -> Iterator[Lead]:
        item = self.source.options.get("item")
        seen: set[str] = set()
        for entry in tree.xpath(item) if item else [tree]:
            if not isinstance(entry, html.HtmlElement):
                continue
            for link in self._links(entry, base, only_first=bool(item)):
                if link not in seen and len(seen) < _LINKS:
                    seen.add(link)
                    yield self._lead(entry if item else None, link, tree)

    def _links(self, entry: html.HtmlElement, base: str, *, only_first: bool) -> list[str]:
        links = self._addresses(entry, "link", ".//a/@href", base)
        if self.source.include:
            links = [link for link in links if any(re.search(pattern, link) for pattern in self.source.include)]
        return links[:1] if only_first else links

    def _addresses(self, tree: html.HtmlElement, option: str, default: str, base: str) -> list[str]:
        found = tree.xpath(self.source.options.get(option) or default)
        texts = [str(value) if not isinstance(value, html.HtmlElement) else value.get("href", "") for value in found]
        addresses = [joined(base, text).split("#")[0] for text in texts if text.strip()]
        return [address for address in addresses if address.startswith(("http://", "https://"))]

    def _lead(self, entry: html.HtmlElement | None, link: str, tree: html.HtmlElement) -> Lead:
        if entry is None:
            return Lead(url=link)
        headline = self._text(entry, "headline", "") or self._text(entry, "link_words", ".//a")
        published = day_of(self._text(entry, "date", ".//time/@datetime"))
        hints = {"headline": headline, "published_at": published or ""}
        return Lead(
            url=link,
            hints={name: value for name, value in hints.items() if value},
            published_at=published,
            changed_at=None,
        )

    def _text(self, entry: html.HtmlElement, option: str, default: str) -> str:
        path = self.source.options.get(option) or default
        found = entry.xpath(path) if path else []
        if isinstance(found, str):
            return " ".join(found.split())
        for value in found:
            text = value.text_content() if isinstance(value, html.HtmlElement) else str(value)
            if text.strip():
                return " ".join(text.split())
        return ""


def tree_of(answer: Answer) -> html.HtmlElement | None:
    """The page as a tree; None for an empty one."""
    text = answer.text.replace("\0", "")
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    if not text.strip():
        return None
    parser = html.HTMLParser(encoding="utf-8", huge_tree=False)
    try:
        return html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError):
        return None


def day_of(text: str) -> str | None:
    """A date as a list shows it: an ISO time, or "8 July 2008" in British order; None where it is none."""
    if (time := feed_time(text)) is not None and not _DATED.search(text):
        return text.strip() if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text.strip()) else time
    if found := _DATED.search(text):
        return f"{found[3]}-{_MONTHS.index(found[2].lower()) + 1:02d}-{int(found[1]):02d}"
    return None
