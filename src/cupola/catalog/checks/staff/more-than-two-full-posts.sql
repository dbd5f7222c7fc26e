/* ---
id: STF-001
title: Somebody holds more than two full posts
module: data
role: hr
needs: [position_list]
of: position_list
severity: warning
says: >-
  The open positions of {subject} come to {evidence} full posts.
column: fte
why: >-
  Nobody works twice full time. A position that ended was left open, or the share of a post was
  entered as a percentage. Budgets and the state's staff report are then wrong.
fix: >-
  Go through the open positions of this person with their school, end those that are over, and
  correct the shares.
not_a_problem_when: >-
  The person is paid for evening classes or coaching beside the post, as agreed.
cost: {hours: 0.3}
--- */
select staff_id as subject, round(sum(fte), 2) as evidence, arg_max(file, line) as file, max(line) as line
from position_list
where (begin_date is null or begin_date <= as_of()) and (end_date is null or end_date >= as_of()) and fte <= 2
group by system, staff_id
having sum(fte) > 2.005
