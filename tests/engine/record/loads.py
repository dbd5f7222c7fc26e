"""Small loads for the tests of the store: tables written as Parquet, published, and read back."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from cupola.engine.backends import duck
from cupola.engine.record.content import parquet
from cupola.engine.record.manifest import DeliveredFile, Delivery, Manifest
from cupola.engine.record.publish import Draft, DraftPart
from cupola.engine.record.store import Store, open_store

DAY = date(2026, 11, 2)


@dataclass(frozen=True)
class Table:
    """Columns (name to type) and rows, as a test thinks of them."""

    columns: dict[str, str]
    rows: tuple[tuple[object, ...], ...]

    def write(self, connection, path: Path) -> Path:
        names = ", ".join(f"{duck.name(name)} {type_}" for name, type_ in self.columns.items())
        connection.execute(f"CREATE OR REPLACE TEMP TABLE written ({names})")
        if self.rows and set(self.columns.values()) <= {"VARCHAR", "BIGINT", "INTEGER"}:
            typed = zip(zip(*self.rows, strict=True), self.columns.values(), strict=True)
            insert(connection, "written", [(type_, cells) for cells, type_ in typed])
        elif self.rows:
            marks = ", ".join(["(" + ", ".join("?" * len(self.columns)) + ")"] * len(self.rows))
            connection.execute(f"INSERT INTO written VALUES {marks}", [c for row in self.rows for c in row])
        connection.execute(f"COPY written TO {duck.quoted(str(path))} (FORMAT parquet, COMPRESSION zstd)")
        return path


def texts(*rows: tuple[object, ...], names: str = "id name") -> Table:
    """A table of text cells."""
    return Table(dict.fromkeys(names.split(), "VARCHAR"), tuple(rows))


def people(count: int, *, changed: frozenset[int] = frozenset(), without: frozenset[int] = frozenset()) -> Table:
    """Numbered people of invented ids; those in `changed` have another grade."""
    rows = (
        (
            f"{number * 7919 % 99991:05d}-{number:06d}",
            "KG" if number in changed else f"{number % 12 + 1:02d}",
            None,
        )
        for number in range(count)
        if number not in without
    )
    return texts(*rows, names="id grade note")


def insert(connection, table, columns):
    """Add many rows at once, given column by column as type and cells."""
    chosen = ", ".join(f"unnest(from_json(?, '[\"{type_}\"]'))" for type_, _ in columns)
    connection.execute(f"INSERT INTO {table} SELECT {chosen}", [json.dumps(cells) for _, cells in columns])


class Ada:
    """Somebody who loads tables into a data folder and looks at what is in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.store: Store = open_store(folder)
        self.connection = duck.connect()

    def close(self) -> None:
        self.connection.close()

    def draft(self, staging: Path, tables: dict[str, Table]) -> Draft:
        written = {
            name: table.write(self.connection, self.folder.with_name(f"{name}.parquet"))
            for name, table in tables.items()
        }
        return self.draft_of(staging, written)

    @staticmethod
    def draft_of(staging: Path, tables: dict[str, Path]) -> Draft:
        """A draft of tables that lie somewhere as Parquet; they are copied."""
        names = list(tables)
        files = tuple(
            DeliveredFile(f"{name}.csv", f"{name:0>64}", 10, "utf-8", "\n", ("id",), 1, 0, name) for name in names
        )
        parts = tuple(
            DraftPart(name, "source", "sis", place, Path(shutil.copy(tables[name], staging / f"{name}.parquet")))
            for place, name in enumerate(names)
        )
        return Draft(DAY, "0.1.0", (Delivery("sis", files, "Ada", datetime.now(UTC)),), parts)

    def load(self, **tables: Table) -> Manifest:
        with self.store.writing() as writer:
            current = self.store.current()
            draft = self.draft(writer.staging, tables)
            return writer.publish(draft, expected_parent=current.id if current else None)

    def undo(self) -> Manifest:
        with self.store.writing() as writer:
            return writer.undo()

    def rows(self, manifest: Manifest, table: str) -> tuple[tuple[object, ...], ...]:
        found: list[tuple[object, ...]] = []
        for path in self.store.part_paths(manifest, table):
            found += self.connection.execute(f"FROM {parquet(path)}").fetchall()
        return tuple(found)

    def read(self, manifest: Manifest) -> dict[str, tuple[tuple[object, ...], ...]]:
        return {table: self.rows(manifest, table) for table in manifest.tables}
