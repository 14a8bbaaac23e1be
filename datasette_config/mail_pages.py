"""/alerts/…: asking for mails, confirming, changing and stopping them. The only pages that open the subscribers.

They stand before the site, which only reads: a GET never changes anything, every change is a POST from a
page of ours, and only the one-click stop of RFC 8058 may come from elsewhere, because its address is secret.
"""

import asyncio
import json
import logging
import time
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote, urlsplit

from datasette_config import guarding
from datasette_config.allowance import Allowance
from datasette_config.compat import Request, Response
from datasette_config.rendering import Site
from db import news as known
from db.connect import open_database
from db.public.migrations import migrations as public_schema
from db.subscribers import store
from db.subscribers.addresses import BadAddress
from digests.alerts import prepare
from digests.run import deliver
from digests.settings import DigestSettings
from digests.signing_up import ask, preview

logger = logging.getLogger(__name__)

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

_PREFIX = "/alerts/"
_LONGEST_FORM = 8_192  # bytes
_KINDS_ASKED = ("policy", "body", "person", "topic", "stage", "source", "search", "all")
_OFTEN = (
    ("daily", "every morning at eight"),
    ("weekly", "on Saturday morning at eight"),
    ("immediate", "as it happens, gathered for five minutes"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Where the mail pages find readers, news and the way out."""

    subscribers_path: Path
    public_path: Path
    digests: DigestSettings
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)


class _Told(Exception):
    """The request ends here, with these words."""

    def __init__(self, status: int, heading: str, words: str) -> None:
        super().__init__(heading)
        self.status, self.heading, self.words = status, heading, words


def with_mail_pages(app: App, *, site: Site, desk: Desk) -> App:
    """The site with the mail pages before it."""
    pages = _MailPages(site, desk)

    async def either(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"].startswith(_PREFIX):
            await pages.answer(scope, receive, send)
        else:
            await app(scope, receive, send)

    return either


class _MailPages:
    def __init__(self, site: Site, desk: Desk) -> None:
        self.site, self.desk = site, desk
        self._asking = Allowance(burst=8, a_second=1 / 300)
        self._underway: set[asyncio.Future[Any]] = set()

    async def answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; whatever goes wrong, no address and no token is logged."""
        method = scope["method"]
        refused = guarding.refusal({**scope, "method": "GET"}, self.site.settings)
        try:
            if refused is not None:
                raise _Told(refused[0], "This does not work", refused[1])
            if method not in ("GET", "HEAD", "POST"):
                raise _Told(405, "This does not work", "These pages are read or sent.")
            request = Request(scope, receive)
            form = await _form(scope, receive) if method == "POST" else {}
            response = await self._page(request, form)
        except _Told as told:
            response = self._told(told.heading, told.words, status=told.status)
        except Exception as error:  # noqa: BLE001 - a stack would show the address and the token to the log
            logger.error("a mail page failed: %s", type(error).__name__)
            response = self._told("Something went wrong", "Nothing was changed. Please try again.", status=500)
        response.headers |= {
            "cache-control": "no-store",
            "x-robots-tag": "noindex",
            **{key.decode(): value.decode() for key, value in guarding.SAFE_HEADERS},
            "referrer-policy": "same-origin",  # with "no-referrer" a browser would not say that a form is ours
        }
        if method == "HEAD":
            response.body = ""
        await response.asgi_send(send)

    async def _page(self, request: Request, form: dict[str, str]) -> Response:
        name, _, token = request.path.removeprefix(_PREFIX).partition("/")
        posted = request.method == "POST"
        if posted and not (name == "stop" and form.get("List-Unsubscribe") == "One-Click"):
            _refuse_other_sites(request)
        if name == "new" and not token:
            if posted:
                self._allow(request)
                response = await asyncio.to_thread(self._ask, form)
                self._send_soon()
                return response
            return await asyncio.to_thread(self._new, request)
        export = token.endswith(".json")
        token = token.removesuffix(".json")
        if name == "confirm" and token:
            return await asyncio.to_thread(self._confirm, token, posted)
        if name == "stop" and token:
            return await asyncio.to_thread(self._stop, token, posted)
        if name == "of" and token:
            return await asyncio.to_thread(self._own, token, form if posted else None, export)
        raise _Told(404, "There is no such page", "Perhaps the link was cut in two by your mail program.")

    def _allow(self, request: Request) -> None:
        client = (request.scope.get("client") or ("",))[0]
        if self._asking.seconds_to_wait(_network(client), now=time.monotonic()):
            raise _Told(429, "Too many at once", "Please try again in a few minutes.")

    # ------------------------------------------------------------ signing up

    def _new(self, request: Request) -> Response:
        kind = _one_of(request.args.get("kind") or "all", _KINDS_ASKED)
        value = (request.args.get("value") or "")[:400]
        alert = _wish(kind, value)
        public = open_database(self.desk.public_path, public_schema)
        try:
            about = _about(public, alert)
            seen = preview(public, alert, now=self.desk.clock())
        finally:
            public.close()
        return self._render("alert_new.html", alert=alert, about=about, seen=seen, often=_OFTEN)

    def _ask(self, form: dict[str, str]) -> Response:
        kind, value = _one_of(form.get("kind", ""), _KINDS_ASKED), form.get("value", "")
        public = open_database(self.desk.public_path, public_schema)
        subscribers = store.open_subscribers(self.desk.subscribers_path)
        try:
            ask(
                public,
                subscribers,
                form.get("address", ""),
                kind=kind,
                value=value,
                frequency=form.get("frequency", ""),
                shifts_only=form.get("shifts_only") == "yes",
                now=self.desk.clock(),
                settings=self.desk.digests,
            )
        except BadAddress:
            raise _Told(
                400, "That is no mail address", "Go back, and give one address like ann@union.example."
            ) from None
        except store.BadAlert:
            raise _Told(
                400, "Something is missing", "Go back, and say what you want to follow and how often."
            ) from None
        finally:
            public.close()
            subscribers.close()
        return self._told(
            "Check your e-mail",
            "If the address is right, a mail with a link is on its way. The link is valid for seven days; "
            "nothing is sent until you follow it.",
        )

    def _send_soon(self) -> None:
        """Empty the outbox beside the answer, so that how long it takes tells nobody anything."""

        def send() -> None:
            subscribers = store.open_subscribers(self.desk.subscribers_path)
            try:
                deliver(subscribers, now=self.desk.clock(), settings=self.desk.digests)
            finally:
                subscribers.close()

        sending = asyncio.get_running_loop().run_in_executor(None, send)
        self._underway.add(sending)  # or it may be collected before it is done
        sending.add_done_callback(self._underway.discard)

    def _confirm(self, token: str, posted: bool) -> Response:
        if not posted:  # programs that look through mails follow links; only a person presses a button
            return self._render("alert_button.html", heading="Confirm your e-mail alert", button="Confirm", words="")
        subscribers = store.open_subscribers(self.desk.subscribers_path)
        try:
            reader = store.confirm(subscribers, token, now=self.desk.clock())
        finally:
            subscribers.close()
        if reader is None:
            raise _Told(404, "This link no longer works", "It was used already, or is older than seven days.")
        own = f"{_PREFIX}of/{quote(reader.unsubscribe_token, safe='')}"
        return Response("", status=303, headers={"location": own}, content_type="text/plain")

    # ------------------------------------------------------------ stopping and changing

    def _stop(self, token: str, posted: bool) -> Response:
        subscribers = store.open_subscribers(self.desk.subscribers_path)
        try:
            if store.subscriber_by_token(subscribers, token) is None:
                raise _Told(404, "This link no longer works", "Nobody gets mails under it.")
            if posted:
                store.unsubscribe(subscribers, token)
        finally:
            subscribers.close()
        if posted:
            return self._told("Stopped", "You will get no more alerts.")
        return self._render(
            "alert_button.html",
            heading="Stop all your alerts?",
            button="Stop all",
            words="",
            other=(f"{_PREFIX}of/{quote(token, safe='')}", "Change or stop single ones"),
        )

    def _own(self, token: str, form: dict[str, str] | None, export: bool) -> Response:
        subscribers = store.open_subscribers(self.desk.subscribers_path)
        public = open_database(self.desk.public_path, public_schema)
        try:
            reader = store.subscriber_by_token(subscribers, token)
            if reader is None:
                raise _Told(404, "This link no longer works", "Nobody gets mails under it.")
            if form is not None:
                return self._change(subscribers, reader, form)
            alerts = store.alerts_of(subscribers, reader.id)
            if export:
                return _exported(reader, alerts)
            shown = [(alert, _about(public, alert)) for alert in alerts]
        finally:
            subscribers.close()
            public.close()
        return self._render("alerts_of.html", reader=reader, alerts=shown, often=_OFTEN, token=token)

    def _change(self, subscribers: Any, reader: store.Subscriber, form: dict[str, str]) -> Response:
        action, alert = form.get("action", ""), int(form["alert"]) if form.get("alert", "").isdigit() else 0
        if action == "forget":
            store.forget(subscribers, reader.id)
            return self._told("Forgotten", "Your address and everything kept with it are deleted.")
        if action in ("pause", "go on"):
            store.pause(subscribers, reader.id, alert, paused=action == "pause")
        elif action == "stop":
            store.unsubscribe(subscribers, reader.unsubscribe_token, alert_id=alert)
        elif action == "change":
            store.set_frequency(subscribers, reader.id, alert, _one_of(form.get("frequency", ""), store.FREQUENCIES))
        own = f"{_PREFIX}of/{quote(reader.unsubscribe_token, safe='')}"
        return Response("", status=303, headers={"location": own}, content_type="text/plain")

    # ------------------------------------------------------------ answering

    def _render(self, template: str, *, status: int = 200, **context: Any) -> Response:
        body = self.site.templates.get_template(template).render(
            canonical=self.site.settings.base_url, here=_PREFIX, indexed=False, made=None, **context
        )
        return Response(body, status=status, headers={}, content_type="text/html; charset=utf-8")

    def _told(self, heading: str, words: str, *, status: int = 200) -> Response:
        return self._render("alert_told.html", heading=heading, words=words, status=status)


async def _form(scope: Scope, receive: Receive) -> dict[str, str]:
    """The form's fields; a body that is too long is not read to its end."""
    body, more = b"", True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
        if len(body) > _LONGEST_FORM:
            raise _Told(413, "That is too much", "The form was longer than any of ours.")
    kinds = [value for key, value in scope.get("headers") or () if key.lower() == b"content-type"]
    if kinds and not kinds[0].lower().startswith(b"application/x-www-form-urlencoded"):
        raise _Told(415, "This does not work", "These pages take forms.")
    return dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=20))


