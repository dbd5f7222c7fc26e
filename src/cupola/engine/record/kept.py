"""The rows that two versions of a part share, as tables to join with: `kept`, and `ranked` in two orders."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from cupola.engine.record.content import Version

if TYPE_CHECKING:
    import duckdb

CHUNK_ROWS = 10_000


class Run(NamedTuple):
    """Rows `old`, `old + 1` … of the older version are rows `new`, `new + 1` … of the newer one."""

    old: int
    new: int
    rows: int


def insert(connection: duckdb.DuckDBPyConnection, table: str, **columns: tuple[str, Sequence[object]]) -> None:
    """Add rows to a table, given as type and values of each column.

    The values go as JSON, which DuckDB takes some hundred times faster than lists.
    """
    chosen = ", ".join(f"unnest(from_json(?, '[\"{type_}\"]')) AS {name}" for name, (type_, _) in columns.items())
    values = [json.dumps(list(cells)) for _, cells in columns.values()]
    connection.execute(f"INSERT INTO {table} BY NAME SELECT {chosen}", values)


def load_kept(connection: duckdb.DuckDBPyConnection, runs: Sequence[Run]) -> None:
    """Make the table `kept`: the place in the older (`op`) and newer version (`np`) of each shared row."""
    connection.execute("CREATE OR REPLACE TEMP TABLE runs (op BIGINT, np BIGINT, len BIGINT)")
    for first in range(0, len(runs), CHUNK_ROWS):
        old, new, rows = zip(*runs[first : first + CHUNK_ROWS], strict=True)
        insert(connection, "runs", op=("BIGINT", old), np=("BIGINT", new), len=("BIGINT", rows))
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE kept AS"
        " SELECT unnest(range(op, op + len)) AS op, unnest(range(np, np + len)) AS np FROM runs"
    )


def rank_kept(connection: duckdb.DuckDBPyConnection, new: Version, places: Sequence[int]) -> None:
    """Make `ranked` of `kept`: `row_rank` by the older place, `line_rank` by the newer file and line."""
    order = "".join(f"c{cell}, " for cell in places)
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE ranked AS SELECT op, np, row_number() OVER (ORDER BY op) AS row_rank,"
        f" row_number() OVER (ORDER BY {order}np) AS line_rank"
        f" FROM kept JOIN ({new.sql}) b ON b.pos = kept.np"
    )


def holes(taken: Sequence[tuple[int, int]], rows: int) -> list[tuple[int, int]]:
    """What is left of `rows` rows beside rising stretches (first, rows), as stretches too."""
    left = []
    after = 0
    for first, length in [*taken, (rows, 0)]:
        if first > after:
            left.append((after, first - after))
        after = first + length
    return left
