/* ---
id: ROS-007
title: Role belongs to a person whom the export does not hold
module: data
role: data_steward
needs: [roster_people, roster_roles, roster_role_rows]
of: roster_roles
severity: error
says: "The role belongs to user {evidence}, whom the export does not hold."
column: user_sourced_id
refers: roster_people
why: >-
  The row gives access to nobody. It often means that a person was left out of the export and cannot sign
  in anywhere.
fix: >-
  Search for this number among the people in the student information system. If the person is active, find
  out why the export leaves them out; if they are gone, end the role.
not_a_problem_when: >-
  The file holds only the changes since the last export, and the row it points to came with an earlier
  one.
cost: {hours: 0.1}
--- */
with lost as (
  select l.file, l.line
  from roster_roles l
  left join (select distinct p.file from roster_people p) told on told.file = l.file
  where l.person is null and l.is_live and told.file is null
)
select x.sourced_id as subject, record_key(x.system, x.org_sourced_id) as school_id,
       x.user_sourced_id as evidence, x.file, x.line
from roster_role_rows x
join lost on lost.file = x.file and lost.line = x.line
where x.user_sourced_id is not null and x.system in (select distinct t.system from roster_people t)
