"""A place to work in: a DuckDB connection, and a folder for what is made and thrown away."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING

from cupola.engine.backends import duck
from cupola.engine.errors import StoreError
from cupola.engine.record import disk
from cupola.engine.record.disk import Folder

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True, slots=True)
class Workshop:
    """A connection, the data folder it works for, and the room on the same disk for unfinished files."""

    connection: duckdb.DuckDBPyConnection
    folder: Folder
    room: Path


@contextmanager
def for_writer(folder: Folder, room: Path) -> Iterator[Workshop]:
    """Work in the staging folder of a writer; what DuckDB cannot do is raised as `StoreError`."""
    import duckdb

    with closing(duck.connect(spill=room / "spill")) as connection:
        try:
            yield Workshop(connection, folder, room)
        except duckdb.Error as error:
            raise StoreError(
                str(folder.root),
                f"the data folder could not be worked on ({str(error).splitlines()[0]}).",
                "Check that the disk has room, then run the command again.",
            ) from error


@contextmanager
def for_reader(folder: Folder) -> Iterator[Workshop]:
    """Work in a folder of one's own in the cache, which is gone afterwards."""
    folder.cache.mkdir(mode=0o700, exist_ok=True)
    room = folder.cache / f"work-{token_hex(6)}"
    room.mkdir(mode=0o700)
    try:
        with for_writer(folder, room) as shop:
            yield shop
    finally:
        disk.remove(room)
