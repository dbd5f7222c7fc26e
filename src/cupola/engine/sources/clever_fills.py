"""How Clever's rows fill the record: one SELECT for each record table.

Clever takes the first of several rows with one id; so do these. Further rows of a student are contacts.
"""

from __future__ import annotations

from cupola.engine.sources.clever_forms import teacher_columns
from cupola.engine.sources.roster_words import grade_sql

FIRST_STUDENTS = """
SELECT s.system, s.student_id, arg_min(s, s.line) AS r FROM clever_students s
WHERE s.student_id IS NOT NULL GROUP BY s.system, s.student_id"""
FIRST_TEACHERS = """
SELECT t.system, t.teacher_id, arg_min(t, t.line) AS r FROM clever_teachers t
WHERE t.teacher_id IS NOT NULL GROUP BY t.system, t.teacher_id"""
FIRST_STAFF = """
SELECT f.system, f.staff_id, arg_min(f, f.line) AS r FROM clever_staff f
WHERE f.staff_id IS NOT NULL GROUP BY f.system, f.staff_id"""
FIRST_SECTIONS = """
SELECT c.system, c.section_id, arg_min(c, c.line) AS r FROM clever_sections c
WHERE c.section_id IS NOT NULL GROUP BY c.system, c.section_id"""
# A contact without an id of its own is one person for all children whose rows give it the same name and address.
CONTACT_ID = (
    "coalesce('contact:' || s.contact_sis_id, "
    "'contact:' || substr(sha256(lower(trim(s.contact_email)) || '|' || lower(trim(s.contact_name))), 1, 16), "
    "'contact:' || s.student_id || ':' || substr(sha256(lower(trim(s.contact_name))), 1, 16))"
)
CONTACTS = f"SELECT s.*, {CONTACT_ID} AS contact_id FROM clever_students s WHERE s.contact_name IS NOT NULL"
TERM = "lower(trim(c.term_name)) || coalesce(':' || CAST(c.term_start AS VARCHAR), '')"
SECTION_TEACHERS = "\nUNION ALL\n".join(
    f"SELECT system, section_id, {column} AS teacher_id, {place} AS place, school_id, file, line "
    f"FROM clever_sections WHERE {column} IS NOT NULL"
    for place, column in enumerate(teacher_columns(), start=1)
)
PROGRAMS = {
    "english_learner": "truthy(f.r.ell_status)",
    "special_education": "truthy(f.r.iep_status)",
    "food_service": "upper(trim(f.r.frl_status)) IN ('F', 'R', 'FREE', 'REDUCED')",
}
RACE = "upper(trim(f.r.race))"
NONE = "CAST(NULL AS VARCHAR)"

