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
from urllib.parse import quote

from datasette_config import guarding
from datasette_config.allowance import Allowance
from datasette_config.compat import Request, Response
from datasette_config.mail_forms import Receive, Scope, Told, network_of, one_of, read_form, refuse_other_sites
from datasette_config.previewing import Previews
from datasette_config.rendering import Site
from db.connect import open_database
from db.public.migrations import migrations as public_schema
from db.subscribers import changing, store, webhooks
from db.subscribers.addresses import BadAddress
from digests.alerts import SEARCHED
from digests.run import deliver
from digests.settings import DigestSettings
from digests.signing_up import EVERY, about_alert, ask, ask_for_address, confirm, told_how
from digests.webhooks import BadWebhook, checked_url
from records.vocab import Stage

logger = logging.getLogger(__name__)

Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

_PREFIX = "/alerts/"
_OFTEN = tuple((frequency, EVERY[frequency]) for frequency in ("daily", "weekly", "immediate"))
_NO_PAGE = ("There is no such page", "Perhaps the link was cut in two by your mail program.")
_NO_ADDRESS = ("That is no mail address", "Go back, and give one address like ann@union.example.")
_NO_LINK = ("This link no longer works", "Nobody gets mails under it.")
#: The alerts of which a reader may want the moves alone.
_MOVING = ("policy", "body", "person", "topic", "search", "all")


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Where the mail pages find readers, news and the way out."""

    subscribers_path: Path
    public_path: Path
    digests: DigestSettings
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)


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
        self._looking = Allowance(burst=20, a_second=1 / 5)
        self._previews = Previews()
        self._underway: set[asyncio.Future[Any]] = set()

    async def answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; whatever goes wrong, no address and no token is logged."""
        method = scope["method"]
        refused = guarding.refusal({**scope, "method": "GET"}, self.site.settings)
        try:
            if refused is not None:
                raise Told(refused[0], "This does not work", refused[1])
            if method not in ("GET", "HEAD", "POST"):
                raise Told(405, "This does not work", "These pages are read or sent.")
            request = Request(scope, receive)
            form = await read_form(scope, receive) if method == "POST" else {}
            response = await self._page(request, form)
        except Told as told:
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
            refuse_other_sites(request)
        if name == "new" and not token:
            if posted:
                self._allow(request, self._asking)
                response = await asyncio.to_thread(self._ask, form)
                self._send_soon()
                return response
            self._allow(request, self._looking)
            return await asyncio.to_thread(self._new, request)
        export = token.endswith(".json")
        token = token.removesuffix(".json")
        if name == "confirm" and token:
            response = await asyncio.to_thread(self._confirm, token, posted)
            if posted:
                self._send_soon()
            return response
        if name == "stop" and token:
            token, _, alert = token.partition("/")
            if alert and not alert.isdecimal():
                raise Told(404, *_NO_PAGE)
            return await asyncio.to_thread(self._stop, token, int(alert[:18]) if alert else None, posted)
        if name == "of" and token:
            response = await asyncio.to_thread(self._own, token, form if posted else None, export)
            if form.get("action") == "move":
                self._send_soon()
            return response
        raise Told(404, *_NO_PAGE)

    def _allow(self, request: Request, allowance: Allowance) -> None:
        client = (request.scope.get("client") or ("",))[0]
        if allowance.seconds_to_wait(network_of(client), now=time.monotonic()):
            raise Told(429, "Too many at once", "Please try again in a few minutes.")

    # ------------------------------------------------------------ signing up

    def _new(self, request: Request) -> Response:
        kind = one_of(request.args.get("kind") or "all", store.KINDS)
        value = (request.args.get("value") or "")[:400]
        alert = _wish(kind, value)
        public = open_database(self.desk.public_path, public_schema)
        try:
            about = about_alert(public, alert)
            seen = self._previews.of(public, alert, now=self.desk.clock())
        finally:
            public.close()
        return self._render(
            "alert_new.html", alert=alert, about=about, seen=seen, often=_OFTEN, stages=tuple(Stage), moving=_MOVING
        )

    def _ask(self, form: dict[str, str]) -> Response:
        kind, value = _aside(one_of(form.get("kind", ""), store.KINDS), form.get("value", ""), form.get("what", ""))
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
                shifts_only=form.get("what") == "moves",
                stages=_stages(form),
                now=self.desk.clock(),
                settings=self.desk.digests,
            )
        except BadAddress:
            raise Told(400, *_NO_ADDRESS) from None
        except store.BadAlert:
            raise Told(400, "Something is missing", "Go back, and say what you want to follow and how often.") from None
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
            return self._render("alert_button.html", heading="Confirm your address", button="Confirm", words="")
        subscribers = store.open_subscribers(self.desk.subscribers_path)
        try:
            reader = confirm(subscribers, token, now=self.desk.clock(), settings=self.desk.digests)
        finally:
            subscribers.close()
        if reader is None:
            raise Told(404, "This link no longer works", "It was used already, or is older than seven days.")
        return _to_own_page(reader)

    # ------------------------------------------------------------ stopping and changing

    def _stop(self, token: str, alert_id: int | None, posted: bool) -> Response:
        """End one alert, or all. What is gone already is gone: a second click is no error."""
        subscribers = store.open_subscribers(self.desk.subscribers_path)
        public = open_database(self.desk.public_path, public_schema)
        try:
            reader = store.subscriber_by_token(subscribers, token)
            if reader is None:
                raise Told(404, *_NO_LINK)
            if posted:
                store.unsubscribe(subscribers, token, alert_id=alert_id)
            own = {alert.id: alert for alert in store.alerts_of(subscribers, reader.id)}
            about = about_alert(public, own[alert_id]) if alert_id in own else ""
        finally:
            subscribers.close()
            public.close()
        if posted:
            words = "You will get no more alerts." if alert_id is None else "You will get no more mails on this."
            return self._told("Stopped", words)
        if alert_id is not None and not about:
            return self._told("Stopped", "This alert was stopped already.")
        return self._render(
            "alert_button.html",
            heading="Stop all your alerts?" if alert_id is None else "Stop this alert?",
            button="Stop all" if alert_id is None else "Stop",
            words=f"You follow {about}." if about else "",
            other=(f"{_PREFIX}of/{quote(token, safe='')}", "Change or stop single ones"),
        )

    def _own(self, token: str, form: dict[str, str] | None, export: bool) -> Response:
        subscribers = store.open_subscribers(self.desk.subscribers_path)
        public = open_database(self.desk.public_path, public_schema)
        try:
            reader = store.subscriber_by_token(subscribers, token)
            if reader is None:
                raise Told(404, *_NO_LINK)
            if form is not None:
                return self._change(subscribers, reader, form)
            if export:
                return Response(
                    json.dumps(changing.all_of(subscribers, reader), indent=2, ensure_ascii=False),
                    headers={},
                    content_type="application/json",
                )
            hook = webhooks.webhook_of(subscribers, reader.id)
            shown = [(alert, about_alert(public, alert)) for alert in store.alerts_of(subscribers, reader.id)]
        finally:
            subscribers.close()
            public.close()
        return self._render(
            "alerts_of.html",
            reader=reader,
            alerts=shown,
            often=_OFTEN,
            how=told_how,
            stages=tuple(Stage),
            moving=_MOVING,
            hook=hook,
            token=token,
        )

    def _change(self, subscribers: Any, reader: store.Subscriber, form: dict[str, str]) -> Response:
        action, alert = form.get("action", ""), int(form["alert"][:18]) if form.get("alert", "").isdecimal() else 0
        if action == "forget" and form.get("sure") != "yes":
            return self._render(
                "alert_button.html",
                heading="Stop all and delete your address?",
                button="Delete all",
                words="Your address and everything kept with it are deleted at once, and cannot be brought back.",
                fields={"action": action, "sure": "yes"},
                other=(_own_page(reader), "Keep them"),
            )
        if action == "forget":
            store.forget(subscribers, reader.id)
            return self._told("Forgotten", "Your address and everything kept with it are deleted.")
        if action == "move":
            return self._move(subscribers, reader, form.get("address", ""))
        if action == "hook":
            return self._hook(subscribers, reader, form.get("url", ""), alone=form.get("alone") == "yes")
        if action in ("pause", "go on"):
            store.pause(subscribers, reader.id, alert, paused=action == "pause")
        elif action == "stop":
            store.unsubscribe(subscribers, reader.unsubscribe_token, alert_id=alert)
        elif action == "unhook":
            webhooks.drop_webhook(subscribers, reader.id, now=self.desk.clock())
        elif action == "nothing":
            changing.set_tell_nothing(subscribers, reader.id, wanted=form.get("tell_nothing") == "yes")
        elif action == "change":
            changing.change_alert(
                subscribers,
                reader.id,
                alert,
                frequency=one_of(form.get("frequency", ""), store.FREQUENCIES),
                shifts_only=form.get("what") == "moves",
                stages=_stages(form),
                without=form.get("without", ""),
                note=form.get("note", ""),
            )
        return _to_own_page(reader)

    def _hook(self, subscribers: Any, reader: store.Subscriber, url: str, *, alone: bool) -> Response:
        try:
            webhooks.set_webhook(subscribers, reader.id, checked_url(url), now=self.desk.clock(), alone=alone)
        except BadWebhook as error:
            raise Told(400, "Nothing can be posted there", f"Go back: {error}.") from None
        return _to_own_page(reader)

    def _move(self, subscribers: Any, reader: store.Subscriber, address: str) -> Response:
        try:
            ask_for_address(subscribers, reader, address, now=self.desk.clock(), settings=self.desk.digests)
        except BadAddress:
            raise Told(400, *_NO_ADDRESS) from None
        return self._told(
            "Check your e-mail",
            "A mail with a link is on its way to the new address. Until you follow it, your alerts go to the old one.",
        )

    # ------------------------------------------------------------ answering

    def _render(self, template: str, *, status: int = 200, **context: Any) -> Response:
        body = self.site.templates.get_template(template).render(
            canonical=self.site.settings.base_url, here=_PREFIX, indexed=False, made=None, **context
        )
        return Response(body, status=status, headers={}, content_type="text/html; charset=utf-8")

    def _told(self, heading: str, words: str, *, status: int = 200) -> Response:
        return self._render("alert_told.html", heading=heading, words=words, status=status)


def _wish(kind: str, value: str) -> store.StoredAlert:
    return store.StoredAlert(id=0, kind=kind, value=value, shifts_only=False, frequency="daily", note="", paused=False)


def _stages(form: dict[str, str]) -> list[str]:
    """The stages that are ticked."""
    return [stage.value for stage in Stage if form.get(f"stage:{stage}")]


def _aside(kind: str, value: str, what: str) -> tuple[str, str]:
    """(kind, value) of an alert that tells of nothing but consultations, Parliament's questions, or sides taken."""
    if what == "consultations" and kind in ("body", "topic", "all"):
        return "consultation", value
    if what == "questions" and kind in ("body", "topic", "search", "all"):
        return "question", f"{SEARCHED}{value}" if kind == "search" else value
    if what.startswith("stance:") and kind in ("body", "person"):
        return "stance", f"{value}{what.removeprefix('stance')}"
    return kind, value


def _to_own_page(reader: store.Subscriber) -> Response:
    return Response("", status=303, headers={"location": _own_page(reader)}, content_type="text/plain")


def _own_page(reader: store.Subscriber) -> str:
    return f"{_PREFIX}of/{quote(reader.unsubscribe_token, safe='')}"
