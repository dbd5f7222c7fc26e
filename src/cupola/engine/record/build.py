"""Builds the record tables from the source tables: one view each, over every source that fills it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from cupola.engine.backends.duck import name
from cupola.engine.record.tables import TABLES, RecordTable

if TYPE_CHECKING:
    import duckdb

Fills = Mapping[str, str]
# What lists look their students and schools up in.
LOOKED_UP = ("persons", "org_identifiers")
# Mere projections of source rows: computing them again costs no more than reading them.
SIMPLE = frozenset({"enrollments", "classes", "courses", "demographics"})


def create_record_views(
    connection: duckdb.DuckDBPyConnection, fills: Mapping[str, Fills], filled: Collection[str]
) -> None:
    """Make a view for every record table.

    `fills` maps a source family (oneroster, google …) to its SELECT for each record table; only the
    families in `filled`, those that a delivery holds, take part. Source views must exist already.
    """
    used = {family: fills[family] for family in fills if family in filled}
    _create_known(connection, used)
    for table in TABLES:
        selects = [sqls[table.name] for sqls in used.values() if table.name in sqls]
        connection.execute(f"CREATE OR REPLACE VIEW {name(table.name)} AS {_table_sql(table, selects)}")


def _create_known(connection: duckdb.DuckDBPyConnection, used: Mapping[str, Fills]) -> None:
    """The helpers: what Ed-Fi says was deleted, then where lists look students and schools up, of all rosters."""
    _create_helpers(connection, used.get("edfi", {}))
    for table in TABLES:
        if table.name in LOOKED_UP:
            selects = [sqls[table.name] for family, sqls in used.items() if family != "lists" and table.name in sqls]
            connection.execute(f"CREATE OR REPLACE VIEW known_{table.name} AS {_table_sql(table, selects)}")
    for family, fills in used.items():
        if family != "edfi":
            _create_helpers(connection, fills)


def _create_helpers(connection: duckdb.DuckDBPyConnection, fills: Fills) -> None:
    for known, sql in fills.items():
        if known.startswith("known_"):
            connection.execute(f"CREATE OR REPLACE TEMP TABLE {name(known)} AS {sql}")


def _table_sql(table: RecordTable, selects: list[str]) -> str:
    empty = ", ".join(f"CAST(NULL AS {column.sql_type}) AS {name(column.name)}" for column in table.columns)
    parts = [f"SELECT {empty} WHERE false", *selects]
    columns = ", ".join(f"CAST({name(c.name)} AS {c.sql_type}) AS {name(c.name)}" for c in table.columns)
    return f"SELECT {columns} FROM ({' UNION ALL BY NAME '.join(f'({part})' for part in parts)})"