def _refuse_other_sites(request: Request) -> None:
    """Only a page of ours may send a form: browsers say where a request comes from."""
    headers = request.headers
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site not in (None, "same-origin", "none") or (origin and urlsplit(origin).netloc != headers.get("host")):
        raise _Told(403, "This does not work", "The form came from another site.")


def _network(client: str) -> str:
    """The network that a client belongs to: a household's or an office's, not one address of it."""
    return ":".join(client.split(":")[:4]) if ":" in client else ".".join(client.split(".")[:3])


def _one_of(value: str, allowed: tuple[str, ...]) -> str:
    if value not in allowed:
        raise _Told(400, "Something is missing", f"Expected one of: {', '.join(allowed)}.")
    return value


def _wish(kind: str, value: str) -> store.StoredAlert:
    return store.StoredAlert(id=0, kind=kind, value=value, shifts_only=False, frequency="daily", note="", paused=False)


def _about(public: Any, alert: store.StoredAlert) -> str:
    why = prepare(alert, names=known.names(public), redirects=known.redirects(public)).why
    return why.removeprefix("you follow ").removeprefix("your ")


def _exported(reader: store.Subscriber, alerts: list[store.StoredAlert]) -> Response:
    own = {
        "address": reader.address,
        "name": reader.name,
        "state": reader.state,
        "alerts": [
            {"kind": a.kind, "value": a.value, "shifts_only": a.shifts_only, "frequency": a.frequency, "note": a.note}
            for a in alerts
        ],
    }
    return Response(json.dumps(own, indent=2, ensure_ascii=False), headers={}, content_type="application/json")
