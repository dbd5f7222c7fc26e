"""The only way out for the names of people: asked for with a reason, and written down."""

from __future__ import annotations

import getpass
import os
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cupola.engine.errors import StoreError
from cupola.engine.record.reader import EVERYTHING, Scope, views
from cupola.engine.record.store import open_store
from cupola.engine.record.tables import BY_NAME
from cupola.engine.record.teaching import addresses_in

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

# The people whom keys of findings stand for: their own, or those of an enrollment or an account of theirs. A list
# that speaks of another system's people carries their whole key behind its own name.
BEHIND = """
WITH keys AS (
    SELECT person_id AS subject, person_id FROM persons SEMI JOIN asked_for ON subject = person_id
    UNION SELECT subject, person_id FROM persons
    JOIN (SELECT subject, substr(subject, strpos(subject, ':') + 1) AS person_id FROM asked_for) USING (person_id)
    UNION SELECT enrollment_id, person_id FROM enrollments SEMI JOIN asked_for ON subject = enrollment_id
    UNION SELECT account_id, person_id FROM accounts SEMI JOIN asked_for ON subject = account_id
)
SELECT keys.subject, p.person_id, concat_ws(' ', trim(p.given_name), trim(p.middle_name), trim(p.family_name)),
       concat_ws(' ', trim(p.preferred_given_name), trim(p.preferred_family_name)), p.birth_date, p.local_id,
       p.state_id, p.is_student, o.name
FROM keys JOIN persons p USING (person_id)
LEFT JOIN (SELECT org_id, min(name) AS name FROM orgs GROUP BY org_id) AS o ON o.org_id = p.org_id
ORDER BY 1, 2"""

STAFF = """
SELECT p.person_id, concat_ws(' ', trim(p.given_name), trim(p.family_name)), min(a.email), r.role,
       list_sort(list(DISTINCT r.org_id) FILTER (r.org_id IS NOT NULL))
FROM persons p JOIN person_org_roles r USING (person_id)
JOIN addresses a ON a.person_id = p.person_id
JOIN wanted ON wanted.role = r.role
WHERE p.is_enabled IS NOT FALSE AND a.email LIKE '%_@_%'
  AND (r.begin_date IS NULL OR r.begin_date <= $day) AND (r.end_date IS NULL OR r.end_date >= $day)
GROUP BY ALL ORDER BY 2, 4"""


@dataclass(frozen=True, slots=True)
class PersonBehind:
    """The person that a finding is about, for somebody who may see that."""

    subject: str
    person_id: str
    name: str
    preferred_name: str
    born: Any
    local_id: str
    state_id: str
    is_student: bool
    school: str


def people_behind(
    data: Path, scope: Scope, subjects: Collection[str], *, written_down: Callable[[int], object]
) -> tuple[PersonBehind, ...]:
    """The people in this scope whom these keys stand for.

    `written_down` is told how many there are before they are, and writes that into the audit trail; what it raises
    keeps them in.
    """
    with views(data, scope, personal=True) as connection:
        _ask_for(connection, subjects)
        found = connection.execute(BEHIND).fetchall()
    written_down(len(found))
    return tuple(
        PersonBehind(str(subject), str(key), name or "", preferred or "", born, local or "", state or "", bool(student),
                     school or "")
        for subject, key, name, preferred, born, local, state, student, school in found
    )  # fmt: skip


def rows_of(
    data: Path, scope: Scope, asked: tuple[str, Collection[str]], *, written_down: Callable[[int], object]
) -> tuple[dict[str, Any], ...]:
    """The rows with these keys of one table (table, keys), with all columns, within a scope; see `people_behind`.

    Raises `StoreError` for a table that the record does not have.
    """
    name, keys = asked
    table = BY_NAME.get(name)
    if table is None:
        raise StoreError(f"table {name}", "is not in the record.", "`cupola record` lists the tables.")
    with views(data, scope, personal=True) as connection:
        _ask_for(connection, keys)
        found = connection.execute(f'SELECT * FROM {table.name} SEMI JOIN asked_for ON subject = "{table.key[0]}"')
        columns = [str(column[0]) for column in found.description or ()]
        rows = found.fetchall()
    written_down(len(rows))
    return tuple(dict(zip(columns, row, strict=True)) for row in rows)


@dataclass(frozen=True, slots=True)
class Staff:
    """A member of staff as the record knows it: key, name, address, role, and the schools (`org_id`) of that role."""

    person_id: str
    name: str
    email: str
    role: str
    schools: tuple[str, ...]


def staff_of(data: Path, roles: Collection[str], *, written_down: Callable[[int], object]) -> tuple[Staff, ...]:
    """The members of staff with an address who hold one of these roles on the day of the snapshot in force."""
    store = open_store(data)
    manifest = store.current()
    if manifest is None:
        return ()
    with views(data, EVERYTHING, personal=True) as connection:
        connection.execute("CREATE TEMP TABLE wanted (role VARCHAR)")
        connection.executemany("INSERT INTO wanted VALUES (?)", [[role] for role in sorted(roles)])
        connection.execute("CREATE TEMP TABLE addresses (person_id VARCHAR, email VARCHAR)")
        connection.executemany("INSERT INTO addresses VALUES (?, ?)", addresses_in(store, manifest) or [[None, None]])
        found = connection.execute(STAFF, {"day": manifest.as_of}).fetchall()
    written_down(len(found))
    return tuple(
        Staff(str(key), name or email, email, role, tuple(orgs or ())) for key, name, email, role, orgs in found
    )


def _ask_for(connection: duckdb.DuckDBPyConnection, subjects: Collection[str]) -> None:
    connection.execute("CREATE OR REPLACE TEMP TABLE asked_for (subject VARCHAR)")
    if subjects:
        connection.executemany("INSERT INTO asked_for VALUES (?)", [[subject] for subject in sorted(subjects)])


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
    _ask_for(connection, subjects)
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
