"""How Education Insights rows fill the record: one SELECT for each record table."""

from __future__ import annotations

from cupola.engine.sources.roster_words import CONTACTS, grade_sql, role_sql

CODES = "(SELECT system, lower(id) AS id, min(code) AS code FROM insights_ref_definition GROUP BY system, lower(id))"
GUID = "^[{{]?[0-9a-fA-F]{{8}}-?[0-9a-fA-F]{{4}}"


def code_of(alias: str, cell: str) -> str:
    """The code a reference stands for; some exports write the code itself."""
    return f"coalesce({alias}.code, CASE WHEN NOT regexp_matches({cell}, '{GUID.format()}') THEN {cell} END)"


def code_join(alias: str, cell: str, system: str) -> str:
    """The join that looks a reference up among the definitions."""
    return f"LEFT JOIN {CODES} {alias} ON {alias}.system = {system}.system AND {alias}.id = lower({cell})"


USER_OF_PERSON = """
SELECT m.system, m.person_id, min(u.role) AS role, min(coalesce(u.student_id, u.teacher_id)) AS local_id
FROM insights_aad_user_person_mapping m
JOIN insights_aad_user u ON u.system = m.system AND u.object_id = m.object_id
GROUP BY m.system, m.person_id"""
PERSON_OF_USER = """
SELECT system, object_id, min(person_id) AS person_id
FROM insights_aad_user_person_mapping GROUP BY system, object_id HAVING count(DISTINCT person_id) = 1"""
ROLE_ROWS = f"""
SELECT p.system, p.file, p.line, p.person_id, p.organization_id, p.is_primary,
       {code_of("c", "p.ref_role_id")} AS role, {code_of("g", "p.ref_grade_level_id")} AS grade,
       p.role_start_date, p.role_end_date, coalesce(p.is_active_in_session, true) AS is_live
FROM insights_person_organization_role p
{code_join("c", "p.ref_role_id", "p")}
{code_join("g", "p.ref_grade_level_id", "p")}"""
ROLE_OF_PERSON = f"""
SELECT system, person_id, bool_or(lower(role) = 'student') AS is_student,
       bool_or(lower(role) IN {CONTACTS}) AS is_contact,
       bool_or(lower(role) <> 'student' AND lower(role) NOT IN {CONTACTS}) AS is_staff,
       coalesce(min(organization_id) FILTER (WHERE is_primary), min(organization_id)) AS organization_id
FROM ({ROLE_ROWS}) GROUP BY system, person_id"""
RACES = f"""
SELECT r.system, r.person_id, string_agg(lower({code_of("c", "r.ref_race_id")}), ' ') AS races
FROM insights_person_demographic_race r {code_join("c", "r.ref_race_id", "r")} GROUP BY r.system, r.person_id"""
HISPANIC = f"""
SELECT e.system, e.person_id, bool_or(contains(lower({code_of("c", "e.ref_ethnicity_id")}), 'hispanic')) AS hispanic
FROM insights_person_demographic_ethnicity e
{code_join("c", "e.ref_ethnicity_id", "e")} GROUP BY e.system, e.person_id"""

