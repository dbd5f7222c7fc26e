"""Runs one own check inside the child: looked through, bound, run under a clock, its cells made harmless."""

from __future__ import annotations

import math
import re
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from cupola.engine.backends.duck import name
from cupola.engine.judge.own_files import OwnQuery
from cupola.engine.judge.own_guard import Broken, Guard, line_at
from cupola.engine.judge.own_limits import OwnLimits
from cupola.engine.judge.own_request import OwnAnswer, OwnTask
from cupola.engine.judge.own_taint import Refused, Unknown

if TYPE_CHECKING:
    import duckdb

BROKEN, STOPPED = "OWN-001", "OWN-002"
TELLS = ("BinderException", "CatalogException", "ParserException", "SyntaxException")
WORDS = {
    "InterruptException": ("it took longer than {seconds:g} seconds", "Read fewer rows, or join on keys alone."),
    "OutOfMemoryException": ("it needs more than {memory_mb} MB of memory", "Read fewer rows, or group earlier."),
    "ConversionException": (
        "a value could not be turned into the type asked for",
        "Use try_cast, or the typed column.",
    ),
    "OutOfRangeException": ("a number is too large for its type", "Cast it to a larger type first."),
}
SHOWN = 200
CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Bench:
    """Where checks run: the connection, what they may see, the tables that hold rows, how many files."""

    connection: duckdb.DuckDBPyConnection
    guard: Guard
    filled: frozenset[str]
    files: int
    limits: OwnLimits


def answer_to(task: OwnTask, bench: Bench) -> OwnAnswer:
    """Run a check. What is wrong with it is an answer too; no text of an error holds a cell."""
    import duckdb

    query = task.query
    try:
        with _clock(bench):
            for query in filter(None, (task.condition, task.query)):
                _prepare(query, task, bench)
            missing = tuple(table for table in task.needs if table not in bench.filled)
            if missing or (task.condition is not None and not _holds(bench, task.condition)):
                return OwnAnswer(task.check, missing=missing, unmet=not missing)
            return _run(task, bench)
    except Refused as refused:
        line = query.file_line(line_at(query.sql, refused.at))
        code = BROKEN if isinstance(refused, Unknown) else STOPPED
        return _stopped(task, code, line=line, fact=refused.fact, next_step=refused.next_step)
    except Broken as broken:
        line = query.file_line(broken.query_line)
        return _stopped(task, BROKEN, line=line, fact=broken.fact, next_step=broken.next_step)
    except MemoryError:
        return _told(task, "OutOfMemoryException", query=query, limits=bench.limits)
    except duckdb.Error as error:
        return _told(task, type(error).__name__, query=query, limits=bench.limits)


def _stopped(task: OwnTask, code: str, *, line: int, fact: str, next_step: str) -> OwnAnswer:
    return OwnAnswer(task.check, stopped=(code, line, fact, next_step))


def _told(task: OwnTask, kind: str, *, query: OwnQuery, limits: OwnLimits) -> OwnAnswer:
    """What became of a check that DuckDB gave up: by the kind of the error alone, its text may hold cells."""
    fact, next_step = WORDS.get(kind, ("DuckDB could not run it", "Try its parts one by one."))
    fact = fact.format(seconds=limits.seconds, memory_mb=limits.memory_mb)
    return _stopped(task, STOPPED, line=query.file_line(1), fact=f"{fact}.", next_step=next_step)


def _prepare(query: OwnQuery, task: OwnTask, bench: Bench) -> None:
    """Look a query through, then bind it: what DuckDB says about it here cannot hold a cell, no row was read."""
    import duckdb

    bench.guard.inspect(bench.connection, query.sql, needs=task.needs)
    try:
        bench.connection.execute(f"PREPARE own AS {query.sql}")
    except duckdb.Error as error:
        if type(error).__name__ in TELLS:
            raise _unbound(str(error)) from error
        raise


def _unbound(text: str) -> Broken:
    told = re.search(r"LINE (\d+):", text)
    fact = text.split("\n", 1)[0].split(": ", 1)[-1][:SHOWN].rstrip(".!")
    near = re.search(r"(?:Candidate bindings|Did you mean)[^\n]*", text)
    next_step = f"{near[0][:SHOWN]}." if near else "See the tables and columns in the data dictionary."
    return Broken(int(told[1]) if told else 1, f"{fact}.", next_step)


@contextmanager
def _clock(bench: Bench) -> Iterator[None]:
    """Interrupt the query when its time is over, again and again until it has stopped."""
    done = threading.Event()

    def interrupt() -> None:
        pause = bench.limits.seconds
        while not done.wait(pause):
            bench.connection.interrupt()
            pause = 0.1

    watch = threading.Thread(target=interrupt, daemon=True)
    watch.start()
    try:
        yield
    finally:
        done.set()
        watch.join()


def _holds(bench: Bench, condition: OwnQuery) -> bool:
    row = bench.connection.execute(condition.sql).fetchone()
    return bool(row and row[0])


def _run(task: OwnTask, bench: Bench) -> OwnAnswer:
    started = time.perf_counter()
    result = bench.connection.execute("EXECUTE own")
    titles = [str(column[0]) for column in result.description or ()]
    rows: list[dict[str, Any]] = []
    found = 0
    while chunk := result.fetchmany(1000):
        found += len(chunk)
        room = bench.limits.rows - len(rows)
        rows += [_row(task, titles, cells=cells, bench=bench) for cells in chunk[: max(room, 0)]]
    seconds = time.perf_counter() - started
    counted = bench.connection.execute(f"SELECT count(*) FROM {name(task.of)}").fetchall()[0][0]
    return OwnAnswer(task.check, tuple(rows), found=found, looked_at=int(counted), seconds=seconds)


def _row(task: OwnTask, titles: Sequence[str], *, cells: Sequence[Any], bench: Bench) -> dict[str, Any]:
    row = {title: cell for title, cell in zip(titles, cells, strict=True) if title in task.columns}
    for title, most in (("file", bench.files - 1), ("line", 2**62)):
        number = row.get(title)
        if number is not None and (type(number) is not int or not 0 <= number <= most):
            raise Refused(None, f"its column {title} is not the one of a table.", f"Select {title} of the table.")
    return {title: _harmless(cell, bench.limits) for title, cell in row.items()}


def _harmless(cell: Any, limits: OwnLimits) -> str | int | float | bool | None:
    """A cell as a short text or a number, without characters that steer a terminal."""
    if cell is None or isinstance(cell, bool | int):
        return cell
    if isinstance(cell, float | Decimal):
        return float(cell) if math.isfinite(cell) else None
    if isinstance(cell, str | date | datetime):
        return CONTROLS.sub(" ", str(cell)[: limits.cell_characters])
    raise Refused(None, "a column is neither text, number nor date.", "Select its parts one by one.")
