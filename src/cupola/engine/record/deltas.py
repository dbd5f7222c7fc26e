"""An older version of a part, written down as its difference to a newer one: lines of JSON.

The first line says the shape; then `runs` (rows that are rows of the newer version), `aside` (columns
that were not compared, as runs of equal values or of equal distance to the newer value in the order of
files and lines), and `gone` (all other rows, cell by cell; 0 stands for the cell of the newer row that
is `like` it). `rebuild.rows_from` reads it. Keeping the newest whole and the older as differences is the
idea of RCS (Tichy, 1985).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cupola.engine.record.content import Version
from cupola.engine.record.kept import CHUNK_ROWS, Run, holes, insert, load_kept, rank_kept
from cupola.engine.record.matching import Columns, is_place, match, pair_columns

if TYPE_CHECKING:
    import duckdb

MOST_PAIRED = 500_000
SAME = 0

Line = list[object]


@dataclass(frozen=True, slots=True)
class Difference:
    """What was found between two versions, before it is written down."""

    old: Version
    new: Version
    columns: Columns
    runs: Sequence[Run]

    def coding(self, cell: int) -> str:
        """How a column set aside is written: `shift` for numbers of files and lines, else `value`."""
        shape = self.old.shape
        return "shift" if is_place(shape.names[cell], shape.types[cell]) else "value"


def difference(connection: duckdb.DuckDBPyConnection, old: Version, new: Version) -> Difference | None:
    """What makes `old` from `new`; None when so little stayed that it is not worth writing down."""
    columns = pair_columns(old.shape, new.shape)
    found = match(connection, old, new, columns=columns) if columns else None
    return Difference(old, new, *found) if found else None


def lines(connection: duckdb.DuckDBPyConnection, found: Difference) -> Iterator[Line]:
    """The difference as JSON values, one for each line. The connection is busy until all are read."""
    coded = [(cell, found.coding(cell)) for cell in found.columns.aside]
    shape: Line = ["shape", found.old.rows, coded, found.columns.partner]
    if found.old.shape != found.new.shape:
        shape += [found.old.shape.names, found.old.shape.types]
    yield shape
    yield from _run_lines(found.runs)
    if coded:
        load_kept(connection, found.runs)
        places = [found.columns.partner[cell] for cell, kind in coded if kind == "shift"]
        rank_kept(connection, found.new, places)
        for number, (cell, kind) in enumerate(coded):
            yield from _aside_lines(connection, found, number=number, cell=cell, kind=kind)
    yield from _gone_lines(connection, found)


def _run_lines(runs: Sequence[Run]) -> Iterator[Line]:
    old = new = 0
    for first in range(0, len(runs), CHUNK_ROWS):
        steps: list[tuple[int, int, int]] = []
        for run in runs[first : first + CHUNK_ROWS]:
            steps.append((run.old - old, run.new - new, run.rows))
            old, new = run.old + run.rows, run.new + run.rows
        yield ["runs", *zip(*steps, strict=True)]


def _aside_lines(
    connection: duckdb.DuckDBPyConnection, found: Difference, *, number: int, cell: int, kind: str
) -> Iterator[Line]:
    rank, value = "row_rank", f"o.c{cell}"
    if kind == "shift":
        rank, value = "line_rank", f"o.c{cell}::HUGEINT - coalesce(n.c{found.columns.partner[cell]}, 0)"
    reader = connection.execute(
        f"SELECT rank, value FROM (SELECT rank, value, lag(value) OVER (ORDER BY rank) AS before FROM ("
        f"SELECT r.{rank} AS rank, ({value})::VARCHAR AS value FROM ranked r"
        f" JOIN ({found.old.sql}) o ON o.pos = r.op JOIN ({found.new.sql}) n ON n.pos = r.np))"
        " WHERE rank = 1 OR value IS DISTINCT FROM before ORDER BY rank"
    )
    last = 0
    while chunk := reader.fetchmany(CHUNK_ROWS):
        starts = [row[0] for row in chunk]
        steps = [start - before for start, before in zip(starts, [last, *starts[:-1]], strict=True)]
        last = starts[-1]
        yield ["aside", number, steps, [row[1] for row in chunk]]


def _gone_lines(connection: duckdb.DuckDBPyConnection, found: Difference) -> Iterator[Line]:
    _load_left_over(connection, found)
    cells = range(len(found.old.shape.names))
    _pair_left_over(connection, cells)
    chosen = "".join(
        f", g.c{cell}::VARCHAR, coalesce(f.pos >= 0 AND g.c{cell} IS NOT DISTINCT FROM f.c{cell}, false)"
        for cell in cells
    )
    reader = connection.execute(
        f"SELECT f.pos{chosen} FROM gone g LEFT JOIN likes l ON l.gp = g.pos"
        " LEFT JOIN fresh f ON f.pos = l.fp ORDER BY g.pos"
    )
    last = 0
    while chunk := reader.fetchmany(CHUNK_ROWS):
        likes: list[int | None] = []
        for row in chunk:
            likes.append(None if row[0] is None else row[0] - last)
            last = last if row[0] is None else row[0]
        yield ["gone", likes, *(_cells(chunk, 1 + 2 * cell) for cell in cells)]


def _cells(chunk: Sequence[Sequence[object]], column: int) -> object:
    """A column of texts, SAME where the cell is that of the row it is like; SAME for all when all are."""
    if all(row[column + 1] for row in chunk):
        return SAME
    return [SAME if row[column + 1] else row[column] for row in chunk]


def _load_left_over(connection: duckdb.DuckDBPyConnection, found: Difference) -> None:
    """Make the tables `gone` and `fresh`: rows of one version only, with the older version's columns."""
    partners = enumerate(found.columns.partner)
    newer = "".join(f", c{partner} AS c{cell}" for cell, partner in partners)
    gone = holes([(run.old, run.rows) for run in found.runs], found.old.rows)
    fresh = holes([(run.new, run.rows) for run in found.runs], found.new.rows)
    if sum(rows for _, rows in fresh) > MOST_PAIRED:
        fresh = []
    for table, rows, stretches in (
        ("gone", found.old.sql, gone),
        ("fresh", f"SELECT pos{newer} FROM ({found.new.sql})", fresh),
    ):
        connection.execute("CREATE OR REPLACE TEMP TABLE stretches (first BIGINT, len BIGINT)")
        for start in range(0, len(stretches), CHUNK_ROWS):
            first, length = zip(*stretches[start : start + CHUNK_ROWS], strict=True)
            insert(connection, "stretches", first=("BIGINT", first), len=("BIGINT", length))
        connection.execute(
            f"CREATE OR REPLACE TEMP TABLE {table} AS SELECT * FROM ({rows}) SEMI JOIN"
            " (SELECT unnest(range(first, first + len)) AS pos FROM stretches) USING (pos)"
        )


def _pair_left_over(connection: duckdb.DuckDBPyConnection, cells: Sequence[int]) -> None:
    """Make the table `likes`: which gone row a fresh row took the place of.

    The rows are paired by the column that names most of them on both sides; it only saves room.
    """
    once = "(SELECT c{0} FROM {1} WHERE c{0} IS NOT NULL GROUP BY c{0} HAVING count(*) = 1)"
    counts = connection.execute(
        "SELECT "
        + ", ".join(
            f"(SELECT count(*) FROM {once.format(cell, 'gone')} SEMI JOIN {once.format(cell, 'fresh')} USING (c{cell}))"
            for cell in cells
        )
    ).fetchall()[0]
    key = f"c{max(cells, key=lambda cell: counts[cell])}"
    named = f"(SELECT {key}, any_value(pos) AS pos FROM {{}} GROUP BY {key} HAVING count(*) = 1)"
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE likes AS SELECT g.pos AS gp, f.pos AS fp"
        f" FROM {named.format('gone')} g JOIN {named.format('fresh')} f USING ({key})"
    )
