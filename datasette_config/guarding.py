"""What is refused at the door, and the headers that tell a browser what our pages never do."""

import re
from collections.abc import Mapping, MutableMapping
from typing import Any
from urllib.parse import unquote, urlsplit

from datasette_config.canned import canned_queries
from datasette_config.settings import SiteSettings

_LONGEST_PATH, _LONGEST_QUERY = 1_024, 8_192
_ANSWERS = ("data.json", "data.csv", "data.xlsx")
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}

#: The published tables and views. What stands not here (full-text shadow tables, the search's own
#: bookkeeping) has no address, so that nothing can be read around a page.
TABLES = frozenset(
    {
        "sources", "articles", "passages", "bodies", "body_names", "body_successions", "people", "person_roles",
        "near_duplicates", "revisions", "revision_changes", "page_events", "legislation", "evidence", "quotations",
        "policies", "policy_redirects", "proposals", "proposal_dates", "proposal_legislation", "policy_joins",
        "shifts", "stances", "consultations", "article_topics", "issues", "snapshot", "questions", "activity",
        "policy_timeline", "who_said_what", "who_proposes_what",
    }
)  # fmt: skip

CONTENT_SECURITY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; font-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
SAFE_HEADERS: tuple[tuple[bytes, bytes], ...] = (
    (b"content-security-policy", CONTENT_SECURITY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"strict-origin-when-cross-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-site"),
)
_OURS = {name for name, _ in SAFE_HEADERS}
_TOLD = {b"server", b"x-powered-by"}
#: What programs of other sites may read: data, feeds and calendars, never a page with a form.
_OPEN = (b"application/json", b"application/atom+xml", b"text/calendar", b"text/csv")


def refusal(scope: Mapping[str, Any], settings: SiteSettings) -> tuple[int, str] | None:
    """(status, words) for a request that no page shall see; None for one that may pass."""
    raw = (scope.get("raw_path") or scope["path"].encode()).partition(b"?")[0]
    query = scope.get("query_string") or b""
    if len(raw) > _LONGEST_PATH or len(query) > _LONGEST_QUERY:
        return 414, "The address is too long."
    if scope["method"] not in ("GET", "HEAD"):
        return 405, "This site is for reading."
    if not _is_known_host(_header(scope, b"host"), settings):
        return 421, "This site has another name."
    path = scope["path"]
    if b"%00" in query and path.startswith("/data"):
        return 400, "No address of ours holds a null character."
    if any(_is_odd(text) for text in (path, unquote(path), raw.decode("latin-1"))):
        return 404, "There is no such page."
    return None if _is_open(path) else (404, "There is no such page.")


def limited_reader(scope: Mapping[str, Any], settings: SiteSettings) -> str | None:
    """Whose allowance a request is taken from; None for one that costs little, or comes from this machine.

    A proxy on this machine says whom it asks for, and the server believes it.
    """
    path, client = scope["path"], (scope.get("client") or ("",))[0]
    if not settings.is_public or not client or client in _LOOPBACK:
        return None
    return client if path.startswith(("/search", "/data")) else None


def _is_odd(path: str) -> bool:
    """Backslashes lead to other hosts in a redirect; control characters lead nowhere."""
    return "\\" in path or "//" in path or any(char < " " or char == "\x7f" for char in path)


def _is_open(path: str) -> bool:
    first, _, rest = path.lstrip("/").partition("/")
    if first.startswith(("-", "_", ":")) or (first.startswith("data.") and first not in _ANSWERS):
        return False
    if first != "data" or not rest:
        return True
    table = re.split(r"[/.]", rest)[0]
    return table in TABLES or table in canned_queries()


def _is_known_host(host: str, settings: SiteSettings) -> bool:
    """Ours or the loopback's: another name is a page elsewhere that plays through a reader's browser."""
    name = _host_name(f"//{host}")
    return name in _LOOPBACK or name == _host_name(settings.base_url)


def _host_name(address: str) -> str | None:
    try:
        return urlsplit(address).hostname
    except ValueError:
        return None


def _header(scope: Mapping[str, Any], name: bytes) -> str:
    return next((value.decode("latin-1") for key, value in scope.get("headers") or () if key.lower() == name), "")


def safe_headers(
    scope: Mapping[str, Any], start: MutableMapping[str, Any], settings: SiteSettings
) -> list[tuple[bytes, bytes]]:
    """The answer's headers with ours in place of any others of those names."""
    headers = [(key, value) for key, value in start.get("headers") or () if key.lower() not in _OURS | _TOLD]
    kind = next((value for key, value in headers if key.lower() == b"content-type"), b"")
    if settings.is_public and kind.startswith(_OPEN):
        headers.append((b"access-control-allow-origin", b"*"))
    if scope["path"].startswith("/static/") and start["status"] == 200:
        # A version in the address changes with the file.
        kept = b"public, max-age=31536000, immutable" if scope.get("query_string") else b"public, max-age=86400"
        headers = [(key, value) for key, value in headers if key.lower() != b"cache-control"]
        headers.append((b"cache-control", kept))
    return [*headers, *SAFE_HEADERS]
