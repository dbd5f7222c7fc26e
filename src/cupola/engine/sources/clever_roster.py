"""What Clever gives to the roster tables: who belongs to what, for the checks of every roster.

Clever numbers students and adults apart: a teacher whose number a student has too is `teacher:` and the number here.
"""

from __future__ import annotations

from cupola.engine.sources.clever_fills import (
    FIRST_SECTIONS,
    FIRST_STAFF,
    FIRST_STUDENTS,
    FIRST_TEACHERS,
    SECTION_TEACHERS,
    TERM,
)
from cupola.engine.sources.roster_words import RosterFill, grade_sql

NONE = "CAST(NULL AS VARCHAR)"
PUPILS = "(SELECT DISTINCT system, student_id FROM clever_students WHERE student_id IS NOT NULL)"
GIVEN = "(SELECT DISTINCT system, school_id FROM clever_schools WHERE school_id IS NOT NULL)"
ADULTS = f"""
SELECT f.system, f.teacher_id AS id, f.r.school_id, f.r.file, f.r.line FROM ({FIRST_TEACHERS}) f
UNION ALL
SELECT f.system, f.staff_id, f.r.school_id, f.r.file, f.r.line FROM ({FIRST_STAFF}) f
ANTI JOIN ({FIRST_TEACHERS}) t ON t.system = f.system AND t.teacher_id = f.staff_id"""
JOBS = """
SELECT t.system, t.teacher_id AS id, t.school_id, 'teacher' AS role, t.file, t.line
FROM clever_teachers t WHERE t.teacher_id IS NOT NULL
UNION ALL
SELECT f.system, f.staff_id, f.school_id, 'staff', f.file, f.line FROM clever_staff f WHERE f.staff_id IS NOT NULL"""
SEATS = """
SELECT e.system, e.section_id, e.student_id, e.school_id, min(e.file) AS file, min(e.line) AS line
FROM clever_enrollments e GROUP BY e.system, e.section_id, e.student_id, e.school_id"""
# The school of a teacher in a section is that of the section; one that is not there is told of the section.
TEACHING = f"""
SELECT t.system, t.section_id, t.teacher_id, min(g.school_id) AS school_id, min(t.place) AS place,
       min(t.file) AS file, min(t.line) AS line
FROM ({SECTION_TEACHERS}) t LEFT JOIN {GIVEN} g ON g.system = t.system AND g.school_id = t.school_id
GROUP BY t.system, t.section_id, t.teacher_id"""


def _adult(row: str, column: str) -> str:
    return f"CASE WHEN s.student_id IS NULL THEN {row}.{column} ELSE 'teacher:' || {row}.{column} END"


def _beside(row: str, column: str) -> str:
    return f"LEFT JOIN {PUPILS} s ON s.system = {row}.system AND s.student_id = {row}.{column}"


