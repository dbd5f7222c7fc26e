"""Copies of the workspace's database: made while it is used, checked, and put back."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from django.conf import settings

from cupola.engine.errors import CupolaError
from cupola.site.database import SQLITE_NAME

BESIDE = ("-wal", "-shm", "-journal")


def sqlite_file() -> Path:
    """Where the database of this installation lies."""
    return Path(settings.WEB_FOLDER) / SQLITE_NAME


def copy_sqlite(source: Path, target: Path) -> None:
    """Copy a database that may be in use; raises `CupolaError` when the copy is not whole."""
    os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    with closing(sqlite3.connect(source)) as opened, closing(sqlite3.connect(target)) as copy:
        opened.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
    if trouble := sqlite_trouble(target):
        raise CupolaError(str(target), f"the copy of the database is damaged: {trouble}.", "Check the disk.")


def sqlite_trouble(file: Path) -> str | None:
    """What the database's own check says, or None when it is whole."""
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as opened:
            said = str(opened.execute("PRAGMA quick_check(1)").fetchone()[0])
            return None if said == "ok" else said
    except sqlite3.DatabaseError as error:
        return str(error)


def replace_sqlite(place: Path, copy: Path, *, aside: Path) -> None:
    """Put a copy in the place of a database, which is kept beside; nobody may have it open."""
    fresh = place.with_name(place.name + ".new")
    shutil.copyfile(copy, fresh)
    os.chmod(fresh, 0o600)
    if place.exists():
        copy_sqlite(place, aside) if sqlite_trouble(place) is None else shutil.copyfile(place, aside)
    for suffix in BESIDE:
        place.with_name(place.name + suffix).unlink(missing_ok=True)
    os.replace(fresh, place)
