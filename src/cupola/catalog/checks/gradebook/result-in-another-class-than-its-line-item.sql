/* ---
id: GRB-014
title: Result names another class than its gradebook column
module: data
role: vendor
needs: [oneroster_results, oneroster_line_items]
of: oneroster_results
severity: error
says: "The result names class {evidence}, its gradebook column class {other}."
column: classSourcedId
why: >-
  The score appears in a class to which the column does not belong, or in neither.
fix: >-
  Take the class from the gradebook column. Write to the vendor: the export contradicts itself.
not_a_problem_when: >-
  Two sections are taught and graded together under one column.
cost: {hours: 0.2}
--- */
select r.sourced_id as subject, cast(null as varchar) as school_id, r.class_sourced_id as evidence,
       l.class_sourced_id as other, r.file, r.line
from oneroster_results r
join oneroster_line_items l on l.system = r.system and l.sourced_id = r.line_item_sourced_id
where r.is_live and r.class_sourced_id <> l.class_sourced_id