ROSTER: dict[str, RosterFill] = {
    "roster_people": RosterFill(
        f"""
SELECT f.system, f.r.file, f.r.line, f.student_id AS sourced_id, f.r.school_id AS primary_org_sourced_id,
       coalesce({grade_sql("f.r.grade")}, f.r.grade) AS grades, CAST(NULL AS BOOLEAN) AS enabled_user, true AS is_live
FROM ({FIRST_STUDENTS}) f
UNION ALL
SELECT a.system, a.file, a.line, {_adult("a", "id")}, a.school_id, NULL, NULL, true
FROM ({ADULTS}) a {_beside("a", "id")}""",
        ("clever_students", "clever_teachers", "clever_staff"),
    ),
    "roster_classes": RosterFill(
        f"""
SELECT f.system, f.r.file, f.r.line, f.section_id AS sourced_id, f.r.school_id AS school_sourced_id,
       {NONE} AS course_sourced_id, coalesce(f.r.name, f.r.course_name) AS title, f.r.subject AS subjects,
       coalesce({grade_sql("f.r.grade")}, f.r.grade) AS grades, {NONE} AS kind, true AS is_live
FROM ({FIRST_SECTIONS}) f""",
        ("clever_sections",),
    ),
    "roster_orgs": RosterFill(
        f"""
SELECT o.system, o.file, o.line, o.school_id AS sourced_id, {NONE} AS parent_sourced_id, 'school' AS kind,
       true AS is_live
FROM clever_schools o""",
        ("clever_schools",),
    ),
    "roster_courses": RosterFill(
        f"""
SELECT c.system, c.file, c.line, c.course_number AS sourced_id, c.school_id AS org_sourced_id,
       {NONE} AS school_year_sourced_id, true AS is_live
FROM clever_sections c WHERE false""",
        (),
    ),
    # A term whose last day is before its first is told of the row of the section that says so.
    "roster_sessions": RosterFill(
        f"""
SELECT c.system, min(c.file) AS file, min(c.line) AS line, {TERM} AS sourced_id, min(c.term_name) AS title,
       {NONE} AS parent_sourced_id, min(c.term_start) AS begin_date, max(c.term_end) AS end_date, true AS is_live
FROM clever_sections c
WHERE c.term_name IS NOT NULL AND coalesce(c.term_start <= c.term_end, true)
GROUP BY c.system, {TERM}""",
        ("clever_sections",),
    ),
    "roster_class_terms": RosterFill(
        f"""
SELECT DISTINCT ON (c.system, c.section_id, {TERM}) c.system, c.file, c.line, c.section_id AS class_sourced_id,
       {TERM} AS term_sourced_id, true AS is_live
FROM clever_sections c
WHERE c.term_name IS NOT NULL AND coalesce(c.term_start <= c.term_end, true)""",
        ("clever_sections",),
    ),
    "roster_role_rows": RosterFill(
        f"""
SELECT p.system, min(p.file) AS file, min(p.line) AS line, p.student_id AS sourced_id, p.student_id AS user_sourced_id,
       p.school_id AS org_sourced_id, 'student' AS role, {NONE} AS role_type, CAST(NULL AS DATE) AS begin_date,
       CAST(NULL AS DATE) AS end_date, true AS is_live
FROM clever_students p WHERE p.student_id IS NOT NULL GROUP BY p.system, p.student_id, p.school_id
UNION ALL
SELECT j.system, j.file, j.line, {_adult("j", "id")}, {_adult("j", "id")}, j.school_id, j.role, NULL, NULL, NULL, true
FROM ({JOBS}) j {_beside("j", "id")}""",
        ("clever_students", "clever_teachers", "clever_staff"),
    ),
    # Of several rows that say the same Clever takes one; that is told of them by a check of its own.
    "roster_enrollment_rows": RosterFill(
        f"""
SELECT e.system, e.file, e.line, {NONE} AS sourced_id, e.student_id AS user_sourced_id,
       e.section_id AS class_sourced_id, e.school_id AS school_sourced_id, 'student' AS role,
       CAST(NULL AS BOOLEAN) AS is_primary, CAST(NULL AS DATE) AS begin_date, CAST(NULL AS DATE) AS end_date,
       true AS is_live, 0::TINYINT AS place
FROM ({SEATS}) e
UNION ALL
SELECT t.system, t.file, t.line, NULL, {_adult("t", "teacher_id")}, t.section_id, t.school_id, 'teacher',
       t.place = 1, NULL, NULL, true, t.place
FROM ({TEACHING}) t {_beside("t", "teacher_id")}""",
        ("clever_enrollments", "clever_sections"),
    ),
    "roster_agents": RosterFill(
        f"""
SELECT p.system, p.file, p.line, {NONE} AS agent_sourced_id, true AS is_guardian FROM clever_students p WHERE false""",
        (),
    ),
    "roster_births": RosterFill(
        f"""
SELECT f.system, f.r.file, f.r.line, f.student_id AS user_sourced_id, f.r.birth_date, f.r.gender AS sex, true AS is_live
FROM ({FIRST_STUDENTS}) f""",
        ("clever_students",),
    ),
    "roster_names": RosterFill(
        f"""
SELECT f.system, f.r.file, f.r.line, f.student_id AS sourced_id, f.r.school_id AS primary_org_sourced_id,
       f.r.first_name AS given_name, f.r.middle_name, f.r.last_name AS family_name, {NONE} AS preferred_given_name,
       f.r.student_number AS person_number, f.r.state_id AS state_number,
       {NONE} AS agent_sourced_ids, true AS is_enabled, true AS is_live
FROM ({FIRST_STUDENTS}) f
UNION ALL
SELECT f.system, f.r.file, f.r.line, {_adult("f", "teacher_id")}, f.r.school_id, f.r.first_name, f.r.middle_name,
       f.r.last_name, NULL, f.r.teacher_number, f.r.state_teacher_id, NULL, true, true
FROM ({FIRST_TEACHERS}) f {_beside("f", "teacher_id")}""",
        ("clever_students", "clever_teachers"),
    ),
}
