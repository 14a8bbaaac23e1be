"""Redirects: few, and without a word about where we came from."""

from typing import Any

from scrapy.downloadermiddlewares.redirect import RedirectMiddleware


class Redirects(RedirectMiddleware):
    """Scrapy's, sending no Referer. Every hop goes through robots.txt and the address check like any request."""

    @classmethod
    def from_crawler(cls, crawler: Any) -> "Redirects":
        """As Scrapy makes it, without the warning that nothing sets a Referer."""
        made = cls(crawler.settings)
        made.crawler = crawler
        return made

    def handle_referer(self, request: Any, response: Any) -> None:
        """Send none; nor the validators, which belong to the address that led here."""
        for name in ("Referer", "If-None-Match", "If-Modified-Since"):
            request.headers.pop(name, None)
