"""A delivery opened for SQL: its source tables and record tables as views, ready for checks and loading."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cupola.engine.backends.duck import quoted
from cupola.engine.kinds import System
from cupola.engine.record.build import create_record_views
from cupola.engine.record.roster import ROSTER_FAMILIES, create_roster_views, roster_tables_of
from cupola.engine.record.shared_rows import with_shared_rows
from cupola.engine.record.sources_view import SourcePart, create_context, create_source_view
from cupola.engine.record.tables import TABLES
from cupola.engine.sources.families import FILLS, LISTS, family_of, source_tables

if TYPE_CHECKING:
    import duckdb

SOURCES = "|".join(sorted(source_tables(), key=len, reverse=True))
FIRST_FROM = re.compile(rf"\bFROM\s+\(?({SOURCES})\b")


@dataclass(frozen=True, slots=True)
class NamedFile:
    """A delivered file as checks see it: its name, its own time (ISO), rows read and how it is delivered."""

    name: str
    modified: str
    rows: int
    mode: str | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """What of a delivery is there: the tables that hold rows, source tables and record tables alike."""

    filled: frozenset[str]
    families: frozenset[str]


def open_delivery(
    connection: duckdb.DuckDBPyConnection,
    *,
    parts: Sequence[SourcePart],
    files: Sequence[NamedFile],
    systems: Sequence[System],
    as_of: str,
) -> Opened:
    """Make the source, roster and record views over the parts; `as_of` is the ISO day of the delivery.

    Source tables of exports of which nothing is there are left out, but for lists, in which others look students and
    schools up: `create_empty_views` makes them.
    """
    create_context(connection, systems=systems, as_of=as_of)
    by_table: dict[str, list[SourcePart]] = defaultdict(list)
    shared = with_shared_rows(parts)
    for part in shared:
        by_table[part.table].append(part)
    families = frozenset(family_of(table).name for table in by_table)
    for table, columns in source_tables(families | {LISTS.name}).items():
        create_source_view(connection, table, columns=columns, parts=by_table.get(table, ()))
    _create_files(connection, parts, files)
    create_record_views(connection, FILLS, families)
    if ROSTER_FAMILIES & families:
        create_roster_views(connection, families)
    filled = {part.table for part in shared if part.rows}
    return Opened(frozenset(filled | roster_tables_of(filled) | _record_tables(families, filled)), families)


def create_empty_views(connection: duckdb.DuckDBPyConnection, opened: Opened) -> None:
    """Make the source tables that `open_delivery` left out, without rows, where any table may be asked for."""
    for table, columns in source_tables().items():
        if family_of(table).name not in opened.families | {LISTS.name}:
            create_source_view(connection, table, columns=columns, parts=())
    if not ROSTER_FAMILIES & opened.families:
        create_roster_views(connection, opened.families)


def _record_tables(families: frozenset[str], filled: Collection[str]) -> set[str]:
    """The record tables that some source table with rows can fill; any list may fill what lists fill."""
    return {
        table.name
        for table in TABLES
        for family in families
        if table.name in FILLS[family] and (family == LISTS.name or _can_fill(FILLS[family][table.name], filled))
    }


def _can_fill(sql: str, filled: Collection[str]) -> bool:
    """Whether some SELECT of a fill begins with a table that holds rows; what begins otherwise may."""
    begins = [FIRST_FROM.search(select) for select in sql.split("UNION ALL")]
    return any(found is None or found[1] in filled for found in begins)


def _create_files(
    connection: duckdb.DuckDBPyConnection, parts: Sequence[SourcePart], files: Sequence[NamedFile]
) -> None:
    connection.execute(
        "CREATE OR REPLACE TABLE delivered_files (file INTEGER, name VARCHAR, modified TIMESTAMP, "
        "system SMALLINT, source_table VARCHAR, rows BIGINT, mode VARCHAR)"
    )
    rows = ", ".join(
        f"({part.file}, {quoted(files[part.file].name)}, TIMESTAMP {quoted(files[part.file].modified)}, "
        f"{part.system}, {quoted(part.table)}, {part.rows}, {quoted(files[part.file].mode or '')})"
        for part in parts
    )
    if rows:
        connection.execute(f"INSERT INTO delivered_files VALUES {rows}")


def schools(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Org key -> the school's name, for findings."""
    rows = connection.execute("SELECT org_id, min(name) FROM orgs WHERE name IS NOT NULL GROUP BY org_id").fetchall()
    return {str(key): str(title) for key, title in rows}
