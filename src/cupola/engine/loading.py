"""Takes a delivery into the record: read, compare with what is there, hold or publish."""

from __future__ import annotations

import getpass
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from cupola import __version__
from cupola.engine.backends.duck import connect
from cupola.engine.catalog import Check
from cupola.engine.judge.problems import subject_of
from cupola.engine.reading import Delivered, Progress, Reader, ReadFile, named_file, read_delivery
from cupola.engine.record.delivery import create_empty_views, open_delivery
from cupola.engine.record.drafting import write_record, write_source
from cupola.engine.record.kept_findings import write_read_findings
from cupola.engine.record.manifest import DeliveredFile, Delivery, Manifest, Part
from cupola.engine.record.opening import Carried, carried_from
from cupola.engine.record.publish import Draft, DraftPart, Writer
from cupola.engine.record.sources_view import SourcePart
from cupola.engine.record.store import Store, open_store
from cupola.engine.record.unusual import Unusual, rollover_to, unusual_changes
from cupola.engine.sources.forms import folded
from cupola.engine.sources.mapped import Mappings
from cupola.engine.sources.mapping import Mapping as ListMapping
from cupola.engine.sources.mapping import read_mappings, save_mapping

if TYPE_CHECKING:
    import duckdb

# What is loaded has been confirmed.
NOT_CONFIRMED = "FIL-019"


@dataclass(frozen=True, slots=True)
class LoadOptions:
    """How to load: where, which mappings are given, what a person has said yes to, the day, how long to wait."""

    data: Path
    mapping_files: tuple[Path, ...] = ()
    accept_mapping: bool = False
    accept_unusual: bool = False
    as_of: date | None = None
    wait_seconds: float = 10.0


@dataclass(frozen=True, slots=True)
class Loaded:
    """How a load went.

    `manifest` is the snapshot in force afterwards (None when nothing was ever loaded), `changed` whether
    it is a new one. `held` says why the load waits for a yes; `unconfirmed` are the files that wait for
    their mapping to be confirmed, each with the mapping proposed. `rollover` is the new school year when
    the delivery was taken for the yearly rollover.
    """

    manifest: Manifest | None
    changed: bool
    held: tuple[Unusual, ...]
    unconfirmed: tuple[tuple[str, ListMapping], ...]
    delivered: Delivered
    rollover: int | None = None


def load_paths(
    paths: Sequence[str | Path], options: LoadOptions, *, checks: Sequence[Check], progress: Progress
) -> Loaded:
    """Publish a snapshot with these exports in it, or say why not.

    A system that is delivered replaces what the record holds of it; the others stay. Raises
    `NothingToRead` for a path that does not exist and `StoreError` when the data folder cannot be written.
    """
    store = open_store(options.data)
    with store.writing(wait_seconds=options.wait_seconds) as writer:
        work = writer.staging / "work"
        work.mkdir()
        connection = connect(spill=writer.staging / "spill")
        mappings = Mappings.of(options.data / "mappings", options.mapping_files)
        reader = Reader(work, connection, mappings, progress, options.as_of)
        delivered = read_delivery(paths, reader)
        waiting = _unconfirmed(delivered, options)
        load = _Load(store, writer, connection, delivered, options, checks)
        progress("building the record", 0.75)
        return load.run(taken=_by_system(delivered.files, waiting), waiting=waiting)


def _unconfirmed(delivered: Delivered, options: LoadOptions) -> tuple[tuple[str, ListMapping], ...]:
    """Files whose mapping is only proposed; what is accepted or given by hand is saved for the next time."""
    folder = options.data / "mappings"
    saved = {mapping.digest for mapping in read_mappings(folder)}
    waiting = []
    for file in delivered.files:
        mapping = file.mapping
        if mapping is None or mapping.origin == "shipped" or mapping.digest in saved:
            continue
        if mapping.origin == "proposed" and not options.accept_mapping:
            waiting.append((file.name, mapping))
        else:
            save_mapping(replace(mapping, origin="confirmed"), folder)
    return tuple(waiting)


def _by_system(files: Sequence[ReadFile], waiting: Sequence[tuple[str, ListMapping]]) -> list[ReadFile]:
    """The files to take, those of one system together: the order in which a manifest counts them."""
    names = {name for name, _ in waiting}
    taken = [file for file in files if file.name not in names]
    systems = list(dict.fromkeys(file.known.system for file in taken))
    return sorted(taken, key=lambda file: systems.index(file.known.system))


