/* ---
id: LNK-008
title: Grade of one person differs between two systems
module: data
role: registrar
needs: [link_differences]
of: link_differences
severity: note
says: >-
  The grade of {subject} is {evidence}; in {other_system} it is {other_says}.
why: >-
  Classes, tests and devices are ordered by grade: one of the two systems orders the wrong ones.
fix: >-
  Ask the school which grade is right, and correct the other system.
not_a_problem_when: >-
  One of the systems tells the grade of the coming school year. The state file is told of by a check of its
  own.
cost: {hours: 0.05}
--- */
select d.sourced_id as subject, d.org_id as school_id, coalesce(d.says, 'another') as evidence, d.other_id, d.other_system, d.other_says, d.file, d.line
from link_differences d
where d.field = 'grade' and d.system_kind <> 'state' and d.other_kind <> 'state'
