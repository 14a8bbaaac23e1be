"""What every request passes before a page sees it, and what every answer carries."""

import math
import time
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from datasette_config import guarding
from datasette_config.allowance import Allowance
from datasette_config.compat import Datasette, last_hook
from datasette_config.rendering import site_of

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]


@last_hook
def asgi_wrapper(datasette: Datasette) -> Callable[[App], App]:
    """The guard, outermost of all."""

    def wrap(app: App) -> App:
        allowance = Allowance()

        async def guarded(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] != "http":
                await app(scope, receive, send)
                return
            site = site_of(datasette)
            refusal = guarding.refusal(scope, site.settings)
            if refusal is not None:
                await _refuse(send, *refusal)
                return
            reader = guarding.limited_reader(scope, site.settings)
            wait = allowance.seconds_to_wait(reader, now=time.monotonic()) if reader else 0.0
            if wait:
                retry = (b"retry-after", str(math.ceil(wait)).encode())
                await _refuse(send, 429, "Too many requests. Try again in a moment.", retry)
                return
            is_head = scope["method"] == "HEAD"

            async def send_safely(message: MutableMapping[str, Any]) -> None:
                if message["type"] == "http.response.start":
                    message = {**message, "headers": guarding.safe_headers(scope, message, site.settings)}
                elif is_head and message["type"] == "http.response.body":
                    message = {**message, "body": b""}
                await send(message)

            await app({**scope, "method": "GET"} if is_head else scope, receive, send_safely)

        return guarded

    return wrap


async def _refuse(send: Send, status: int, words: str, *more: tuple[bytes, bytes]) -> None:
    body = f"{words}\n".encode()
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(body)).encode()),
        *guarding.SAFE_HEADERS,
        *more,
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
