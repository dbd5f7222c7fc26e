"""`cupola doctor`: looks at everything an installation stands on, and says what to do about what it finds."""

from __future__ import annotations

import json
import os
import platform
import shutil
import stat
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import django
import duckdb
from django.conf import settings
from django.core.mail import get_connection
from django.db import Error, connection
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from cupola import __version__
from cupola.engine.errors import CupolaError
from cupola.engine.record.store import open_store
from cupola.site import agreement, copies, lifeline, migrating
from cupola.workspace import audit
from cupola.workspace.models import Publication

LEAST_FREE_BYTES = 1_000_000_000
CLOCK_SECONDS = 60
WAITS_MINUTES = 15
MAIL_SECONDS = 5
LOCKS = (("lock", "the record"), ("web/up.lock", "cupola up"), ("web/worker.lock", "the job worker"),
         ("web/migrating.lock", "a change of the database"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Look:
    """One thing that was looked at; `state` is good, warning or bad."""

    what: str
    state: str
    fact: str
    step: str = ""


def look(*, thorough: bool = False) -> list[Look]:
    """Look at everything; `thorough` reads the whole record and the whole audit trail."""
    looks: list[Look] = []
    for each in (_versions, _folder, _disk, _locks, _clock, _database, _migrations):
        looks += each()
    if any(each.what in ("database", "migrations") and each.state == "bad" for each in looks):
        return looks
    for each in (_agreement, _jobs, _mail, lambda: _record(thorough), lambda: _trail(thorough)):
        looks += each()
    return looks


def _versions() -> Iterator[Look]:
    parts = [f"Cupola {__version__}", f"Python {platform.python_version()}", f"Django {django.get_version()}"]
    yield Look("versions", "good", ", ".join([*parts, f"DuckDB {duckdb.__version__}"]))


def _folder() -> Iterator[Look]:
    """Nobody but the owner may read the data folder, and the one who runs this must be the owner."""
    data, web = Path(settings.DATA_FOLDER), Path(settings.WEB_FOLDER)
    places = [data, web, web / "secrets", *sorted((web / "secrets").iterdir())]
    places += [file for file in (copies.sqlite_file(), data / "cupola.toml") if file.exists()]
    if os.name != "posix":
        yield Look("folder", "good", "This system keeps permissions of its own; see that only the service reads it.")
        return
    outside = [data, web, web / "secrets"]
    open_ones = [place for place in places if stat.S_IMODE(place.stat().st_mode) & 0o077]
    # Inside a folder that nobody else may enter, the mode of a file does not matter.
    open_ones = [place for place in open_ones if place in outside or data in open_ones]
    foreign = [place for place in places if place.stat().st_uid != os.geteuid()]
    for place in open_ones:
        yield Look("folder", "bad", f"{place} can be read by others.", f"chmod go-rwx {place}")
    if foreign:
        step = "Run Cupola and its commands as one user, the one that owns the folder."
        yield Look("folder", "warning", f"{foreign[0]} belongs to another user than this command's.", step)
    if not (open_ones or foreign):
        yield Look("folder", "good", f"{data} can be read by its owner alone.")


def _disk() -> Iterator[Look]:
    data = Path(settings.DATA_FOLDER)
    free = shutil.disk_usage(data).free
    used = sum(file.stat().st_size for file in (data / "objects").glob("*")) if (data / "objects").is_dir() else 0
    fact = f"{free / 1e9:,.1f} GB are free; the record takes {used / 1e9:,.2f} GB."
    if free < LEAST_FREE_BYTES:
        yield Look("disk", "bad", fact, "Free room before the next delivery; `cupola purge` drops old snapshots.")
    elif free < 3 * used + settings.OPTIONS.upload_megabytes * 1_000_000:
        yield Look("disk", "warning", fact, "A large delivery may not fit. Make room, or lower upload_megabytes.")
    else:
        yield Look("disk", "good", fact)


def _locks() -> Iterator[Look]:
    held = []
    for name, what in LOCKS:
        with suppress(OSError, ValueError, KeyError, TypeError):
            holder: dict[str, Any] = json.loads((Path(settings.DATA_FOLDER) / name).read_bytes())
            if holder["host"] != platform.node() or lifeline.is_alive(int(holder["process"])):
                held.append(f"{what} by process {holder['process']} since {holder['started']}")
    yield Look("locks", "good", f"Held: {'; '.join(held)}." if held else "Nobody holds a lock.")


def _clock() -> Iterator[Look]:
    now = datetime.now(UTC)
    marks = _last_publication()
    current = Path(settings.DATA_FOLDER) / "current"
    marks += [datetime.fromtimestamp(current.stat().st_mtime, UTC)] if current.exists() else []
    ahead = max((mark - now for mark in marks), default=timedelta())
    with suppress(Error):
        ahead = max(ahead, abs(_clock_of_server() - now), key=abs)
    if ahead > timedelta(seconds=CLOCK_SECONDS):
        fact = f"The clock differs by {ahead.total_seconds():,.0f} s from what was written before."
        yield Look("clock", "bad", fact, "Set it by a time server; links, codes of sign-in and due dates need it.")
    else:
        yield Look("clock", "good", f"It is {now:%Y-%m-%d %H:%M} UTC.")


def _clock_of_server() -> datetime:
    """The clock of PostgreSQL; SQLite has ours."""
    if connection.vendor != "postgresql":
        return datetime.now(UTC)
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        told: datetime = cursor.fetchone()[0]
        return told


def _last_publication() -> list[datetime]:
    """When the database was last written to by a publication; empty where it says nothing, or cannot be read."""
    try:
        return [publication.made_at for publication in Publication.objects.all()[:1]]
    except Error:
        return []


def _database() -> Iterator[Look]:
    step = "Put a backup back with `cupola restore`, in a new folder."
    if connection.vendor == "sqlite" and (trouble := copies.sqlite_trouble(copies.sqlite_file())):
        yield Look("database", "bad", f"The database is damaged: {trouble}.", step)
        return
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT version()" if connection.vendor == "postgresql" else "SELECT sqlite_version()")
            version = " ".join(str(cursor.fetchone()[0]).split()[:2])
    except Error as error:
        fact = f"The database does not answer ({type(error).__name__})."
        yield Look("database", "bad", fact, "See that its server runs and that database_url is right.")
        return
    yield Look("database", "good", version if connection.vendor == "postgresql" else f"SQLite {version}, whole.")


def _migrations() -> Iterator[Look]:
    try:
        migrating.refuse_half_done(Path(settings.WEB_FOLDER))
        count = migrating.pending()
    except CupolaError as error:
        yield Look("migrations", "bad", error.fact, error.next_step)
        return
    except Error:
        return
    if count:
        fact = f"{count} changes of this version are not made yet."
        yield Look("migrations", "bad", fact, "`cupola up` makes them when it starts, or `cupola admin migrate`.")
    else:
        yield Look("migrations", "good", "The database is as this version needs it.")


def _agreement() -> Iterator[Look]:
    try:
        told = agreement.compare()
    except CupolaError as error:
        yield Look("database and record", "bad", f"{error.place}: {error.fact}", error.next_step)
        return
    state = {"same": "good", "behind": "warning", "apart": "bad"}[told.state]
    fact = told.fact or ("Pages show the record in force." if told.state == "same" else "Pages will follow the record.")
    yield Look("database and record", state, fact, told.step)


def _jobs() -> Iterator[Look]:
    since = datetime.now(UTC) - timedelta(minutes=WAITS_MINUTES)
    waiting = DBTaskResult.objects.filter(status=TaskResultStatus.READY, enqueued_at__lt=since).count()
    week = datetime.now(UTC) - timedelta(days=7)
    failed = DBTaskResult.objects.filter(status=TaskResultStatus.FAILED, finished_at__gt=week).count()
    if waiting:
        fact = f"{waiting} jobs wait for more than {WAITS_MINUTES} minutes."
        yield Look("jobs", "warning", fact, "Start `cupola up`; its worker does them.")
    elif failed:
        yield Look("jobs", "warning", f"{failed} jobs failed within a week.", "The log of `cupola up` says where.")
    else:
        yield Look("jobs", "good", "None failed, none waits for long.")


def _mail() -> Iterator[Look]:
    if not settings.OPTIONS.smtp_url:
        yield Look("mail", "good", "Mail lies in the data folder, in web/mail; smtp_url would send it.")
        return
    server = get_connection(timeout=MAIL_SECONDS)
    try:
        server.open()
        server.close()
    except OSError as error:
        fact = f"The mail server does not take us in ({type(error).__name__})."
        yield Look("mail", "bad", fact, "Check smtp_url: its name, port, user and password.")
    else:
        yield Look("mail", "good", "The mail server takes us in.")


def _record(thorough: bool) -> Iterator[Look]:
    store = open_store(settings.DATA_FOLDER)
    step = "Put a backup back with `cupola restore`, in a new folder."
    try:
        now = store.current()
        if now is None:
            yield Look("record", "good", "There is no record yet.")
            return
        missing = [path for table in now.tables for path in store.part_paths(now, table) if not path.stat().st_size]
        troubles = store.verify() if thorough else ()
    except (CupolaError, OSError) as error:
        said = f"{error.place}: {error.fact}" if isinstance(error, CupolaError) else str(error)
        yield Look("record", "bad", said, step)
        return
    if missing or troubles:
        yield Look("record", "bad", (*troubles, *(f"{path.name} is empty." for path in missing))[0], step)
    else:
        how = "Every file was read and is whole" if thorough else "All its files are there"
        yield Look("record", "good", f"{how}; in force is {now.id}, as of {now.as_of}.")


def _trail(thorough: bool) -> Iterator[Look]:
    if thorough:
        walked, broken = audit.verify()
        if broken:
            step = "Compare with the trail of a backup: somebody changed the database by hand."
            yield Look("audit trail", "bad", f"Line {broken.line} does not hold: {broken.fact}", step)
        else:
            yield Look("audit trail", "good", f"{walked:,} lines hold.")


def is_published(looks: list[Look]) -> bool:
    """Whether pages show the record in force."""
    return any(each.what == "database and record" and each.state == "good" for each in looks)
