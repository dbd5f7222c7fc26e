/* ---
id: ENR-019
title: Student of the SIS is missing in the state file
module: data
role: registrar
needs: [oneroster_users, student_list, persons, person_org_roles]
of: oneroster_users
absence_of: student_list
severity: error
says: >-
  Student {subject} is enrolled in the SIS and stands in no row of the state file.
why: >-
  A student who is not reported does not exist for the state: no test, no funding, and a drop-out at
  the last school.
fix: >-
  See what keeps the student out of the extract: a missing state id, a box that excludes the
  enrollment, or a wrong date.
not_a_problem_when: >-
  The student is of a kind that the district does not report: a visitor, or one in a private
  preschool.
cost: {hours: 0.3}
--- */
with reported as (
  select distinct ltrim(trim(l.local_id), '0') as number
  from student_list l
  join source_systems s on s.system = l.system and s.kind = 'state'
  where l.local_id is not null
),
here as (
  select person_id, min(begin_date) as since, min(org_id) as org_id
  from person_org_roles
  where role = 'student' and (end_date is null or end_date >= as_of()) and coalesce(grade, 'KG') not in ('IT', 'PR', 'PK')
  group by person_id
),
compared as (
  select u.system, u.sourced_id, h.org_id, u.file, u.line, r.number is not null as is_reported
  from here h
  join persons p on p.person_id = h.person_id and p.is_student and coalesce(p.is_enabled, true)
  join oneroster_users u on u.person_key = p.person_id and u.is_live
  left join reported r on r.number = ltrim(trim(p.local_id), '0')
  where trim(p.local_id) <> '' and (h.since is null or h.since <= as_of() - interval '14' day)
),
whole as (
  -- Files that hold only changes, one school or one grade say nothing about the others.
  select system from compared group by system having 10 * count(case when is_reported then 1 end) >= 9 * count(*)
)
select c.sourced_id as subject, c.org_id as school_id, cast(null as varchar) as evidence, c.file, c.line
from compared c
join whole w on w.system = c.system
where not c.is_reported
