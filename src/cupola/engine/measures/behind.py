"""Opens a figure down to the rows that it was counted from, for one place of one snapshot."""

from __future__ import annotations

import tempfile
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from cupola.engine.backends.duck import connect, name, quoted
from cupola.engine.measures.behind_form import Behind
from cupola.engine.measures.behind_sql import BEHIND
from cupola.engine.measures.ground_form import MACROS
from cupola.engine.measures.grounds import grounds_below, tables_below
from cupola.engine.measures.opening import open_tables
from cupola.engine.record.store import open_store

if TYPE_CHECKING:
    import duckdb


@dataclass(frozen=True, slots=True)
class Where:
    """Which rows are asked for: of a snapshot and its day, of these schools (None: of all), of a band or a group.

    `schools` are keys of orgs. `first` and `most` cut a page out, `only` takes those that count ("top"), those of the
    denominator that do not ("rest"), or all ("").
    """

    data: Path
    snapshot: str
    as_of: date
    schools: Collection[str] | None = None
    grade_band: str = ""
    student_group: str = ""
    only: str = ""
    first: int = 0
    most: int = 50


@dataclass(frozen=True, slots=True)
class Row:
    """One row behind a figure: what it is, its key in the record, its school's key, what it adds above and below."""

    what: str
    subject: str
    school: str
    facts: str
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of one page, how many there are in all, and what all of them add up to."""

    rows: tuple[Row, ...]
    count: int
    top: float
    bottom: float
    schools: dict[str, str] = field(default_factory=dict)


def kind_behind(measure: str) -> str:
    """What rows stand behind a measure: people, devices, accounts, systems, tickets or voice; empty where none do."""
    return BEHIND[measure].kind if measure in BEHIND else ""


def rows_behind(measure: str, where: Where) -> Rows:
    """The rows that a measure (by id) was counted from.

    Raises `KeyError` for a measure whose rows are not told, `StoreError` for a snapshot that is not there.
    """
    behind = BEHIND[measure]
    store = open_store(where.data)
    manifest = store.snapshot(where.snapshot)
    needs = {*behind.needs, "orgs"} | ({"student_groups"} if where.student_group else set())
    with tempfile.TemporaryDirectory(prefix="cupola-") as folder:
        connection = connect(spill=Path(folder), threads=1, keep_order=False)
        try:
            open_tables(connection, store, manifest, wanted=tables_below(needs))
            connection.execute(f"CREATE TEMP MACRO on_day() AS DATE {quoted(where.as_of.isoformat())}")
            for macro in MACROS:
                connection.execute(f"CREATE TEMP MACRO {macro}")
            for ground in grounds_below(needs):
                connection.execute(f"CREATE TEMP TABLE {name(ground.name)} AS {ground.sql}")
            return _asked(connection, behind, where)
        finally:
            connection.close()


def _asked(connection: duckdb.DuckDBPyConnection, behind: Behind, where: Where) -> Rows:
    made = {ground.name for ground in grounds_below(behind.needs)}
    if "students" in made:
        connection.execute(f"CREATE TEMP VIEW place_students AS {_students(where)}")
    kept = "true" if where.schools is None else f"org_id IN ({_listed(where.schools)})"
    views = {
        "machines": ("place_machines", f"SELECT * FROM machines WHERE NOT retired AND {kept}"),
        "staff": (
            "place_staff",
            f"SELECT person_id, min(org_id) AS org_id, role FROM staff WHERE {kept} GROUP BY person_id, role",
        ),
        "student_changes": ("place_changes", f"SELECT * FROM student_changes WHERE {kept}"),
    }
    for ground, (view, sql) in views.items():
        if ground in made:
            connection.execute(f"CREATE TEMP VIEW {view} AS {sql}")
    if "student_changes" in made:
        # Who only went to another school has not left the district.
        gone = "place_changes ANTI JOIN students USING (person_id)" if where.schools is None else "place_changes"
        connection.execute(
            f"CREATE TEMP VIEW place_leavers AS SELECT person_id, min(org_id) AS org_id FROM {gone} "
            "WHERE went_now GROUP BY person_id"
        )
    connection.execute(
        f"CREATE TEMP TABLE behind AS SELECT * FROM ({behind.sql}) WHERE {kept} AND (top <> 0 OR bottom <> 0)"
    )
    only = {"top": "top <> 0", "rest": "top = 0", "below": "bottom <> 0"}.get(where.only, "true")
    count, top, bottom = _sums(connection, only)
    found = connection.execute(
        f"SELECT what, subject, coalesce(org_id, ''), facts, top, bottom FROM behind WHERE {only} "
        f"ORDER BY org_id, what, subject, facts LIMIT {int(where.most)} OFFSET {int(where.first)}"
    ).fetchall()
    rows = tuple(Row(str(r[0]), str(r[1]), str(r[2]), str(r[3] or ""), float(r[4]), float(r[5])) for r in found)
    return Rows(rows, count, top, bottom)


def _sums(connection: duckdb.DuckDBPyConnection, only: str) -> tuple[int, float, float]:
    sql = f"SELECT count(*), coalesce(sum(top), 0), coalesce(sum(bottom), 0) FROM behind WHERE {only}"
    count, top, bottom = connection.execute(sql).fetchall()[0]
    return int(count), float(top), float(bottom)


def _students(where: Where) -> str:
    """The students of the place: each once."""
    if where.schools is None:
        chosen = "SELECT person_id, org_id FROM students"
    else:
        listed = _listed(where.schools)
        chosen = f"SELECT person_id, min(org_id) AS org_id FROM student_seats WHERE org_id IN ({listed}) GROUP BY 1"
    if where.grade_band:
        band = quoted(where.grade_band)
        chosen = f"SELECT c.* FROM ({chosen}) c SEMI JOIN (FROM students WHERE grade_band = {band}) USING (person_id)"
    if where.student_group:
        group = quoted(where.student_group)
        chosen = (
            f"SELECT c.* FROM ({chosen}) c SEMI JOIN (FROM student_groups WHERE student_group = {group}) "
            "USING (person_id)"
        )
    return chosen


def _listed(keys: Collection[str]) -> str:
    return ", ".join(quoted(key) for key in sorted(keys)) or "NULL"
