"""What a request asks for, as far as it can be trusted: cut to size, whole characters, numbers in range."""

from urllib.parse import unquote

from datasette_config.compat import Missing, Request

_LONGEST = 400
_LAST_PAGE = 500


def text_of(request: Request, name: str) -> str:
    """A parameter's first value; "" where it is missing."""
    values = request.args.getlist(name)
    return _clean(values[0]) if values else ""


def page_of(request: Request) -> int:
    """The page asked for, the first one being 1; nonsense is the first, beyond the last is the last."""
    text = text_of(request, "page")
    return min(max(int(text), 1), _LAST_PAGE) if text.isascii() and text.isdigit() and len(text) < 9 else 1


def id_of(request: Request, name: str = "id") -> str:
    """The id in the address. Raises Missing for one that none of ours can be."""
    value = unquote(request.url_vars.get(name) or "")
    if not value or len(value) > _LONGEST or not value.isprintable():
        raise Missing("There is no such page")
    return value


def format_of(request: Request) -> str:
    """ "json", "csv", …, as the address ends; "" for the page itself."""
    return (request.url_vars.get("format") or "").lstrip(".")


def _clean(text: str) -> str:
    text = text.encode("utf-8", "ignore").decode("utf-8")[:_LONGEST]
    return "".join(char if char.isprintable() else " " for char in text).strip()
