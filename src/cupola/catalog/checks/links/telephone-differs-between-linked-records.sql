/* ---
id: LNK-012
title: Telephone of one person differs between two systems
module: data
role: school_office
needs: [link_differences]
of: link_differences
severity: note
says: >-
  The telephone of {subject} is another one in {other_system}. Believed is: {evidence}.
why: >-
  In an emergency the school calls a number that is no more.
fix: >-
  Ask the family, and keep all numbers that hold in the system that calls.
not_a_problem_when: >-
  The systems keep numbers of different parents.
cost: {hours: 0.02}
--- */
select d.sourced_id as subject, d.org_id as school_id, coalesce(d.trusted, 'nobody yet') as evidence, d.other_id, d.other_system, d.file, d.line
from link_differences d
where d.field = 'phone'
