"""The students of the year before under the ids of now, whichever system named them then: tables for checks.

A record may hold of last year the state's files alone, and of this year the student system. So a student is known
again by the same id, by the state's number, or by the district's; a school by its id or its code.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from cupola.engine.backends.duck import name, quoted
from cupola.engine.record.roster_form import RosterTable

if TYPE_CHECKING:
    import duckdb

GRADES = ("KG", *(f"{grade:02}" for grade in range(1, 13)))
STEP = "CASE r.grade " + " ".join(f"WHEN '{grade}' THEN {step}" for step, grade in enumerate(GRADES)) + " END"
CODES = "('school_code', 'state', 'ed_fi', 'nces', 'other')"
SYSTEM = "split_part({0}, ':', 1)"
# Applications are typed by other people, and name a grade that somebody wants to enter.
APPLIED_FOR = "(SELECT y.source_system_id FROM source_systems y WHERE y.kind = 'enrollment')"
# A number names one student of a system, and of several systems the first that knows it. Staff may have the same.
BY_NUMBER = f"""
SELECT w.id_type, w.value, arg_min(w.person_id, w.system) AS person_id
FROM (SELECT i.id_type, i.value, i.system, min(i.person_id) AS person_id, count(DISTINCT i.person_id) AS people
      FROM person_identifiers i
      WHERE i.id_type IN ('local', 'state') AND {SYSTEM.format("i.person_id")} NOT IN {APPLIED_FOR}
        AND i.person_id IN (SELECT r.person_id FROM person_org_roles r WHERE lower(r.role) = 'student')
      GROUP BY i.id_type, i.value, i.system) w
GROUP BY w.id_type, w.value HAVING max(w.people) = 1"""

SCHOOLS = f"""
WITH codes AS (
  SELECT i.value AS code, min(i.org_id) AS org_id FROM org_identifiers i
  WHERE i.id_type IN {CODES} GROUP BY i.value HAVING count(DISTINCT i.org_id) = 1
),
known AS (
  SELECT o.org_id, o.org_id AS org_now, 0 AS place FROM orgs o
  UNION ALL
  SELECT DISTINCT r.org_id, r.org_id, 0 FROM person_org_roles r
  UNION ALL
  SELECT r.org_id, c.org_id, 1 FROM last_year_person_org_roles r
  JOIN codes c ON c.code = substr(r.org_id, strpos(r.org_id, ':') + 1)
  UNION ALL
  SELECT i.org_id, c.org_id, 2 FROM last_year_org_identifiers i JOIN codes c ON c.code = i.value
  WHERE i.id_type IN {CODES}
)
SELECT k.org_id AS last_year_org_id, arg_min(k.org_now, k.place) AS org_id FROM known k GROUP BY k.org_id"""

PERSONS = f"""
WITH numbers AS ({BY_NUMBER}),
known AS (
  SELECT DISTINCT r.person_id, r.person_id AS person_now, 0 AS place FROM person_org_roles r
  WHERE lower(r.role) = 'student'
  UNION ALL
  SELECT i.person_id, n.person_id, CASE i.id_type WHEN 'state' THEN 1 ELSE 2 END FROM last_year_person_identifiers i
  JOIN numbers n ON n.id_type = i.id_type AND n.value = i.value
),
again AS (
  SELECT k.person_id, arg_min(k.person_now, k.place) AS person_now, min(k.place) AS place FROM known k
  GROUP BY k.person_id
),
named AS (
  SELECT p.person_id, min(p.birth_date) AS born, min(lower(bare(p.family_name))) AS family FROM persons p
  GROUP BY p.person_id
),
named_then AS (
  SELECT p.person_id, min(p.birth_date) AS born, min(lower(bare(p.family_name))) AS family FROM last_year_persons p
  GROUP BY p.person_id
)
SELECT a.person_id AS last_year_person_id, a.person_now AS person_id
FROM again a
LEFT JOIN named n ON n.person_id = a.person_now
LEFT JOIN named_then t ON t.person_id = a.person_id
-- A number that another child has now is no link: name and birth date both say so.
WHERE a.place = 0 OR coalesce(n.born = t.born, true) OR coalesce(n.family = t.family, true)"""

STUDENTS = f"""
SELECT r.person_id AS last_year_person_id, min(p.person_id) AS person_id, s.org_id, r.grade, max({STEP}) AS step
FROM last_year_person_org_roles r
LEFT JOIN last_year_people_now p ON p.last_year_person_id = r.person_id
LEFT JOIN last_year_schools_now s ON s.last_year_org_id = r.org_id
WHERE lower(r.role) = 'student' AND {SYSTEM.format("r.person_id")} NOT IN (SELECT system FROM last_year_applied_for)
  AND (r.begin_date IS NULL OR r.begin_date <= last_year_day())
  AND (r.end_date IS NULL OR r.end_date >= last_year_day())
