/* ---
id: GRB-008
title: Result belongs to a gradebook column that the export does not hold
module: data
role: vendor
needs: [oneroster_results, oneroster_line_items]
of: oneroster_results
severity: error
says: "The result belongs to gradebook column {evidence}, which lineItems.csv does not hold."
column: lineItemSourcedId
refers: oneroster_line_items
why: >-
  Nobody can tell what the score is for, so it is thrown away.
fix: >-
  Export lineItems and results in one run. If the column was deleted, its results have to go with it.
not_a_problem_when: >-
  The file holds only the changes since the last export, and the row it points to came with an earlier
  one.
cost: {hours: 0.2}
--- */
select r.sourced_id as subject, cast(null as varchar) as school_id,
       r.line_item_sourced_id as evidence, r.file, r.line
from oneroster_results r
left join oneroster_line_items t on t.system = r.system and t.sourced_id = r.line_item_sourced_id
where r.line_item_sourced_id is not null and t.sourced_id is null
  and r.is_live
  and r.system in (select k.system from oneroster_line_items k)
