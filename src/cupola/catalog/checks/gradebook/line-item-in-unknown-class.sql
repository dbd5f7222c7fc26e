/* ---
id: GRB-001
title: Gradebook column belongs to a class that the export does not hold
module: data
role: vendor
needs: [oneroster_line_items, oneroster_classes]
of: oneroster_line_items
severity: error
says: "The gradebook column belongs to class {evidence}, which classes.csv does not hold."
column: classSourcedId
refers: oneroster_classes
why: >-
  Its scores are shown to nobody. A receiver refuses the column and every result under it.
fix: >-
  See whether the class was deleted or left out by a filter of the export. Export classes and gradebook
  in one run.
not_a_problem_when: >-
  The file holds only the changes since the last export, and the row it points to came with an earlier
  one.
cost: {hours: 0.2}
--- */
select r.sourced_id as subject, cast(null as varchar) as school_id,
       r.class_sourced_id as evidence, r.file, r.line
from oneroster_line_items r
left join oneroster_classes t on t.system = r.system and t.sourced_id = r.class_sourced_id
where r.class_sourced_id is not null and t.sourced_id is null
  and r.is_live
  and r.system in (select k.system from oneroster_classes k)
