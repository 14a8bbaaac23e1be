"""Signing up: what a reader will get, the link that confirms it, and what they have."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import quote

from sqlite_utils import Database

from db import news as known
from db.search_query import SearchQuery, parse
from db.search_results import CLOSE, OPEN, hits, resolve
from db.subscribers import ledger, store
from db.subscribers.addresses import one_address
from digests.alerts import AlertKind, in_quotes, prepare, searches_of
from digests.cleaning import one_line
from digests.gathering import gather
from digests.matching import Entry, select
from digests.rendering import message_id, render_link
from digests.settings import DigestSettings
from records.dates import LONDON
from records.signatures import text_hash

#: The alerts that a filter of the search stands for.
_FILTERS = (AlertKind.BODY, AlertKind.PERSON, AlertKind.TOPIC, AlertKind.SOURCE)
_LONGEST_WORDS = 80  # of a search, in a mail to an address that is not confirmed
_LIKE_A_LINK = re.compile(r"[@/]|\w\.\w")
EVERY = {
    "immediate": "as it happens, gathered for five minutes",
    "daily": "every morning at eight",
    "weekly": "on Saturday morning at eight",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What an alert would have brought."""

    last_week: int  # shifts and articles
    last_month: int
    last: str = ""  # what the newest is called, however long ago it was
    last_on: str = ""


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
        searches=searches_of(alert),
    )
    wanted = [prepare(alert, names=known.names(public), redirects=known.redirects(public))]
    entries = select(window.news, wanted, since=month, until=now)
    window.found.close()
    newest = max(entries, key=lambda entry: entry.newest, default=None)
    if newest is not None:
        title, day = newest.title, newest.newest.astimezone(LONDON).date().isoformat()
    else:
        title, day = _last_before(public, alert)
    return Preview(
        last_week=_items(select(window.news, wanted, since=week, until=now)),
        last_month=_items(entries),
        last=one_line(title),
        last_on=day,
    )


def _last_before(public: Database, alert: store.StoredAlert) -> tuple[str, str]:
    """Title and day of the last thing that the alert would ever have brought, where that is found at once."""
    if alert.kind == AlertKind.POLICY:
        policy = known.policies_now(public, [alert.value]).get(alert.value)
        return (policy["title"], policy["last_on"]) if policy else ("", "")
    query = parse(alert.value)
    if alert.kind in _FILTERS:
        query = SearchQuery().plus(alert.kind, alert.value)
    elif alert.kind != AlertKind.SEARCH:
        return "", ""
    found = hits(public.conn, resolve(public.conn, query), "article", limit=1) if query else []
    title = found[0]["title"].replace(OPEN, "").replace(CLOSE, "") if found else ""
    return title, found[0]["happened_on"][:10] if found else ""


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
    stages: Sequence[str] = (),
) -> None:
    """Mail a link that confirms the wish. Raises BadAddress or BadAlert.

    What is answered does not depend on whether the address is known, or had too many links today.
    """
    signed = store.sign_up(
        subscribers,
        address,
        kind=kind,
        value=value,
        frequency=frequency,
        now=now,
        shifts_only=shifts_only,
        stages=stages,
    )
    if signed.token is None:
        return
    alert = store.StoredAlert(
        id=0,
        kind=kind,
        value=value,
        shifts_only=shifts_only,
        frequency=frequency,
        note="",
        paused=False,
        stages=tuple(stages),
    )
    about = about_alert(public, alert) if _is_fit_for_strangers(value) else "what was searched for"
    said = f"Somebody asked for e-mails to this address about {about}: {told_how(alert)}."
    title = f"Confirm your e-mail alert from {one_line(settings.site_title)}"
    _mail_link(subscribers, one_address(address), signed.token, title=title, said=said, now=now, settings=settings)


def _is_fit_for_strangers(value: str) -> bool:
    """Whether somebody else's words may stand in a mail that nobody asked for yet: few, and no link among them."""
    return len(value) <= _LONGEST_WORDS and not _LIKE_A_LINK.search(value)


def ask_for_address(
    subscribers: Database, reader: store.Subscriber, address: str, *, now: datetime, settings: DigestSettings
) -> None:
    """Mail a link to the address that the reader would have instead of theirs. Raises BadAddress.

    Until it is followed, mails go where they went. What is answered does not depend on whether it is known.
    """
    token = store.ask_for_address(subscribers, reader.id, address, now=now)
    if token is None:
        return
    title = f"Confirm your new address for {one_line(settings.site_title)}"
    said = "Somebody asked for their e-mail alerts to go to this address from now on."
    _mail_link(subscribers, one_address(address), token, title=title, said=said, now=now, settings=settings)


def confirm(subscribers: Database, token: str, *, now: datetime, settings: DigestSettings) -> store.Subscriber | None:
    """The reader whom the link confirms; None for a link unknown, used or too old.

    One who moved to another address is told so at the old one, in case it was not them. That mail holds no link.
    """

    def goodbye(before: store.Subscriber) -> ledger.Mail:
        key = f"moved:{before.id}:{text_hash(token)}"
        site = one_line(settings.site_title)
        message = render_link(
            before.address,
            title=f"Your e-mail alerts from {site} go to another address now",
            said=[
                "By a link that was mailed to the new address, the alerts that went here go there from now on. "
                "Nothing more is sent to this one.",
                f"If it was not you who asked for that, write to {settings.from_address}.",
            ],
            link="",
            key=key,
            made_at=now,
            settings=settings,
        )
        mail_id = message_id(key, settings)
        return ledger.Mail(key=key, message_id=mail_id, recipient=before.address, message=message)

    return store.confirm(subscribers, token, now=now, goodbye=goodbye)


def _mail_link(
    subscribers: Database,
    recipient: str,
    token: str,
    *,
    title: str,
    said: str,
    now: datetime,
    settings: DigestSettings,
) -> None:
    key = f"confirm:{text_hash(token)}"
    message = render_link(
        recipient,
        title=title,
        said=[one_line(said, longest=700)],
        link=settings.confirm_page + quote(token, safe=""),
        key=key,
        made_at=now,
        settings=settings,
    )
    mail = ledger.Mail(key=key, message_id=message_id(key, settings), recipient=recipient, message=message)
    ledger.queue_mail(subscribers, mail, now=now)


def about_alert(public: Database, alert: store.StoredAlert) -> str:
    """What an alert follows, in words that go on a sentence: "the policy “…”"."""
    if alert.kind == AlertKind.SEARCH:
        return f"what a search for {in_quotes(alert.value)} finds"
    why = prepare(alert, names=known.names(public), redirects=known.redirects(public)).why
    return why.removeprefix("you follow ")


def told_how(alert: store.StoredAlert) -> str:
    """How often, and what of it: "every morning at eight, and only when a policy moves"."""
    often = EVERY[alert.frequency]
    if alert.stages:
        return f"{often}, and only when a policy moves to {' or '.join(f'“{stage}”' for stage in alert.stages)}"
    return often + (", and only when a policy moves" if alert.shifts_only else "")
