/* ---
id: HIS-001
title: Number of students of a school changed strongly since the snapshot before
module: data
role: data_steward
needs: [person_org_roles, orgs, earlier_person_org_roles]
of: orgs
severity: warning
says: The school has {evidence} students; in the snapshot of {day} it had {before}.
why: >-
  Within a school year a school does not gain or lose a sixth of its students between two exports. Mostly the
  export was filtered by another term, grade or status, and every tool that is fed by it now drops or adds accounts.
fix: >-
  Ask whoever runs the export what changed in its filter, and compare with the school's own count of today.
  Export again before anything else is fed from this one.
not_a_problem_when: A school was opened, closed, split or merged on purpose.
cost: {hours: 1}
only_if:
  sql: select year(as_of() + interval '6' month) = year(earlier_day() + interval '6' month)
  otherwise: a new school year has begun since the snapshot before
--- */
with now_there as (
  select r.org_id, count(distinct r.person_id) as students
  from person_org_roles r
  where lower(r.role) = 'student' and (r.begin_date is null or r.begin_date <= as_of()) and (r.end_date is null or r.end_date >= as_of())
    and split_part(r.person_id, ':', 1) in (select distinct split_part(k.person_id, ':', 1) from earlier_person_org_roles k)
  group by r.org_id
),
then_there as (
  select r.org_id, count(distinct r.person_id) as students
  from earlier_person_org_roles r
  where lower(r.role) = 'student' and (r.begin_date is null or r.begin_date <= earlier_day()) and (r.end_date is null or r.end_date >= earlier_day())
  group by r.org_id
)
select o.org_id as subject, o.org_id as school_id, coalesce(n.students, 0) as evidence, t.students as before,
       cast(earlier_day() as varchar) as day, o.file, o.line
from orgs o
join then_there t on t.org_id = o.org_id
left join now_there n on n.org_id = o.org_id
where o.org_type = 'school' and abs(coalesce(n.students, 0) - t.students) >= greatest(20, t.students * 0.15)
