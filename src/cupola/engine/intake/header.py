"""Finding the row that names the columns, and giving every column a name of its own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from cupola.engine.intake.forbidden import is_forbidden
from cupola.engine.kinds import ReadProblem

GUID = re.compile(r"\{?[0-9a-fA-F]{8}(-?[0-9a-fA-F]{4}){3}-?[0-9a-fA-F]{12}\}?")
NUMBER = re.compile(r"[+-]?[\d,]*\.?\d+([eE][+-]?\d+)?%?")
DATE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}([T ].*)?|\d{1,2}/\d{1,2}/\d{2,4}( .*)?")
LONGEST_NAME = 1_000
TOP = 40
LONG_LINE = 200
RECORD_TYPE = re.compile(r"[A-Z]{4}")
RECORD_FIELDS = 8
PLAIN_DAY = re.compile(r"(19|20)\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])")


@dataclass(frozen=True, slots=True)
class Found:
    """One record met while looking: its first and last physical line and its cells."""

    line: int
    last_line: int
    cells: tuple[str, ...]

    @property
    def filled(self) -> int:
        """How many cells hold more than blanks."""
        return sum(1 for cell in self.cells if cell.strip())


@dataclass(frozen=True, slots=True)
class Header:
    """The names of the columns: as they stand (`titles`) and made distinct (`names`).

    `place` is the header's index among the records looked at, -1 when the file has none.
    """

    place: int
    line: int
    data_line: int
    titles: tuple[str, ...]
    names: tuple[str, ...]
    problems: tuple[ReadProblem, ...]

    def dropped(self) -> frozenset[str]:
        """The names whose cells are never read."""
        return frozenset(name for name in self.names if is_forbidden(name))


def usual_width(records: Sequence[Found]) -> int:
    """The number of cells that most records have; the larger one when two are as common."""
    counts = Counter(len(record.cells) for record in records)
    return max(counts, key=lambda width: (counts[width], width), default=0)


def fixed_width_header(file: str, records: Sequence[Found]) -> Header:
    """The header of a file that has none, and whose lines are cut by places instead of a character."""
    length = len(records[0].cells[0])
    fact = f"every line has {length:,} characters and nothing parts its columns: the place in the line tells them."
    step = "Export it with column names, or give a mapping with the places of the columns (`fixed`)."
    problem = ReadProblem("FIL-010", file, fact, line=records[0].line, next_step=step)
    return Header(-1, 0, 1, ("column 1",), ("column 1",), (problem,))


def is_fixed_width(records: Sequence[Found]) -> bool:
    """Whether all records are single cells of one length, longer than any name of a column."""
    lengths = {len(record.cells[0]) if len(record.cells) == 1 else 0 for record in records}
    return len(records) > 1 and len(lengths) == 1 and lengths.pop() >= LONG_LINE


def find_header(file: str, records: Sequence[Found], *, first_line: int = 1) -> Header:
    """Tell header, lines before it, and files that have none, from the first records.

    `first_line` is the first line that is not blank.
    """
    place = _header_place(records)
    found = records[place]
    if _is_typed_record(found, records[place + 1 :]):
        return replace(_headerless(file, records), problems=())
    if _is_data(found, records[place + 1 :]):
        return _headerless(file, records)
    problems = []
    if found.line > first_line:
        problems.append(_lines_before(file, found.line))
    titles = tuple(cell[:LONGEST_NAME].replace("\0", "") for cell in found.cells)
    names = distinct(titles)
    problems += _name_problems(file, found.line, titles=titles, names=names)
    return Header(place, found.line, found.last_line + 1, titles, names, tuple(problems))


def distinct(titles: Sequence[str]) -> tuple[str, ...]:
    """Names that differ even without letter case: `grade`, `grade (2)`, `column 3`."""
    taken: set[str] = set()
    names = []
    for place, title in enumerate(titles, start=1):
        base = title if title.strip() else f"column {place}"
        name, number = base, 1
        while _folded(name) in taken:
            number += 1
            name = f"{base} ({number})"
        taken.add(_folded(name))
        names.append(name)
    return tuple(names)


def _folded(name: str) -> str:
    return name.strip().lower()


def _header_place(records: Sequence[Found]) -> int:
    width = usual_width(records)
    for place, record in enumerate(records[:TOP]):
        if width >= 2 and len(record.cells) < 2:
            continue
        following = records[place + 1] if place + 1 < len(records) else None
        if width >= 5 and record.filled <= 2 and following and following.filled > width // 2:
            continue
        if named := _below_titles(records, place, width):
            return named
        return place
    return 0


def _below_titles(records: Sequence[Found], place: int, width: int) -> int | None:
    """Where the names stand when the record here holds titles over groups of columns, else None.

    Titles leave most cells empty, the first among them, a blank record may follow, and the names below fill
    nearly all cells.
    """
    titles = records[place]
    if width < 5 or 4 * titles.filled > width or titles.cells[0].strip():
        return None
    below = next((at for at in range(place + 1, min(place + 4, len(records))) if records[at].filled), None)
    if below is None or 10 * records[below].filled < 9 * width or _is_data(records[below], records[below + 1 :]):
        return None
    names = {_folded(cell) for cell in records[below].cells if cell.strip()}
    apart = 10 * len(names) >= 9 * records[below].filled
    return below if apart and not any(NUMBER.fullmatch(name) for name in names) else None


def _is_typed_record(record: Found, following: Sequence[Found]) -> bool:
    """Whether rows say their own kind: one word of four capital letters begins all of them, and no header is meant.

    State uploads are written so. A single row must hold a day of eight digits besides.
    """
    kind = record.cells[0].strip()
    if len(record.cells) < RECORD_FIELDS or not RECORD_TYPE.fullmatch(kind):
        return False
    if not following:
        return any(PLAIN_DAY.fullmatch(cell.strip()) for cell in record.cells)
    return 5 * sum(row.cells[0].strip() == kind for row in following) >= 4 * len(following)


def _is_data(record: Found, following: Sequence[Found]) -> bool:
    """Whether what stands in the header's place is a row: a GUID in it, or numbers and dates alone."""
    filled = [cell.strip() for cell in record.cells if cell.strip()]
    if any(GUID.fullmatch(cell) for cell in filled):
        return True
    if filled and all(NUMBER.fullmatch(cell) or DATE.fullmatch(cell) for cell in filled):
        return True
    return any(DATE.fullmatch(cell.strip()) and _has_dates(following, place) for place, cell in enumerate(record.cells))


