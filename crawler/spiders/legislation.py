"""legislation.gov.uk: new legislation and its changes, by the Atom feeds of the site.

The site asks for a user agent that says who comes, and answers 403 above 3,000 requests in five minutes.
"""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from crawler.leads import Answer, Blocked, Found, Lead, Look, Spider, joined
from crawler.spiders.feed import Feed
from crawler.xml_repair import NotXml, elements, local, repaired

_DOCUMENT = re.compile(r"^/(?:id/)?([a-z]{2,6})/([\w-]+(?:/[\w-]+)?)/(\d+)")
_PAGES = 10


class Legislation(Spider):
    """The addresses in ``start`` are feeds such as https://www.legislation.gov.uk/new/data.feed."""

    accept = "application/atom+xml,application/xhtml+xml;q=0.9,text/html;q=0.8"
    looks_again = False
    options = {  # noqa: RUF012
        "types": "types of legislation that are wanted, such as ukpga uksi; all when empty",
        "pages": "how many pages of a feed a visit follows while they bring something new (10)",
    }

    def read(self, look: Look, answer: Answer) -> Iterator[Found]:
        """One lead a document that is of a wanted type; then the feed's next page."""
        wanted = self.source.options.get("types", "").split()
        for found in Feed(self.source, self.visit).read(look, answer):
            if not isinstance(found, Lead):
                yield found
                continue
            path = _DOCUMENT.match(urlsplit(found.url).path)
            if path is None or (wanted and path[1] not in wanted):
                continue
            yield Lead(
                url=f"https://www.legislation.gov.uk/{path[1]}/{path[2]}/{path[3]}",
                fetch_url=f"https://www.legislation.gov.uk/{path[1]}/{path[2]}/{path[3]}",
                hints=found.hints,
                published_at=found.published_at,
                changed_at=found.changed_at,
            )
        number = int(look.notes.get("number", "1"))
        if (following := _next(answer)) and number < self.number("pages", _PAGES):
            yield Look(url=following, notes={"number": str(number + 1)}, only_if_new=True, always=True)

    def refused(self, look: Look, answer: Answer) -> str:
        """403 means too many requests, or none that says who asks."""
        if answer.status == 403:
            raise Blocked("legislation.gov.uk answered 403: set 'contact' in the settings, and a longer 'delay'")
        return f"answered {answer.status}, wanted 200"


def _next(answer: Answer) -> str:
    """The address of an Atom feed's next page; "" when there is none."""
    try:
        for element in elements(repaired(answer)):
            parent = element.getparent()
            if (
                local(element) == "link"
                and element.get("rel") == "next"
                and parent is not None
                and local(parent) == "feed"
            ):
                return joined(answer.url, element.get("href", ""))
    except NotXml:
        return ""
    return ""
