"""How Ed-Fi fills the record: organisation, time, courses, people."""

from __future__ import annotations

from cupola.engine.sources.edfi_words import (
    DAYS,
    GONE,
    ROLES,
    cased,
    end_of_ladder,
    grade,
    in_list,
    latest,
    section_key,
    session_key,
    word,
    year,
)

LOCAL = "#?(local|district|school)$"
STATE = "#?(state|sea)$"
CODES = f"""
SELECT student_unique_id AS id, system, min({in_list("codes", "code_systems", LOCAL)}) AS local_id,
       min({in_list("codes", "code_systems", STATE)}) AS state_id
FROM edfi_student_education_organization_associations GROUP BY ALL"""
SCHOOL_OF_STUDENT = """
SELECT a.system, trim(a.student_unique_id) AS id, arg_max(trim(a.school_id), a.entry_date) AS school_id,
       bool_or(a.exit_withdraw_date IS NULL OR a.exit_withdraw_date >= as_of()) AS is_there
FROM edfi_student_school_associations a GROUP BY ALL"""
SCHOOL_OF_STAFF = """
SELECT a.system, trim(a.staff_unique_id) AS id, min(trim(a.education_organization_id)) AS org,
       bool_or(a.end_date IS NULL OR a.end_date >= as_of()) AS is_there
FROM edfi_staff_assignments a GROUP BY ALL"""


def _person(row: str, kind: str) -> str:
    return f"record_key({row}.system, '{kind}:' || trim({row}.{kind}_unique_id))"


def org_key(cell: str) -> str:
    """The SQL of an org's key from the cell that names it."""
    row = cell.split(".")[0]
    return f"record_key({row}.system, trim({cell}))"


STUDENT, STAFF, CONTACT = _person("a", "student"), _person("a", "staff"), _person("a", "contact")
SCHOOLS = latest("edfi_schools", "school_id")
DISTRICTS = latest("edfi_local_education_agencies", "local_education_agency_id")

