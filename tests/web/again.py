"""Writes the same rows again without working them out again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import connection, transaction

# What is written and the number of the last row of each table before it -> the statements of the first time.
WRITTEN: dict[tuple[str, tuple[tuple[str, int], ...]], list[tuple[str, Any, bool]]] = {}


def write_again(what: str, write: Callable[[], object]) -> None:
    """Write as `write` does; on SQLite the statements of the first time are given again, which is quicker.

    PostgreSQL goes on counting rows that were rolled back, so there each test writes anew. Times are those of the first
    time, so a line of the audit trail among the rows does not follow the one before it.
    """
    if connection.vendor != "sqlite":
        write()
        return
    key = (what, _last_rows())
    with transaction.atomic():
        if key in WRITTEN:
            with connection.cursor() as cursor:
                for sql, values, many in WRITTEN[key]:
                    (cursor.executemany if many else cursor.execute)(sql, values)
            return
        said: list[tuple[str, Any, bool]] = []

        def listen(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            if sql.startswith(("INSERT", "UPDATE", "DELETE")):
                said.append((sql, params, many))
            return execute(sql, params, many, context)

        with connection.execute_wrapper(listen):
            write()
        WRITTEN[key] = said


def _last_rows() -> tuple[tuple[str, int], ...]:
    with connection.cursor() as cursor:
        # Django's own tables are filled anew after some tests, with the same rows under other numbers.
        cursor.execute("SELECT name, seq FROM sqlite_sequence WHERE name NOT LIKE 'django_%' ORDER BY name")
        return tuple(cursor.fetchall())
