"""Whose word an article is."""

from urllib.parse import urlsplit

from records.records import Article, Source
from records.urls import replayed
from records.vocab import OFFICIAL

_OFFICIAL_HOSTS = ("gov.uk", "parliament.uk", "legislation.gov.uk", "gov.scot", "gov.wales", "nhs.uk", "police.uk")


def is_official(article: Article, source: Source | None) -> bool:
    """True when the body that acts speaks for itself: by its source's kind, or by its own address.

    Everything else is reported, however well.
    """
    return (source is not None and source.kind in OFFICIAL) or is_official_address(article.url)


def is_official_address(url: str) -> bool:
    """Whether an address, or the one that a web archive replays there, is a public body's own."""
    host = urlsplit((replayed(url) or ("", url))[1]).hostname or ""
    return any(host == official or host.endswith(f".{official}") for official in _OFFICIAL_HOSTS)
