"""Workbooks: one table a sheet, with the header rows that people make."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from itertools import islice

from cupola.engine.intake.exact import Outcome
from cupola.engine.intake.header import Found, Header, find_header
from cupola.engine.intake.limits import Limits
from cupola.engine.intake.problems import Problems, Refused
from cupola.engine.intake.records import Record
from cupola.engine.intake.roads import Plan, Written, write_clean
from cupola.engine.intake.shape import Kind, Shape, nothing_readable, sample_row
from cupola.engine.intake.sheets import Range, Sheet, one_sheet, sheets
from cupola.engine.intake.verdicts import Verdicts
from cupola.engine.kinds import Arrival, FileFacts, ReadProblem

SAMPLED = 200
MOSTLY = 0.6

Table = tuple[Header, tuple[int, ...]]


def look_at_workbook(arrival: Arrival, limits: Limits) -> tuple[Shape, ...]:
    """The sheets that hold a table; empty ones are only named in the notes, hidden ones are read too."""
    shapes: list[Shape] = []
    notes: list[str] = []
    try:
        for sheet in sheets(arrival, limits):
            table = _table(sheet)
            if table is None:
                notes.append(f"sheet `{sheet.name}` is empty")
                continue
            if sheet.hidden:
                notes.append(f"sheet `{sheet.name}` is hidden")
            shapes.append(_shape(arrival, sheet, table))
    except Refused as refused:
        return (nothing_readable(arrival, refused.problem),)
    if not shapes:
        step = "Export it again."
        problem = ReadProblem("FIL-002", arrival.name, "no sheet holds anything.", next_step=step)
        return (nothing_readable(arrival, problem),)
    last = len(shapes) - 1
    return tuple(replace(shape, notes=tuple(notes), last_of_file=place == last) for place, shape in enumerate(shapes))


def write_workbook(plan: Plan, problems: Problems) -> Written:
    """Write one sheet as Parquet, each row with its row number in the sheet."""
    shape = plan.shape
    sheet = one_sheet(shape.arrival, shape.facts.sheet or "", plan.limits)
    places = shape.places
    verdicts = Verdicts(shape, problems, plan.limits)
    outcome = Outcome()
    with plan.scratch.open("wb") as target:
        for found in _filled_rows(sheet, shape.data_line):
            cells = [found.cells[place].encode("utf-8", "replace") for place in places]
            record = Record(found.line, plan.limits.row_bytes, cells=cells)
            record.broken_cells = [at for at, cell in enumerate(cells) if b"\n" in cell or b"\r" in cell]
            row = verdicts.judge(record)
            if row is not None:
                line = b"%d,%b" % (found.line, b",".join(row))
                target.write(line + b"\n")
                outcome.rows += 1
                outcome.longest = max(outcome.longest, len(line))
                outcome.breaks = outcome.breaks or bool(record.broken_cells)
    verdicts.tell_breaks()
    return replace(write_clean(plan, outcome, problems), sha256=_hash(shape.arrival))


def _hash(arrival: Arrival) -> str:
    with arrival.path.open("rb") as file:
        digest = sha256()
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def _filled_rows(sheet: Sheet, first_line: int) -> Iterator[Found]:
    for number, cells in enumerate(sheet.rows[first_line - 1 :], start=first_line):
        if any(cells):
            yield Found(number, number, tuple(cells))


def _table(sheet: Sheet) -> Table | None:
    """The header of a sheet and the places of its columns; None when no cell is filled."""
    rows = list(_filled_rows(sheet, 1))
    if not rows:
        return None
    at = _header_row(rows)
    titles, first, last = _titles(sheet, rows, at)
    heads = [row.cells for row in rows if first <= row.line <= last]
    own = [any(cell.strip() for cell in cells) for cells in zip(*heads, strict=True)]
    used = _used(own, sheet.rows[last:])
    head = Found(first, last, tuple(titles[place] for place in used))
    below = (row for row in rows if row.line > last)
    rest = [replace(row, cells=tuple(row.cells[place] for place in used)) for row in islice(below, SAMPLED)]
    return find_header(sheet.name, [head, *rest], first_line=rows[0].line), used


def _header_row(rows: Sequence[Found]) -> int:
    """The first row with nearly as many cells filled as most rows have."""
    counts = Counter(row.filled for row in rows if row.filled > 1)
    usual = max(counts, key=lambda filled: (counts[filled], filled), default=1)
    return next(at for at, row in enumerate(rows) if row.filled > MOSTLY * usual)


def _titles(sheet: Sheet, rows: Sequence[Found], at: int) -> tuple[list[str], int, int]:
    """The column titles, joined over two rows where cells are merged; the header's first and last line."""
    row = rows[at]
    if at + 1 < len(rows) and _heads(sheet.merged, row, rows[at + 1]):
        below = rows[at + 1]
        return _joined(sheet.merged, row, below), row.line, below.line
    if at and rows[at - 1].line == row.line - 1 and _heads(sheet.merged, rows[at - 1], row):
        return _joined(sheet.merged, rows[at - 1], row), rows[at - 1].line, row.line
    return list(row.cells), row.line, row.line


def _heads(merged: Sequence[Range], upper: Found, lower: Found) -> bool:
    """Whether a merged cell of the upper row stands over several cells of the lower, but not over all."""
    for (top, left), (bottom, right) in merged:
        if top == bottom == upper.line - 1 and upper.cells[left].strip():
            under = sum(bool(cell.strip()) for cell in lower.cells[left : right + 1])
            if 1 < under < max(lower.filled, upper.filled + 1):
                return True
    return False


def _spread(merged: Sequence[Range], row: Found) -> list[str]:
    """The cells of a row, merged ones repeated over the columns they cover."""
    cells = list(row.cells)
    for (top, left), (bottom, right) in merged:
        if top == bottom == row.line - 1:
            for place in range(left + 1, min(right + 1, len(cells))):
                cells[place] = cells[left]
    return cells


def _joined(merged: Sequence[Range], upper: Found, lower: Found) -> list[str]:
    """Titles of two rows as one; a merged title stands over titles of its own, not over columns without one."""
    return [
        f"{spread.strip()} {below.strip()}" if spread.strip() and below.strip() else below or own
        for spread, own, below in zip(_spread(merged, upper), upper.cells, lower.cells, strict=True)
    ]


def _used(filled: list[bool], rows: Sequence[Sequence[str]]) -> tuple[int, ...]:
    """The columns with a title of their own or a cell: merged cells leave columns that have neither."""
    for row in rows:
        for place, cell in enumerate(row):
            if cell:
                filled[place] = True
    return tuple(place for place, is_filled in enumerate(filled) if is_filled)


def _shape(arrival: Arrival, sheet: Sheet, table: Table) -> Shape:
    header, used = table
    facts = FileFacts("", "workbook", False, "", ",", header.titles, header.line, sheet.name)
    dropped = header.dropped()
    kept = [place for place, name in enumerate(header.names) if name not in dropped]
    rows = list(islice(_filled_rows(sheet, header.data_line), SAMPLED))
    return Shape(
        arrival,
        Kind.WORKBOOK,
        facts,
        header.names,
        dropped,
        tuple(sample_row([row.cells[place] for place in used], kept) for row in rows),
        tuple(row.line for row in rows),
        header.data_line,
        tuple(replace(problem, file=arrival.name) for problem in header.problems),
        places=used,
    )
