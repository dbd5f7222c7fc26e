"""The record as one reader may see it: views narrowed to schools or to own sections, in a DuckDB that is shut in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cupola.engine.backends import duck
from cupola.engine.backends.duck import quoted
from cupola.engine.record.store import open_store
from cupola.engine.record.tables import TABLES, RecordTable

if TYPE_CHECKING:
    import duckdb

OWN_BY = ("person_id", "class_id")


@dataclass(frozen=True, slots=True)
class Scope:
    """How far a reader sees: everything, or these schools (`org_id`) and these people and sections."""

    everything: bool = False
    schools: frozenset[str] = frozenset()
    own: frozenset[str] = frozenset()


EVERYTHING = Scope(everything=True)


@contextmanager
def reader(data: Path, scope: Scope) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection with one view for each table of the record, narrowed to the scope and without personal columns.

    A table without a school is closed to a scoped reader, unless its rows are of people or sections that are the
    reader's own. The connection reads the files of the snapshot in force and no others, reaches no network, and its
    settings are locked.
    """
    with views(data, scope, personal=False) as connection:
        yield connection


@contextmanager
def views(data: Path, scope: Scope, *, personal: bool) -> Iterator[duckdb.DuckDBPyConnection]:
    """The same with personal columns, for `access` alone."""
    store = open_store(data)
    manifest = store.current()
    paths = {table.name: store.listed_paths(manifest, table.name) if manifest else () for table in TABLES}
    with closing(duck.connect()) as connection:
        _lay_in(connection, scope)
        duck.fence(connection, readable=[path for found in paths.values() for path in found], temp_mb=0)
        for table in TABLES:
            rows = _view(table, paths[table.name], scope, personal=personal)
            connection.execute(f"CREATE TEMP VIEW {table.name} AS {rows}")
        yield connection


def _lay_in(connection: duckdb.DuckDBPyConnection, scope: Scope) -> None:
    for name, keys in (("scope_schools", scope.schools), ("scope_own", scope.own)):
        connection.execute(f"CREATE TEMP TABLE {name} (key VARCHAR)")
        if keys:
            connection.executemany(f"INSERT INTO {name} VALUES (?)", [[key] for key in sorted(keys)])


def _view(table: RecordTable, paths: tuple[Path, ...], scope: Scope, *, personal: bool) -> str:
    shown = [column for column in table.columns if personal or not column.personal]
    if not paths:
        cells = ", ".join(f'NULL::{column.sql_type} AS "{column.name}"' for column in shown)
        return f"SELECT {cells} LIMIT 0"
    cells = ", ".join(f'"{column.name}"' for column in shown)
    files = ", ".join(quoted(str(path)) for path in paths)
    return f"SELECT {cells} FROM read_parquet([{files}], union_by_name = true) WHERE {_within(table, scope)}"


def _within(table: RecordTable, scope: Scope) -> str:
    if scope.everything:
        return "true"
    ways = [f'"{table.school}" IN (SELECT key FROM scope_schools)'] if table.school and scope.schools else []
    if scope.own:
        ways += [f'"{name}" IN (SELECT key FROM scope_own)' for name in OWN_BY if name in table.column_names]
    return " OR ".join(ways) or "false"