FILLS: dict[str, str] = {
    "orgs": f"""
SELECT record_key(o.system, o.id) AS org_id, o.name,
       CASE WHEN lower({code_of("c", "o.ref_organization_type_id")}) IN ('school', 'college', 'university')
            THEN 'school'
            WHEN lower({code_of("c", "o.ref_organization_type_id")}) IN ('department', 'program', 'division')
            THEN 'department'
            WHEN c.code IS NOT NULL THEN 'district'
            WHEN o.parent_organization_id IS NULL THEN 'district' ELSE 'school' END AS org_type,
       record_key(o.system, o.parent_organization_id) AS parent_org_id, 'active' AS status, o.system, o.file, o.line
FROM insights_organization o
{code_join("c", "o.ref_organization_type_id", "o")}""",
    "org_identifiers": """
SELECT record_key(i.system, i.id) AS org_id, i.id_type, i.value, i.system, i.file, i.line FROM (
  SELECT o.system, o.file, o.line, o.id, 'sourced_id' AS id_type, o.id AS value FROM insights_organization o
  UNION ALL
  SELECT o.system, o.file, o.line, o.id, 'school_code', trim(coalesce(o.identifier, o.external_id))
  FROM insights_organization o
) i WHERE i.value IS NOT NULL""",
    "academic_sessions": f"""
SELECT record_key(s.system, s.id) AS academic_session_id, s.name AS title,
       CASE lower({code_of("c", "s.ref_session_type_id")}) WHEN 'schoolyear' THEN 'schoolYear' WHEN 'semester'
            THEN 'semester' WHEN 'gradingperiod' THEN 'gradingPeriod' ELSE 'term' END AS session_type,
       record_key(s.system, s.parent_session_id) AS parent_id, s.start_date AS begin_date, s.end_date,
       s.system, s.file, s.line
FROM insights_session s
{code_join("c", "s.ref_session_type_id", "s")}""",
    "courses": """
SELECT record_key(c.system, c.id) AS course_id, c.name AS title, coalesce(c.code, c.external_id) AS course_code,
       record_key(c.system, c.organization_id) AS org_id, c.system, c.file, c.line
FROM insights_course c""",
    "classes": """
SELECT record_key(s.system, s.id) AS class_id, record_key(s.system, s.course_id) AS course_id,
       record_key(s.system, s.organization_id) AS org_id, s.name AS title, s.code AS class_code,
       'scheduled' AS class_type, s.location, s.system, s.file, s.line
FROM insights_section s""",
    "class_sessions": """
SELECT record_key(t.system, t.section_id) AS class_id, record_key(t.system, t.session_id) AS academic_session_id,
       t.system, t.file, t.line
FROM insights_section_session t""",
    "persons": f"""
SELECT record_key(p.system, p.id) AS person_id, p.given_name, p.middle_name, p.surname AS family_name,
       p.preferred_given_name, p.preferred_surname AS preferred_family_name, d.birth_date, u.local_id,
       coalesce(r.is_student, lower(u.role) = 'student', false) AS is_student,
       coalesce(r.is_staff, lower(u.role) IN ('teacher', 'faculty'), false) AS is_staff,
       coalesce(r.is_contact, false) AS is_contact, true AS is_enabled,
       record_key(p.system, r.organization_id) AS org_id, p.system, p.file, p.line
FROM insights_person p
LEFT JOIN ({ROLE_OF_PERSON}) r ON r.system = p.system AND r.person_id = p.id
LEFT JOIN ({USER_OF_PERSON}) u ON u.system = p.system AND u.person_id = p.id
LEFT JOIN (SELECT system, person_id, min(birth_date) AS birth_date
           FROM insights_person_demographic GROUP BY system, person_id) d
  ON d.system = p.system AND d.person_id = p.id""",
    "person_identifiers": """
SELECT record_key(p.system, p.id) AS person_id, 'lms' AS id_type, p.id AS value, p.system, p.file, p.line
FROM insights_person p
UNION ALL
SELECT record_key(m.system, m.person_id), 'directory_object', m.object_id, m.system, m.file, m.line
FROM insights_aad_user_person_mapping m
UNION ALL
SELECT record_key(i.system, i.person_id), 'local', i.identifier, i.system, i.file, i.line
FROM insights_person_identifier i
SEMI JOIN (SELECT system, identifier FROM insights_person_identifier
           GROUP BY system, identifier HAVING count(DISTINCT person_id) = 1) alone
  ON alone.system = i.system AND alone.identifier = i.identifier
WHERE NOT contains(i.identifier, '@')""",
    "accounts": f"""
SELECT record_key(u.system, u.object_id) AS account_id, record_key(u.system, m.person_id) AS person_id,
       lower(trim(u.user_principal_name)) AS username, lower(trim(u.mail)) AS email, u.object_id AS external_id,
       u.system, u.file, u.line
FROM insights_aad_user u
LEFT JOIN ({PERSON_OF_USER}) m ON m.system = u.system AND m.object_id = u.object_id""",
    "person_org_roles": f"""
SELECT record_key(r.system, r.person_id) AS person_id, record_key(r.system, r.organization_id) AS org_id,
       {role_sql("r.role")} AS role, r.role AS role_source,
       CASE WHEN r.is_primary THEN 'primary' ELSE 'secondary' END AS role_type,
       {grade_sql("r.grade")} AS grade, r.grade AS grade_source, r.role_start_date AS begin_date,
       r.role_end_date AS end_date, r.system, r.file, r.line
FROM ({ROLE_ROWS}) r""",
    "enrollments": f"""
SELECT record_key(e.system, e.id) AS enrollment_id, record_key(e.system, e.section_id) AS class_id,
       record_key(e.system, e.person_id) AS person_id, record_key(e.system, s.organization_id) AS org_id,
       {role_sql(code_of("c", "e.ref_section_role_id"))} AS role, e.is_primary_staff_for_section AS is_primary,
       e.entry_date AS begin_date, e.exit_date AS end_date, e.system, e.file, e.line
FROM insights_enrollment e
LEFT JOIN (SELECT system, id, min(organization_id) AS organization_id
           FROM insights_section GROUP BY system, id) s ON s.system = e.system AND s.id = e.section_id
{code_join("c", "e.ref_section_role_id", "e")}""",
    "person_relationships": f"""
SELECT record_key(r.system, r.person_id) AS person_id, record_key(r.system, r.related_person_id) AS other_person_id,
       lower({code_of("c", "r.ref_person_relationship_id")}) AS relation, r.system, r.file, r.line
FROM insights_person_relationship r
{code_join("c", "r.ref_person_relationship_id", "r")}""",
    "demographics": f"""
SELECT record_key(d.system, d.person_id) AS person_id, lower({code_of("c", "d.ref_sex_id")}) AS sex,
       coalesce(h.hispanic, false) AS hispanic_latino,
       contains(r.races, 'indian') AS race_american_indian,
       regexp_matches(r.races, '(^|[^a-z])asian') AS race_asian, contains(r.races, 'black') AS race_black,
       contains(r.races, 'hawaiian') AS race_pacific_islander,
       regexp_matches(r.races, '(^|[^a-z])white') AS race_white,
       contains(r.races, 'twoormore') AS race_two_or_more, d.system, d.file, d.line
FROM insights_person_demographic d
LEFT JOIN ({RACES}) r ON r.system = d.system AND r.person_id = d.person_id
LEFT JOIN ({HISPANIC}) h ON h.system = d.system AND h.person_id = d.person_id
{code_join("c", "d.ref_sex_id", "d")}""",
}
