"""Who asked to be told what: readers, their alerts, and the links that confirm and end them."""

import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from db.connect import immediate, named_sql, open_database
from db.subscribers.addresses import mailbox_of, one_address
from db.subscribers.ledger import Mail, add_mail
from db.subscribers.migrations import migrations
from db.subscribers.suppression import is_suppressed
from records.signatures import text_hash
from records.vocab import Stage

FREQUENCIES = ("immediate", "daily", "weekly")
KINDS = ("policy", "body", "person", "topic", "stage", "source", "search", "stance", "consultation", "question", "all")
_WITHOUT_A_VALUE = ("all", "consultation", "question")  # what may be followed as a whole
_LONGEST_VALUE = 400  # characters, as of a search
_LONGEST_NOTE = 200
_LINK_VALID = timedelta(days=7)
_ADDRESS = "address"  # what a link confirms that gives a reader another address
_LINKS_A_DAY = 3  # so that nobody can fill another's mailbox with them


class BadAlert(ValueError):
    """Nobody can be told that; the message says what is wanted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscriber:
    """A reader as stored."""

    id: int
    address: str
    name: str
    state: str  # waiting | active | paused | gone
    unsubscribe_token: str
    tell_nothing: bool = False  # wants a mail when there is nothing new


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredAlert:
    """What a reader asked for, as stored."""

    id: int
    kind: str
    value: str
    shifts_only: bool
    frequency: str
    note: str
    paused: bool
    stages: tuple[str, ...] = ()  # tell of nothing but moves to these
    without: str = ""  # parts of a search; what one of them finds is not told


@dataclass(frozen=True, slots=True, kw_only=True)
class SignUp:
    """What became of a sign-up. ``token`` goes into the mail and nowhere else; None: send no further mail."""

    subscriber_id: int
    token: str | None


def open_subscribers(path: Path) -> Database:
    """The subscribers' database; what is committed survives a power cut."""
    return open_database(path, migrations, synchronous="FULL")


def add_subscriber(db: Database, address: str, *, now: datetime, name: str = "", state: str = "active") -> int:
    """The id of the reader with that address, made if need be. Raises BadAddress."""
    address = one_address(address)
    with immediate(db):
        return _subscriber_id(db, address, now=now, name=name, state=state)


def _subscriber_id(db: Database, address: str, *, now: datetime, name: str, state: str) -> int:
    row = {"address": address, "name": name, "state": state, "now": now.isoformat(), "token": secrets.token_urlsafe(32)}
    db.conn.execute(named_sql("subscribers/add_subscriber"), row)
    found = db.conn.execute(named_sql("subscribers/subscriber_by_address"), {"address": address}).fetchone()
    return int(found[0])


def add_alert(
    db: Database,
    subscriber_id: int,
    *,
    kind: str,
    value: str,
    frequency: str,
    now: datetime,
    shifts_only: bool = False,
    stages: Sequence[str] = (),
    without: str = "",
    note: str = "",
) -> int:
    """The alert's id. Asking for the same again is no second alert. Raises BadAlert."""
    value = checked_alert(kind, value, frequency)
    row: dict[str, Any] = {
        "subscriber_id": subscriber_id,
        "kind": kind,
        "value": value,
        "frequency": frequency,
        "shifts_only": int(shifts_only),
        "stages": joined_stages(stages),
        "without": one_text(without, longest=_LONGEST_VALUE),
        "note": one_text(note, longest=_LONGEST_NOTE),
        "now": now.isoformat(),
    }
    with immediate(db):
        db.conn.execute(named_sql("subscribers/add_alert"), row)
        return int(db.conn.execute(named_sql("subscribers/alert_id"), row).fetchone()[0])


