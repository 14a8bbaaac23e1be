"""legislation.gov.uk: new legislation and its changes by the Atom feeds of the site, and provisions over time.

The site asks for a user agent that says who comes, and answers 403 above 3,000 requests in five minutes.
Documents are read in its own XML, which says what is in force and what was repealed.
"""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from crawler import legislation_pages
from crawler.leads import Answer, Blocked, Found, Lead, Look, Spider, Trouble, joined
from crawler.page import NoArticle
from crawler.spiders.feed import Feed
from crawler.xml_repair import NotXml, elements, local, repaired
from records.dates import LONDON

#: "ukpga/2004/31", or with the year of a reign "ukpga/Geo6/7-8/31"; a version's day or a section may follow.
_DOCUMENT = re.compile(r"^/(?:id/)?([a-z]{2,6})/(\d{4}|[A-Z]\w*/[\w-]+)/(\d+)(?:/|$)")
_PAGES = 10


class Legislation(Spider):
    """The addresses in ``start`` are feeds such as https://www.legislation.gov.uk/new/data.feed, or the site itself."""

    accept = "application/atom+xml,application/xml;q=0.9,application/xhtml+xml;q=0.8"
    looks_again = False
    pace = 300 / 3_000 * 1.1
    options = {  # noqa: RUF012
        "types": "types of legislation that are wanted, such as ukpga uksi; all when empty",
        "pages": "how many pages of a feed a visit follows while they bring something new (10)",
        "provisions": "provisions whose versions over time are wanted, such as ukpga/2004/31/section/10",
    }

    def looks(self) -> Iterable[Look]:
        """The feeds, then the list of versions of each provision."""
        site = f"https://{urlsplit(self.source.start[0]).netloc}"
        yield from (Look(url=start) for start in self.source.start if urlsplit(start).path.strip("/"))
        for provision in self.source.options.get("provisions", "").split():
            path = provision.strip("/").removeprefix("id/")
            yield Look(url=f"{site}/{path}/data.xml", kind="versions", notes={"page": f"{site}/{path}"}, always=True)

    def read(self, look: Look, answer: Answer) -> Iterator[Found]:
        """One lead a document that is of a wanted type, then the feed's next page; or one a version of a provision."""
        if look.kind == "versions":
            yield from self._versions(look, answer)
            return
        wanted = self.source.options.get("types", "").split()
        for found in Feed(self.source, self.visit).read(look, answer):
            if not isinstance(found, Lead):
                yield found
                continue
            path = _DOCUMENT.match(urlsplit(found.url).path)
            if path is None or (wanted and path[1] not in wanted):
                continue
            address = f"https://www.legislation.gov.uk/{path[1]}/{path[2]}/{path[3]}"
            yield Lead(
                url=address,
                fetch_url=f"{address}/data.xml",
                hints=found.hints,
                published_at=found.published_at,
                changed_at=found.changed_at,
            )
        number = int(look.notes.get("number", "1"))
        if (following := _next(answer)) and number < self.number("pages", _PAGES):
            yield Look(url=following, notes={"number": str(number + 1)}, only_if_new=True, always=True)

    def _versions(self, look: Look, answer: Answer) -> Iterator[Found]:
        """Each version that has begun by now; one that is still to come is found again when its day has come."""
        try:
            if not legislation_pages.is_clml(answer.text):
                raise NoArticle("got something else")
            days = legislation_pages.version_days(answer.text)
        except NoArticle as error:
            yield Trouble(reason=f"wanted a provision in legislation.gov.uk's XML: {error}")
            return
        if not days:
            yield Trouble(
                reason="the provision has no dated versions; does option provisions name it as the site does?"
            )
        today = self.visit.now.astimezone(LONDON).date().isoformat()
        for day in days:
            if day <= today:
                address = f"{look.notes['page']}/{day}"
                yield Lead(url=address, fetch_url=f"{address}/data.xml", published_at=day, fixed=True)

    def refused(self, look: Look, answer: Answer) -> str:
        """403 means too many requests, or none that says who asks."""
        _refuse(answer)
        return f"answered {answer.status}, wanted 200"

    def refused_page(self, url: str, answer: Answer) -> None:
        """The same of a page."""
        _refuse(answer)


def _refuse(answer: Answer) -> None:
    if answer.status == 403:
        raise Blocked("legislation.gov.uk answered 403: set 'contact' in the settings, and a longer 'delay'")


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
