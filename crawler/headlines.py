"""Which of the lines that could be an article's headline is the one."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from lxml.html import HtmlElement

from crawler.decoding import cleaned

_BETWEEN = r"\s+[|\-–—•·»:]\s+|\s*[|»]\s*"
_SEPARATOR = re.compile(rf"{_BETWEEN}|:\s+")
_PARTS = re.compile(r"\s+[|\-–—•·»]\s+|\s*\|\s*")
_SHORT_WORDS = 6  # an og:title of fewer is a label


def main_heading(tree: HtmlElement, titles: Iterable[str]) -> HtmlElement | None:
    """The first h1 of more than two words (a site's name has fewer), else any heading that the window's title has."""
    headings = [h for h in tree.iter("h1") if h.text_content().strip()][:6]
    if headings:
        return max(headings, key=lambda h: (len(h.text_content().split()) > 2, -headings.index(h)))
    for heading in tree.iter("h2", "h3", "h4"):
        text = cleaned(heading.text_content())
        if len(text.split()) > 2 and any(text in title for title in titles):
            return heading
    return None


def headline_of(candidates: Mapping[str, str], *, title: str, preferred: str, sites: Iterable[str]) -> str:
    """The candidate that most witnesses give letter for letter, the page's own heading first among equals.

    The window's title is a witness for the candidate it begins with. An og:title that is the beginning
    of the others is what the publisher calls the article where they were lengthened for search engines.
    ``sites`` are names of the site, which are no part of a headline.
    """
    known = {name: _without_site(text, sites) for name, text in candidates.items() if text}
    if known.get(preferred):
        return known[preferred]
    if not known:
        return max(_PARTS.split(_without_site(title, sites)), key=lambda part: len(part.split()))
    votes = Counter(known.values())
    for text in sorted(votes, key=len, reverse=True):
        if title == text or (title.startswith(text) and _SEPARATOR.match(title[len(text) :])):
            votes[text] += 1
            break
    order = [known[name] for name in ("h1", "ld", "og") if name in known]
    best = max(order, key=lambda text: (votes[text], -order.index(text)))
    short = known.get("og", "")
    if len(short.split()) >= _SHORT_WORDS and best.startswith(f"{short} ") and 2 * len(short) >= len(best):
        return short
    return best


def _without_site(text: str, sites: Iterable[str]) -> str:
    """The line without " | Town Paper" at its end."""
    parts = _PARTS.split(text)
    names = {_bare(site) for site in sites}
    if len(parts) > 1 and _bare(parts[-1]) in names:
        return text[: text.rindex(parts[-1])].rstrip(" |-–—•·»")
    return text


def _bare(name: str) -> str:
    return "".join(re.findall(r"\w+", name.lower()))
