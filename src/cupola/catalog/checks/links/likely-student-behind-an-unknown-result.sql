/* ---
id: LNK-015
title: Results of an unknown student have a likely owner
module: data
role: assessment
needs: [link_likely]
of: link_likely
severity: note
says: >-
  The results of {subject} may be those of student {evidence}. They are not counted before somebody says so.
why: >-
  A child without results is left out of support, and the school is counted as having tested too few.
fix: >-
  Open Same or different, compare both records, and say whether they are one. Then correct the number in the
  test system.
not_a_problem_when: >-
  The student left before the test list was made.
cost: {hours: 0.1}
--- */
select d.sourced_id as subject, d.org_id as school_id, d.other_id as evidence, d.other_id, d.other_system, d.file, d.line
from link_likely d
where d.system_kind = 'assessment'
