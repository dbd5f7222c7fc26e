"""How mapped lists fill the record. A list's student is the SIS's student when the district's number says so.

Lists of an enrollment system are left apart: their numbers are typed by other people, and linking them by
name and birth date is the linker's work.
"""

from __future__ import annotations

from cupola.engine.sources import result_fills

# The first source that knows a district number names the person: rosters in their order, then lists of the SIS, then
# those of the state.
KNOWN_STUDENTS = """
SELECT local_id, arg_min(person_id, place) AS person_id FROM (
  SELECT p.local_id, p.person_id, p.system / 1000.0 AS place FROM known_persons p WHERE p.is_student
  UNION ALL
  SELECT s.local_id, record_key(s.system, s.local_id), CASE y.kind WHEN 'sis' THEN 1 ELSE 2 END
  FROM student_list s JOIN source_systems y ON y.system = s.system WHERE y.kind <> 'enrollment'
) WHERE local_id IS NOT NULL GROUP BY local_id"""
# A row of a list of schools that carries several codes says that they all mean one school. Where one of them is that
# of a school of a roster, they all mean that one; of several rosters, the first by its key.
KNOWN_SCHOOLS = """
WITH roster AS (
  SELECT DISTINCT o.value AS code, o.org_id
  FROM known_org_identifiers o WHERE o.id_type IN ('school_code', 'ed_fi') AND o.value IS NOT NULL
),
listed AS (
  SELECT record_key(l.system, l.school_code) AS own,
         trim(unnest([l.school_code, l.state_school_id, l.nces_id, l.other_code])) AS code
  FROM school_list l
),
crossed AS (
  SELECT l.own, min(r.org_id) AS org_id FROM listed l JOIN roster r ON r.code = l.code GROUP BY l.own
)
SELECT code AS school_code, arg_min(org_id, place || org_id) AS org_id FROM (
  SELECT code, org_id, '1' AS place FROM roster
  UNION ALL
  SELECT l.code, coalesce(c.org_id, l.own), CASE WHEN c.org_id IS NULL THEN '2' ELSE '0' END
  FROM listed l LEFT JOIN crossed c ON c.own = l.own
) WHERE code IS NOT NULL GROUP BY code"""


def _known(table: str, column: str, key: str) -> str:
    """The row of a list that an id of another list means; none where two systems use the same id."""
    return f"""
SELECT l.{column}, min(record_key(l.system, l.{column})) AS {key} FROM {table} l
WHERE l.{column} IS NOT NULL GROUP BY l.{column} HAVING count(DISTINCT l.system) = 1"""


def _of(alias: str, own_key: str) -> tuple[str, str, str]:
    """The SQL of a list row's person and org, and the joins both need."""
    person = f"coalesce(k.person_id, record_key({alias}.system, {own_key}))"
    org = f"coalesce(o.org_id, record_key({alias}.system, {alias}.school_code))"
    joins = f"""LEFT JOIN source_systems y ON y.system = {alias}.system
LEFT JOIN known_students k ON k.local_id = CASE WHEN y.kind <> 'enrollment' THEN {alias}.local_id END
LEFT JOIN known_schools o ON o.school_code = {alias}.school_code"""
    return person, org, joins


STUDENT_KEY = (
    "CASE WHEN y.kind = 'enrollment' THEN coalesce(s.record_id, s.local_id, s.state_id) "
    "ELSE coalesce(s.local_id, s.state_id, s.record_id) END"
)
PERSON, ORG, JOINS = _of("s", STUDENT_KEY)

PROGRAM_FLAGS = {
    "english_learner": "truthy(s.english_learner) OR upper(trim(s.english_learner)) = 'EL'",
    "special_education": "truthy(s.special_education)",
    "section_504": "truthy(s.section_504)",
    "homeless": "truthy(s.homeless)",
    "foster": "truthy(s.foster)",
    "migrant": "truthy(s.migrant)",
    "food_service": "s.meal_status IN ('free', 'reduced')",
}
FLAG_ROWS = "\nUNION ALL\n".join(
    f"""SELECT {PERSON} AS person_id, {ORG} AS org_id, '{program}' AS program_type,
       {"s.english_learner_begin" if program == "english_learner" else "s.entry_date"} AS begin_date,
       s.exit_date AS end_date, CAST(NULL AS VARCHAR) AS detail, s.system, s.file, s.line
FROM student_list s {JOINS} WHERE {condition}"""
    for program, condition in PROGRAM_FLAGS.items()
)

