"""Holds a delivery that changes the record in an unusual way, and says why; knows the yearly rollover."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from cupola.engine.backends.duck import name, quoted
from cupola.engine.record.manifest import Manifest
from cupola.engine.record.store import Store
from cupola.engine.sources.edfi_more_forms import DELETES, KEY_CHANGES
from cupola.engine.sources.families import also_lists, source_tables

if TYPE_CHECKING:
    import duckdb

SCHOOL_LOSS = 0.25
SCHOOL_LOSS_IN_ROLLOVER = 0.75
SCHOOL_LEAST = 10
ROWS_LOSS = 0.4
ROWS_LEAST = 50
# What was deleted or renamed since the last whole delivery is told with changes alone.
OF_CHANGES = frozenset({DELETES.table, KEY_CHANGES.table})
SAME_KEYS = 0.5
# A school that only a list named is known by its code once a roster or a directory brings it.
SAME_SCHOOL = """
SELECT r.org_id, coalesce(min(c.org_id), r.org_id) AS org_now
FROM (SELECT DISTINCT org_id FROM {before} WHERE org_id IS NOT NULL) r
LEFT JOIN (SELECT org_id FROM orgs UNION SELECT org_id FROM person_org_roles) o ON o.org_id = r.org_id
LEFT JOIN (SELECT value, min(org_id) AS org_id FROM org_identifiers WHERE id_type <> 'sourced_id'
           GROUP BY value HAVING count(DISTINCT org_id) = 1) c
  ON o.org_id IS NULL AND c.value = substr(r.org_id, strpos(r.org_id, ':') + 1)
