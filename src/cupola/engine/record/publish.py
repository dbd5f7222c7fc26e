"""The one who writes: publishing a snapshot, undoing it, throwing old ones away."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

from cupola.engine.errors import StoreError
from cupola.engine.record import content, disk, fold, history, objects, packs, sweep
from cupola.engine.record.disk import Folder
from cupola.engine.record.manifest import Delivery, Manifest, Part, new_id, substance, to_json
from cupola.engine.record.workshop import Workshop, for_writer

LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class DraftPart:
    """A freshly written Parquet file that is to become a `Part`; `path` is moved into the store."""

    table: str
    layer: str
    system: str
    file: int | None
    path: Path
    first_line: int | None = None
    line_column: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """A snapshot that is not one yet. Parts of the snapshot in force may be carried over as they are."""

    as_of: date
    program: str
    deliveries: tuple[Delivery, ...]
    parts: tuple[DraftPart | Part, ...]


@dataclass(frozen=True, slots=True)
class Purged:
    """The snapshots that were thrown away, and the bytes that the folder shrank by."""

    snapshots: tuple[str, ...]
    bytes_freed: int


@dataclass(frozen=True, slots=True)
class Writer:
    """Holds the lock of a data folder; made by `Store.writing` only."""

    folder: Folder
    staging: Path

    def publish(self, draft: Draft, *, expected_parent: str | None) -> Manifest:
        """Put a new snapshot in force, or return the one in force when the draft says the same.

        `expected_parent` is the id of the snapshot that the draft was made from (None for the first);
        raises `StoreError` when another one is in force by now. The new manifest and its objects are
        safely on disk before `current` changes, so that a crash leaves the old snapshot or the new.
        """
        with disk.disk_errors_told(self.folder.root), for_writer(self.folder, self.staging) as shop:
            now = history.read(self.folder)
            if now.current != expected_parent:
                raise _overtaken(self.folder, expected_parent, now.current)
            parts = tuple(_settle(shop, part) for part in draft.parts)
            manifest = _manifest(draft, parts, now)
            if now.manifest is not None and substance(manifest) == substance(now.manifest):
                return now.manifest
            _adopt(shop, draft.parts, parts)
            disk.write_new(self.folder.manifest(manifest.id), to_json(manifest))
            disk.sync_folder(self.folder.snapshots)
            history.put_in_force(self.folder, manifest.id, undone=now.undone)
            sweep.tables(self.folder)
            _fold(shop)
        return manifest

    def undo(self) -> Manifest:
        """Put the snapshot before the current one in force again; the one taken back stays listed.

        Raises `StoreError` when there is none before.
        """
        with disk.disk_errors_told(self.folder.root), for_writer(self.folder, self.staging) as shop:
            now = history.read(self.folder)
            before = now.manifest and now.manifest.parent
            parent = history.load(self.folder, before) if before else None
            if now.current is None or parent is None:
                raise StoreError(
                    str(self.folder.root),
                    "there is no snapshot before the current one.",
                    "Nothing was changed. See `cupola snapshots` for those there are.",
                )
            for name in sorted(parent.objects):
                objects.make_whole(shop, name)
            disk.sync_folder(self.folder.objects)
            history.put_in_force(self.folder, parent.id, undone=(*now.undone, now.current))
            sweep.tables(self.folder)
        return parent

    def purge(self, *, keep: int | None = None, older_than: datetime | None = None) -> Purged:
        """Throw away snapshots, and all rows that only they hold; the current one always stays.

        `keep` spares that many of the newest, `older_than` those made at that time or later; with both,
        only what neither spares goes. Raises `StoreError` when neither is given.
        """
        if keep is None and older_than is None:
            raise StoreError(str(self.folder.root), "nothing says what to purge.", "Give a number or a date.")
        with disk.disk_errors_told(self.folder.root):
            size = disk.bytes_under(self.folder.root)
            known = history.listed(self.folder)
            spared = [
                entry
                for place, entry in enumerate(known)
                if entry.state == "current"
                or (keep is not None and place < keep)
                or (older_than is not None and entry.manifest.made_at >= older_than)
            ]
            self._keep_only([entry.manifest for entry in spared])
        gone = tuple(entry.manifest.id for entry in known if entry not in spared)
        return Purged(gone, size - disk.bytes_under(self.folder.root))

    def _keep_only(self, spared: Sequence[Manifest]) -> None:
        now = history.read(self.folder)
        identities = {manifest.id for manifest in spared}
        undone = [identity for identity in now.undone if identity in identities]
        if now.current is not None and undone != list(now.undone):
            history.put_in_force(self.folder, now.current, undone=undone)
        sweep.manifests(self.folder, spared)
        sweep.contents(self.folder, spared, thorough=True)
        disk.empty(self.folder.cache)


def _settle(shop: Workshop, part: DraftPart | Part) -> Part:
    """Name the content of a draft's part; one that is carried over has its name."""
    if isinstance(part, Part):
        return part
    found = content.content_of(shop.connection, part.path)
    return Part(
        table=part.table,
        layer=part.layer,
        system=part.system,
        file=part.file,
        object=found.object,
        rows=found.rows,
        columns=found.shape.names,
        first_line=part.first_line,
        line_column=part.line_column,
    )


def _adopt(shop: Workshop, drafts: Sequence[DraftPart | Part], parts: Sequence[Part]) -> None:
    """Move the staged files among the objects, safely on disk."""
    for draft, part in zip(drafts, parts, strict=True):
        whole = shop.folder.whole(part.object)
        if whole.exists():
            continue
        if isinstance(draft, DraftPart):
            disk.adopt(draft.path, whole)
        else:
            objects.make_whole(shop, part.object)
    disk.sync_folder(shop.folder.objects)


def _fold(shop: Workshop) -> None:
    """Make room; when that fails the snapshot is in force all the same, and the next load tries again."""
    trouble: tuple[type[Exception], ...] = (OSError, StoreError, *packs.damage())
    try:
        fold.fold(shop)
    except trouble as error:
        LOG.warning("fold_failed error=%s", type(error).__name__)


def _manifest(draft: Draft, parts: Sequence[Part], now: history.InForce) -> Manifest:
    tables: dict[str, list[Part]] = {}
    for part in parts:
        tables.setdefault(part.table, []).append(part)
    manifest = Manifest(
        id="",
        parent=now.current,
        made_at=datetime.now(UTC),
        as_of=draft.as_of,
        program=draft.program,
        deliveries=draft.deliveries,
        tables={name: tuple(found) for name, found in sorted(tables.items())},
    )
    newest = max((known for known in (now.current, *now.undone) if known), default=None)
    identity = new_id(manifest.made_at, newest, seed=repr(substance(manifest)))
    return replace(manifest, id=identity)


def _overtaken(folder: Folder, expected: str | None, found: str | None) -> StoreError:
    return StoreError(
        str(folder.root),
        f"snapshot {found or 'none'} is in force, not {expected or 'none'} as when this load began.",
        "Run the command again.",
    )
