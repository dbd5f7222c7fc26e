"""How OneRoster rows fill the record: one SELECT for each record table."""

from __future__ import annotations

from cupola.engine.sources.roster_words import RosterFill

STUDENT_ROLES = "('student')"
CONTACT_ROLES = "('guardian', 'parent', 'relative')"

# The day from which on a row that is marked tobedeleted counts no more.
CLOSED_ON = "CASE WHEN lower({0}.status) = 'tobedeleted' THEN CAST({0}.date_last_modified AS DATE) END"

ROLE_ROWS = f"""
SELECT r.system, r.file, r.line, r.sourced_id, r.user_sourced_id, r.org_sourced_id, r.role, r.role_type,
       r.begin_date, r.end_date, r.is_live, {CLOSED_ON.format("r")} AS closed_on
FROM oneroster_roles r
UNION ALL
SELECT u.system, u.file, u.line, u.sourced_id, u.sourced_id, trim(o.org), u.role,
       CASE WHEN o.place = 1 THEN 'primary' ELSE 'secondary' END, CAST(NULL AS DATE), CAST(NULL AS DATE), u.is_live,
       {CLOSED_ON.format("u")}
FROM oneroster_users u,
     LATERAL (SELECT unnest(string_split(u.org_sourced_ids, ',')) AS org,
                     generate_subscripts(string_split(u.org_sourced_ids, ','), 1) AS place) o
WHERE u.role IS NOT NULL AND u.org_sourced_ids IS NOT NULL
"""

ROLE_OF_USER = f"""
SELECT system, user_sourced_id,
       bool_or(role IN {STUDENT_ROLES}) AS is_student,
       bool_or(role IN {CONTACT_ROLES}) AS is_contact,
       bool_or(role NOT IN {STUDENT_ROLES} AND role NOT IN {CONTACT_ROLES}) AS is_staff,
       min(org_sourced_id) FILTER (WHERE role_type = 'primary') AS primary_org,
       min(org_sourced_id) AS any_org
FROM ({ROLE_ROWS}) GROUP BY system, user_sourced_id
"""

LOCAL_NUMBER = r"nullif(regexp_extract({0}, '(?i)\{{(?:local|local[_ ]?id):\s*([^}}]*)\}}', 1), '')"
STATE_NUMBER = r"nullif(regexp_extract({0}, '(?i)\{{(?:state|state[_ ]?id|ssid|sasid):\s*([^}}]*)\}}', 1), '')"

# What the lists of schools say that a school teaches, by any of its codes; nothing where they contradict one another.
GRADES_OF_SCHOOLS = """
SELECT l.code, min(l.low_grade) AS low_grade, min(l.high_grade) AS high_grade
FROM (SELECT trim(unnest([s.school_code, s.state_school_id, s.nces_id, s.other_code])) AS code,
             s.low_grade, s.high_grade
      FROM school_list s WHERE s.low_grade IS NOT NULL AND s.high_grade IS NOT NULL) l
WHERE l.code IS NOT NULL
GROUP BY l.code HAVING count(DISTINCT l.low_grade || ' ' || l.high_grade) = 1"""

