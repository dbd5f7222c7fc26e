"""Lays a backup out as a new data folder, verified before anything stands under its name."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from cupola.site import parcel
from cupola.site.database import SQLITE_NAME
from cupola.site.options import read_options
from cupola.site.parcel import DATA, DATABASE, Manifest, ParcelError

TABLES = "tables-to-restore"


def lay_out(file: Path, data: Path) -> Manifest:
    """Lay a backup out; an SQLite database stands in its place, tables of PostgreSQL wait in `web/`.

    Raises `ParcelError` when the folder is not empty, when the backup is not whole, or when it needs another kind of
    database than the settings name; then nothing is left of it.
    """
    if data.exists() and any(data.iterdir()):
        step = "Name a folder that does not exist yet: cupola restore FILE --data FOLDER."
        raise ParcelError(str(data), "is not empty, and a restore writes over nothing.", step)
    data.parent.mkdir(parents=True, exist_ok=True)
    room = Path(tempfile.mkdtemp(prefix=f"{data.name}-restoring-", dir=data.parent))
    try:
        manifest = parcel.unpack(file, room)
        whole = room / DATA
        (whole / "web").mkdir(mode=0o700, parents=True, exist_ok=True)
        _refuse_other_kind(file, manifest, whole)
        if manifest.database == "sqlite":
            os.replace(room / DATABASE / SQLITE_NAME, whole / "web" / SQLITE_NAME)
        else:
            os.replace(room / DATABASE, whole / "web" / TABLES)
        os.chmod(whole, 0o700)
        if data.exists():
            data.rmdir()
        os.replace(whole, data)
    finally:
        shutil.rmtree(room, ignore_errors=True)
    return manifest


def _refuse_other_kind(file: Path, manifest: Manifest, whole: Path) -> None:
    url = read_options(whole).database_url
    if manifest.database == "postgresql" and not url:
        step = "Name an empty database in CUPOLA_DATABASE_URL, and run it again."
        raise ParcelError(str(file), "holds a PostgreSQL database, and no database_url is set.", step)
    if manifest.database == "sqlite" and url:
        step = "Restore it without database_url (in the environment or in cupola.toml)."
        raise ParcelError(str(file), "holds an SQLite database, and database_url names another.", step)
