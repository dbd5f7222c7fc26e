/* ---
id: HIS-002
title: Number of students of a grade changed strongly since the snapshot before
module: data
role: registrar
needs: [person_org_roles, orgs, earlier_person_org_roles]
of: orgs
severity: warning
says: Grade {grade} has {evidence} students; in the snapshot of {day} it had {before}.
why: >-
  A grade that doubles or vanishes within a school year is a sign of grades typed or mapped wrongly, and class lists,
  test registrations and the state count follow it.
fix: Look at the students of this grade in the student system, newest changes first, and correct the grade in one go.
not_a_problem_when: The district moved a grade from one school to another on purpose.
cost: {hours: 0.5}
only_if:
  sql: select year(as_of() + interval '6' month) = year(earlier_day() + interval '6' month)
  otherwise: a new school year has begun since the snapshot before
--- */
with now_there as (
  select r.org_id, r.grade, count(distinct r.person_id) as students
  from person_org_roles r
  where lower(r.role) = 'student' and r.grade is not null and (r.begin_date is null or r.begin_date <= as_of()) and (r.end_date is null or r.end_date >= as_of())
    and split_part(r.person_id, ':', 1) in (select distinct split_part(k.person_id, ':', 1) from earlier_person_org_roles k)
  group by r.org_id, r.grade
),
then_there as (
  select r.org_id, r.grade, count(distinct r.person_id) as students
  from earlier_person_org_roles r
  where lower(r.role) = 'student' and r.grade is not null and (r.begin_date is null or r.begin_date <= earlier_day()) and (r.end_date is null or r.end_date >= earlier_day())
  group by r.org_id, r.grade
),
whole as (
  select t.org_id, sum(t.students) as students from then_there t group by t.org_id
),
now_whole as (
  select n.org_id, sum(n.students) as students from now_there n group by n.org_id
)
select o.org_id || ' ' || t.grade as subject, o.org_id as school_id, coalesce(n.students, 0) as evidence,
       t.students as before, t.grade, cast(earlier_day() as varchar) as day, o.file, o.line
from orgs o
join then_there t on t.org_id = o.org_id
join whole w on w.org_id = o.org_id
join now_whole v on v.org_id = o.org_id
left join now_there n on n.org_id = t.org_id and n.grade = t.grade
where o.org_type = 'school' and abs(coalesce(n.students, 0) - t.students) >= greatest(15, t.students * 0.3)
  -- A school that changed as a whole is HIS-001.
  and abs(v.students - w.students) < greatest(20, w.students * 0.15)
