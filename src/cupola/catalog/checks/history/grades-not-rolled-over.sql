/* ---
id: HIS-006
title: Students of a school are still in last year's grades
module: data
role: registrar
needs: [person_org_roles, orgs, last_year_person_org_roles]
of: orgs
severity: error
says: "{evidence} of {students} students who were in the record a year ago ({day}) are still in the same grade."
why: >-
  The school was not rolled over to the new year, or last year's file was delivered again. Classes, tests and accounts
  are all made for the wrong grade.
fix: Run the end-of-year rollover for the school in the student system, then export again.
not_a_problem_when: Never.
cost: {hours: 2}
only_if:
  sql: select year(as_of() + interval '6' month) = year(last_year_day() + interval '6' month) + 1
  otherwise: the record holds no snapshot of the school year before
--- */
with named(step, grade) as (
  values (0, 'KG'), (1, '01'), (2, '02'), (3, '03'), (4, '04'), (5, '05'), (6, '06'), (7, '07'), (8, '08'), (9, '09'),
         (10, '10'), (11, '11'), (12, '12')
),
then_in as (
  select r.person_id, max(s.step) as step, max(r.grade) as grade
  from last_year_person_org_roles r
  join named s on s.grade = r.grade
  where lower(r.role) = 'student'
  group by r.person_id
  having count(distinct s.step) = 1
),
now_in as (
  select r.person_id, min(r.org_id) as org_id, max(s.step) as step, max(r.grade) as grade, min(r.file) as file,
         arg_min(r.line, r.file) as line
  from person_org_roles r
  join named s on s.grade = r.grade
  where lower(r.role) = 'student' and (r.end_date is null or r.end_date >= as_of())
  group by r.person_id
  having count(distinct s.step) = 1
),
moved as (
  select n.person_id, n.org_id, n.grade, t.grade as before, n.step - t.step as steps, n.file, n.line
  from now_in n
  join then_in t on t.person_id = n.person_id
),
schools as (
  select m.org_id, count(*) as students, count(case when m.steps = 0 then 1 end) as stayed
  from moved m
  group by m.org_id
)
select o.org_id as subject, o.org_id as school_id, s.stayed as evidence, s.students,
       cast(last_year_day() as varchar) as day, o.file, o.line
from orgs o
join schools s on s.org_id = o.org_id
where s.students >= 10 and s.stayed * 2 > s.students
