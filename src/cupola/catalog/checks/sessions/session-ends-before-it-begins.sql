/* ---
id: SES-004
title: Term ends before it begins
module: data
role: data_steward
needs: [roster_sessions]
of: roster_sessions
severity: error
where: end_date < begin_date
subject: sourced_id
evidence: end_date
says: "The term ends on {evidence}, before it begins."
column: end_date
why: >-
  No day lies in such a term. Classes that meet in it never open, and the whole file may be refused.
fix: >-
  Compare both dates with the board's calendar and correct them in the calendar set-up of the student
  information system. Often the year of one date was typed wrongly or the two were swapped.
not_a_problem_when: Never.
cost: {hours: 0.1}
--- */
