/* ---
id: ROS-013
title: Parent or guardian named by a student is not in the export
module: data
role: school_office
needs: [oneroster_users]
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
with named as (
  select u.system, u.sourced_id, u.file, u.line,
         trim(unnest(string_split(u.agent_sourced_ids, ','))) as target
  from oneroster_users u
  where u.agent_sourced_ids is not null and u.is_live
)
select named.sourced_id as subject, cast(null as varchar) as school_id,
       min(named.target) as evidence, named.file, named.line
from named
left join oneroster_users k on k.system = named.system and k.sourced_id = named.target
where named.target <> '' and k.sourced_id is null
group by named.system, named.sourced_id, named.file, named.line
