"""Short ways to say a mutation of one row."""

from __future__ import annotations

from collections.abc import Callable

from tests.mutator.expectations import Draw, Expectation, Make, Must, expects
from tests.mutator.sheets import Files, sheet

Made = tuple[Files, Expectation]
Row = dict[str, str]
Test = Callable[[Row], object]


def told(checks: str, file: str, row: Row) -> Expectation:
    """`A-001 A-002 | A-003`: the first two must be found on this row, the third may be found anywhere."""
    must, _, also = checks.partition("|")
    return expects(*(Must(check, file, row) for check in must.split()), also=also.split())


def slip(checks: str, file: str, called: str, *, where: Test = bool, **cells: str) -> Make:
    """A mutation by which one row of a file says something else."""

    def make(draw: Draw, files: Files) -> Made:
        row = draw.row(sheet(files, file), where)
        row |= {name.replace("_", " "): cell for name, cell in cells.items()}
        return files, told(checks, file, row)

    make.__name__ = called
    return make


def again(checks: str, file: str, called: str, *, where: Test = bool, **cells: str) -> Make:
    """A mutation by which one row of a file comes twice, the second time with these cells."""

    def make(draw: Draw, files: Files) -> Made:
        table = sheet(files, file)
        changed = {name.replace("_", " "): cell for name, cell in cells.items()}
        row = table.add(draw.row(table, where), **changed)
        draw.take(row)
        return files, told(checks, file, row)

    make.__name__ = called
    return make
