"""Clearing what nobody needs any more: leftovers of a killed writer, objects of purged snapshots."""

from __future__ import annotations

import time
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from cupola.engine.errors import StoreError
from cupola.engine.record import disk, history, objects, packs
from cupola.engine.record.disk import Folder
from cupola.engine.record.manifest import Manifest

CACHE_SECONDS = 24 * 3600


def leftovers(folder: Folder) -> None:
    """Delete what a killed writer left: staged files, manifests never in force, objects of nobody.

    To be called under the lock only. Nothing is deleted when a manifest that counts cannot be read.
    """
    known = [entry.manifest for entry in history.listed(folder)]
    if not known:
        _refuse_headless(folder)
    disk.empty(folder.staging)
    manifests(folder, known)
    contents(folder, known)
    for entry in folder.cache.iterdir():
        with suppress(FileNotFoundError):
            if time.time() - entry.lstat().st_mtime > CACHE_SECONDS:
                disk.remove(entry)


def tables(folder: Folder, *, but: Path | None = None) -> None:
    """Delete the tables kept for checks, except that file: they hold rows of people."""
    for place in folder.cache.glob("tables-*"):
        if place != but:
            disk.remove(place)


def _refuse_headless(folder: Folder) -> None:
    """One manifest without `current` is a first load that was killed; more are a history without its head."""
    if folder.archive.exists() or len(list(folder.snapshots.glob("*.json"))) > 1:
        raise StoreError(
            str(folder.current),
            "is missing, though there are snapshots.",
            "Write the name of the newest file in the folder snapshots into it, without `.json`.",
        )


def manifests(folder: Folder, known: Sequence[Manifest]) -> None:
    """Delete the manifests of all other snapshots."""
    identities = {manifest.id for manifest in known}
    archived = history.archive(folder)
    if not identities.issuperset(archived):
        history.write_archive(folder, {key: line for key, line in archived.items() if key in identities})
    for place in sorted(folder.snapshots.glob("*.json")):
        if place.stem not in identities:
            disk.remove(place)


def contents(folder: Folder, known: Sequence[Manifest], *, thorough: bool = False) -> None:
    """Delete the objects that none of these snapshots needs.

    A pack goes when nothing in it is needed; `thorough` also takes single members out of packs.
    """
    members = objects.members(folder)
    wanted = frozenset().union(*(manifest.objects for manifest in known))
    needed = objects.needed(folder, wanted, members)
    for whole in sorted(folder.objects.glob("*.parquet")):
        if whole.stem not in needed:
            disk.remove(whole)
    for pack in packs.all_in(folder.objects):
        index = packs.index_of(pack)
        live = [member for member in index if _is_live(folder, member, members=members, needed=needed)]
        if live and thorough and len(live) < len(index):
            _write_again(folder, pack, live)
        if not live or (thorough and len(live) < len(index)):
            disk.remove(pack)


def _is_live(
    folder: Folder,
    member: packs.Member,
    *,
    members: Mapping[str, packs.Member],
    needed: Collection[str],
) -> bool:
    """Whether a member is the newest of its object and still tells what nothing else tells."""
    whole = folder.whole(member.object).exists()
    return member == members[member.object] and member.object in needed and bool(member.base) != whole


def _write_again(folder: Folder, pack: Path, live: Sequence[packs.Member]) -> None:
    """Write a pack again under its next name, with these members only."""
    fresh = folder.staging / "pack"
    packs.write(fresh, [(m.object, m.base, m.bytes) for m in live], (packs.packed(m) for m in live))
    disk.adopt(fresh, packs.again_name(pack))
    disk.sync_folder(folder.objects)
