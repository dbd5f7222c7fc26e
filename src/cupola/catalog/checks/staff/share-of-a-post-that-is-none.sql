/* ---
id: STF-002
title: Share of a full post is zero, negative or far above one
module: data
role: hr
needs: [position_list]
of: position_list
severity: warning
says: >-
  The position of {subject} is entered as {evidence} full posts.
column: fte
where: >-
  fte <= 0 or fte > 2
subject: >-
  staff_id
evidence: >-
  fte
why: >-
  A share of 100 is a percentage and counts as a hundred people. Staffing ratios and cost per
  student come out as nonsense.
fix: >-
  Enter the share as a part of one: 1 is full time, 0.5 is half.
not_a_problem_when: >-
  The position is paid by the hour and has no share on purpose.
cost: {hours: 0.1}
--- */
