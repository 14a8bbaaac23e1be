"""Signing up: what a reader will get, the link that confirms it, and what they have."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import quote

from sqlite_utils import Database

from db import news as known
from db.subscribers import ledger, store
from db.subscribers.addresses import one_address
from digests.alerts import prepare
from digests.cleaning import one_line
from digests.matching import Entry, select
from digests.news import gather
from digests.rendering import message_id, render_link
from digests.settings import DigestSettings
from records.signatures import text_hash

_EVERY = {
    "immediate": "as it happens, gathered for five minutes",
    "daily": "every morning at eight",
    "weekly": "on Saturday morning at eight",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What an alert would have brought."""

    last_week: int  # shifts and articles
    last_month: int
    last: str = ""  # the newest entry's title


def preview(public: Database, alert: store.StoredAlert, *, now: datetime) -> Preview:
    """What the alert would have brought until now, so that a reader sees what they ask for."""
    month, week = now - timedelta(days=30), now - timedelta(days=7)
    window = gather(
        public,
        since=month,
        until=now,
        late_since=month,
        considered=frozenset(),
        tell_late=False,
        searches=[alert.value] if alert.kind == "search" else [],
    )
    wanted = [prepare(alert, names=known.names(public), redirects=known.redirects(public))]
    entries = select(window.news, wanted, since=month, until=now)
    newest = max(entries, key=lambda entry: entry.newest, default=None)
    return Preview(
        last_week=_items(select(window.news, wanted, since=week, until=now)),
        last_month=_items(entries),
        last=one_line(newest.title) if newest else "",
    )


def _items(entries: Iterable[Entry]) -> int:
    return sum(len(entry.shifts) + len(entry.articles) for entry in entries)


def ask(
    public: Database,
    subscribers: Database,
    address: str,
    *,
    kind: str,
    value: str,
    frequency: str,
    now: datetime,
    settings: DigestSettings,
    shifts_only: bool = False,
) -> None:
    """Mail a link that confirms the wish. Raises BadAddress or BadAlert.

    What is answered does not depend on whether the address is known, or had too many links today.
    """
    signed = store.sign_up(
        subscribers, address, kind=kind, value=value, frequency=frequency, now=now, shifts_only=shifts_only
    )
    if signed.token is None:
        return
    alert = store.StoredAlert(
        id=0, kind=kind, value=value, shifts_only=shifts_only, frequency=frequency, note="", paused=False
    )
    wish = prepare(alert, names=known.names(public), redirects=known.redirects(public)).why
    about = wish.removeprefix("you follow ").removeprefix("your ")
    often = _EVERY[frequency] + (", and only when a policy moves" if shifts_only else "")
    key = f"confirm:{text_hash(signed.token)}"
    recipient = one_address(address)
    message = render_link(
        recipient,
        title=f"Confirm your e-mail alert from {one_line(settings.site_title)}",
        said=[one_line(f"Somebody asked for e-mails to this address about {about}: {often}.", longest=700)],
        link=settings.confirm_page + quote(signed.token, safe=""),
        key=key,
        made_at=now,
        settings=settings,
    )
    mail = ledger.Mail(key=key, message_id=message_id(key, settings), recipient=recipient, message=message)
    ledger.queue_mail(subscribers, mail, now=now)
