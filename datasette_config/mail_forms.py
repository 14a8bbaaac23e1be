"""What is sent to the mail pages: forms of ours and no others, read to a limit."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from datasette_config.compat import Request

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]

_LONGEST_FORM = 8_192  # bytes
_FIELDS = 40


class Told(Exception):
    """The request ends here, with these words."""

    def __init__(self, status: int, heading: str, words: str) -> None:
        super().__init__(heading)
        self.status, self.heading, self.words = status, heading, words


async def read_form(scope: Scope, receive: Receive) -> dict[str, str]:
    """The form's fields; a body that is too long is not read to its end."""
    body, more = b"", True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
        if len(body) > _LONGEST_FORM:
            raise Told(413, "That is too much", "The form was longer than any of ours.")
    kinds = [value for key, value in scope.get("headers") or () if key.lower() == b"content-type"]
    if kinds and not kinds[0].lower().startswith(b"application/x-www-form-urlencoded"):
        raise Told(415, "This does not work", "These pages take forms.")
    return dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=_FIELDS))


def refuse_other_sites(request: Request) -> None:
    """Only a page of ours may send a form: browsers say where a request comes from."""
    headers = request.headers
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site not in (None, "same-origin", "none") or (origin and urlsplit(origin).netloc != headers.get("host")):
        raise Told(403, "This does not work", "The form came from another site.")


def network_of(client: str) -> str:
    """The network that a client belongs to: a household's or an office's, not one address of it."""
    return ":".join(client.split(":")[:4]) if ":" in client else ".".join(client.split(".")[:3])


def one_of(value: str, allowed: tuple[str, ...]) -> str:
    """The value, if it is one of those. Raises Told."""
    if value not in allowed:
        raise Told(400, "Something is missing", f"Expected one of: {', '.join(allowed)}.")
    return value
