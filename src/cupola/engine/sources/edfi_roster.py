"""What Ed-Fi gives to the roster tables: who belongs to what, for the checks of every roster.

Students and staff have ids of their own each, so the kind stands before the id; what names a section is long.
"""

from __future__ import annotations

from cupola.engine.sources.edfi_fills import CODES, DISTRICTS, SCHOOLS
from cupola.engine.sources.edfi_more_fills import SECTION_COLUMNS
from cupola.engine.sources.edfi_words import ROLES, cased, grade, latest, section_key, session_key, word
from cupola.engine.sources.roster_words import RosterFill

NONE = "CAST(NULL AS VARCHAR)"
STUDENT, STAFF = "'student:' || trim(a.student_unique_id)", "'staff:' || trim(a.staff_unique_id)"
STAYS = latest("edfi_student_school_associations", "student_unique_id", "school_id", "entry_date_text")
GRADES = f"""
SELECT a.system, trim(a.student_unique_id) AS id, arg_max(
         {grade("a.entry_grade_level")},
         concat_ws('/', coalesce(a.exit_withdraw_date, DATE '9999-12-31'), a.entry_date, a.entry_grade_level)) AS grade
FROM {STAYS} a GROUP BY a.system, trim(a.student_unique_id)"""
NOT_ASSIGNED = """ANTI JOIN edfi_staff_assignments n ON n.system = a.system
  AND n.staff_unique_id = a.staff_unique_id AND n.education_organization_id = a.school_id"""
# All records of a JSON or XML file may stand on one line: who, where and when tells one enrollment from the next.
PLACE = "CAST(hash({0}, {1}, a.begin_date_text) >> 1 AS BIGINT)"
POSITION = word("a.classroom_position")
SECTIONS = latest("edfi_sections", *SECTION_COLUMNS)

