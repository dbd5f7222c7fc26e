/* ---
id: GRB-004
title: Gradebook column hangs on a session that is no grading period
module: data
role: registrar
needs: [oneroster_line_items, oneroster_academic_sessions]
of: oneroster_line_items
severity: error
says: "The gradebook column hangs on {evidence}, which is a {kind} and no grading period."
column: gradingPeriodSourcedId
why: >-
  OneRoster 1.1 wants a grading period here. A score on a whole term or year counts for no report card
  of the quarter.
fix: >-
  Choose the grading period in which the work was given. If the district has none, define one a term and
  export it.
not_a_problem_when: >-
  The receiver was told that this district grades by term.
cost: {hours: 0.2}
--- */
select l.sourced_id as subject, cast(null as varchar) as school_id, s.sourced_id as evidence,
       lower(s.type) as kind, l.file, l.line
from oneroster_line_items l
join oneroster_academic_sessions s on s.system = l.system and s.sourced_id = l.grading_period_sourced_id
where l.is_live and lower(s.type) <> 'gradingperiod'
