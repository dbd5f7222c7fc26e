/* ---
id: ENR-007
title: Class enrollment of a person who is switched off
module: data
role: registrar
needs: [oneroster_users, oneroster_enrollments]
of: oneroster_enrollments
severity: warning
says: "User {evidence} is marked as not active and is still enrolled in class {class}."
column: userSourcedId
why: >-
  If the student left, class lists and class sizes are too long and a seat stays taken. If not, the student
  cannot sign in to any of these classes.
fix: >-
  Ask the school whether the person is still there. If so, make the person active again; if not, enter the
  last day in each class (withdrawing the student usually does it).
not_a_problem_when: The account is suspended for a few days.
cost: {hours: 0.2}
--- */
with off_users as (
  select u.system, u.sourced_id, u.grades
  from oneroster_users u
  where u.enabled_user = false or lower(u.status) in ('tobedeleted', 'inactive')
),
crowd as (
  select u.system, u.grades
  from oneroster_users u
  where u.grades is not null
  group by u.system, u.grades
  having count(*) >= 10 and count(case when u.enabled_user = false then 1 end) * 5 > count(*)
)
select e.sourced_id as subject, record_key(e.system, e.school_sourced_id) as school_id,
       e.user_sourced_id as evidence, e.class_sourced_id as class, e.file, e.line
from off_users o
join oneroster_enrollments e on e.system = o.system and e.user_sourced_id = o.sourced_id
left join crowd on crowd.system = o.system and crowd.grades = o.grades
where crowd.grades is null and e.is_live
group by e.system, e.sourced_id, e.school_sourced_id, e.user_sourced_id, e.class_sourced_id, e.file, e.line
having max(coalesce(e.end_date, as_of())) >= as_of()
