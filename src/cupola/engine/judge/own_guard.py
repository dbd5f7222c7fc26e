"""Looks through a district's own query before it runs: one SELECT, known tables, nothing personal shown."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cupola.engine.errors import CheckStopped
from cupola.engine.judge.own_queries import Queries
from cupola.engine.judge.own_tables import ALWAYS_THERE, SeenTables
from cupola.engine.judge.own_taint import Refused

if TYPE_CHECKING:
    import duckdb

ONE_SELECT = "Write one SELECT. An own check reads; it changes and opens nothing."


class Broken(CheckStopped):
    """A query that is no SQL, or does not fit the tables. `query_line` counts from 1 in the query."""

    def __init__(self, query_line: int, fact: str, next_step: str) -> None:
        super().__init__("an own check", fact, next_step)
        self.query_line = query_line


@dataclass(frozen=True, slots=True)
class Guard:
    """What queries are held against: the tables they may see, and how long they may be."""

    seen: SeenTables
    parts_of_a_query: int

    def inspect(self, connection: duckdb.DuckDBPyConnection, sql: str, *, needs: Collection[str]) -> None:
        """Raise `Broken` for what is no SQL, and `Refused` for what an own check may not do.

        `needs` are the tables that the check declares. Every form of SQL that is not known to be harmless
        is refused.
        """
        queries = Queries(self.seen, parts_of_a_query=self.parts_of_a_query)
        try:
            queries.read(_tree(connection, sql))
        except RecursionError as deep:
            raise Refused(None, "this query is nested too deeply.", "Write it as two checks.") from deep
        undeclared = sorted(queries.reading.tables - {*needs, *ALWAYS_THERE})
        if undeclared:
            fact = f"it reads {' and '.join(undeclared)}, which `needs` does not name."
            raise Refused(None, fact, f"Write needs: [{', '.join(sorted({*needs, *undeclared}))}].")


def _tree(connection: duckdb.DuckDBPyConnection, sql: str) -> dict[str, Any]:
    """The tree of the one SELECT that `sql` must be, by DuckDB's own parser."""
    call = "SELECT json_serialize_sql(?, skip_null := true, skip_empty := true, skip_default := true)"
    told = json.loads(connection.execute(call, [sql]).fetchall()[0][0])
    if told.get("error"):
        _explain(told, sql)
    statements = told["statements"]
    kinds = [statement.type.name for statement in connection.extract_statements(sql)]
    if len(statements) != 1 or kinds != ["SELECT"]:
        raise Refused(None, f"it holds {len(kinds)} statements, and must be one SELECT.", ONE_SELECT)
    if set(statements[0]) != {"node"}:
        raise Refused(None, "it has parameters ($1, ?).", "Write the values themselves.")
    return dict(statements[0]["node"])


def _explain(told: dict[str, Any], sql: str) -> None:
    if told.get("error_type") != "parser":
        raise Refused(None, "it is not a SELECT, or not one that can be looked through.", ONE_SELECT)
    at = int(told.get("position") or 0)
    raise Broken(line_at(sql, at), f"{told['error_message'].rstrip('.!')}.", "Mend the SQL there, or just before it.")


def line_at(sql: str, at: int | None) -> int:
    """The line, from 1, of a byte of the query; 1 when the byte is not known."""
    return sql.encode()[: at or 0].count(b"\n") + 1
