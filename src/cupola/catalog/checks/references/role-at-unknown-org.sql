/* ---
id: ROS-008
title: Role is at a school that the export does not hold
module: data
role: data_steward
needs: [oneroster_orgs, oneroster_roles, roster_orgs, roster_roles]
of: oneroster_roles
severity: error
says: "The role is at school {evidence}, which orgs.csv does not hold."
column: orgSourcedId
refers: oneroster_orgs
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
select r.sourced_id as subject, cast(null as varchar) as school_id,
       r.org_sourced_id as evidence, r.file, r.line
from oneroster_roles r
join (select l.file, l.line from roster_roles l where l.org is null and l.is_live) lost
  on lost.file = r.file and lost.line = r.line
where r.org_sourced_id is not null and r.system in (select distinct t.system from roster_orgs t)