GROUP BY r.person_id, s.org_id, r.grade"""

# A list of some of the students is no district: then nothing is compared.
COMPARED_STUDENTS = f"""
WITH both_years AS (
  SELECT true AS is_now, r.person_id, r.org_id, r.grade
  FROM person_org_roles r
  WHERE lower(r.role) = 'student' AND (r.begin_date IS NULL OR r.begin_date <= as_of())
    AND (r.end_date IS NULL OR r.end_date >= as_of()) AND {SYSTEM.format("r.person_id")} NOT IN {APPLIED_FOR}
  GROUP BY r.person_id, r.org_id, r.grade
  UNION ALL
  SELECT false, s.last_year_person_id, s.org_id, s.grade FROM last_year_students s
),
counted AS (
  SELECT count(DISTINCT b.person_id) FILTER (WHERE b.is_now) AS students,
         count(DISTINCT b.person_id) FILTER (WHERE NOT b.is_now) AS last_year
  FROM both_years b
)
SELECT b.is_now, b.person_id, b.org_id, b.grade
FROM both_years b
JOIN counted c ON c.students BETWEEN 0.75 * c.last_year AND 1.34 * c.last_year"""

STEPS = f"""
WITH before AS (
  SELECT s.person_id, max(s.step) AS step, max(s.grade) AS grade FROM last_year_students s
  WHERE s.step IS NOT NULL AND s.person_id IS NOT NULL GROUP BY s.person_id HAVING count(DISTINCT s.step) = 1
),
now_in AS (
  SELECT r.person_id, min(r.org_id) AS org_id, max({STEP}) AS step, max(r.grade) AS grade,
         arg_min(r.file, r.file * 1099511627776 + r.line) AS file,
         arg_min(r.line, r.file * 1099511627776 + r.line) AS line
  FROM person_org_roles r
  WHERE lower(r.role) = 'student' AND {STEP} IS NOT NULL AND (r.end_date IS NULL OR r.end_date >= as_of())
    AND {SYSTEM.format("r.person_id")} NOT IN {APPLIED_FOR}
  GROUP BY r.person_id HAVING count(DISTINCT {STEP}) = 1
)
SELECT n.person_id, n.org_id, n.grade, b.grade AS grade_before, n.step - b.step AS steps, n.file, n.line,
       count(*) OVER (PARTITION BY n.org_id) AS students,
       count(CASE WHEN n.step = b.step THEN 1 END) OVER (PARTITION BY n.org_id) AS stayed
FROM now_in n JOIN before b ON b.person_id = n.person_id"""

YEAR_TABLES: tuple[RosterTable, ...] = (
    RosterTable(
        "last_year_schools_now",
        "One row for each school that last year's record and today's both know.",
        {
            "last_year_org_id": "the school in last year's record",
            "org_id": "the same school now: the same id, or the only one with its code",
        },
        SCHOOLS,
        reads=(
            *("orgs", "org_identifiers", "person_org_roles"),
            *("last_year_person_org_roles", "last_year_org_identifiers"),
        ),
    ),
    RosterTable(
        "last_year_people_now",
        "One row for each person of last year's record whom today's knows too.",
        {
            "last_year_person_id": "the person in last year's record",
            "person_id": "the same person now: by the same id, the state's number or the district's, "
            "unless family name and birth date both contradict it",
        },
        PERSONS,
        reads=(
            *("persons", "person_identifiers", "person_org_roles"),
            *("last_year_persons", "last_year_person_identifiers"),
        ),
    ),
    RosterTable(
        "last_year_students",
        "One row for each student, school and grade on the day of last year's snapshot, whichever system said so.",
        {
            "last_year_person_id": "the student in last year's record",
            "person_id": "the student now; empty for those who are in no export any more",
            "org_id": "the school now; empty when no export has it any more",
            "grade": "the grade of last year",
            "step": "the grade in order: KG 0, then 1 to 12; empty for others",
        },
        STUDENTS,
        reads=("last_year_people_now", "last_year_schools_now", "last_year_person_org_roles"),
    ),
    RosterTable(
        "compared_students",
        "One row for each student, school and grade of today, and of last year's day: what counts are compared by. "
        "Empty when one of them is only some of the district's students.",
        {
            "is_now": "true: today; false: last year",
            "person_id": "the student, in last year's rows as last year's record names them",
            "org_id": "the school now; empty when no export has it any more",
            "grade": "the grade",
        },
        COMPARED_STUDENTS,
        reads=("person_org_roles", "last_year_students"),
    ),
    RosterTable(
        "grade_steps",
        "One row for each student who was enrolled a year ago and is now, with the grades of both years.",
        {
            "person_id": "the student",
            "org_id": "the school now",
            "grade": "the grade now",
            "grade_before": "the grade a year ago",
            "steps": "how many grades on: 1 is as it should be",
            "students": "how many such students the school has",
            "stayed": "how many of them are in the same grade",
            "file": "the delivered file of this year's grade",
            "line": "the line in that file",
        },
        STEPS,
        reads=("person_org_roles", "last_year_students"),
    ),
)
YEAR_BY_NAME = {table.name: table for table in YEAR_TABLES}


def read_by(table: str) -> set[str]:
    """The tables that one of these tables is made from, down to those of the record; empty for any other table."""
    described = YEAR_BY_NAME.get(table)
    reads = set(described.reads) if described else set()
    return reads | {below for each in reads for below in read_by(each)}


def create_year_views(connection: duckdb.DuckDBPyConnection, *, applied_for: Collection[str]) -> None:
    """Make these tables as views; `applied_for` are last year's systems of applications, which say nothing of grades.

    The views `last_year_…` of the record tables must be there.
    """
    systems = ", ".join(map(quoted, sorted(applied_for)))
    rows = f"SELECT unnest([{systems}]) AS system" if systems else "SELECT CAST(NULL AS VARCHAR) AS system WHERE false"
    connection.execute(f"CREATE OR REPLACE VIEW last_year_applied_for AS {rows}")
    for table in YEAR_TABLES:
        connection.execute(f"CREATE OR REPLACE VIEW {name(table.name)} AS {table.sql}")


def year_tables_of(filled: Collection[str]) -> set[str]:
    """These tables, when there are students of both years."""
    if not {"person_org_roles", "last_year_person_org_roles"} <= set(filled):
        return set()
    return set(YEAR_BY_NAME)


def year_tables_to_keep(tables: Collection[str]) -> list[str]:
    """What to keep in memory for these: they and what they are made from, in the order of making."""
    wanted = {*tables, *(read for table in tables for read in read_by(table))}
    return [table.name for table in YEAR_TABLES if table.name in wanted]
