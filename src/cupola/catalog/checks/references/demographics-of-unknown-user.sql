/* ---
id: ROS-010
title: Birth date and background of a person whom the export does not hold
module: data
role: data_steward
needs: [oneroster_demographics, oneroster_users]
of: oneroster_demographics
severity: error
says: "The row describes user {evidence}, whom users.csv does not hold."
column: sourcedId
refers: oneroster_users
why: >-
  Counts by group include somebody who is not enrolled, and private data travel about a person whom the
  tool should not know.
fix: >-
  Export users and demographics with the same filter, in one run. If the person left, take them out of
  both; if not, find out why users.csv leaves them out.
not_a_problem_when: >-
  The file holds only the changes since the last export, and the row it points to came with an earlier
  one.
cost: {hours: 0.1}
--- */
select d.sourced_id as subject, cast(null as varchar) as school_id,
       d.sourced_id as evidence, d.file, d.line
from oneroster_demographics d
left join oneroster_users u on u.system = d.system and u.sourced_id = d.sourced_id
where d.sourced_id is not null and u.sourced_id is null
  and d.is_live
  and d.system in (select t.system from oneroster_users t)
