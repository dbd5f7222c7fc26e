/* ---
id: GRB-011
title: Score lies outside the points of its gradebook column
module: data
role: registrar
needs: [oneroster_results, oneroster_line_items]
of: oneroster_results
severity: warning
says: "The score lies outside the points of its column, which go from {evidence}."
column: score
why: >-
  A slip of the pen (950 for 95) lifts the average of a student, and nobody sees why.
fix: >-
  Show the teacher the row. If it is extra credit, raise the highest score of the column.
not_a_problem_when: >-
  The teacher gives extra credit above the full points.
cost: {hours: 0.2}
--- */
select r.sourced_id as subject, cast(null as varchar) as school_id,
       cast(l.result_value_min as varchar) || ' to ' || cast(l.result_value_max as varchar) as evidence, r.file, r.line
from oneroster_results r
join oneroster_line_items l on l.system = r.system and l.sourced_id = r.line_item_sourced_id
where r.is_live and (r.score > l.result_value_max or r.score < l.result_value_min)
  and l.result_value_min <= l.result_value_max
