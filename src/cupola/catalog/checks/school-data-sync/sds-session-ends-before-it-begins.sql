/* ---
id: SDS-023
title: Term of School Data Sync ends before it begins
module: data
role: registrar
needs: [sds_academic_sessions]
of: sds_academic_sessions
severity: error
says: "The term ends on {evidence}, before it begins."
where: end_date < start_date
subject: sourced_id
evidence: cast(end_date as varchar)
column: endDate
why: >-
  No day lies in the term. Its classes are never made, or closed on their first day.
fix: >-
  Correct the dates of the term.
not_a_problem_when: >-
  Never; one of the dates is wrong.
cost: {hours: 0.2}
--- */
