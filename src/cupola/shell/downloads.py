"""Sends lists as CSV and XLSX files to keep; no cell can be taken for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from tempfile import TemporaryFile
from typing import IO, Any

from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse

from cupola.engine.paper.cells import LONGEST_CELL, guarded

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# A sheet holds no more; one that is cut off says so in its last row.
SHEET_ROWS = 1_048_575
LINES_AT_ONCE = 500
Cells = Sequence[Any]


def safe(value: Any) -> Any:
    """A value that a spreadsheet shows as it is: text that begins like a formula gets an apostrophe before it."""
    if value is None or isinstance(value, int | float):
        return value
    if isinstance(value, date):
        return value.isoformat()
    text = "".join(letter if letter.isprintable() or letter in "\t\r\n" else " " for letter in str(value))
    return guarded(text)


def as_file(name: str, form: str, *, head: Cells, rows: Iterable[Cells]) -> HttpResponseBase:
    """The file to download: `form` is csv or xlsx."""
    if form == "xlsx":
        return FileResponse(_workbook(head, rows), as_attachment=True, filename=f"{name}.xlsx", content_type=XLSX)
    return as_csv(name, head, rows)


def as_csv(name: str, head: Cells, rows: Iterable[Cells]) -> StreamingHttpResponse:
    """The list as CSV, sent row by row."""
    response = StreamingHttpResponse(_lines(head, rows), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def _lines(head: Cells, rows: Iterable[Cells]) -> Iterator[str]:
    """CSV with a mark at its beginning by which spreadsheets know that it is UTF-8."""
    held = io.StringIO()
    writer = csv.writer(held)
    held.write("\ufeff")
    writer.writerow([safe(cell) for cell in head])
    for at, row in enumerate(rows, start=1):
        writer.writerow([safe(cell) for cell in row])
        if at % LINES_AT_ONCE == 0:
            yield held.getvalue()
            held.seek(0)
            held.truncate()
    yield held.getvalue()


def _workbook(head: Cells, rows: Iterable[Cells]) -> IO[bytes]:
    import xlsxwriter

    file = TemporaryFile()  # noqa: SIM115 - closed by the response that sends it
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "in_memory": False}
    book = xlsxwriter.Workbook(file, options)
    sheet = book.add_worksheet("Cupola")
    sheet.freeze_panes(1, 0)
    sheet.write_row(0, 0, [safe(cell) for cell in head], book.add_format({"bold": True}))
    for at, row in enumerate(rows, start=1):
        if at == SHEET_ROWS:
            sheet.write_string(at, 0, "A sheet holds no more rows: download the CSV for all of them.")
            break
        for column, cell in enumerate(row):
            clean = safe(cell)
            if isinstance(clean, str):
                sheet.write_string(at, column, clean[:LONGEST_CELL])
            elif clean is not None:
                sheet.write_number(at, column, clean)
    book.close()
    file.seek(0)
    return file
