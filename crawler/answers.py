"""What an answer, or the lack of one, means for the page that was asked for."""

from datetime import datetime

from scrapy.exceptions import DownloadCancelledError
from scrapy.http import Response

from crawler.frontier import Missed, Queued
from crawler.leads import Answer, storable
from crawler.pipelines import MissItem, PageItem
from crawler.politeness import HostRests, Stopped
from crawler.revisions import leads_home
from crawler.robots import Closed
from crawler.safety import Refused
from crawler.visits import SourceVisit
from records.urls import BadUrl, canonical_url

#: What a page may be; anything else is no text that could be read.
_READABLE = ("text/html", "application/xhtml+xml", "text/plain", "application/xml", "text/xml", "application/json", "")


def answer_of(response: Response) -> Answer:
    """Scrapy's response as the spiders see it."""
    headers = {
        name.decode("latin-1").lower(): b", ".join(values).decode("latin-1")
        for name, values in response.headers.items()
    }
    return Answer(
        url=response.url,
        status=response.status,
        body=response.body,
        content_type=headers.get("content-type", ""),
        headers=headers,
    )


def header(response: Response, name: str) -> str | None:
    """One header of a response; None when it has none of that name."""
    value = response.headers.get(name)
    return value.decode("latin-1") if value else None


def judged(visit: SourceVisit, queued: Queued, answer: Answer, *, at: datetime) -> PageItem | MissItem:
    """A page to keep, or why there is none. Raises Blocked where the source must stop."""
    if answer.status == 304:
        return miss(queued, "same")
    if answer.status != 200 or not answer.body:
        return _unwanted(visit, queued, answer)
    kind = answer.content_type.split(";")[0].strip().lower()
    if kind not in _READABLE:
        return miss(queued, "refused", f"is {kind}, which is no page that can be read")
    url = queued.url
    if (landed := _landed(queued, answer)) != url:
        if leads_home(queued.url, landed) or landed in visit.looks_asked:
            return miss(queued, "gone", f"leads to {landed}")
        if not visit.on_site(landed):
            return miss(queued, "refused", f"leads to another site, {landed}")
        url = landed
    verdict = visit.spider.judge(queued.url, answer)
    if verdict.outcome not in ("keep", "withdrawn"):
        return miss(queued, verdict.outcome, verdict.reason)
    return PageItem(
        queued=queued,
        url=url,
        fetch_url=answer.url if url != queued.url else queued.fetch_url,
        body=answer.body,
        content_type=answer.content_type,
        headers=answer.headers,
        status="withdrawn" if verdict.outcome == "withdrawn" else "live",
        at=at,
    )


def joined_rest(visit: SourceVisit, queued: Queued, first: Answer, rest: Answer) -> Answer | MissItem:
    """A page and its rest as one answer, or why the page has to wait: half of it would pass for an edit."""
    if rest.status == 404:
        return first  # there is no rest; what there is, is the page
    if rest.status != 200:
        visit.spider.refused_page(queued.url, rest)
        return miss(queued, "failed", f"its second part, {rest.url}, answered {rest.status}, wanted 200")
    try:
        return visit.spider.whole(first, rest)
    except ValueError as error:
        return miss(queued, "failed", f"its second part, {rest.url}, cannot be read: {error}")


def _landed(queued: Queued, answer: Answer) -> str:
    """Where the page stands after redirects; its own address where its body is fetched elsewhere anyhow."""
    try:
        return canonical_url(answer.url) if canonical_url(queued.fetch_url) == queued.url else queued.url
    except BadUrl:
        return queued.url


def _unwanted(visit: SourceVisit, queued: Queued, answer: Answer) -> MissItem:
    if answer.status == 410:
        return miss(queued, "gone", "answered 410, gone")
    if answer.status == 404:
        # A list can be ahead of the page that it names; only one that was there before has gone.
        known = queued.etag or queued.last_modified or queued.attempts >= 3
        return miss(queued, "gone" if known else "failed", "answered 404, not found")
    if answer.status == 200:
        return miss(queued, "failed", "the answer was empty")
    if 300 <= answer.status < 400:
        return miss(queued, "failed", f"answered {answer.status} and led to no web address")
    visit.spider.refused_page(queued.url, answer)
    return miss(queued, "failed", f"answered {answer.status}, wanted 200")


def miss(queued: Queued, outcome: str, reason: str = "") -> MissItem:
    """A page that was not had."""
    return MissItem(
        missed=Missed(
            url=queued.url, source=queued.source, outcome=outcome, reason=storable(reason), hinted_at=queued.hinted_at
        )
    )


def why(error: BaseException) -> tuple[str, str]:
    """(outcome, reason in words) of a request that brought no answer."""
    reason = " ".join(str(error).split()) or type(error).__name__
    if isinstance(error, Stopped | HostRests | Closed):
        return "waits", reason
    if isinstance(error, Refused):
        return "refused", reason
    if "max redirections" in reason:
        return "failed", "redirects more than 5 times"
    # Scrapy cancels a download whose body outgrows the limit, and says no more than that.
    if isinstance(error, DownloadCancelledError) or "DOWNLOAD_MAXSIZE" in reason:
        return "refused", "is larger than 10 MB"
    return "failed", reason[:300]
