/* ---
id: SDS-015
title: Class belongs to a course that the set does not hold
module: data
role: data_steward
needs: [sds_classes, sds_courses]
of: sds_classes
severity: error
says: "The class belongs to course {evidence}, which is not in the set."
column: courseSourcedId
refers: sds_courses
why: >-
  The class is refused, or stands without subject and grade.
fix: >-
  Export courses and classes in one run, or empty the cell.
not_a_problem_when: >-
  The other row was set aside on purpose by a filter of School Data Sync.
cost: {hours: 0.2}
--- */
select r.sourced_id as subject, cast(null as varchar) as school_id, r.course_sourced_id as evidence, r.file, r.line
from sds_classes r
left join sds_courses t on t.system = r.system and t.sourced_id = r.course_sourced_id
where r.course_sourced_id is not null and t.sourced_id is null
  and r.system in (select k.system from sds_courses k)
