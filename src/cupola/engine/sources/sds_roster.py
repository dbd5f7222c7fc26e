"""What School Data Sync gives to the roster tables: who belongs to what, for the checks of every roster."""

from __future__ import annotations

from cupola.engine.sources.roster_words import RosterFill, grade_sql, seat_sql
from cupola.engine.sources.sds_fills import ROLE_ROWS, STATE_ID

# Version 2.1 says the grade in the role, the other versions in the row of the person.
GRADES = """
SELECT r.system, r.user_sourced_id,
       arg_max(
         r.grade, concat_ws('/', coalesce(r.role_end_date, DATE '9999-12-31'), r.role_start_date, r.grade)) AS grade
FROM sds_roles r WHERE r.grade IS NOT NULL GROUP BY r.system, r.user_sourced_id"""
# The school of an enrollment is that of its class; a school that is not there is told of the class.
CLASS_ORGS = """
SELECT c.system, c.sourced_id, min(c.org_sourced_id) AS org_sourced_id FROM sds_classes c
SEMI JOIN sds_orgs o ON o.system = c.system AND o.sourced_id = c.org_sourced_id
GROUP BY c.system, c.sourced_id"""
NOT_OFF = "coalesce(lower(trim({0}.status)), 'active') <> 'inactive'"
# One who went to school here, or whose role has no name, is neither student nor staff.
ROLE = "CASE WHEN lower(trim(r.role)) NOT IN ('alumni', 'other') THEN lower(trim(r.role)) END"

ROSTER: dict[str, RosterFill] = {
    "roster_people": RosterFill(
        f"""
SELECT u.system, u.file, u.line, u.sourced_id,
       nullif(trim(split_part(u.org_sourced_ids, ',', 1)), '') AS primary_org_sourced_id,
       coalesce({grade_sql("coalesce(u.grade, g.grade)")}, u.grade, g.grade) AS grades,
       {NOT_OFF.format("u")} AS enabled_user, true AS is_live
FROM sds_users u
LEFT JOIN ({GRADES}) g ON g.system = u.system AND g.user_sourced_id = u.sourced_id""",
        ("sds_users",),
    ),
    "roster_classes": RosterFill(
        f"""
SELECT c.system, c.file, c.line, c.sourced_id, c.org_sourced_id AS school_sourced_id,
       CASE WHEN c.course_name IS NULL THEN c.course_sourced_id END AS course_sourced_id, c.title,
       c.subject AS subjects,
       CAST(NULL AS VARCHAR) AS grades, CAST(NULL AS VARCHAR) AS kind, {NOT_OFF.format("c")} AS is_live
FROM sds_classes c""",
        ("sds_classes",),
    ),
    "roster_orgs": RosterFill(
        """
SELECT o.system, o.file, o.line, o.sourced_id, o.parent_sourced_id,
       lower(o.type) AS kind, true AS is_live
FROM sds_orgs o""",
        ("sds_orgs",),
    ),
    "roster_courses": RosterFill(
        """
SELECT c.system, c.file, c.line, c.sourced_id, c.org_sourced_id, c.school_year_sourced_id, true AS is_live
FROM sds_courses c""",
        ("sds_courses",),
    ),
    "roster_sessions": RosterFill(
        """
SELECT s.system, s.file, s.line, s.sourced_id, s.title, CAST(NULL AS VARCHAR) AS parent_sourced_id,
       s.start_date AS begin_date, s.end_date, true AS is_live
FROM sds_academic_sessions s
UNION ALL
SELECT c.system, min(c.file), min(c.line), c.session_sourced_ids, min(c.term_name), NULL, min(c.term_start),
       max(c.term_end), true
FROM sds_classes c
WHERE c.session_sourced_ids IS NOT NULL AND (c.term_start IS NOT NULL OR c.term_name IS NOT NULL)
GROUP BY c.system, c.session_sourced_ids""",
        ("sds_academic_sessions", "sds_classes"),
    ),
    "roster_class_terms": RosterFill(
        f"""
SELECT c.system, c.file, c.line, c.sourced_id AS class_sourced_id,
       trim(unnest(string_split(c.session_sourced_ids, ','))) AS term_sourced_id, {NOT_OFF.format("c")} AS is_live
FROM sds_classes c WHERE c.session_sourced_ids IS NOT NULL""",
        ("sds_classes",),
    ),
    "roster_role_rows": RosterFill(
        f"""
SELECT r.system, r.file, r.line, r.user_sourced_id AS sourced_id, r.user_sourced_id, r.org_sourced_id,
       {ROLE} AS role, r.role_type, r.begin_date, r.end_date, true AS is_live
FROM ({ROLE_ROWS}) r""",
        ("sds_users", "sds_roles"),
    ),
    "roster_enrollment_rows": RosterFill(
        f"""
SELECT e.system, e.file, e.line, CAST(NULL AS VARCHAR) AS sourced_id, e.user_sourced_id, e.class_sourced_id,
       c.org_sourced_id AS school_sourced_id, {seat_sql("e.role")} AS role, CAST(NULL AS BOOLEAN) AS is_primary,
       CAST(NULL AS DATE) AS begin_date, CAST(NULL AS DATE) AS end_date, true AS is_live,
       0::TINYINT AS place
FROM sds_enrollments e
LEFT JOIN ({CLASS_ORGS}) c ON c.system = e.system AND c.sourced_id = e.class_sourced_id""",
        ("sds_enrollments",),
    ),
    # A tie to somebody who is not there is told of its own row.
    "roster_agents": RosterFill(
        """
SELECT u.system, u.file, u.line, r.relationship_user_sourced_id AS agent_sourced_id,
       lower(trim(r.relationship_role)) IN ('parent', 'guardian') AS is_guardian
FROM sds_relationships r
JOIN sds_users u ON u.system = r.system AND u.sourced_id = r.user_sourced_id""",
        ("sds_relationships",),
    ),
    "roster_births": RosterFill(
        """
SELECT d.system, d.file, d.line, d.user_sourced_id, d.birth_date, d.sex, true AS is_live FROM sds_demographics d
UNION ALL
SELECT u.system, u.file, u.line, u.sourced_id, u.birth_date, NULL, true FROM sds_users u
WHERE u.birth_date IS NOT NULL""",
        ("sds_demographics", "sds_users"),
    ),
    "roster_names": RosterFill(
        f"""
SELECT u.system, u.file, u.line, u.sourced_id,
       nullif(trim(split_part(u.org_sourced_ids, ',', 1)), '') AS primary_org_sourced_id, u.given_name, u.middle_name,
       u.family_name, CAST(NULL AS VARCHAR) AS preferred_given_name, u.local_number AS person_number,
       {STATE_ID.format("u.state_id")} AS state_number, CAST(NULL AS VARCHAR) AS agent_sourced_ids,
       {NOT_OFF.format("u")} AS is_enabled, true AS is_live
FROM sds_users u""",
        ("sds_users",),
    ),
}
