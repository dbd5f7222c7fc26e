"""Findings as CSV for a spreadsheet, with no cell that a spreadsheet would run as a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import TextIO

from cupola.engine.kinds import Finding
from cupola.engine.paper.cells import FORMULA_STARTS, guarded
from cupola.engine.paper.ranking import Ranking
from cupola.engine.paper.rows import FIELDS, NAMES, Cell, finding_fields, finding_names
from cupola.engine.paper.wording import tidied

ENCODING = "utf-8-sig"
LONGEST = 32_000


def write_csv(ranking: Ranking, out: TextIO) -> None:
    """Write one row for each finding, in the order of the groups.

    Open `out` with `encoding=ENCODING, newline=""`: the mark at the beginning makes spreadsheets read UTF-8.
    """
    names = NAMES if ranking.report.names else ()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([*FIELDS, *names])
    writer.writerows(_rows(ranking))


def csv_cell(value: Cell) -> Cell:
    """A cell that is safe in a spreadsheet: what looks like a formula gets an apostrophe before it."""
    if not isinstance(value, str):
        return value
    clean = tidied(value, longest=LONGEST)
    return f"'{clean}" if value.startswith(FORMULA_STARTS) else guarded(clean)


def _rows(ranking: Ranking) -> Iterator[list[Cell]]:
    for finding in ranking.ordered():
        yield [csv_cell(value) for value in _fields(finding, ranking)]


def _fields(finding: Finding, ranking: Ranking) -> list[Cell]:
    return [*finding_fields(finding).values(), *finding_names(finding, ranking.report).values()]
