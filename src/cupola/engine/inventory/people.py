"""Who is here on the day of the record, at which school, and to whom an address belongs.

A person is here while the student information system and human resources say so. Human resources decides for staff it
lists; a role that ended less than two weeks ago still counts, because exports arrive on different days.
"""

from __future__ import annotations

from cupola.engine.inventory.opened import Opened

GRACE_DAYS = 14
PEOPLE = f"""
CREATE TEMP TABLE people AS
WITH linked AS (SELECT key, min(linked) AS linked FROM crosswalk WHERE entity IN ('person', 'persons') GROUP BY key),
roster AS (
  SELECT p.person_id, coalesce(l.linked, p.person_id) AS person, p.is_student, p.is_staff, p.org_id, p.local_id,
         coalesce(p.is_enabled, true) AND coalesce(i.status, 'active') NOT IN ('tobedeleted', 'inactive') AS is_listed
  FROM persons p
  JOIN systems s ON s.system = split_part(p.person_id, ':', 1) AND s.is_roster
  LEFT JOIN linked l ON l.key = p.person_id
  LEFT JOIN (SELECT person_id, min(status) AS status FROM sis_logins GROUP BY person_id) i ON i.person_id = p.person_id
),
open_roles AS (
  SELECT r.person_id, count(*) AS roles,
         bool_or(r.end_date IS NULL OR r.end_date < r.begin_date OR r.end_date >= $day - {GRACE_DAYS}) AS is_open,
         arg_max(r.org_id, coalesce(r.begin_date, DATE '1900-01-01')) FILTER (r.role = 'student' AND
           (r.end_date IS NULL OR r.end_date >= $day)) AS student_at,
         arg_max(r.grade, coalesce(r.begin_date, DATE '1900-01-01')) FILTER (r.role = 'student' AND
           (r.end_date IS NULL OR r.end_date >= $day)) AS grade,
         bool_or(r.role NOT IN ('student', 'parent', 'guardian', 'relative') AND
           (r.end_date IS NULL OR r.end_date >= $day - {GRACE_DAYS})) AS works
  FROM person_org_roles r GROUP BY r.person_id
),
positions AS (
  SELECT person_id, bool_or(end_date IS NULL OR end_date >= $day - {GRACE_DAYS}) AS works, min(org_id) AS org_id
  FROM staff_positions GROUP BY person_id
),
joined AS (
  SELECT r.person, r.person_id, r.is_student, r.is_staff, r.local_id, o.grade, o.student_at,
         coalesce(o.student_at, r.org_id, h.org_id) AS org_id,
         CASE WHEN r.is_staff AND h.person_id IS NOT NULL THEN h.works
              ELSE r.is_listed AND coalesce(o.is_open, true) END AS is_current,
         r.is_staff AND CASE WHEN h.person_id IS NOT NULL THEN h.works
              ELSE r.is_listed AND coalesce(o.works, true) END AS works,
         r.is_staff AND h.person_id IS NOT NULL AS is_of_hr
  FROM roster r
  LEFT JOIN open_roles o ON o.person_id = r.person_id
  LEFT JOIN positions h ON h.person_id = r.person_id
)
SELECT person, bool_or(is_student) AS is_student, bool_or(is_staff) AS is_staff,
       CASE WHEN bool_or(is_of_hr) THEN bool_or(is_current) FILTER (is_of_hr)
              OR bool_or(coalesce(is_student, false) AND is_current AND NOT is_of_hr)
            ELSE bool_or(is_current) END AS is_current,
       coalesce(CASE WHEN bool_or(is_of_hr) THEN bool_or(works) FILTER (is_of_hr) ELSE bool_or(works) END, false)
         AS works,
       arg_max(org_id, (is_current, student_at IS NOT NULL)) AS org_id, arg_max(grade, is_current) AS grade
FROM joined GROUP BY person"""
KEYS = """
CREATE TEMP TABLE person_keys AS
SELECT p.person_id, coalesce(min(l.linked), p.person_id) AS person, min(ltrim(lower(trim(p.local_id)), '0')) AS number
FROM persons p
JOIN systems s ON s.system = split_part(p.person_id, ':', 1) AND s.is_roster
LEFT JOIN crosswalk l ON l.key = p.person_id AND l.entity IN ('person', 'persons')
GROUP BY p.person_id"""
STUDENT_SCHOOLS = f"""
CREATE TEMP TABLE student_schools AS
SELECT DISTINCT k.person, r.org_id, r.end_date IS NULL OR r.end_date >= $day AS is_now
FROM person_org_roles r JOIN person_keys k ON k.person_id = r.person_id
WHERE r.role = 'student' AND r.org_id IS NOT NULL
  AND (r.end_date IS NULL OR r.end_date >= $day - {GRACE_DAYS}) AND (r.begin_date IS NULL OR r.begin_date <= $day)"""
