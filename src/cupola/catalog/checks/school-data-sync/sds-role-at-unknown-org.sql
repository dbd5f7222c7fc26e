/* ---
id: SDS-010
title: Role is at a school that the set does not hold
module: data
role: data_steward
needs: [sds_roles, sds_orgs]
of: sds_roles
severity: error
says: "The role is at {evidence}, which is not among the schools of the set."
column: orgSourcedId
refers: sds_orgs
why: >-
  The person belongs to no school and gets neither licence nor policy of one.
fix: >-
  Add the school to the export, or correct the role.
not_a_problem_when: >-
  The other row was set aside on purpose by a filter of School Data Sync.
cost: {hours: 0.2}
--- */
select r.user_sourced_id || ':' || r.org_sourced_id as subject, cast(null as varchar) as school_id, r.org_sourced_id as evidence, r.file, r.line
from sds_roles r
left join sds_orgs t on t.system = r.system and t.sourced_id = r.org_sourced_id
where r.org_sourced_id is not null and t.sourced_id is null
  and r.system in (select k.system from sds_orgs k)
