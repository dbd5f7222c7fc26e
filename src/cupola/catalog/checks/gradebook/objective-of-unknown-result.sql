/* ---
id: GRB-025
title: Learning objective belongs to a result that the export does not hold
module: data
role: vendor
needs: [oneroster_result_learning_objective_ids, oneroster_results]
of: oneroster_result_learning_objective_ids
severity: error
says: "The objective belongs to result {evidence}, which results.csv does not hold."
column: resultSourcedId
refers: oneroster_results
why: >-
  Reports by standard leave the score out.
fix: >-
  Export results and their objectives in one run.
not_a_problem_when: >-
  The file holds only the changes since the last export, and the row it points to came with an earlier
  one.
cost: {hours: 0.2}
--- */
select r.sourced_id as subject, cast(null as varchar) as school_id,
       r.result_sourced_id as evidence, r.file, r.line
from oneroster_result_learning_objective_ids r
left join oneroster_results t on t.system = r.system and t.sourced_id = r.result_sourced_id
where r.result_sourced_id is not null and t.sourced_id is null
  and r.is_live
  and r.system in (select k.system from oneroster_results k)