def _has_dates(records: Sequence[Found], place: int) -> bool:
    cells = [row.cells[place].strip() for row in records if place < len(row.cells)]
    filled = [cell for cell in cells if cell]
    return bool(filled) and all(DATE.fullmatch(cell) for cell in filled)


def _headerless(file: str, records: Sequence[Found]) -> Header:
    width = usual_width(records)
    names = tuple(f"column {number}" for number in range(1, width + 1))
    fact = "the file has no row with the names of its columns: its first row already holds data."
    step = "Export it with column names, or give the names when the columns are mapped."
    problem = ReadProblem("FIL-010", file, fact, line=records[0].line, next_step=step)
    return Header(-1, 0, 1, names, names, (problem,))


def _lines_before(file: str, line: int) -> ReadProblem:
    lines = "1 line stands" if line == 2 else f"{line - 1:,} lines stand"
    return ReadProblem(
        "FIL-010",
        file,
        f"{lines} before the row with the names of the columns (line {line:,}); they were left out.",
        line=1,
        next_step="Export the table without a title above it.",
    )


def _name_problems(file: str, line: int, *, titles: Sequence[str], names: Sequence[str]) -> list[ReadProblem]:
    problems = []
    repeated = [title for title, name in zip(titles, names, strict=True) if title.strip() and title != name]
    if repeated:
        fact = f"the header repeats {_listed(sorted(set(repeated), key=repeated.index))}; "
        fact += "the later columns were given a number."
        step = "Give every column its own name, so that no one is taken for another."
        problems.append(ReadProblem("FIL-008", file, fact, line=line, column=repeated[0], next_step=step))
    nameless = [name for title, name in zip(titles, names, strict=True) if not title.strip()]
    if nameless:
        count = "1 column has" if len(nameless) == 1 else f"{len(nameless):,} columns have"
        fact = f"{count} no name in the header; read as {_listed(nameless)}."
        step = "Name every column, or remove the empty ones."
        problems.append(ReadProblem("FIL-009", file, fact, line=line, column=nameless[0], next_step=step))
    return problems


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(f"`{name[:60]}`" for name in names[:5])
    return shown if len(names) <= 5 else f"{shown} and {len(names) - 5:,} more"
