"""From unambiguous CSV to Parquet through DuckDB, all cells as text, in the order of the file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cupola.engine.backends.duck import name, quoted

if TYPE_CHECKING:
    import duckdb

LINE = "_line"
ROW_GROUP = 122_880
DICTIONARY_LIMIT = 1_000
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
    """Where the Parquet file goes, and which columns go there: (position, name) in order."""

    path: Path
    columns: Sequence[tuple[int, str]]
    compression: str


def scan(source: Source) -> str:
    """The table function that reads the file with nothing left to guess."""
    types = [f"{quoted(column(place))}: 'VARCHAR'" for place in range(source.width)]
    if source.numbered:
        types.insert(0, f"{quoted(LINE)}: 'INTEGER'")
    line_end = quoted("\\r\\n" if source.crlf else "\\n")
    options = [
        f"columns = {{{', '.join(types)}}}",
        f"delim = {quoted(source.delimiter)}",
        f"new_line = {line_end}",
        f"skip = {source.skip}",
        "auto_detect = false, header = false, quote = '\"', escape = '\"', strict_mode = true",
        f"compression = 'none', encoding = 'utf-8', max_line_size = {source.longest}",
        f"buffer_size = {max(BUFFER, 4 * source.longest)}",
    ]
    if source.breaks:
        options.append("parallel = false")
    return f"read_csv({quoted(str(source.path))}, {', '.join(options)})"


def column(place: int) -> str:
    """The working name of a column by its place, so that no header name meets the CSV reader."""
    return f"c{place}"


def copy(connection: duckdb.DuckDBPyConnection, source: Source, target: Target) -> int:
    """Write the file as Parquet; the number of rows written."""
    chosen = [f"{column(place)} AS {name(title)}" for place, title in target.columns]
    if source.numbered:
        chosen.insert(0, LINE)
    connection.execute("SET preserve_insertion_order = true")
    # The cache tells a file by path, size and time: one written anew within a clock tick is taken for the old.
    connection.execute("SET enable_external_file_cache = false")
    written = connection.execute(
        f"COPY (SELECT {', '.join(chosen)} FROM {scan(source)}) TO {quoted(str(target.path))} "
        f"(FORMAT parquet, COMPRESSION {target.compression}, ROW_GROUP_SIZE {ROW_GROUP}, "
        f"DICTIONARY_SIZE_LIMIT {DICTIONARY_LIMIT})"
    ).fetchall()
    return int(written[0][0])


def filled(connection: duckdb.DuckDBPyConnection, source: Source, places: Sequence[int]) -> list[int]:
    """How many cells of these columns hold anything."""
    if not places:
        return []
    counts = ", ".join(f"count({column(place)})" for place in places)
    return [int(count) for count in connection.execute(f"SELECT {counts} FROM {scan(source)}").fetchall()[0]]


def delimiters_inside(connection: duckdb.DuckDBPyConnection, source: Source) -> int:
    """How many delimiters stand inside quoted cells."""
    delimiter = quoted(source.delimiter)
    sums = [
        f"coalesce(sum(length({cell}) - length(replace({cell}, {delimiter}, '')))"
        f" FILTER (contains({cell}, {delimiter})), 0)"
        for cell in map(column, range(source.width))
    ]
    return sum(map(int, connection.execute(f"SELECT {', '.join(sums)} FROM {scan(source)}").fetchall()[0]))
