"""Source parts whose rows belong to a list as well: an upload file is a list of students or programs too."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from cupola.engine.record.sources_view import SourcePart
from cupola.engine.sources.families import also_lists, source_tables


def with_shared_rows(parts: Iterable[SourcePart]) -> list[SourcePart]:
    """The parts, and beside each whose family says so the same rows as part of a list."""
    also = also_lists()
    found = []
    for part in parts:
        found.append(part)
        if part.table in also:
            table, filled = also[part.table]
            found.append(replace(part, table=table, cells=_cells(part, table, filled=dict(filled))))
    return found


def _cells(part: SourcePart, table: str, *, filled: dict[str, tuple[str, str]]) -> dict[str, str]:
    columns = {column.name: column for column in source_tables()[table]}
    cells: dict[str, str] = {}
    for column, (own, sql) in filled.items():
        if own not in part.cells:
            continue
        cell = part.cells[own]
        cells[column] = sql.replace("{0}", cell)
        if cells[column] != cell and not columns[column].personal:
            cells[f"{column}_text"] = cell
        typed = columns[column].typed
        settled = part.cells.get(f"{own} as {typed}")
        if settled is not None:
            cells[f"{column} as {typed}"] = settled
    return cells
