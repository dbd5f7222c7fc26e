/* ---
id: HIS-005
title: Student skipped a grade or went back since a year ago
module: data
role: registrar
needs: [person_org_roles, grade_steps]
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
select g.person_id as subject, g.org_id as school_id, g.grade as evidence, g.grade_before as before,
       cast(last_year_day() as varchar) as day, g.file, g.line
from grade_steps g
where g.steps not in (0, 1)
