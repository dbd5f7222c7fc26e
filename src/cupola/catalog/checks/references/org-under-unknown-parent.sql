/* ---
id: ROS-005
title: School or department stands under an organization that the export does not hold
module: data
role: data_steward
needs: [roster_orgs]
of: roster_orgs
severity: error
says: "It stands under {evidence}, which the export does not hold."
column: parent_sourced_id
refers: roster_orgs
why: >-
  District-wide settings and reports reach a school through the organization above it. Cut off from it,
  the school is left out of both.
fix: >-
  Add the missing row (most often the district itself) to the list of schools, or correct the parent of this school
  in the settings of the export.
not_a_problem_when: >-
  The file holds only the changes since the last export, and the row it points to came with an earlier
  one.
cost: {hours: 0.2}
--- */
select o.sourced_id as subject, record_key(o.system, o.sourced_id) as school_id,
       o.parent_sourced_id as evidence, o.file, o.line
from roster_orgs o
left join roster_orgs p on p.system = o.system and p.sourced_id = o.parent_sourced_id
where bare(o.parent_sourced_id) <> '' and p.sourced_id is null
  and o.is_live
