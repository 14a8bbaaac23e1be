"""A body's predecessors and successors on one line."""

from collections.abc import Iterable, Sequence
from typing import Any


def line_of(
    body_id: str, steps: Sequence[dict[str, Any]], bodies: Iterable[dict[str, Any]]
) -> list[list[dict[str, Any]]]:
    """Columns of bodies, the oldest first; those in one column stood at the same remove. One alone: no line."""
    known = {body["id"]: body for body in bodies}
    place = {body_id: 0}
    frontier = [body_id]
    while frontier:
        nearest = frontier.pop(0)
        for step in steps:
            before, after = step["predecessor_id"], step["successor_id"]
            if after == nearest and before not in place:
                place[before] = place[nearest] - 1
                frontier.append(before)
            if before == nearest and after not in place:
                place[after] = place[nearest] + 1
                frontier.append(after)
    if len(place) == 1:
        return []
    columns: dict[int, list[dict[str, Any]]] = {}
    for item, column in place.items():
        if item in known:
            columns.setdefault(column, []).append({**known[item], "is_this": item == body_id})
    return [sorted(columns[column], key=lambda body: (not body["is_this"], body["name"])) for column in sorted(columns)]
