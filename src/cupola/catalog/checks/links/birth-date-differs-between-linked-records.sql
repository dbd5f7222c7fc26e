/* ---
id: LNK-005
title: Birth date of one person differs between two systems
module: data
role: school_office
needs: [link_differences]
of: link_differences
severity: warning
says: >-
  The birth date of {subject} is another one in {other_system}. Believed is: {evidence}.
why: >-
  Systems that look for a student by name and birth date find nobody, or make a second record.
fix: >-
  Look at the birth certificate, and correct the system that has it wrongly.
not_a_problem_when: >-
  The family brought new papers, and one system follows later. The state file is told of by a check of its
  own.
cost: {hours: 0.1}
--- */
select d.sourced_id as subject, d.org_id as school_id, coalesce(d.trusted, 'nobody yet') as evidence, d.other_id, d.other_system, d.file, d.line
from link_differences d
where d.field = 'born' and coalesce(d.years, 0) < 2 and d.system_kind <> 'state' and d.other_kind <> 'state'
