"""Brings the database up to date: behind a lock, after a backup, and never on top of a half-done one."""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from cupola.engine.errors import CupolaError
from cupola.engine.record import lock
from cupola.site import copies

MARK = "migrating.json"
LOCK = "migrating.lock"
WAIT_SECONDS = 120
log = logging.getLogger("cupola.up")


class MigrationStopped(CupolaError):
    """The database is between two versions, or is of another version than the program."""


def bring_up_to_date(*, go_on: bool = False) -> int:
    """Apply what is pending and make the shared cache; returns how many migrations ran.

    Raises `MigrationStopped` when an earlier run was cut off (unless a person says to go on), or when the database
    was written by a newer version.
    """
    web: Path = settings.WEB_FOLDER
    with lock.held(web / LOCK, wait_seconds=WAIT_SECONDS):
        executor = MigrationExecutor(connection)
        refuse_newer(executor)
        plan = [f"{migration.app_label}.{migration.name}" for migration, _ in _plan(executor)]
        if not go_on and plan:
            refuse_half_done(web)
        if plan:
            log.info("event=migrating count=%d", len(plan))
            with marked(web, executor, plan):
                call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
        (web / MARK).unlink(missing_ok=True)
        return len(plan)


def _plan(executor: MigrationExecutor) -> list[Any]:
    return executor.migration_plan(executor.loader.graph.leaf_nodes())


def pending() -> int:
    """How many migrations the database lacks."""
    return len(_plan(MigrationExecutor(connection)))


def refuse_pending() -> None:
    """Raise `MigrationStopped` when the database is not as this version needs it."""
    refuse_newer(MigrationExecutor(connection))
    if count := pending():
        fact = f"the database lacks {count} changes of this version."
        raise MigrationStopped(
            str(settings.DATA_FOLDER), fact, "Run `cupola admin migrate`, or start without --no-migrate."
        )


def refuse_newer(executor: MigrationExecutor) -> None:
    """Raise `MigrationStopped` when the database knows changes that this version does not."""
    ours = {config.partition(".")[2].rpartition(".")[2] for config in settings.INSTALLED_APPS if "cupola." in config}
    known = set(executor.loader.graph.nodes) | set(executor.loader.replacements)
    strange = [key for key in executor.loader.applied_migrations if key[0] in ours and key not in known]
    if strange:
        raise MigrationStopped(
            str(settings.DATA_FOLDER),
            f"the database was written by a newer version of Cupola ({len(strange)} changes that this one lacks).",
            "Install that version again, or restore a backup of this one with `cupola restore`.",
        )


def half_done(web: Path) -> dict[str, Any] | None:
    """What a run that never ended left behind: when it began, and where the copy from before it lies."""
    mark = web / MARK
    if not mark.exists():
        return None
    try:
        told = json.loads(mark.read_text(encoding="utf-8"))
        return told if isinstance(told, dict) else {}
    except ValueError:
        return {}


def refuse_half_done(web: Path) -> None:
    """Say what to do when the mark of a run that never ended is there; a database that was empty just goes on."""
    told = half_done(web)
    if told is None or told.get("was_empty"):
        return
    step = (
        "Put the copy from before it back with `cupola admin restore-database`, or go on with `cupola admin migrate "
        "--go-on`."
        if told.get("backup")
        else "Restore the database from your own backup, or go on with `cupola admin migrate --go-on`."
    )
    fact = f"the change of the database begun at {told.get('began', 'an unknown time')} was cut off."
    raise MigrationStopped(str(web.parent), fact, step)


@contextmanager
def marked(web: Path, executor: MigrationExecutor, plan: list[str]) -> Iterator[None]:
    """Leave a mark while the database is between two versions; it stays when this is killed or fails.

    The copy from before the first try stays the one that is named.
    """
    told = half_done(web) or {}
    was_empty = not executor.loader.applied_migrations or bool(told.get("was_empty"))
    backup = told.get("backup")
    if backup is None and not was_empty:
        backup = backup_before(web)
    began = datetime.now(UTC).isoformat(timespec="seconds")
    with open(web / MARK, "w", encoding="utf-8") as handle:
        json.dump({"began": began, "backup": backup, "migrations": plan, "was_empty": was_empty}, handle)
        handle.flush()
        os.fsync(handle.fileno())
    yield


def backup_before(web: Path) -> str | None:
    """An online copy of the SQLite database, checked; None for PostgreSQL, whose backups its operator makes."""
    if connection.vendor != "sqlite":
        return None
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
    target = web / "backups" / f"before-update-{stamp}.sqlite3"
    copies.copy_sqlite(copies.sqlite_file(), target)
    return target.name


def put_back() -> Path:
    """Put the copy from before a half-done change in the place of the database; the damaged one stays beside it.

    Raises `MigrationStopped` when nothing was cut off or there is no copy.
    """
    web: Path = settings.WEB_FOLDER
    told = half_done(web)
    copy = web / "backups" / str((told or {}).get("backup") or "")
    if connection.vendor != "sqlite" or not copy.is_file():
        fact = "there is no copy of the database from before a change that was cut off."
        raise MigrationStopped(str(web.parent), fact, "Use `cupola restore` with a backup.")
    connection.close()
    aside = web / "backups" / f"half-done-{datetime.now(UTC):%Y%m%dT%H%M%S}.sqlite3"
    copies.replace_sqlite(copies.sqlite_file(), copy, aside=aside)
    (web / MARK).unlink()
    return copy
