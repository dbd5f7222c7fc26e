"""Lays changes over what a system delivered before: rows that come again replace their earlier selves.

Nothing here knows of a format. A delta of OneRoster, a page of changed rows from an API, a list of deleted keys and
one of keys that changed (the old one deleted, the row under its new one) are all `Changes` to one table.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from cupola.engine.backends.duck import quoted
from cupola.engine.record.drafting import PARQUET
from cupola.engine.record.sources_view import SourcePart

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True, slots=True)
class Changes:
    """What is new of one table of one system.

    `key` names the columns that name a row. `rows` are the rows that are new or changed, `deleted` is a SELECT
    of the keys (as `key`, text) that the source deleted; either may be missing.
    """

    table: str
    key: tuple[str, ...]
    rows: SourcePart | None = None
    deleted: str | None = None


@dataclass(frozen=True, slots=True)
class Layer:
    """One part in the pile of what a system delivered, oldest first; `changes` when it does not stand for the whole.

    `deletes` is a list of what was deleted from any table of the system, by its key.
    """

    part: SourcePart
    system: str
    key: tuple[str, ...]
    changes: bool = False
    deletes: bool = False


def key_of(cells: Mapping[str, str], key: Sequence[str]) -> str | None:
    """The SQL of a row's key as text, over the cells of its part; None when the part lacks a column of it."""
    if not key or not set(key) <= set(cells):
        return None
    return " || '|' || ".join(cells[column] for column in key)


def merge(
    connection: duckdb.DuckDBPyConnection, below: Sequence[SourcePart], changes: Changes, *, into: Path
) -> list[SourcePart]:
    """The earlier parts of a table without the rows that the changes bring again or delete.

    A part that loses nothing is given back as it is, one that does is written anew below `into`, every row with
    its line; the rows that replace them are not among the parts.
    """
    selects = [changes.deleted] if changes.deleted else []
    if changes.rows is not None and (own := key_of(changes.rows.cells, changes.key)):
        selects.append(f"SELECT {own} AS key FROM {changes.rows.source}")
    if not selects:
        return list(below)
    union = " UNION ".join(f"SELECT key FROM ({select})" for select in selects)
    connection.execute(f"CREATE OR REPLACE TEMP TABLE changed_keys AS {union}")
    return [_without(connection, part, changes.key, into=into) for part in below]


def _without(
    connection: duckdb.DuckDBPyConnection, part: SourcePart, columns: tuple[str, ...], *, into: Path
) -> SourcePart:
    key = key_of(part.cells, columns)
    if key is None or not part.rows:
        return part
    keyed = f"SELECT *, {key} AS changed_key FROM {part.source}"
    same = "changed_key = changed_keys.key"
    (lost,) = connection.execute(f"SELECT count(*) FROM ({keyed}) SEMI JOIN changed_keys ON {same}").fetchall()[0]
    if not lost:
        return part
    path = _fresh(into)
    line = "" if part.line_column else f", file_row_number + {part.first_line} AS _line"
    connection.execute(
        f"COPY (SELECT * EXCLUDE (changed_key, file_row_number){line} FROM ({keyed}) ANTI JOIN changed_keys "
        f"ON {same} ORDER BY _line) TO {quoted(str(path))} {PARQUET}"
    )
    return replace(part, parquet=path, memory=None, line_column=True, first_line=0, rows=part.rows - lost)


def _fresh(into: Path) -> Path:
    into.mkdir(parents=True, exist_ok=True)
    return into / f"merged-{len(list(into.glob('merged-*')))}.parquet"


def pile(connection: duckdb.DuckDBPyConnection, layers: Sequence[Layer], *, into: Path) -> list[SourcePart]:
    """The parts of all layers, in their order, each without the rows that a later layer of its table replaces."""
    parts = [layer.part for layer in layers]
    for place, layer in enumerate(layers):
        if not layer.changes:
            continue
        below = [n for n in range(place) if layers[n].system == layer.system]
        if not layer.deletes:
            below = [n for n in below if layers[n].part.table == layer.part.table]
        changes = Changes(layer.part.table, layer.key, rows=parts[place])
        merged = merge(connection, [parts[n] for n in below], changes, into=into)
        for n, part in zip(below, merged, strict=True):
            parts[n] = part
    return parts
