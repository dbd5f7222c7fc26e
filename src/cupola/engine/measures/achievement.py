"""Results of tests by school, grade and own section, computed for one reader within what that reader may see."""

from __future__ import annotations

import tempfile
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from cupola.engine.backends.duck import connect, name, quoted
from cupola.engine.measures.ground_form import MACROS
from cupola.engine.measures.grounds import grounds_below, tables_below
from cupola.engine.measures.intervals import create_interval_macros
from cupola.engine.measures.opening import open_tables
from cupola.engine.record.store import open_store

if TYPE_CHECKING:
    import duckdb

NEEDS = ("last_results", "students", "classes", "enrollments")


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose results: of all schools (`schools` is None) or of some (keys of orgs), or of own sections (their keys).

    With `sections` only those sections are told, and nothing of schools.
    """

    schools: Collection[str] | None = None
    sections: Collection[str] | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """Results of one school and grade, or of one section: how many can be read, and how many are proficient.

    `place` is the key of a school or section, `grade` is empty for all grades together. `low` and `high` are the ends
    of the 95 % interval (Wilson) of the share.
    """

    place: str
    title: str
    grade: str
    subject: str
    results: int
    proficient: int
    low: float
    high: float


def achievement(data: Path, snapshot: str, as_of: date, *, whose: Whose) -> tuple[Cell, ...]:
    """The newest results of the last 400 days, one a student, test and subject, within `whose`.

    Raises `StoreError` for a snapshot that is not there. Without results there are no cells.
    """
    store = open_store(data)
    manifest = store.snapshot(snapshot)
    with tempfile.TemporaryDirectory(prefix="cupola-") as folder:
        connection = connect(spill=Path(folder), threads=1, keep_order=False)
        try:
            open_tables(connection, store, manifest, wanted=tables_below(NEEDS))
            connection.execute(f"CREATE TEMP MACRO on_day() AS DATE {quoted(as_of.isoformat())}")
            for macro in MACROS:
                connection.execute(f"CREATE TEMP MACRO {macro}")
            create_interval_macros(connection)
            for ground in grounds_below(NEEDS):
                connection.execute(f"CREATE TEMP TABLE {name(ground.name)} AS {ground.sql}")
            return _cells(connection, whose)
        finally:
            connection.close()


def _cells(connection: duckdb.DuckDBPyConnection, whose: Whose) -> tuple[Cell, ...]:
    sql = _by_section(whose.sections) if whose.sections is not None else _by_school(whose.schools)
    found = connection.execute(
        f"SELECT *, wilson_low(proficient, results), wilson_high(proficient, results) FROM ({sql}) "
        "WHERE results > 0 ORDER BY title, place, subject, grade"
    ).fetchall()
    return tuple(
        Cell(
            str(r[0]), str(r[1] or ""), str(r[2] or ""), str(r[3] or ""), int(r[4]), int(r[5]), float(r[6]), float(r[7])
        )
        for r in found
    )


def _by_school(schools: Collection[str] | None) -> str:
    here = "true" if schools is None else f"org_id IN ({_listed(schools)})"
    return f"""
SELECT t.org_id AS place, '' AS title, coalesce(s.grade, '') AS grade, r.subject,
       count(r.proficient) AS results, count(*) FILTER (r.proficient) AS proficient
FROM (SELECT DISTINCT person_id, org_id FROM student_seats WHERE {here} AND org_id IS NOT NULL) t
JOIN students s USING (person_id) JOIN last_results r USING (person_id)
GROUP BY GROUPING SETS ((t.org_id, s.grade, r.subject), (t.org_id, r.subject))"""


def _by_section(sections: Collection[str]) -> str:
    return f"""
SELECT c.class_id AS place, any_value(c.title) AS title, '' AS grade, r.subject,
       count(r.proficient) AS results, count(*) FILTER (r.proficient) AS proficient
FROM (SELECT DISTINCT class_id, person_id FROM enrollments
      WHERE role = 'student' AND is_now(begin_date, end_date) AND class_id IN ({_listed(sections)})) e
JOIN classes c USING (class_id) JOIN last_results r USING (person_id)
GROUP BY c.class_id, r.subject"""


def _listed(keys: Collection[str]) -> str:
    return ", ".join(quoted(key) for key in sorted(keys)) or "NULL"
