"""Files that were read, as the record takes them: how they are told apart, stored and listed."""

from __future__ import annotations

import getpass
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from cupola import __version__
from cupola.engine.reading import ReadFile
from cupola.engine.record.content import parquet
from cupola.engine.record.drafting import stored_cells
from cupola.engine.record.manifest import CLOSED, DeliveredFile, Delivery, Manifest
from cupola.engine.record.publish import DraftPart
from cupola.engine.record.sources_view import SourcePart
from cupola.engine.sources.forms import folded
from cupola.engine.succession import is_delta

if TYPE_CHECKING:
    import duckdb


def is_known(now: Manifest, taken: Sequence[ReadFile]) -> bool:
    """Whether these files are in force already, read in the same way by this program.

    Where a system delivers no changes they must be all that is in force of it.
    """
    systems = {file.known.system.id for file in taken}
    there = {
        (delivery.system, file.sha256, file.recognised_as, file.mapping)
        for delivery in now.deliveries
        for file in delivery.files
        if delivery.system in systems and file.mode != CLOSED
    }
    changing = {file.known.system.id for file in taken if is_delta(file)}
    brought = {(file.known.system.id, _sha(file), file.known.form.title, _digest(file)) for file in taken}
    others = {known for known in there - brought if known[0] not in changing}
    return now.program == __version__ and brought <= there and not others


def _sha(file: ReadFile) -> str:
    return file.table.facts.sha256


def _digest(file: ReadFile) -> str | None:
    return file.mapping.digest if file.mapping else None


def spare_of(file: ReadFile) -> list[str]:
    """The columns that nothing takes, but for those that are known and not to be kept."""
    if file.known.form.only_these:
        return []
    taken = set(file.known.headers.values())
    ignored = file.known.form.ignored
    return [column for column in file.table.columns if column not in taken and folded(column) not in ignored]


def as_stored(connection: duckdb.DuckDBPyConnection, part: SourcePart, path: Path) -> SourcePart:
    """The part as it will be read from the store, so that it is the same whether it is new or carried over."""
    columns = {str(row[0]): str(row[1]) for row in connection.execute(f"DESCRIBE FROM {parquet(path)}").fetchall()}
    return replace(part, parquet=path, memory=None, cells=stored_cells(tuple(columns), columns))


def draft_part(part: SourcePart, system: str) -> DraftPart:
    """The part as a draft of a snapshot takes it."""
    return DraftPart(
        table=part.table,
        layer="source",
        system=system,
        file=part.file,
        path=part.parquet,
        first_line=None if part.line_column else part.first_line,
        line_column=part.line_column,
    )


def deliveries_of(taken: Sequence[ReadFile]) -> tuple[Delivery, ...]:
    """One delivery for all files of this load, in their order, system by system."""
    when = datetime.now(tz=UTC)
    systems = dict.fromkeys(file.known.system for file in taken)
    return tuple(
        Delivery(
            system=system.id,
            files=tuple(_delivered_file(file) for file in taken if file.known.system == system),
            who=getpass.getuser(),
            when=when,
            kind=system.kind,
            name=system.name,
        )
        for system in systems
    )


def _delivered_file(file: ReadFile) -> DeliveredFile:
    table = file.table
    return DeliveredFile(
        name=file.name,
        sha256=table.facts.sha256,
        bytes=table.arrival.bytes,
        encoding=table.facts.encoding,
        line_end=table.facts.line_end,
        header=table.facts.header,
        rows=table.rows,
        rows_set_aside=table.rows_set_aside,
        recognised_as=file.known.form.title,
        modified=table.arrival.modified.isoformat(),
        mapping=_digest(file),
        mode=file.known.mode,
    )
