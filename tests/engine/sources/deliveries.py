"""A delivery of a few files that a test writes: checked, loaded, and the record asked about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from cupola.engine.backends.duck import connect, quoted
from cupola.engine.journey import CheckOptions, check_paths, load
from cupola.engine.kinds import Report
from cupola.engine.loading import Loaded, LoadOptions
from cupola.engine.record.store import open_store

AS_OF = date(2026, 10, 30)


@dataclass(frozen=True)
class Delivery:
    """A folder with the files of a delivery, and a data folder beside it."""

    folder: Path

    def write(self, files: Mapping[str, str]) -> Delivery:
        for name, text in files.items():
            path = self.folder / "delivered" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, newline="")
        return self

    def check(self) -> Report:
        return check_paths([self.folder / "delivered"], CheckOptions(data=self.folder / "data", as_of=AS_OF))

    def load(self) -> Loaded:
        return load([self.folder / "delivered"], LoadOptions(self.folder / "data", as_of=AS_OF, accept_mapping=True))

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        """Rows of a query in which `{persons}` and the like stand for tables of the record."""
        store = open_store(self.folder / "data")
        manifest = store.snapshot("current")
        tables = {
            table: f"read_parquet([{', '.join(quoted(str(path)) for path in store.part_paths(manifest, table))}], "
            "union_by_name = true)"
            for table in manifest.tables
        }
        return connect().execute(sql.format(**tables)).fetchall()


def kinds(report: Report) -> dict[str, str | None]:
    """File -> what it was recognised as."""
    return {seen.name: seen.recognised_as for seen in report.files}


def found(report: Report, *areas: str) -> list[tuple[str, str | None, str | None]]:
    """Check, file and subject of the findings whose ids begin with one of these, in order."""
    rows = [(f.check, f.file, f.subject) for f in report.findings if f.check.startswith(areas)]
    return sorted(rows, key=str)


def rows_add_up(report: Report, files: Mapping[str, str], *, headers: int = 1) -> bool:
    """Whether rows read and set aside are, file by file, the lines below the header."""
    counted = {seen.name: seen.rows_read + seen.rows_set_aside for seen in report.files if seen.table}
    return counted == {name: len(files[name].splitlines()) - headers for name in counted}
