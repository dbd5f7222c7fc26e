/* ---
id: ROS-015
title: Course belongs to a school year that the export does not hold
module: data
role: data_steward
needs: [roster_courses, roster_sessions]
of: roster_courses
severity: error
says: "The course belongs to school year {evidence}, which the export does not hold."
column: school_year_sourced_id
refers: roster_sessions
why: >-
  Tools that keep a catalog for each school year file the course under no year and offer it to nobody.
fix: >-
  See which school year the course catalog was exported for. Export it again together with the terms of
  the same year.
not_a_problem_when: >-
  The file holds only the changes since the last export, and the row it points to came with an earlier
  one.
cost: {hours: 0.1}
--- */
select c.sourced_id as subject, cast(null as varchar) as school_id,
       c.school_year_sourced_id as evidence, c.file, c.line
from roster_courses c
left join roster_sessions s on s.system = c.system and s.sourced_id = c.school_year_sourced_id
where bare(c.school_year_sourced_id) <> '' and s.sourced_id is null
  and c.is_live
  and c.system in (select t.system from roster_sessions t)
