"""What a Parquet file says, apart from how it is packed: its columns, types, rows and their order."""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from cupola.engine.backends import duck

if TYPE_CHECKING:
    import duckdb

BETWEEN_CELLS = "chr(31)"
NO_CELL = "chr(30)"
# So many columns that naming each of them in an expression takes longer than a list of them.
WIDE = 100
LOW_HALF = (1 << 64) - 1


@dataclass(frozen=True, slots=True)
class Shape:
    """Column names and DuckDB types, in order."""

    names: tuple[str, ...]
    types: tuple[str, ...]

    @property
    def cells(self) -> tuple[str, ...]:
        """The plain names that the columns have inside our own statements: c0, c1 …"""
        return tuple(f"c{number}" for number in range(len(self.names)))

    @property
    def renamed(self) -> str:
        """The SELECT list that gives the cells their names back."""
        pairs = zip(self.cells, self.names, strict=True)
        return ", ".join(f"{cell} AS {duck.name(name)}" for cell, name in pairs)


@dataclass(frozen=True, slots=True)
class Content:
    """A name for what a Parquet file says, and its size."""

    object: str
    shape: Shape
    rows: int


def parquet(path: Path) -> str:
    """The SQL that reads one Parquet file whose name may hold signs that DuckDB takes for wildcards.

    A name with a backslash cannot be escaped; DuckDB takes it as it stands when nothing else matches.
    """
    name = str(path)
    if "\\" not in name:
        name = "".join(f"[{letter}]" if letter in "*?[" else letter for letter in name)
    return f"read_parquet({duck.quoted(name)})"


def shape_of(connection: duckdb.DuckDBPyConnection, path: Path) -> Shape:
    """Columns and types of a Parquet file."""
    seen = connection.execute(f"DESCRIBE FROM {parquet(path)}").fetchall()
    return Shape(tuple(row[0] for row in seen), tuple(row[1] for row in seen))


def rows_of(path: Path, shape: Shape) -> str:
    """A SELECT of the file's rows as `pos` (0-based place in the file) and the cells c0, c1 …"""
    position = "file_row_number"
    if position in (name.lower() for name in shape.names):
        position = "row_number() OVER () - 1"
    cells = "".join(f", {duck.name(name)} AS {cell}" for name, cell in zip(shape.names, shape.cells, strict=True))
    return f"SELECT {position} AS pos{cells} FROM {parquet(path)}"


@dataclass(frozen=True, slots=True)
class Version:
    """A Parquet file on disk, with its shape and number of rows."""

    path: Path
    shape: Shape
    rows: int

    @property
    def sql(self) -> str:
        """Its rows as `pos` (0-based place in the file) and the cells c0, c1 …"""
        return rows_of(self.path, self.shape)


def content_of(connection: duckdb.DuckDBPyConnection, path: Path) -> Content:
    """Name the content of a Parquet file; see `content_of_rows`."""
    shape = shape_of(connection, path)
    return content_of_rows(connection, rows_of(path, shape), shape)


def content_of_rows(connection: duckdb.DuckDBPyConnection, rows: str, shape: Shape) -> Content:
    """Name what a SELECT of `pos` and cells says, in whatever order it comes.

    The name is made of the column names and types, the number of rows, and the sum over all rows of
    the MD5 of place and cells (two halves of 64 bits): stable over versions and independent of how a
    file is packed. It guards against accidents, not against forgers.
    """
    listed = _listed(shape, rows) if len(shape.names) > WIDE else _joined(shape, rows)
    count, mixed, low, high = _sums(connection, listed)
    if mixed:
        count, _, low, high = _sums(connection, _measured(shape, rows))
    words = json.dumps([shape.names, shape.types, count, str(low), str(high), bool(mixed)])
    return Content(sha256(words.encode()).hexdigest()[:40], shape, count)


def _sums(connection: duckdb.DuckDBPyConnection, lines: str) -> tuple[int, bool, int, int]:
    """Over a SELECT of `text` and `mixed`: rows, whether one is mixed, and both halves of the sum."""
    found = connection.execute(
        f"SELECT count(*), coalesce(bool_or(mixed), false),"
        f" coalesce(sum((md5 & {LOW_HALF}::UHUGEINT)::UBIGINT), 0), coalesce(sum((md5 >> 64)::UBIGINT), 0)"
        f" FROM (SELECT md5_number(text) AS md5, mixed FROM ({lines}))"
    ).fetchall()[0]
    return int(found[0]), bool(found[1]), int(found[2]), int(found[3])


def _joined(shape: Shape, rows: str) -> str:
    """The row as one text, and whether a cell holds a sign that we use ourselves."""
    texts = [f"{cell}::VARCHAR" for cell in shape.cells]
    line = "".join(f", coalesce({text}, {NO_CELL})" for text in texts)
    mixed = " OR ".join(
        f"coalesce(contains({text}, {BETWEEN_CELLS}) OR contains({text}, {NO_CELL}), false)" for text in texts
    )
    return f"SELECT concat_ws({BETWEEN_CELLS}, pos{line}) AS text, {mixed} AS mixed FROM ({rows})"


def _listed(shape: Shape, rows: str) -> str:
    """The same as `_joined` for tables of very many columns, where an expression for each of them costs too much.

    A cell holds a sign of ours when the row has more of them than cells and empty cells account for.
    """
    cells = ", ".join(f"{cell}::VARCHAR" for cell in shape.cells)
    listed = f"SELECT pos, [{cells}] AS cells FROM ({rows})"
    filled = f"[coalesce(cell, {NO_CELL}) FOR cell IN cells]"
    text = f"pos || {BETWEEN_CELLS} || array_to_string({filled}, {BETWEEN_CELLS})"
    count = "strlen(text) - strlen(replace(text, {0}, ''))"
    width = len(shape.names)
    mixed = f"{count.format(BETWEEN_CELLS)} <> {width} OR {count.format(NO_CELL)} <> {width} - filled"
    return f"SELECT text, {mixed} AS mixed FROM (SELECT {text} AS text, list_count(cells) AS filled FROM ({listed}))"


def _measured(shape: Shape, rows: str) -> str:
    """The row as one text that no cell can be mistaken in: each cell after its length."""
    texts = [f"{cell}::VARCHAR" for cell in shape.cells]
    line = "".join(f", coalesce(strlen({text}) || ':' || {text}, '-')" for text in texts)
    return f"SELECT concat(pos, ' '{line}) AS text, true AS mixed FROM ({rows})"
