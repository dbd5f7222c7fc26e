/* ---
id: LNK-013
title: Programs of one student differ between two systems
module: data
role: data_steward
needs: [link_differences]
of: link_differences
severity: warning
says: >-
  What programs {subject} takes part in is not the same in {other_system}. Believed is: {evidence}.
why: >-
  Services, money and protections follow the program. A child who is in it in one system alone may go without.
fix: >-
  Compare the programs of both records side by side, and correct the system that is not believed.
not_a_problem_when: >-
  One system takes over the programs of the other with some delay. The state file is told of by checks of
  their own.
cost: {hours: 0.3}
--- */
select d.sourced_id as subject, d.org_id as school_id, coalesce(d.trusted, 'nobody yet') as evidence, d.other_id, d.other_system, d.file, d.line
from link_differences d
where d.field = 'programs' and d.system_kind <> 'state' and d.other_kind <> 'state'
