"""Writes the tables of a snapshot to be: source parts with their final columns, and the record tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cupola.engine.backends.duck import name, quoted
from cupola.engine.record.publish import DraftPart
from cupola.engine.record.sources_view import SourcePart
from cupola.engine.record.tables import TABLES, RecordTable
from cupola.engine.sources.families import FILLS

if TYPE_CHECKING:
    import duckdb

# The limit keeps very wide tables within memory: every column holds a dictionary of its own while it is written.
PARQUET = "(FORMAT parquet, COMPRESSION zstd, STRING_DICTIONARY_PAGE_SIZE_LIMIT 65536)"
OTHER = "other "


def write_source(connection: duckdb.DuckDBPyConnection, part: SourcePart, into: Path, *, spare: Sequence[str]) -> Path:
    """Write a source part with its columns under their own names; `spare` are headers that no column took.

    A column that a mapping translated or typed is written twice: as `<name>`, and as read as `<name>_text`.
    Spare columns are kept as `other <header>`, so that a delivery loses nothing.
    """
    path = into / f"source-{part.file}.parquet"
    items = [f"{sql} AS {name(column)}" for column, sql in _columns(part.cells).items()]
    items += [f"{name(header)} AS {name(OTHER + header)}" for header in spare]
    if part.line_column:
        items.append("_line")
    connection.execute(f"COPY (SELECT {', '.join(items)} FROM {part.source}) TO {quoted(str(path))} {PARQUET}")
    return path


def _columns(cells: Mapping[str, str]) -> dict[str, str]:
    """Column -> SQL: `"x as DATE"` becomes the column x, and the text of x becomes x_text."""
    typed = {key.rsplit(" as ", 1)[0]: sql for key, sql in cells.items() if " as " in key}
    found = {}
    for column, sql in cells.items():
        if " as " in column:
            continue
        if column in typed:
            found[f"{column}_text"] = cells.get(f"{column}_text", sql)
            found[column] = typed[column]
        else:
            found.setdefault(column, sql)
    return found


def stored_cells(columns: Sequence[str], types: Mapping[str, str]) -> dict[str, str]:
    """The cells of a stored part: what `write_source` wrote, read back; `types` gives DuckDB types."""
    cells: dict[str, str] = {}
    for column in columns:
        if column == "_line" or column.startswith(OTHER):
            continue
        if types.get(column, "VARCHAR") != "VARCHAR":
            cells[f"{column} as {types[column]}"] = name(column)
            cells.setdefault(column, name(f"{column}_text"))
        else:
            cells[column] = name(column)
    return cells


def write_record(connection: duckdb.DuckDBPyConnection, into: Path, families: frozenset[str]) -> list[DraftPart]:
    """Write every record table that some source fills, in the order of its key."""
    drafts = []
    for table in TABLES:
        if any(table.name in FILLS[family] for family in families):
            drafts.append(_write_table(connection, table, into))
    return drafts


def _write_table(connection: duckdb.DuckDBPyConnection, table: RecordTable, into: Path) -> DraftPart:
    path = into / f"record-{table.name}.parquet"
    order = ", ".join(name(column) for column in (*table.key, "system", "file", "line"))
    connection.execute(f"COPY (SELECT * FROM {name(table.name)} ORDER BY {order}) TO {quoted(str(path))} {PARQUET}")
    return DraftPart(table.name, "record", "record", None, path)
