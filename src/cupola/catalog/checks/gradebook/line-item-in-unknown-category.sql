/* ---
id: GRB-002
title: Gradebook column has a category that the export does not hold
module: data
role: registrar
needs: [oneroster_line_items, oneroster_categories]
of: oneroster_line_items
severity: error
says: "The gradebook column has category {evidence}, which categories.csv does not hold."
column: categorySourcedId
refers: oneroster_categories
why: >-
  Grades are weighted by category. Without it the average of the class is wrong, or the column is
  refused.
fix: >-
  Export categories.csv in the same run. If the teacher deleted the category, give the column another
  one.
not_a_problem_when: >-
  The file holds only the changes since the last export, and the row it points to came with an earlier
  one.
cost: {hours: 0.2}
--- */
select r.sourced_id as subject, cast(null as varchar) as school_id,
       r.category_sourced_id as evidence, r.file, r.line
from oneroster_line_items r
left join oneroster_categories t on t.system = r.system and t.sourced_id = r.category_sourced_id
where r.category_sourced_id is not null and t.sourced_id is null
  and r.is_live
  and r.system in (select k.system from oneroster_categories k)
