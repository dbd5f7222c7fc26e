/* ---
id: LNK-003
title: One number stands on two people in two systems
module: data
role: registrar
needs: [link_numbers]
of: link_numbers
severity: error
says: >-
  The record {subject} carries the number of {evidence} of {other_system}, but is somebody else: the names and
  the birth date say so.
why: >-
  Whatever goes by this number, such as rosters, test results or payments, reaches the wrong child.
fix: >-
  Look up who has the number at the place that gives it out. Correct the record that has it wrongly, and see
  what was already sent under it.
not_a_problem_when: >-
  The person changed the whole name, and the birth date was typed wrongly on one side. Then call the pair the
  same under Same or different.
cost: {hours: 0.5}
--- */
select d.sourced_id as subject, d.org_id as school_id, d.other_id as evidence, d.other_id, d.other_system, d.file, d.line
from link_numbers d
where d.sourced_id <> ''
