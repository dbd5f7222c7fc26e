"""The snapshot store: the record of a district as immutable snapshots in one data folder.

The data folder (mode 0700) holds:

- `current`: first line the id of the snapshot in force, then one line `undone ID` for each that was
  taken back. Replaced in one step; the only file that ever changes.
- `snapshots/ID.json`: a manifest (`"format": 1`). Written once under its own name, never renamed. A
  manifest that neither `current` nor its line of parents names was never in force and is swept.
- `snapshots/archive.xz`: the manifests of all but the two newest snapshots, one on each line.
- `objects/CONTENT.parquet`: a part of a table, named by what it says (columns, types, rows and their
  order) and shared by all snapshots that say the same.
- `objects/TIME.pack`: older versions of parts, each as the difference to the next newer version.
- `staging/`: what the writer at work has not finished; `cache/`: older versions made readable again,
  and reports and tables kept until something changes, safe to delete at any time. Both are swept by the next writer.
- `lock`: held by the one writer, and says who it is. Readers need no lock.
- `mappings/`, `checks/`, `held/` and `access.log` belong to others.

The parts of the current snapshot always lie whole. Those of the one before stay whole while the folder
stays below its budget (`fold.BUDGET`), so that a reader that began just before a load is not disturbed.
A reader that holds on to an older manifest asks `part_paths` again: the files are rebuilt in `cache/`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex

from cupola.engine.record import disk, history, lock, objects, sweep
from cupola.engine.record.disk import Folder
from cupola.engine.record.history import Listed
from cupola.engine.record.manifest import Manifest
from cupola.engine.record.publish import Writer


@dataclass(frozen=True, slots=True)
class Store:
    """The snapshots of a data folder. Reading needs no lock and changes nothing but `cache/`."""

    folder: Folder

    def current(self) -> Manifest | None:
        """The snapshot in force; None before the first load."""
        return history.read(self.folder).manifest

    def snapshot(self, words: str) -> Manifest:
        """The snapshot called `current`, `previous`, or by the beginning of its id."""
        return history.find(self.folder, words)

    def snapshots(self) -> tuple[Listed, ...]:
        """Every snapshot that can still be read, newest first."""
        return history.listed(self.folder)

    def part_paths(self, manifest: Manifest, table: str) -> tuple[Path, ...]:
        """A readable Parquet file for each part of a table, in the order of `manifest.tables[table]`.

        Empty when the snapshot has no such table. Older versions are rebuilt in `cache/`.
        """
        return tuple(objects.readable(self.folder, part.object) for part in manifest.tables.get(table, ()))

    def listed_paths(self, manifest: Manifest, table: str) -> tuple[Path, ...]:
        """Like `part_paths`, without rows that are no longer listed; in the order of `Manifest.listed`."""
        return tuple(objects.readable(self.folder, part.object) for part in manifest.listed(table))

    def verify(self) -> tuple[str, ...]:
        """Read everything that any snapshot needs and say what is missing or damaged; empty is good."""
        return objects.verify(self.folder, [entry.manifest for entry in self.snapshots()])

    @contextmanager
    def writing(self, *, wait_seconds: float = 0.0) -> Iterator[Writer]:
        """Hold the data folder for writing, from the first staged file to the end of the publication.

        Creates the folder when there is none, and clears what a killed writer left. Raises `StoreError`
        when the folder is not ours, or when another writer holds it for longer than `wait_seconds`.
        """
        with disk.disk_errors_told(self.folder.root):
            disk.prepare(self.folder)
        with lock.held(self.folder.lock, wait_seconds=wait_seconds):
            staging = self.folder.staging / token_hex(6)
            with disk.disk_errors_told(self.folder.root):
                sweep.leftovers(self.folder)
                staging.mkdir(mode=0o700)
            try:
                yield Writer(self.folder, staging)
            finally:
                disk.remove(staging)


def open_store(folder: Path) -> Store:
    """The snapshots of a data folder; a folder that does not exist yet has none. Nothing is touched."""
    return Store(Folder(folder.absolute()))
