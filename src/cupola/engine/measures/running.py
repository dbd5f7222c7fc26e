"""Computes measures: makes the grounds they stand on once, then asks each for its figures."""

from __future__ import annotations

import math
import tempfile
import time
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cupola.engine.backends.duck import connect, name, quoted
from cupola.engine.errors import CatalogueError
from cupola.engine.measures.ground_form import MACROS
from cupola.engine.measures.grounds import grounds_below, missing_below, tables_below
from cupola.engine.measures.intervals import create_interval_macros
from cupola.engine.measures.kinds import LACKING, Figure, Figures, Measure, NotComputed
from cupola.engine.measures.opening import open_tables
from cupola.engine.measures.reading import shipped_measures
from cupola.engine.record.store import open_store

if TYPE_CHECKING:
    import duckdb

COLUMNS = ("grain", "key", "numerator", "denominator", "value", "low", "high", "coverage")
NUMBERS = COLUMNS[2:]
WORTH_THREADS_IN_ROWS = 5_000_000
BROKEN = "A value in the record is out of all bounds, so nothing could be computed."


def measure_record(
    data: Path, snapshot: str = "current", as_of: date | None = None, *, only: Sequence[str] = ()
) -> Figures | None:
    """Measure a snapshot of the record in a data folder; None when nothing was loaded yet.

    `only` are beginnings of ids. Raises `StoreError` for a snapshot that is not there. The snapshot is only read.
    """
    store = open_store(data)
    if store.current() is None:
        return None
    manifest = store.snapshot(snapshot)
    day = as_of or manifest.as_of
    measures = [each for each in shipped_measures() if not only or each.id.startswith(tuple(only))]
    rows = sum(part.rows for part in manifest.parts)
    with tempfile.TemporaryDirectory(prefix="cupola-") as folder:
        connection = connect(spill=Path(folder), threads=1 if rows < WORTH_THREADS_IN_ROWS else None, keep_order=False)
        wanted = tables_below({need for measure in measures for need in measure.needs})
        filled = open_tables(connection, store, manifest, wanted=wanted)
        found = measure_tables(connection, measures, filled=filled, as_of=day)
        connection.close()
    return Figures(manifest.id, day, found.figures, found.not_computed, found.seconds)


def measure_tables(
    connection: duckdb.DuckDBPyConnection, measures: Sequence[Measure], *, filled: Collection[str], as_of: date
) -> Figures:
    """Compute measures over tables that are laid out already; `filled` are those that have rows."""
    connection.execute(f"CREATE OR REPLACE TEMP MACRO on_day() AS DATE {quoted(as_of.isoformat())}")
    for macro in MACROS:
        connection.execute(f"CREATE OR REPLACE TEMP MACRO {macro}")
    create_interval_macros(connection)
    missing = {measure.id: missing_below(measure.needs, filled) for measure in measures}
    runnable = [measure for measure in measures if not missing[measure.id]]
    seconds, broken = _make_grounds(connection, {need for measure in runnable for need in measure.needs})
    figures: list[Figure] = []
    nothing = [NotComputed(m.id, m.version, _lacking(missing[m.id])) for m in measures if missing[m.id]]
    for measure in runnable:
        started = time.perf_counter()
        standing_on = {ground.name for ground in grounds_below(measure.needs)}
        found = None if broken & standing_on else _ask(connection, measure, as_of)
        seconds[measure.id] = time.perf_counter() - started
        figures += found or ()
        if not found:
            reason = BROKEN if found is None else measure.not_computed_when
            nothing.append(NotComputed(measure.id, measure.version, reason))
    nothing.sort(key=lambda each: each.measure)
    return Figures("", as_of, tuple(figures), tuple(nothing), seconds)


def _make_grounds(
    connection: duckdb.DuckDBPyConnection, needs: Collection[str]
) -> tuple[dict[str, float], frozenset[str]]:
    """Make the grounds; returns the seconds each took, and those that could not be made from these rows."""
    from duckdb import DataError

    seconds: dict[str, float] = {}
    broken: set[str] = set()
    for ground in grounds_below(needs):
        started = time.perf_counter()
        if broken & {*ground.needs, *ground.may}:
            broken.add(ground.name)
            continue
        try:
            connection.execute(f"CREATE TEMP TABLE {name(ground.name)} AS {ground.sql}")
        except DataError:
            broken.add(ground.name)
        seconds[ground.name] = time.perf_counter() - started
    return seconds, frozenset(broken)


def _lacking(missing: Sequence[str]) -> str:
    return f"{LACKING} {missing[0].replace('_', ' ')}." if missing else ""


def _ask(connection: duckdb.DuckDBPyConnection, measure: Measure, as_of: date) -> list[Figure] | None:
    """The figures of a measure; None where its SQL could not be computed from these rows."""
    from duckdb import DataError

    try:
        result = connection.execute(measure.sql)
    except DataError:
        return None
    columns = [str(column[0]) for column in result.description or ()]
    strange = set(columns) - set(COLUMNS)
    if strange or not {"grain", "key"} <= set(columns):
        raise CatalogueError(str(measure.path), f"it selects {', '.join(columns)}.", f"Select {', '.join(COLUMNS)}.")
    rows = [dict(zip(columns, row, strict=True)) for row in result.fetchall()]
    found = [figure for row in rows if (figure := _figure(measure, row, as_of)) is not None]
    return sorted(found, key=lambda each: (measure.grain.index(each.grain), each.key or ""))


def _figure(measure: Measure, row: Mapping[str, Any], as_of: date) -> Figure | None:
    """The figure of a row; None where its grain is not the measure's, its place has no name, or there is no value."""
    cells = {key: _number(row.get(key)) for key in NUMBERS}
    numerator, denominator = cells["numerator"], cells["denominator"]
    value = cells["value"]
    if "value" not in row and numerator is not None and denominator:
        value = numerator / denominator
    is_nowhere = (row["grain"] == "district") is bool(row["key"])
    if value is None or is_nowhere or row["grain"] not in measure.grain:
        return None
    return Figure(
        measure=measure.id,
        version=measure.version,
        grain=str(row["grain"]),
        key=row["key"] or None,
        numerator=numerator,
        denominator=denominator,
        value=value,
        low=cells["low"],
        high=cells["high"],
        coverage=cells["coverage"],
        as_of=as_of,
    )


def _number(cell: Any) -> float | None:
    if cell is None:
        return None
    number = float(cell)
    return number if math.isfinite(number) else None
