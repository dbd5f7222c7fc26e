/* ---
id: GRB-012
title: Result of a student who was never in the class
module: data
role: registrar
needs: [oneroster_results, oneroster_line_items, oneroster_enrollments]
of: oneroster_results
absence_of: oneroster_enrollments
severity: warning
says: "The result belongs to {evidence}, who has no enrollment in the class of this column."
column: studentSourcedId
why: >-
  The score stands in a gradebook that the student does not see, and is missing in the one that counts.
fix: >-
  See in which class the student is. Move the score, or repair the enrollment.
not_a_problem_when: >-
  The student changed classes, and the export drops enrollments that have ended.
cost: {hours: 0.2}
--- */
with belongs as (
  select r.system, r.sourced_id, r.student_sourced_id, l.class_sourced_id, r.file, r.line
  from oneroster_results r
  join oneroster_line_items l on l.system = r.system and l.sourced_id = r.line_item_sourced_id
  where r.is_live and r.student_sourced_id is not null
)
select b.sourced_id as subject, cast(null as varchar) as school_id, b.student_sourced_id as evidence, b.file, b.line
from belongs b
left join oneroster_enrollments e
  on e.system = b.system and e.class_sourced_id = b.class_sourced_id and e.user_sourced_id = b.student_sourced_id
where e.user_sourced_id is null
  and b.class_sourced_id in (select k.class_sourced_id from oneroster_enrollments k)
  and b.student_sourced_id in (select k.user_sourced_id from oneroster_enrollments k)
