/* ---
id: GRB-003
title: Gradebook column lies in a grading period that the export does not hold
module: data
role: vendor
needs: [oneroster_line_items, oneroster_academic_sessions]
of: oneroster_line_items
severity: error
says: "The gradebook column lies in {evidence}, which academicSessions.csv does not hold."
column: gradingPeriodSourcedId
refers: oneroster_academic_sessions
why: >-
  The score counts for no report card. Tools that show grades by period leave it out.
fix: >-
  Export the grading periods with the terms, not the terms alone, in the same run as the gradebook.
not_a_problem_when: >-
  The file holds only the changes since the last export, and the row it points to came with an earlier
  one.
cost: {hours: 0.2}
--- */
with named as (
  select l.system, l.sourced_id, coalesce(l.grading_period_sourced_id, l.academic_session_sourced_id) as target,
         l.file, l.line
  from oneroster_line_items l
  where l.is_live
)
select n.sourced_id as subject, cast(null as varchar) as school_id, n.target as evidence, n.file, n.line
from named n
left join oneroster_academic_sessions s on s.system = n.system and s.sourced_id = n.target
where n.target is not null and s.sourced_id is null
  and n.system in (select k.system from oneroster_academic_sessions k)
