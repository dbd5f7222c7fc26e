/* ---
id: LNK-011
title: Home address of one person differs between two systems
module: data
role: school_office
needs: [link_differences]
of: link_differences
severity: note
says: >-
  The home address of {subject} is another one in {other_system}. Believed is: {evidence}.
why: >-
  Letters and buses go to the wrong house, and the attendance area and meal benefits are decided by it.
fix: >-
  Ask the family for proof of address, and correct the system that has the old one.
not_a_problem_when: >-
  The child lives in two homes.
cost: {hours: 0.03}
--- */
select d.sourced_id as subject, d.org_id as school_id, coalesce(d.trusted, 'nobody yet') as evidence, d.other_id, d.other_system, d.file, d.line
from link_differences d
where d.field = 'address'
