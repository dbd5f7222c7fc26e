"""Brings the database up to date: behind a lock, after a backup, and never on top of a half-done one."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from cupola.engine.errors import CupolaError
from cupola.engine.record import lock
from cupola.site.database import SQLITE_NAME

MARK = "migrating.json"


class MigrationStopped(CupolaError):
    """The database is between two versions."""


def bring_up_to_date() -> int:
    """Apply what is pending and make the shared cache; returns how many migrations ran.

    Raises `MigrationStopped` when an earlier run was cut off.
    """
    web: Path = settings.WEB_FOLDER
    with lock.held(web / "migrating.lock", wait_seconds=120):
        refuse_half_done(web)
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if plan:
            backup = backup_before(web) if executor.loader.applied_migrations else None
            with marked(web, backup, [str(migration) for migration, _ in plan]):
                call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
        return len(plan)


def refuse_half_done(web: Path) -> None:
    """Say what to do when the mark of a run that never ended is there."""
    mark = web / MARK
    if not mark.exists():
        return
    told = json.loads(mark.read_text(encoding="utf-8"))
    step = (
        f"Restore the copy that was made before it ({told['backup']}) with `cupola admin restore-database`, "
        "or go on with `cupola admin migrate --go-on`."
        if told["backup"]
        else "Go on with `cupola admin migrate --go-on`."
    )
    raise MigrationStopped(str(web.parent), f"the change of the database begun {told['began']} was cut off.", step)


@contextmanager
def marked(web: Path, backup: str | None, migrations: list[str]) -> Iterator[None]:
    """Leave a mark while the database is between two versions; it stays when this is killed or fails."""
    mark = web / MARK
    began = datetime.now(UTC).isoformat(timespec="seconds")
    with open(mark, "w", encoding="utf-8") as handle:
        json.dump({"began": began, "backup": backup, "migrations": migrations}, handle)
        handle.flush()
        os.fsync(handle.fileno())
    yield
    mark.unlink()


def backup_before(web: Path) -> str | None:
    """An online copy of the SQLite database, checked; None for PostgreSQL, whose backups its operator makes."""
    if connection.vendor != "sqlite":
        return None
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
    target = web / "backups" / f"before-update-{stamp}.sqlite3"
    with sqlite3.connect(web / SQLITE_NAME) as source, sqlite3.connect(target) as copy:
        source.backup(copy)
        if copy.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            raise CupolaError(
                str(target), "the copy of the database is damaged.", "Check the disk; nothing was changed."
            )
    os.chmod(target, 0o600)
    return str(target)
