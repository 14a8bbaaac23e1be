"""What an alert would have brought, for the form that asks for it: one at a time, kept while nothing new is published.

It looks through a month of news, so many visitors must not make it do so side by side.
"""

import threading
from collections import OrderedDict
from datetime import datetime
from typing import Any

from db.news import snapshot_made_at
from db.subscribers.store import StoredAlert
from digests.signing_up import Preview, preview

_KEPT = 500


class Previews:
    """Previews by alert, as long as nothing new is published and the day lasts."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, str, str, str], Preview] = OrderedDict()
        self._one_at_a_time = threading.Lock()

    def of(self, public: Any, alert: StoredAlert, *, now: datetime) -> Preview:
        """What the alert would have brought until now."""
        key = (alert.kind, alert.value, snapshot_made_at(public), now.date().isoformat())
        with self._one_at_a_time:
            if key not in self._kept:
                self._kept[key] = preview(public, alert, now=now)
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
            return self._kept[key]
