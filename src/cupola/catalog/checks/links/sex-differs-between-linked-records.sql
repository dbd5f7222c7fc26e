/* ---
id: LNK-010
title: Sex of one person differs between two systems
module: data
role: school_office
needs: [link_differences]
of: link_differences
severity: note
says: >-
  The sex of {subject} is another one in {other_system}. Believed is: {evidence}.
why: >-
  Counts by group come out otherwise from each system.
fix: >-
  Ask the family, and correct the system that has it wrongly.
not_a_problem_when: >-
  The family changed it, and one system follows later. The state file is told of by a check of its own.
cost: {hours: 0.02}
--- */
select d.sourced_id as subject, d.org_id as school_id, coalesce(d.trusted, 'nobody yet') as evidence, d.other_id, d.other_system, d.file, d.line
from link_differences d
where d.field = 'sex' and d.system_kind <> 'state' and d.other_kind <> 'state'
