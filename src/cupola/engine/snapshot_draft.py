"""Makes the draft of a snapshot: what goes on, what came, the record made of both, and what is no longer listed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from cupola import __version__
from cupola.engine.ending import ended_lists
from cupola.engine.kinds import Finding, System
from cupola.engine.reading import ReadFile, named_file
from cupola.engine.record.closing import Closed, Closing, note_keys, write_closed, write_keys
from cupola.engine.record.delivery import NamedFile, Opened, create_empty_views, open_delivery
from cupola.engine.record.drafting import write_closed_record, write_record, write_source
from cupola.engine.record.kept_findings import write_read_findings
from cupola.engine.record.manifest import CLOSED, Manifest, Part
from cupola.engine.record.opening import Carried, Held, carried, closed_in, kept_findings_of
from cupola.engine.record.publish import Draft, DraftPart, Writer
from cupola.engine.record.sources_view import SourcePart
from cupola.engine.record.store import Store
from cupola.engine.record.tables import CLOSED_KEYS
from cupola.engine.sources.families import family_of
from cupola.engine.succession import Merged, Place, goes_on, succeed, with_new_keys
from cupola.engine.taking import as_stored, deliveries_of, draft_part, spare_of

if TYPE_CHECKING:
    import duckdb

NOTHING_CLOSED = Closed()
NO_TIME = "0001-01-01 00:00:00"


@dataclass(frozen=True, slots=True)
class SnapshotDraft:
    """A snapshot in the making: the files of the record that go on, then those of the delivery, with their parts.

    `held` are all files of the record before, those too that do not go on; `ended` are systems of an earlier school
    year that do not.
    """

    held: Sequence[Held]
    carried: Carried
    taken: Sequence[ReadFile]
    sources: tuple[SourcePart, ...]
    parts: tuple[DraftPart | Part, ...]
    systems: tuple[System, ...]
    merged: tuple[Merged, ...]
    ended: tuple[str, ...] = ()

    @property
    def files(self) -> tuple[NamedFile, ...]:
        """The files in the order of `SourcePart.file`."""
        return (*self.carried.files, *map(named_file, self.taken))


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a snapshot is drafted: the store with its writer, a connection, the snapshot in force, and the day.

    `day` (ISO) is that of the delivery: what is missing from it is closed on it.
    """

    store: Store
    writer: Writer
    connection: duckdb.DuckDBPyConnection
    now: Manifest | None
    day: str

    def begin(self, held: Sequence[Held], taken: Sequence[ReadFile]) -> SnapshotDraft:
        """Write the parts of the delivery, and anew those of the record that lose rows to it."""
        into = self.writer.staging
        written = []
        for number, file in enumerate(taken):
            path = write_source(self.connection, replace(file.part, file=number), into, spare=spare_of(file))
            written.append(as_stored(self.connection, file.part, path))
        ended = ended_lists(held, taken)
        held = with_new_keys(self.connection, held, taken, parts=written, into=into / "renamed")
        staying = goes_on(held, taken, ended=ended)
        done = succeed(self.connection, staying, taken, parts=written, into=into / "merged")
        carry = carried(done.held, self.now, findings=kept_findings_of(self.store, self.now))
        systems = {system.id: system for system in (*carry.systems, *(file.known.system for file in taken))}
        number_of = {key: number for number, key in enumerate(systems, start=1)}
        sources = [
            replace(part, file=place, system=number_of[file.known.system.id])
            for place, (file, part) in enumerate(zip(taken, done.parts, strict=True), start=len(carry.files))
        ]
        parts = [draft_part(part, file.known.system.id) for part, file in zip(sources, taken, strict=True)]
        return SnapshotDraft(
            held=held,
            carried=carry,
            taken=taken,
            sources=(*carry.sources, *sources),
            parts=(*carry.parts, *parts),
            systems=tuple(systems.values()),
            merged=done.merged,
            ended=tuple(sorted(ended)),
        )

    def open(self, draft: SnapshotDraft, closed: Closed = NOTHING_CLOSED) -> Opened:
        """Make the views over what is listed, and with `closed` over what is no longer listed too."""
        gone = (NamedFile(each.files[0].name, NO_TIME, 0, CLOSED) for each in closed.deliveries)
        opened = open_delivery(
            self.connection,
            parts=(*draft.sources, *closed.sources),
            files=(*draft.files, *gone),
            systems=draft.systems,
            as_of=self._as_of(draft),
        )
        create_empty_views(self.connection, opened)
        return opened

    def _as_of(self, draft: SnapshotDraft) -> str:
        return max(self.day, draft.carried.as_of) if draft.taken else draft.carried.as_of

    def finish(
        self,
        draft: SnapshotDraft,
        families: frozenset[str],
        *,
        findings: Sequence[Finding],
        aside: Mapping[str, Collection[str]],
    ) -> tuple[Draft, Mapping[Place, int]]:
        """The whole draft, and by system and table how many rows are newly closed.

        The views must be open; afterwards they hold what is closed as well. `aside` are keys by table that
        could not be read this time, so that nobody takes them for gone.
        """
        into = self.writer.staging
        parts = [*draft.parts, *write_record(self.connection, into, families)]
        parts += write_read_findings(self.connection, findings, into)
        fresh, closed = self._close(draft, aside)
        parts += [*closed.parts, *write_keys(self.connection, into), *self._closed_record(draft, closed)]
        return (
            Draft(
                as_of=date.fromisoformat(self._as_of(draft)),
                program=__version__,
                deliveries=(*draft.carried.deliveries, *deliveries_of(draft.taken), *closed.deliveries),
                parts=tuple(parts),
            ),
            fresh,
        )

    def _close(self, draft: SnapshotDraft, aside: Mapping[str, Collection[str]]) -> tuple[Mapping[Place, int], Closed]:
        """Keep, with a date, what the delivered systems listed before and list no longer."""
        touched = {file.known.system.id for file in draft.taken}
        closing = Closing(
            day=self.day,
            keys=self.store.part_paths(self.now, CLOSED_KEYS) if self.now else (),
            rows=closed_in(self.store, self.now),
            before=_by_place(((each.system, each.source) for each in draft.held), touched),
            after=_by_place(((draft.systems[part.system - 1].id, part) for part in draft.sources), touched),
            aside=aside,
        )
        fresh = note_keys(self.connection, closing)
        into, first = self.writer.staging, len(draft.files)
        return fresh, write_closed(self.connection, closing, systems=draft.systems, first=first, into=into)

    def _closed_record(self, draft: SnapshotDraft, closed: Closed) -> list[DraftPart]:
        if not closed.sources:
            return []
        self.open(draft, closed)
        families = frozenset(family_of(part.table).name for part in closed.sources)
        numbers = [part.file for part in closed.sources]
        return write_closed_record(self.connection, self.writer.staging, families, files=numbers)


def _by_place(
    parts: Iterable[tuple[str, SourcePart]], systems: Collection[str]
) -> Mapping[Place, Sequence[SourcePart]]:
    found: dict[Place, list[SourcePart]] = defaultdict(list)
    for system, part in parts:
        if system in systems:
            found[(system, part.table)].append(part)
    return found
