/* ---
id: HIS-010
title: Number of students of a school changed by a quarter since last year
module: data
role: data_steward
needs: [person_org_roles, orgs, last_year_students]
of: orgs
severity: warning
says: The school has {evidence} students; a year ago ({day}) it had {before}.
why: >-
  Staffing, meals and grants follow this number. A jump that nobody planned is mostly a school code that was changed,
  a program that was put under another school, or students who were rolled over to the wrong one.
fix: >-
  Compare with the school's own count, by grade. If it is right, tell those who plan with it; if not, correct the
  school of these students.
not_a_problem_when: A school was opened, closed, split or merged, or its zone was redrawn.
cost: {hours: 1}
only_if:
  sql: select year(as_of() + interval '6' month) = year(last_year_day() + interval '6' month) + 1
  otherwise: the record holds no snapshot of the school year before
--- */
with now_here as (
  select r.person_id, r.org_id, r.grade
  from person_org_roles r
  where lower(r.role) = 'student' and (r.begin_date is null or r.begin_date <= as_of())
    and (r.end_date is null or r.end_date >= as_of())
    and split_part(r.person_id, ':', 1) not in (select y.source_system_id from source_systems y where y.kind = 'enrollment')
),
-- A list of some of the students is no district: then nothing is compared.
whole as (
  select 1 as one
  where (select count(distinct n.person_id) from now_here n) between
        0.75 * (select count(distinct t.last_year_person_id) from last_year_students t) and
        1.34 * (select count(distinct t.last_year_person_id) from last_year_students t)
),
now_there as (
  select n.org_id, count(distinct n.person_id) as students from now_here n group by n.org_id
),
then_there as (
  select t.org_id, count(distinct t.last_year_person_id) as students
  from last_year_students t
  where t.org_id is not null
  group by t.org_id
)
select o.org_id as subject, o.org_id as school_id, coalesce(n.students, 0) as evidence, t.students as before,
       cast(last_year_day() as varchar) as day, o.file, o.line
from orgs o
join then_there t on t.org_id = o.org_id
left join now_there n on n.org_id = o.org_id
cross join whole w
where o.org_type = 'school' and abs(coalesce(n.students, 0) - t.students) >= greatest(30, t.students * 0.25)
