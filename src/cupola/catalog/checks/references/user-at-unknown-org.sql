/* ---
id: ROS-009
title: Person is at a school that the export does not hold
module: data
role: data_steward
needs: [roster_people, roster_orgs, roster_roles]
of: roster_people
severity: error
says: "The person is at school {evidence}, which the export does not hold."
refers: roster_orgs
why: >-
  The person is placed at no school, so school-wide tools, groups and reports leave them out.
fix: >-
  Compare the school code of the person with the list of schools. Add the school to the export, or correct
  where the person works or learns.
not_a_problem_when: >-
  The file holds only the changes since the last export, and the row it points to came with an earlier
  one.
cost: {hours: 0.1}
--- */
with named as (
  select u.system, u.sourced_id, u.file, u.line, bare(u.primary_org_sourced_id) as target
  from roster_people u
  where u.primary_org_sourced_id is not null and u.is_live
  union all
  select r.system, r.user_sourced_id, r.file, r.line, r.org_sourced_id
  from roster_roles r
  join (select distinct p.file from roster_people p) told on told.file = r.file
  where r.org is null and r.is_live
)
select named.sourced_id as subject, cast(null as varchar) as school_id,
       min(named.target) as evidence, named.file, named.line
from named
left join roster_orgs o on o.system = named.system and o.sourced_id = named.target
where named.target <> '' and o.sourced_id is null
  and named.system in (select t.system from roster_orgs t)
group by named.system, named.sourced_id, named.file, named.line
