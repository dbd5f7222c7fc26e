/* ---
id: SES-003
title: Term reaches beyond the year or term it belongs to
module: data
role: data_steward
needs: [roster_sessions]
of: roster_sessions
severity: warning
says: "It runs from {begins} to {ends}, but {evidence}, to which it belongs, from {begins_above} to {ends_above}."
column: begin_date
why: >-
  On the days outside, tools see a term but no school year, so classes close early or open late. Usually
  one of the dates is a slip, or the term belongs to another year.
fix: >-
  Compare both entries with the board's calendar and correct the wrong date in the calendar set-up of the
  student information system.
not_a_problem_when: A make-up week was added to the term after the school year was set up.
cost: {hours: 0.2}
--- */
select s.sourced_id as subject, cast(null as varchar) as school_id, s.parent_sourced_id as evidence,
       s.begin_date as begins, s.end_date as ends, above.begin_date as begins_above,
       above.end_date as ends_above, s.file, s.line
from roster_sessions s
join roster_sessions above on above.system = s.system and above.sourced_id = s.parent_sourced_id
where s.begin_date <= s.end_date and above.begin_date <= above.end_date
  and s.sourced_id <> above.sourced_id
  and (s.begin_date < above.begin_date - 1 or s.end_date > above.end_date + 1)
  and s.is_live