@dataclass(frozen=True, slots=True)
class _Load:
    """One load under way."""

    store: Store
    writer: Writer
    connection: duckdb.DuckDBPyConnection
    delivered: Delivered
    options: LoadOptions
    checks: Sequence[Check]

    def run(self, *, taken: Sequence[ReadFile], waiting: tuple[tuple[str, ListMapping], ...]) -> Loaded:
        """Draft the snapshot, hold it when it is unusual, else publish it."""
        now = self.store.current()
        if not taken or (now is not None and self._known(now, taken)):
            return Loaded(now, False, (), waiting, self.delivered)
        carried = carried_from(self.store, now, without={file.known.system.id for file in taken})
        draft = self._draft(taken, carried)
        held = () if now is None or self.options.accept_unusual else self._unusual(now, taken)
        if held:
            return Loaded(now, False, held, waiting, self.delivered)
        rollover = rollover_to(self.connection, self.store, now) if now else None
        manifest = self.writer.publish(draft, expected_parent=now.id if now else None)
        changed = now is None or manifest.id != now.id
        return Loaded(manifest, changed, (), waiting, self.delivered, rollover)

    def _known(self, now: Manifest, taken: Sequence[ReadFile]) -> bool:
        """Whether just these files of their systems are in force already, read in the same way by this program."""
        systems = {file.known.system.id for file in taken}
        there = {
            (delivery.system, file.sha256, file.recognised_as, file.mapping)
            for delivery in now.deliveries
            for file in delivery.files
            if delivery.system in systems
        }
        brought = {(file.known.system.id, _sha(file), file.known.form.title, _digest(file)) for file in taken}
        return now.program == __version__ and brought == there

    def _draft(self, taken: Sequence[ReadFile], carried: Carried) -> Draft:
        into = self.writer.staging
        systems = [*carried.systems, *dict.fromkeys(file.known.system for file in taken)]
        shift = len(carried.files)
        parts: list[DraftPart | Part] = list(carried.parts)
        sources = list(carried.sources)
        for number, file in enumerate(taken, start=shift):
            part = replace(file.part, file=number, system=systems.index(file.known.system) + 1)
            path = write_source(self.connection, part, into, spare=_spare(file))
            sources.append(part)
            parts.append(_draft_part(part, path, file.known.system.id))
        opened = open_delivery(
            self.connection,
            parts=sources,
            files=(*carried.files, *map(named_file, taken)),
            systems=systems,
            as_of=max(self.delivered.as_of, carried.as_of),
        )
        create_empty_views(self.connection, opened)
        parts += write_record(self.connection, into, opened.families)
        parts += self._findings(taken, carried)
        return Draft(
            as_of=date.fromisoformat(max(self.delivered.as_of, carried.as_of)),
            program=__version__,
            deliveries=(*carried.deliveries, *_deliveries(taken)),
            parts=tuple(parts),
        )

    def _findings(self, taken: Sequence[ReadFile], carried: Carried) -> list[DraftPart]:
        """What reading brought up, kept with the snapshot: it cannot be found again in the tables."""
        subject = subject_of(self.delivered, {check.id: check for check in self.checks})
        names = {file.table.arrival.name for file in taken}
        read = [finding for finding in subject.read_findings if finding.check != NOT_CONFIRMED]
        own = [finding for finding in read if finding.system is not None or finding.file not in names]
        return write_read_findings(self.connection, [*carried.read_findings, *own], self.writer.staging)

    def _unusual(self, now: Manifest, taken: Sequence[ReadFile]) -> tuple[Unusual, ...]:
        return unusual_changes(self.connection, self.store, now, systems={f.known.system.id for f in taken})


def _sha(file: ReadFile) -> str:
    return file.table.facts.sha256


def _digest(file: ReadFile) -> str | None:
    return file.mapping.digest if file.mapping else None


def _spare(file: ReadFile) -> list[str]:
    """The columns that nothing takes, but for those that are known and not to be kept."""
    taken = set(file.known.headers.values())
    ignored = file.known.form.ignored
    return [column for column in file.table.columns if column not in taken and folded(column) not in ignored]


def _draft_part(part: SourcePart, path: Path, system: str) -> DraftPart:
    return DraftPart(
        table=part.table,
        layer="source",
        system=system,
        file=part.file,
        path=path,
        first_line=None if part.line_column else part.first_line,
        line_column=part.line_column,
    )


def _deliveries(taken: Sequence[ReadFile]) -> tuple[Delivery, ...]:
    """One delivery for all files of this load, in their order, system by system."""
    when = datetime.now(tz=UTC)
    systems = dict.fromkeys(file.known.system for file in taken)
    return tuple(
        Delivery(
            system=system.id,
            files=tuple(_delivered_file(file) for file in taken if file.known.system == system),
            who=getpass.getuser(),
            when=when,
            kind=system.kind,
            name=system.name,
        )
        for system in systems
    )


def _delivered_file(file: ReadFile) -> DeliveredFile:
    table = file.table
    return DeliveredFile(
        name=file.name,
        sha256=table.facts.sha256,
        bytes=table.arrival.bytes,
        encoding=table.facts.encoding,
        line_end=table.facts.line_end,
        header=table.facts.header,
        rows=table.rows,
        rows_set_aside=table.rows_set_aside,
        recognised_as=file.known.form.title,
        modified=table.arrival.modified.isoformat(),
        mapping=_digest(file),
        mode=file.known.mode,
    )
