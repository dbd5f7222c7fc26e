/* ---
id: ROS-008
title: Role is at a school that the export does not hold
module: data
role: data_steward
needs: [roster_people, roster_orgs, roster_roles, roster_role_rows]
of: roster_roles
severity: error
says: "The role is at school {evidence}, which the export does not hold."
column: org_sourced_id
refers: roster_orgs
why: >-
  The person is placed at no school, so school-wide tools, groups and reports leave them out.
fix: >-
  Compare the school code of the role with the list of schools. Add the school to the export, or correct
  where the person works or learns.
not_a_problem_when: >-
  The file holds only the changes since the last export, and the row it points to came with an earlier
  one.
cost: {hours: 0.1}
--- */
with lost as (
  -- A school that the row of the person names is told of the person.
  select l.file, l.line
  from roster_roles l
  left join (select distinct p.file from roster_people p) told on told.file = l.file
  where l.org is null and l.is_live and told.file is null
)
select x.sourced_id as subject, cast(null as varchar) as school_id,
       x.org_sourced_id as evidence, x.file, x.line
from roster_role_rows x
join lost on lost.file = x.file and lost.line = x.line
where x.org_sourced_id is not null and x.system in (select distinct t.system from roster_orgs t)
