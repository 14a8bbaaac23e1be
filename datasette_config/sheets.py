"""Tables to take away: CSV and Excel, in which no cell is taken for a formula."""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from openpyxl import Workbook  # type: ignore[import-untyped]
from openpyxl.cell import WriteOnlyCell  # type: ignore[import-untyped]

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

#: The columns of each table: (key, heading).
SHIFTS = (
    ("happened_on", "Date"),
    ("kind", "Shift"),
    ("from_stage", "From"),
    ("to_stage", "To"),
    ("note", "In words"),
    ("sentence", "Evidence"),
    ("source", "Source"),
    ("reported", "Reported only"),
    ("headline", "Headline"),
    ("url", "Address"),
)
RESULTS = (
    ("kind", "Kind"),
    ("happened_on", "Date"),
    ("title", "Title"),
    ("snippet", "Words"),
    ("stage", "Stage"),
    ("source", "Source"),
    ("address", "Address"),
)
_FORMULA = re.compile(r"^[\s]*[=+\-@\t\r]")
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def as_csv(rows: Iterable[Mapping[str, Any]], columns: Sequence[tuple[str, str]]) -> str:
    """The rows as CSV; a cell that a spreadsheet would take for a formula begins with an apostrophe."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([heading for _, heading in columns])
    for row in rows:
        writer.writerow([_safe(row.get(key)) for key, _ in columns])
    return text.getvalue()


def as_xlsx(rows: Iterable[Mapping[str, Any]], columns: Sequence[tuple[str, str]], name: str) -> bytes:
    """The rows as an Excel workbook whose texts are texts."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(re.sub(r"[\[\]:*?/\\]", " ", name)[:31] or "Sheet")
    sheet.append([heading for _, heading in columns])
    for row in rows:
        cells = []
        for key, _ in columns:
            value = row.get(key)
            cell = WriteOnlyCell(sheet, value=_ILLEGAL.sub("", value)[:32_000] if isinstance(value, str) else value)
            if isinstance(value, str):
                cell.data_type = "s"
            cells.append(cell)
        sheet.append(cells)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def _safe(value: Any) -> Any:
    if isinstance(value, str) and _FORMULA.match(value):
        return "'" + value
    return value
