/* ---
id: ENR-006
title: Student has no class
module: data
role: registrar
needs: [oneroster_users, oneroster_enrollments, person_org_roles]
of: oneroster_users
absence_of: oneroster_enrollments
severity: warning
says: "The student has no class, while {evidence} of {students} students of the same school and grade have."
why: >-
  The student can sign in but sees no course, takes no attendance and is missing from every count by class.
  Often the schedule was never made after the student moved in.
fix: >-
  Open the student's schedule. If it is empty, the counselor should build it; if it is full, find out why
  the export leaves these classes out. If the student left, enter the last day.
not_a_problem_when: >-
  The student is enrolled for services only, at home or in a hospital, or is placed outside the district.
cost: {hours: 0.3}
only_if:
  sql: select count(*) > 0 from oneroster_enrollments e where e.role_word = 'student'
  otherwise: enrollments.csv holds no student at all
--- */
with students as (
  select u.system, u.sourced_id, u.grades, u.file, u.line, min(r.org_id) as org_id
  from person_org_roles r
  join oneroster_users u on u.system = r.system and u.person_key = r.person_id
  where lower(r.role) = 'student' and (r.end_date is null or r.end_date >= as_of())
    and (r.begin_date is null or r.begin_date <= as_of() - 14)
    and coalesce(u.enabled_user, true) and u.is_live
  group by u.system, u.sourced_id, u.grades, u.file, u.line
),
scheduled as (
  select distinct e.system, e.user_sourced_id
  from oneroster_enrollments e
  where e.role_word = 'student' and (e.end_date is null or e.end_date >= as_of())
    and e.is_live
),
told as (
  select s.system, s.sourced_id, s.grades, s.org_id, s.file, s.line, h.user_sourced_id is null as without
  from students s
  left join scheduled h on h.system = s.system and h.user_sourced_id = s.sourced_id
),
peers as (
  select t.system, t.org_id, coalesce(t.grades, '') as grades, count(*) as students,
         count(case when not t.without then 1 end) as with_class
  from told t
  group by t.system, t.org_id, coalesce(t.grades, '')
)
select t.sourced_id as subject, t.org_id as school_id, p.with_class as evidence, p.students, t.file, t.line
from told t
join peers p on p.system = t.system and p.org_id = t.org_id and p.grades = coalesce(t.grades, '')
where t.without and p.with_class * 2 > p.students
