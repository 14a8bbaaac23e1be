"""Is our extraction as good and as fast as plain trafilatura's, and do workers help?

    python -m benchmarks.extraction FOLDER

FOLDER holds saved pages (.html or .html.gz). Prints pages per CPU second of both, their ratio, and what
two workers gain over one. The functions ``ours`` and ``theirs`` take (html, url), for scorers of text,
headline, byline and date.
"""

from typing import Any

import trafilatura

from crawler.extraction import _from_html
from crawler.fragments import plain


def ours(html: str, url: str) -> dict[str, Any]:
    """What our extraction reads out of a page, in any language."""
    page = _from_html(html, url, None)
    return {
        "title": page.headline,
        "authors": list(page.byline),
        "published": page.published_at,
        "text": plain(page.blocks),
    }


def theirs(html: str, url: str) -> dict[str, Any]:
    """What plain trafilatura does."""
    found = trafilatura.bare_extraction(html, url=url, include_comments=False, with_metadata=False)
    return {"text": found.text if found else ""}
