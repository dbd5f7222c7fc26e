"""The only way out for the names of people: asked for with a reason, and written down."""

from __future__ import annotations

import getpass
import os
from collections.abc import Collection
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

LOG = "access.log"
NAMES = """
SELECT person_id AS subject, given_name, family_name FROM persons
UNION ALL
SELECT substr(person_id, strpos(person_id, ':') + 1), given_name, family_name FROM persons
UNION ALL
SELECT local_id, given_name, family_name FROM persons WHERE local_id IS NOT NULL
"""


def names_of(
    connection: duckdb.DuckDBPyConnection, subjects: Collection[str], *, data: Path, reason: str
) -> dict[str, str]:
    """Subject key -> name of the person, for those subjects that are people.

    Writes one line to `access.log` in the data folder before anything is told: when, who, how many people
    were asked for and why; never which.
    """
    if not subjects:
        return {}
    _write_down(data, f"names of {len(subjects)} subjects", reason)
    connection.execute("CREATE OR REPLACE TEMP TABLE asked_for (subject VARCHAR)")
    connection.executemany("INSERT INTO asked_for VALUES (?)", [[subject] for subject in sorted(subjects)])
    rows = connection.execute(
        f"SELECT subject, min(concat_ws(' ', trim(given_name), trim(family_name))) FROM ({NAMES}) "
        "SEMI JOIN asked_for USING (subject) GROUP BY subject"
    ).fetchall()
    return {str(subject): str(name) for subject, name in rows if name}


def _write_down(data: Path, what: str, reason: str) -> None:
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    when = datetime.now(tz=UTC).isoformat(timespec="seconds")
    line = f"time={when} user={getpass.getuser()} event=names_shown what={what!r} reason={reason!r}\n"
    descriptor = os.open(data / LOG, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(descriptor, line.encode())
    finally:
        os.close(descriptor)
