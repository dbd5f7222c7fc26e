"""Which rows of an older version stand, in the same order, in a newer one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from cupola.engine.record.content import Shape, Version
from cupola.engine.record.kept import Run

if TYPE_CHECKING:
    import duckdb

MOST_GONE = 0.3
MOST_RUNS = 0.25
FEW_ROWS = 20_000
RESTLESS = 0.3
INTEGERS = frozenset({"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER"})


@dataclass(frozen=True, slots=True)
class Columns:
    """How the columns of the older version stand to those of the newer one.

    `partner` names the newer column of each older one. Columns in `aside` are not compared row by row:
    numbers of lines, which shift when a row is put in above, and stamps that change in every row.
    """

    partner: tuple[int, ...]
    aside: tuple[int, ...]

    @property
    def compared(self) -> tuple[int, ...]:
        """The older columns that rows are matched by."""
        return tuple(cell for cell in range(len(self.partner)) if cell not in self.aside)


def pair_columns(old: Shape, new: Shape) -> Columns | None:
    """Match columns by name and type; None when the newer version lacks a column of the older one."""
    places = {column: place for place, column in enumerate(zip(new.names, new.types, strict=True))}
    wanted = list(zip(old.names, old.types, strict=True))
    if any(column not in places for column in wanted):
        return None
    aside = tuple(cell for cell, column in enumerate(wanted) if is_place(*column))
    return Columns(tuple(places[column] for column in wanted), aside)


def is_place(name: str, type_: str) -> bool:
    """Whether a column counts files or lines, so that it shifts when something is put in above."""
    last = name.lower().rsplit("_", 1)[-1]
    return type_ in INTEGERS and (last in {"file", "line"} or name.lower() == "system")


def match(
    connection: duckdb.DuckDBPyConnection, old: Version, new: Version, *, columns: Columns
) -> tuple[Columns, list[Run]] | None:
    """The rows that stayed, as runs in rising order on both sides; None when too few did.

    Rows match by the hash of their compared cells, the n-th of equal rows with the n-th. Where too
    many rows differ, columns that changed in most rows are set aside and the rest is tried again.
    """
    runs = kept_runs(connection, old, new, columns=columns)
    if runs is None or _gone(old, runs) > MOST_GONE * old.rows:
        settled = _set_restless_aside(connection, old, new, columns=columns)
        if settled is not None:
            columns, runs = settled, kept_runs(connection, old, new, columns=settled)
    if runs is None or _gone(old, runs) > max(MOST_GONE * old.rows, FEW_ROWS):
        return None
    return columns, runs


def _gone(old: Version, runs: Sequence[Run]) -> int:
    return old.rows - sum(run.rows for run in runs)


def kept_runs(
    connection: duckdb.DuckDBPyConnection, old: Version, new: Version, *, columns: Columns
) -> list[Run] | None:
    """Matching rows as runs, the heaviest set of runs that rises on both sides; None for a shuffle."""
    for name, version, cells in (
        ("older", old, columns.compared),
        ("newer", new, tuple(columns.partner[cell] for cell in columns.compared)),
    ):
        signature = f"hash({', '.join(f'c{cell}' for cell in cells)})" if cells else "0"
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT pos, h, row_number() OVER (PARTITION BY h"
            f" ORDER BY pos) AS nth FROM (SELECT pos, {signature} AS h FROM ({version.sql}))"
        )
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE matched AS SELECT op, np, row_number() OVER (ORDER BY op) AS i"
        " FROM (SELECT o.pos AS op, n.pos AS np FROM older o JOIN newer n USING (h, nth))"
    )
    starts = connection.execute(
        "SELECT op, np, i FROM matched m ANTI JOIN (SELECT op + 1 AS op, np + 1 AS np FROM matched)"
        f" USING (op, np) ORDER BY op LIMIT {int(old.rows * MOST_RUNS) + 1000}"
    ).fetchall()
    total = connection.execute("SELECT count(*) FROM matched").fetchall()[0][0]
    for name in ("older", "newer", "matched"):
        connection.execute(f"DROP TABLE {name}")
    if len(starts) >= int(old.rows * MOST_RUNS) + 1000:
        return None
    ends = [*(start[2] for start in starts[1:]), total + 1][: len(starts)]
    return rising([Run(op, np, end - i) for (op, np, i), end in zip(starts, ends, strict=True)])


def rising(runs: list[Run]) -> list[Run]:
    """Of runs in the order of the older version, the heaviest choice that also rises in the newer one."""
    if all(before.new < after.new for before, after in pairwise(runs)):
        return runs
    rank = {new: place for place, new in enumerate(sorted(run.new for run in runs), start=1)}
    best: list[tuple[int, int]] = [(0, -1)] * (len(runs) + 1)
    before: list[int] = []
    for number, run in enumerate(runs):
        weight, last = _best_up_to(best, rank[run.new] - 1)
        before.append(last)
        _note(best, rank[run.new], (weight + run.rows, number))
    chosen = []
    last = _best_up_to(best, len(runs))[1]
    while last >= 0:
        chosen.append(runs[last])
        last = before[last]
    return chosen[::-1]


def _best_up_to(best: Sequence[tuple[int, int]], rank: int) -> tuple[int, int]:
    """The heaviest chain that ends at or below a rank: a Fenwick tree of maxima."""
    found = (0, -1)
    while rank > 0:
        found = max(found, best[rank])
        rank &= rank - 1
    return found


def _note(best: list[tuple[int, int]], rank: int, chain: tuple[int, int]) -> None:
    while rank < len(best):
        best[rank] = max(best[rank], chain)
        rank += rank & -rank


def _set_restless_aside(
    connection: duckdb.DuckDBPyConnection, old: Version, new: Version, *, columns: Columns
) -> Columns | None:
    """Set aside the columns that changed in many rows, seen through a column that names each row."""
    key = _naming_column(connection, old, columns)
    if key is None or new.rows == 0:
        return None
    others = [cell for cell in columns.compared if cell != key]
    partner = columns.partner
    changed = "".join(f", count(*) FILTER (o.c{cell} IS DISTINCT FROM n.c{partner[cell]})" for cell in others)
    both, *counts = connection.execute(
        f"SELECT count(*){changed} FROM ({old.sql}) o JOIN ({new.sql}) n ON o.c{key} = n.c{partner[key]}"
    ).fetchall()[0]
    restless = tuple(cell for cell, count in zip(others, counts, strict=True) if both and count / both > RESTLESS)
    if not restless or len(restless) > len(columns.compared) / 2:
        return None
    return replace(columns, aside=columns.aside + restless)


def _naming_column(connection: duckdb.DuckDBPyConnection, old: Version, columns: Columns) -> int | None:
    """The first column whose values are all there and all different."""
    for cell in columns.compared:
        distinct = connection.execute(
            f"SELECT approx_count_distinct(c{cell}), count(c{cell}) FROM ({old.sql})"
        ).fetchall()[0]
        if distinct[1] == old.rows and distinct[0] > old.rows * 0.8:
            exact = connection.execute(f"SELECT count(DISTINCT c{cell}) FROM ({old.sql})").fetchall()
            if exact[0][0] == old.rows:
                return cell
    return None
