"""Lays out the tables that measures read: those of a snapshot as they are stored, empty ones for the others."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cupola.engine.backends.duck import name, quoted
from cupola.engine.measures.ground_form import GIVEN
from cupola.engine.record.manifest import Delivery, Manifest
from cupola.engine.record.store import Store
from cupola.engine.record.tables import BY_NAME

if TYPE_CHECKING:
    import duckdb

ADDRESSED = {"oneroster_users": ("sourced_id", "email")}


@dataclass(frozen=True, slots=True)
class System:
    """A system of the record: its kind, its name, and the day (ISO) of its newest file."""

    system: str
    kind: str
    title: str
    day: str | None


def open_tables(
    connection: duckdb.DuckDBPyConnection, store: Store, manifest: Manifest, *, wanted: Collection[str]
) -> frozenset[str]:
    """Make a view for each wanted table of the snapshot; returns those that have rows."""
    lay_systems(connection, [_system(delivery) for delivery in manifest.deliveries])
    filled = {"record_systems"} if manifest.deliveries else set()
    for table in sorted(set(wanted) - {"record_systems"}):
        rows = list(_rows(connection, store, manifest, table=table))
        if rows:
            connection.execute(f"CREATE TEMP VIEW {name(table)} AS {' UNION ALL BY NAME '.join(rows)}")
            filled.add(table)
    lay_empty(connection, set(wanted) - filled)
    return frozenset(filled)


def lay_systems(connection: duckdb.DuckDBPyConnection, systems: Collection[System]) -> None:
    """Make the table `record_systems`: one row a system, with the newest day of all its deliveries."""
    connection.execute("CREATE TEMP TABLE record_systems (system VARCHAR, kind VARCHAR, title VARCHAR, day DATE)")
    if systems:
        newest = {each.system: each for each in sorted(systems, key=lambda each: each.day or "")}
        values = [[each.system, each.kind, each.title, each.day] for each in newest.values()]
        connection.executemany("INSERT INTO record_systems VALUES (?, ?, ?, ?)", values)


def lay_empty(connection: duckdb.DuckDBPyConnection, tables: Collection[str]) -> None:
    """Make a view without rows for each of these tables."""
    for table in sorted(set(tables) - {"record_systems"}):
        columns = (
            [f"NULL::{column.sql_type} AS {name(column.name)}" for column in BY_NAME[table].columns]
            if table in BY_NAME
            else [f"NULL::VARCHAR AS {column}" for column in GIVEN[table]]
        )
        connection.execute(f"CREATE TEMP VIEW {name(table)} AS SELECT {', '.join(columns)} LIMIT 0")


def _system(delivery: Delivery) -> System:
    stamps = [file.modified[:10] for file in delivery.files if file.modified]
    day = max(stamps, default=delivery.when.date().isoformat())
    return System(delivery.system, delivery.kind, delivery.name or delivery.system, day)


def _rows(connection: duckdb.DuckDBPyConnection, store: Store, manifest: Manifest, *, table: str) -> Iterator[str]:
    """The SELECTs of a table's stored parts."""
    if table == "user_addresses":
        yield from _addresses(connection, store, manifest)
        return
    paths = store.listed_paths(manifest, table)
    if not paths or not sum(part.rows for part in manifest.listed(table)):
        return
    wanted = [column.name for column in BY_NAME[table].columns] if table in BY_NAME else list(GIVEN[table])
    there = _columns(connection, paths)
    types = {column.name: column.sql_type for column in BY_NAME[table].columns} if table in BY_NAME else {}
    cells = [
        name(column) if column in there else f"NULL::{types.get(column, 'VARCHAR')} AS {name(column)}"
        for column in wanted
    ]
    yield f"SELECT {', '.join(cells)} FROM {_parquet(paths)}"


def _addresses(connection: duckdb.DuckDBPyConnection, store: Store, manifest: Manifest) -> Iterator[str]:
    """Key of a person and address, from exports of users that hold both."""
    for table, (key, email) in ADDRESSED.items():
        for part, path in zip(manifest.listed(table), store.listed_paths(manifest, table), strict=True):
            if {key, email} <= _columns(connection, (path,)):
                system = quoted(f"{part.system}:")
                yield (
                    f"SELECT {system} || {name(key)} AS person_id, {name(email)} AS email "
                    f"FROM {_parquet((path,))} WHERE {name(email)} <> ''"
                )


def _columns(connection: duckdb.DuckDBPyConnection, paths: Collection[Path]) -> set[str]:
    return {str(row[0]) for row in connection.execute(f"DESCRIBE SELECT * FROM {_parquet(paths)}").fetchall()}


def _parquet(paths: Collection[Path]) -> str:
    return f"read_parquet([{', '.join(quoted(str(path)) for path in paths)}], union_by_name = true)"
