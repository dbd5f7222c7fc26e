"""What a snapshot holds, in numbers: rows of each table, persons by role, programs by type."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cupola.engine.backends.duck import connect, quoted
from cupola.engine.record.manifest import Manifest
from cupola.engine.record.store import Store
from cupola.engine.record.tables import CLOSED_KEYS, TABLES

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True, slots=True)
class RecordFacts:
    """Numbers of a snapshot.

    `persons` counts people by role, each once for a role; those of enrollment systems are not among them,
    because nobody has linked them yet to the people of the SIS: they stand in `not_yet_linked`, by system.
    `programs` counts people by program. `no_longer_listed` counts, by table, the keys that their source lists
    no more; no other number counts them.
    """

    snapshot: str
    as_of: str
    tables: dict[str, int]
    persons: dict[str, int]
    not_yet_linked: dict[str, int]
    programs: dict[str, int]
    source_tables: dict[str, int]
    no_longer_listed: dict[str, int]


def record_facts(store: Store, manifest: Manifest) -> RecordFacts:
    """Count what a snapshot holds."""
    connection = connect()
    paths = store.listed_paths(manifest, "persons")
    apart = {delivery.system for delivery in manifest.deliveries if delivery.kind == "enrollment"}
    rows = {t.name: sum(p.rows for p in manifest.listed(t.name)) for t in TABLES if t.name != CLOSED_KEYS}
    sources = {
        name: sum(part.rows for part in manifest.listed(name))
        for name, parts in manifest.tables.items()
        if any(part.layer == "source" for part in parts)
    }
    return RecordFacts(
        snapshot=manifest.id,
        as_of=manifest.as_of.isoformat(),
        tables=rows,
        persons=_persons(connection, paths, apart),
        not_yet_linked=_not_linked(connection, paths, apart),
        programs=_grouped(connection, store.listed_paths(manifest, "program_associations"), "program_type"),
        source_tables=dict(sorted(sources.items())),
        no_longer_listed=_closed(connection, store.part_paths(manifest, CLOSED_KEYS)),
    )


def _from(paths: tuple[Path, ...]) -> str:
    return f"read_parquet([{', '.join(quoted(str(path)) for path in paths)}], union_by_name = true)"


SYSTEM = "split_part(person_id, ':', 1)"


def _in(systems: set[str]) -> str:
    return f"{SYSTEM} IN ({', '.join(quoted(system) for system in sorted(systems)) or 'NULL'})"


def _persons(connection: duckdb.DuckDBPyConnection, paths: tuple[Path, ...], apart: set[str]) -> dict[str, int]:
    if not paths:
        return {"students": 0, "staff": 0, "contacts": 0}
    counted = ", ".join(
        f"count(DISTINCT person_id) FILTER (WHERE {flag})" for flag in ("is_student", "is_staff", "is_contact")
    )
    sql = f"SELECT {counted} FROM {_from(paths)} WHERE ({_in(apart)}) IS NOT TRUE"
    row = connection.execute(sql).fetchall()[0]
    return dict(zip(("students", "staff", "contacts"), map(int, row), strict=True))


def _not_linked(connection: duckdb.DuckDBPyConnection, paths: tuple[Path, ...], apart: set[str]) -> dict[str, int]:
    everyone = _grouped(connection, paths, SYSTEM) if paths else {}
    return {system: count for system, count in everyone.items() if system in apart}


def _closed(connection: duckdb.DuckDBPyConnection, paths: tuple[Path, ...]) -> dict[str, int]:
    if not paths:
        return {}
    sql = f"SELECT source_table, count(*) FROM {_from(paths)} GROUP BY source_table ORDER BY source_table"
    return {str(table): int(count) for table, count in connection.execute(sql).fetchall()}


def _grouped(connection: duckdb.DuckDBPyConnection, paths: tuple[Path, ...], by: str) -> dict[str, int]:
    if not paths:
        return {}
    rows = connection.execute(
        f"SELECT {by} AS k, count(DISTINCT person_id) FROM {_from(paths)} WHERE k IS NOT NULL GROUP BY k ORDER BY k"
    ).fetchall()
    return {str(key): int(count) for key, count in rows}
