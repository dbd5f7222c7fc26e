"""Making an older version of a part again from a newer one and the lines of their difference."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any

from cupola.engine.record.content import Shape, Version
from cupola.engine.record.deltas import SAME
from cupola.engine.record.kept import Run, holes, insert, load_kept, rank_kept

if TYPE_CHECKING:
    import duckdb


@dataclass(slots=True)
class _Reading:
    """What has been read of a difference so far."""

    rows: int
    aside: list[tuple[int, str]]
    partner: list[int]
    shape: Shape
    runs: list[Run] = field(default_factory=list)
    ranks: dict[int, int] = field(default_factory=dict)
    places: Iterator[int] | None = None
    like: int = 0


def rows_from(connection: duckdb.DuckDBPyConnection, newer: Version, lines: Iterator[Any]) -> tuple[str, Shape]:
    """Read a difference and return a SELECT of the older rows (`pos`, c0, c1 …, in any order) and shape.

    The SELECT stands on temporary tables of the connection: use it before the next call. Damaged lines
    raise `ValueError`, `LookupError`, `TypeError` or an error of DuckDB.
    """
    reading = _begin(connection, newer, next(lines))
    for kind, *columns in lines:
        if kind == "runs":
            _take_runs(reading, columns)
        elif kind == "aside":
            _take_aside(connection, reading, columns)
        else:
            _take_gone(connection, reading, columns)
    load_kept(connection, reading.runs)
    if reading.aside:
        places = [reading.partner[cell] for cell, kind in reading.aside if kind == "shift"]
        rank_kept(connection, newer, places)
    return f"{_kept_rows(newer, reading)} UNION ALL {_gone_rows(newer, reading)}", reading.shape


def _begin(connection: duckdb.DuckDBPyConnection, newer: Version, line: list[Any]) -> _Reading:
    kind, rows, aside, partner, *shape = line
    if kind != "shape":
        raise ValueError(f"a difference begins with its shape, not with {kind!r}")
    found = Shape(tuple(shape[0]), tuple(shape[1])) if shape else newer.shape
    for number in range(len(aside)):
        connection.execute(f"CREATE OR REPLACE TEMP TABLE aside{number} (start BIGINT, value VARCHAR)")
    cells = ", ".join(f"v{cell} VARCHAR, s{cell} BOOLEAN" for cell in range(len(partner)))
    connection.execute(f"CREATE OR REPLACE TEMP TABLE gone (pos BIGINT, fp BIGINT, {cells})")
    return _Reading(rows, [tuple(pair) for pair in aside], partner, found)


def _take_runs(reading: _Reading, columns: Sequence[Sequence[int]]) -> None:
    last = reading.runs[-1] if reading.runs else Run(0, 0, 0)
    old, new = last.old + last.rows, last.new + last.rows
    for old_step, new_step, rows in zip(*columns, strict=True):
        reading.runs.append(Run(old + old_step, new + new_step, rows))
        old, new = old + old_step + rows, new + new_step + rows


def _take_aside(connection: duckdb.DuckDBPyConnection, reading: _Reading, columns: Sequence[Any]) -> None:
    number, steps, values = columns
    starts = []
    for step in steps:
        reading.ranks[number] = reading.ranks.get(number, 0) + step
        starts.append(reading.ranks[number])
    insert(connection, f"aside{int(number)}", start=("BIGINT", starts), value=("VARCHAR", values))


def _take_gone(connection: duckdb.DuckDBPyConnection, reading: _Reading, columns: Sequence[Any]) -> None:
    steps, *cells = columns
    if reading.places is None:
        left = holes([(run.old, run.rows) for run in reading.runs], reading.rows)
        reading.places = (first + row for first, rows in left for row in range(rows))
    likes: list[int | None] = []
    for step in steps:
        reading.like += step or 0
        likes.append(None if step is None else reading.like)
    found: dict[str, tuple[str, Sequence[object]]] = {
        "pos": ("BIGINT", list(islice(reading.places, len(steps)))),
        "fp": ("BIGINT", likes),
    }
    for cell, values in enumerate(cells):
        values = [SAME] * len(steps) if values == SAME else values
        same = [value == SAME for value in values]
        texts = [None if value == SAME else value for value in values]
        found[f"v{cell}"] = ("VARCHAR", texts)
        found[f"s{cell}"] = ("BOOLEAN", same)
    insert(connection, "gone", **found)


def _kept_rows(newer: Version, reading: _Reading) -> str:
    cells = [f"b.c{partner}" for partner in reading.partner]
    joins = []
    for number, (cell, kind) in enumerate(reading.aside):
        value = f"a{number}.value"
        if kind == "shift":
            value = f"({value}::HUGEINT + coalesce({cells[cell]}, 0))"
        cells[cell] = f"{value}::{reading.shape.types[cell]}"
        rank = "line_rank" if kind == "shift" else "row_rank"
        joins.append(
            " JOIN (SELECT unnest(range(start, coalesce(lead(start) OVER (ORDER BY start),"
            f" (SELECT count(*) + 1 FROM ranked)))) AS rank, value FROM aside{number}) a{number}"
            f" ON a{number}.rank = k.{rank}"
        )
    chosen = "".join(f", {value} AS c{cell}" for cell, value in enumerate(cells))
    table = "ranked" if reading.aside else "kept"
    return f"SELECT k.op AS pos{chosen} FROM ({newer.sql}) b JOIN {table} k ON k.np = b.pos{''.join(joins)}"


def _gone_rows(newer: Version, reading: _Reading) -> str:
    chosen = "".join(
        f", CASE WHEN g.s{cell} THEN b.c{partner} ELSE g.v{cell}::{type_} END AS c{cell}"
        for cell, (partner, type_) in enumerate(zip(reading.partner, reading.shape.types, strict=True))
    )
    return f"SELECT g.pos{chosen} FROM gone g LEFT JOIN ({newer.sql}) b ON b.pos = g.fp"