FILLS: dict[str, str] = {
    "known_edfi_days": DAYS,
    "known_edfi_gone": GONE,
    "orgs": f"""
SELECT {org_key("s.school_id")} AS org_id, s.name_of_institution AS name, 'school' AS org_type,
       record_key(s.system, coalesce(trim(s.local_education_agency_id), l.local_education_agency_id)) AS parent_org_id,
       {end_of_ladder("s.grade_levels", "min")} AS low_grade, {end_of_ladder("s.grade_levels", "max")} AS high_grade,
       split_part(s.city, '|', 1) AS city, {word("split_part(s.state, '|', 1)")} AS state,
       split_part(s.zip, '|', 1) AS zip,
       CASE WHEN lower({word("s.operational_status")}) IN ('closed', 'inactive') THEN 'inactive' ELSE 'active' END
         AS status, s.system, s.file, s.line
FROM {SCHOOLS} s
LEFT JOIN known_edfi_days sd ON sd.file = s.file
LEFT JOIN (SELECT l.system, l.resource_id, l.local_education_agency_id, d.document
           FROM edfi_local_education_agencies l JOIN known_edfi_days d ON d.file = l.file) l
  ON l.system = s.system AND l.document = sd.document AND l.resource_id = s.district_ref
UNION ALL BY NAME
SELECT {org_key("d.local_education_agency_id")} AS org_id, d.name_of_institution AS name, 'district' AS org_type,
       split_part(d.city, '|', 1) AS city, {word("split_part(d.state, '|', 1)")} AS state,
       split_part(d.zip, '|', 1) AS zip, 'active' AS status, d.system, d.file, d.line
FROM {DISTRICTS} d
UNION ALL BY NAME
SELECT {org_key("p.organization_department_id")} AS org_id, p.name_of_institution AS name, 'department' AS org_type,
       {org_key("p.parent_id")} AS parent_org_id, 'active' AS status, p.system, p.file, p.line
FROM edfi_organization_departments p""",
    "org_identifiers": f"""
SELECT {org_key("s.school_id")} AS org_id, 'ed_fi' AS id_type, trim(s.school_id) AS value, s.system, s.file, s.line
FROM {SCHOOLS} s
UNION ALL
SELECT {org_key("d.local_education_agency_id")}, 'ed_fi', trim(d.local_education_agency_id), d.system, d.file, d.line
FROM {DISTRICTS} d
UNION ALL
SELECT {org_key("s.school_id")}, 'nces', {in_list("s.codes", "s.code_systems", "#nces$")}, s.system, s.file, s.line
FROM {SCHOOLS} s WHERE {in_list("s.codes", "s.code_systems", "#nces$")} IS NOT NULL
UNION ALL
SELECT {org_key("s.school_id")}, 'school_code', {in_list("s.codes", "s.code_systems", "#(sea|lea|school)$")},
       s.system, s.file, s.line
FROM {SCHOOLS} s WHERE {in_list("s.codes", "s.code_systems", "#(sea|lea|school)$")} IS NOT NULL""",
    "academic_sessions": f"""
SELECT record_key(s.system, {session_key("s")}) AS academic_session_id, s.session_name AS title,
       CASE WHEN {word("s.term")} ILIKE '%semester%' THEN 'semester'
            WHEN {word("s.term")} ILIKE '%year%' THEN 'schoolYear' ELSE 'term' END AS session_type,
       try_cast({year("s.school_year")} AS BIGINT) AS school_year, s.begin_date, s.end_date, s.system, s.file, s.line
FROM {latest("edfi_sessions", "school_id", "school_year", "session_name")} s
UNION ALL BY NAME
SELECT record_key(g.system, concat_ws('/', trim(g.school_id), {year("g.school_year")}, g.begin_date,
         coalesce(g.grading_period_name, {word("g.grading_period")}))) AS academic_session_id,
       coalesce(g.grading_period_name, {word("g.grading_period")}) AS title, 'gradingPeriod' AS session_type,
       p.parent_id, try_cast({year("g.school_year")} AS BIGINT) AS school_year, g.begin_date, g.end_date,
       g.system, g.file, g.line
FROM edfi_grading_periods g
LEFT JOIN known_edfi_days gd ON gd.file = g.file
LEFT JOIN (SELECT t.system, t.document, t.ref, min(t.parent_id) AS parent_id
           FROM (SELECT s.system, d.document, unnest(string_split(s.grading_period_refs, '|')) AS ref,
                        record_key(s.system, {session_key("s")}) AS parent_id
                 FROM edfi_sessions s JOIN known_edfi_days d ON d.file = s.file) t GROUP BY ALL) p
  ON p.system = g.system AND p.document = gd.document AND p.ref = g.resource_id""",
    "courses": f"""
SELECT record_key(c.system, trim(c.education_organization_id) || '/' || trim(c.course_code)) AS course_id,
       c.course_title AS title, c.course_code, {in_list("c.codes", "c.code_systems", "#.*sced")} AS sced_code,
       {word("c.academic_subject")} AS subject, {org_key("c.education_organization_id")} AS org_id,
       c.system, c.file, c.line
FROM {latest("edfi_courses", "education_organization_id", "course_code")} c""",
    "classes": f"""
SELECT record_key(s.system, {section_key("s")}) AS class_id,
       record_key(s.system, trim(o.course_organization_id) || '/' || trim(o.course_code)) AS course_id,
       {org_key("s.school_id")} AS org_id, coalesce(s.section_name, o.local_course_title, s.local_course_code) AS title,
       s.section_identifier AS class_code, 'scheduled' AS class_type, s.class_periods AS period,
       s.classroom AS location, s.system, s.file, s.line
FROM {latest("edfi_sections", "school_id", "school_year", "session_name", "local_course_code", "section_identifier")} s
LEFT JOIN (SELECT system, concat_ws('/', {session_key("c")}, trim(local_course_code)) AS offering,
                  min(course_organization_id) AS course_organization_id, min(course_code) AS course_code,
                  min(local_course_title) AS local_course_title
           FROM edfi_course_offerings c GROUP BY ALL) o
  ON o.system = s.system AND o.offering = concat_ws('/', {session_key("s")}, trim(s.local_course_code))""",
    "class_sessions": f"""
SELECT DISTINCT ON (class_id) record_key(s.system, {section_key("s")}) AS class_id,
       record_key(s.system, {session_key("s")}) AS academic_session_id, {org_key("s.school_id")} AS org_id,
       s.system, s.file, s.line
FROM edfi_sections s""",
    "persons": f"""
SELECT {STUDENT} AS person_id, a.first_name AS given_name, a.middle_name, a.last_surname AS family_name,
       a.preferred_first_name AS preferred_given_name, a.preferred_last_surname AS preferred_family_name,
       a.birth_date, coalesce(c.local_id, trim(a.student_unique_id)) AS local_id, c.state_id,
       true AS is_student, false AS is_staff, false AS is_contact, coalesce(o.is_there, true) AS is_enabled,
       record_key(a.system, o.school_id) AS org_id, a.system, a.file, a.line
FROM {latest("edfi_students", "student_unique_id")} a
LEFT JOIN ({CODES}) c ON c.system = a.system AND c.id = a.student_unique_id
LEFT JOIN ({SCHOOL_OF_STUDENT}) o ON o.system = a.system AND o.id = trim(a.student_unique_id)
UNION ALL
SELECT {STAFF}, a.first_name, a.middle_name, a.last_surname, a.preferred_first_name, a.preferred_last_surname,
       a.birth_date, trim(a.staff_unique_id), NULL, false, true, false, coalesce(o.is_there, true),
       record_key(a.system, o.org), a.system, a.file, a.line
FROM {latest("edfi_staffs", "staff_unique_id")} a
LEFT JOIN ({SCHOOL_OF_STAFF}) o ON o.system = a.system AND o.id = trim(a.staff_unique_id)
UNION ALL
SELECT {CONTACT}, a.first_name, a.middle_name, a.last_surname, a.preferred_first_name, a.preferred_last_surname,
       NULL, trim(a.contact_unique_id), NULL, false, false, true, true, NULL, a.system, a.file, a.line
FROM {latest("edfi_contacts", "contact_unique_id")} a""",
    "person_identifiers": f"""
SELECT {STUDENT} AS person_id, 'student_unique_id' AS id_type, trim(a.student_unique_id) AS value,
       a.system, a.file, a.line
FROM {latest("edfi_students", "student_unique_id")} a
UNION ALL
SELECT {STAFF}, 'staff_unique_id', trim(a.staff_unique_id), a.system, a.file, a.line
FROM {latest("edfi_staffs", "staff_unique_id")} a
UNION ALL
SELECT {STUDENT}, 'former_student_unique_id', json_extract_string(TRY_CAST(k.old_key AS JSON), '$.student_unique_id'),
       k.system, k.file, k.line
FROM edfi_key_changes k
JOIN {latest("edfi_students", "student_unique_id")} a ON a.system = k.system AND a.resource_id = k.resource_id
UNION ALL
SELECT {STAFF}, 'former_staff_unique_id', json_extract_string(TRY_CAST(k.old_key AS JSON), '$.staff_unique_id'),
       k.system, k.file, k.line
FROM edfi_key_changes k
JOIN {latest("edfi_staffs", "staff_unique_id")} a ON a.system = k.system AND a.resource_id = k.resource_id
UNION ALL
SELECT {STUDENT}, CASE WHEN regexp_matches(lower(a.code_system), '{LOCAL}') THEN 'local'
         WHEN regexp_matches(lower(a.code_system), '{STATE}') THEN 'state' ELSE lower({word("a.code_system")}) END,
       a.code, a.system, a.file, a.line
FROM (SELECT e.system, e.file, e.line, e.student_unique_id, unnest(string_split(e.codes, '|')) AS code,
             unnest(string_split(e.code_systems, '|')) AS code_system
      FROM edfi_student_education_organization_associations e WHERE e.codes IS NOT NULL) a
WHERE a.code <> ''""",
    "person_org_roles": f"""
SELECT {STUDENT} AS person_id, {org_key("a.school_id")} AS org_id, 'student' AS role, 'student' AS role_source,
       CASE WHEN truthy(a.primary_school) IS NOT FALSE THEN 'primary' ELSE 'secondary' END AS role_type,
       {grade("a.entry_grade_level")} AS grade, {word("a.entry_grade_level")} AS grade_source,
       a.entry_date AS begin_date, a.exit_withdraw_date AS end_date, {word("a.entry_type")} AS entry_type,
       {word("a.exit_withdraw_type")} AS exit_type, a.system, a.file, a.line
FROM {latest("edfi_student_school_associations", "student_unique_id", "school_id", "entry_date_text")} a
UNION ALL BY NAME
SELECT {STAFF} AS person_id, {org_key("a.education_organization_id")} AS org_id,
       {cased("a.staff_classification", ROLES, otherwise="'staff'")} AS role,
       {word("a.staff_classification")} AS role_source, a.begin_date, a.end_date, a.system, a.file, a.line
FROM edfi_staff_assignments a
UNION ALL BY NAME
SELECT {STAFF} AS person_id, {org_key("a.school_id")} AS org_id, 'staff' AS role,
       {word("a.program_assignment")} AS role_source, a.system, a.file, a.line
FROM edfi_staff_school_associations a
LEFT JOIN (SELECT DISTINCT system, staff_unique_id, education_organization_id FROM edfi_staff_assignments) n
  ON n.system = a.system AND n.staff_unique_id = a.staff_unique_id AND n.education_organization_id = a.school_id
WHERE n.system IS NULL""",
}
