/* ---
id: SDS-009
title: Role belongs to somebody who is not among the users of the set
module: data
role: data_steward
needs: [sds_roles, sds_users]
of: sds_roles
severity: error
says: "The role belongs to {evidence}, who is not among the users of the set."
column: userSourcedId
refers: sds_users
why: >-
  The row is refused.
fix: >-
  Export users and roles in one run; delete roles of people who left.
not_a_problem_when: >-
  The other row was set aside on purpose by a filter of School Data Sync.
cost: {hours: 0.2}
--- */
select r.user_sourced_id || ':' || r.org_sourced_id as subject, cast(null as varchar) as school_id, r.user_sourced_id as evidence, r.file, r.line
from sds_roles r
left join sds_users t on t.system = r.system and t.sourced_id = r.user_sourced_id
where r.user_sourced_id is not null and t.sourced_id is null
  and r.system in (select k.system from sds_users k)
