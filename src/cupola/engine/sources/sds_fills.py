"""How School Data Sync rows fill the record: one SELECT for each record table."""

from __future__ import annotations

from cupola.engine.sources.roster_words import CONTACTS, grade_sql, role_sql

# Version 2.1 has a file of roles; the other formats say role and school in the row of the person.
ROLE_ROWS = """
SELECT r.system, r.file, r.line, r.user_sourced_id, r.org_sourced_id, r.role, r.grade,
       CASE r.is_primary WHEN true THEN 'primary' WHEN false THEN 'secondary' END AS role_type,
       r.role_start_date AS begin_date, r.role_end_date AS end_date
FROM sds_roles r
UNION ALL
SELECT u.system, u.file, u.line, u.sourced_id, trim(o.org), u.role, u.grade,
       CASE WHEN o.place = 1 THEN 'primary' ELSE 'secondary' END, CAST(NULL AS DATE), CAST(NULL AS DATE)
FROM sds_users u,
     LATERAL (SELECT unnest(string_split(u.org_sourced_ids, ',')) AS org,
                     generate_subscripts(string_split(u.org_sourced_ids, ','), 1) AS place) o
WHERE u.role IS NOT NULL AND u.org_sourced_ids IS NOT NULL
"""
ROLE_OF_USER = f"""
SELECT system, user_sourced_id,
       bool_or(lower(trim(role)) = 'student') AS is_student,
       bool_or(lower(trim(role)) IN {CONTACTS}) AS is_contact,
       bool_or(lower(trim(role)) NOT IN {CONTACTS} AND lower(trim(role)) <> 'student') AS is_staff,
       min(org_sourced_id) FILTER (WHERE role_type = 'primary') AS primary_org,
       min(org_sourced_id) AS any_org
FROM ({ROLE_ROWS}) GROUP BY system, user_sourced_id
"""
CONTACTS_NAMED = """
SELECT DISTINCT system, relationship_user_sourced_id AS sourced_id FROM sds_relationships
WHERE lower(relationship_role) <> 'child'"""
HEAD = (
    "SELECT {0} AS person_id, {1} AS id_type, {2} AS value, u.system, u.file, u.line "
    "FROM sds_users u WHERE {2} IS NOT NULL"
)
PERSON = "record_key(u.system, u.sourced_id)"
STATE_ID = "CASE WHEN NOT regexp_matches({0}, '^[A-Za-z]{{2}}$') THEN {0} END"
FLAGS = """CASE WHEN lower(f.flag) IN ('iep', 'specialeducation') THEN 'special_education'
            WHEN lower(f.flag) IN ('freelunch', 'reducedlunch', 'freeorreducedlunch') THEN 'food_service'
            WHEN lower(f.flag) IN ('ell', 'englishlearner', 'englishlanguagelearner') THEN 'english_learner'
            WHEN lower(f.flag) = 'homeless' THEN 'homeless' WHEN lower(f.flag) = 'foster' THEN 'foster'
            WHEN lower(f.flag) = 'migrant' THEN 'migrant' WHEN lower(f.flag) IN ('504', 'section504')
            THEN 'section_504' WHEN lower(f.flag) LIKE 'title%' THEN 'title_i' ELSE 'other' END"""
RACES = "lower(coalesce(d.race_codes, ''))"