GROUP BY r.org_id"""
NOT_DELETED = "lower(status) IS DISTINCT FROM 'tobedeleted'"
PEOPLE = {
    "oneroster_users": "sourced_id",
    "sds_users": "sourced_id",
    "clever_students": "student_id",
    "insights_person": "id",
    "student_list": "coalesce(record_id, local_id)",
}
# Source tables whose rows are a list of students, or count as one.
LISTED = frozenset({"student_list"} | {table for table, (named, _) in also_lists().items() if named == "student_list"})
SCHOOL_YEAR_BEGINS = 8
KEYS = {
    **PEOPLE,
    "edfi_students": "student_unique_id",
    "google_devices": "device_id",
    "google_users": "primary_email",
    "entra_users": "user_principal_name",
    "intune_devices": "device_id",
    "mosyle_devices": "deviceudid",
    "snipeit_assets": "asset_tag",
    "jamf_computers": "serial_number",
    "jamf_mobile_devices": "serial_number",
    "incident_iq_assets": "asset_id",
}


@dataclass(frozen=True, slots=True)
class Unusual:
    """Why a load waits: a short word for its kind, what was seen, in a sentence, and what to do.

    `final` says that no yes of a person can put it in force.
    """

    kind: str
    says: str
    step: str = "Is this meant to be so? Then load again with --accept-unusual."
    final: bool = False


@dataclass(frozen=True, slots=True)
class Comparing:
    """The delivery (as views on `connection`) beside the snapshot in force."""

    connection: duckdb.DuckDBPyConnection
    store: Store
    now: Manifest

    def numbers(self, sql: str) -> tuple[int, ...]:
        """The first row of a query."""
        return tuple(int(value or 0) for value in self.connection.execute(sql).fetchall()[0])

    def before(self, table: str, system: str | None = None) -> str | None:
        """The stored rows of a table as a FROM item, of one system or of all; None when there are none."""
        pairs = zip(self.now.listed(table), self.store.listed_paths(self.now, table), strict=True)
        paths = [quoted(str(path)) for part, path in pairs if system is None or part.system == system]
        return f"read_parquet([{', '.join(paths)}], union_by_name = true)" if paths else None


def unusual_changes(
    connection: duckdb.DuckDBPyConnection, store: Store, now: Manifest, *, systems: Collection[str]
) -> tuple[Unusual, ...]:
    """What is unusual about the delivery of these systems against the snapshot in force."""
    comparing = Comparing(connection, store, now)
    found: list[Unusual] = []
    for system in systems:
        if not any(delivery.system == system for delivery in now.deliveries):
            continue
        before, after = _years_of_lists(comparing, system)
        rollover = rollover_to(connection, store, now) is not None or before < after
        found += _missing_tables(comparing, system)
        found += _older_year(comparing, system)
        found += _lost_rows(comparing, system)
        found += _new_keys(comparing, system)
        found += _lost_students(comparing, system, SCHOOL_LOSS_IN_ROLLOVER if rollover else SCHOOL_LOSS)
    return tuple(found)


def school_year(day: date) -> int:
    """The school year of a day, named by the year in which it ends; it begins in August."""
    return day.year + (day.month >= SCHOOL_YEAR_BEGINS)


def _number(connection: duckdb.DuckDBPyConnection, system: str) -> int:
    rows = connection.execute("SELECT system FROM source_systems WHERE source_system_id = ?", [system]).fetchall()
    return int(rows[0][0]) if rows else 0


def newest_school_year(comparing: Comparing) -> tuple[int | None, int | None]:
    """The last school year of the sessions: as delivered, and as in force."""
    delivered = comparing.connection.execute("SELECT max(school_year) FROM academic_sessions").fetchall()[0][0]
    before = comparing.before("academic_sessions")
    held = comparing.connection.execute(f"SELECT max(school_year) FROM {before}").fetchall()[0][0] if before else None
    return delivered, held


def rollover_to(connection: duckdb.DuckDBPyConnection, store: Store, now: Manifest) -> int | None:
    """The new school year when the delivery is the first of the year after the one in force, else None."""
    delivered, held = newest_school_year(Comparing(connection, store, now))
    return delivered if delivered is not None and held is not None and delivered == held + 1 else None


def _missing_tables(comparing: Comparing, system: str) -> Iterator[Unusual]:
    number = _number(comparing.connection, system)
    there = {
        row[0]
        for row in comparing.connection.execute(
            f"SELECT DISTINCT source_table FROM delivered_files WHERE system = {number}"
        ).fetchall()
    }
    for table, parts in comparing.now.tables.items():
        rows = sum(part.rows for part in parts if part.layer == "source" and part.system == system)
        if rows and table not in there and table not in OF_CHANGES:
            yield Unusual(
                "file missing",
                f"{table.replace('_', ' ')} is not in this delivery of {system}; the record holds {rows:,} rows of it.",
            )


def _years_of_lists(comparing: Comparing, system: str) -> tuple[int, int]:
    """The school years of a system's lists of students, by the days of their files: in force, and as delivered.

    Both are 0 for other systems: these say themselves which year they are of.
    """
    tables = {part.table for part in comparing.now.parts if part.layer == "source" and part.system == system}
    files = [file for delivery in comparing.now.deliveries if delivery.system == system for file in delivery.files]
    held = [datetime.fromisoformat(file.modified).date() for file in files if file.modified]
    rows = comparing.connection.execute(
        "SELECT max(modified) FROM delivered_files WHERE system = ?", [_number(comparing.connection, system)]
    ).fetchall()
    if not tables & LISTED or not held or rows[0][0] is None:
        return 0, 0
    return school_year(max(held)), school_year(rows[0][0].date())


def _older_year(comparing: Comparing, system: str) -> Iterator[Unusual]:
    delivered, held = newest_school_year(comparing)
    before, after = _years_of_lists(comparing, system)
    if after < before:
        delivered, held = after, before
    if delivered is not None and held is not None and delivered < held:
        yield Unusual(
            "last year's files",
            f"the newest school year in this delivery of {system} is {delivered}, the record is at {held}.",
        )


def _lost_rows(comparing: Comparing, system: str) -> Iterator[Unusual]:
    number = _number(comparing.connection, system)
    for table, parts in comparing.now.tables.items():
        before = comparing.before(table, system)
        if before is None or not any(part.layer == "source" for part in parts):
            continue
        columns = {column.name for column in source_tables().get(table, ())}
        live = NOT_DELETED if "status" in columns and _stored_columns(comparing, before) >= {"status"} else "true"
        (held,) = comparing.numbers(f"SELECT count(*) FROM {before} WHERE {live}")
        (rows,) = comparing.numbers(f"SELECT count(*) FROM {name(table)} WHERE system = {number} AND {live}")
        if rows and held >= ROWS_LEAST and rows < held * (1 - ROWS_LOSS):
            yield Unusual(
                "rows lost",
                f"{table.replace('_', ' ')} of {system} has {rows:,} rows, the record has {held:,}.",
            )


def _new_keys(comparing: Comparing, system: str) -> Iterator[Unusual]:
    number = _number(comparing.connection, system)
    for table, key in KEYS.items():
        before = comparing.before(table, system)
        if before is None or not _has_columns(comparing, before, table=table, key=key):
            continue
        same, rows, held = comparing.numbers(
            f"WITH a AS (SELECT DISTINCT {key} AS k FROM {name(table)} WHERE system = {number}), "
            f"b AS (SELECT DISTINCT {key} AS k FROM {before}) "
            "SELECT (SELECT count(*) FROM a JOIN b USING (k)), (SELECT count(*) FROM a), (SELECT count(*) FROM b)"
        )
        if min(rows, held) >= ROWS_LEAST and same < SAME_KEYS * min(rows, held):
            yield Unusual(
                "everybody under a new id",
                f"only {same:,} of {rows:,} keys in {table.replace('_', ' ')} of {system} were there before: "
                "the others come under a new id, or are other people.",
            )


def _has_columns(comparing: Comparing, before: str, *, table: str, key: str) -> bool:
    asked = {column.name for column in source_tables()[table] if column.name in key}
    return asked <= _stored_columns(comparing, before)


def _stored_columns(comparing: Comparing, before: str) -> set[str]:
    described = comparing.connection.execute(f"DESCRIBE SELECT * FROM {before}").fetchall()
    return {str(row[0]) for row in described}


def _lost_students(comparing: Comparing, system: str, share: float) -> Iterator[Unusual]:
    before = comparing.before("person_org_roles")
    if before is None:
        return
    number = _number(comparing.connection, system)
    heads = "count(DISTINCT person_id) AS n"
    rows = comparing.connection.execute(
        f"WITH a AS (SELECT org_id, {heads} FROM person_org_roles "
        f"WHERE role = 'student' AND system = {number} GROUP BY org_id), "
        f"same AS ({SAME_SCHOOL.format(before=before)}), "
        f"b AS (SELECT s.org_now AS org_id, {heads} FROM {before} r JOIN same s ON s.org_id = r.org_id "
        f"WHERE r.role = 'student' AND r.system = {_number_in_force(comparing.now, system)} GROUP BY s.org_now) "
        "SELECT b.org_id, (SELECT min(name) FROM orgs o WHERE o.org_id = b.org_id), b.n, coalesce(a.n, 0) "
        f"FROM b LEFT JOIN a USING (org_id) WHERE b.n >= {SCHOOL_LEAST} "
        f"AND coalesce(a.n, 0) < b.n * {1 - share} "
        "ORDER BY b.n DESC, b.org_id"
    ).fetchall()
    for org, title, held, delivered in rows:
        yield Unusual(
            "a school lost students",
            f"{title or org} has {delivered:,} students in {system}, the record has {held:,}.",
        )


def _number_in_force(now: Manifest, system: str) -> int:
    """The number by which the rows of the snapshot in force name a system."""
    return list(dict.fromkeys(delivery.system for delivery in now.deliveries)).index(system) + 1
