"""/consultations: what is open, what closes when, as a page and as a calendar to subscribe to."""

import calendar as months
import sqlite3
from datetime import date
from typing import Any

from datasette_config import feeding
from datasette_config.compat import Datasette, Request, Response, ask, hook
from datasette_config.rendering import page, sent, site_of, snapshot
from db.answers import rows


async def consultations(datasette: Datasette, request: Request) -> Response:
    """Open consultations, the months in which they close, and those that are over."""

    def read(conn: sqlite3.Connection) -> dict[str, Any]:
        made = snapshot(conn)
        today = made["today"].isoformat()
        return {
            "made": made,
            "open": rows(conn, "site/closing_soon", today=today, limit=200),
            "over": rows(conn, "site/closed_consultations", today=today, limit=50),
        }

    found = await ask(datasette, read)
    return page(datasette, request, "consultations.html", {"months": month_grids(found["open"]), **found})


async def calendar(datasette: Datasette, request: Request) -> Response:
    """The closing days as iCalendar."""
    found = await ask(datasette, lambda conn: rows(conn, "site/all_consultations", limit=500))
    site = site_of(datasette).settings
    body = feeding.calendar(site.base_url, f"{site.title}: consultations", found)
    return sent(datasette, request, body, content_type=feeding.ICS)


def month_grids(consultations: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The months in which something closes, as weeks of days from Monday, with what closes on each."""
    closing: dict[date, list[dict[str, Any]]] = {}
    for item in consultations:
        if len(item["closes_on"]) >= 10:
            closing.setdefault(date.fromisoformat(item["closes_on"][:10]), []).append(item)
    grids = []
    for year, month in sorted({(day.year, day.month) for day in closing})[:6]:
        weeks = [
            [(day, closing.get(day, []) if day.month == month else []) for day in week]
            for week in months.Calendar().monthdatescalendar(year, month)
        ]
        grids.append({"name": f"{months.month_name[month]} {year}", "month": month, "weeks": weeks})
    return grids


@hook
def register_routes() -> list[tuple[str, Any]]:
    return [(r"^/consultations$", consultations), (r"^/consultations\.ics$", calendar)]
