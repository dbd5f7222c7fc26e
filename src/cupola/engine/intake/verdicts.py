"""What becomes of each record that is not plain: kept, repaired or set aside, and how it is told."""

from __future__ import annotations

from dataclasses import dataclass, replace

from cupola.engine.intake.encodings import repaired
from cupola.engine.intake.limits import Limits
from cupola.engine.intake.problems import EXPORT_AGAIN, Problems
from cupola.engine.intake.records import Record
from cupola.engine.intake.shape import Shape
from cupola.engine.kinds import ReadProblem

NULS = "a cell holds bytes of value zero (NUL); they were left out."
LOOSE_QUOTE = "a quotation mark stands inside a quoted cell without being doubled"


@dataclass(slots=True)
class Broken:
    """Cells of one column with a line break inside: where the first is, and how many there are."""

    line: int
    count: int = 0


class Verdicts:
    """Judges the records of one table; every one is either returned as a row or set aside in `problems`."""

    def __init__(self, shape: Shape, problems: Problems, limits: Limits) -> None:
        self.file = shape.arrival.name
        self.names = shape.names
        self.dropped = shape.dropped
        self.data_line = shape.data_line
        self.limits = limits
        self.problems = problems
        self.broken: dict[int, Broken] = {}

    def judge(self, record: Record) -> list[bytes] | None:
        """The row as CSV cells quoted for certain, or None when it was set aside."""
        if self._is_too_large(record) or not self._has_right_width(record):
            return None
        cells = record.cells[: len(self.names)]
        for place in record.broken_cells:
            if place < len(cells) and self.names[place] not in self.dropped:
                self.broken.setdefault(place, Broken(record.line)).count += 1
        return [self._cell(record, place, cell) for place, cell in enumerate(cells)]

    def unclosed(self, record: Record, opened: int) -> None:
        """Set aside a record with a quote that is never closed."""
        if not record.ended and opened == record.last_line and opened > self.data_line:
            self._tell_cut(record, opened, "the last row breaks off inside a quoted cell")
            return
        fact = "a quotation mark opens a cell and is never closed; the row was set aside."
        self._set_aside(record, self._problem("FIL-004", fact, line=opened, step=EXPORT_AGAIN))

    def tell_breaks(self) -> None:
        """Note each column that has cells with a line break inside."""
        for place, broken in sorted(self.broken.items()):
            cells = (
                "1 cell of this column holds" if broken.count == 1 else f"{broken.count:,} cells of this column hold"
            )
            self.problems.add(
                ReadProblem(
                    "FIL-018",
                    self.file,
                    f"{cells} a line break; the first is here.",
                    line=broken.line,
                    column=self.names[place],
                    next_step="Nothing, unless another system refuses the file.",
                )
            )

    def _is_too_large(self, record: Record) -> bool:
        limit = self.limits.cell_bytes
        place = next((place for place, cell in enumerate(record.cells) if len(cell) > limit), None)
        if not record.too_large and place is None:
            return False
        what = "a cell" if place is not None else "the row"
        fact = f"{what} is larger than {self.limits.cell_bytes // 1_000:,} kilobytes; the row was set aside."
        step = "Look at this row in the source system: something was pasted there that is no text."
        self._set_aside(record, self._problem("FIL-011", fact, line=record.line, step=step, column=self._name(place)))
        return True

    def _has_right_width(self, record: Record) -> bool:
        width, fields = len(self.names), len(record.cells)
        line = record.line
        fact = f"the row has {_fields(fields)}, the header has {width:,}"
        if fields == width:
            if record.damaged:
                fact = f"{LOOSE_QUOTE}; the cell was taken as it stands."
                self.problems.add(self._problem("FIL-004", fact, line=line, step=EXPORT_AGAIN))
            return True
        if fields > width and not any(record.cells[width:]):
            fact += "; the surplus ones are empty and were left out."
            self.problems.add(self._problem("FIL-003", fact, line=line, step=EXPORT_AGAIN))
            return True
        if fields < width and not record.ended and line > self.data_line:
            self._tell_cut(record, line, f"the last row breaks off after {fields:,} of {width:,} fields")
        elif record.damaged:
            self._set_aside(record, self._problem("FIL-004", f"{LOOSE_QUOTE}: {fact}.", line=line, step=EXPORT_AGAIN))
        else:
            self._set_aside(record, self._problem("FIL-003", f"{fact}.", line=line, step=EXPORT_AGAIN))
        return False

    def _tell_cut(self, record: Record, line: int, fact: str) -> None:
        fact += " and the file ends there: it was still being written, or was cut off."
        step = "Wait until the export has finished, or copy the file again."
        self._set_aside(record, self._problem("FIL-012", fact, line=line, step=step))

    def _cell(self, record: Record, place: int, cell: bytes) -> bytes:
        if not cell:
            return b""
        if not cell.isascii():
            cell = self._as_utf8(record, place, cell)
        if 0 in cell:
            self._tell_cell("FIL-007", record.line, place=place, fact=NULS)
            cell = cell.replace(b"\0", b"")
        return b'"' + cell.replace(b'"', b'""') + b'"' if cell else b""

    def _as_utf8(self, record: Record, place: int, cell: bytes) -> bytes:
        try:
            cell.decode()
        except UnicodeDecodeError as error:
            text = repaired(cell)
            self._tell_cell(
                "FIL-005",
                record.line,
                place=place,
                fact=f"a cell holds the byte {cell[error.start]:02X}, which is no text in UTF-8; "
                f"it was read as {text[len(cell[: error.start].decode()) :][:1]!r}.",
            )
            return text.encode()
        return cell

    def _tell_cell(self, code: str, line: int, *, place: int, fact: str) -> None:
        if self.names[place] not in self.dropped:
            step = "Look at this cell in the source system, and export the file again as UTF-8."
            self.problems.add(self._problem(code, fact, line=line, step=step, column=self.names[place]))

    def _name(self, place: int | None) -> str | None:
        return self.names[place] if place is not None and place < len(self.names) else None

    def _problem(self, code: str, fact: str, *, line: int, step: str, column: str | None = None) -> ReadProblem:
        return ReadProblem(code, self.file, fact, line=line, column=column, next_step=step)

    def _set_aside(self, record: Record, problem: ReadProblem) -> None:
        key = None if self.names[0] in self.dropped else record.key()
        self.problems.add(replace(problem, rows_set_aside=1, key=key))


def _fields(count: int) -> str:
    return "1 field" if count == 1 else f"{count:,} fields"
