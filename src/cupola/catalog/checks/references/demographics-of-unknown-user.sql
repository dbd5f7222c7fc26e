/* ---
id: ROS-010
title: Birth date and background of a person whom the export does not hold
module: data
role: data_steward
needs: [roster_people, roster_births]
of: roster_births
severity: error
says: "The row describes user {evidence}, whom the export does not hold."
column: user_sourced_id
refers: roster_people
why: >-
  Counts by group include somebody who is not enrolled, and private data travel about a person whom the
  tool should not know.
fix: >-
  Export users and demographics with the same filter, in one run. If the person left, take them out of
  both; if not, find out why the export leaves them out.
not_a_problem_when: >-
  The file holds only the changes since the last export, and the row it points to came with an earlier
  one.
cost: {hours: 0.1}
--- */
select d.user_sourced_id as subject, cast(null as varchar) as school_id,
       d.user_sourced_id as evidence, d.file, d.line
from roster_births d
where d.user_sourced_id is not null and d.person is null
  and d.is_live
  and d.system in (select distinct t.system from roster_people t)
