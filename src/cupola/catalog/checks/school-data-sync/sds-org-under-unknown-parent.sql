/* ---
id: SDS-013
title: School belongs to an organization that the set does not hold
module: data
role: data_steward
needs: [sds_orgs]
of: sds_orgs
severity: error
says: "The school belongs to {evidence}, which is not in the set."
column: parentSourcedId
refers: sds_orgs
why: >-
  Reports and policies of the district do not reach the school.
fix: >-
  Add the district to the export, or empty the cell.
not_a_problem_when: >-
  The other row was set aside on purpose by a filter of School Data Sync.
cost: {hours: 0.2}
--- */
select r.sourced_id as subject, record_key(r.system, r.sourced_id) as school_id, r.parent_sourced_id as evidence, r.file, r.line
from sds_orgs r
left join sds_orgs t on t.system = r.system and t.sourced_id = r.parent_sourced_id
where r.parent_sourced_id is not null and t.sourced_id is null
  and r.system in (select k.system from sds_orgs k)
