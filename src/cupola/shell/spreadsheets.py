"""Writes a register as a workbook or as CSV, and reads both back; no cell can be taken for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from cupola.engine.paper.cells import from_cell, to_cell
from cupola.shell.registers import CellError, Register

MOST_ROWS = 20_000
MOST_BYTES = 5_000_000
WORKBOOK = b"PK\x03\x04"
Lines = list[list[str]]
Cells = Sequence[Any]


def as_workbook(register: Register) -> bytes:
    """The register of today as XLSX."""
    return sheet_workbook(str(register.title), _head(register), _rows(register))


def sheet_workbook(title: str, head: Cells, rows: Iterable[Cells]) -> bytes:
    """A table as XLSX of one sheet: numbers and days as what they are, everything else as text."""
    import xlsxwriter

    file = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    book = xlsxwriter.Workbook(file, options)
    bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet(title[:31])
    sheet.freeze_panes(1, 0)
    sheet.write_row(0, 0, head, bold)
    for number, row in enumerate(rows, start=1):
        for place, cell in enumerate(row):
            if isinstance(cell, date):
                sheet.write_datetime(number, place, cell, day)
            elif isinstance(cell, int | float | Decimal) and not isinstance(cell, bool):
                sheet.write_number(number, place, float(cell))
            elif said := as_text(cell):
                sheet.write_string(number, place, to_cell(said))
    book.close()
    return file.getvalue()


def as_csv(register: Register) -> bytes:
    """The register of today as CSV that Excel opens as UTF-8."""
    return sheet_csv(_head(register), _rows(register))


def sheet_csv(head: Cells, rows: Iterable[Cells]) -> bytes:
    """A table as CSV that Excel opens as UTF-8."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([_number_or_text(cell) for cell in row] for row in rows)
    return file.getvalue().encode("utf-8-sig")


def _number_or_text(cell: Any) -> str:
    """A number as it is, minus and all; of everything else a text that no spreadsheet takes for a formula."""
    said = as_text(cell)
    return said if isinstance(cell, int | float | Decimal) else to_cell(said)


def _head(register: Register) -> list[str]:
    return [column.name for column in register.columns]


def _rows(register: Register) -> Iterator[Sequence[Any]]:
    for row in register.rows():
        values = register.values(row)
        yield [column.write(values[column.field]) for column in register.columns]


def as_text(value: Any) -> str:
    """A value as a cell says it; nothing for what is not known."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    return str(value)


def read(name: str, content: bytes) -> Lines:
    """The lines of the first sheet, or of a CSV, as texts. Raises `CellError` for what is neither."""
    if len(content) > MOST_BYTES:
        raise CellError(name, _("is larger than %(n)s MB.") % {"n": MOST_BYTES // 1_000_000}, _("Split it."))
    lines = _workbook(name, content) if content.startswith(WORKBOOK) else _text(name, content)
    if not any(any(line) for line in lines):
        raise CellError(name, _("is empty."), _("Take the list as a spreadsheet first, change it, and bring that."))
    if len(lines) > MOST_ROWS:
        raise CellError(name, _("has more than %(n)s rows.") % {"n": f"{MOST_ROWS:,}"}, _("Split it into several."))
    return lines


def _workbook(name: str, content: bytes) -> Lines:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        found = book.get_sheet_by_index(0).to_python(False)
    except CalamineError as error:
        raise CellError(name, _("is no workbook that can be read."), _("Save it as XLSX again.")) from error
    return [[from_cell(as_text(cell)) for cell in line] for line in found]


def _text(name: str, content: bytes) -> Lines:
    if b"\0" in content:
        raise CellError(name, _("is neither a workbook nor CSV."), _("Save it as XLSX or as CSV UTF-8."))
    try:
        said = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        said = content.decode("cp1252", "replace")
    head = said.partition("\n")[0]
    cut = max((",", ";", "\t"), key=head.count)
    try:
        lines = list(csv.reader(io.StringIO(said, newline=""), delimiter=cut))
    except csv.Error as error:
        raise CellError(name, _("is no CSV that can be read."), _("Save it as CSV UTF-8 again.")) from error
    return [[from_cell(cell) for cell in line] for line in lines]
