"""Which pages belong to a source: those on its sites, of the addresses that its file includes and does not exclude."""

import re
from functools import cache
from urllib.parse import urlsplit

import tldextract

from records.records import Source
from records.urls import canonical_url

URL_LENGTH = 2_083


class Bounds:
    """What a source's file says of the addresses that are its own."""

    def __init__(self, source: Source) -> None:
        self._include = [re.compile(pattern) for pattern in source.include]
        self._exclude = [re.compile(pattern) for pattern in source.exclude]
        starts = [urlsplit(start).hostname or "" for start in source.start]
        self._hosts = frozenset([*starts, *source.options.get("hosts", "").split()])
        archived = [urlsplit(site if "//" in site else f"//{site}") for site in source.options.get("site", "").split()]
        self._archived = [(parts.hostname or "", parts.path.removesuffix("*")) for parts in archived]

    def on_site(self, url: str) -> bool:
        """Whether an address belongs to the source: its start addresses' sites, and those of option hosts."""
        host = urlsplit(url).hostname or ""
        # Reading the list of public suffixes takes a while, and most sites never ask for it.
        return host in self._hosts or site_of(host) in {site_of(own) for own in self._hosts}

    def address(self, url: str) -> str | None:
        """The canonical address of a lead; None for what is none, or is excluded."""
        if len(url) > URL_LENGTH:
            return None
        try:
            address = canonical_url(url)
        except ValueError:  # BadUrl, or letters that are none
            return None
        if self._include and not any(pattern.search(address) for pattern in self._include):
            return None
        if any(pattern.search(address) for pattern in self._exclude):
            return None
        return address

    def takes(self, url: str) -> bool:
        """Whether a capture of this address is one of the source's pages; an archive's are those of its option site."""
        address = self.address(url)
        if address is None:
            return False
        if self._archived:
            parts = urlsplit(address)
            host = (parts.hostname or "").removeprefix("www.")
            return any(
                host == own.removeprefix("www.") and parts.path.startswith(path.rstrip("/"))
                for own, path in self._archived
            )
        return self.on_site(address)


@cache
def site_of(host: str) -> str:
    """The registered domain of a host: feeds.example.co.uk and www.example.co.uk are one site."""
    found = _suffixes()(host)
    return found.top_domain_under_public_suffix or host


@cache
def _suffixes() -> tldextract.TLDExtract:
    # The list that comes with the library: no request is made for a newer one.
    return tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)
