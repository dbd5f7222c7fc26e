"""Makes the mask that takes the names of the record's people out of texts; the names themselves stay in the engine."""

from __future__ import annotations

from pathlib import Path

from cupola.engine.backends.duck import connect, quoted
from cupola.engine.language.masking import NameMask
from cupola.engine.record.store import open_store

NAMES = ("given_name", "family_name", "preferred_given_name", "preferred_family_name")


def mask_of(data: Path) -> NameMask:
    """A mask for everybody whom the snapshot in force lists; a blind one when there is none."""
    store = open_store(data)
    now = store.current()
    paths = store.part_paths(now, "persons") if now else ()
    if not paths:
        return NameMask.of(())
    files = ", ".join(quoted(str(path)) for path in paths)
    each = " UNION ".join(f"SELECT {column} FROM read_parquet([{files}], union_by_name = true)" for column in NAMES)
    return NameMask.of(row[0] for row in connect().execute(each).fetchall())
