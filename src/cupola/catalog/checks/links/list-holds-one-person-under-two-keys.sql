/* ---
id: LNK-002
title: List holds one person under two keys
module: data
role: school_office
needs: [link_doubles]
of: link_doubles
severity: note
says: >-
  The record {subject} and the record {evidence} of this source are one person.
why: >-
  A second application, account or test number means mail that is sent twice, a seat that is held twice, and
  results that are spread over two numbers.
fix: >-
  Look at both. Close the older one, or have the vendor merge them.
not_a_problem_when: >-
  The person really needs both, such as two accounts with different rights.
cost: {hours: 0.2}
--- */
select d.sourced_id as subject, d.org_id as school_id, d.other_id as evidence, d.other_id, d.other_system, d.file, d.line
from link_doubles d
where d.system_kind not in ('sis', 'roster')
