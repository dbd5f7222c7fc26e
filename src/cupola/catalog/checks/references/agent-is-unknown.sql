/* ---
id: ROS-013
title: Parent or guardian named by a student is not in the export
module: data
role: school_office
needs: [oneroster_users, roster_agents]
of: oneroster_users
severity: error
says: "The person names {evidence} as parent, guardian or child, whom users.csv does not hold."
column: agentSourcedIds
refers: oneroster_users
why: >-
  The parent's account is not tied to the child. Messages, report cards and pick-up lists go to nobody.
fix: >-
  Open the contacts of the student. If the contact is there, find out why the export leaves them out; if
  the contact was removed, remove the link as well.
not_a_problem_when: >-
  The file holds only the changes since the last export, and the row it points to came with an earlier
  one.
cost: {hours: 0.1}
only_if:
  sql: >-
    select count(*) > 0 from oneroster_users u
    where u.sourced_id in (
      select trim(unnest(string_split(few.agents, ',')))
      from (select k.agent_sourced_ids as agents from oneroster_users k
            where k.agent_sourced_ids is not null limit 500) few)
  otherwise: the export ties no student to a parent or guardian that it holds
--- */
with lost as (
  select a.file, a.line, min(a.agent_sourced_id) as target
  from roster_agents a
  where a.agent is null and a.agent_sourced_id <> ''
  group by a.file, a.line
)
select u.sourced_id as subject, cast(null as varchar) as school_id, lost.target as evidence, u.file, u.line
from oneroster_users u
join lost on lost.file = u.file and lost.line = u.line
where u.is_live
