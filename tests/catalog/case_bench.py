"""Lays out the tables of a case as the engine lays out a delivery, and runs one check over them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cupola.engine.backends.duck import connect, name, quoted
from cupola.engine.catalog import Check, read_yaml
from cupola.engine.judge.checks import run_checks
from cupola.engine.judge.directory import DIRECTORY_BY_NAME, create_directory_table, directories_in
from cupola.engine.judge.links import LINK_BY_NAME
from cupola.engine.kinds import System
from cupola.engine.record.earlier import WHICH, described_as
from cupola.engine.record.last_year import YEAR_BY_NAME, create_year_views, read_by
from cupola.engine.record.roster import FAMILIES, ROSTER_BY_NAME, create_roster_views, roster_tables_to_keep
from cupola.engine.record.sources_view import create_context, keep_in_memory, table_columns
from cupola.engine.record.tables import BY_NAME
from cupola.engine.sources.edfi_words import DAYS, GONE
from cupola.engine.sources.families import family_of, source_tables

SOURCES = source_tables()
NOT_TABLES = {"as_of", "systems", "finds", "earlier_day", "last_year_day"}


@dataclass(frozen=True)
class Case:
    """One case of a check: its tables, and the subjects that must be found."""

    name: str
    tables: Mapping[str, list[Mapping[str, Any]]]
    as_of: str
    systems: tuple[System, ...]
    finds: list[str]
    days: Mapping[str, str] = field(default_factory=dict)


def cases_of(check: Check) -> Iterator[Case]:
    """The cases that lie beside a check."""
    path = check.path.with_name(f"{check.slug}.cases.yaml")
    for case, content in read_yaml(path).items():
        systems = content.get("systems") or [{"source_system_id": "sis", "kind": "sis"}]
        yield Case(
            name=case,
            tables={key: rows or [] for key, rows in content.items() if key not in NOT_TABLES},
            as_of=str(content.get("as_of", "2026-10-30")),
            systems=tuple(System(s["source_system_id"], s["kind"], s["source_system_id"]) for s in systems),
            finds=sorted(str(subject) for subject in content["finds"]),
            days={key: str(content[key]) for key in ("earlier_day", "last_year_day") if key in content},
        )


def found_by(check: Check, case: Case) -> tuple[list[str], list[dict[str, Any]], str | None]:
    """The subjects found, whole rows, and the reason when the check was not run."""
    connection = connect(threads=1)
    create_context(connection, systems=case.systems, as_of=case.as_of)
    create_files(connection, case)
    for which in WHICH:
        day = case.days.get(f"{which}_day", "2026-10-01" if which == "earlier" else "2025-10-30")
        connection.execute(f"CREATE MACRO {which}_day() AS DATE {quoted(day)}")
    asks_rosters = any(table in ROSTER_BY_NAME for table in check.needs)
    asks_years = any(table in YEAR_BY_NAME for table in check.needs)
    below = sorted({each for table in YEAR_BY_NAME for each in read_by(table)}) if asks_years else []
    below += sorted({each for table in check.needs for each in directories_in(table)})
    families = rosters_in(case) if asks_rosters else frozenset()
    of_rosters = [table for family in sorted(families) for table in tables_of(family)]
    for table in dict.fromkeys([*check.needs, *below, *of_rosters]):
        rows = case.tables.get(table, [])
        if table not in ROSTER_BY_NAME and table not in YEAR_BY_NAME and table not in DIRECTORY_BY_NAME:
            make = make_source if table in SOURCES else make_record
            make(connection, table, numbered(case, table, rows))
    if "edfi" in families:
        connection.execute(f"CREATE TABLE known_edfi_days AS {DAYS}")
        connection.execute(f"CREATE TABLE known_edfi_gone AS {GONE}")
    if asks_rosters:
        create_roster_views(connection, families)
        keep_in_memory(connection, roster_tables_to_keep(set(check.needs) & ROSTER_BY_NAME.keys()))
    create_directory_table(connection, [table for table in below if table in case.tables])
    if asks_years:
        create_year_views(connection, applied_for=[system.id for system in case.systems if system.kind == "enrollment"])
    judged = run_checks(connection, [check], filled=check.needs)
    rows_found = [dict(row.cells) for row in judged.rows]
    reason = judged.not_run[0].reason if judged.not_run else None
    return sorted(str(row["subject"]) for row in rows_found), rows_found, reason


def numbered(case: Case, table: str, rows: list[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The rows with the number of their file: each table is a file of its own."""
    places = list(case.tables)
    return [{"file": places.index(table), **row} for row in rows]


