/* ---
id: ROS-006
title: Term belongs to a school year or term that the export does not hold
module: data
role: data_steward
needs: [roster_sessions]
of: roster_sessions
severity: error
says: "The term belongs to {evidence}, which the export does not hold."
column: parent_sourced_id
refers: roster_sessions
why: >-
  Tools find the school year of a term through this link. Without it they file the term under no year, and
  its classes do not open.
fix: >-
  Look at the list of years and terms in the student information system. Export the school year together
  with its terms, or link the term to the year that is exported.
not_a_problem_when: >-
  The file holds only the changes since the last export, and the row it points to came with an earlier
  one.
cost: {hours: 0.2}
--- */
select s.sourced_id as subject, cast(null as varchar) as school_id,
       s.parent_sourced_id as evidence, s.file, s.line
from roster_sessions s
left join roster_sessions p on p.system = s.system and p.sourced_id = s.parent_sourced_id
where bare(s.parent_sourced_id) <> '' and p.sourced_id is null
  and s.is_live
