/* ---
id: LNK-006
title: First name of one person differs between two systems
module: data
role: school_office
needs: [link_differences]
of: link_differences
severity: note
says: >-
  The first name of {subject} is another one in {other_system}. Believed is: {evidence}.
why: >-
  Labels, accounts and letters carry two names, and a search in one system misses the other.
fix: >-
  Ask which name is on the papers and which one the child is called. Keep the legal name where the law asks
  for it, and the name used in the field for it.
not_a_problem_when: >-
  The child is called by a name that only one of the systems has a field for.
cost: {hours: 0.05}
--- */
select d.sourced_id as subject, d.org_id as school_id, coalesce(d.trusted, 'nobody yet') as evidence, d.other_id, d.other_system, d.file, d.line
from link_differences d
where d.field = 'first_name'
