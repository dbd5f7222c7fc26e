"""How a roster table is described, and those about the timetable: courses, sessions, and when classes meet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RosterTable:
    """One roster table: what a row is, its columns with what they mean, and the SQL that numbers its rows.

    `rows` in the SQL stands for the rows that the sources give (`ROSTER` of each family of exports), under the
    name `rows` of a roster table where that is another one. What is not `kept` is computed where it is read; what
    only `shows` found rows is read where there are any.
    `personal` are the columns that no finding may show.
    """

    name: str
    meaning: str
    columns: Mapping[str, str]
    sql: str
    reads: tuple[str, ...] = ()
    rows: str = ""
    kept: bool = True
    shows: bool = False
    personal: frozenset[str] = frozenset()


PROVENANCE = {"system": "the source system", "file": "the delivered file", "line": "the line in that file"}
PERSON = {"person": "number of the user (`roster_people.person`); empty when no row of users has the id"}
DATES = {"begin_date": "first day, empty when open", "end_date": "last day, empty when open"}
STEPS = ("PR", "PK", "TK", "KG", *(f"{grade:02}" for grade in range(1, 13)))
STEP = "CASE {0} " + " ".join(f"WHEN '{grade}' THEN {step - 3}" for step, grade in enumerate(STEPS)) + " END"
NUMBERED = """
WITH again AS (SELECT a.system, a.sourced_id, min(a.file * 1099511627776 + a.line) AS place
               FROM rows a GROUP BY a.system, a.sourced_id HAVING count(*) > 1)
SELECT CAST(row_number() OVER () AS INTEGER) AS {number}, r.*{more}
FROM rows r LEFT JOIN again ON again.system = r.system AND again.sourced_id = r.sourced_id
WHERE r.sourced_id IS NOT NULL AND (again.place IS NULL OR again.place = r.file * 1099511627776 + r.line)"""
SAME_USER = "p.system = r.system AND p.sourced_id = r.user_sourced_id"
TIMETABLE = (
    RosterTable(
        "roster_courses",
        "One row for each id among the courses of a roster; of an id that stands twice, the first row.",
        {
            "course": "number of the course",
            "sourced_id": "id in the export",
            "org_sourced_id": "id of the school or district that owns it",
            "school_year_sourced_id": "id of the school year it belongs to",
            "is_live": "false for a row marked tobedeleted or inactive",
            **PROVENANCE,
        },
        NUMBERED.format(number="course", more=""),
    ),
    RosterTable(
        "roster_sessions",
        "One row for each id among the terms of a roster; of an id that stands twice, the first row.",
        {
            "session": "number of the term",
            "sourced_id": "id in the export",
            "title": "name of the term",
            "parent_sourced_id": "id of the term or year above it",
            **DATES,
            "is_live": "false for a row marked tobedeleted or inactive",
            **PROVENANCE,
        },
        NUMBERED.format(number="session", more=""),
    ),
    RosterTable(
        "roster_class_terms",
        "One row for each term that a class names.",
        {
            "class": "number of the class",
            "session": "number of the term, empty when unknown",
            "term_sourced_id": "id of the term in the export",
            "title": "name of the term",
            "begin_date": "first day of the term",
            "end_date": "last day of the term",
            "is_live": "false for a class marked tobedeleted or inactive",
            **PROVENANCE,
        },
        "SELECT c.class, s.session, r.term_sourced_id, s.title, s.begin_date, s.end_date, r.is_live, "
        "r.system, r.file, r.line FROM rows r "
        "LEFT JOIN roster_classes c ON c.system = r.system AND c.sourced_id = r.class_sourced_id "
        "LEFT JOIN roster_sessions s ON s.system = r.system AND s.sourced_id = r.term_sourced_id",
        reads=("roster_classes", "roster_sessions"),
    ),
)
# A copy made years later has its own day; the grades in it are of the roster's last year.
DAYS = """
WITH terms AS (
  SELECT s.system, max(s.end_date) AS day FROM roster_sessions s
  WHERE s.is_live AND s.begin_date <= s.end_date GROUP BY s.system
),
entries AS (
  SELECT r.system, max(r.begin_date) AS day FROM roster_roles r WHERE r.role = 'student' GROUP BY r.system
),
told AS (
  SELECT p.system, CAST(coalesce(max(t.day), max(e.day)) AS DATE) AS day
  FROM (SELECT DISTINCT system FROM roster_people) p
  LEFT JOIN terms t ON t.system = p.system
  LEFT JOIN entries e ON e.system = p.system
  GROUP BY p.system
)
SELECT d.system, CASE WHEN d.day < as_of() - 366 THEN d.day ELSE as_of() END AS day FROM told d"""
ROSTER_DAYS = RosterTable(
    "roster_days",
    "One row for each roster, with the day that its grades are of.",
    {
        "system": "the source system",
        "day": "the day of the exports; where all terms ended more than a year before (without terms, where nobody "
        "entered since), the last of these days",
    },
    DAYS,
    reads=("roster_people", "roster_roles", "roster_sessions"),
    rows="roster_people",
)
# The columns of roster tables that a check may point at.
ROSTER_COLUMNS = (
    *("sourced_id", "user_sourced_id", "class_sourced_id", "school_sourced_id", "org_sourced_id", "course_sourced_id"),
    *("school_year_sourced_id", "term_sourced_id", "parent_sourced_id", "agent_sourced_ids", "role", "grades"),
    *("begin_date", "end_date", "birth_date"),
    *("given_name", "family_name", "person_number", "state_number"),
)