def rosters_in(case: Case) -> frozenset[str]:
    """The families of rosters that the tables of a case belong to."""
    named = {family_of(table).name for table in case.tables if table in SOURCES}
    return frozenset(named & FAMILIES.keys()) or frozenset({"oneroster"})


def tables_of(family: str) -> list[str]:
    """The source tables that the roster tables of a family look at."""
    if family != "oneroster":
        return [table for table in SOURCES if family_of(table).name == family]
    return sorted({source for fill in FAMILIES[family].values() for source in fill.sources})


def create_files(connection: Any, case: Case) -> None:
    connection.execute(
        "CREATE TABLE delivered_files (file INTEGER, name VARCHAR, modified TIMESTAMP, system SMALLINT, "
        "source_table VARCHAR, rows BIGINT, mode VARCHAR)"
    )
    for number, (table, rows) in enumerate(case.tables.items()):
        values = f"{number}, {quoted(table)}, TIMESTAMP {quoted(case.as_of)}, 1, {quoted(table)}, {len(rows)}, ''"
        connection.execute(f"INSERT INTO delivered_files VALUES ({values})")


def make_source(connection: Any, table: str, rows: list[Mapping[str, Any]]) -> None:
    columns = SOURCES[table]
    unknown = {key for row in rows for key in row} - {c.name for c in columns}
    unknown -= {f"{c.name}_text" for c in columns} | {"system", "file", "line"}
    assert not unknown, f"{table} has no column {unknown}"
    raw = [c.name for c in columns] + [f"{c.name}_text" for c in columns]
    values = [
        [row.get("system", 1), row.get("file", 0), row.get("line", number)] + [_text(row.get(key)) for key in raw]
        for number, row in enumerate(rows, start=2)
    ]
    given = {key for row in rows for key in row}
    described = ", ".join(f"{name('raw ' + key)} VARCHAR" for key in raw)
    connection.execute(f"CREATE TABLE {name('raw ' + table)} (system SMALLINT, file INTEGER, line BIGINT, {described})")
    if values:
        marks = ", ".join("?" * (3 + len(raw)))
        connection.executemany(f"INSERT INTO {name('raw ' + table)} VALUES ({marks})", values)
    cells = {key: name("raw " + key) for key in raw if not key.endswith("_text") or key in given}
    items = table_columns(columns, cells, coded=table.endswith("_list"))
    connection.execute(
        f"CREATE VIEW {name(table)} AS SELECT system, file, line, {', '.join(items)} FROM {name('raw ' + table)}"
    )


def make_record(connection: Any, table: str, rows: list[Mapping[str, Any]]) -> None:
    columns = (LINK_BY_NAME.get(table) or BY_NAME[described_as(table) or table]).columns
    unknown = {key for row in rows for key in row} - {c.name for c in columns}
    assert not unknown, f"{table} has no column {unknown}"
    described = ", ".join(f"{name(c.name)} {c.sql_type}" for c in columns)
    connection.execute(f"CREATE TABLE {name(table)} ({described})")
    for number, row in enumerate(rows, start=2):
        full = {"system": 1, "file": 0, "line": number, **row}
        marks = ", ".join("?" * len(columns))
        connection.execute(f"INSERT INTO {name(table)} VALUES ({marks})", [full.get(c.name) for c in columns])


def _text(value: Any) -> str | None:
    if isinstance(value, bool):
        return str(value).lower()
    return None if value is None else str(value)


def sql_checks(checks: tuple[Check, ...]) -> list[Check]:
    """The checks that have SQL of their own."""
    return [check for check in checks if check.by is None]


def cases_path(check: Check) -> Path:
    """Where the cases of a check lie."""
    return check.path.with_name(f"{check.slug}.cases.yaml")
