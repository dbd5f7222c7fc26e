/* ---
id: ROL-001
title: Role in the class contradicts the role of the person
module: data
role: registrar
needs: [oneroster_enrollments, oneroster_users, person_org_roles]
of: oneroster_enrollments
severity: error
says: "Enrolled in the class as {evidence}, but the person is {held} everywhere else."
column: role
why: >-
  A student enrolled as teacher can see and change the grades of others. A teacher enrolled as student sees
  no gradebook and counts as a pupil.
fix: >-
  Open the class list. If the person teaches the class, correct the role in the staff record; if not,
  remove the person from the list of teachers (or students) of this section.
not_a_problem_when: Staff take this class as learners, such as a course for teachers.
cost: {hours: 0.2}
--- */
with students as (
  select u.system, u.sourced_id
  from person_org_roles r
  join oneroster_users u on u.system = r.system and u.person_key = r.person_id
  where lower(r.role) = 'student'
),
suspects as (
  select e.system, e.sourced_id, e.user_sourced_id, e.school_sourced_id, e.role_word as role, e.file, e.line
  from oneroster_enrollments e
  left join students s on s.system = e.system and s.sourced_id = e.user_sourced_id
  where s.sourced_id is null and e.role_word = 'student'
    and e.is_live
  union all
  select e.system, e.sourced_id, e.user_sourced_id, e.school_sourced_id, e.role_word as role, e.file, e.line
  from oneroster_enrollments e
  where e.role_word in ('teacher', 'administrator')
    and e.user_sourced_id in (select s.sourced_id from students s)
    and e.is_live
),
contradicting as (
  select x.system, x.sourced_id, x.user_sourced_id, x.school_sourced_id, x.role, x.file, x.line,
         min(lower(r.role)) as held
  from suspects x
  join person_org_roles r on r.system = x.system and r.person_id = record_key(x.system, x.user_sourced_id)
  where r.role is not null
  group by x.system, x.sourced_id, x.user_sourced_id, x.school_sourced_id, x.role, x.file, x.line
  having count(case when lower(r.role) not in ('student', 'parent', 'guardian', 'relative') then 1 end) = 0
      or (x.role = 'student' and count(case when lower(r.role) = 'student' then 1 end) = 0)
)
select c.sourced_id as subject, record_key(c.system, c.school_sourced_id) as school_id, c.role as evidence,
       c.held, c.file, c.line
from contradicting c
join oneroster_users u on u.system = c.system and u.sourced_id = c.user_sourced_id
