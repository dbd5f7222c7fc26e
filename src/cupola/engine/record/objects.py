"""Where the content of a part lies, and making a readable file of it again when it lies in a pack."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cupola.engine.backends import duck
from cupola.engine.errors import StoreError
from cupola.engine.record import disk, packs
from cupola.engine.record.content import Version, content_of, parquet, shape_of
from cupola.engine.record.disk import Folder
from cupola.engine.record.manifest import Manifest
from cupola.engine.record.packs import Member
from cupola.engine.record.rebuild import rows_from
from cupola.engine.record.workshop import Workshop, for_reader

if TYPE_CHECKING:
    import duckdb

TRIES = 3


def members(folder: Folder) -> Mapping[str, Member]:
    """The newest difference of each object that lies in a pack.

    The newest counts: its base was whole when it was written, so that the way from any object to a
    whole one only goes forward in time and ends.
    """
    found: dict[str, Member] = {}
    for pack in packs.all_in(folder.objects):
        found.update({member.object: member for member in packs.index_of(pack)})
    return found


def needed(folder: Folder, contents: frozenset[str], known: Mapping[str, Member]) -> frozenset[str]:
    """These contents and all that they are made from."""
    found: set[str] = set()
    for content in contents:
        step: str | None = content
        while step is not None and step not in found:
            found.add(step)
            step = known[step].base if step in known and not folder.whole(step).exists() else None
    return frozenset(found)


def readable(folder: Folder, name: str) -> Path:
    """A Parquet file with this content: the whole one, or one made in the cache.

    The writer may fold or purge at the same time, so a file that vanishes is looked for again. Raises
    `StoreError` when the content is not there or is damaged.
    """
    for attempt in range(1, TRIES + 1):
        for path in (folder.whole(name), folder.cached(name)):
            if path.exists():
                return path
        try:
            return _cached(folder, name)
        except FileNotFoundError:
            if attempt == TRIES:
                raise
    raise AssertionError("the last try returns or raises")


def _cached(folder: Folder, name: str) -> Path:
    with disk.disk_errors_told(folder.cache, but=FileNotFoundError), for_reader(folder) as shop:
        disk.adopt(rebuild(shop, name), folder.cached(name))
    return folder.cached(name)


def make_whole(shop: Workshop, name: str) -> None:
    """Put a folded object back among the whole ones, for good; nothing happens when it is there."""
    if not shop.folder.whole(name).exists():
        disk.adopt(rebuild(shop, name), shop.folder.whole(name))


def rebuild(shop: Workshop, name: str) -> Path:
    """Make the Parquet file of a folded object in the room, step by step from a whole one.

    The path of a whole object is returned as it is. Raises `StoreError` when the file does not say what
    its name says.
    """
    steps, path = _way_to(shop.folder, name)
    for member in reversed(steps):
        fresh = apply(shop, member, path)
        if path.parent == shop.room:
            disk.remove(path)
        path = fresh
    if content_of(shop.connection, path).object != name:
        raise _damaged(shop.folder.objects, name)
    return path


def _way_to(folder: Folder, name: str) -> tuple[list[Member], Path]:
    """The differences to apply, last first, and the whole file to begin with."""
    known = members(folder)
    steps: list[Member] = []
    while not folder.whole(name).exists():
        if name not in known or not known[name].base:
            raise StoreError(
                str(folder.whole(name)),
                "this part of a snapshot is missing.",
                "Restore the data folder from a backup.",
            )
        steps.append(known[name])
        name = known[name].base
    return steps, folder.whole(name)


def apply(shop: Workshop, member: Member, newer: Path) -> Path:
    """Write the older version that a difference makes from the newer one; tells its path in the room.

    Raises `FileNotFoundError` when a file was taken away meanwhile, `StoreError` when it is damaged.
    """
    older = shop.room / f"{member.object}.parquet"
    connection = shop.connection
    try:
        rows, shape = rows_from(connection, version_of(connection, newer), packs.lines_of(member))
        connection.execute(
            f"COPY (SELECT {shape.renamed} FROM ({rows}) AS made ORDER BY made.pos) TO {duck.quoted(str(older))}"
            " (FORMAT parquet, COMPRESSION zstd)"
        )
    except packs.damage() as error:
        if not (member.pack.exists() and newer.exists() and shop.room.exists()):
            raise FileNotFoundError(str(member.pack)) from error
        raise _damaged(member.pack, member.object) from error
    return older


def version_of(connection: duckdb.DuckDBPyConnection, path: Path) -> Version:
    """A Parquet file with its shape and number of rows."""
    shape = shape_of(connection, path)
    rows = connection.execute(f"SELECT count(*) FROM {parquet(path)}").fetchall()[0][0]
    return Version(path, shape, rows)


def _damaged(place: Path, name: str) -> StoreError:
    return StoreError(
        str(place), f"what is kept of object {name} is damaged.", "Restore the data folder from a backup."
    )


def verify(folder: Folder, manifests: Sequence[Manifest]) -> tuple[str, ...]:
    """Read everything that these snapshots need; a sentence for each object that is not as it was."""
    tables = {part.object: part.table for manifest in manifests for part in manifest.parts}
    if not tables:
        return ()
    with disk.disk_errors_told(folder.cache), for_reader(folder) as shop:
        troubles = ((table, _trouble(shop, name)) for name, table in tables.items())
        return tuple(f"{table}: {trouble}" for table, trouble in troubles if trouble)


def _trouble(shop: Workshop, name: str) -> str | None:
    try:
        made = rebuild(shop, name)
    except StoreError as error:
        return str(error)
    except packs.damage():
        return str(_damaged(shop.folder.whole(name), name))
    if made.parent == shop.room:
        disk.remove(made)
    return None
