"""Earlier snapshots beside a delivery: `earlier_persons`, `last_year_persons` …, for checks that compare."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from cupola.engine.backends.duck import name, quoted
from cupola.engine.kinds import System
from cupola.engine.record.last_year import YEAR_BY_NAME, create_year_views
from cupola.engine.record.manifest import Manifest
from cupola.engine.record.store import Store
from cupola.engine.record.tables import BY_NAME

if TYPE_CHECKING:
    import duckdb

COMPARED = {
    "earlier": ("orgs", "academic_sessions", "persons", "person_org_roles", "program_associations", "devices"),
    "last_year": (
        *("orgs", "org_identifiers", "academic_sessions", "persons", "person_identifiers", "person_org_roles"),
        *("demographics", "program_associations", "staff_positions", "devices"),
    ),
}
WHICH = tuple(COMPARED)
A_YEAR_BEFORE = timedelta(days=270)
NOT_OLDER_THAN = timedelta(days=500)


@dataclass(frozen=True, slots=True)
class Past:
    """The tables of one earlier snapshot: its day (ISO), the files of each table, and its systems of applications."""

    as_of: str
    tables: Mapping[str, tuple[Path, ...]] = field(default_factory=dict)
    applied_for: frozenset[str] = frozenset()


Earlier = Mapping[str, Past]


def earlier_of(store: Store, *, before: Manifest | None, as_of: date) -> dict[str, Past]:
    """What there is to compare a delivery of that day with: the snapshot before, and the last of the year before.

    `before` is the newest snapshot that may be compared; None when there is none. Of the year before counts the
    newest snapshot that is nine to sixteen months older. Snapshots that were taken back do not count.
    """
    if before is None:
        return {}
    line = [entry.manifest for entry in store.snapshots() if entry.state != "undone"]
    older = [each for each in line if each.id <= before.id]
    year = [each for each in older if as_of - NOT_OLDER_THAN <= each.as_of <= as_of - A_YEAR_BEFORE]
    newest = max(year, key=lambda each: (each.as_of, each.id), default=None)
    found = {"earlier": before, "last_year": newest}
    return {which: _past(store, manifest, COMPARED[which]) for which, manifest in found.items() if manifest}


def _past(store: Store, manifest: Manifest, tables: Sequence[str]) -> Past:
    applied_for = frozenset(each.system for each in manifest.deliveries if each.kind == "enrollment")
    return Past(manifest.as_of.isoformat(), {table: _paths(store, manifest, table) for table in tables}, applied_for)


def _paths(store: Store, manifest: Manifest, table: str) -> tuple[Path, ...]:
    """The rows of a table; of people also those no longer listed, who may come back under another id."""
    return store.part_paths(manifest, table) if table == "persons" else store.listed_paths(manifest, table)


def create_earlier_views(
    connection: duckdb.DuckDBPyConnection, earlier: Earlier, *, systems: Sequence[System]
) -> set[str]:
    """Make the views over earlier snapshots, and `earlier_day()`, `last_year_day()`; returns those with rows to read.

    Of the snapshot before, only the systems of the delivery are seen: of the others nothing is there to compare. Of
    the year before all are, for a student may have come in another system then.
    """
    delivered = ", ".join(quoted(system.id) for system in systems) or "''"
    filled = set()
    for which in WHICH:
        past = earlier.get(which)
        day = f"DATE {quoted(past.as_of)}" if past else "CAST(NULL AS DATE)"
        connection.execute(f"CREATE OR REPLACE MACRO {which}_day() AS {day}")
        seen = delivered if which == "earlier" else None
        for table in COMPARED[which]:
            paths = past.tables.get(table, ()) if past else ()
            view = f"{which}_{table}"
            connection.execute(f"CREATE OR REPLACE VIEW {name(view)} AS {_rows(table, paths, seen)}")
            if paths:
                filled.add(view)
    # Describing them takes as long as several checks: nothing reads them where there is no year before.
    if last := earlier.get("last_year"):
        create_year_views(connection, applied_for=last.applied_for)
    return filled


def _rows(table: str, paths: Sequence[Path], systems: str | None) -> str:
    described = BY_NAME[table]
    if not paths:
        empty = ", ".join(f"CAST(NULL AS {column.sql_type}) AS {name(column.name)}" for column in described.columns)
        return f"SELECT {empty} WHERE false"
    columns = ", ".join(f"CAST({name(c.name)} AS {c.sql_type}) AS {name(c.name)}" for c in described.columns)
    files = ", ".join(quoted(str(path)) for path in paths)
    only = f" WHERE split_part({name(described.key[0])}, ':', 1) IN ({systems})" if systems else ""
    return f"SELECT {columns} FROM read_parquet([{files}], union_by_name = true){only}"


def described_as(table: str) -> str | None:
    """The record table whose columns a table of an earlier snapshot has; None for any other table."""
    for which in WHICH:
        if table.startswith(f"{which}_") and table.removeprefix(f"{which}_") in COMPARED[which]:
            return table.removeprefix(f"{which}_")
    return None


def missing(table: str) -> str | None:
    """Why a table of an earlier snapshot is not there, in words; None for any other table."""
    if table in YEAR_BY_NAME:
        return "the record holds no snapshot of about a year before"
    if described_as(table) is None:
        return None
    if table.startswith("last_year_"):
        return "the record holds no snapshot of about a year before"
    return "the record holds no earlier snapshot"
