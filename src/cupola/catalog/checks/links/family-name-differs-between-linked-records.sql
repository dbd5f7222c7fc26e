/* ---
id: LNK-007
title: Family name of one person differs between two systems
module: data
role: school_office
needs: [link_differences]
of: link_differences
severity: note
says: >-
  The family name of {subject} is another one in {other_system}. Believed is: {evidence}.
why: >-
  Systems that look for a person by name find nobody, and a second record is made.
fix: >-
  Look at the papers, and correct the system that has it wrongly, with both parts of a double name.
not_a_problem_when: >-
  The family name changed, and one system follows later.
cost: {hours: 0.05}
--- */
select d.sourced_id as subject, d.org_id as school_id, coalesce(d.trusted, 'nobody yet') as evidence, d.other_id, d.other_system, d.file, d.line
from link_differences d
where d.field = 'last_name'
