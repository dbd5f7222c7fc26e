"""Links of a snapshot on disk: written whole under a new name and put in place, and remade when something moved on."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING, Any

from cupola.engine.backends.duck import quoted
from cupola.engine.linking.decisions import decisions_file
from cupola.engine.linking.links import Links, SourcePair
from cupola.engine.linking.model import Model
from cupola.engine.linking.names import FILE as NICKNAMES
from cupola.engine.linking.trust import FILE as TRUSTED
from cupola.engine.linking.vendors import FILE as VENDORS

if TYPE_CHECKING:
    import duckdb

FORMAT = 4


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
    def told(self) -> Path:
        """What links bring to light."""
        return self.folder / f"told-{self.snapshot}.parquet"

    @property
    def counts(self) -> Path:
        """How each pair of sources came out, and what the links were made from. Written last."""
        return self.folder / f"{self.snapshot}.json"


def places(data: Path, snapshot: str) -> Places:
    """Where the links of this snapshot lie in a data folder."""
    return Places(data / "links", snapshot)


def stamp(data: Path, model: Model) -> dict[str, object]:
    """What links are made from besides the snapshot: they are made anew when it is no longer the same."""
    made_from = {}
    own = (data / "links" / name for name in (NICKNAMES, TRUSTED, VENDORS))
    for path in (decisions_file(data), *own):
        made_from[path.name] = sha256(path.read_bytes()).hexdigest()[:16] if path.is_file() else ""
    return {"format": FORMAT, "model": model.version, **made_from}


def kept(data: Path, snapshot: str, model: Model) -> Links | None:
    """The kept links of a snapshot; None when there are none, or when they were made from something else."""
    where = places(data, snapshot)
    return made(where, model) if _counts(where).get("stamp") == stamp(data, model) else None


def made(where: Places, model: Model) -> Links | None:
    """The links that lie there, whatever was decided since; None when there are none, or of an older format."""
    told = _counts(where)
    is_whole = all(path.is_file() for path in (where.links, where.crosswalk, where.told))
    if not is_whole or told.get("stamp", {}).get("format") != FORMAT:
        return None
    pairs = tuple(SourcePair(**pair) for pair in told["pairs"])
    return Links(where.snapshot, where.links, where.crosswalk, pairs, model.words, where.told)


def _counts(where: Places) -> dict[str, Any]:
    try:
        return dict(json.loads(where.counts.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return {}


def keep(
    connection: duckdb.DuckDBPyConnection, data: Path, where: Places, *, model: Model, pairs: Iterable[SourcePair]
) -> None:
    """Write `found_links`, `crosswalk` and `told` beside the record, the counts last.

    Each link of people has the linked id of its school beside it, where both are of one or only one names any.
    """
    where.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    order = "entity, left_system, right_system, left_key, right_key"
    _put(connection, "SELECT entity, key, linked_id FROM crosswalk ORDER BY entity, key", where.crosswalk)
    school = (
        "CASE WHEN coalesce(s.one_school = t.one_school, true) THEN coalesce(s.one_school, t.one_school) END AS org_id"
    )
    sides = "LEFT JOIN placed s ON s.key = f.left_key LEFT JOIN placed t ON t.key = f.right_key"
    _put(connection, f"SELECT f.*, {school} FROM found_links f {sides} ORDER BY {order}", where.links)
    _put(
        connection,
        "SELECT * FROM told ORDER BY kind, field, left_system, right_system, left_key, right_key",
        where.told,
    )
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
