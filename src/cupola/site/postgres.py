"""The tables of a PostgreSQL database as files, and back, by COPY: no other program is needed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from cupola.site.parcel import ParcelError

LEFT_OUT = frozenset({"shared_cache"})
ENDING = ".copy"
COLUMNS = (
    "SELECT column_name FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = %s \
ORDER BY ordinal_position"
)
NUMBERED = "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = current_schema() \
AND (is_identity = 'YES' OR column_default LIKE 'nextval%%')"


def write_tables(room: Path) -> list[Path]:
    """Write every table as it was at one moment; its first line names the columns."""
    written = []
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        for table in sorted(set(connection.introspection.table_names(cursor)) - LEFT_OUT):
            cursor.execute(COLUMNS, [table])
            columns = [name for (name,) in cursor.fetchall()]
            file = room / f"{table}{ENDING}"
            with open(file, "wb") as handle, _driver(cursor).copy(_copy(table, columns, "TO STDOUT")) as copy:
                handle.write((",".join(columns) + "\n").encode())
                for some in copy:
                    handle.write(some)
            written.append(file)
    return written


def read_tables(room: Path, migrations: Sequence[tuple[str, str]]) -> None:
    """Bring an empty database to the same migrations and fill its tables, all or nothing.

    Raises `ParcelError` when the database is not empty, or when this version lacks a migration.
    """
    executor = MigrationExecutor(connection)
    place = connection.settings_dict["NAME"]
    if executor.loader.applied_migrations:
        raise ParcelError(f"database {place}", "is not empty.", "Name an empty database in CUPOLA_DATABASE_URL.")
    if missing := [f"{app}.{name}" for app, name in migrations if (app, name) not in executor.loader.graph.nodes]:
        step = "Restore it with the version of Cupola that made it, or a newer one."
        raise ParcelError("the backup", f"needs {missing[0]}, which this version lacks.", step)
    with transaction.atomic():
        executor.migrate(_last_of_each_app(executor, migrations))
        files = sorted(room.glob(f"*{ENDING}"))
        with connection.cursor() as cursor:
            names = ", ".join(connection.ops.quote_name(file.stem) for file in files)
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            cursor.execute(f"TRUNCATE {names}")
            for file in files:
                _fill(cursor, file)
            _go_on_counting(cursor)


def _last_of_each_app(executor: MigrationExecutor, migrations: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Those that no other of the same app builds on: an earlier one as a goal would take later ones back."""
    known, nodes = set(migrations), executor.loader.graph.node_map
    return [
        each for each in migrations if not any(c.key[0] == each[0] and c.key in known for c in nodes[each].children)
    ]


def _fill(cursor: Any, file: Path) -> None:
    with open(file, "rb") as handle:
        columns = handle.readline().decode().strip().split(",")
        with _driver(cursor).copy(_copy(file.stem, columns, "FROM STDIN")) as copy:
            while some := handle.read(1 << 16):
                copy.write(some)


def _go_on_counting(cursor: Any) -> None:
    """New rows get numbers behind those that were filled in."""
    cursor.execute(NUMBERED)
    for table, column in cursor.fetchall():
        quoted, name = connection.ops.quote_name(column), connection.ops.quote_name(table)
        cursor.execute(f"SELECT max({quoted}) FROM {name}")
        if (last := cursor.fetchone()[0]) is not None:
            cursor.execute("SELECT setval(pg_get_serial_sequence(%s, %s), %s)", [name, column, last])


def _copy(table: str, columns: Sequence[str], way: str) -> str:
    quote = connection.ops.quote_name
    return f"COPY {quote(table)} ({', '.join(map(quote, columns))}) {way}"


def _driver(cursor: Any) -> Any:
    """The database driver's own cursor, below Django's."""
    return cursor.cursor
