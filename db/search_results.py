"""Running a reader's search: never slow for a common word, never an error for an odd one.

Newest first is the order of the rowid, so that a page of results costs the same for every word. Counts
stop at CAP, facets count the newest CAP matches, and "best first" ranks the newest RANKED of them.
"""

import json
import sqlite3
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from db.answers import Row, rows
from db.search import search_key, time_position
from db.search_query import Part, SearchQuery, bounds

CAP, RANKED, PAGE = 10_000, 5_000, 20
OPEN, CLOSE = "\ue000", "\ue001"
KINDS = ("policy", "proposal", "quotation", "article")
_LAST = (1 << 63) - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class _Index:
    """A full-text index, what it indexes, and the narrow table of its facets."""

    fts: str
    table: str
    facets: str
    words: str  # the columns that hold readers' words
    snippet: int  # the column that snippets are cut from
    weights: str
    scale: int  # places a place in time


_ARTICLES = _Index(
    fts="articles_fts",
    table="articles",
    facets="article_facets",
    words="headline lead body",
    snippet=2,
    weights="8.0, 4.0, 1.0, 0.0",
    scale=1,
)
_ITEMS = _Index(
    fts="search_items_fts",
    table="search_items",
    facets="item_facets",
    words="title words",
    snippet=1,
    weights="4.0, 1.0, 0.0",
    scale=1_000,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Names behind the filters of a search, as far as they are known."""

    query: SearchQuery
    ids: dict[Part, tuple[str, ...]] = field(default_factory=dict)
    names: dict[Part, str] = field(default_factory=dict)


def resolve(conn: sqlite3.Connection, query: SearchQuery) -> Found:
    """Which bodies, people, sources and topics the filters mean; a body with all before and after it."""
    ids: dict[Part, tuple[str, ...]] = {}
    names: dict[Part, str] = {}
    for part in query.parts:
        if part.kind in ("body", "person", "source", "topic"):
            known = rows(conn, f"search/which_{part.kind}", value=part.value)
            ids[part] = tuple(dict.fromkeys(row["id"] for row in known))
            if known:
                names[part] = known[0]["name"]
        elif part.kind == "stage":
            ids[part] = (part.value,)
    return Found(query=query, ids=ids, names=names)


def _match(found: Found, index: _Index, kind: str) -> tuple[str, str]:
    """(what must match, what must not) in the index's own language; "" for nothing."""
    wanted: list[str] = []
    unwanted: list[str] = []
    for part in found.query.words:
        (unwanted if part.excluded else wanted).append(f"{{{index.words}}} : {_quoted(part.value)}")
    for part in found.query.values("quote"):
        (unwanted if part.excluded else wanted).append(f"{{words}} : {_quoted(part.value)}")
    for part, ids in found.ids.items():
        keys = [f'"{search_key(part.kind, item)}"' for item in ids] or [f'"{search_key(part.kind, part.value)}"']
        (unwanted if part.excluded else wanted).append(f"search_keys : ({' OR '.join(keys)})")
    if index is _ITEMS and wanted:
        wanted.append(f'search_keys : "{search_key("kind", kind)}"')
    return " AND ".join(wanted), " OR ".join(unwanted)


def _quoted(words: str) -> str:
    return '"' + words.replace('"', '""') + '"'


@dataclass(frozen=True, slots=True, kw_only=True)
class _Range:
    """The SQL that yields the rowids of all matches, the newest first, and its parameters."""

    index: _Index
    sql: str
    params: dict[str, Any]
    match: bool


def _range(found: Found, kind: str) -> _Range | None:
    """None for a search that this kind of result cannot answer."""
    index = _ARTICLES if kind == "article" else _ITEMS
    if found.query.values("quote") and kind != "quotation":
        return None
    wanted, unwanted = _match(found, index, kind)
    low, high = _places(found.query, index)
    params: dict[str, Any] = {"low": low, "high": high, "kind": kind}
    if wanted:
        params["match"] = f"({wanted}) NOT ({unwanted})" if unwanted else wanted
        sql = f"select rowid from {index.fts} where {index.fts} match :match and rowid between :low and :high"
        return _Range(index=index, sql=f"{sql} order by rowid desc", params=params, match=True)
    sql = f"select position as rowid from {index.table} as t where position between :low and :high"
    if index is _ITEMS:
        sql += " and kind = :kind"
    if unwanted:
        params["unwanted"] = unwanted
        sql += f" and not exists (select 1 from {index.fts} where {index.fts} match :unwanted and rowid = t.position)"
    return _Range(index=index, sql=f"{sql} order by position desc", params=params, match=False)


def _places(query: SearchQuery, index: _Index) -> tuple[int, int]:
    first, before = bounds(query)
    return (
        _place(first) * index.scale if first else -_LAST,
        _place(before) * index.scale - 1 if before else _LAST,
    )


def _place(day: date) -> int:
    # A day begins at midnight in London, and an article without a time of day stands at its noon.
    return time_position(f"{day.isoformat()}T00:00:00")


def count(conn: sqlite3.Connection, found: Found, kind: str) -> int:
    """How many match; CAP + 1 for more than CAP."""
    where = _range(found, kind)
    if where is None:
        return 0
    sql = f"select count(*) from ({where.sql} limit {CAP + 1})"
    return int(conn.execute(sql, where.params).fetchone()[0])


def hits(
    conn: sqlite3.Connection, found: Found, kind: str, *, best: bool = False, limit: int = PAGE, offset: int = 0
) -> list[Row]:
    """One page of matches as they are shown, marked by OPEN and CLOSE around the found words."""
    where = _range(found, kind)
    if where is None:
        return []
    index, params = where.index, {**where.params, "limit": limit, "offset": offset, "open": OPEN, "close": CLOSE}
    if not where.match:
        sql = f"{where.sql} limit :limit offset :offset"
        order: list[tuple[int, str | None, str | None]] = [(row[0], None, None) for row in conn.execute(sql, params)]
    else:
        shown = (
            f"snippet({index.fts}, {index.snippet}, :open, :close, '…', 34) as snippet, "
            f"highlight({index.fts}, 0, :open, :close) as title"
        )
        if best:
            sql = f"""
                with newest as (select min(rowid) as floor from ({where.sql} limit {RANKED}))
                select rowid, {shown} from {index.fts}, newest
                where {index.fts} match :match and rowid between max(:low, newest.floor) and :high
                order by bm25({index.fts}, {index.weights}), rowid desc limit :limit offset :offset"""
        else:
            sql = where.sql.replace("select rowid", f"select rowid, {shown}", 1) + " limit :limit offset :offset"
        order = [(row[0], row[1], row[2]) for row in conn.execute(sql, params)]
    return _shown(conn, kind, order)


def _shown(conn: sqlite3.Connection, kind: str, order: list[tuple[int, str | None, str | None]]) -> list[Row]:
    known = {
        row["position"]: row
        for row in rows(conn, f"search/shown_{kind}", positions=json.dumps([place for place, _, _ in order]))
    }
    return [
        {
            **known[place],
            "kind": kind,
            "title": title if title is not None else known[place]["title"],
            # A policy's words in the index are lists of names, not sentences.
            "snippet": snippet if snippet is not None and kind != "policy" else known[place]["snippet"],
        }
        for place, snippet, title in order
        if place in known
    ]


def facets(conn: sqlite3.Connection, found: Found, kind: str) -> dict[str, list[Row]]:
    """How the newest CAP matches part by source, stage and year, each the most frequent first."""
    where = _range(found, kind)
    if where is None:
        return {}
    sql = f"""
        with found as materialized (
            select f.source_id, f.stage, f.year
            from ({where.sql} limit {CAP}) as m join {where.index.facets} as f on f.position = m.rowid)
        select 'source' as facet, source_id as value, count(*) as number from found group by 2
        union all select 'stage', stage, count(*) from found group by 2
        union all select 'year', year, count(*) from found group by 2"""
    counted: dict[str, list[Row]] = {}
    for facet, value, number in conn.execute(sql, where.params):
        if value is not None:
            counted.setdefault(facet, []).append({"value": value, "number": number})
    for facet, values in counted.items():
        values.sort(key=lambda item: item["value"] if facet == "year" else item["number"], reverse=True)
    return counted


def near_facets(conn: sqlite3.Connection, found: Found, *, limit: int = 10) -> list[Row]:
    """The bodies that the newest thousand matching articles name most."""
    where = _range(found, "article")
    if where is None:
        return []
    sql = f"""
        select mentions.item_id as value, bodies.name, count(*) as number
        from ({where.sql} limit 1000) as m
        join articles on articles.position = m.rowid
        join mentions on mentions.article_id = articles.id and mentions.kind = 'body'
        join bodies on bodies.id = mentions.item_id
        group by 1 order by number desc, bodies.name limit {limit}"""
    return [{"value": value, "name": name, "number": number} for value, name, number in conn.execute(sql, where.params)]
