"""Parliament's Bills API as far as a crawler asks it: the list, each bill, and its stages with their sittings."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

from greenpaper.sample.answers import Answer, Asked, as_json, not_found, robots, whole

HOST = "bills-api.parliament.uk"
_ONE = re.compile(r"/api/v1/Bills/(\d+)(/Stages)?")
_ASSENT = "Royal Assent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A step of a bill, on its day."""

    name: str  # as the API shortens it: "2nd reading"
    house: str
    on: date

    @property
    def over(self) -> datetime:
        """When its day's work is known."""
        return datetime.combine(self.on, time(18), tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bill:
    """A bill with all the stages that it will have."""

    id: int
    title: str
    long_title: str
    stages: tuple[Stage, ...]

    def held(self, clock: datetime) -> list[Stage]:
        """The stages that it has been through at that time."""
        return [stage for stage in self.stages if stage.over <= clock]


@cache
def bills() -> tuple[Bill, ...]:
    """All of them, in the order of their file."""
    table = tomllib.loads(Path(__file__).with_name("bills.toml").read_text(encoding="utf-8"))
    return tuple(Bill(**{**row, "stages": tuple(Stage(**stage) for stage in row["stages"])}) for row in table["bill"])


def parliament(asked: Asked) -> Answer:
    """The API's host."""
    if asked.path == "/robots.txt":
        return robots()
    known = {bill.id: (bill, held) for bill in bills() if (held := bill.held(asked.clock))}
    if asked.path == "/api/v1/Bills":
        return as_json(_listed([_summary(*one) for one in known.values()], asked))
    if (found := _ONE.fullmatch(asked.path)) and int(found[1]) in known:
        bill, held = known[int(found[1])]
        if found[2]:
            return as_json(_listed([_stage(stage, order) for order, stage in enumerate(held, 1)], asked))
        return as_json(_summary(bill, held) | {"longTitle": bill.long_title, "summary": None, "sponsors": []})
    return not_found()


def _listed(items: Sequence[dict[str, Any]], asked: Asked) -> dict[str, Any]:
    skip, take = whole(asked.query, "Skip", 0), whole(asked.query, "Take", 20)
    newest = sorted(items, key=lambda item: str(item.get("lastUpdate", "")), reverse=True)
    return {"items": newest[skip : skip + take], "totalResults": len(items), "itemsPerPage": take}


def _summary(bill: Bill, held: Sequence[Stage]) -> dict[str, Any]:
    last = held[-1]
    return {
        "billId": bill.id,
        "shortTitle": bill.title,
        "currentHouse": last.house,
        "originatingHouse": held[0].house,
        "lastUpdate": f"{last.over:%Y-%m-%dT%H:%M:%S}",
        "billWithdrawn": None,
        "isDefeated": False,
        "isAct": last.name == _ASSENT,
        "currentStage": _stage(last, len(held)),
    }


def _stage(stage: Stage, order: int) -> dict[str, Any]:
    return {
        "id": order,
        "description": stage.name,
        "house": stage.house,
        "sortOrder": order,
        "stageSittings": [{"id": order, "date": f"{stage.on}T00:00:00"}],
    }