ROSTER: dict[str, RosterFill] = {
    "roster_people": RosterFill(
        f"""
SELECT a.system, a.file, a.line, {STUDENT} AS sourced_id, {NONE} AS primary_org_sourced_id, g.grade AS grades,
       CAST(NULL AS BOOLEAN) AS enabled_user, true AS is_live
FROM {latest("edfi_students", "student_unique_id")} a
LEFT JOIN ({GRADES}) g ON g.system = a.system AND g.id = trim(a.student_unique_id)
UNION ALL
SELECT a.system, a.file, a.line, {STAFF}, NULL, NULL, NULL, true
FROM {latest("edfi_staffs", "staff_unique_id")} a""",
        ("edfi_students", "edfi_staffs"),
    ),
    "roster_classes": RosterFill(
        f"""
SELECT s.system, s.file, s.line, {section_key("s")} AS sourced_id, trim(s.school_id) AS school_sourced_id,
       {NONE} AS course_sourced_id, coalesce(s.section_name, s.local_course_code) AS title, {NONE} AS subjects,
       {NONE} AS grades, {NONE} AS kind, true AS is_live
FROM {SECTIONS} s""",
        ("edfi_sections",),
    ),
    "roster_orgs": RosterFill(
        f"""
SELECT s.system, s.file, s.line, trim(s.school_id) AS sourced_id, {NONE} AS parent_sourced_id, 'school' AS kind,
       true AS is_live
FROM {SCHOOLS} s
UNION ALL
SELECT d.system, d.file, d.line, trim(d.local_education_agency_id), NULL, 'district', true FROM {DISTRICTS} d
UNION ALL
SELECT p.system, p.file, p.line, trim(p.organization_department_id), NULL, 'department', true
FROM edfi_organization_departments p""",
        ("edfi_schools",),
    ),
    # Courses and sessions of a section are those of its offering, and offerings have checks of their own.
    "roster_courses": RosterFill(
        f"""
SELECT c.system, c.file, c.line, {NONE} AS sourced_id, {NONE} AS org_sourced_id, {NONE} AS school_year_sourced_id,
       true AS is_live
FROM edfi_courses c WHERE false""",
        (),
    ),
    "roster_sessions": RosterFill(
        f"""
SELECT s.system, s.file, s.line, {session_key("s")} AS sourced_id, s.session_name AS title,
       {NONE} AS parent_sourced_id, s.begin_date, s.end_date, true AS is_live
FROM {latest("edfi_sessions", "school_id", "school_year", "session_name")} s""",
        ("edfi_sessions",),
    ),
    "roster_class_terms": RosterFill(
        f"""
SELECT DISTINCT ON (class_sourced_id) s.system, s.file, s.line, {section_key("s")} AS class_sourced_id,
       {session_key("s")} AS term_sourced_id, true AS is_live
FROM edfi_sections s
SEMI JOIN (SELECT t.system, {session_key("t")} AS named FROM edfi_sessions t) k
  ON k.system = s.system AND k.named = {session_key("s")}""",
        ("edfi_sections",),
    ),
    "roster_role_rows": RosterFill(
        f"""
SELECT a.system, a.file, a.line, {STUDENT} AS sourced_id, {STUDENT} AS user_sourced_id,
       trim(a.school_id) AS org_sourced_id, 'student' AS role,
       CASE truthy(a.primary_school) WHEN true THEN 'primary' WHEN false THEN 'secondary' END AS role_type,
       a.entry_date AS begin_date, a.exit_withdraw_date AS end_date, true AS is_live
FROM {STAYS} a
UNION ALL
SELECT a.system, a.file, a.line, {STAFF}, {STAFF}, trim(a.education_organization_id),
       {cased("a.staff_classification", ROLES, otherwise="'staff'")}, NULL, a.begin_date, a.end_date, true
FROM edfi_staff_assignments a
UNION ALL
SELECT a.system, a.file, a.line, {STAFF}, {STAFF}, trim(a.school_id), 'staff', NULL, NULL, NULL, true
FROM edfi_staff_school_associations a {NOT_ASSIGNED}""",
        ("edfi_student_school_associations", "edfi_staff_assignments", "edfi_staff_school_associations"),
    ),
    "roster_enrollment_rows": RosterFill(
        f"""
SELECT a.system, a.file, a.line, {NONE} AS sourced_id, {STUDENT} AS user_sourced_id,
       {section_key("a")} AS class_sourced_id, trim(a.school_id) AS school_sourced_id, 'student' AS role,
       CAST(NULL AS BOOLEAN) AS is_primary, a.begin_date, a.end_date, true AS is_live,
       {PLACE.format(STUDENT, section_key("a"))} AS place
FROM {latest("edfi_student_section_associations", "student_unique_id", *SECTION_COLUMNS, "begin_date_text")} a
UNION ALL
SELECT a.system, a.file, a.line, NULL, {STAFF}, {section_key("a")}, trim(a.school_id),
       CASE WHEN {POSITION} ILIKE '%assist%' OR {POSITION} ILIKE '%aide%' THEN 'aide' ELSE 'teacher' END,
       {POSITION} ILIKE 'teacher of record', a.begin_date, a.end_date, true, {PLACE.format(STAFF, section_key("a"))}
FROM {latest("edfi_staff_section_associations", "staff_unique_id", *SECTION_COLUMNS, "begin_date_text")} a""",
        ("edfi_student_section_associations", "edfi_staff_section_associations"),
    ),
    # Contacts hold no role in Ed-Fi, and a tie to one who is not there is told of its own row.
    "roster_agents": RosterFill(
        f"""
SELECT a.system, a.file, a.line, {NONE} AS agent_sourced_id, true AS is_guardian FROM edfi_students a WHERE false""",
        (),
    ),
    "roster_births": RosterFill(
        f"""
SELECT a.system, a.file, a.line, {STUDENT} AS user_sourced_id, a.birth_date, a.birth_sex AS sex,
       true AS is_live
FROM {latest("edfi_students", "student_unique_id")} a""",
        ("edfi_students",),
    ),
    "roster_names": RosterFill(
        f"""
SELECT a.system, a.file, a.line, {STUDENT} AS sourced_id, {NONE} AS primary_org_sourced_id, a.first_name AS given_name,
       a.middle_name, a.last_surname AS family_name, a.preferred_first_name AS preferred_given_name,
       trim(a.student_unique_id) AS person_number, c.state_id AS state_number,
       {NONE} AS agent_sourced_ids, true AS is_enabled, true AS is_live
FROM {latest("edfi_students", "student_unique_id")} a
LEFT JOIN ({CODES}) c ON c.system = a.system AND c.id = a.student_unique_id
UNION ALL
SELECT a.system, a.file, a.line, {STAFF}, NULL, a.first_name, a.middle_name, a.last_surname, a.preferred_first_name,
       trim(a.staff_unique_id), NULL, NULL, true, true
FROM {latest("edfi_staffs", "staff_unique_id")} a""",
        ("edfi_students", "edfi_staffs"),
    ),
}
