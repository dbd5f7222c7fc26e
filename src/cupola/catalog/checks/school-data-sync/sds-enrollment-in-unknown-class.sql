/* ---
id: SDS-006
title: Member belongs to a class that the set does not hold
module: data
role: data_steward
needs: [sds_enrollments, sds_classes]
of: sds_enrollments
severity: error
says: "The member belongs to class {evidence}, which is not in the set."
column: classSourcedId
refers: sds_classes
why: >-
  School Data Sync refuses the row, and the person misses the team of the class.
fix: >-
  Export classes and members in one run. If the class was deleted, take its members out.
not_a_problem_when: >-
  The other row was set aside on purpose by a filter of School Data Sync.
cost: {hours: 0.2}
--- */
select r.class_sourced_id || ':' || r.user_sourced_id as subject, cast(null as varchar) as school_id, r.class_sourced_id as evidence, r.file, r.line
from sds_enrollments r
left join sds_classes t on t.system = r.system and t.sourced_id = r.class_sourced_id
where r.class_sourced_id is not null and t.sourced_id is null
  and r.system in (select k.system from sds_classes k)
