"""Writes a backup: database, record and files of one moment, in one file; `site.restoring` lays it out again."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from cupola import __version__
from cupola.engine.record import lock
from cupola.engine.record.store import open_store
from cupola.site import copies, parcel, postgres, restoring
from cupola.site.database import SQLITE_NAME
from cupola.site.parcel import DATA, DATABASE, Manifest
from cupola.workspace.models import Publication

WAIT_SECONDS = 600
# What can be made again, belongs to running processes, or is a copy itself.
LEFT_OUT = frozenset({"lock", "staging", "cache"})
LEFT_OUT_OF_WEB = frozenset({"static", "backups", "previews", "sample", "address", "migrating.json"})


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that was made."""

    file: Path
    files: int
    bytes: int


def back_up(target: Path) -> Made:
    """Write a backup of this installation while it may be in use; `target` is a new file, or a folder to put it in.

    The record's lock is held, so that nothing is loaded or published meanwhile; pages can be read all the time.
    """
    if target.is_dir():
        target = target / f"cupola-{datetime.now(UTC):%Y%m%dT%H%M%SZ}.tar.gz"
    data = Path(settings.DATA_FOLDER)
    room = Path(settings.WEB_FOLDER) / "backups"
    with (
        tempfile.TemporaryDirectory(prefix="backup-", dir=room) as copy,
        parcel.writing(target) as writer,
        lock.held(data / "lock", wait_seconds=WAIT_SECONDS),
    ):
        manifest = _manifest()
        for file in _database(Path(copy)):
            writer.add(file, f"{DATABASE}/{file.name}")
        for path, name in _files(data):
            writer.add(path, f"{DATA}/{name}")
        writer.close(manifest)
    return Made(target, len(writer.files), target.stat().st_size)


def _manifest() -> Manifest:
    now, newest = open_store(settings.DATA_FOLDER).current(), Publication.newest()
    return Manifest(
        program=__version__,
        made_at=datetime.now(UTC).isoformat(timespec="seconds"),
        database=connection.vendor,
        snapshot=now.id if now else "",
        as_of=now.as_of.isoformat() if now else "",
        published=newest.snapshot if newest else "",
        migrations=tuple(sorted(MigrationRecorder(connection).applied_migrations())),
    )


def _database(room: Path) -> list[Path]:
    if connection.vendor == "postgresql":
        return postgres.write_tables(room)
    copies.copy_sqlite(copies.sqlite_file(), room / SQLITE_NAME)
    return [room / SQLITE_NAME]


def _files(data: Path) -> Iterator[tuple[Path, str]]:
    """Every file of the data folder that belongs into a backup, and its name there."""
    for folder, below, names in os.walk(data):
        here = Path(folder)
        left_out = LEFT_OUT if here == data else LEFT_OUT_OF_WEB if here == data / "web" else frozenset()
        below[:] = sorted(name for name in below if name not in left_out and not (here / name).is_symlink())
        for name in sorted(names):
            is_database = here == data / "web" and (name.startswith(SQLITE_NAME) or name.endswith(".lock"))
            if name not in left_out and not is_database and not (here / name).is_symlink():
                yield here / name, (here / name).relative_to(data).as_posix()


def fill_database(data: Path, manifest: Manifest) -> None:
    """Fill an empty PostgreSQL database from the tables of a backup that was laid out."""
    tables = data / "web" / restoring.TABLES
    postgres.read_tables(tables, manifest.migrations)
    shutil.rmtree(tables)
