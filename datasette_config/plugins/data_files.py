"""/data/<table>.csv and .xlsx: tables and questions to take away, in which no cell is taken for a formula.

Datasette's own files hold every text as it stands, and a spreadsheet runs what begins with "=".
"""

from typing import Any

from datasette_config import sheets
from datasette_config.compat import Datasette, Missing, Request, Response, hook
from datasette_config.rendering import sent
from datasette_config.requests import format_of

#: Parameters of Datasette that would change the shape of its answer, and not the rows in it.
_OF_SHAPE = ("_shape", "_stream", "_dl", "_extra", "_nl", "_json", "_json_infinity", "_size")


async def table_file(datasette: Datasette, request: Request) -> Response:
    """The rows that the page of the same address shows, as many as one answer may hold."""
    form, name = format_of(request), request.url_vars.get("table") or ""
    address = f"/data/{name}.json" if name else "/data.json"
    query = [(key, value) for key in request.args for value in request.args.getlist(key) if key not in _OF_SHAPE]
    answer = await datasette.client.get(address, params=[*query, ("_shape", "arrays"), ("_size", "max")])
    if answer.status_code != 200:
        if answer.status_code == 404:
            raise Missing("There is no such table")
        return Response(answer.text, status=answer.status_code, content_type=answer.headers["content-type"])
    found = answer.json()
    names = [column for column in found["columns"] if column != "search_keys"]
    # With labels the rows come as objects, whatever shape was asked for.
    listed = (row.values() if isinstance(row, dict) else row for row in found["rows"])
    rows = [dict(zip(found["columns"], map(_plain, row), strict=True)) for row in listed]
    columns = [(column, column) for column in names]
    headers = {"content-disposition": f'attachment; filename="{name or "answer"}.{form}"'}
    if form == "xlsx":
        book = sheets.as_xlsx(rows, columns, name or "answer")
        return sent(datasette, request, book, content_type=sheets.XLSX, headers=headers)
    return sent(datasette, request, sheets.as_csv(rows, columns), content_type=sheets.CSV, headers=headers)


def _plain(value: Any) -> Any:
    """A foreign key comes as its value and its label where labels were asked for."""
    return value.get("label") or value.get("value") if isinstance(value, dict) else value


@hook
def register_routes() -> list[tuple[str, Any]]:
    return [
        (r"^/data/(?P<table>[a-z_]+)(?P<format>\.(csv|xlsx))$", table_file),
        (r"^/data(?P<format>\.(csv|xlsx))$", table_file),
    ]
