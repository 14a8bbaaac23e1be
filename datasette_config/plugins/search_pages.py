"""/search: articles, quotations, proposals and policies at once; as a page, JSON, CSV, Excel or a feed."""

import json
import sqlite3
from typing import Any

from datasette_config import feeding, sheets
from datasette_config.compat import Datasette, Request, Response, ask, hook
from datasette_config.highlighting import unmarked
from datasette_config.rendering import one_of, page, sent, site_of, snapshot
from datasette_config.requests import format_of, page_of, text_of
from db import search_results as searching
from db.answers import rows
from db.search_query import Part, SearchQuery, parse
from db.spelling import suggestion

_EXPORTED = 1_000  # rows of a file; more is for the tables under /data
_IN_A_FEED = 40
_AT_FIRST = {"policy": 3, "proposal": 3, "quotation": 3, "article": 10}
NAMES = {"policy": "policies", "proposal": "proposals", "quotation": "quotations", "article": "articles"}
_SHOWN = {many: kind for kind, many in NAMES.items()}


async def search(datasette: Datasette, request: Request) -> Response:
    """What a search finds."""
    query, form = parse(text_of(request, "q")), format_of(request)
    show = one_of(text_of(request, "show"), set(_SHOWN))
    best = text_of(request, "sort") == "best"
    if form:
        return await _file(form, datasette, request, query, show, best=best)
    number = page_of(request)

    def read(conn: sqlite3.Connection) -> dict[str, Any]:
        made = snapshot(conn)
        if not query:
            return {"made": made, "sections": [], "counts": {}, "facets": {}, "chosen": [], "instead": None, "near": []}
        found = searching.resolve(conn, query)
        counts = {kind: searching.count(conn, found, kind) for kind in searching.KINDS}
        kinds = [_SHOWN[show]] if show else [kind for kind in searching.KINDS if counts[kind]]
        sections = []
        for kind in kinds:
            limit = searching.PAGE if show or kinds == [kind] else _AT_FIRST[kind]
            offset = searching.PAGE * (number - 1) if show or kinds == [kind] else 0
            hits = searching.hits(conn, found, kind, best=best, limit=limit, offset=offset)
            sections.append({"kind": kind, "many": NAMES[kind], "hits": hits, "limit": limit})
        leading = kinds[0] if show else "article" if counts["article"] else (kinds or ["article"])[0]
        counted = searching.facets(conn, found, leading)
        nothing = not any(counts.values())
        return {
            "made": made,
            "sections": sections,
            "counts": counts,
            "facets": _linked(counted, query, rows(conn, "site/source_titles")),
            "leading": NAMES[leading],
            "near": _others(searching.near_facets(conn, found), query) if counts["article"] else [],
            "chosen": [
                {"part": part, "words": _in_words(part, found.names.get(part)), "without": query.without(part)}
                for part in query.parts
            ],
            "instead": suggestion(conn, query, stamp=made["stamp"]) if nothing else None,
        }

    context = {
        "query": query,
        "show": show,
        "best": best,
        "number": number,
        "names": NAMES,
        "cap": searching.CAP,
        **await ask(datasette, read),
    }
    return page(datasette, request, "search.html", context, indexed=False)


def _in_words(part: Part, name: str | None) -> str:
    value = name or part.value
    said = {
        "word": value,
        "phrase": f"“{value}”",
        "before": f"before {value}",
        "after": f"after {value}",
        "quote": f"quoted: “{value}”",
    }.get(part.kind, f"{part.kind}: {value}")
    return f"not {said}" if part.excluded else said


def _others(bodies: list[dict[str, Any]], query: SearchQuery) -> list[dict[str, Any]]:
    """The bodies that would narrow the search, without those that it asks for already."""
    return [body for body in bodies if query.plus("body", body["value"]) != query]


def _linked(
    counted: dict[str, list[dict[str, Any]]], query: SearchQuery, titles: list[dict[str, Any]]
) -> dict[str, list[dict[str, Any]]]:
    """The facets that narrow a search further, each value with the search that it leads to."""
    named = {item["id"]: item["title"] for item in titles}
    linked = {}
    for facet in ("stage", "source", "year"):
        values = counted.get(facet, [])[:8]
        if len(values) < 2:
            continue
        linked[facet] = [
            {
                "name": named.get(item["value"], item["value"]),
                "number": item["number"],
                "query": _narrowed(query, facet, item["value"]),
            }
            for item in values
        ]
    return linked


def _narrowed(query: SearchQuery, facet: str, value: str) -> SearchQuery:
    if facet != "year":
        return query.plus(facet, value)
    year = int(value) if value.isdigit() else 0
    dated = SearchQuery(parts=tuple(part for part in query.parts if part.kind not in ("before", "after")))
    return dated.plus("after", f"{year - 1:04}").plus("before", f"{year + 1:04}") if 1 < year < 9999 else query


async def _file(
    form: str, datasette: Datasette, request: Request, query: SearchQuery, show: str | None, *, best: bool
) -> Response:
    limit = {"atom": _IN_A_FEED, "json": searching.PAGE}.get(form, _EXPORTED)
    offset = limit * (page_of(request) - 1) if form == "json" else 0
    kinds = [_SHOWN[show]] if show else list(searching.KINDS)

    def read(conn: sqlite3.Connection) -> list[dict[str, Any]]:
        if not query:
            return []
        found = searching.resolve(conn, query)
        hits = [
            hit for kind in kinds for hit in searching.hits(conn, found, kind, best=best, limit=limit, offset=offset)
        ]
        return sorted(hits, key=lambda hit: str(hit["happened_on"]), reverse=True) if not best else hits

    base = site_of(datasette).settings.base_url.rstrip("/")
    results = [
        {
            **{key: value for key, value in hit.items() if key not in ("position", "source_id")},
            "title": unmarked(hit["title"]),
            "snippet": unmarked(hit["snippet"]),
            "address": base + hit["address"],
        }
        for hit in await ask(datasette, read)
    ]
    if form == "atom":
        entries = [
            {
                "id": f"{hit['kind']}/{hit['id']}",
                "title": hit["title"],
                "path": hit["address"].removeprefix(base),
                "at": hit["known_at"],
                "summary": f"{hit['snippet']} — {hit['source']}",
            }
            for hit in sorted(results, key=lambda hit: hit["known_at"], reverse=True)
        ]
        path = query.address("/search.atom", show=show or "")
        feed = feeding.atom(base, path, f"{site_of(datasette).settings.title}: {query or 'search'}", entries)
        return sent(datasette, request, feed, content_type=feeding.ATOM)
    if form == "csv":
        return sent(datasette, request, sheets.as_csv(results, sheets.RESULTS), content_type=sheets.CSV)
    if form == "xlsx":
        book = sheets.as_xlsx(results, sheets.RESULTS, "Search")
        headers = {"content-disposition": 'attachment; filename="search.xlsx"'}
        return sent(datasette, request, book, content_type=sheets.XLSX, headers=headers)
    body = json.dumps({"query": str(query), "results": results}, ensure_ascii=False)
    return sent(datasette, request, body, content_type="application/json; charset=utf-8")


@hook
def register_routes() -> list[tuple[str, Any]]:
    return [(r"^/search(?P<format>\.(json|csv|xlsx|atom))?$", search)]
