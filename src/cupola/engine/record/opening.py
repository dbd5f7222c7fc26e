"""A snapshot opened again: its source parts, files and systems, as a load carries them and a judge sees them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from cupola.engine.backends.duck import connect, quoted
from cupola.engine.kinds import Finding, System
from cupola.engine.record.delivery import NamedFile
from cupola.engine.record.drafting import stored_cells
from cupola.engine.record.kept_findings import TABLE as READ_FINDINGS
from cupola.engine.record.kept_findings import read_findings
from cupola.engine.record.manifest import CLOSED, DeliveredFile, Delivery, Manifest, Part
from cupola.engine.record.publish import DraftPart
from cupola.engine.record.sources_view import SourcePart
from cupola.engine.record.store import Store

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True, slots=True)
class Held:
    """A file of a snapshot with its rows: the part as the store knows it, and the same as a source part for SQL.

    `source` has the numbers of file and system that it had in its snapshot. `rewritten` is where its rows lie
    once some of them were taken out; then `source` reads from there and `part` is of no use any more.
    """

    delivery: Delivery
    file: DeliveredFile
    part: Part
    source: SourcePart
    rewritten: bool = False

    @property
    def system(self) -> str:
        """The id of the system that delivered it."""
        return self.delivery.system


@dataclass(frozen=True, slots=True)
class Carried:
    """What of a snapshot goes on: parts as a draft takes them, and the same as source parts for SQL.

    File numbers count in `files`, system numbers (from 1) in `systems`.
    """

    deliveries: tuple[Delivery, ...] = ()
    parts: tuple[Part | DraftPart, ...] = ()
    sources: tuple[SourcePart, ...] = ()
    files: tuple[NamedFile, ...] = ()
    systems: tuple[System, ...] = ()
    read_findings: tuple[Finding, ...] = ()
    as_of: str = "0001-01-01"

    @property
    def delivered(self) -> tuple[tuple[Delivery, DeliveredFile], ...]:
        """Each file with the delivery that it came in, in the order of `files`."""
        return tuple((delivery, file) for delivery in self.deliveries for file in delivery.files)


def held_in(store: Store, manifest: Manifest | None) -> tuple[Held, ...]:
    """The files of a snapshot that were delivered, in their order; rows no longer listed are none of them."""
    return tuple(_stored(store, manifest, layer="source")) if manifest else ()


def closed_in(store: Store, manifest: Manifest | None) -> tuple[Held, ...]:
    """The rows of source tables that a snapshot keeps although their source no longer lists them."""
    return (
        tuple(held for held in _stored(store, manifest, layer=CLOSED) if held.part.file is not None) if manifest else ()
    )


def _stored(store: Store, manifest: Manifest, *, layer: str) -> list[Held]:
    connection = connect()
    delivered = [(delivery, file) for delivery in manifest.deliveries for file in delivery.files]
    systems = list(dict.fromkeys(delivery.system for delivery in manifest.deliveries))
    found = []
    for table, parts in manifest.tables.items():
        for part, path in zip(parts, store.part_paths(manifest, table), strict=True):
            if part.layer == layer and part.file is not None:
                source = _source(part, path, _types(connection, path), system=systems.index(part.system) + 1)
                found.append(Held(*delivered[part.file], part, source))
    return sorted(found, key=lambda held: held.source.file)


def _source(part: Part, path: Path, types: dict[str, str], *, system: int) -> SourcePart:
    return SourcePart(
        table=part.table,
        parquet=path,
        system=system,
        file=part.file or 0,
        first_line=part.first_line or 0,
        line_column=part.line_column,
        cells=stored_cells(part.columns, types),
        rows=part.rows,
    )


def carried(held: Sequence[Held], manifest: Manifest | None, *, findings: Iterable[Finding] = ()) -> Carried:
    """These files of a snapshot, counted anew, with the findings of reading that are about them or their package."""
    deliveries = _deliveries(held)
    systems = {d.system: System(d.system, d.kind, d.name) for d in deliveries}
    number = {system: place for place, system in enumerate(systems, start=1)}
    sources = tuple(replace(each.source, file=place, system=number[each.system]) for place, each in enumerate(held))
    return Carried(
        deliveries=deliveries,
        parts=tuple(_part(each, source) for each, source in zip(held, sources, strict=True)),
        sources=sources,
        files=tuple(_named(each) for each in held),
        systems=tuple(systems.values()),
        read_findings=tuple(_about(held, findings)),
        as_of=manifest.as_of.isoformat() if manifest else "0001-01-01",
    )


def _about(held: Sequence[Held], findings: Iterable[Finding]) -> Iterator[Finding]:
    """The findings about these files; a package has no system, its name is the beginning of those of its files."""
    names = {(each.system, each.file.name.split(" [")[0]) for each in held}
    packages = {name.rsplit("/", depth)[0] for _, name in names for depth in range(1, name.count("/") + 1)}
    for finding in findings:
        file = (finding.file or "").split(" [")[0]
        if (finding.system, file) in names or (finding.system is None and file in packages):
            yield finding


def _deliveries(held: Sequence[Held]) -> tuple[Delivery, ...]:
    """The deliveries with those of their files that go on, in the order of the files."""
    found: list[Delivery] = []
    for each in held:
        last = found[-1] if found else None
        if last is not None and replace(last, files=()) == replace(each.delivery, files=()):
            found[-1] = replace(last, files=(*last.files, each.file))
        else:
            found.append(replace(each.delivery, files=(each.file,)))
    return tuple(found)


def _part(held: Held, source: SourcePart) -> Part | DraftPart:
    if not held.rewritten:
        return replace(held.part, file=source.file)
    return DraftPart(
        table=source.table,
        layer=held.part.layer,
        system=held.system,
        file=source.file,
        path=source.parquet,
        line_column=True,
    )


def kept_findings_of(store: Store, manifest: Manifest | None) -> list[Finding]:
    """What reading brought up when the files of a snapshot were delivered."""
    return read_findings(connect(), store.part_paths(manifest, READ_FINDINGS)) if manifest else []


def _named(held: Held) -> NamedFile:
    modified = (held.file.modified or held.delivery.when.isoformat())[:19].replace("T", " ")
    return NamedFile(held.file.name, modified, held.source.rows, held.file.mode)


def _types(connection: duckdb.DuckDBPyConnection, path: object) -> dict[str, str]:
    rows = connection.execute(f"DESCRIBE SELECT * FROM read_parquet({quoted(str(path))})").fetchall()
    return {str(row[0]): str(row[1]) for row in rows}


def changes_applied(store: Store) -> set[tuple[str, str]]:
    """System and SHA-256 of the files of changes that any snapshot has taken in; those taken back do not count."""
    line = [entry.manifest for entry in store.snapshots() if entry.state != "undone"]
    deliveries = [delivery for manifest in line for delivery in manifest.deliveries]
    return {(each.system, file.sha256) for each in deliveries for file in each.files if file.mode == "delta"}
