"""Reading a whole table to Parquet: by the fast road when bytes prove it right, else by the exact one."""

from __future__ import annotations

from dataclasses import replace
from os import stat_result
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from cupola.engine.intake.documents import write_document
from cupola.engine.intake.encodings import as_utf8
from cupola.engine.intake.exact import Outcome
from cupola.engine.intake.limits import USUAL, Limits
from cupola.engine.intake.problems import Problems, Refused, unreadable_file
from cupola.engine.intake.roads import Plan, Text, Written, read_exactly, read_fast, write_clean
from cupola.engine.intake.shape import Kind, Shape
from cupola.engine.intake.tally import Tally, hash_only, tally, weigh
from cupola.engine.intake.workbook import write_workbook
from cupola.engine.kinds import Keeping, ReadProblem, ReadTable

if TYPE_CHECKING:
    import duckdb

BOM_LENGTH = {"utf-8": 3, "utf-16-le": 2, "utf-16-be": 2, "utf-32-le": 4, "utf-32-be": 4}


def read(
    shape: Shape,
    into: Path,
    *,
    connection: duckdb.DuckDBPyConnection,
    limits: Limits = USUAL,
    keeping: Keeping | None = None,
) -> ReadTable:
    """Read a table to one Parquet file in the folder `into`; bad data comes back as problems.

    `keeping` says how to keep rows that are looked at many times. The problems include those of the shape.
    `rows + rows_set_aside == records` always.
    A temporary copy (`Arrival.temporary`) with forbidden columns is deleted once its last table is read.
    """
    if not shape.readable:
        raise ValueError(f"{shape.arrival.name} is no table that can be read")
    stem = uuid4().hex
    plan = Plan(shape, into / f"{stem}.parquet", into / f"{stem}.csv", limits, connection, keeping)
    problems = Problems(limits.problems)
    for problem in shape.problems:
        problems.add(problem)
    try:
        written = _write_or_tell(plan, problems)
    finally:
        for scratch in (plan.scratch, plan.decoded, plan.link):
            scratch.unlink(missing_ok=True)
    _tell_dropped(shape, written, problems)
    if shape.arrival.temporary and shape.last_of_file and shape.dropped:
        shape.arrival.path.unlink(missing_ok=True)
    return _table(plan, written, problems)


def _write_or_tell(plan: Plan, problems: Problems) -> Written:
    """Write the table; an empty one with the reason when that cannot be done any more."""
    from duckdb import Error

    shape = plan.shape
    try:
        before = shape.arrival.path.stat()
        written = _write(plan, problems)
        _tell_changes(shape, before, problems)
        return written
    except Refused as refused:
        problems.add(refused.problem)
    except OSError as error:
        problems.add(unreadable_file(shape.arrival.name, error))
    except Error as error:
        fact = f"the table cannot be written ({type(error).__name__})."
        step = "Free memory and disk space, then start again."
        problems.add(ReadProblem("FIL-024", shape.arrival.name, fact, next_step=step))
    plan.scratch.write_bytes(b"")
    return write_clean(plan, Outcome(), problems)


def _write(plan: Plan, problems: Problems) -> Written:
    if plan.shape.kind is Kind.WORKBOOK:
        return write_workbook(plan, problems)
    if plan.shape.kind in (Kind.XML, Kind.JSON):
        return write_document(plan, problems)
    text = as_utf8_text(plan, problems)
    return read_fast(plan, text) or read_exactly(plan, text, problems)


def as_utf8_text(plan: Plan, problems: Problems) -> Text:
    """Count the bytes, settle the encoding, and make a UTF-8 copy of anything else."""
    path, facts = plan.shape.arrival.path, plan.shape.facts
    bom = BOM_LENGTH[facts.encoding] if facts.bom else 0
    wide = facts.encoding.startswith("utf-16") or facts.encoding.startswith("utf-32")
    counted = hash_only(path) if wide else _tally(plan.shape, path)
    encoding = facts.encoding if wide or facts.bom else "utf-8" if counted.utf8 else weigh(path)
    if encoding == "utf-8":
        return Text(path, encoding, bom, counted, counted.sha256)
    if encoding == "cp1252":
        problems.add(_windows_text(plan.shape))
    with plan.decoded.open("wb") as copy:
        copy.writelines(as_utf8(path, encoding, bom))
    return Text(plan.decoded, encoding, 0, _tally(plan.shape, plan.decoded), counted.sha256)


def _tally(shape: Shape, path: Path) -> Tally:
    return tally(path, delimiter=shape.facts.delimiter.encode(), head_lines=shape.data_line - 1)


def _windows_text(shape: Shape) -> ReadProblem:
    fact = "the text is in the encoding Windows-1252, not in UTF-8; it was read as such."
    step = "Export as UTF-8, if the source system offers it."
    return ReadProblem("FIL-006", shape.arrival.name, fact, next_step=step)


def _tell_changes(shape: Shape, before: stat_result, problems: Problems) -> None:
    try:
        after = shape.arrival.path.stat()
    except OSError:
        fact = "the file was removed while it was read."
    else:
        same = (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns)
        if same and shape.arrival.bytes == after.st_size:
            return
        sizes = f"from {shape.arrival.bytes:,} to {after.st_size:,} bytes"
        fact = f"the file changed while it was read ({sizes}): it was still being written."
    step = "Wait until the export has finished, then start again."
    problems.add(ReadProblem("FIL-012", shape.arrival.name, fact, next_step=step))


def _tell_dropped(shape: Shape, written: Written, problems: Problems) -> None:
    for name, count in written.dropped.items():
        if count:
            rows = "1 row" if count == 1 else f"{count:,} rows"
            fact = f"this column is filled in {rows}. Cupola never reads it; nothing of it was kept."
            step = "Leave the column out of the export."
            problem = ReadProblem("FIL-023", shape.arrival.name, fact, column=name, next_step=step)
            problems.add(problem)


def _table(plan: Plan, written: Written, problems: Problems) -> ReadTable:
    shape = plan.shape
    facts = replace(shape.facts, sha256=written.sha256, encoding=written.encoding or shape.facts.encoding)
    return ReadTable(
        shape.arrival,
        facts,
        plan.parquet,
        shape.columns,
        written.rows,
        problems.rows_set_aside,
        written.records,
        shape.data_line,
        written.numbered,
        problems.all(),
        plan.keeping.table if plan.keeping else None,
    )
