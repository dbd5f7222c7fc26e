/* ---
id: LNK-001
title: Two ids of the student system are one person
module: data
role: registrar
needs: [link_doubles]
of: link_doubles
severity: warning
says: >-
  The record {subject} and the record {evidence} of the same system are one person: another system has only
  one record for both, or somebody said so.
why: >-
  Attendance, marks, programs and test results are split over two ids. The person is counted twice, and each
  count is paid or refused as a whole.
fix: >-
  Look at both records. Keep the one that the state knows, move attendance, marks and programs to it, and
  close the other.
not_a_problem_when: >-
  Two people share what the other system knows of them. Then call the pair different under Same or different.
cost: {hours: 0.5}
--- */
select d.sourced_id as subject, d.org_id as school_id, d.other_id as evidence, d.other_id, d.other_system, d.file, d.line
from link_doubles d
where d.system_kind in ('sis', 'roster')
