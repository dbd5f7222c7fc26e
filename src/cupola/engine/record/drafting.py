"""Writes the tables of a snapshot to be: source parts with their final columns, and the record tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from cupola.engine.backends.duck import name, quoted
from cupola.engine.record.manifest import CLOSED
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


def write_closed_record(
    connection: duckdb.DuckDBPyConnection, into: Path, families: frozenset[str], *, files: Sequence[int]
) -> list[DraftPart]:
    """Write, apart from the others, the rows of record tables that come from these files of rows no longer listed."""
    drafts = []
    chosen = f"file IN ({', '.join(map(str, files)) or 'NULL'})"
    for table in TABLES:
        if not any(table.name in FILLS[family] for family in families):
            continue
        draft = replace(_write_table(connection, table, into, where=chosen), layer=CLOSED)
        (rows,) = connection.execute(f"SELECT count(*) FROM read_parquet({quoted(str(draft.path))})").fetchall()[0]
        if rows:
            drafts.append(draft)
        else:
            draft.path.unlink()
    return drafts


def _write_table(
    connection: duckdb.DuckDBPyConnection, table: RecordTable, into: Path, *, where: str = ""
) -> DraftPart:
    path = into / f"{'closed' if where else 'record'}-{table.name}.parquet"
    order = ", ".join(name(column) for column in (*table.key, "system", "file", "line"))
    rows = f"SELECT * FROM {name(table.name)} {f'WHERE {where} ' if where else ''}ORDER BY {order}"
    connection.execute(f"COPY ({rows}) TO {quoted(str(path))} {PARQUET}")
    return DraftPart(table.name, "record", "record", None, path)
