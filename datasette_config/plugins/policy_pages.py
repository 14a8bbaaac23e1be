"""/policies and /policies/<id>: one policy question, from its first mention to where it stands."""

import json
import sqlite3
from collections import Counter
from datetime import date
from typing import Any

from datasette_config import feeding, sheets
from datasette_config.compat import Datasette, Missing, Request, Response, ask, hook
from datasette_config.rendering import one_of, page, sent, site_of, snapshot
from datasette_config.requests import format_of, id_of, page_of, text_of
from db.answers import row, rows
from records.vocab import LADDER, Stage, State

_PAGE = 50
_STANDS = {word.value for word in (*Stage, *State)}
_LADDER = {stage.value for stage in LADDER}


async def policies(datasette: Datasette, request: Request) -> Response:
    """All policies, filtered in place, with a drawing of how many stand where."""
    stage = one_of(text_of(request, "stage"), _STANDS)
    topic, body = text_of(request, "topic") or None, text_of(request, "body") or None
    number = page_of(request)

    def read(conn: sqlite3.Connection) -> dict[str, Any]:
        found = rows(
            conn, "site/policies", stage=stage, topic=topic, body=body, limit=_PAGE + 1, offset=_PAGE * (number - 1)
        )
        return {
            "made": snapshot(conn),
            "policies": found[:_PAGE],
            "more": len(found) > _PAGE,
            "by_stage": {item["stage"]: item["policies"] for item in rows(conn, "site/policies_by_stage")},
            "topics": rows(conn, "site/topics"),
            "bodies": rows(conn, "site/proposing_bodies"),
        }

    context = {"chosen": {"stage": stage, "topic": topic, "body": body}, "number": number, **await ask(datasette, read)}
    return page(datasette, request, "policies.html", context)


async def policy(datasette: Datasette, request: Request) -> Response:
    """One policy, as a page, JSON, CSV, a feed or a calendar."""
    policy_id, form = id_of(request), format_of(request)

    def read(conn: sqlite3.Connection) -> dict[str, Any] | str:
        found = row(conn, "site/policy", id=policy_id)
        if found is None:
            moved = row(conn, "site/policy_redirect", id=policy_id)
            if moved is None:
                raise Missing("No policy has that address")
            return str(moved["target"])
        made = snapshot(conn)
        return {
            "made": made,
            "policy": found,
            "shifts": rows(conn, "site/policy_shifts", id=policy_id),
            "proposals": rows(conn, "site/policy_proposals", id=policy_id),
            "dates": rows(conn, "site/policy_dates", id=policy_id, today=made["today"].isoformat()),
            "legislation": rows(conn, "site/policy_legislation", id=policy_id),
            "stances": rows(conn, "site/policy_stances", id=policy_id),
            "joins": rows(conn, "site/policy_joins", id=policy_id),
            "consultations": rows(conn, "site/policy_consultations", id=policy_id),
            "topics": rows(conn, "site/policy_topics", id=policy_id),
            "activity": rows(conn, "site/activity", kind="policy", id=policy_id),
        }

    found = await ask(datasette, read)
    if isinstance(found, str):
        return Response.redirect(f"/policies/{found}{'.' + form if form else ''}", status=301)
    if form:
        return _as(form, datasette, request, found)
    shifts = found["shifts"]
    articles = {item["article_id"]: item for item in reversed(found["proposals"])}
    context = {
        "reached": reached(shifts, position=found["policy"]["position"]),
        "articles": sorted(articles.values(), key=lambda item: item["happened_on"], reverse=True),
        "also_in": {shift["id"]: also_in(shift, found["proposals"]) for shift in shifts},
        "stance_counts": Counter(item["stance"] for item in latest_stances(found["stances"])),
        "current_stances": latest_stances(found["stances"]),
        **found,
    }
    return page(datasette, request, "policy.html", context)


def _as(form: str, datasette: Datasette, request: Request, found: dict[str, Any]) -> Response:
    base, item = site_of(datasette).settings.base_url, found["policy"]
    if form == "atom":
        body = feeding.shifts_feed(
            base,
            f"/policies/{item['id']}",
            item["title"],
            [{**shift, "policy_id": item["id"], "title": item["title"]} for shift in found["shifts"]],
        )
        return sent(datasette, request, body, content_type=feeding.ATOM)
    if form == "ics":
        return sent(
            datasette,
            request,
            feeding.calendar(base, item["title"], [{**c, "title": item["title"]} for c in found["consultations"]]),
            content_type=feeding.ICS,
        )
    if form == "csv":
        return sent(datasette, request, sheets.as_csv(found["shifts"], sheets.SHIFTS), content_type=sheets.CSV)
    plain = {key: value for key, value in found.items() if key != "made"}
    plain["snapshot"] = {"made_at": found["made"]["made_at"], "clock": found["made"]["clock"]}
    return sent(datasette, request, json.dumps(plain, ensure_ascii=False, indent=1), content_type="application/json")


def reached(shifts: list[dict[str, Any]], *, position: str) -> dict[str, str]:
    """The first day on which the policy is known to have reached each step up to its position.

    What comes after that day climbs the ladder again to undo it, or to bring it back: the time line tells of it.
    """
    top = min((shift["happened_on"] for shift in shifts if shift["to_stage"] == position), default="9999")
    days: dict[str, str] = {}
    for shift in shifts:
        if shift["to_stage"] in _LADDER and shift["happened_on"] <= top:
            days[shift["to_stage"]] = min(days.get(shift["to_stage"], "9999"), shift["happened_on"])
    return days


def also_in(shift: dict[str, Any], proposals: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Other articles that say the same within a week of a shift, one for each."""
    found: dict[str, dict[str, Any]] = {}
    for item in proposals:
        if item["article_id"] == shift["article_id"] or item["stage"] != shift["to_stage"]:
            continue
        if abs(_days(item["happened_on"]) - _days(shift["happened_on"])) <= 7:
            found.setdefault(item["article_id"], item)
    return list(found.values())


def _days(iso: str) -> int:
    try:
        return date.fromisoformat(iso[:10]).toordinal()
    except ValueError:
        return 0


def latest_stances(stances: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each actor's newest stance; ``stances`` come newest first."""
    return list({item["actor"].casefold(): item for item in reversed(stances)}.values())[::-1]


@hook
def register_routes() -> list[tuple[str, Any]]:
    return [
        (r"^/policies$", policies),
        (r"^/policies/(?P<id>[^/]+?)(?P<format>\.(json|csv|atom|ics))?$", policy),
    ]
