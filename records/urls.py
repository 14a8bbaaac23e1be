"""Addresses: one canonical form of each, and the ids made from it."""

import re
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

from records.signatures import short_hash

_TRACKING = re.compile(
    r"^(utm_.*|at_.*|fbclid|gclid|dclid|msclkid|igshid|mc_[ce]id|mkt_tok|_ga|_gl|yclid|wt\.mc_id|"
    r"cmpid?|ns_.*|ocid|ito|xtor|CMP|ref_src|ref_url|s_cid|share|sharetype|smid|spm|sr_share)$",
    re.IGNORECASE,
)
_DEFAULT_PORT = {"http": 80, "https": 443}
#: A replay address of a web archive: what stands behind it is the page's own address.
_REPLAY = re.compile(
    r"^https?://(?:webarchive\.nationalarchives\.gov\.uk/(?:ukgwa/)?|web\.archive\.org/web/)"
    r"(?:nobanner/)?(\d{4,14})(?:[a-z]{2}_)?/(.+)$"
)


class BadUrl(ValueError):
    """Not an http(s) address with a host; the message holds the address."""


def canonical_url(url: str) -> str:
    """The one form of an address under which a page is stored; of a canonical URL, itself.

    Scheme and host in lower case, https for http, no default port, no fragment, no tracking
    parameters, the others sorted, percent-escapes normalised, no trailing slash except the root's.
    A ``urn:`` stays as it is. Raises BadUrl for what is neither.
    """
    url = url.strip()
    if url.startswith("urn:"):
        return url
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise BadUrl(f"{url!r} is not an address: {error}") from None
    scheme = parts.scheme.lower()
    if scheme not in _DEFAULT_PORT or not host:
        raise BadUrl(f"{url!r} is not an http or https address with a host")
    try:
        host = host.encode("idna").decode("ascii").rstrip(".")
    except UnicodeError:
        raise BadUrl(f"{url!r} has a host name that cannot be encoded") from None
    if ":" in host:
        host = f"[{host}]"
    # A port of its own means a server of its own, and that one may well speak http only.
    if port is not None and port != _DEFAULT_PORT[scheme]:
        host = f"{host}:{port}"
    else:
        scheme = "https"
    path = quote(unquote(parts.path, errors="surrogateescape"), safe="/:@!$&'()*+,;=~-._", errors="surrogateescape")
    path = re.sub(r"/{2,}", "/", path).rstrip("/") or "/"
    pairs = [(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.match(k)]
    return urlunsplit((scheme, host, path, urlencode(sorted(pairs)), ""))


def replayed(url: str) -> tuple[str, str] | None:
    """(capture's timestamp, the page's own address) of a web-archive replay address, else None."""
    found = _REPLAY.match(url)
    return (found[1], found[2]) if found else None


def article_id(url: str) -> str:
    """A short opaque id for the article at a canonical URL, the same for ever."""
    return "a" + short_hash(url)[:12]


def slug(name: str) -> str:
    """A name as a word for addresses: "Children’s Trusts" -> "childrens-trusts"."""
    plain = re.sub(r"['’‘]", "", name.lower())
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "x" + short_hash(name)[:8]
