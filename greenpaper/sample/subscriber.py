"""The reader of the demo: a union officer who wants to hear of one matter every morning."""

from datetime import datetime
from pathlib import Path

from db.subscribers.store import add_alert, add_subscriber, open_subscribers

ADDRESS = "policy@uecp.example"
WANTED = "duty to co-operate"


def enrol(path: Path, *, now: datetime) -> None:
    """Sign the reader up, unless they are."""
    subscribers = open_subscribers(path)
    try:
        reader = add_subscriber(subscribers, ADDRESS, name="UECP policy desk", now=now)
        add_alert(subscribers, reader, kind="search", value=WANTED, frequency="daily", now=now)
    finally:
        subscribers.close()
