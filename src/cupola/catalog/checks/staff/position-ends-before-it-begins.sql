/* ---
id: STF-003
title: Position ends before it begins
module: data
role: hr
needs: [position_list]
of: position_list
severity: error
says: >-
  The position of {subject} ends before it begins.
column: end_date
where: >-
  end_date < begin_date
subject: >-
  staff_id
why: >-
  The position is never open, so that the person seems to be nobody's employee.
fix: >-
  Compare both days with the contract and correct the wrong one.
not_a_problem_when: >-
  The contract was cancelled before its first day.
cost: {hours: 0.1}
--- */
