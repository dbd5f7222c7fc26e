"""Deliveries of small files: written, checked and loaded as a person would."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cupola.engine.backends.duck import connect, quoted
from cupola.engine.journey import CheckOptions, check_paths, load
from cupola.engine.kinds import Report
from cupola.engine.loading import Loaded, LoadOptions
from cupola.engine.record.store import open_store

AS_OF = date(2026, 10, 30)


@dataclass(frozen=True)
class Delivery:
    """A folder of files and a data folder beside it."""

    folder: Path

    def put(self, name: str, content: str) -> None:
        """Write a file of the delivery."""
        path = self.folder / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")

    def check(self) -> Report:
        """Check the delivery."""
        return check_paths([self.folder / "in"], CheckOptions(data=self.folder / "data", as_of=AS_OF))

    def load(self) -> Loaded:
        """Load the delivery."""
        return load([self.folder / "in"], LoadOptions(self.folder / "data", as_of=AS_OF))

    def ask(self, sql: str) -> list[tuple[object, ...]]:
        """Rows of a query in which `{persons}` stands for a table of the snapshot in force."""
        store = open_store(self.folder / "data")
        manifest = store.snapshot("current")
        tables = {}
        for table in manifest.tables:
            paths = ", ".join(quoted(str(path)) for path in store.part_paths(manifest, table))
            tables[table] = f"read_parquet([{paths}], union_by_name = true)"
        return connect().execute(sql.format(**tables)).fetchall()
