/* ---
id: GRB-005
title: Gradebook column is at another school than its class
module: data
role: vendor
needs: [oneroster_line_items, oneroster_classes]
of: oneroster_line_items
severity: error
says: "The gradebook column is at school {evidence}, its class at {other}."
column: schoolSourcedId
why: >-
  A tool that sorts by school shows the column at one school and the class at the other; the scores are
  lost between them.
fix: >-
  Take the school from the class. Write to the vendor if the export sets it by itself.
not_a_problem_when: >-
  The class moved to another school between the two files.
cost: {hours: 0.2}
--- */
select l.sourced_id as subject, record_key(l.system, c.school_sourced_id) as school_id,
       l.school_sourced_id as evidence, c.school_sourced_id as other, l.file, l.line
from oneroster_line_items l
join oneroster_classes c on c.system = l.system and c.sourced_id = l.class_sourced_id
where l.is_live and l.school_sourced_id <> c.school_sourced_id