FILLS: dict[str, str] = {
    "orgs": f"""
SELECT record_key(o.system, o.sourced_id) AS org_id, o.name,
       CASE WHEN o.type = 'national' THEN 'state' WHEN o.type = 'local' THEN 'district' ELSE o.type END
         AS org_type,
       record_key(o.system, o.parent_sourced_id) AS parent_org_id, g.low_grade, g.high_grade,
       CASE WHEN o.status = 'tobedeleted' THEN 'inactive' ELSE 'active' END AS status,
       o.system, o.file, o.line
FROM oneroster_orgs o
LEFT JOIN ({GRADES_OF_SCHOOLS}) g ON g.code = trim(o.identifier)""",
    "org_identifiers": """
SELECT record_key(o.system, o.sourced_id) AS org_id, 'sourced_id' AS id_type, o.sourced_id AS value,
       o.system, o.file, o.line
FROM oneroster_orgs o
UNION ALL
SELECT record_key(o.system, o.sourced_id), 'school_code', trim(o.identifier), o.system, o.file, o.line
FROM oneroster_orgs o WHERE o.identifier IS NOT NULL""",
    "academic_sessions": """
SELECT record_key(s.system, s.sourced_id) AS academic_session_id, s.title, s.type AS session_type,
       record_key(s.system, s.parent_sourced_id) AS parent_id,
       CASE WHEN regexp_matches(s.school_year, '^[0-9]{4}$') THEN CAST(s.school_year AS BIGINT) END
         AS school_year,
       s.start_date AS begin_date, s.end_date, s.system, s.file, s.line
FROM oneroster_academic_sessions s""",
    "courses": """
SELECT record_key(c.system, c.sourced_id) AS course_id, c.title, c.course_code,
       c.subject_codes AS sced_code, c.subjects AS subject, record_key(c.system, c.org_sourced_id) AS org_id,
       c.system, c.file, c.line
FROM oneroster_courses c""",
    "classes": """
SELECT record_key(c.system, c.sourced_id) AS class_id, record_key(c.system, c.course_sourced_id) AS course_id,
       record_key(c.system, c.school_sourced_id) AS org_id, c.title, c.class_code, c.class_type,
       c.periods AS period, c.location, c.grades, c.subjects AS subject, c.system, c.file, c.line
FROM oneroster_classes c""",
    "class_sessions": """
SELECT record_key(t.system, t.sourced_id) AS class_id,
       record_key(t.system, trim(t.term)) AS academic_session_id,
       record_key(t.system, t.school_sourced_id) AS org_id, t.system, t.file, t.line
FROM (SELECT c.system, c.file, c.line, c.sourced_id, c.school_sourced_id,
             unnest(string_split(c.term_sourced_ids, ',')) AS term
      FROM oneroster_classes c WHERE c.term_sourced_ids IS NOT NULL) t""",
    "persons": f"""
SELECT u.person_key AS person_id, u.given_name, u.middle_name, u.family_name,
       u.preferred_given_name, u.preferred_family_name, d.birth_date,
       coalesce(u.local_number, u.identifier) AS local_id,
       u.state_number AS state_id,
       coalesce(r.is_student, u.role = 'student', false) AS is_student,
       coalesce(r.is_staff, false) AS is_staff,
       coalesce(r.is_contact, false) AS is_contact,
       coalesce(u.enabled_user, true) AND coalesce(lower(u.status), 'active') <> 'tobedeleted' AS is_enabled,
       record_key(u.system, coalesce(u.primary_org_sourced_id, r.primary_org, r.any_org)) AS org_id,
       u.system, u.file, u.line
FROM oneroster_users u
LEFT JOIN ({ROLE_OF_USER}) r ON r.system = u.system AND r.user_sourced_id = u.sourced_id
LEFT JOIN (SELECT system, sourced_id, min(birth_date) AS birth_date
           FROM oneroster_demographics GROUP BY system, sourced_id) d
  ON d.system = u.system AND d.sourced_id = u.sourced_id""",
    "person_identifiers": """
SELECT i.person_id, i.id_type, i.value, record_key(i.system, i.org) AS org_id, i.system, i.file, i.line
FROM (
  SELECT u.person_key AS person_id, 'sourced_id' AS id_type, u.sourced_id AS value,
         u.primary_org_sourced_id AS org, u.system, u.file, u.line FROM oneroster_users u
  UNION ALL
  SELECT u.person_key, 'local', coalesce(u.local_number, u.identifier),
         u.primary_org_sourced_id, u.system, u.file, u.line FROM oneroster_users u
  UNION ALL
  SELECT u.person_key, 'state', u.state_number,
         u.primary_org_sourced_id, u.system, u.file, u.line FROM oneroster_users u
) i WHERE i.value IS NOT NULL""",
    "person_org_roles": f"""
SELECT record_key(r.system, r.user_sourced_id) AS person_id, record_key(r.system, r.org_sourced_id) AS org_id,
       CASE WHEN r.role = 'administrator' AND o.type = 'school' THEN 'siteAdministrator'
            WHEN r.role = 'administrator' THEN 'districtAdministrator' ELSE r.role END AS role,
       r.role AS role_source, r.role_type,
       CASE WHEN r.role = 'student' THEN trim(split_part(u.grades, ',', 1)) END AS grade,
       CASE WHEN r.role = 'student' THEN u.grades END AS grade_source,
       r.begin_date, least(r.end_date, r.closed_on) AS end_date, r.system, r.file, r.line
FROM ({ROLE_ROWS}) r
LEFT JOIN oneroster_users u ON u.system = r.system AND u.sourced_id = r.user_sourced_id
LEFT JOIN oneroster_orgs o ON o.system = r.system AND o.sourced_id = r.org_sourced_id""",
    "enrollments": f"""
SELECT record_key(e.system, e.sourced_id) AS enrollment_id, record_key(e.system, e.class_sourced_id) AS class_id,
       record_key(e.system, e.user_sourced_id) AS person_id,
       record_key(e.system, e.school_sourced_id) AS org_id, e.role, e."primary" AS is_primary,
       e.begin_date, least(e.end_date, {CLOSED_ON.format("e")}) AS end_date, e.system, e.file, e.line
FROM oneroster_enrollments e""",
    "person_relationships": """
SELECT record_key(a.system, a.sourced_id) AS person_id, record_key(a.system, trim(a.agent)) AS other_person_id,
       'agent' AS relation, record_key(a.system, a.primary_org_sourced_id) AS org_id, a.system, a.file, a.line
FROM (SELECT u.system, u.file, u.line, u.sourced_id, u.primary_org_sourced_id,
             unnest(string_split(u.agent_sourced_ids, ',')) AS agent
      FROM oneroster_users u WHERE u.agent_sourced_ids IS NOT NULL) a""",
    "demographics": """
SELECT record_key(d.system, d.sourced_id) AS person_id, d.sex, d.hispanic_or_latino_ethnicity AS hispanic_latino,
       d.american_indian_or_alaska_native AS race_american_indian, d.asian AS race_asian,
       d.black_or_african_american AS race_black,
       d.native_hawaiian_or_other_pacific_islander AS race_pacific_islander, d.white AS race_white,
       d.demographic_race_two_or_more_races AS race_two_or_more, d.system, d.file, d.line
FROM oneroster_demographics d""",
    "assessment_results": """
SELECT record_key(r.system, r.student_sourced_id) AS person_id,
       record_key(r.system, coalesce(l.school_sourced_id, c.school_sourced_id)) AS org_id,
       l.title AS assessment, c.subjects AS subject, r.score_date AS administration_date,
       coalesce(r.score_text, r.text_score) AS result_value, r.text_score AS performance_level,
       r.system, r.file, r.line
FROM oneroster_results r
LEFT JOIN oneroster_line_items l ON l.system = r.system AND l.sourced_id = r.line_item_sourced_id
LEFT JOIN oneroster_classes c ON c.system = l.system AND c.sourced_id = l.class_sourced_id
WHERE r.is_live""",
}


