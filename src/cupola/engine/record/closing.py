"""Closes what a source no longer lists: rows of exports and their keys stay for a while, with a date."""

from __future__ import annotations

import getpass
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from cupola.engine.backends.duck import connect, name, quoted
from cupola.engine.kinds import System
from cupola.engine.record.drafting import PARQUET, stored_cells
from cupola.engine.record.manifest import CLOSED, DeliveredFile, Delivery, Manifest
from cupola.engine.record.merging import key_of
from cupola.engine.record.opening import Held
from cupola.engine.record.publish import DraftPart
from cupola.engine.record.sources_view import SourcePart
from cupola.engine.record.store import Store
from cupola.engine.record.tables import CLOSED_KEYS
from cupola.engine.sources.families import FAMILIES, source_tables

if TYPE_CHECKING:
    import duckdb

# How long a row that its source no longer lists stays on record. A year and a month: last year's leavers can
# still be told from people who never were here, when this year's exports of the same month come.
KEPT_DAYS = 400
# Where several kinds of file fill a table, the first of them says what its key is.
KEYS: Mapping[str, tuple[str, ...]] = {
    form.table: form.key for family in reversed(FAMILIES) for form in reversed(family.forms)
}
Place = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Closing:
    """What is known of rows that were listed once: the keys of before, and rows of the tables that have a status.

    `before` are the stored files that a delivery replaces or changes, `after` the parts in force after it, both
    by system and table; `aside` are keys that could not be read this time. `day` is the ISO day of the delivery.
    """

    day: str
    keys: tuple[Path, ...] = ()
    rows: tuple[Held, ...] = ()
    before: Mapping[Place, Sequence[SourcePart]] = field(default_factory=dict)
    after: Mapping[Place, Sequence[SourcePart]] = field(default_factory=dict)
    aside: Mapping[str, Collection[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Closed:
    """The rows no longer listed as parts of their own, each with a file that stands for them in the manifest."""

    sources: tuple[SourcePart, ...] = ()
    parts: tuple[DraftPart, ...] = ()
    deliveries: tuple[Delivery, ...] = ()


def note_keys(connection: duckdb.DuckDBPyConnection, closing: Closing) -> dict[Place, int]:
    """Make the table `closed_keys` (source_system, source_table, key, closed_on) and count what is new in it.

    A key that is listed again leaves it, and so does one that was closed more than `KEPT_DAYS` days ago.
    """
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE closed_keys "
        "(source_system VARCHAR, source_table VARCHAR, key VARCHAR, closed_on DATE)"
    )
    for path in closing.keys:
        connection.execute(
            "INSERT INTO closed_keys SELECT source_system, source_table, key, closed_on "
            f"FROM read_parquet({quoted(str(path))}) WHERE closed_on >= DATE {quoted(closing.day)} - {KEPT_DAYS}"
        )
    fresh = {}
    for place in {**closing.before, **closing.after}:
        if gone := _note(connection, closing, place):
            fresh[place] = gone
    return fresh


def _note(connection: duckdb.DuckDBPyConnection, closing: Closing, place: Place) -> int:
    """Take note of the keys of one system's table; tells how many are newly gone."""
    system, table = place
    mine = f"source_system = {quoted(system)} AND source_table = {quoted(table)}"
    listed = _keys(closing.after.get(place, ()), KEYS[table])
    aside = "".join(f" UNION ALL SELECT {quoted(key)}" for key in sorted(closing.aside.get(table, ())))
    connection.execute(f"CREATE OR REPLACE TEMP TABLE listed_keys AS {listed}{aside}")
    connection.execute(f"DELETE FROM closed_keys WHERE {mine} AND key IN (SELECT key FROM listed_keys)")
    found = connection.execute(
        f"INSERT INTO closed_keys SELECT {quoted(system)}, {quoted(table)}, key, DATE {quoted(closing.day)} "
        f"FROM (SELECT DISTINCT key FROM ({_keys(closing.before.get(place, ()), KEYS[table])})) b "
        f"ANTI JOIN (SELECT key FROM listed_keys UNION ALL SELECT key FROM closed_keys WHERE {mine}) USING (key) "
        "WHERE key IS NOT NULL"
    ).fetchall()
    return int(found[0][0])


def _keys(parts: Iterable[SourcePart], key: Sequence[str]) -> str:
    selects = [f"SELECT {sql} AS key FROM {part.source}" for part in parts if (sql := key_of(part.cells, key))]
    return " UNION ALL ".join(selects) or "SELECT NULL::VARCHAR AS key LIMIT 0"


def oldest_day(store: Store, manifest: Manifest) -> date | None:
    """The day since which something is closed in a snapshot; None when nothing is."""
    days = [
        connect().execute(f"SELECT min(closed_on) FROM read_parquet({quoted(str(path))})").fetchall()[0][0]
        for path in store.part_paths(manifest, CLOSED_KEYS)
    ]
    return min(days, default=None)


def write_closed(
    connection: duckdb.DuckDBPyConnection, closing: Closing, *, systems: Sequence[System], first: int, into: Path
) -> Closed:
    """Write the rows that are no longer listed, a part for each system and table that has a status.

    They are marked tobedeleted, on the day noted in `closed_keys`. Their files count from `first`.
    """
    places = dict.fromkeys([*((h.system, h.source.table) for h in closing.rows), *closing.before])
    sources: list[SourcePart] = []
    deliveries: list[Delivery] = []
    for system_id, table in places:
        system = next(number for number, each in enumerate(systems, start=1) if each.id == system_id)
        if not _has_status(table):
            continue
        parts = [*closing.before.get((system_id, table), ())]
        parts += [h.source for h in closing.rows if (h.system, h.source.table) == (system_id, table)]
        file = first + len(sources)
        part = _write_rows(connection, parts, systems[system - 1], path=into / f"closed-{file}.parquet")
        if part is not None:
            sources.append(replace(part, system=system, file=file))
            deliveries.append(_delivery(part, systems[system - 1]))
    drafts = (
        DraftPart(source.table, CLOSED, systems[source.system - 1].id, source.file, source.parquet, 1)
        for source in sources
    )
    return Closed(tuple(sources), tuple(drafts), tuple(deliveries))


def _has_status(table: str) -> bool:
    return {"status", "date_last_modified"} <= {column.name for column in source_tables()[table]}


def _write_rows(
    connection: duckdb.DuckDBPyConnection, parts: Sequence[SourcePart], system: System, *, path: Path
) -> SourcePart | None:
    selects = []
    table = parts[0].table
    for part in parts:
        key = key_of(part.cells, KEYS[table])
        if key is not None:
            selects.append(f"SELECT {', '.join(_columns(part))}, {key} AS closed_key FROM {part.source}")
    if not selects:
        return None
    mine = f"source_system = {quoted(system.id)} AND source_table = {quoted(table)}"
    connection.execute(
        "COPY (SELECT r.* EXCLUDE (closed_key, was, since), 'tobedeleted' AS status, "
        "CASE WHEN lower(r.was) = 'tobedeleted' AND r.since IS NOT NULL THEN r.since "
        "ELSE CAST(k.closed_on AS VARCHAR) END AS date_last_modified "
        f"FROM ({' UNION ALL BY NAME '.join(selects)}) r "
        f"JOIN (SELECT key, closed_on FROM closed_keys WHERE {mine}) k ON k.key = r.closed_key "
        f"ORDER BY r.closed_key, r.*) TO {quoted(str(path))} {PARQUET}"
    )
    rows, columns = _shape(connection, path)
    if not rows:
        path.unlink()
        return None
    cells = stored_cells(tuple(columns), columns)
    return SourcePart(
        table=table, parquet=path, system=0, file=0, first_line=1, line_column=False, cells=cells, rows=rows
    )


def _columns(part: SourcePart) -> list[str]:
    """The stored columns of a part but for line and status, and what its status was since when."""
    own = {sql for column, sql in part.cells.items() if column in ("status", "date_last_modified")}
    left = sorted({"file_row_number", *(["_line"] if part.line_column else []), *(sql.strip('"') for sql in own)})
    was, since = (part.cells.get(column, "NULL::VARCHAR") for column in ("status", "date_last_modified"))
    return [f"* EXCLUDE ({', '.join(map(name, left))})", f"{was} AS was", f"{since} AS since"]


def _shape(connection: duckdb.DuckDBPyConnection, path: Path) -> tuple[int, dict[str, str]]:
    rows = connection.execute(f"SELECT count(*) FROM read_parquet({quoted(str(path))})").fetchall()[0][0]
    seen = connection.execute(f"DESCRIBE SELECT * FROM read_parquet({quoted(str(path))})").fetchall()
    return int(rows), {str(row[0]): str(row[1]) for row in seen}


def _delivery(part: SourcePart, system: System) -> Delivery:
    words = part.table.replace("_", " ")
    file = DeliveredFile(
        name=f"rows of {words} that {system.name} no longer lists",
        sha256="",
        bytes=0,
        encoding=None,
        line_end=None,
        header=tuple(part.cells),
        rows=part.rows,
        rows_set_aside=0,
        recognised_as=None,
        mode=CLOSED,
    )
    return Delivery(system.id, (file,), getpass.getuser(), datetime.now(tz=UTC), system.kind, system.name)


def write_keys(connection: duckdb.DuckDBPyConnection, into: Path) -> list[DraftPart]:
    """Write `closed_keys` as the record table of what is no longer listed; none when it is empty."""
    if not connection.execute("SELECT count(*) FROM closed_keys").fetchall()[0][0]:
        return []
    path = into / "closed-keys.parquet"
    connection.execute(
        "COPY (SELECT k.*, y.system::BIGINT AS system, NULL::BIGINT AS file, NULL::BIGINT AS line FROM closed_keys k "
        "JOIN source_systems y ON y.source_system_id = k.source_system "
        f"ORDER BY k.source_system, k.source_table, k.key) TO {quoted(str(path))} {PARQUET}"
    )
    return [DraftPart(CLOSED_KEYS, "record", "record", None, path)]
