"""Folding: keeping older versions of parts as differences, so that a year of loads stays small."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from cupola.engine.record import deltas, disk, history, objects, packs
from cupola.engine.record.content import content_of_rows
from cupola.engine.record.disk import Folder
from cupola.engine.record.manifest import Manifest, Part, to_line
from cupola.engine.record.packs import Member
from cupola.engine.record.rebuild import rows_from
from cupola.engine.record.workshop import Workshop

LOG = logging.getLogger(__name__)
BUDGET = 2.25
CLEARLY_SMALLER = 0.7


@dataclass(frozen=True, slots=True)
class Candidate:
    """An object that no kept snapshot needs whole, and the next newer version of the same part."""

    object: str
    base: str


def fold(shop: Workshop) -> None:
    """Turn older versions into differences, once the new snapshot is in force.

    The parts of the current snapshot stay whole, and those of the one before while the folder takes at
    most `BUDGET` times the bytes of the current snapshot. A difference is safely on disk, and was seen
    to give back every cell, before the whole file is deleted.
    """
    folder = shop.folder
    known = history.listed(folder)
    current = next(entry.manifest for entry in known if entry.state == "current")
    before = [entry.manifest for entry in known if entry.manifest.id == current.parent]
    manifests = [entry.manifest for entry in reversed(known)]
    _archive(folder, manifests, keep={current.id, *(manifest.id for manifest in before)})
    for spared in ([current, *before], [current]):
        keep = frozenset().union(*(manifest.objects for manifest in spared))
        _fold_all(shop, list(_candidates(folder, manifests, keep)))
        if _bytes_of_all(folder) <= BUDGET * _bytes_of(folder, current):
            return


def _bytes_of_all(folder: Folder) -> int:
    return disk.bytes_under(folder.objects) + disk.bytes_under(folder.snapshots)


def _bytes_of(folder: Folder, manifest: Manifest) -> int:
    """What a snapshot takes that lies whole."""
    files = [folder.whole(name) for name in manifest.objects]
    return sum(disk.bytes_under(path) for path in [*files, folder.manifest(manifest.id)])


def _archive(folder: Folder, manifests: Sequence[Manifest], keep: set[str]) -> None:
    """Move the manifests of older snapshots into the archive; what is in it stays, for it is nowhere else."""
    older = {
        manifest.id: to_line(manifest)
        for manifest in manifests
        if manifest.id not in keep or not folder.manifest(manifest.id).exists()
    }
    history.write_archive(folder, older)
    for identity in older:
        disk.remove(folder.manifest(identity))


def _candidates(folder: Folder, manifests: Sequence[Manifest], keep: frozenset[str]) -> Iterator[Candidate]:
    """What can be folded, oldest first: each object beside the next newer version that lies whole."""
    settled = {name for name, member in objects.members(folder).items() if not member.base}
    last_use = {name: place for place, manifest in enumerate(manifests) for name in manifest.objects}
    for place, manifest in enumerate(manifests):
        for part in manifest.parts:
            name = part.object
            if last_use.get(name) != place or name in keep | settled or not folder.whole(name).exists():
                continue
            last_use.pop(name)
            newer = (_counterpart(manifest, part, later) for later in manifests[place + 1 :])
            bases = (base for base in newer if base and folder.whole(base).exists())
            base = next(bases, None)
            if base is not None:
                yield Candidate(name, base)


def _counterpart(manifest: Manifest, part: Part, later: Manifest) -> str | None:
    """The object that stands for the same part in a later snapshot: same file name, else same place."""
    mine = _siblings(manifest, part)
    others = _siblings(later, part)
    named = [other for other in others if _file_name(later, other) == _file_name(manifest, part)]
    place = mine.index(part)
    if len(named) == 1:
        return named[0].object
    return others[place].object if place < len(others) else None


def _siblings(manifest: Manifest, part: Part) -> list[Part]:
    same = manifest.tables.get(part.table, ())
    return [other for other in same if (other.layer, other.system) == (part.layer, part.system)]


def _file_name(manifest: Manifest, part: Part) -> str | None:
    return None if part.file is None else manifest.files[part.file].name


def _fold_all(shop: Workshop, candidates: Sequence[Candidate]) -> None:
    if not candidates:
        return
    bodies = [(candidate, _write_difference(shop, candidate)) for candidate in candidates]
    _write_pack(shop, bodies)
    for candidate, body in bodies:
        if body is not None:
            disk.remove(shop.folder.whole(candidate.object))
            disk.remove(body)


def _write_difference(shop: Workshop, candidate: Candidate) -> Path | None:
    """Write a difference, if it is clearly smaller and was seen to give back the very same content."""
    whole = shop.folder.whole(candidate.object)
    newer = objects.version_of(shop.connection, shop.folder.whole(candidate.base))
    found = deltas.difference(shop.connection, objects.version_of(shop.connection, whole), newer)
    if found is None:
        return None
    body = shop.room / f"{candidate.object}.difference"
    size = packs.compress(body, deltas.lines(shop.connection, found))
    if size > CLEARLY_SMALLER * disk.bytes_under(whole):
        return None
    member = Member(candidate.object, candidate.base, body, 0, size)
    try:
        again = content_of_rows(shop.connection, *rows_from(shop.connection, newer, packs.lines_of(member)))
    except packs.damage() as error:
        LOG.warning("difference_unreadable object=%s error=%s", candidate.object, type(error).__name__)
        return None
    if again.object != candidate.object:
        LOG.warning("difference_differs object=%s", candidate.object)
        return None
    return body


def _write_pack(shop: Workshop, bodies: Sequence[tuple[Candidate, Path | None]]) -> None:
    """Put the differences of this step in one pack, safely on disk."""
    index = [
        (candidate.object, candidate.base, body.stat().st_size) if body else (candidate.object, "", 0)
        for candidate, body in bodies
    ]
    fresh = shop.room / "pack"
    packs.write(fresh, index, (body.read_bytes() for _, body in bodies if body))
    disk.adopt(fresh, packs.next_name(shop.folder.objects))
    disk.sync_folder(shop.folder.objects)