# What stands for one person and no other. A way that names two people names nobody.
WAYS = """
CREATE TEMP TABLE ways AS
WITH told AS (
  SELECT lower(trim(a.email)) AS said, k.person FROM accounts a JOIN person_keys k ON k.person_id = a.person_id
  UNION SELECT i.email, k.person FROM sis_logins i JOIN person_keys k ON k.person_id = i.person_id
  UNION SELECT i.username, k.person FROM sis_logins i JOIN person_keys k ON k.person_id = i.person_id
  UNION SELECT k.number, k.person FROM person_keys k
)
SELECT said, min(person) AS person FROM told WHERE said IS NOT NULL AND said <> ''
GROUP BY said HAVING count(DISTINCT person) = 1"""
# The number in the directory first, then the whole address, then the part before the @ as a sign-in name.
HOLDERS = """
CREATE TEMP TABLE account_people AS
SELECT a.account_id, lower(trim(min(a.email))) AS email,
       coalesce(min(k.person), min(n.person), min(e.person), min(u.person)) AS person
FROM accounts a
JOIN file_kinds f ON f.file = a.file AND f.kind = 'directory'
LEFT JOIN person_keys k ON k.person_id = a.person_id
LEFT JOIN ways n ON n.said = ltrim(lower(trim(a.external_id)), '0')
LEFT JOIN ways e ON e.said = lower(trim(a.email))
LEFT JOIN ways u ON u.said = split_part(lower(trim(a.email)), '@', 1) AND u.said NOT SIMILAR TO '[0-9]{1,3}'
GROUP BY a.account_id"""
ADDRESSES = """
CREATE TEMP TABLE addresses AS
SELECT email AS said, min(person) AS person FROM account_people
WHERE person IS NOT NULL AND email IS NOT NULL GROUP BY email HAVING count(DISTINCT person) = 1
UNION ALL
SELECT w.said, w.person FROM ways w
ANTI JOIN (SELECT email AS said FROM account_people WHERE person IS NOT NULL AND email IS NOT NULL) a USING (said)"""
# A place is an org by its name or code, or by its last part; the org with most students stands for a name.
PLACES = """
CREATE TEMP TABLE place_names AS
WITH students AS (SELECT org_id, count(*) AS n FROM student_schools WHERE is_now GROUP BY org_id),
named AS (
  SELECT o.org_id, folded(o.name) AS said FROM orgs o
  UNION SELECT i.org_id, folded(i.value) FROM org_identifiers i WHERE length(i.value) > 2
)
SELECT said, arg_max(named.org_id, coalesce(n, 0)) AS org_id
FROM named LEFT JOIN students USING (org_id) WHERE said <> '' GROUP BY said"""


def lay_out_people(record: Opened) -> None:
    """Make the tables `people`, `person_keys`, `student_schools`, `account_people`, `addresses` and `place_names`."""
    connection = record.connection
    connection.execute("CREATE MACRO folded(x) AS trim(regexp_replace(lower(x), '[^a-z0-9]+', ' ', 'g'))")
    day = {"day": record.day}
    connection.execute(KEYS)
    connection.execute(PEOPLE, day)
    connection.execute(STUDENT_SCHOOLS, day)
    for made in (WAYS, HOLDERS, ADDRESSES, PLACES):
        connection.execute(made)
