/* ---
id: LNK-004
title: Birth dates of one person lie years apart in two systems
module: data
role: registrar
needs: [link_differences]
of: link_differences
severity: error
says: >-
  The birth date of {subject} lies {evidence} years from the one in {other_system}, although number or name
  and home say that it is one person.
why: >-
  Age decides about the grade, the right to attend, graduation, and which tests and vaccines are due. One of
  the two dates is plainly wrong.
fix: >-
  Look at the birth certificate, and correct the system that has it wrongly.
not_a_problem_when: >-
  The number belongs to another person. Then call the pair different under Same or different.
cost: {hours: 0.3}
--- */
select d.sourced_id as subject, d.org_id as school_id, cast(d.years as varchar) as evidence, d.other_id, d.other_system, d.file, d.line
from link_differences d
where d.field = 'born' and d.years >= 2