def checked_alert(kind: str, value: str, frequency: str) -> str:
    """The value as it is stored. Raises BadAlert."""
    if kind not in KINDS:
        raise BadAlert(f"an alert's kind is one of {', '.join(KINDS)}, got {kind!r}")
    if frequency not in FREQUENCIES:
        raise BadAlert(f"an alert's frequency is one of {', '.join(FREQUENCIES)}, got {frequency!r}")
    value = one_text(value, longest=_LONGEST_VALUE)
    if not value and kind not in _WITHOUT_A_VALUE:
        raise BadAlert(f"an alert on a {kind} says which one")
    return "" if kind == "all" else value


def one_text(text: str, *, longest: int) -> str:
    """The text on one line, cut where it is too long."""
    return " ".join(text.split())[:longest]


def joined_stages(stages: Sequence[str]) -> str:
    """Stages as they are stored, in the order of the vocabulary. Raises BadAlert for a word that is none."""
    unknown = [stage for stage in stages if stage not in set(Stage)]
    if unknown:
        raise BadAlert(f"a stage is one of {', '.join(Stage)}, got {unknown[0]!r}")
    return ",".join(stage for stage in Stage if stage in stages)


def stored_alert(row: Mapping[str, Any]) -> StoredAlert:
    """A row of the alerts."""
    return StoredAlert(
        id=row["id"],
        kind=row["kind"],
        value=row["value"],
        shifts_only=bool(row["shifts_only"]),
        frequency=row["frequency"],
        note=row["note"],
        paused=bool(row["paused"]),
        stages=tuple(filter(None, row["stages"].split(","))),
        without=row["without"],
    )


def alerts_of(db: Database, subscriber_id: int) -> list[StoredAlert]:
    """A reader's alerts, oldest first."""
    rows = db.query(named_sql("subscribers/alerts_of"), {"subscriber_id": subscriber_id})
    return [stored_alert(row) for row in rows]


def subscriber_by_token(db: Database, token: str) -> Subscriber | None:
    """The reader whose mails hold that token in their links."""
    for row in db.query(named_sql("subscribers/subscriber_by_token"), {"token": token}):
        return _subscriber(row)
    return None


def subscriber_by_address(db: Database, address: str) -> Subscriber | None:
    """The reader with that address. Raises BadAddress."""
    for row in db.query(named_sql("subscribers/subscriber_by_address"), {"address": one_address(address)}):
        return _subscriber(row)
    return None


def _subscriber(row: dict[str, Any]) -> Subscriber:
    own = {key: row[key] for key in ("id", "address", "name", "state", "unsubscribe_token")}
    return Subscriber(**own, tell_nothing=bool(row["tell_nothing"]))


# ---------------------------------------------------------------- confirming and ending


def sign_up(
    db: Database,
    address: str,
    *,
    kind: str,
    value: str,
    frequency: str,
    now: datetime,
    shifts_only: bool = False,
    stages: Sequence[str] = (),
) -> SignUp:
    """Keep what somebody asks for until the mailed link is followed. Raises BadAddress or BadAlert.

    Whether an address was known does not show: a known one gets a link too, and at most three a day.
    """
    address = one_address(address)
    value = checked_alert(kind, value, frequency)
    wish = {"kind": kind, "value": value, "shifts_only": int(shifts_only), "stages": joined_stages(stages)}
    with immediate(db):
        if is_suppressed(db, address):  # and so is not kept for a day
            return SignUp(subscriber_id=0, token=None)
        subscriber_id = _subscriber_id(db, address, now=now, name="", state="waiting")
        token = _new_link(db, subscriber_id, {**wish, "frequency": frequency}, address=address, now=now)
    return SignUp(subscriber_id=subscriber_id, token=token)


def ask_for_address(db: Database, subscriber_id: int, address: str, *, now: datetime) -> str | None:
    """The token of a link that gives the reader another address; None: send no further mail. Raises BadAddress."""
    address = one_address(address)
    wish = {"kind": _ADDRESS, "value": address, "shifts_only": 0, "stages": "", "frequency": ""}
    with immediate(db):
        return _new_link(db, subscriber_id, wish, address=address, now=now)


