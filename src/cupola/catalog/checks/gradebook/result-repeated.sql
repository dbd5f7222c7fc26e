/* ---
id: GRB-013
title: Student has two results in one gradebook column
module: data
role: registrar
needs: [oneroster_results]
of: oneroster_results
severity: warning
says: "The student has {evidence} results in this gradebook column."
column: sourcedId
why: >-
  One of them counts, and which one depends on the tool.
fix: >-
  Look the score up in the gradebook and delete the row that is not in it.
not_a_problem_when: >-
  The work may be handed in twice, and the gradebook keeps both.
cost: {hours: 0.2}
--- */
with twice as (
  select r.system, r.line_item_sourced_id, r.student_sourced_id, count(*) as times, max(r.line) as line
  from oneroster_results r
  where r.is_live and r.line_item_sourced_id is not null and r.student_sourced_id is not null
  group by r.system, r.line_item_sourced_id, r.student_sourced_id
  having count(*) > 1
)
select r.sourced_id as subject, cast(null as varchar) as school_id, t.times as evidence, r.file, r.line
from oneroster_results r
join twice t on t.system = r.system and t.line_item_sourced_id = r.line_item_sourced_id
  and t.student_sourced_id = r.student_sourced_id and t.line = r.line
where r.is_live
