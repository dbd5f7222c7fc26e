/* ---
id: ENR-007
title: Class enrollment of a person who is switched off
module: data
role: registrar
needs: [roster_people, roster_enrollments, roster_enrollment_rows]
of: roster_enrollments
severity: warning
says: "User {evidence} is marked as not active and is still enrolled in class {class}."
column: user_sourced_id
why: >-
  If the student left, class lists and class sizes are too long and a seat stays taken. If not, the student
  cannot sign in to any of these classes.
fix: >-
  Ask the school whether the person is still there. If so, make the person active again; if not, enter the
  last day in each class (withdrawing the student usually does it).
not_a_problem_when: The account is suspended for a few days.
cost: {hours: 0.2}
--- */
with crowd as (
  select u.system, u.grades
  from roster_people u
  where u.grades is not null
  group by u.system, u.grades
  having count(*) >= 10 and count(case when u.enabled_user = false then 1 end) * 5 > count(*)
),
off_users as (
  select u.person
  from roster_people u
  left join crowd on crowd.system = u.system and crowd.grades = u.grades
  where not u.is_active and crowd.grades is null
),
seats as (
  select e.file, e.line, e.place
  from roster_enrollments e
  join off_users o on o.person = e.person
  where e.is_live and (e.end_date is null or e.end_date >= as_of())
)
select coalesce(x.sourced_id, x.user_sourced_id) as subject, record_key(x.system, x.school_sourced_id) as school_id,
       x.user_sourced_id as evidence, x.class_sourced_id as class, x.file, x.line
from roster_enrollment_rows x
join seats s on s.file = x.file and s.line = x.line and s.place = x.place
