"""/bodies, /people and the page of each: what they propose, say and think, and who came before and after."""

import json
import sqlite3
from typing import Any

from datasette_config.compat import Datasette, Missing, Request, Response, ask, hook
from datasette_config.lineage import line_of
from datasette_config.rendering import one_of, page, snapshot
from datasette_config.requests import id_of, page_of, text_of
from db.answers import row, rows
from db.search import search_key
from records.vocab import BodyKind

_PAGE = 60
_KINDS = {kind.value for kind in BodyKind}


async def bodies(datasette: Datasette, request: Request) -> Response:
    """Bodies, those named most at the top."""
    kind, number = one_of(text_of(request, "kind"), _KINDS), page_of(request)

    def read(conn: sqlite3.Connection) -> dict[str, Any]:
        found = rows(conn, "site/bodies", kind=kind, limit=_PAGE + 1, offset=_PAGE * (number - 1))
        return {
            "made": snapshot(conn),
            "bodies": found[:_PAGE],
            "more": len(found) > _PAGE,
            "kinds": rows(conn, "site/body_kinds"),
        }

    return page(datasette, request, "bodies.html", {"kind": kind, "number": number, **await ask(datasette, read)})


async def body(datasette: Datasette, request: Request) -> Response:
    """One body."""
    body_id = id_of(request)

    def read(conn: sqlite3.Connection) -> dict[str, Any]:
        found = row(conn, "site/body", id=body_id)
        if found is None:
            raise Missing("No body has that address")
        steps = rows(conn, "site/body_lineage", id=body_id)
        family = sorted({body_id, *(step[end] for step in steps for end in ("predecessor_id", "successor_id"))})
        return {
            "body": found,
            "names": rows(conn, "site/body_names", id=body_id),
            "line": line_of(body_id, steps, rows(conn, "site/bodies_named", ids=json.dumps(family))),
            "speakers": rows(conn, "site/speakers_of", id=body_id),
            **_common(conn, "body", body_id),
        }

    return page(datasette, request, "body.html", await ask(datasette, read))


async def people(datasette: Datasette, request: Request) -> Response:
    """People, those named most at the top."""
    number = page_of(request)

    def read(conn: sqlite3.Connection) -> dict[str, Any]:
        found = rows(conn, "site/people", limit=_PAGE + 1, offset=_PAGE * (number - 1))
        return {"made": snapshot(conn), "people": found[:_PAGE], "more": len(found) > _PAGE}

    return page(datasette, request, "people.html", {"number": number, **await ask(datasette, read)})


async def person(datasette: Datasette, request: Request) -> Response:
    """One person."""
    person_id = id_of(request)

    def read(conn: sqlite3.Connection) -> dict[str, Any]:
        found = row(conn, "site/person", id=person_id)
        if found is None:
            raise Missing("Nobody has that address")
        return {
            "person": found,
            "posts": rows(conn, "site/person_posts", id=person_id),
            **_common(conn, "person", person_id),
        }

    return page(datasette, request, "person.html", await ask(datasette, read))


def _common(conn: sqlite3.Connection, kind: str, item_id: str) -> dict[str, Any]:
    match = f'search_keys : "{search_key(kind, item_id)}" AND search_keys : "{search_key("kind", "quotation")}"'
    return {
        "made": snapshot(conn),
        "quotations": rows(conn, "site/spoken_by", match=match, limit=12),
        "policies": rows(conn, "site/proposed_by", kind=kind, id=item_id),
        "stances": rows(conn, "site/stances_of", kind=kind, id=item_id),
        "articles": rows(conn, "site/articles_naming", kind=kind, id=item_id, limit=12, offset=0),
        "activity": rows(conn, "site/activity", kind=kind, id=item_id),
    }


@hook
def register_routes() -> list[tuple[str, Any]]:
    return [
        (r"^/bodies$", bodies),
        (r"^/bodies/(?P<id>[^/]+)$", body),
        (r"^/people$", people),
        (r"^/people/(?P<id>[^/]+)$", person),
    ]
