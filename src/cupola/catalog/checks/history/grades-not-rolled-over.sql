/* ---
id: HIS-006
title: Students of a school are still in last year's grades
module: data
role: registrar
needs: [orgs, grade_steps]
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
with schools as (
  select g.org_id, max(g.students) as students, max(g.stayed) as stayed
  from grade_steps g
  group by g.org_id
)
select o.org_id as subject, o.org_id as school_id, s.stayed as evidence, s.students,
       cast(last_year_day() as varchar) as day, o.file, o.line
from orgs o
join schools s on s.org_id = o.org_id
where s.students >= 10 and s.stayed * 2 > s.students