def _new_link(db: Database, subscriber_id: int, wish: Mapping[str, Any], *, address: str, now: datetime) -> str | None:
    """The token of a new link; None where the reader or the mailbox had enough of them today, or wants none ever."""
    since = (now - timedelta(days=1)).isoformat()
    row = {"subscriber_id": subscriber_id, "mailbox": mailbox_of(address), "since": since}
    if is_suppressed(db, address):
        return None
    if db.conn.execute(named_sql("subscribers/count_confirmations"), row).fetchone()[0] >= _LINKS_A_DAY:
        return None
    token = secrets.token_urlsafe(32)
    dated = {"now": now.isoformat(), "expires_at": (now + _LINK_VALID).isoformat()}
    db.conn.execute(
        named_sql("subscribers/add_confirmation"),
        {**wish, **dated, "token_hash": text_hash(token), "subscriber_id": subscriber_id},
    )
    return token


def confirm(
    db: Database, token: str, *, now: datetime, goodbye: Callable[[Subscriber], Mail] | None = None
) -> Subscriber | None:
    """The reader whom the link confirms, now active and with the alert; None for a link unknown, used or too old.

    ``goodbye``: the mail that tells a reader at their old address of a new one.
    """
    row = {"token_hash": text_hash(token), "now": now.isoformat()}
    with immediate(db):
        found = db.conn.execute(named_sql("subscribers/confirmation"), row).fetchone()
        if found is None:
            return None
        subscriber_id, kind, value, shifts_only, stages, frequency = found
        db.conn.execute(named_sql("subscribers/use_confirmation"), row)
        if kind == _ADDRESS:
            before = _subscriber_by_id(db, subscriber_id)
            _move(db, subscriber_id, value, now=now)
            if goodbye is not None and before.state == "active" and before.address != value:
                add_mail(db, goodbye(before), digest_id=None, now=now)
            return _subscriber_by_id(db, subscriber_id)
        _set_state(db, subscriber_id, "active")
        alert = {"subscriber_id": subscriber_id, "kind": kind, "value": value, "frequency": frequency}
        told = {"shifts_only": shifts_only, "stages": stages, "without": "", "note": "", "now": now.isoformat()}
        db.conn.execute(named_sql("subscribers/add_alert"), alert | told)
    return _subscriber_by_id(db, subscriber_id)


def _move(db: Database, subscriber_id: int, address: str, *, now: datetime) -> None:
    """Give the reader another address; a reader who had it is the same person, and becomes one with them."""
    row = {"subscriber_id": subscriber_id, "address": address, "now": now.isoformat()}
    row |= {"old_address": _subscriber_by_id(db, subscriber_id).address}
    other = db.conn.execute(named_sql("subscribers/subscriber_by_address"), row).fetchone()
    if other is not None and other[0] != subscriber_id:
        both = {"subscriber_id": subscriber_id, "other_id": other[0]}
        for query in ("take_over_alerts", "take_over_digests", "take_over_told", "take_over_moves"):
            db.conn.execute(named_sql(f"subscribers/{query}"), both)
        db.conn.execute(named_sql("subscribers/delete_subscriber"), {"subscriber_id": other[0]})
    for query in ("set_address", "move_mails", "forget_other_addresses", "forget_bounces"):
        db.conn.execute(named_sql(f"subscribers/{query}"), row)


def _subscriber_by_id(db: Database, subscriber_id: int) -> Subscriber:
    return _subscriber(next(iter(db.query(named_sql("subscribers/subscriber"), {"subscriber_id": subscriber_id}))))


def unsubscribe(db: Database, token: str, *, alert_id: int | None = None, until: datetime | None = None) -> bool:
    """End one alert of the reader with that token, or all; False for an unknown token. Doing it again is no error.

    ``until``: end no alert that they asked for after that.
    """
    with immediate(db):
        found = db.conn.execute(named_sql("subscribers/subscriber_by_token"), {"token": token}).fetchone()
        if found is None:
            return False
        row = {"subscriber_id": found[0], "alert_id": alert_id, "until": until.isoformat() if until else None}
        db.conn.execute(named_sql("subscribers/drop_alerts" if alert_id is None else "subscribers/drop_alert"), row)
    return True


