"""From unambiguous CSV to Parquet or into memory through DuckDB, all cells as text, in the order of the file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from cupola.engine.backends.duck import name, quoted
from cupola.engine.kinds import Keeping

if TYPE_CHECKING:
    import duckdb

LINE = "_line"
FILLED = "filled: "
MOST_ROWS_IN_A_GROUP = 122_880
FEWEST_ROWS_IN_A_GROUP = 2_048
CELLS_IN_A_GROUP = 4_000_000
DICTIONARY_ENTRIES = 1_000
DICTIONARY_BYTES = 65_536
USUAL_LINE = 2_000_000
BUFFER = 32_000_000


@dataclass(frozen=True, slots=True)
class Source:
    """A CSV file whose dialect is known for certain.

    `width` counts its columns; with `numbered` an integer column with the line comes before them.
    A line longer than `longest` bytes is refused.
    """

    path: Path
    delimiter: str
    width: int
    skip: int = 0
    crlf: bool = False
    numbered: bool = False
    breaks: bool = False
    longest: int = USUAL_LINE


@dataclass(frozen=True, slots=True)
class Target:
    """Where the rows go, and which columns go there: (position, name) in order; `dropped` are those left out.

    That is a Parquet file, or the temporary table that `keeping` names.
    """

    path: Path
    columns: Sequence[tuple[int, str]]
    dropped: Mapping[str, int] = field(default_factory=dict)
    keeping: Keeping | None = None

    @property
    def rows(self) -> str:
        """The rows written as a FROM item, in order, with their place as `file_row_number`."""
        return rows_from(self.path, self.keeping.table if self.keeping else None)


def rows_from(path: Path, table: str | None) -> str:
    """The rows of a Parquet file, or of a table in memory, as a FROM item with their place as `file_row_number`."""
    if table is not None:
        return f"(SELECT *, rowid AS file_row_number FROM {name(table)})"
    return f"read_parquet({quoted(str(path))}, file_row_number = true)"


def scan(source: Source) -> str:
    """The table function that reads the file with nothing left to guess."""
    types = [f"{quoted(column(place))}: 'VARCHAR'" for place in range(source.width)]
    if source.numbered:
        types.insert(0, f"{quoted(LINE)}: 'INTEGER'")
    options = [
        f"columns = {{{', '.join(types)}}}",
        f"delim = {quoted(source.delimiter)}",
        f"skip = {source.skip}",
        "auto_detect = false, header = false, quote = '\"', escape = '\"', strict_mode = true",
        f"compression = 'none', encoding = 'utf-8', max_line_size = {source.longest}",
        f"buffer_size = {max(BUFFER, 4 * source.longest)}",
    ]
    # Named, CRLF makes DuckDB 1.5 in strict mode return no row at all; unnamed it is found out rightly.
    if not source.crlf:
        options.append("new_line = '\\n'")
    if source.breaks:
        options.append("parallel = false")
    return f"read_csv({quoted(str(source.path))}, {', '.join(options)})"


def column(place: int) -> str:
    """The working name of a column by its place, so that no header name meets the CSV reader."""
    return f"c{place}"


def copy(connection: duckdb.DuckDBPyConnection, source: Source, target: Target) -> int:
    """Write the file as Parquet, or keep it in memory; the number of rows written."""
    chosen = [f"{column(place)} AS {name(title)}" for place, title in target.columns]
    if source.numbered:
        chosen.insert(0, LINE)
    connection.execute("SET preserve_insertion_order = true")
    # The cache tells a file by path, size and time: one written anew within a clock tick is taken for the old.
    connection.execute("SET enable_external_file_cache = false")
    if target.keeping is None:
        return _write(connection, f"SELECT {', '.join(chosen)} FROM {scan(source)}", source=source, target=target)
    chosen += [f"{_is_filled(place)} AS {name(FILLED + title)}" for title, place in target.dropped.items()]
    computed = "".join(f", {sql} AS {name(title)}" for title, sql in target.keeping.computed.items())
    rows = f"SELECT *{computed} FROM (SELECT {', '.join(chosen)} FROM {scan(source)})"
    if target.keeping.table is None:
        return _write(connection, rows, source=source, target=target)
    table = name(target.keeping.table)
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {table} AS {rows}")
    return int(connection.execute(f"SELECT count(*) FROM {table}").fetchall()[0][0])


def _write(connection: duckdb.DuckDBPyConnection, rows: str, *, source: Source, target: Target) -> int:
    written = connection.execute(
        f"COPY ({rows}) TO {quoted(str(target.path))} "
        f"(FORMAT parquet, COMPRESSION uncompressed, ROW_GROUP_SIZE {_rows_in_a_group(source.width)}, "
        f"DICTIONARY_SIZE_LIMIT {DICTIONARY_ENTRIES}, STRING_DICTIONARY_PAGE_SIZE_LIMIT {DICTIONARY_BYTES})"
    ).fetchall()
    return int(written[0][0])


def _rows_in_a_group(width: int) -> int:
    """Rows that are held in memory together: fewer for wide tables."""
    return max(FEWEST_ROWS_IN_A_GROUP, min(MOST_ROWS_IN_A_GROUP, CELLS_IN_A_GROUP // width))


def filled(connection: duckdb.DuckDBPyConnection, source: Source, target: Target) -> dict[str, int]:
    """How many cells of each column left out hold anything but blanks."""
    if not target.dropped:
        return {}
    if target.keeping is not None:
        table, flags = target.rows, [name(FILLED + title) for title in target.dropped]
    else:
        table, flags = scan(source), [_is_filled(place) for place in target.dropped.values()]
    counts = ", ".join(f"count(*) FILTER (WHERE {flag})" for flag in flags)
    row = connection.execute(f"SELECT {counts} FROM {table}").fetchall()[0]
    return {title: int(count) for title, count in zip(target.dropped, row, strict=True)}


def _is_filled(place: int) -> str:
    return f"trim({column(place)}) <> ''"


def delimiters_inside(
    connection: duckdb.DuckDBPyConnection, source: Source, *, target: Target, dropped: Sequence[int]
) -> int:
    """How many delimiters stand inside cells: of the rows just written, and of columns left out."""
    kept = [name(title) for _, title in target.columns]
    return _counted(connection, target.rows, source.delimiter, cells=kept) + _counted(
        connection, scan(source), source.delimiter, cells=[column(place) for place in dropped]
    )


def _counted(connection: duckdb.DuckDBPyConnection, table: str, delimiter: str, *, cells: Sequence[str]) -> int:
    """Look first which columns hold any, because counting them costs far more."""
    if not cells:
        return 0
    sign = quoted(delimiter)
    looks = ", ".join(f"coalesce(bool_or(contains({cell}, {sign})), false)" for cell in cells)
    found = connection.execute(f"SELECT {looks} FROM {table}").fetchall()[0]
    holding = [cell for cell, holds in zip(cells, found, strict=True) if holds]
    if not holding:
        return 0
    sums = ", ".join(f"sum(length({cell}) - length(replace({cell}, {sign}, '')))" for cell in holding)
    return sum(map(int, connection.execute(f"SELECT {sums} FROM {table}").fetchall()[0]))
