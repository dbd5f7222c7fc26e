"""Source tables in SQL: each file as read, typed columns beside the text, with system, file and line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cupola.engine.backends.duck import name, quoted
from cupola.engine.intake.parquet import rows_from
from cupola.engine.kinds import System
from cupola.engine.sources.forms import Column
from cupola.engine.sources.oneroster_fills import LOCAL_NUMBER, STATE_NUMBER

if TYPE_CHECKING:
    import duckdb

NOTHING = "CAST(NULL AS VARCHAR)"
# Whole columns are empty: nothing is done to an empty cell.
TYPED_SQL = {
    "BOOLEAN": "CASE WHEN {0} IS NULL THEN NULL WHEN {0} = 'true' THEN true WHEN {0} = 'false' THEN false "
    "WHEN lower(trim({0})) IN ('true', '1', 'yes', 'y', 't', 'x') THEN true "
    "WHEN lower(trim({0})) IN ('false', '0', 'no', 'n', 'f') THEN false END",
    "DATE": "CASE WHEN strlen({0}) = 10 THEN try_cast(nullif({0}, '') AS DATE) "
    "ELSE try_cast(nullif(substr({0}, 1, 10), '') AS DATE) END",
    "TIMESTAMP": "CASE WHEN {0} IS NOT NULL THEN coalesce(try_cast(nullif(replace({0}, 'Z', ''), '') AS TIMESTAMP), "
    "try_strptime({0}, ['%m/%d/%Y %I:%M:%S %p', '%m/%d/%Y %H:%M:%S', '%m/%d/%Y %H:%M', '%m/%d/%Y'])) END",
    "DOUBLE": "try_cast(nullif(trim({0}), '') AS DOUBLE)",
}
# What costs as much as keeping ten columns, and is seldom asked for: found anew where it is.
SELDOM = {"oneroster_users": ("local_number", LOCAL_NUMBER.format("user_ids"))}


@dataclass(frozen=True, slots=True)
class SourcePart:
    """One file's share of a source table.

    `cells` maps the table's column names to SQL expressions over the Parquet file's columns (or those of the
    table `memory` that stands for the file); what a file does not hold is not in it. `first_line` is the line of
    row 0 when the file has no `_line`.
    """

    table: str
    parquet: Path
    system: int
    file: int
    first_line: int
    line_column: bool
    cells: Mapping[str, str]
    rows: int
    memory: str | None = None

    @property
    def source(self) -> str:
        """The rows of the file as a FROM item, with their place as `file_row_number`."""
        return rows_from(self.parquet, self.memory)


def create_source_view(
    connection: duckdb.DuckDBPyConnection,
    table: str,
    *,
    columns: Sequence[Column],
    parts: Sequence[SourcePart],
) -> None:
    """Make the view of a source table over its parts; without parts it has no rows."""
    selects = [_part_select(columns, part) for part in parts] or [_empty_select(table, columns)]
    connection.execute(f"CREATE OR REPLACE VIEW {name(table)} AS {' UNION ALL BY NAME '.join(selects)}")


def table_columns(
    columns: Sequence[Column], cells: Mapping[str, str], *, coded: bool, system: str = "system"
) -> list[str]:
    """The SELECT items of a source table; `system` is the SQL of the number of its system.

    Typed columns stand under their name with the text as `<name>_text` beside; in a mapped list (`coded`)
    so do columns whose words were translated to ours.
    """
    items = []
    for column in columns:
        cell = cells.get(column.name, NOTHING)
        items.append(f"{_value(column, cell, cells)} AS {name(column.name)}")
        translated = coded and (column.kind in ("id", "grade") or bool(column.values))
        if column.typed or translated or f"{column.name}_text" in cells:
            text = cells.get(f"{column.name}_text", cell)
            items.append(f"{text} AS {name(column.name + '_text')}")
    return items + _plain_words(columns, cells, system)


def _plain_words(columns: Sequence[Column], cells: Mapping[str, str], system: str) -> list[str]:
    """What nearly every check of a roster asks for, computed once.

    `is_live` is false for a row that is marked tobedeleted or inactive, `role_word` the role in small letters;
    a user's `person_key` is the id in the record, `local_number` and `state_number` stand in `userIds`.
    """
    words = {key: cells.get(key, sql) for key, sql in _words(columns, cells).items()}
    items = [f"{sql} AS {key}" for key, sql in words.items()]
    if "state_number" in words:
        items.append(f"record_key({system}, {cells.get('sourced_id', NOTHING)}) AS person_key")
    return items


def _words(columns: Iterable[Column], cells: Mapping[str, str]) -> dict[str, str]:
    """Name -> SQL of the plain words of a roster table that need its own cells alone."""
    words = {}
    there = {column.name for column in columns}
    if {"status", "date_last_modified"} <= there:
        status = cells.get("status", NOTHING)
        words["is_live"] = f"coalesce(lower({status}) NOT IN ('tobedeleted', 'inactive'), true)"
        if "role" in there:
            role = cells.get("role")
            words["role_word"] = (
                f"CASE {role} WHEN 'student' THEN {role} WHEN 'teacher' THEN {role} ELSE lower({role}) END"
                if role
                else NOTHING
            )
    if "user_ids" in there:
        ids = cells.get("user_ids")
        words["local_number"] = LOCAL_NUMBER.format(ids) if ids else NOTHING
        words["state_number"] = STATE_NUMBER.format(ids) if ids else NOTHING
    return words


def worth_computing(columns: Iterable[Column], cells: Mapping[str, str]) -> dict[str, str]:
    """Cells that are worth computing while rows are read, because many checks look at them: key of cells -> SQL.

    Of the words, the role and the number of the district cost more to keep than to find where they are asked for.
    """
    typed = {
        f"{column.name} as {column.typed}": _value(column, cells[column.name], cells)
        for column in columns
        if column.typed in ("DATE", "BOOLEAN", "TIMESTAMP") and column.name in cells
    }
    words = _words(columns, cells)
    return typed | {key: words[key] for key in ("is_live", "state_number") if key in words}


def _value(column: Column, cell: str, cells: Mapping[str, str]) -> str:
    if column.typed is None:
        return cell
    settled = cells.get(f"{column.name} as {column.typed}")
    return settled or as_type(cell, column.typed)


def as_type(cell: str, sql_type: str) -> str:
    """The SQL that reads the text `cell` as `sql_type`, NULL where it cannot."""
    if cell == NOTHING:
        return f"CAST(NULL AS {sql_type})"
    return TYPED_SQL[sql_type].format(cell)


def _part_select(columns: Sequence[Column], part: SourcePart) -> str:
    line = "_line" if part.line_column else f"file_row_number + {part.first_line}"
    system = f"{part.system}::SMALLINT"
    items = [f"{system} AS system", f"{part.file}::INTEGER AS file", f"{line} AS line"]
    items += table_columns(columns, part.cells, coded=part.table.endswith("_list"), system=system)
    return f"SELECT {', '.join(items)} FROM {part.source}"


def _empty_select(table: str, columns: Sequence[Column]) -> str:
    own = table_columns(columns, {}, coded=table.endswith("_list"), system="0::SMALLINT")
    items = ["0::SMALLINT AS system", "0::INTEGER AS file", "0::BIGINT AS line", *own]
    return f"SELECT {', '.join(items)} WHERE false"


def keep_in_memory(connection: duckdb.DuckDBPyConnection, tables: Iterable[str]) -> None:
    """Compute these views once and keep their rows, where many checks read them."""
    for table in tables:
        connection.execute(f"CREATE OR REPLACE TEMP TABLE {_made(table)} AS {_rows_to_keep(table)}")
        _look_at(connection, table, _made(table))


def keep_in_database(connection: duckdb.DuckDBPyConnection, tables: Iterable[str], *, database: str) -> None:
    """The same in an attached database, where another connection finds them by `look_into`."""
    for table in tables:
        connection.execute(f"CREATE TABLE {database}.{_made(table)} AS {_rows_to_keep(table)}")
        _look_at(connection, table, f"{database}.{_made(table)}")


def look_into(connection: duckdb.DuckDBPyConnection, tables: Iterable[str], *, database: str) -> None:
    """Read these tables from an attached database that `keep_in_database` filled."""
    for table in tables:
        _look_at(connection, table, f"{database}.{_made(table)}")


def _made(table: str) -> str:
    return name("made " + table)


def _rows_to_keep(table: str) -> str:
    but = f" EXCLUDE ({SELDOM[table][0]})" if table in SELDOM else ""
    return f"SELECT *{but} FROM {name(table)}"


def _look_at(connection: duckdb.DuckDBPyConnection, table: str, made: str) -> None:
    seldom, sql = SELDOM.get(table, ("", ""))
    again = f", {sql} AS {seldom}" if seldom else ""
    connection.execute(f"CREATE OR REPLACE VIEW {name(table)} AS SELECT *{again} FROM {made}")


def create_context(connection: duckdb.DuckDBPyConnection, *, systems: Sequence[System], as_of: str) -> None:
    """Make what every check may use: `source_systems` and the macros `record_key`, `as_of`, `truthy`, `bare`.

    `bare(cell)` is `trim(cell)`, looking for blanks first: most cells have none, and trimming is ten times dearer.
    """
    ids = ", ".join(quoted(system.id) for system in systems) or "''"
    connection.execute(f"SET VARIABLE systems = [{ids}]")
    connection.execute("CREATE OR REPLACE MACRO record_key(system, id) AS getvariable('systems')[system] || ':' || id")
    connection.execute(f"CREATE OR REPLACE MACRO as_of() AS DATE {quoted(as_of)}")
    connection.execute(
        "CREATE OR REPLACE MACRO truthy(cell) AS CASE "
        "WHEN lower(trim(cell)) IN ('y', 'yes', 'true', 't', '1', 'x') THEN true "
        "WHEN lower(trim(cell)) IN ('n', 'no', 'false', 'f', '0') THEN false END"
    )
    connection.execute(
        "CREATE OR REPLACE MACRO bare(cell) AS "
        "CASE WHEN contains(cell, ' ') THEN trim(cell) WHEN strlen(cell) <> length(cell) THEN trim(cell) ELSE cell END"
    )
    rows = ", ".join(
        f"({number}, {quoted(system.id)}, {quoted(system.kind)}, {quoted(system.name)})"
        for number, system in enumerate(systems, start=1)
    )
    connection.execute(
        "CREATE OR REPLACE TABLE source_systems (system SMALLINT, source_system_id VARCHAR, kind VARCHAR, name VARCHAR)"
    )
    if rows:
        connection.execute(f"INSERT INTO source_systems VALUES {rows}")
