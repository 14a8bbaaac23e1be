"""GOV.UK: what the Search API or an Atom feed names, each page read through the Content API."""

import json
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from crawler.leads import KEEP, Answer, Found, Lead, Look, Mark, Spider, Trouble, Verdict, iso, joined, time_of
from crawler.spiders.feed import Feed
from crawler.spiders.wordpress import with_query
from crawler.xml_repair import not_future

_COUNT = 1_500  # what the Search API gives at most
_LAST_START = 900_000
_OVERLAP = timedelta(hours=24)
_MARK = "public_timestamp"
_FIELDS = "link,title,description,public_timestamp,content_store_document_type,organisations"
#: Document types that are no article: a list, a person's or body's own page, something redirected.
_NO_ARTICLE = frozenset({"redirect", "gone", "vanish", "organisation", "person", "topic", "taxon", "finder", "contact"})


class GovUk(Spider):
    """The addresses in ``start`` are the search (https://www.gov.uk/api/search.json) or .atom feeds."""

    accept = "application/json"
    looks_again = False
    options = {  # noqa: RUF012
        "organisations": "slugs of the organisations whose documents are wanted, parted by blanks",
        "types": "document types (content_store_document_type), parted by blanks; all when empty",
        "days": "how far back the first visit goes (30)",
        "count": "results a list, at most 1500 (500)",
    }

    def looks(self) -> Iterable[Look]:
        """The newest results of each search, or the feed."""
        return [
            Look(url=start, kind="atom") if urlsplit(start).path.endswith(".atom") else self._look(start, 0)
            for start in self.source.start
        ]

    def _look(self, start: str, position: int) -> Look:
        asked = {
            "order": "-public_timestamp",
            "count": str(min(_COUNT, self.number("count", 500))),
            "start": str(position),
            "fields": _FIELDS,
        }
        if self.visit.from_on is not None:
            last = f",to:{self.visit.to_on}" if self.visit.to_on else ""
            asked["filter_public_timestamp"] = f"from:{self.visit.from_on}{last}"
        else:
            mark = time_of(self.visit.marks.get(_MARK))
            since = mark - _OVERLAP if mark else self.visit.now - timedelta(days=self.number("days", 30))
            asked["filter_public_timestamp"] = f"from:{since.date()}"
        url = with_query(start, asked)
        for name, option in (("organisations", "organisations"), ("content_store_document_type", "types")):
            for value in self.source.options.get(option, "").split():
                url += f"&filter_{name}={value}"
        return Look(url=url, kind="search", notes={"start": start, "position": str(position)}, always=True)

    def read(self, look: Look, answer: Answer) -> Iterator[Found]:
        """One lead a document, fetched from the Content API; older results while there are any; then the mark."""
        if look.kind == "atom":
            for found in Feed(self.source, self.visit).read(look, answer):
                yield self._from_feed(found)
            return
        try:
            answered = json.loads(answer.text)
            results = list(answered["results"])
            total = int(answered.get("total") or 0)
        except (ValueError, KeyError, TypeError):
            yield Trouble(reason="wanted the Search API's JSON with 'results', got something else")
            return
        latest = look.notes.get("latest", "")
        for result in results:
            if isinstance(result, dict) and str(result.get("link", "")).startswith("/"):
                lead = self._lead(look.notes["start"], result)
                latest = max(latest, not_future(lead.changed_at, self.visit.now) or "")
                yield lead
        position = int(look.notes["position"]) + len(results)
        if results and position < min(total, _LAST_START):
            following = self._look(look.notes["start"], position)
            yield Look(
                url=following.url,
                kind="search",
                notes={**following.notes, "latest": latest},
                always=True,
            )
        elif latest and self.visit.from_on is None:
            yield Mark(name=_MARK, value=latest)

    def refused(self, look: Look, answer: Answer) -> str:
        """422 names a parameter that the Search API does not know; its words are worth keeping."""
        if answer.status == 422:
            return f"the Search API answered 422: {answer.text[:200]}"
        return f"answered {answer.status}, wanted 200"

    def judge(self, url: str, answer: Answer) -> Verdict:
        """A content item that was moved, is no article, or has a withdrawn notice."""
        try:
            item = json.loads(answer.text)
        except ValueError:
            return Verdict(outcome="failed", reason="wanted the Content API's JSON, got something else")
        if not isinstance(item, dict) or not item.get("document_type"):
            return Verdict(outcome="failed", reason="wanted a content item with a document_type, got other JSON")
        if item["document_type"] in ("gone", "vanish", "redirect"):
            return Verdict(outcome="gone", reason=f"GOV.UK says that the page is {item['document_type']}")
        if item["document_type"] in _NO_ARTICLE:
            return Verdict(outcome="refused", reason=f"a {item['document_type']} page is no article")
        if item.get("withdrawn_notice"):
            return Verdict(outcome="withdrawn", reason=_plain(item["withdrawn_notice"].get("explanation")))
        return KEEP

    def _lead(self, start: str, result: dict[str, Any]) -> Lead:
        changed = time_of(result.get("public_timestamp"))
        hints = {
            "headline": _plain(result.get("title")),
            "lead": _plain(result.get("description")),
            "document_type": _plain(result.get("content_store_document_type")),
        }
        return Lead(
            url=joined(start, result["link"]),
            fetch_url=joined(start, f"/api/content{result['link']}"),
            hints={name: value for name, value in hints.items() if value},
            # The search knows only the latest public change; an edit of an old page has a new one.
            published_at=iso(changed) if changed else None,
            changed_at=iso(changed) if changed else None,
        )

    def _from_feed(self, found: Found) -> Found:
        if not isinstance(found, Lead):
            return found
        parts = urlsplit(found.url)
        return Lead(
            url=f"https://{parts.netloc}{parts.path}",
            fetch_url=f"https://{parts.netloc}/api/content{parts.path}",
            # An entry's title has its type before a colon; the item itself is the better witness.
            hints={},
            published_at=found.published_at,
            changed_at=found.changed_at,
        )


def _plain(value: Any) -> str:
    return " ".join(str(value or "").split())
