"""Takes a delivery into the record: read, compare with what is there, hold or publish."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from cupola.engine.backends.duck import connect
from cupola.engine.catalog import Check
from cupola.engine.judge.problems import set_aside_keys, subject_of
from cupola.engine.kinds import Finding
from cupola.engine.reading import Delivered, Progress, Reader, ReadFile, read_delivery
from cupola.engine.record.closing import KEPT_DAYS, oldest_day
from cupola.engine.record.manifest import Manifest
from cupola.engine.record.opening import Held, changes_applied, held_in, kept_findings_of
from cupola.engine.record.store import Store, open_store
from cupola.engine.record.unusual import Unusual, rollover_to, unusual_changes
from cupola.engine.snapshot_draft import Desk, SnapshotDraft
from cupola.engine.sources.mapped import Mappings
from cupola.engine.sources.mapping import Mapping as ListMapping
from cupola.engine.sources.mapping import read_mappings, save_mapping
from cupola.engine.succession import Merged, Place, is_delta, not_yet_applied, waiting, worth_taking
from cupola.engine.taking import is_known

# What is loaded has been confirmed.
NOT_CONFIRMED = "FIL-019"


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
    over, `closed` counts, by system and table, the rows that were listed before and are no longer. `ended` are the
    systems whose lists of students are of an earlier school year and do not go on.
    """

    manifest: Manifest | None
    changed: bool
    held: tuple[Unusual, ...]
    unconfirmed: tuple[tuple[str, ListMapping], ...]
    delivered: Delivered
    rollover: int | None = None
    merged: tuple[Merged, ...] = ()
    closed: Mapping[Place, int] = field(default_factory=dict)
    ended: tuple[str, ...] = ()


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
        desk = Desk(store, writer, connection, store.current(), delivered.as_of)
        load = _Load(desk, delivered, options, checks)
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


def _by_system(files: Sequence[ReadFile], unconfirmed: Sequence[tuple[str, ListMapping]]) -> list[ReadFile]:
    """The files to take, those of one system together: the order in which a manifest counts them."""
    names = {name for name, _ in unconfirmed}
    taken = [file for file in files if file.name not in names]
    systems = list(dict.fromkeys(file.known.system for file in taken))
    return sorted(taken, key=lambda file: systems.index(file.known.system))


@dataclass(frozen=True, slots=True)
class _Load:
    """One load under way."""

    desk: Desk
    delivered: Delivered
    options: LoadOptions
    checks: Sequence[Check]

    def run(self, *, taken: Sequence[ReadFile], unconfirmed: tuple[tuple[str, ListMapping], ...]) -> Loaded:
        """Draft the snapshot, hold it when it cannot or should not be put in force as it is, else publish it."""
        now = self.desk.now
        as_it_was = Loaded(now, False, (), unconfirmed, self.delivered)
        held = held_in(self.desk.store, now)
        applied = changes_applied(self.desk.store) if any(map(is_delta, taken)) else set()
        taken = not_yet_applied(held, worth_taking(held, taken), applied)
        if not taken or (now is not None and is_known(now, taken)):
            return as_it_was
        if stops := self._stops(held, taken):
            return replace(as_it_was, held=stops)
        draft = self.desk.begin(held, taken)
        families = self.desk.open(draft).families
        if now is not None and not self.options.accept_unusual and (unusual := self._unusual(now, taken)):
            return replace(as_it_was, held=unusual)
        rollover = rollover_to(self.desk.connection, self.desk.store, now) if now else None
        finished, closed = self.desk.finish(
            draft, families, findings=self._findings(draft), aside=set_aside_keys(self.delivered)
        )
        manifest = self.desk.writer.publish(finished, expected_parent=now.id if now else None)
        if now is not None and manifest.id == now.id:
            return as_it_was
        changed = replace(as_it_was, manifest=manifest, changed=True, rollover=rollover)
        return replace(changed, merged=draft.merged, closed=closed, ended=draft.ended)

    def _stops(self, held: Sequence[Held], taken: Sequence[ReadFile]) -> tuple[Unusual, ...]:
        found = tuple(waiting(held, taken))
        return tuple(each for each in found if each.final or not self.options.accept_unusual)

    def _findings(self, draft: SnapshotDraft) -> list[Finding]:
        """What reading brought up, kept with the snapshot: it cannot be found again in the tables."""
        subject = subject_of(self.delivered, {check.id: check for check in self.checks})
        names = {file.table.arrival.name for file in draft.taken}
        read = [finding for finding in subject.read_findings if finding.check != NOT_CONFIRMED]
        own = [finding for finding in read if finding.system is not None or finding.file not in names]
        return [*draft.carried.read_findings, *own]

    def _unusual(self, now: Manifest, taken: Sequence[ReadFile]) -> tuple[Unusual, ...]:
        systems = {file.known.system.id for file in taken}
        return unusual_changes(self.desk.connection, self.desk.store, now, systems=systems)


def drop_expired(data: Path, *, today: date) -> Manifest | None:
    """Publish a snapshot without rows that were closed more than `KEPT_DAYS` days ago; None when there are none."""
    store = open_store(data)
    if not _has_expired(store, today):
        return None
    with store.writing(wait_seconds=10) as writer:
        now = store.current()
        desk = Desk(store, writer, connect(spill=writer.staging / "spill"), now, today.isoformat())
        draft = desk.begin(held_in(store, now), ())
        families = desk.open(draft).families
        finished, _ = desk.finish(draft, families, findings=kept_findings_of(store, now), aside={})
        return writer.publish(finished, expected_parent=now.id if now else None)


def _has_expired(store: Store, today: date) -> bool:
    now = store.current()
    oldest = oldest_day(store, now) if now else None
    return oldest is not None and (today - oldest).days > KEPT_DAYS
