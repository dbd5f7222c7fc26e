/* ---
id: HIS-004
title: Student is in the same grade as a year ago
module: data
role: registrar
needs: [person_org_roles, grade_steps]
of: person_org_roles
severity: warning
says: The student is in grade {evidence}, as a year ago ({day}).
why: >-
  Few students repeat a grade, and it is decided with the family. Where it was not decided, the student was forgotten at
  the rollover, and sits in the wrong tests, classes and cohort.
fix: Ask the school whether the student repeats the grade. If not, correct the grade and its history.
not_a_problem_when: The student does repeat the grade.
cost: {hours: 0.2}
only_if:
  sql: select year(as_of() + interval '6' month) = year(last_year_day() + interval '6' month) + 1
  otherwise: the record holds no snapshot of the school year before
--- */
select g.person_id as subject, g.org_id as school_id, g.grade as evidence, cast(last_year_day() as varchar) as day,
       g.file, g.line
from grade_steps g
-- A school where most students stayed has not been rolled over: HIS-006.
where g.steps = 0 and (g.stayed * 2 <= g.students or g.students < 10)
