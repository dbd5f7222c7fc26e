/* ---
id: ROL-003
title: Student is also on the staff
module: data
role: hr
needs: [oneroster_users, person_org_roles]
of: oneroster_users
severity: note
says: "The person is a student and also {evidence}."
why: >-
  Staff rights on a student's account open grades and records of other students.
fix: >-
  Ask HR and the school whether the student really works for the district. If so, give the work an account
  of its own; if not, end the staff role.
not_a_problem_when: An older student works as an aide or in the after-school program and has two accounts.
cost: {hours: 0.2}
--- */
with kinds as (
  select r.system, r.person_id, min(r.org_id) as org_id,
         min(case when lower(r.role) not in ('student', 'parent', 'guardian', 'relative') then r.role end) as staff_role
  from person_org_roles r
  where (r.begin_date is null or r.begin_date <= as_of()) and (r.end_date is null or r.end_date >= as_of())
  group by r.system, r.person_id
  having count(case when lower(r.role) = 'student' then 1 end) > 0
     and count(case when lower(r.role) not in ('student', 'parent', 'guardian', 'relative') then 1 end) > 0
)
select u.sourced_id as subject, k.org_id as school_id, k.staff_role as evidence, u.file, u.line
from kinds k
join oneroster_users u on u.system = k.system and u.person_key = k.person_id
where coalesce(u.enabled_user, true) and u.is_live
