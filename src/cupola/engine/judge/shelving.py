"""Keeps what checks of a snapshot make of its rows alone: source and roster tables, and counts of cells.

They follow from rows that never change and from this program, whatever is asked and for which day. A DuckDB file in
`cache/` holds them; what asks who belongs to what is still asked of every row.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from cupola.engine.backends.duck import quoted
from cupola.engine.catalog import Check
from cupola.engine.errors import StoreError
from cupola.engine.judge.checks import run_checks
from cupola.engine.judge.forms import run_forms
from cupola.engine.judge.judging import tables_worth_keeping
from cupola.engine.judge.kept_report import program
from cupola.engine.judge.shelf import DATABASE, Counted, Shelf
from cupola.engine.judge.subject import Subject
from cupola.engine.record import disk, sweep
from cupola.engine.record.delivery import open_delivery
from cupola.engine.record.roster import ROSTER_BY_NAME
from cupola.engine.record.sources_view import SourcePart, keep_in_database
from cupola.engine.record.store import Store
from cupola.engine.record.workshop import for_reader
from cupola.engine.sources.families import source_tables

if TYPE_CHECKING:
    import duckdb

FORMAT = 1
# With fewer rows all is made anew in less time than a person notices.
WORTH_KEEPING_IN_ROWS = 250_000
# What also asks for the day of the check, which is another one tomorrow.
OF_THE_DAY = frozenset({"roster_days"})


def is_worth_keeping(subject: Subject) -> bool:
    """Whether a snapshot is large enough for a shelf of its own."""
    return sum(part.rows for part in subject.parts) >= WORTH_KEEPING_IN_ROWS


def place_of(store: Store, subject: Subject) -> Path:
    """Where the shelf of these rows lies, whether it is there or not."""
    rows = [_print(part) for part in subject.parts]
    systems = [system.id for system in subject.systems]
    made_of = repr((FORMAT, program(), systems, rows))
    return store.folder.tables(sha256(made_of.encode()).hexdigest()[:40])


def _print(part: SourcePart) -> tuple[object, ...]:
    """All that a row of a source table follows from; the name of a stored file is that of its content."""
    reading = (part.first_line, part.line_column, sorted(part.cells.items()))
    return part.table, part.parquet.stem, part.system, part.file, part.rows, *reading


def put_on(store: Store, subject: Subject, checks: Sequence[Check], *, threads: int | None) -> Path | None:
    """Make the shelf of a snapshot for these checks, in place of all others; None where it cannot be written.

    `threads` is how many DuckDB may use. Nobody misses what is not there: it is made anew for each check.
    """
    place = place_of(store, subject)
    with suppress(StoreError, OSError), for_reader(store.folder) as shop:
        if threads is not None:
            shop.connection.execute(f"SET threads = {int(threads)}")
        fresh = shop.room / place.name
        shop.connection.execute(f"ATTACH {quoted(str(fresh))} AS {DATABASE}")
        _fill(shop.connection, subject, checks)
        shop.connection.execute(f"DETACH {DATABASE}")
        disk.adopt(fresh, place)
        sweep.tables(store.folder, but=place)
        return place
    return None


def take(connection: duckdb.DuckDBPyConnection, place: Path) -> Shelf:
    """Attach a shelf; raises `duckdb.Error` for one that is damaged."""
    connection.execute(f"ATTACH {quoted(str(place))} AS {DATABASE} (READ_ONLY)")
    tables = connection.execute(f"SELECT name FROM {DATABASE}.tables").fetchall()
    counts = connection.execute(f"SELECT place, asked, rows FROM {DATABASE}.counts").fetchall()
    return Shelf(frozenset(table for (table,) in tables), {(where, asked): rows for where, asked, rows in counts})


def _fill(connection: duckdb.DuckDBPyConnection, subject: Subject, checks: Sequence[Check]) -> None:
    opened = open_delivery(
        connection, parts=subject.parts, files=subject.files, systems=subject.systems, as_of=subject.as_of
    )
    lasting = _lasting()
    wanted = tables_worth_keeping(checks, subject, opened.filled, most_rows=sum(part.rows for part in subject.parts))
    tables = [table for table in wanted if table in lasting]
    keep_in_database(connection, tables, database=DATABASE)
    counted: Counted = {}
    deque(run_forms(connection, subject.forms, {check.id: check for check in checks}, counted=counted), maxlen=0)
    of_rows = [check for check in checks if _asks_rows_alone(check, lasting)]
    run_checks(connection, of_rows, filled=opened.filled, counted=counted)
    _write(connection, "tables (name VARCHAR)", [(table,) for table in tables])
    _write(
        connection,
        "counts (place VARCHAR, asked VARCHAR, rows BIGINT)",
        [(*where, rows) for where, rows in counted.items()],
    )


def _lasting() -> frozenset[str]:
    """The tables that hold rows of files and numbers of them, whatever the day."""
    return (frozenset(source_tables()) | ROSTER_BY_NAME.keys()) - OF_THE_DAY


def _asks_rows_alone(check: Check, tables: Collection[str]) -> bool:
    """Whether a check looks at one row of one of these tables at a time, whatever the day."""
    return (
        check.where is not None and check.of in tables and set(check.needs) <= {check.of} and "as_of" not in check.where
    )


def _write(connection: duckdb.DuckDBPyConnection, table: str, rows: Sequence[tuple[object, ...]]) -> None:
    name = table.split(" ")[0]
    connection.execute(f"CREATE TABLE {DATABASE}.{table}")
    if rows:
        connection.executemany(f"INSERT INTO {DATABASE}.{name} VALUES ({', '.join('?' * len(rows[0]))})", rows)
