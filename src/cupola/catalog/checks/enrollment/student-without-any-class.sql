/* ---
id: ENR-006
title: Student has no class
module: data
role: registrar
needs: [roster_people, roster_roles, roster_enrollments]
of: roster_people
absence_of: roster_enrollments
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
  sql: select count(*) > 0 from roster_enrollments e where e.is_student
  otherwise: no class enrollment is that of a student
--- */
with scheduled as (
  select distinct e.person
  from roster_enrollments e
  where e.is_student and (e.end_date is null or e.end_date >= as_of()) and e.is_live and e.person is not null
),
idle as (
  select distinct r.system, r.person
  from roster_roles r
  left join scheduled h on h.person = r.person
  where h.person is null and r.role = 'student' and (r.end_date is null or r.end_date >= as_of())
    and (r.begin_date is null or r.begin_date <= as_of() - 14) and r.person is not null
),
students as (
  -- Nobody is compared in a roster of which every student has a class.
  select r.person, min(r.org_sourced_id) as org_sourced_id
  from roster_roles r
  where r.role = 'student' and (r.end_date is null or r.end_date >= as_of())
    and (r.begin_date is null or r.begin_date <= as_of() - 14) and r.person is not null
    and r.system in (select i.system from idle i)
  group by r.person
),
told as (
  select u.system, u.sourced_id, coalesce(u.grades, '') as grades, s.org_sourced_id, u.file, u.line,
         i.person is not null as without
  from students s
  join roster_people u on u.person = s.person
  left join idle i on i.person = s.person
  where u.is_active
),
peers as (
  select t.system, t.org_sourced_id, t.grades, count(*) as students,
         count(case when not t.without then 1 end) as with_class
  from told t
  group by t.system, t.org_sourced_id, t.grades
  having count(case when not t.without then 1 end) < count(*)
)
select t.sourced_id as subject, record_key(t.system, t.org_sourced_id) as school_id, p.with_class as evidence,
       p.students, t.file, t.line
from told t
join peers p on p.system = t.system and p.org_sourced_id = t.org_sourced_id and p.grades = t.grades
where t.without and p.with_class * 2 > p.students
