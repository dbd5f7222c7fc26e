/* ---
id: HIS-005
title: Student skipped a grade or went back since a year ago
module: data
role: registrar
needs: [person_org_roles, last_year_person_org_roles]
of: person_org_roles
severity: warning
says: The student is in grade {evidence}; a year ago ({day}) it was grade {before}.
why: >-
  Skipping or falling back is rare. Mostly a digit was typed wrongly, or two students were taken for one, and the
  transcript and the state's cohort go wrong with it.
fix: Compare with the student's report card of last year and correct the grade of the year that is wrong.
not_a_problem_when: The school placed the student in this grade.
cost: {hours: 0.2}
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
select m.person_id as subject, m.org_id as school_id, m.grade as evidence, m.before,
       cast(last_year_day() as varchar) as day, m.file, m.line
from moved m
join schools s on s.org_id = m.org_id
where m.steps not in (0, 1)
