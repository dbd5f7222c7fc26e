"""Takes a delivery into the record: read, compare with what is there, hold or publish."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from cupola import __version__
from cupola.engine.backends.duck import connect
from cupola.engine.catalog import Check
from cupola.engine.judge.problems import set_aside_keys, subject_of
from cupola.engine.kinds import System
from cupola.engine.reading import Delivered, Progress, Reader, ReadFile, named_file, read_delivery
from cupola.engine.record.closing import Closed, Closing, note_keys, write_closed, write_keys
from cupola.engine.record.delivery import NamedFile, Opened, open_delivery
from cupola.engine.record.drafting import write_closed_record, write_record, write_source
from cupola.engine.record.kept_findings import write_read_findings
from cupola.engine.record.manifest import CLOSED, Manifest, Part
from cupola.engine.record.opening import Carried, Held, carried, closed_in, held_in, kept_findings_of
from cupola.engine.record.publish import Draft, DraftPart, Writer
from cupola.engine.record.sources_view import SourcePart
from cupola.engine.record.store import Store, open_store
from cupola.engine.record.tables import CLOSED_KEYS
from cupola.engine.record.unusual import Unusual, rollover_to, unusual_changes
from cupola.engine.sources.families import family_of
from cupola.engine.sources.mapped import Mappings
from cupola.engine.sources.mapping import Mapping as ListMapping
from cupola.engine.sources.mapping import read_mappings, save_mapping
from cupola.engine.succession import Merged, Place, goes_on, succeed, waiting, worth_taking
from cupola.engine.taking import as_stored, deliveries_of, draft_part, is_known, spare_of

if TYPE_CHECKING:
    import duckdb

NOTHING_CLOSED = Closed()


@dataclass(frozen=True, slots=True)
class LoadOptions:
    """How to load: where, which mappings are given, what a person has said yes to, the day, how long to wait.

    `system` is the name of the system that the files come from, where there are several of one kind.
    """

    data: Path
    mapping_files: tuple[Path, ...] = ()
    accept_mapping: bool = False
    accept_unusual: bool = False
    as_of: date | None = None
    wait_seconds: float = 10.0
    system: str | None = None


@dataclass(frozen=True, slots=True)
class Loaded:
    """How a load went.

    `manifest` is the snapshot in force afterwards (None when nothing was ever loaded), `changed` whether
    it is a new one. `held` says why the load waits for a yes; `unconfirmed` are the files that wait for
    their mapping to be confirmed, each with the mapping proposed. `rollover` is the new school year when
    the delivery was taken for the yearly rollover. `merged` are the tables that changes (delta) were laid
    over, `closed` counts, by system and table, the rows that were listed before and are no longer.
    """

    manifest: Manifest | None
    changed: bool
    held: tuple[Unusual, ...]
    unconfirmed: tuple[tuple[str, ListMapping], ...]
    delivered: Delivered
    rollover: int | None = None
    merged: tuple[Merged, ...] = ()
    closed: Mapping[Place, int] = field(default_factory=dict)


def load_paths(
    paths: Sequence[str | Path], options: LoadOptions, *, checks: Sequence[Check], progress: Progress
) -> Loaded:
    """Publish a snapshot with these exports in it, or say why not.

    A system that is delivered whole replaces what the record holds of it; one that delivers changes replaces
    the rows that it names; other systems stay. Raises `NothingToRead` for a path that does not exist and
    `StoreError` when the data folder cannot be written.
    """
    store = open_store(options.data)
    with store.writing(wait_seconds=options.wait_seconds) as writer:
        work = writer.staging / "work"
        work.mkdir()
        connection = connect(spill=writer.staging / "spill")
        mappings = Mappings.of(options.data / "mappings", options.mapping_files)
        reader = Reader(work, connection, mappings, progress, options.as_of, system=options.system)
        delivered = read_delivery(paths, reader)
        unconfirmed = _unconfirmed(delivered, options)
        load = _Load(store, writer, connection, delivered, options, checks)
        progress("building the record", 0.75)
        return load.run(taken=_by_system(delivered.files, unconfirmed), unconfirmed=unconfirmed)


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
class _Drafting:
    """A snapshot in the making: the files of the record that go on, then those of the delivery, with their parts."""

    carried: Carried
    taken: Sequence[ReadFile]
    sources: tuple[SourcePart, ...]
    parts: tuple[DraftPart | Part, ...]
    systems: tuple[System, ...]
    merged: tuple[Merged, ...]

    @property
    def files(self) -> tuple[NamedFile, ...]:
        """The files in the order of `SourcePart.file`."""
        return (*self.carried.files, *map(named_file, self.taken))


@dataclass(frozen=True, slots=True)
class _Load:
    """One load under way."""

    store: Store
    writer: Writer
    connection: duckdb.DuckDBPyConnection
    delivered: Delivered
    options: LoadOptions
    checks: Sequence[Check]

    def run(self, *, taken: Sequence[ReadFile], unconfirmed: tuple[tuple[str, ListMapping], ...]) -> Loaded:
        """Draft the snapshot, hold it when it cannot or should not be put in force as it is, else publish it."""
        now = self.store.current()
        as_it_was = Loaded(now, False, (), unconfirmed, self.delivered)
        held = held_in(self.store, now)
        taken = worth_taking(held, taken)
        if not taken or (now is not None and is_known(now, taken)):
            return as_it_was
        if stops := self._stops(held, taken):
            return replace(as_it_was, held=stops)
        drafting = self._drafting(now, held, taken)
        opened = self._open(drafting)
        if now is not None and not self.options.accept_unusual and (unusual := self._unusual(now, taken)):
            return replace(as_it_was, held=unusual)
        rollover = rollover_to(self.connection, self.store, now) if now else None
        parts = [*drafting.parts, *write_record(self.connection, self.writer.staging, opened.families)]
        parts += self._findings(drafting)
        fresh, closed = self._close(now, held, drafting)
        parts += [*closed.parts, *self._closed_record(drafting, closed)]
        manifest = self.writer.publish(
            Draft(
                as_of=date.fromisoformat(self._day(drafting.carried)),
                program=__version__,
                deliveries=(*drafting.carried.deliveries, *deliveries_of(taken), *closed.deliveries),
                parts=tuple(parts),
            ),
            expected_parent=now.id if now else None,
        )
        changed = now is None or manifest.id != now.id
        return replace(
            as_it_was,
            manifest=manifest,
            changed=changed,
            rollover=rollover,
            merged=drafting.merged if changed else (),
            closed=fresh if changed else {},
        )

    def _stops(self, held: Sequence[Held], taken: Sequence[ReadFile]) -> tuple[Unusual, ...]:
        found = tuple(waiting(held, taken))
        return tuple(each for each in found if each.final or not self.options.accept_unusual)

    def _day(self, carry: Carried) -> str:
        return max(self.delivered.as_of, carry.as_of)

    def _drafting(self, now: Manifest | None, held: Sequence[Held], taken: Sequence[ReadFile]) -> _Drafting:
        """Write the parts of the delivery, and anew those of the record that lose rows to it."""
        into = self.writer.staging
        written = []
        for number, file in enumerate(taken):
            path = write_source(self.connection, replace(file.part, file=number), into, spare=spare_of(file))
            written.append(as_stored(self.connection, file.part, path))
        staying = goes_on(held, taken)
        done = succeed(self.connection, staying, taken, parts=written, into=into / "merged")
        carry = carried(done.held, now, findings=kept_findings_of(self.store, now))
        systems = tuple(dict.fromkeys([*carry.systems, *(file.known.system for file in taken)]))
        shift = len(carry.files)
        sources = [
            replace(part, file=shift + place, system=systems.index(file.known.system) + 1)
            for place, (file, part) in enumerate(zip(taken, done.parts, strict=True))
        ]
        parts = [draft_part(part, file.known.system.id) for part, file in zip(sources, taken, strict=True)]
        return _Drafting(carry, taken, (*carry.sources, *sources), (*carry.parts, *parts), systems, done.merged)

    def _open(self, drafting: _Drafting, closed: Closed = NOTHING_CLOSED) -> Opened:
        """Make the views over what is listed, and with `closed` over what is no longer listed too."""
        gone = (NamedFile(each.files[0].name, "0001-01-01 00:00:00", 0, CLOSED) for each in closed.deliveries)
        return open_delivery(
            self.connection,
            parts=(*drafting.sources, *closed.sources),
            files=(*drafting.files, *gone),
            systems=drafting.systems,
            as_of=self._day(drafting.carried),
        )

    def _close(
        self, now: Manifest | None, held: Sequence[Held], drafting: _Drafting
    ) -> tuple[Mapping[Place, int], Closed]:
        """Keep, with a date, what the delivered systems listed before and list no longer."""
        touched = {file.known.system.id for file in drafting.taken}
        before: dict[Place, list[SourcePart]] = defaultdict(list)
        after: dict[Place, list[SourcePart]] = defaultdict(list)
        for each in held:
            if each.system in touched:
                before[(each.system, each.source.table)].append(each.source)
        for part in drafting.sources:
            after[(drafting.systems[part.system - 1].id, part.table)].append(part)
        closing = Closing(
            day=self.delivered.as_of,
            keys=self.store.part_paths(now, CLOSED_KEYS) if now else (),
            rows=closed_in(self.store, now),
            before=before,
            after={place: parts for place, parts in after.items() if place[0] in touched},
            aside=set_aside_keys(self.delivered),
        )
        fresh = note_keys(self.connection, closing)
        into, first = self.writer.staging, len(drafting.files)
        return fresh, write_closed(self.connection, closing, systems=drafting.systems, first=first, into=into)

    def _closed_record(self, drafting: _Drafting, closed: Closed) -> list[DraftPart]:
        into = self.writer.staging
        drafts = write_keys(self.connection, into)
        if not closed.sources:
            return drafts
        self._open(drafting, closed)
        families = frozenset(family_of(part.table).name for part in closed.sources)
        numbers = [part.file for part in closed.sources]
        return drafts + write_closed_record(self.connection, into, families, files=numbers)

    def _findings(self, drafting: _Drafting) -> list[DraftPart]:
        """What reading brought up, kept with the snapshot: it cannot be found again in the tables."""
        subject = subject_of(self.delivered, {check.id: check for check in self.checks})
        names = {file.table.arrival.name for file in drafting.taken}
        own = [f for f in subject.read_findings if f.system is not None or f.file not in names]
        return write_read_findings(self.connection, [*drafting.carried.read_findings, *own], self.writer.staging)

    def _unusual(self, now: Manifest, taken: Sequence[ReadFile]) -> tuple[Unusual, ...]:
        return unusual_changes(self.connection, self.store, now, systems={f.known.system.id for f in taken})
