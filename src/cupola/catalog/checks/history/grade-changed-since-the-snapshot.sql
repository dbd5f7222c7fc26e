/* ---
id: HIS-007
title: Grade of a student changed within the school year
module: data
role: registrar
needs: [person_org_roles, earlier_person_org_roles]
of: person_org_roles
severity: note
says: The grade is {evidence} now; in the snapshot of {day} it was {before}.
why: >-
  A student seldom changes the grade within a year. When it is a slip, the student drops out of the classes, the devices
  and the test of the right grade.
fix: Ask the school whether the change was meant. If not, put the earlier grade back.
not_a_problem_when: The school placed the student anew.
cost: {hours: 0.1}
only_if:
  sql: select year(as_of() + interval '6' month) = year(earlier_day() + interval '6' month)
  otherwise: a new school year has begun since the snapshot before
--- */
with then_in as (
  select r.person_id, r.org_id, min(r.grade) as grade
  from earlier_person_org_roles r
  where lower(r.role) = 'student' and r.grade is not null and (r.begin_date is null or r.begin_date <= earlier_day()) and (r.end_date is null or r.end_date >= earlier_day())
  group by r.person_id, r.org_id
  having count(distinct r.grade) = 1
),
now_in as (
  select r.person_id, r.org_id, min(r.grade) as grade, min(r.file) as file, arg_min(r.line, r.file) as line
  from person_org_roles r
  where lower(r.role) = 'student' and r.grade is not null and (r.begin_date is null or r.begin_date <= as_of()) and (r.end_date is null or r.end_date >= as_of())
  group by r.person_id, r.org_id
  having count(distinct r.grade) = 1
)
select n.person_id as subject, n.org_id as school_id, n.grade as evidence, t.grade as before,
       cast(earlier_day() as varchar) as day, n.file, n.line
from now_in n
join then_in t on t.person_id = n.person_id and t.org_id = n.org_id
where t.grade <> n.grade
