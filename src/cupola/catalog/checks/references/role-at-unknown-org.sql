/* ---
id: ROS-008
title: Role is at a school that the export does not hold
module: data
role: data_steward
needs: [oneroster_roles, oneroster_orgs]
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
left join oneroster_orgs o on o.system = r.system and o.sourced_id = r.org_sourced_id
where r.org_sourced_id is not null and o.sourced_id is null
  and r.is_live
  and r.system in (select t.system from oneroster_orgs t)