FILLS: dict[str, str] = {
    "orgs": """
SELECT record_key(o.system, o.sourced_id) AS org_id, o.name,
       CASE WHEN lower(o.type) IN ('school', 'college', 'university') THEN 'school'
            WHEN lower(o.type) IN ('department', 'program', 'division') THEN 'department'
            WHEN lower(o.type) IN ('ministryofeducation', 'state', 'national') THEN 'state'
            WHEN o.type IS NOT NULL THEN 'district' END AS org_type,
       record_key(o.system, o.parent_sourced_id) AS parent_org_id, o.low_grade, o.high_grade, o.city, o.state,
       o.zip, 'active' AS status, o.system, o.file, o.line
FROM sds_orgs o""",
    "org_identifiers": """
SELECT record_key(i.system, i.sourced_id) AS org_id, i.id_type, i.value, i.system, i.file, i.line FROM (
  SELECT o.system, o.file, o.line, o.sourced_id, 'sourced_id' AS id_type, o.sourced_id AS value FROM sds_orgs o
  UNION ALL
  SELECT o.system, o.file, o.line, o.sourced_id, 'school_code', trim(o.school_number) FROM sds_orgs o
  UNION ALL
  SELECT o.system, o.file, o.line, o.sourced_id, 'nces', trim(o.nces_id) FROM sds_orgs o
) i WHERE i.value IS NOT NULL""",
    "academic_sessions": """
SELECT record_key(s.system, s.sourced_id) AS academic_session_id, s.title, s.type AS session_type,
       CASE WHEN regexp_matches(s.school_year, '^[0-9]{4}$') THEN CAST(s.school_year AS BIGINT) END
         AS school_year,
       s.start_date AS begin_date, s.end_date, s.system, s.file, s.line
FROM sds_academic_sessions s
UNION ALL
SELECT record_key(c.system, c.session_sourced_ids), min(c.term_name), 'term', NULL, min(c.term_start),
       max(c.term_end), c.system, min(c.file), min(c.line)
FROM sds_classes c WHERE c.term_start IS NOT NULL AND c.session_sourced_ids IS NOT NULL
GROUP BY c.system, c.session_sourced_ids""",
    "courses": """
SELECT record_key(c.system, c.sourced_id) AS course_id, c.title, c.code AS course_code, c.subject,
       record_key(c.system, c.org_sourced_id) AS org_id, c.system, c.file, c.line
FROM sds_courses c
UNION ALL
SELECT record_key(c.system, c.course_sourced_id), min(c.course_name), min(c.course_code), min(c.subject),
       min(record_key(c.system, c.org_sourced_id)), c.system, min(c.file), min(c.line)
FROM sds_classes c WHERE c.course_name IS NOT NULL AND c.course_sourced_id IS NOT NULL
GROUP BY c.system, c.course_sourced_id""",
    "classes": """
SELECT record_key(c.system, c.sourced_id) AS class_id, record_key(c.system, c.course_sourced_id) AS course_id,
       record_key(c.system, c.org_sourced_id) AS org_id, c.title, c.code AS class_code, 'scheduled' AS class_type,
       c.period, c.subject, c.system, c.file, c.line
FROM sds_classes c""",
    "class_sessions": """
SELECT record_key(t.system, t.sourced_id) AS class_id,
       record_key(t.system, trim(t.term)) AS academic_session_id,
       record_key(t.system, t.org_sourced_id) AS org_id, t.system, t.file, t.line
FROM (SELECT c.system, c.file, c.line, c.sourced_id, c.org_sourced_id,
             unnest(string_split(c.session_sourced_ids, ',')) AS term
      FROM sds_classes c WHERE c.session_sourced_ids IS NOT NULL) t""",
    "persons": f"""
SELECT {PERSON} AS person_id, u.given_name, u.middle_name, u.family_name,
       coalesce(u.birth_date, d.birth_date) AS birth_date, u.local_number AS local_id,
       {STATE_ID.format("u.state_id")} AS state_id,
       coalesce(r.is_student, lower(trim(u.role)) = 'student', false) AS is_student,
       coalesce(r.is_staff, false) AS is_staff,
       coalesce(r.is_contact, false) OR c.sourced_id IS NOT NULL AS is_contact,
       coalesce(lower(trim(u.status)), 'active') <> 'inactive' AS is_enabled,
       record_key(u.system, coalesce(r.primary_org, r.any_org)) AS org_id, u.system, u.file, u.line
FROM sds_users u
LEFT JOIN ({ROLE_OF_USER}) r ON r.system = u.system AND r.user_sourced_id = u.sourced_id
LEFT JOIN ({CONTACTS_NAMED}) c ON c.system = u.system AND c.sourced_id = u.sourced_id
LEFT JOIN (SELECT system, user_sourced_id, min(birth_date) AS birth_date
           FROM sds_demographics GROUP BY system, user_sourced_id) d
  ON d.system = u.system AND d.user_sourced_id = u.sourced_id""",
    "person_identifiers": "\nUNION ALL\n".join(
        HEAD.format(PERSON, kind, value)
        for kind, value in (
            ("'sourced_id'", "u.sourced_id"),
            ("'local'", "u.local_number"),
            ("'state'", STATE_ID.format("u.state_id")),
        )
    ),
    "accounts": """
SELECT record_key(u.system, u.sourced_id) AS account_id, record_key(u.system, u.sourced_id) AS person_id,
       lower(trim(u.username)) AS username,
       lower(trim(CASE WHEN contains(u.username, '@') THEN u.username ELSE u.email END)) AS email,
       coalesce(lower(trim(u.status)), 'active') <> 'inactive' AS enabled, u.system, u.file, u.line
FROM sds_users u WHERE u.username IS NOT NULL""",
    "person_org_roles": f"""
SELECT record_key(r.system, r.user_sourced_id) AS person_id, record_key(r.system, r.org_sourced_id) AS org_id,
       {role_sql("r.role", "o.type")} AS role, r.role AS role_source, r.role_type,
       CASE WHEN lower(trim(r.role)) = 'student' THEN {grade_sql("r.grade")} END AS grade,
       CASE WHEN lower(trim(r.role)) = 'student' THEN r.grade END AS grade_source,
       r.begin_date, r.end_date, r.system, r.file, r.line
FROM ({ROLE_ROWS}) r
LEFT JOIN (SELECT system, sourced_id, min(type) AS type FROM sds_orgs GROUP BY system, sourced_id) o
  ON o.system = r.system AND o.sourced_id = r.org_sourced_id""",
    "enrollments": f"""
SELECT record_key(e.system, e.class_sourced_id || ':' || e.user_sourced_id) AS enrollment_id,
       record_key(e.system, e.class_sourced_id) AS class_id, record_key(e.system, e.user_sourced_id) AS person_id,
       record_key(e.system, c.org_sourced_id) AS org_id, {role_sql("e.role")} AS role, e.system, e.file, e.line
FROM sds_enrollments e
LEFT JOIN (SELECT system, sourced_id, min(org_sourced_id) AS org_sourced_id
           FROM sds_classes GROUP BY system, sourced_id) c
  ON c.system = e.system AND c.sourced_id = e.class_sourced_id""",
    "person_relationships": """
SELECT record_key(r.system, r.user_sourced_id) AS person_id,
       record_key(r.system, r.relationship_user_sourced_id) AS other_person_id,
       lower(trim(r.relationship_role)) AS relation, r.system, r.file, r.line
FROM sds_relationships r""",
    "demographics": f"""
SELECT record_key(d.system, d.user_sourced_id) AS person_id, lower(trim(d.sex)) AS sex,
       coalesce(contains(lower(d.ethnicity_codes), 'hispanic'), false) AS hispanic_latino,
       contains({RACES}, 'americanindian') AS race_american_indian,
       regexp_matches({RACES}, '(^|[^a-z])asian') AS race_asian, contains({RACES}, 'black') AS race_black,
       contains({RACES}, 'hawaiian') AS race_pacific_islander,
       regexp_matches({RACES}, '(^|[^a-z])white') AS race_white,
       contains({RACES}, 'twoormore') AS race_two_or_more, d.system, d.file, d.line
FROM sds_demographics d""",
    "program_associations": f"""
SELECT record_key(f.system, f.user_sourced_id) AS person_id, {FLAGS} AS program_type,
       f.flag AS detail, f.system, f.file, f.line
FROM sds_user_flags f""",
}