P_PERSON, P_ORG, P_JOINS = _of("p", "coalesce(p.local_id, p.state_id)")
A_PERSON, A_ORG, A_JOINS = _of("a", "a.local_id")
H_ORG = "coalesce(o.org_id, record_key(h.system, h.school_code))"
H_PERSON = "coalesce(e.person_id, t.staff_key, record_key(h.system, h.staff_id))"
H_JOINS = """LEFT JOIN known_employees e ON e.local_id = h.staff_id
LEFT JOIN known_staff t ON t.staff_id = h.staff_id
LEFT JOIN known_schools o ON o.school_code = h.school_code"""
T_ORG = "coalesce(o.org_id, record_key(t.system, t.school_code))"
T_JOIN = "LEFT JOIN known_schools o ON o.school_code = t.school_code"
RACES = "lower(coalesce(s.race, ''))"

FILLS: dict[str, str] = {
    "known_students": KNOWN_STUDENTS,
    "known_schools": KNOWN_SCHOOLS,
    "known_courses": _known("course_list", "course_id", "course_key"),
    "known_sections": _known("section_list", "section_id", "section_key"),
    "known_staff": _known("staff_list", "staff_id", "staff_key"),
    "known_employees": """
SELECT local_id, min(person_id) AS person_id FROM known_persons
WHERE is_staff AND local_id IS NOT NULL GROUP BY local_id HAVING count(DISTINCT person_id) = 1""",
    "orgs": """
SELECT record_key(l.system, l.school_code) AS org_id, l.name, 'school' AS org_type, l.low_grade, l.high_grade,
       l.city, l.state, l.zip, lower(coalesce(l.status, 'active')) AS status, l.system, l.file, l.line
FROM school_list l
LEFT JOIN known_schools o ON o.school_code = l.school_code
WHERE coalesce(o.org_id, record_key(l.system, l.school_code)) = record_key(l.system, l.school_code)""",
    "org_identifiers": """
SELECT coalesce(o.org_id, record_key(l.system, l.school_code)) AS org_id, l.id_type, l.value, l.system, l.file, l.line
FROM (SELECT s.system, s.file, s.line, s.school_code,
             unnest(['school_code', 'state', 'nces', 'other']) AS id_type,
             trim(unnest([s.school_code, s.state_school_id, s.nces_id, s.other_code])) AS value
      FROM school_list s) l
LEFT JOIN known_schools o ON o.school_code = l.school_code
WHERE l.value IS NOT NULL""",
    "courses": """
SELECT record_key(c.system, c.course_id) AS course_id, c.title, c.course_code, c.subject,
       coalesce(o.org_id, record_key(c.system, c.school_code)) AS org_id, c.system, c.file, c.line
FROM course_list c LEFT JOIN known_schools o ON o.school_code = c.school_code""",
    "classes": """
SELECT record_key(c.system, c.section_id) AS class_id,
       coalesce(n.course_key, record_key(c.system, c.course_id)) AS course_id,
       coalesce(o.org_id, record_key(c.system, c.school_code)) AS org_id, c.title, 'scheduled' AS class_type,
       c.grade AS grades, c.subject, c.system, c.file, c.line
FROM section_list c
LEFT JOIN known_courses n ON n.course_id = c.course_id
LEFT JOIN known_schools o ON o.school_code = c.school_code""",
    "enrollments": """
SELECT record_key(e.system, e.section_id || ':' || coalesce(e.student_id, e.staff_id)) AS enrollment_id,
       coalesce(n.section_key, record_key(e.system, e.section_id)) AS class_id,
       coalesce(k.person_id, t.staff_key, record_key(e.system, coalesce(e.student_id, e.staff_id))) AS person_id,
       coalesce(o.org_id, record_key(e.system, e.school_code)) AS org_id,
       CASE WHEN e.student_id IS NOT NULL THEN 'student' ELSE 'teacher' END AS role,
       e.begin_date, e.end_date, e.system, e.file, e.line
FROM section_enrollment_list e
LEFT JOIN known_sections n ON n.section_id = e.section_id
LEFT JOIN known_students k ON k.local_id = e.student_id
LEFT JOIN known_staff t ON t.staff_id = CASE WHEN e.student_id IS NULL THEN e.staff_id END
LEFT JOIN known_schools o ON o.school_code = e.school_code""",
    "persons": f"""
SELECT {PERSON} AS person_id, s.given_name, s.middle_name, s.family_name, s.preferred_name AS preferred_given_name,
       s.birth_date, s.local_id, s.state_id, true AS is_student, false AS is_staff, false AS is_contact,
       s.exit_date IS NULL OR s.exit_date >= as_of() AS is_enabled, {ORG} AS org_id, s.system, s.file, s.line
FROM student_list s {JOINS}
WHERE k.person_id IS NULL OR k.person_id = record_key(s.system, s.local_id)
UNION ALL
SELECT record_key(t.system, t.staff_id), t.given_name, t.middle_name, t.family_name, CAST(NULL AS VARCHAR),
       t.birth_date, t.staff_id, CAST(NULL AS VARCHAR), false, true, false,
       t.end_date IS NULL OR t.end_date >= as_of(), {T_ORG}, t.system, t.file, t.line
FROM staff_list t {T_JOIN}
UNION ALL
SELECT record_key(h.system, h.staff_id), arg_min(h.given_name, h.line), CAST(NULL AS VARCHAR),
       arg_min(h.family_name, h.line), CAST(NULL AS VARCHAR), CAST(NULL AS DATE), h.staff_id, CAST(NULL AS VARCHAR),
       false, true, false, bool_or(h.end_date IS NULL OR h.end_date >= as_of()), arg_min({H_ORG}, h.line),
       h.system, h.file, min(h.line)
FROM position_list h {H_JOINS}
WHERE e.person_id IS NULL AND t.staff_key IS NULL AND h.staff_id IS NOT NULL
GROUP BY h.system, h.file, h.staff_id""",
    "staff_positions": f"""
SELECT {H_PERSON} AS person_id, h.position_id, {H_ORG} AS org_id, h.job_title, h.fte, h.funding, h.account,
       h.begin_date, h.end_date, h.system, h.file, h.line
FROM position_list h {H_JOINS}""",
    "person_identifiers": f"""
SELECT {PERSON} AS person_id, 'local' AS id_type, s.local_id AS value, {ORG} AS org_id, s.system, s.file, s.line
FROM student_list s {JOINS} WHERE s.local_id IS NOT NULL
UNION ALL
SELECT {PERSON}, 'state', s.state_id, {ORG}, s.system, s.file, s.line
FROM student_list s {JOINS} WHERE s.state_id IS NOT NULL""",
    "person_org_roles": f"""
SELECT {PERSON} AS person_id, {ORG} AS org_id, 'student' AS role, 'student' AS role_source,
       CAST(NULL AS VARCHAR) AS role_type, s.grade, s.grade_text AS grade_source, s.entry_date AS begin_date,
       s.exit_date AS end_date, s.entry_code AS entry_type, s.exit_code AS exit_type, s.system, s.file, s.line
FROM student_list s {JOINS}
UNION ALL
SELECT record_key(t.system, t.staff_id), {T_ORG}, 'staff', t.job_title,
       CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), t.begin_date, t.end_date,
       CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), t.system, t.file, t.line
FROM staff_list t {T_JOIN}
UNION ALL
SELECT {H_PERSON}, {H_ORG}, 'staff', h.job_title,
       CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), h.begin_date, h.end_date,
       CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR), h.system, h.file, h.line
FROM position_list h {H_JOINS}""",
    "demographics": f"""
SELECT {PERSON} AS person_id, s.sex, truthy(s.hispanic) OR {RACES} LIKE '%hispanic%' AS hispanic_latino,
       {RACES} LIKE '%indian%' OR {RACES} LIKE '%alaska%' AS race_american_indian,
       regexp_matches({RACES}, '(^|[^a-z])asian') AS race_asian,
       {RACES} LIKE '%black%' OR {RACES} LIKE '%african%' AS race_black,
       {RACES} LIKE '%pacific%' OR {RACES} LIKE '%hawaiian%' AS race_pacific_islander,
       {RACES} LIKE '%white%' AS race_white,
       regexp_matches({RACES}, 'two[ _]?or[ _]?more|multi') AS race_two_or_more,
       s.home_language, {ORG} AS org_id, s.system, s.file, s.line
FROM student_list s {JOINS} WHERE s.race IS NOT NULL OR s.sex IS NOT NULL OR s.home_language IS NOT NULL""",
    "program_associations": f"""
SELECT {P_PERSON} AS person_id, {P_ORG} AS org_id, p.program AS program_type, p.begin_date, p.end_date, p.detail,
       p.system, p.file, p.line
FROM program_list p {P_JOINS}
UNION ALL
{FLAG_ROWS}""",
    "attendance_events": f"""
SELECT {A_PERSON} AS person_id, {A_ORG} AS org_id,
       coalesce(n.section_key, record_key(a.system, a.section_id)) AS class_id,
       a.date AS event_date, a.category, a.category_text AS category_source, a.minutes, a.system, a.file, a.line
FROM attendance_list a {A_JOINS}
LEFT JOIN known_sections n ON n.section_id = a.section_id""",
    "assessment_results": result_fills.RESULTS,
}
