"""A snapshot opened again: its source parts, files and systems, as a load carries them and a judge sees them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cupola.engine.backends.duck import connect, quoted
from cupola.engine.kinds import Finding, System
from cupola.engine.record.delivery import NamedFile
from cupola.engine.record.drafting import stored_cells
from cupola.engine.record.kept_findings import TABLE as READ_FINDINGS
from cupola.engine.record.kept_findings import read_findings
from cupola.engine.record.manifest import Delivery, Manifest, Part
from cupola.engine.record.sources_view import SourcePart
from cupola.engine.record.store import Store

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True, slots=True)
class Carried:
    """What of a snapshot goes on: parts as the store knows them, and the same as source parts for SQL.

    File numbers count in `files`, system numbers (from 1) in `systems`.
    """

    deliveries: tuple[Delivery, ...] = ()
    parts: tuple[Part, ...] = ()
    sources: tuple[SourcePart, ...] = ()
    files: tuple[NamedFile, ...] = ()
    systems: tuple[System, ...] = ()
    read_findings: tuple[Finding, ...] = ()
    as_of: str = "0001-01-01"


def carried_from(store: Store, manifest: Manifest | None, *, without: Collection[str] = ()) -> Carried:
    """The source tables of a snapshot but for the systems in `without`; all of them when it is empty."""
    if manifest is None:
        return Carried()
    connection = connect()
    deliveries = tuple(delivery for delivery in manifest.deliveries if delivery.system not in without)
    systems = tuple(dict.fromkeys(System(d.system, d.kind, d.name) for d in deliveries))
    new_place = _places(manifest, without)
    parts, sources = [], []
    for table, held in manifest.tables.items():
        for part, path in zip(held, store.part_paths(manifest, table), strict=True):
            if part.layer != "source" or part.file is None or part.file not in new_place:
                continue
            place = new_place[part.file]
            parts.append(replace(part, file=place))
            system = [s.id for s in systems].index(part.system) + 1
            source = SourcePart(
                table=table,
                parquet=path,
                system=system,
                file=place,
                first_line=part.first_line or 0,
                line_column=part.line_column,
                cells=stored_cells(part.columns, _types(connection, path)),
                rows=part.rows,
            )
            sources.append(source)
    kept = read_findings(connection, store.part_paths(manifest, READ_FINDINGS))
    return Carried(
        deliveries=deliveries,
        parts=tuple(parts),
        sources=tuple(sorted(sources, key=lambda source: source.file)),
        files=tuple(_named(delivery, number) for delivery in deliveries for number in range(len(delivery.files))),
        systems=systems,
        read_findings=tuple(f for f in kept if f.system is not None and f.system not in without),
        as_of=manifest.as_of.isoformat(),
    )


def _places(manifest: Manifest, without: Collection[str]) -> dict[int, int]:
    """Old file number -> new file number, for the files that go on."""
    systems = [delivery.system for delivery in manifest.deliveries for _ in delivery.files]
    kept = [number for number, system in enumerate(systems) if system not in without]
    return {old: new for new, old in enumerate(kept)}


def _named(delivery: Delivery, number: int) -> NamedFile:
    file = delivery.files[number]
    modified = (file.modified or delivery.when.isoformat())[:19].replace("T", " ")
    return NamedFile(file.name, modified, file.rows, file.mode)


def _types(connection: duckdb.DuckDBPyConnection, path: object) -> dict[str, str]:
    rows = connection.execute(f"DESCRIBE SELECT * FROM read_parquet({quoted(str(path))})").fetchall()
    return {str(row[0]): str(row[1]) for row in rows}