def pause(db: Database, subscriber_id: int, alert_id: int, *, paused: bool) -> None:
    """Pause one alert, or go on with it."""
    with immediate(db):
        db.conn.execute(
            named_sql("subscribers/pause_alert"),
            {"subscriber_id": subscriber_id, "alert_id": alert_id, "paused": int(paused)},
        )


def set_state(db: Database, subscriber_id: int, state: str) -> None:
    """Set a reader's state: active, paused, gone."""
    with immediate(db):
        _set_state(db, subscriber_id, state)


def _set_state(db: Database, subscriber_id: int, state: str) -> None:
    db.conn.execute(named_sql("subscribers/set_state"), {"subscriber_id": subscriber_id, "state": state})


def forget(db: Database, subscriber_id: int) -> None:
    """Delete a reader with their alerts, digests and mails."""
    with immediate(db):
        db.conn.execute(named_sql("subscribers/delete_subscriber"), {"subscriber_id": subscriber_id})
        db.conn.execute(named_sql("subscribers/forget_mails"))


def forget_unconfirmed(db: Database, *, now: datetime) -> int:
    """Delete those whose link ran out unused; how many they were."""
    with immediate(db):
        before = (now - _LINK_VALID).isoformat()
        dropped = int(db.conn.execute(named_sql("subscribers/drop_unconfirmed"), {"before": before}).rowcount)
        db.conn.execute(named_sql("subscribers/forget_links"), {"now": now.isoformat()})
        db.conn.execute(named_sql("subscribers/forget_mails"))
    return dropped


def forget_idle(db: Database, *, now: datetime, after: timedelta) -> int:
    """Delete those who for so long had no alert, or could not be reached; how many they were."""
    row = {"now": now.isoformat(), "before": (now - after).isoformat()}
    with immediate(db):
        for query in ("mark_in_use", "mark_idle"):
            db.conn.execute(named_sql(f"subscribers/{query}"), row)
        dropped = int(db.conn.execute(named_sql("subscribers/drop_idle"), row).rowcount)
        db.conn.execute(named_sql("subscribers/forget_mails"))
    return dropped


# ---------------------------------------------------------------- who is told


def all_alerts(db: Database) -> list[StoredAlert]:
    """Every alert that is not paused, of those who have confirmed."""
    return [stored_alert(row) for row in db.query(named_sql("subscribers/all_alerts"))]


def readers_by_state(db: Database) -> list[dict[str, Any]]:
    """How many readers stand in which state, with their alerts."""
    return list(db.query(named_sql("subscribers/readers_by_state")))


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """An active reader with the alerts that are to be served at one frequency."""

    subscriber_id: int
    address: str
    unsubscribe_token: str
    alerts: tuple[StoredAlert, ...]
    tell_nothing: bool = False
    has_webhook: bool = False
    hook_alone: bool = False  # digests go there in place of the mail


def addressees(db: Database, frequency: str) -> Iterator[Addressee]:
    """Every active reader who has alerts at that frequency that are not paused."""
    rows = list(db.query(named_sql("subscribers/active_alerts"), {"frequency": frequency}))
    by_reader: dict[int, list[dict[str, Any]]] = {}
    for row in rows:
        by_reader.setdefault(row["subscriber_id"], []).append(row)
    for subscriber_id, own in by_reader.items():
        yield Addressee(
            subscriber_id=subscriber_id,
            address=own[0]["address"],
            unsubscribe_token=own[0]["unsubscribe_token"],
            alerts=tuple(stored_alert(row) for row in own),
            tell_nothing=bool(own[0]["tell_nothing"]),
            has_webhook=own[0]["hook_alone"] is not None,
            hook_alone=bool(own[0]["hook_alone"]),
        )
