"""Which snapshot is in force, which came before it, and which were undone."""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from cupola.engine.errors import StoreError
from cupola.engine.record import disk
from cupola.engine.record.disk import Folder
from cupola.engine.record.manifest import Manifest, from_json

State = Literal["current", "past", "undone"]
UNDONE = "undone "


@dataclass(frozen=True, slots=True)
class InForce:
    """What the file `current` says: the snapshot in force, and those that were taken back."""

    current: str | None
    undone: tuple[str, ...]
    manifest: Manifest | None


@dataclass(frozen=True, slots=True)
class Listed:
    """A snapshot of the list, and whether it is the current one, a past one or an undone one."""

    manifest: Manifest
    state: State


def read(folder: Folder) -> InForce:
    """Read `current`: its first line is the snapshot in force, each further line one that was undone.

    Without the file there is no snapshot yet. Raises `StoreError` when the manifest it names is missing
    or damaged.
    """
    try:
        text = folder.current.read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return InForce(None, (), None)
    lines = [line.strip() for line in text.splitlines()] or [""]
    undone = tuple(line.removeprefix(UNDONE) for line in lines[1:] if line.startswith(UNDONE))
    manifest = load(folder, lines[0])
    if manifest is None:
        raise StoreError(
            str(folder.current),
            f"names snapshot {lines[0]!r}, which is not there.",
            "Restore the data folder from a backup, or load the exports again into a new one.",
        )
    return InForce(lines[0], undone, manifest)


def load(folder: Folder, identity: str, archived: Mapping[str, bytes] | None = None) -> Manifest | None:
    """Read one manifest, None when there is none; raises `StoreError` when it is damaged."""
    place = folder.manifest(identity)
    try:
        return from_json(place.read_bytes(), str(place))
    except FileNotFoundError:
        content = (archive(folder) if archived is None else archived).get(identity)
        return None if content is None else from_json(content, str(folder.archive))


def archive(folder: Folder) -> Mapping[str, bytes]:
    """The older manifests by their ids; raises `StoreError` when the file is damaged."""
    try:
        lines = lzma.decompress(folder.archive.read_bytes()).splitlines()
        return {json.loads(line)["id"]: line for line in lines}
    except FileNotFoundError:
        return {}
    except (lzma.LZMAError, ValueError, KeyError, TypeError) as error:
        raise StoreError(
            str(folder.archive),
            f"the list of older snapshots is damaged ({error}).",
            "Restore the data folder from a backup.",
        ) from error


def write_archive(folder: Folder, manifests: Mapping[str, bytes]) -> None:
    """Keep these manifests in the archive and no others; their own files may then go."""
    if dict(archive(folder)) == dict(manifests):
        return
    content = lzma.compress(b"\n".join(manifests[identity] for identity in sorted(manifests)))
    disk.write_over(folder.archive, content, staging=folder.staging)


def put_in_force(folder: Folder, identity: str, *, undone: Iterable[str]) -> None:
    """Make a snapshot the current one: the one step that readers see, done whole or not at all."""
    lines = [identity, *(f"{UNDONE}{other}" for other in undone)]
    disk.write_over(folder.current, ("\n".join(lines) + "\n").encode(), staging=folder.staging)


def listed(folder: Folder) -> tuple[Listed, ...]:
    """Every snapshot that is or was in force and has not been purged, newest first.

    A manifest that was written but never came into force (a crash in between) is not listed.
    """
    now = read(folder)
    archived = archive(folder)
    found: list[Listed] = []
    step = now.manifest
    while step is not None:
        found.append(Listed(step, "past" if found else "current"))
        step = load(folder, step.parent, archived) if step.parent else None
    for identity in now.undone:
        taken_back = load(folder, identity, archived)
        if taken_back is not None:
            found.append(Listed(taken_back, "undone"))
    return tuple(sorted(found, key=lambda entry: entry.manifest.id, reverse=True))


def find(folder: Folder, words: str) -> Manifest:
    """The snapshot called `current`, `previous`, or by the beginning of its id (or of its last part)."""
    known = listed(folder)
    if words == "current":
        matching = [entry for entry in known if entry.state == "current"]
    elif words == "previous":
        parents = {entry.manifest.parent for entry in known if entry.state == "current"}
        matching = [entry for entry in known if entry.manifest.id in parents]
    else:
        matching = [entry for entry in known if _called(entry.manifest.id, words)]
    if len(matching) == 1:
        return matching[0].manifest
    count = f"{len(matching)} snapshots are" if matching else "no snapshot is"
    raise StoreError(str(folder.root), f"{count} called {words!r}.", "See `cupola snapshots` for those there are.")


def _called(identity: str, words: str) -> bool:
    return bool(words) and (identity.startswith(words) or identity.split("-")[-1].startswith(words))
