"""Sitemaps: news sitemaps, plain ones and indexes of them, plain or gzipped."""

import re
from collections.abc import Iterator
from datetime import timedelta

from lxml import etree

from crawler.leads import Answer, Found, Lead, Look, Spider, Trouble, joined, time_of
from crawler.xml_repair import NotXml, cut_to_whole, elements, feed_time, local, repaired

_DEPTH = 3  # an index of indexes of sitemaps; deeper ones lead in circles
_ENTRIES = 50_000  # what the protocol allows


class Sitemap(Spider):
    """The addresses in ``start`` are sitemaps or indexes of sitemaps."""

    accept = "application/xml,text/xml;q=0.9,*/*;q=0.5"
    options = {  # noqa: RUF012
        "sitemaps": "a regular expression that the sitemaps of an index must match",
        "days": "pages of a plain sitemap are read when they changed within so many days (30); 0 reads all",
    }

    def read(self, look: Look, answer: Answer) -> Iterator[Found]:
        """One lead a page; one look a sitemap of an index, that is skipped while its date stands."""
        try:
            text = repaired(answer)
        except NotXml as error:
            yield Trouble(reason=str(error))
            return
        wanted = re.compile(self.source.options.get("sitemaps", ""))
        depth = int(look.notes.get("depth", "0"))
        found = 0
        seen_root = False
        for element in elements(cut_to_whole(text, "url", "sitemap")):
            name = local(element)
            if name in ("urlset", "sitemapindex"):
                seen_root = True
            if name not in ("url", "sitemap"):
                continue
            found += 1
            if found > _ENTRIES:
                yield Trouble(reason=f"holds more than {_ENTRIES:,} entries; the rest was not read")
                return
            said = _said(element)
            element.clear()
            address = joined(answer.url, said["loc"]) if said.get("loc") else ""
            if not address:
                continue
            if name == "url":
                lead = _lead(address, said)
                if self._wanted(lead):
                    yield lead
            elif depth >= _DEPTH:
                yield Trouble(reason=f"an index leads more than {_DEPTH} indexes deep; {address} was not read")
                return
            elif wanted.search(address):
                yield Look(url=address, hinted_at=feed_time(said.get("lastmod")), notes={"depth": str(depth + 1)})
        if not found and not seen_root:
            yield Trouble(reason="wanted a sitemap, got XML of another kind")

    def _wanted(self, lead: Lead) -> bool:
        if self.visit.from_on is not None:
            day = time_of(lead.published_at or lead.changed_at)
            return day is None or self.visit.from_on <= day.date() <= (self.visit.to_on or day.date())
        days = self.number("days", 30)
        changed = time_of(lead.changed_at)
        return not days or changed is None or changed >= self.visit.now - timedelta(days=days)


def _said(element: etree._Element) -> dict[str, str]:
    """The texts of an entry by their names; of several with one name the first (an image has a title too)."""
    said: dict[str, str] = {}
    for child in element.iter():
        if child is not element and isinstance(child.tag, str) and child.text and child.text.strip():
            name = local(child)
            if re.match(r"\{[^}]*(?:image|video)", child.tag):
                continue
            said.setdefault(name, " ".join(child.text.split()))
    return said


def _lead(address: str, said: dict[str, str]) -> Lead:
    published, changed = feed_time(said.get("publication_date")), feed_time(said.get("lastmod"))
    hints = {
        "headline": said.get("title", ""),
        "published_at": published or "",
        "language": said.get("language", ""),
        "tags": "; ".join(word.strip() for word in said.get("keywords", "").split(",") if word.strip()),
    }
    return Lead(
        url=address,
        hints={name: value for name, value in hints.items() if value},
        published_at=published,
        changed_at=changed or published,
    )
