/* ---
id: GRB-010
title: Result belongs to somebody who is no student
module: data
role: registrar
needs: [oneroster_results, oneroster_users, person_org_roles]
of: oneroster_results
severity: error
says: "The result belongs to {evidence}, who has no role of a student."
column: studentSourcedId
why: >-
  A teacher or parent has a score in the class, most often from trying out the gradebook. Averages count
  it.
fix: >-
  Take the person out of the roster of the class, or give the role of a student if it is one.
not_a_problem_when: >-
  A teacher tried out the gradebook with an own account that the district knows of.
cost: {hours: 0.2}
--- */
with students as (
  select distinct p.person_id from person_org_roles p where p.role = 'student'
),
others as (
  select u.system, u.sourced_id
  from oneroster_users u
  left join students s on s.person_id = u.person_key
  where s.person_id is null and u.person_key in (select k.person_id from person_org_roles k)
)
select r.sourced_id as subject, cast(null as varchar) as school_id, r.student_sourced_id as evidence, r.file, r.line
from oneroster_results r
join others o on o.system = r.system and o.sourced_id = r.student_sourced_id
where r.is_live
