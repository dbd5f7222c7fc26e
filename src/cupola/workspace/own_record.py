"""Delivers to the record what people entered in Cupola itself, like an export of another system."""

from __future__ import annotations

import csv
import logging
import os
import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from cupola.engine.errors import CupolaError
from cupola.engine.journey import load
from cupola.engine.loading import LoadOptions
from cupola.engine.record.store import open_store
from cupola.workspace import indexing

FOLDER = "own"
WAIT_SECONDS = 120
log = logging.getLogger("cupola.jobs")
Cells = Sequence[Any]


@dataclass(frozen=True, slots=True)
class OwnTable:
    """One file that a room delivers: its name as the engine's source knows it, its header, and how to get its rows."""

    file: str
    head: Sequence[str]
    rows: Callable[[], Iterable[Cells]]


_TABLES: dict[str, OwnTable] = {}


def announce(table: OwnTable) -> None:
    """Have a table delivered with the others; the same name replaces the one before."""
    _TABLES[table.file] = table


def deliver() -> bool:
    """Take what was entered into the record in force; whether that made a new snapshot.

    Nothing is done before the first export was loaded: Cupola's own tables alone are no record of a district. The
    record keeps its day, because nothing that other systems hold became newer.
    """
    now = open_store(settings.DATA_FOLDER).current()
    if now is None or not _TABLES:
        return False
    indexing.index()
    folder = Path(settings.WEB_FOLDER) / "uploads" / FOLDER
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700, parents=True)
    try:
        if not _write(folder, day=timezone.make_aware(datetime.combine(now.as_of, time(12)))):
            return False
        options = LoadOptions(
            Path(settings.DATA_FOLDER), accept_unusual=True, as_of=now.as_of, wait_seconds=WAIT_SECONDS
        )
        loaded = load([folder], options)
    except CupolaError as error:
        log.warning("event=own_record_failed kind=%s", type(error).__name__)
        return False
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    if loaded.changed:
        indexing.index(came_by="cupola", who="Cupola")
    return loaded.changed


def _write(folder: Path, *, day: datetime) -> bool:
    """Write the tables that have rows; whether there are any. Their files bear the day of the record."""
    written = False
    for table in _TABLES.values():
        rows = [[_cell(value) for value in row] for row in table.rows()]
        if not rows:
            continue
        path = folder / f"{table.file}.csv"
        with path.open("w", encoding="utf-8", newline="") as handle:
            writer = csv.writer(handle, lineterminator="\n")
            writer.writerow(table.head)
            writer.writerows(rows)
        _stamp(path, day)
        written = True
    return written


def _stamp(path: Path, day: datetime) -> None:
    os.utime(path, (day.timestamp(), day.timestamp()))


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
