/* ---
id: SDS-011
title: Student or teacher is at a school that the set does not hold
module: data
role: data_steward
needs: [sds_users, sds_orgs]
of: sds_users
severity: error
says: "The person is at {evidence}, which is not among the schools of the set."
column: orgSourcedIds
refers: sds_orgs
why: >-
  The row is refused, and the person gets no account.
fix: >-
  Add the school to the export, or correct the school of the person.
not_a_problem_when: >-
  The school is closed and the row goes with the next export.
cost: {hours: 0.2}
--- */
with named as (
  select u.system, u.sourced_id, u.file, u.line, trim(unnest(string_split(u.org_sourced_ids, ','))) as target
  from sds_users u
  where u.org_sourced_ids is not null
)
select n.sourced_id as subject, cast(null as varchar) as school_id, min(n.target) as evidence, n.file, n.line
from named n
left join sds_orgs o on o.system = n.system and o.sourced_id = n.target
where n.target <> '' and o.sourced_id is null
group by n.system, n.sourced_id, n.file, n.line
