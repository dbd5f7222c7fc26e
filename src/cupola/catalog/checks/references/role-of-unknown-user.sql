/* ---
id: ROS-007
title: Role belongs to a person whom the export does not hold
module: data
role: data_steward
needs: [oneroster_users, oneroster_roles, roster_roles]
of: oneroster_roles
severity: error
says: "The role belongs to user {evidence}, whom users.csv does not hold."
column: userSourcedId
refers: oneroster_users
why: >-
  The row gives access to nobody. It often means that a person was left out of the export and cannot sign
  in anywhere.
fix: >-
  Search for this number among the people in the student information system. If the person is active, find
  out why users.csv leaves them out; if they are gone, end the role.
not_a_problem_when: >-
  The file holds only the changes since the last export, and the row it points to came with an earlier
  one.
cost: {hours: 0.1}
--- */
select r.sourced_id as subject, record_key(r.system, r.org_sourced_id) as school_id,
       r.user_sourced_id as evidence, r.file, r.line
from oneroster_roles r
join (select l.file, l.line from roster_roles l where l.person is null and l.is_live) lost
  on lost.file = r.file and lost.line = r.line
where r.user_sourced_id is not null and r.system in (select distinct t.system from oneroster_users t)
