"""Links of a snapshot on disk: written whole under a new name and put in place, and remade when something moved on."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING

from cupola.engine.backends.duck import quoted
from cupola.engine.linking.decisions import decisions_file
from cupola.engine.linking.links import Links, SourcePair
from cupola.engine.linking.model import Model
from cupola.engine.linking.names import FILE as NICKNAMES

if TYPE_CHECKING:
    import duckdb

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Places:
    """Where the links of a snapshot lie."""

    folder: Path
    snapshot: str

    @property
    def links(self) -> Path:
        """The links themselves."""
        return self.folder / f"{self.snapshot}.parquet"

    @property
    def crosswalk(self) -> Path:
        """The linked id of every record."""
        return self.folder / f"crosswalk-{self.snapshot}.parquet"

    @property
    def counts(self) -> Path:
        """How each pair of sources came out, and what the links were made from. Written last."""
        return self.folder / f"{self.snapshot}.json"


def places(data: Path, snapshot: str) -> Places:
    """Where the links of this snapshot lie in a data folder."""
    return Places(data / "links", snapshot)


def stamp(data: Path, model: Model) -> dict[str, object]:
    """What links are made from besides the snapshot: they are made anew when it is no longer the same."""
    sizes = {}
    for path in (decisions_file(data), data / "links" / NICKNAMES):
        sizes[path.name] = path.stat().st_size if path.is_file() else 0
    return {"format": FORMAT, "model": model.version, **sizes}


def kept(data: Path, snapshot: str, model: Model) -> Links | None:
    """The kept links of a snapshot; None when there are none, or when they were made from something else."""
    where = places(data, snapshot)
    try:
        told = json.loads(where.counts.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    if told.get("stamp") != stamp(data, model) or not where.links.is_file() or not where.crosswalk.is_file():
        return None
    pairs = tuple(SourcePair(**pair) for pair in told["pairs"])
    return Links(snapshot, where.links, where.crosswalk, pairs, model.words)


def keep(
    connection: duckdb.DuckDBPyConnection, data: Path, where: Places, *, model: Model, pairs: Iterable[SourcePair]
) -> None:
    """Write `found_links` and `crosswalk` beside the record, the counts last."""
    where.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    order = "entity, left_system, right_system, left_key, right_key"
    _put(connection, "SELECT entity, key, linked_id FROM crosswalk ORDER BY entity, key", where.crosswalk)
    _put(connection, f"SELECT * FROM found_links ORDER BY {order}", where.links)
    told = {"stamp": stamp(data, model), "pairs": [asdict(pair) for pair in pairs]}
    new = where.counts.with_name(f".{token_hex(6)}.new")
    with open(new, "w", encoding="utf-8") as stream:
        json.dump(told, stream, indent=1)
        stream.flush()
        os.fsync(stream.fileno())
    os.replace(new, where.counts)


def newest_crosswalk(where: Places) -> Path | None:
    """The crosswalk that was written last, of this snapshot or an earlier one; ids sort by time."""
    found = sorted(where.folder.glob("crosswalk-*.parquet")) if where.folder.is_dir() else []
    upto = [path for path in found if path.name <= where.crosswalk.name]
    return upto[-1] if upto else None


def _put(connection: duckdb.DuckDBPyConnection, rows: str, path: Path) -> None:
    new = path.with_name(f".{token_hex(6)}.new")
    connection.execute(f"COPY ({rows}) TO {quoted(str(new))} (FORMAT parquet, COMPRESSION zstd)")
    os.chmod(new, 0o600)
    with open(new, "rb+") as stream:
        os.fsync(stream.fileno())
    os.replace(new, path)
