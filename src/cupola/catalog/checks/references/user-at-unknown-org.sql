/* ---
id: ROS-009
title: Person is at a school that the export does not hold
module: data
role: data_steward
needs: [oneroster_users, oneroster_orgs]
of: oneroster_users
severity: error
says: "The person is at school {evidence}, which orgs.csv does not hold."
refers: oneroster_orgs
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
  select u.system, u.sourced_id, u.file, u.line, u.primary_org_sourced_id as target
  from oneroster_users u
  where u.primary_org_sourced_id is not null and u.is_live
  union all
  select u.system, u.sourced_id, u.file, u.line, trim(unnest(string_split(u.org_sourced_ids, ','))) as target
  from oneroster_users u
  where u.org_sourced_ids is not null and u.is_live
)
select named.sourced_id as subject, cast(null as varchar) as school_id,
       min(bare(named.target)) as evidence, named.file, named.line
from named
left join oneroster_orgs o on o.system = named.system and o.sourced_id = bare(named.target)
where bare(named.target) <> '' and o.sourced_id is null
  and named.system in (select t.system from oneroster_orgs t)
group by named.system, named.sourced_id, named.file, named.line
