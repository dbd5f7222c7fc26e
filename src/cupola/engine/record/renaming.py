"""Gives stored rows the keys that their source changed: in the rows themselves and in those that refer to them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from cupola.engine.backends.duck import name, quoted
from cupola.engine.record.drafting import PARQUET
from cupola.engine.record.sources_view import SourcePart

if TYPE_CHECKING:
    import duckdb

# By what other columns a table refers to an organisation.
OF_ORG = ("education_organization_id", "course_organization_id", "parent_id")
OTHER_NAMES: Mapping[tuple[str, ...], Sequence[tuple[str, ...]]] = {
    ("school_id",): [(column,) for column in OF_ORG],
    ("local_education_agency_id",): [(column,) for column in OF_ORG],
    ("course_code", "education_organization_id"): [("course_code", "course_organization_id")],
}


@dataclass(frozen=True, slots=True)
class KeyChange:
    """The key of one record before and since, by column of the source tables, in the same order."""

    columns: tuple[str, ...]
    old: tuple[str, ...] = field(repr=False)
    new: tuple[str, ...] = field(repr=False)


def key_changes(connection: duckdb.DuckDBPyConnection, part: SourcePart) -> list[KeyChange]:
    """The changes of keys in a list of them: one for each record, from its first key there to its last.

    A row that does not name the same columns before and since says nothing and is passed over.
    """
    wanted = ", ".join(part.cells[column] for column in ("resource_id", "old_key", "new_key"))
    version = f"try_cast({part.cells['change_version']} AS BIGINT)"
    rows = connection.execute(f"SELECT {wanted} FROM {part.source} ORDER BY {version}, file_row_number").fetchall()
    found: dict[tuple[object, tuple[str, ...]], KeyChange] = {}
    for resource, before, since in rows:
        old, new = _key(before), _key(since)
        if not old or old.keys() != new.keys():
            continue
        columns = tuple(sorted(old))
        first = found.get((resource, columns))
        olds = first.old if first else tuple(old[column] for column in columns)
        found[(resource, columns)] = KeyChange(columns, olds, tuple(new[column] for column in columns))
    return [change for change in found.values() if change.old != change.new]


def _key(text: str | None) -> dict[str, str]:
    key = json.loads(text) if text else {}
    return {column: str(value).strip() for column, value in key.items() if value is not None}


def renamed(
    connection: duckdb.DuckDBPyConnection, part: SourcePart, changes: Sequence[KeyChange], *, into: Path
) -> SourcePart:
    """A stored part with the new keys, every row with its line; the same part when it holds none of the old ones.

    Every change is looked for in the keys as they were, so that a key given up and taken by another is not
    followed twice.
    """
    ways = list(_ways(part, changes))
    joins, new = [], dict[str, list[str]]()
    for number, (columns, here) in enumerate(ways):
        _fill(connection, f"new_keys_{number}", columns=len(columns), changes=here)
        same = " AND ".join(f"trim(p.{part.cells[column]}) = k{number}.o{n}" for n, column in enumerate(columns))
        joins.append(f"LEFT JOIN new_keys_{number} k{number} ON {same}")
        for n, column in enumerate(columns):
            new.setdefault(column, []).append(f"k{number}.n{n}")
    rows = f"(SELECT * FROM {part.source}) p {' '.join(joins)}"
    found = " OR ".join(f"k{number}.n0 IS NOT NULL" for number in range(len(ways)))
    if not ways or not connection.execute(f"SELECT count(*) FROM {rows} WHERE {found}").fetchall()[0][0]:
        return part
    into.mkdir(parents=True, exist_ok=True)
    path = into / f"renamed-{len(list(into.iterdir()))}.parquet"
    line = "" if part.line_column else f", p.file_row_number + {part.first_line} AS _line"
    replaced = ", ".join(item for column, values in new.items() for item in _items(part, column, values))
    connection.execute(
        f"COPY (SELECT p.* EXCLUDE (file_row_number) REPLACE ({replaced}){line} FROM {rows} ORDER BY _line) "
        f"TO {quoted(str(path))} {PARQUET}"
    )
    return replace(part, parquet=path, memory=None, line_column=True, first_line=0)


def _ways(part: SourcePart, changes: Sequence[KeyChange]) -> Iterator[tuple[tuple[str, ...], list[KeyChange]]]:
    """The columns of a part that may hold one of the old keys, with the changes to look for in them."""
    for key in dict.fromkeys(change.columns for change in changes):
        for columns in (key, *OTHER_NAMES.get(key, ())):
            if set(columns) <= set(part.cells):
                yield columns, [change for change in changes if change.columns == key]


def _fill(connection: duckdb.DuckDBPyConnection, table: str, *, columns: int, changes: Sequence[KeyChange]) -> None:
    """A table of old and new keys, each old one once: the first that gave it up is the one that held it."""
    cells = ", ".join(f"{which}{number} VARCHAR" for which in "on" for number in range(columns))
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {table} ({cells})")
    first = {change.old: change.new for change in reversed(changes)}
    marks = ", ".join("?" * (2 * columns))
    connection.executemany(f"INSERT INTO {table} VALUES ({marks})", [[*old, *new] for old, new in first.items()])


def _items(part: SourcePart, column: str, values: Sequence[str]) -> Iterator[str]:
    """The stored columns that say this one, with the new value where there is one: the text, and the date beside."""
    text = part.cells[column]
    yield f"coalesce({', '.join(values)}, p.{text}) AS {text}"
    for cell, stored in part.cells.items():
        if cell.startswith(f"{column} as "):
            kind = cell.rpartition(" as ")[2]
            yield f"coalesce({', '.join(f'try_cast({v} AS {kind})' for v in values)}, p.{stored}) AS {name(column)}"
