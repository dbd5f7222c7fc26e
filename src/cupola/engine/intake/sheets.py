"""Opening workbooks safely: their size is proved before they are loaded, their cells become text."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile, is_zipfile

from cupola.engine.intake.limits import Limits
from cupola.engine.intake.problems import Refused
from cupola.engine.intake.zero_formats import Widths, zero_padded_cells
from cupola.engine.kinds import Arrival, ReadProblem

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

BLOCK = 1 << 20
DAMAGE = (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)
ADDRESS = re.compile(rb'\sr="([A-Z]{1,3})(\d{1,7})"')
SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.I)
Range = tuple[tuple[int, int], tuple[int, int]]


class Guard:
    """Turns what the library raises for a broken workbook into `Refused`.

    A panic in its Rust code comes as a class that derives from BaseException and cannot be imported;
    only the way out of a `with` block meets it without catching everything.
    """

    def __init__(self, name: str) -> None:
        self.name = name

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: object) -> None:
        if kind is None:
            return
        if kind.__name__ == "PasswordError":
            fact, step = "the workbook is protected by a password.", "Save it without one and deliver it again."
            raise Refused(ReadProblem("FIL-013", self.name, fact, next_step=step))
        if kind.__name__ == "PanicException" or issubclass(kind, (*DAMAGE, _calamine_error())):
            fact, step = "the workbook is damaged and cannot be opened.", "Save it again in Excel and deliver that."
            raise Refused(ReadProblem("FIL-025", self.name, fact, next_step=step))


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet that holds cells: its rows of text from row 1 and column A on, and its merged ranges."""

    name: str
    hidden: bool
    rows: list[list[str]]
    merged: tuple[Range, ...]


def sheets(arrival: Arrival, limits: Limits) -> Iterator[Sheet]:
    """Every work sheet, empty ones with no rows. Raises `Refused`."""
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    guard = Guard(arrival.name)
    with guard:
        _prove_size(arrival, limits)
        widths = zero_padded_cells(arrival.path)
        book = CalamineWorkbook.from_path(str(arrival.path))
    for data in book.sheets_metadata:
        if data.typ == SheetTypeEnum.WorkSheet:
            with guard:
                sheet = book.get_sheet_by_name(data.name)
                hidden = data.visible != SheetVisibleEnum.Visible
                found = _sheet(sheet, hidden, widths.get(data.name, {}))
            yield found
    book.close()


def one_sheet(arrival: Arrival, name: str, limits: Limits) -> Sheet:
    """One sheet by its name. Raises `Refused`."""
    return next(sheet for sheet in sheets(arrival, limits) if sheet.name == name)


def text(value: object) -> str:
    """A cell as text: numbers without a needless fraction, dates in ISO form."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float | int):
        return _number(float(value))
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    if isinstance(value, date | time):
        return value.isoformat()
    return _duration(value) if isinstance(value, timedelta) else str(value)


def _number(value: float) -> str:
    if value.is_integer() and abs(value) < 1e18:
        return str(int(value))
    return format(value, ".15g")


def _duration(value: timedelta) -> str:
    seconds = int(value.total_seconds())
    return f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def _sheet(sheet: CalamineSheet, hidden: bool, widths: Widths) -> Sheet:
    margin = [""] * (sheet.start[1] if sheet.start else 0)
    rows = []
    for number, row in enumerate(sheet.iter_rows()):
        cells = [cell if isinstance(cell, str) else text(cell) for cell in row]
        rows.append(_padded(margin + cells, number, widths) if widths else margin + cells)
    return Sheet(sheet.name, hidden, rows, tuple(sheet.merged_cell_ranges or ()))


def _padded(cells: list[str], number: int, widths: Widths) -> list[str]:
    return [cell.zfill(widths.get((number, place), 0)) if cell else cell for place, cell in enumerate(cells)]


def _calamine_error() -> type[Exception]:
    from python_calamine import CalamineError

    return CalamineError


def _prove_size(arrival: Arrival, limits: Limits) -> None:
    """Unpack the parts block by block, without keeping them, before anything loads them whole."""
    size = 0
    if not is_zipfile(arrival.path):
        return
    with ZipFile(arrival.path) as archive:
        for member in archive.infolist():
            is_sheet = SHEET.fullmatch(member.filename) is not None
            rows = columns = 0
            with archive.open(member) as source:
                while block := source.read(BLOCK):
                    size += len(block)
                    rows, columns = _extent(block, rows, columns) if is_sheet else (0, 0)
                    if size > limits.workbook_bytes or rows * columns > limits.workbook_cells:
                        fact, step = "the workbook unpacks to more than can be read.", "Export the table as CSV."
                        raise Refused(ReadProblem("FIL-014", arrival.name, fact, next_step=step))


def _extent(block: bytes, rows: int, columns: int) -> tuple[int, int]:
    for letters, digits in set(ADDRESS.findall(block)):
        rows = max(rows, int(digits))
        columns = max(columns, column_number(letters.decode()))
    return rows, columns


def column_number(letters: str) -> int:
    """`A` is 1, `AA` is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
