"""Loads of shared files, and the numbers of the record after them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from cupola.engine.backends.duck import connect, quoted
from cupola.engine.journey import load
from cupola.engine.loading import Loaded, LoadOptions
from cupola.engine.record.facts import RecordFacts, record_facts
from cupola.engine.record.store import open_store
from tests.shared.places import AS_OF, DATA


@dataclass(frozen=True)
class Record:
    """A data folder of its own, filled from the shared data."""

    folder: Path

    def load(self, *names: str, mapping_files: tuple[Path, ...] = (), **said: bool) -> Loaded:
        """Load files or folders by their path below the data."""
        options = LoadOptions(self.folder, mapping_files=mapping_files, as_of=AS_OF, **said)
        return load([DATA / name for name in names], options)

    def facts(self) -> RecordFacts:
        """What the snapshot in force holds."""
        store = open_store(self.folder)
        return record_facts(store, store.snapshot("current"))

    def files(self) -> list[str]:
        """The names of its files, in the order that `file` counts in."""
        return [file.name for file in open_store(self.folder).snapshot("current").files]

    def ask(self, sql: str) -> list[tuple[object, ...]]:
        """Rows of a query in which `{persons}` and the like stand for tables of the snapshot in force."""
        store = open_store(self.folder)
        manifest = store.snapshot("current")
        tables = {}
        for table in manifest.tables:
            paths = ", ".join(quoted(str(path)) for path in store.part_paths(manifest, table))
            tables[table] = f"read_parquet([{paths}], union_by_name = true)"
        return connect().execute(sql.format(**tables)).fetchall()


def filled(numbers: dict[str, int]) -> dict[str, int]:
    """The numbers that are not zero."""
    return {name: count for name, count in numbers.items() if count}
