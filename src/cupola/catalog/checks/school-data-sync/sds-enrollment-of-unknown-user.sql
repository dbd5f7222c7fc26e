/* ---
id: SDS-007
title: Member of a class is not among the users of the set
module: data
role: data_steward
needs: [sds_enrollments, sds_users]
of: sds_enrollments
severity: error
says: "The member {evidence} is not among the users of the set."
column: userSourcedId
refers: sds_users
why: >-
  The row is refused; a class can stand there without its teacher.
fix: >-
  See whether the person left. Export users and members in one run.
not_a_problem_when: >-
  The other row was set aside on purpose by a filter of School Data Sync.
cost: {hours: 0.2}
--- */
select r.class_sourced_id || ':' || r.user_sourced_id as subject, cast(null as varchar) as school_id, r.user_sourced_id as evidence, r.file, r.line
from sds_enrollments r
left join sds_users t on t.system = r.system and t.sourced_id = r.user_sourced_id
where r.user_sourced_id is not null and t.sourced_id is null
  and r.system in (select k.system from sds_users k)
