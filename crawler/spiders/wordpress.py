"""WordPress REST: the posts that changed since the last visit; their pages are fetched as readers see them."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from html import unescape
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from crawler.leads import Answer, Blocked, Found, Lead, Look, Mark, Spider, Trouble, iso, time_of
from crawler.xml_repair import not_future

_TAGS = re.compile(r"<[^>]*>")
_OVERLAP = timedelta(hours=6)  # a post can be saved before it is shown, and clocks differ
_FIELDS = "id,link,date_gmt,modified_gmt,title,excerpt"


class WordPress(Spider):
    """The addresses in ``start`` are collections, such as https://example.org/wp-json/wp/v2/posts."""

    accept = "application/json"
    looks_again = False
    options = {  # noqa: RUF012
        "per_page": "posts a list, at most 100 (100)",
        "days": "how far back the first visit goes (30)",
    }

    def looks(self) -> Iterable[Look]:
        """The first list of each collection: posts modified since the mark, oldest first."""
        return [self._look(start, 1) for start in self.source.start]

    def _look(self, start: str, page: int) -> Look:
        asked: dict[str, str] = {
            "per_page": str(min(100, self.number("per_page", 100))),
            "page": str(page),
            "_fields": _FIELDS,
        }
        if self.visit.from_on is not None:
            asked |= {
                "after": f"{self.visit.from_on - timedelta(days=1)}T23:59:59",
                "orderby": "date",
                "order": "asc",
            }
            if self.visit.to_on is not None:
                asked["before"] = f"{self.visit.to_on + timedelta(days=1)}T00:00:00"
        else:
            mark = time_of(self.visit.marks.get(f"modified {start}"))
            since = mark - _OVERLAP if mark else self.visit.now - timedelta(days=self.number("days", 30))
            asked |= {"modified_after": iso(since).removesuffix("+00:00"), "orderby": "modified", "order": "asc"}
        return Look(url=with_query(start, asked), notes={"start": start, "page": str(page)}, always=True)

    def read(self, look: Look, answer: Answer) -> Iterator[Found]:
        """One lead a post, the next list if the totals say that there is one, then the mark."""
        try:
            posts = json.loads(answer.text)
        except ValueError:
            yield Trouble(reason="wanted a JSON list of posts, got something else; is the REST interface open?")
            return
        if not isinstance(posts, list):
            said = str(posts.get("message", ""))[:200] if isinstance(posts, dict) else ""
            yield Trouble(reason=f"wanted a JSON list of posts, got: {said or type(posts).__name__}")
            return
        latest = ""
        for post in posts:
            if isinstance(post, dict) and isinstance(post.get("link"), str):
                lead = _lead(post)
                latest = max(latest, not_future(lead.changed_at, self.visit.now) or "")
                yield lead
        page, total = int(look.notes["page"]), answer.headers.get("x-wp-totalpages", "")
        if total.isdigit() and page < int(total):
            yield self._look(look.notes["start"], page + 1)
        if latest and self.visit.from_on is None:
            yield Mark(name=f"modified {look.notes['start']}", value=latest)

    def refused(self, look: Look, answer: Answer) -> str:
        """A page past the last one is answered with 400; a closed interface with 401, 403 or 404."""
        if answer.status == 400 and int(look.notes["page"]) > 1:
            return ""
        if answer.status in (401, 403):
            raise Blocked(
                f'the REST interface answered {answer.status}; use the site\'s feed instead (spider = "feed")'
            )
        return f"answered {answer.status}, wanted 200; is {look.notes['start']} the list of posts?"


def with_query(address: str, asked: Mapping[str, str]) -> str:
    """The address with these parameters beside its own."""
    parts = urlsplit(address)
    pairs = [(name, value) for name, value in parse_qsl(parts.query) if name not in asked]
    return urlunsplit(parts._replace(query=urlencode([*pairs, *asked.items()])))


def _lead(post: dict[str, Any]) -> Lead:
    published, changed = _gmt(post.get("date_gmt")), _gmt(post.get("modified_gmt"))
    hints = {"headline": _rendered(post.get("title")), "published_at": published or ""}
    return Lead(
        url=str(post["link"]),
        hints={name: value for name, value in hints.items() if value},
        published_at=published,
        changed_at=changed or published,
    )


def _gmt(text: Any) -> str | None:
    time = time_of(f"{text}+00:00" if isinstance(text, str) and len(text) == 19 else None)
    return iso(time) if time else None


def _rendered(value: Any) -> str:
    text = value.get("rendered", "") if isinstance(value, dict) else value
    return " ".join(unescape(_TAGS.sub(" ", str(text or ""))).split())
