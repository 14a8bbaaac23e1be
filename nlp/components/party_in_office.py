"""Which party is in office at Westminster on an article's day."""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date
from itertools import pairwise

from records.bodies import first_day, register
from records.posts import Holding, posts

_OUT_OF_OFFICE = re.compile(r"\b(?:shadow|former|ex|opposition|leader|tory|conservative|labour|lib)\b", re.IGNORECASE)


def party_in_office(published: str | None, people: Iterable[tuple[str, str]]) -> str | None:
    """The name of the prime minister's party on that day; None where nothing tells it.

    ``people`` are the names and roles of those whom the article mentions: an undated one tells it by its ministers.
    """
    try:
        day = date.fromisoformat((published or "")[:10])
    except ValueError:
        party_id = _told_by(people)
    else:
        party_id = next((each.party_id for each in posts().holdings if _is_first(each) and each.held_on(day)), None)
    found = register().get(party_id) if party_id else None
    return found.name if found is not None else None


def took_office(day: date) -> date | None:
    """The day, not after ``day``, on which the party in office at Westminster last changed; None before the first."""
    held = sorted((each for each in posts().holdings if _is_first(each)), key=lambda each: first_day(each.from_on))
    changes = [
        first_day(after.from_on)
        for before, after in pairwise(held)
        if before.party_id != after.party_id and first_day(after.from_on) <= day
    ]
    return changes[-1] if changes else None


def _is_first(holding: Holding) -> bool:
    return holding.title == "Prime Minister"


def _told_by(people: Iterable[tuple[str, str]]) -> str | None:
    """The party of most of those named who were ministers at some time, and are not told to be out of office."""
    counted: Counter[str] = Counter()
    led = {each.party_id for each in posts().holdings if _is_first(each)}
    for name, role in people:
        if _OUT_OF_OFFICE.search(role):
            continue
        for party in {each.party_id for each in posts().of(name) if not each.is_seat and each.party_id in led}:
            counted[party] += 3 if "prime minister" in role.lower() else 1
    return max(counted, key=lambda party: counted[party], default=None)
