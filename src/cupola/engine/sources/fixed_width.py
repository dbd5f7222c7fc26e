"""Files whose lines all have one length: a mapping says which place of the line is which column."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cupola.engine.backends.duck import name, quoted
from cupola.engine.kinds import ReadTable
from cupola.engine.sources.mapping_file import Place

if TYPE_CHECKING:
    import duckdb

SPAN = re.compile(r"([0-9]{1,6})(?:-([0-9]{1,6}))?")
LINE = "column 1"


@dataclass(frozen=True, slots=True)
class FixedWidth:
    """The layout: characters in a line, and (column, first, last) with places counted from 1, both included.

    `begins` is a pattern that the beginning of every line follows, to tell layouts of one length apart.
    """

    length: int
    columns: tuple[tuple[str, int, int], ...]
    begins: str = ""

    def fits(self, lines: tuple[str, ...]) -> bool:
        """Whether the lines have this layout."""
        begin = re.compile(self.begins)
        return bool(lines) and all(len(line) == self.length and begin.match(line) for line in lines)


def read_fixed(place: Place) -> FixedWidth:
    """The layout in a mapping's YAML; `MappingError` names the line of a mistake."""
    place.only("length", "begins", "columns")
    begins = place.maybe("begins")
    columns = []
    for column, span in place.at("columns").pairs(required=True):
        found = SPAN.fullmatch(span.text())
        first, last = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
        if not 1 <= first <= last:
            span.wrong(f"`{column}` says {span.text()!r}.", "Write its first and last place, such as 17-24.")
        columns.append((column, first, last))
    pattern = begins.text() if begins else ""
    try:
        re.compile(pattern)
    except re.error as mistake:
        place.at("begins").wrong(f"`begins` is no pattern: {mistake}.", "Write a regular expression.")
    return FixedWidth(place.at("length").number(1, 1_000_000), tuple(columns), pattern)


def fixed_lines(fixed: FixedWidth | None, said: Callable[[str], str]) -> list[str]:
    """The layout as lines of YAML; `said` writes a text in YAML."""
    if fixed is None:
        return []
    begins = [f"  begins: {said(fixed.begins)}"] if fixed.begins else []
    spans = [f'    {said(column)}: "{first}-{last}"' for column, first, last in fixed.columns]
    return ["fixed:", f"  length: {fixed.length}", *begins, "  columns:", *spans]


def cut(table: ReadTable, fixed: FixedWidth, connection: duckdb.DuckDBPyConnection) -> ReadTable:
    """The table of whole lines, cut into the columns of the layout; the line itself stays as its first column.

    Blanks in front of a cell stay: in a column of several scores they hold the place of a digit.
    """
    parquet = table.parquet.with_name(f"{table.parquet.stem}-cut.parquet")
    items = [f"nullif(rtrim(substr({name(LINE)}, {a}, {b - a + 1})), '') AS {name(c)}" for c, a, b in fixed.columns]
    items += ["_line"] if table.line_column else []
    source = f"read_parquet({quoted(str(table.parquet))})"
    sql = f"COPY (SELECT {name(LINE)}, {', '.join(items)} FROM {source}) TO {quoted(str(parquet))} (FORMAT parquet)"
    connection.execute(sql)
    return replace(table, parquet=parquet, columns=(*table.columns, *(column for column, _, _ in fixed.columns)))