ROSTER: dict[str, RosterFill] = {
    "roster_people": RosterFill(
        """
SELECT u.system, u.file, u.line, u.sourced_id, u.primary_org_sourced_id, u.grades, u.enabled_user, u.is_live
FROM oneroster_users u""",
        ("oneroster_users",),
    ),
    "roster_classes": RosterFill(
        """
SELECT c.system, c.file, c.line, c.sourced_id, c.school_sourced_id, c.course_sourced_id, c.title, c.subjects, c.grades,
       lower(c.class_type) AS kind, c.is_live
FROM oneroster_classes c""",
        ("oneroster_classes",),
    ),
    "roster_orgs": RosterFill(
        """
SELECT o.system, o.file, o.line, o.sourced_id, o.parent_sourced_id, lower(o.type) AS kind, o.is_live
FROM oneroster_orgs o""",
        ("oneroster_orgs",),
    ),
    "roster_courses": RosterFill(
        """
SELECT c.system, c.file, c.line, c.sourced_id, c.org_sourced_id, c.school_year_sourced_id, c.is_live
FROM oneroster_courses c""",
        ("oneroster_courses",),
    ),
    "roster_sessions": RosterFill(
        """
SELECT s.system, s.file, s.line, s.sourced_id, s.title, s.parent_sourced_id, s.start_date AS begin_date, s.end_date,
       s.is_live
FROM oneroster_academic_sessions s""",
        ("oneroster_academic_sessions",),
    ),
    "roster_class_terms": RosterFill(
        """
SELECT c.system, c.file, c.line, c.sourced_id AS class_sourced_id,
       trim(unnest(string_split(c.term_sourced_ids, ','))) AS term_sourced_id, c.is_live
FROM oneroster_classes c WHERE c.term_sourced_ids IS NOT NULL""",
        ("oneroster_classes",),
    ),
    "roster_role_rows": RosterFill(
        f"""
SELECT r.system, r.file, r.line, r.sourced_id, r.user_sourced_id, r.org_sourced_id, lower(r.role) AS role,
       lower(r.role_type) AS role_type, r.begin_date, r.end_date, r.is_live
FROM ({ROLE_ROWS}) r""",
        ("oneroster_users", "oneroster_roles"),
    ),
    "roster_enrollment_rows": RosterFill(
        """
SELECT e.system, e.file, e.line, e.sourced_id, e.user_sourced_id, e.class_sourced_id, e.school_sourced_id,
       e.role_word AS role, e."primary" AS is_primary, e.begin_date, e.end_date, e.is_live, 0::TINYINT AS place
FROM oneroster_enrollments e""",
        ("oneroster_enrollments",),
    ),
    "roster_agents": RosterFill(
        """
SELECT u.system, u.file, u.line, trim(unnest(string_split(u.agent_sourced_ids, ','))) AS agent_sourced_id,
       true AS is_guardian
FROM oneroster_users u WHERE u.agent_sourced_ids IS NOT NULL""",
        ("oneroster_users",),
    ),
    "roster_births": RosterFill(
        """
SELECT d.system, d.file, d.line, d.sourced_id AS user_sourced_id, d.birth_date, d.sex, d.is_live
FROM oneroster_demographics d""",
        ("oneroster_demographics",),
    ),
    "roster_names": RosterFill(
        """
SELECT u.system, u.file, u.line, u.sourced_id, u.primary_org_sourced_id, u.given_name, u.middle_name, u.family_name,
       u.preferred_given_name, u.identifier AS person_number, u.state_number, u.agent_sourced_ids,
       coalesce(u.enabled_user, true) AS is_enabled, u.is_live
FROM oneroster_users u""",
        ("oneroster_users",),
    ),
}
