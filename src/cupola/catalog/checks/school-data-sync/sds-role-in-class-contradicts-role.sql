/* ---
id: SDS-021
title: Role in the class contradicts the role of the person in School Data Sync
module: data
role: registrar
needs: [sds_enrollments, sds_users, person_org_roles]
of: sds_enrollments
severity: error
says: "The person is in the class as {evidence}, but has no such role at any school."
column: role
why: >-
  A student among the owners of a team can see and change everything; a teacher among its members can do
  nothing.
fix: >-
  Correct the role of the person, or the role in the class.
not_a_problem_when: >-
  An adult takes a class as a learner.
cost: {hours: 0.2}
--- */
with known as (
  select p.person_id, bool_or(p.role = 'student') as student, bool_or(p.role <> 'student') as adult
  from person_org_roles p
  where p.role is not null
  group by p.person_id
),
users as (
  select distinct u.system, u.sourced_id from sds_users u
),
told as (
  select e.system, e.class_sourced_id, e.user_sourced_id, lower(trim(e.role)) as word, e.file, e.line
  from sds_enrollments e
  where e.role is not null
)
select t.class_sourced_id || ':' || t.user_sourced_id as subject, cast(null as varchar) as school_id,
       t.word as evidence, t.file, t.line
from told t
join users u on u.system = t.system and u.sourced_id = t.user_sourced_id
join known k on k.person_id = record_key(t.system, t.user_sourced_id)
where (t.word = 'student' and not k.student) or (t.word = 'teacher' and not k.adult)
