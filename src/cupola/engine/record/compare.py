"""What is new, changed and gone between two snapshots, school by school."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cupola.engine.backends import duck
from cupola.engine.errors import StoreError
from cupola.engine.record.content import Shape, parquet, shape_of
from cupola.engine.record.manifest import Manifest
from cupola.engine.record.matching import is_place
from cupola.engine.record.store import Store
from cupola.engine.record.workshop import for_reader

if TYPE_CHECKING:
    import duckdb

KINDS = ("new", "changed", "gone")


@dataclass(frozen=True, slots=True)
class Question:
    """Which table to compare, and how.

    `key` names the columns that name a row; without them whole rows are compared, which are then new or
    gone and never changed. `school` is the column of the school. Columns in `ignore` (stamps such as the
    time of the last change) make no row a changed one, nor do numbers of files and lines.
    """

    table: str
    key: tuple[str, ...] = ()
    school: str | None = None
    ignore: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SchoolChange:
    """How many rows of a school are new, changed and gone; a row without a school has None."""

    school: str | None
    new: int
    changed: int
    gone: int


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row that is `new`, `changed` or `gone`, by its key."""

    kind: str
    school: str | None
    key: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The answer for one table. A key that stands on several rows counts once.

    `keys` are cut off after `limit` rows of each kind; the counts never are.
    """

    table: str
    rows_before: int
    rows_after: int
    schools: tuple[SchoolChange, ...]
    keys: tuple[RowChange, ...]
    columns_new: tuple[str, ...]
    columns_gone: tuple[str, ...]

    @property
    def new(self) -> int:
        """Rows that were not there before."""
        return sum(school.new for school in self.schools)

    @property
    def changed(self) -> int:
        """Rows with another cell in a column that both snapshots have and that is not ignored."""
        return sum(school.changed for school in self.schools)

    @property
    def gone(self) -> int:
        """Rows that are there no more."""
        return sum(school.gone for school in self.schools)


@dataclass(frozen=True, slots=True)
class _Side:
    """The rows of a table in one snapshot."""

    columns: dict[str, str]
    sql: str
    rows: int

    def text(self, column: str | None) -> str:
        """A column as text; NULL where this snapshot has no such column."""
        found = column and next((name for name in self.columns if name.lower() == column.lower()), None)
        return f"{duck.name(found)}::VARCHAR" if found else "NULL::VARCHAR"


def compare(store: Store, before: Manifest, after: Manifest, *, question: Question, limit: int = 1000) -> Comparison:
    """Compare a table of two snapshots; one that lacks the table counts as having it without rows.

    Raises `StoreError` when neither has it, or when one that has it lacks a column of the key.
    """
    with for_reader(store.folder) as shop:
        connection = shop.connection
        old, new = (_side(connection, store, manifest, question=question) for manifest in (before, after))
        if not old.columns and not new.columns:
            raise StoreError(question.table, "neither snapshot has this table.", "See `cupola record`.")
        _find(connection, old, new, question=question)
        return Comparison(
            table=question.table,
            rows_before=old.rows,
            rows_after=new.rows,
            schools=_schools(connection),
            keys=_keys(connection, len(question.key), limit),
            columns_new=_missing(new, old),
            columns_gone=_missing(old, new),
        )


def _side(connection: duckdb.DuckDBPyConnection, store: Store, manifest: Manifest, *, question: Question) -> _Side:
    paths = store.listed_paths(manifest, question.table)
    shapes = [shape_of(connection, path) for path in paths]
    columns: dict[str, str] = {}
    for shape in shapes:
        columns.update(zip(shape.names, shape.types, strict=True))
    known = {name.lower() for name in columns}
    for column in question.key if columns else ():
        if column.lower() not in known:
            raise StoreError(f"{manifest.id}, {question.table}", f"has no column {column}.", "Choose another key.")
    rows = sum(part.rows for part in manifest.listed(question.table))
    return _Side(columns, _union(paths, shapes), rows)


def _union(paths: Sequence[Path], shapes: Sequence[Shape]) -> str:
    """All rows as text, by column name; parts that lack a column have NULL in it."""
    selects = []
    for path, shape in zip(paths, shapes, strict=True):
        cells = ", ".join(f"{duck.name(name)}::VARCHAR AS {duck.name(name)}" for name in shape.names)
        selects.append(f"SELECT {cells} FROM {parquet(path)}")
    return " UNION ALL BY NAME ".join(selects) or "SELECT NULL LIMIT 0"


def _missing(here: _Side, there: _Side) -> tuple[str, ...]:
    """Columns of one side that the other lacks; none when the other has no such table."""
    known = {name.lower() for name in there.columns}
    return tuple(name for name in here.columns if known and name.lower() not in known)


def _compared(old: _Side, new: _Side, question: Question) -> list[str]:
    """The columns whose cells make a row a changed one."""
    apart = {name.lower() for name in (*question.ignore, *question.key)}
    gone = {name.lower() for name in (*_missing(old, new), *_missing(new, old))}
    return [
        name
        for name, type_ in (old.columns or new.columns).items()
        if name.lower() not in apart | gone and not is_place(name, type_)
    ]


def _find(connection: duckdb.DuckDBPyConnection, old: _Side, new: _Side, *, question: Question) -> None:
    """Make the table `changes`: kind, rows, school, and the keys k0, k1 …"""
    compared = _compared(old, new, question)
    for table, side in (("old_rows", old), ("new_rows", new)):
        cells = ", ".join(side.text(column) for column in compared) or "0"
        rows = f"{_keys_of(side, question)} hash({cells}) AS cells FROM ({side.sql})"
        _group(connection, table, rows, question=question)
    keys = [f"k{place}" for place in range(len(question.key))]
    if keys:
        kind = "CASE WHEN o.n IS NULL THEN 'new' WHEN n.n IS NULL THEN 'gone' ELSE 'changed' END"
        rows, differs = "1", "o.n IS DISTINCT FROM n.n OR o.content IS DISTINCT FROM n.content"
    else:
        kind = "CASE WHEN coalesce(n.n, 0) > coalesce(o.n, 0) THEN 'new' ELSE 'gone' END"
        rows, differs = "abs(coalesce(n.n, 0) - coalesce(o.n, 0))", "o.n IS DISTINCT FROM n.n"
    same = " AND ".join(f"o.{name} IS NOT DISTINCT FROM n.{name}" for name in keys or ("school", "cells"))
    chosen = "".join(f", CASE WHEN n.n IS NULL THEN o.{name} ELSE n.{name} END AS {name}" for name in keys)
    connection.execute(
        f"CREATE TEMP TABLE changes AS SELECT {kind} AS kind, {rows} AS rows,"
        f" CASE WHEN n.n IS NULL THEN o.school ELSE n.school END AS school{chosen}"
        f" FROM old_rows o FULL JOIN new_rows n ON {same} WHERE {differs}"
    )


def _keys_of(side: _Side, question: Question) -> str:
    keys = "".join(f"{side.text(column)} AS k{place}, " for place, column in enumerate(question.key))
    return f"SELECT {keys}{side.text(question.school)} AS school,"


def _group(connection: duckdb.DuckDBPyConnection, table: str, rows: str, *, question: Question) -> None:
    """One line for each key, or for each different row of a table without a key."""
    keys = [f"k{place}" for place in range(len(question.key))]
    chosen = [*keys, "min(school) AS school"] if keys else ["school", "cells"]
    connection.execute(
        f"CREATE TEMP TABLE {table} AS SELECT {', '.join(chosen)}, count(*) AS n,"
        f" sum(cells::HUGEINT) AS content FROM ({rows}) GROUP BY {', '.join(keys or chosen)}"
    )


def _schools(connection: duckdb.DuckDBPyConnection) -> tuple[SchoolChange, ...]:
    sums = ", ".join(f"coalesce(sum(rows) FILTER (kind = '{kind}'), 0)::BIGINT" for kind in KINDS)
    found = connection.execute(
        f"SELECT school, {sums} FROM changes GROUP BY school ORDER BY school NULLS LAST"
    ).fetchall()
    return tuple(SchoolChange(*row) for row in found)


def _keys(connection: duckdb.DuckDBPyConnection, width: int, limit: int) -> tuple[RowChange, ...]:
    if width == 0:
        return ()
    keys = ", ".join(f"k{place}" for place in range(width))
    found = connection.execute(
        f"SELECT kind, school, {keys} FROM changes QUALIFY row_number() OVER"
        f" (PARTITION BY kind ORDER BY {keys}) <= {int(limit)}"
        f" ORDER BY CASE kind WHEN 'new' THEN 1 WHEN 'changed' THEN 2 ELSE 3 END, {keys}"
    ).fetchall()
    return tuple(RowChange(row[0], row[1], tuple(row[2:])) for row in found)
