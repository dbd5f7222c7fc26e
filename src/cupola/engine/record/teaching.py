"""Which sections somebody teaches on the day of a snapshot, and the students and their places in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cupola.engine.backends.duck import connect, quoted
from cupola.engine.record.manifest import Manifest
from cupola.engine.record.store import Store

if TYPE_CHECKING:
    import duckdb

# Source tables that hold the address of a person beside the key that the record calls the person by.
ADDRESSED = {"oneroster_users": ("sourced_id", "email")}
NOW = "(begin_date IS NULL OR begin_date <= $day) AND (end_date IS NULL OR end_date >= $day)"
# An address that two people of one system share tells nothing.
HOLDERS = """
CREATE TEMP TABLE teachers AS
SELECT DISTINCT member, person_id FROM asked WHERE person_id <> ''
UNION
SELECT asked.member, holder.person_id
FROM asked JOIN (
    SELECT lower(trim(email)) AS email, min(person_id) AS person_id FROM addresses
    WHERE email IS NOT NULL AND person_id IS NOT NULL
    GROUP BY lower(trim(email)), split_part(person_id, ':', 1) HAVING count(DISTINCT person_id) = 1
) AS holder ON holder.email = asked.email
WHERE asked.person_id = ''"""
OWN = f"""
WITH now AS (SELECT * FROM enrollments WHERE {NOW}),
taught AS (SELECT DISTINCT t.member, n.class_id FROM teachers t JOIN now n USING (person_id)
           WHERE n.role = 'teacher' AND n.class_id IS NOT NULL)
SELECT member, class_id FROM taught
UNION
SELECT taught.member, now.person_id FROM taught JOIN now USING (class_id)
WHERE now.role = 'student' AND now.person_id IS NOT NULL
UNION
SELECT taught.member, now.enrollment_id FROM taught JOIN now USING (class_id)
WHERE now.role = 'student' AND now.enrollment_id IS NOT NULL
ORDER BY 1, 2"""


@dataclass(frozen=True, slots=True)
class Teacher:
    """Somebody who may teach: a number of the caller's, the key in the record when it is known, and the address."""

    member: int
    person_key: str
    email: str


def own_keys(store: Store, manifest: Manifest, teachers: Iterable[Teacher]) -> Mapping[int, tuple[str, ...]]:
    """Number of the caller -> keys of the sections taught on the day of the snapshot, of the students in them and of
    those students' enrollments in them.

    Somebody without a key is found by the address, if one person of a system holds it. Addresses are compared here
    and do not leave.
    """
    asked = [[each.member, each.person_key, each.email.strip().lower()] for each in teachers]
    enrollments = store.listed_paths(manifest, "enrollments")
    if not asked or not enrollments:
        return {}
    connection = connect()
    connection.execute("CREATE TEMP TABLE asked (member BIGINT, person_id VARCHAR, email VARCHAR)")
    connection.executemany("INSERT INTO asked VALUES (?, ?, ?)", asked)
    connection.execute(f"CREATE TEMP VIEW enrollments AS SELECT * FROM {_parquet(enrollments)}")
    connection.execute("CREATE TEMP TABLE addresses (person_id VARCHAR, email VARCHAR)")
    for rows in _addresses(connection, store, manifest):
        connection.execute(f"INSERT INTO addresses {rows}")
    connection.execute(HOLDERS)
    found: dict[int, list[str]] = {}
    for member, key in connection.execute(OWN, {"day": manifest.as_of}).fetchall():
        found.setdefault(int(member), []).append(str(key))
    return {member: tuple(keys) for member, keys in found.items()}


def addresses_in(store: Store, manifest: Manifest) -> list[tuple[str, str]]:
    """Key of a person and each address that the record knows of him, lower case; for `access` alone."""
    connection = connect()
    found: set[tuple[str, str]] = set()
    for rows in _addresses(connection, store, manifest):
        found |= {
            (str(key), str(email).strip().lower())
            for key, email in connection.execute(rows).fetchall()
            if key and email
        }
    return sorted(found)


def _addresses(connection: duckdb.DuckDBPyConnection, store: Store, manifest: Manifest) -> Iterator[str]:
    accounts = store.listed_paths(manifest, "accounts")
    if accounts:
        yield f"SELECT person_id, email FROM {_parquet(accounts)}"
    for table, (key, email) in ADDRESSED.items():
        for part, path in zip(manifest.listed(table), store.listed_paths(manifest, table), strict=True):
            columns = {
                str(row[0]) for row in connection.execute(f"DESCRIBE SELECT * FROM {_parquet([path])}").fetchall()
            }
            if {key, email} <= columns:
                system = quoted(f"{part.system}:")
                yield f'SELECT {system} || "{key}", "{email}" FROM {_parquet([path])} WHERE "{email}" IS NOT NULL'


def _parquet(paths: Iterable[object]) -> str:
    return f"read_parquet([{', '.join(quoted(str(path)) for path in paths)}], union_by_name = true)"
