/* ---
id: ENR-015
title: Student graduated or died more than once
module: data
role: registrar
needs: [student_list]
of: student_list
severity: error
says: >-
  Student {subject} has {evidence} enrollments that end for good.
column: exit_code
why: >-
  Somebody finishes once. The graduation rate counts the student twice, or a letter goes to a family
  that mourns.
fix: >-
  Look which enrollment was the last one and correct the reason of the other.
not_a_problem_when: >-
  The student earned two diplomas and the state knows of both.
cost: {hours: 0.3}
--- */
with ended as (
  select l.system, l.local_id, count(*) as times, max(l.line) as line, arg_max(l.file, l.line) as file, min(l.school_code) as school_code
  from student_list l
  join source_systems s on s.system = l.system and s.kind in ('sis', 'state', 'other')
  where l.local_id is not null and regexp_matches(lower(l.exit_code), 'graduat|deceas|diploma|e230')
  group by l.system, l.local_id
  having count(*) > 1
)
select e.local_id as subject, e.times as evidence, e.school_code, e.file, e.line
from ended e
