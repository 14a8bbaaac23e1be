"""What readers change on their own page, and all that is kept of them."""

from collections.abc import Sequence
from typing import Any

from sqlite_utils import Database

from db.connect import immediate, named_sql
from db.subscribers import store
from db.subscribers.webhooks import webhook_of

_LONGEST_TEXT = 200  # characters of a note, or of what is left out


def change_alert(
    db: Database,
    subscriber_id: int,
    alert_id: int,
    *,
    frequency: str,
    shifts_only: bool = False,
    stages: Sequence[str] = (),
    without: str = "",
    note: str = "",
) -> None:
    """Change how one alert is told. Another reader's alert stays as it is. Raises BadAlert."""
    if frequency not in store.FREQUENCIES:
        raise store.BadAlert(f"an alert's frequency is one of {', '.join(store.FREQUENCIES)}, got {frequency!r}")
    row = {
        "subscriber_id": subscriber_id,
        "alert_id": alert_id,
        "frequency": frequency,
        "shifts_only": int(shifts_only),
        "stages": store.joined_stages(stages),
        "without": store.one_text(without, longest=_LONGEST_TEXT),
        "note": store.one_text(note, longest=_LONGEST_TEXT),
    }
    with immediate(db):
        db.conn.execute(named_sql("subscribers/change_alert"), row)


def set_tell_nothing(db: Database, subscriber_id: int, *, wanted: bool) -> None:
    """Whether the reader gets a mail when there is nothing new."""
    with immediate(db):
        row = {"subscriber_id": subscriber_id, "wanted": int(wanted)}
        db.conn.execute(named_sql("subscribers/set_tell_nothing"), row)


def all_of(db: Database, reader: store.Subscriber) -> dict[str, Any]:
    """All that is kept of a reader, for themselves; the words of mails are in their mailbox."""
    own = {"subscriber_id": reader.id}
    rows = db.query(named_sql("subscribers/subscriber"), own)
    created_at = next(iter(rows))["created_at"]
    alerts = list(db.query(named_sql("subscribers/alerts_of"), own))
    hook = webhook_of(db, reader.id)
    told = db.query(named_sql("subscribers/told_of"), own)
    return {
        "address": reader.address,
        "name": reader.name,
        "state": reader.state,
        "since": created_at,
        "told when nothing is new": reader.tell_nothing,
        "alerts": [
            {key: value for key, value in alert.items() if key not in ("id", "subscriber_id")} for alert in alerts
        ],
        "webhook": hook.url if hook else None,
        "webhook in place of the mail": bool(hook and hook.alone),
        "asked for and not confirmed": list(db.query(named_sql("subscribers/open_links_of"), own)),
        "digests": list(db.query(named_sql("subscribers/digests_of"), own)),
        "told": list(told),
        "told of stages": list(db.query(named_sql("subscribers/moves_of"), own)),
        "mails that came back": list(db.query(named_sql("subscribers/bounces_of"), own)),
    }
