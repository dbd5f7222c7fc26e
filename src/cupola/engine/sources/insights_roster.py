"""What Education Insights gives to the roster tables: who belongs to what, for the checks of every roster."""

from __future__ import annotations

from cupola.engine.sources.insights_fills import ROLE_ROWS, code_join, code_of
from cupola.engine.sources.roster_words import RosterFill, grade_sql, seat_sql

NONE = "CAST(NULL AS VARCHAR)"
GRADES = f"""
SELECT r.system, r.person_id, arg_max(
         coalesce({grade_sql("r.grade")}, r.grade),
         concat_ws('/', coalesce(r.role_end_date, DATE '9999-12-31'), r.role_start_date, r.grade)) AS grade
FROM ({ROLE_ROWS}) r WHERE r.grade IS NOT NULL GROUP BY r.system, r.person_id"""
# The school of an enrollment is that of its section; a school that is not there is told of the section.
SECTION_ORGS = """
SELECT s.system, s.id, min(s.organization_id) AS organization_id FROM insights_section s
SEMI JOIN insights_organization o ON o.system = s.system AND o.id = s.organization_id GROUP BY s.system, s.id"""
KIND = f"lower({code_of('c', 'o.ref_organization_type_id')})"

ROSTER: dict[str, RosterFill] = {
    "roster_people": RosterFill(
        f"""
SELECT p.system, p.file, p.line, p.id AS sourced_id, {NONE} AS primary_org_sourced_id, g.grade AS grades,
       CAST(NULL AS BOOLEAN) AS enabled_user, true AS is_live
FROM insights_person p
LEFT JOIN ({GRADES}) g ON g.system = p.system AND g.person_id = p.id""",
        ("insights_person",),
    ),
    "roster_classes": RosterFill(
        f"""
SELECT s.system, s.file, s.line, s.id AS sourced_id, s.organization_id AS school_sourced_id,
       s.course_id AS course_sourced_id, s.name AS title, {NONE} AS subjects, {NONE} AS grades, {NONE} AS kind,
       true AS is_live
FROM insights_section s""",
        ("insights_section",),
    ),
    "roster_orgs": RosterFill(
        f"""
SELECT o.system, o.file, o.line, o.id AS sourced_id, o.parent_organization_id AS parent_sourced_id,
       CASE WHEN c.code IS NOT NULL THEN {KIND}
            WHEN o.parent_organization_id IS NOT NULL THEN 'school' END AS kind, true AS is_live
FROM insights_organization o
{code_join("c", "o.ref_organization_type_id", "o")}""",
        ("insights_organization",),
    ),
    "roster_courses": RosterFill(
        """
SELECT c.system, c.file, c.line, c.id AS sourced_id, c.organization_id AS org_sourced_id,
       c.academic_year_session_id AS school_year_sourced_id, coalesce(c.is_active_in_session, true) AS is_live
FROM insights_course c""",
        ("insights_course",),
    ),
    "roster_sessions": RosterFill(
        """
SELECT s.system, s.file, s.line, s.id AS sourced_id, s.name AS title, s.parent_session_id AS parent_sourced_id,
       s.start_date AS begin_date, s.end_date, true AS is_live
FROM insights_session s""",
        ("insights_session",),
    ),
    "roster_class_terms": RosterFill(
        """
SELECT t.system, t.file, t.line, t.section_id AS class_sourced_id, t.session_id AS term_sourced_id,
       coalesce(t.is_active_in_session, true) AS is_live
FROM insights_section_session t""",
        ("insights_section_session",),
    ),
    "roster_role_rows": RosterFill(
        f"""
SELECT r.system, r.file, r.line, r.person_id AS sourced_id, r.person_id AS user_sourced_id,
       r.organization_id AS org_sourced_id, lower(trim(r.role)) AS role,
       CASE r.is_primary WHEN true THEN 'primary' WHEN false THEN 'secondary' END AS role_type,
       r.role_start_date AS begin_date, r.role_end_date AS end_date, r.is_live
FROM ({ROLE_ROWS}) r""",
        ("insights_person_organization_role",),
    ),
    "roster_enrollment_rows": RosterFill(
        f"""
SELECT e.system, e.file, e.line, {NONE} AS sourced_id, e.person_id AS user_sourced_id,
       e.section_id AS class_sourced_id, s.organization_id AS school_sourced_id,
       {seat_sql(code_of("c", "e.ref_section_role_id"))} AS role, e.is_primary_staff_for_section AS is_primary,
       e.entry_date AS begin_date, e.exit_date AS end_date, coalesce(e.is_active_in_session, true) AS is_live,
       0::TINYINT AS place
FROM insights_enrollment e
LEFT JOIN ({SECTION_ORGS}) s ON s.system = e.system AND s.id = e.section_id
{code_join("c", "e.ref_section_role_id", "e")}""",
        ("insights_enrollment",),
    ),
    "roster_agents": RosterFill(
        f"""
SELECT p.system, p.file, p.line, r.related_person_id AS agent_sourced_id,
       lower({code_of("c", "r.ref_person_relationship_id")}) IN ('parent', 'guardian') AS is_guardian
FROM insights_person_relationship r
JOIN insights_person p ON p.system = r.system AND p.id = r.person_id
{code_join("c", "r.ref_person_relationship_id", "r")}""",
        ("insights_person_relationship",),
    ),
    "roster_births": RosterFill(
        """
SELECT d.system, d.file, d.line, d.person_id AS user_sourced_id, d.birth_date, d.ref_sex_id AS sex,
       true AS is_live
FROM insights_person_demographic d""",
        ("insights_person_demographic",),
    ),
    "roster_names": RosterFill(
        f"""
SELECT p.system, p.file, p.line, p.id AS sourced_id, {NONE} AS primary_org_sourced_id, p.given_name, p.middle_name,
       p.surname AS family_name, p.preferred_given_name, {NONE} AS person_number, {NONE} AS state_number,
       {NONE} AS agent_sourced_ids,
       true AS is_enabled, true AS is_live
FROM insights_person p""",
        ("insights_person",),
    ),
}
