"""Redirects: few, and without a word about where we came from."""

from typing import Any

from scrapy.downloadermiddlewares.redirect import RedirectMiddleware


class Redirects(RedirectMiddleware):
    """Scrapy's, sending no Referer. Every hop goes through robots.txt and the address check like any request."""

    def handle_referer(self, request: Any, response: Any) -> None:
        """Send none."""
        request.headers.pop("Referer", None)
