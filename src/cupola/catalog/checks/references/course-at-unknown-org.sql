/* ---
id: ROS-004
title: Course belongs to a school or district that the export does not hold
module: data
role: data_steward
needs: [roster_courses, roster_orgs]
of: roster_courses
severity: error
says: "The course belongs to {evidence}, which the export does not hold."
column: org_sourced_id
refers: roster_orgs
why: >-
  Nobody owns the course: it appears in no school's catalog, and classes built on it are refused with
  it.
fix: >-
  Look in the course catalog which school or district the course is kept under. Set it to one that is
  exported, or add that school to the export's list of schools.
not_a_problem_when: >-
  The file holds only the changes since the last export, and the row it points to came with an earlier
  one.
cost: {hours: 0.2}
--- */
select c.sourced_id as subject, cast(null as varchar) as school_id,
       c.org_sourced_id as evidence, c.file, c.line
from roster_courses c
left join roster_orgs o on o.system = c.system and o.sourced_id = c.org_sourced_id
where bare(c.org_sourced_id) <> '' and o.sourced_id is null
  and c.is_live
  and c.system in (select t.system from roster_orgs t)