FILLS: dict[str, str] = {
    "orgs": f"""
SELECT record_key(o.system, o.school_id) AS org_id, o.school_name AS name, 'school' AS org_type,
       {grade_sql("o.low_grade")} AS low_grade, {grade_sql("o.high_grade")} AS high_grade,
       o.school_city AS city, o.school_state AS state, o.school_zip AS zip, 'active' AS status,
       o.system, o.file, o.line
FROM clever_schools o""",
    "org_identifiers": """
SELECT record_key(i.system, i.school_id) AS org_id, i.id_type, i.value, i.system, i.file, i.line FROM (
  SELECT o.system, o.file, o.line, o.school_id, 'sourced_id' AS id_type, o.school_id AS value FROM clever_schools o
  UNION ALL
  SELECT o.system, o.file, o.line, o.school_id, 'school_code', trim(o.school_number) FROM clever_schools o
  UNION ALL
  SELECT o.system, o.file, o.line, o.school_id, 'state', trim(o.state_id) FROM clever_schools o
) i WHERE i.value IS NOT NULL""",
    "academic_sessions": f"""
SELECT record_key(c.system, {TERM}) AS academic_session_id, min(c.term_name) AS title, 'term' AS session_type,
       min(c.term_start) AS begin_date, max(c.term_end) AS end_date, c.system, min(c.file) AS file, min(c.line) AS line
FROM clever_sections c WHERE c.term_name IS NOT NULL GROUP BY c.system, {TERM}""",
    "courses": """
SELECT record_key(c.system, c.school_id || ':' || c.course_number) AS course_id, min(c.course_name) AS title,
       c.course_number AS course_code, min(c.subject) AS subject, record_key(c.system, c.school_id) AS org_id,
       c.system, min(c.file) AS file, min(c.line) AS line
FROM clever_sections c WHERE c.course_number IS NOT NULL GROUP BY c.system, c.school_id, c.course_number""",
    "classes": f"""
SELECT record_key(f.system, f.section_id) AS class_id,
       record_key(f.system, f.r.school_id || ':' || f.r.course_number) AS course_id,
       record_key(f.system, f.r.school_id) AS org_id, coalesce(f.r.name, f.r.course_name) AS title,
       f.r.section_number AS class_code, 'scheduled' AS class_type, f.r.period, {grade_sql("f.r.grade")} AS grades,
       f.r.subject, f.system, f.r.file, f.r.line
FROM ({FIRST_SECTIONS}) f""",
    "class_sessions": f"""
SELECT record_key(c.system, c.section_id) AS class_id, record_key(c.system, {TERM}) AS academic_session_id,
       min(record_key(c.system, c.school_id)) AS org_id, c.system, min(c.file) AS file, min(c.line) AS line
FROM clever_sections c WHERE c.term_name IS NOT NULL AND c.section_id IS NOT NULL
GROUP BY c.system, c.section_id, {TERM}""",
    "persons": f"""
SELECT record_key(f.system, f.student_id) AS person_id, f.r.first_name AS given_name, f.r.middle_name,
       f.r.last_name AS family_name, f.r.birth_date, f.r.student_number AS local_id, f.r.state_id,
       true AS is_student, false AS is_staff, false AS is_contact, true AS is_enabled,
       record_key(f.system, f.r.school_id) AS org_id, f.system, f.r.file, f.r.line
FROM ({FIRST_STUDENTS}) f
UNION ALL
SELECT record_key(f.system, f.teacher_id), f.r.first_name, f.r.middle_name, f.r.last_name, CAST(NULL AS DATE),
       f.r.teacher_number, f.r.state_teacher_id, false, true, false, true, record_key(f.system, f.r.school_id),
       f.system, f.r.file, f.r.line
FROM ({FIRST_TEACHERS}) f
UNION ALL
SELECT record_key(f.system, f.staff_id), f.r.first_name, {NONE}, f.r.last_name, CAST(NULL AS DATE), {NONE}, {NONE},
       false, true, false, true, record_key(f.system, f.r.school_id), f.system, f.r.file, f.r.line
FROM ({FIRST_STAFF}) f
LEFT JOIN ({FIRST_TEACHERS}) t ON t.system = f.system AND t.teacher_id = f.staff_id
WHERE t.teacher_id IS NULL
UNION ALL
SELECT record_key(c.system, c.contact_id), min(regexp_extract(trim(c.contact_name), '^(.*?)\\s*\\S+$', 1)), {NONE},
       min(regexp_extract(trim(c.contact_name), '(\\S+)$', 1)), CAST(NULL AS DATE), {NONE}, {NONE},
       false, false, true, true, min(record_key(c.system, c.school_id)), c.system, min(c.file), min(c.line)
FROM ({CONTACTS}) c GROUP BY c.system, c.contact_id""",
    "person_identifiers": f"""
SELECT i.person_id, i.id_type, i.value, i.org_id, i.system, i.file, i.line FROM (
  SELECT record_key(f.system, f.student_id) AS person_id, unnest(['sourced_id', 'local', 'state']) AS id_type,
         unnest([f.student_id, f.r.student_number, f.r.state_id]) AS value,
         record_key(f.system, f.r.school_id) AS org_id, f.system, f.r.file, f.r.line
  FROM ({FIRST_STUDENTS}) f
  UNION ALL
  SELECT record_key(f.system, f.teacher_id), unnest(['sourced_id', 'local', 'state']),
         unnest([f.teacher_id, f.r.teacher_number, f.r.state_teacher_id]),
         record_key(f.system, f.r.school_id), f.system, f.r.file, f.r.line
  FROM ({FIRST_TEACHERS}) f
) i WHERE i.value IS NOT NULL""",
    "accounts": f"""
SELECT record_key(f.system, f.student_id) AS account_id, record_key(f.system, f.student_id) AS person_id,
       lower(trim(f.r.username)) AS username, lower(trim(f.r.student_email)) AS email, true AS enabled,
       f.system, f.r.file, f.r.line
FROM ({FIRST_STUDENTS}) f WHERE coalesce(f.r.username, f.r.student_email) IS NOT NULL
UNION ALL
SELECT record_key(f.system, f.teacher_id), record_key(f.system, f.teacher_id), lower(trim(f.r.username)),
       lower(trim(f.r.teacher_email)), true, f.system, f.r.file, f.r.line
FROM ({FIRST_TEACHERS}) f WHERE coalesce(f.r.username, f.r.teacher_email) IS NOT NULL""",
    "person_org_roles": f"""
SELECT DISTINCT ON (s.system, s.student_id, s.school_id)
       record_key(s.system, s.student_id) AS person_id, record_key(s.system, s.school_id) AS org_id,
       'student' AS role, 'student' AS role_source, {grade_sql("s.grade")} AS grade, s.grade AS grade_source,
       s.system, s.file, s.line
FROM clever_students s WHERE s.student_id IS NOT NULL
UNION ALL BY NAME
SELECT record_key(t.system, t.teacher_id) AS person_id, record_key(t.system, t.school_id) AS org_id,
       'teacher' AS role, t.title AS role_source, t.system, t.file, t.line
FROM clever_teachers t WHERE t.teacher_id IS NOT NULL
UNION ALL BY NAME
SELECT record_key(f.system, f.staff_id) AS person_id, record_key(f.system, f.school_id) AS org_id,
       'staff' AS role, coalesce(f.role, f.title) AS role_source, f.system, f.file, f.line
FROM clever_staff f WHERE f.staff_id IS NOT NULL""",
    "enrollments": f"""
SELECT record_key(e.system, e.section_id || ':' || e.student_id) AS enrollment_id,
       record_key(e.system, e.section_id) AS class_id, record_key(e.system, e.student_id) AS person_id,
       record_key(e.system, e.school_id) AS org_id, 'student' AS role, CAST(NULL AS BOOLEAN) AS is_primary,
       e.system, e.file, e.line
FROM clever_enrollments e
UNION ALL
SELECT record_key(t.system, t.section_id || ':' || t.teacher_id), record_key(t.system, t.section_id),
       record_key(t.system, t.teacher_id), min(record_key(t.system, t.school_id)), 'teacher', min(t.place) = 1,
       t.system, min(t.file), min(t.line)
FROM ({SECTION_TEACHERS}) t GROUP BY t.system, t.section_id, t.teacher_id""",
    "person_relationships": f"""
SELECT record_key(c.system, c.student_id) AS person_id, record_key(c.system, c.contact_id) AS other_person_id,
       min(lower(coalesce(c.contact_relationship, c.contact_type))) AS relation,
       min(record_key(c.system, c.school_id)) AS org_id, c.system, min(c.file) AS file, min(c.line) AS line
FROM ({CONTACTS}) c GROUP BY c.system, c.student_id, c.contact_id""",
    "demographics": f"""
SELECT record_key(f.system, f.student_id) AS person_id,
       CASE upper(left(trim(f.r.gender), 1)) WHEN 'M' THEN 'male' WHEN 'F' THEN 'female'
            WHEN 'X' THEN 'other' END AS sex,
       truthy(f.r.hispanic_latino) AS hispanic_latino,
       {RACE} IN ('I', 'AMERICAN INDIAN') AS race_american_indian, {RACE} IN ('A', 'ASIAN') AS race_asian,
       {RACE} IN ('B', 'BLACK') AS race_black, {RACE} IN ('P', 'PACIFIC ISLANDER') AS race_pacific_islander,
       {RACE} IN ('W', 'WHITE', 'CAUCASIAN') AS race_white,
       {RACE} IN ('M', 'TWO OR MORE RACES') AS race_two_or_more,
       f.r.home_language, record_key(f.system, f.r.school_id) AS org_id, f.system, f.r.file, f.r.line
FROM ({FIRST_STUDENTS}) f
WHERE coalesce(f.r.gender, f.r.race, f.r.hispanic_latino, f.r.home_language) IS NOT NULL""",
    "program_associations": "\nUNION ALL\n".join(
        f"""SELECT record_key(f.system, f.student_id) AS person_id, record_key(f.system, f.r.school_id) AS org_id,
       '{program}' AS program_type, f.system, f.r.file, f.r.line FROM ({FIRST_STUDENTS}) f WHERE {where}"""
        for program, where in PROGRAMS.items()
    ),
}
