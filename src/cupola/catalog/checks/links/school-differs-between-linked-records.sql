/* ---
id: LNK-009
title: School of one person differs between two systems
module: data
role: registrar
needs: [link_differences]
of: link_differences
severity: note
says: >-
  The school of {subject} is another one in {other_system}. Believed is: {evidence}.
why: >-
  Meals, buses, devices and accounts go by the school. Where systems disagree, one of the two schools plans
  for a child who is not there.
fix: >-
  Ask both schools where the student is, and correct the system that has it wrongly.
not_a_problem_when: >-
  The student attends two schools, or is about to change to the other one.
cost: {hours: 0.05}
--- */
select d.sourced_id as subject, d.org_id as school_id, coalesce(d.trusted, 'nobody yet') as evidence, d.other_id, d.other_system, d.file, d.line
from link_differences d
where d.field = 'school'
