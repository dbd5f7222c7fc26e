/* ---
id: ROL-007
title: Parent or guardian is tied to no student
module: data
role: school_office
needs: [oneroster_users, person_org_roles]
of: oneroster_users
severity: note
says: "The person is a {evidence}, but no student names the person and the person names no student."
column: agentSourcedIds
why: >-
  The account opens nothing, messages go to somebody whose children may have left, and private data are
  kept without need.
fix: >-
  Search for the person among the contacts in the student information system. If the children left, make the
  contact inactive; if not, the link to the child is missing from the export.
not_a_problem_when: The parent is kept for a child who will enroll.
cost: {hours: 0.1}
only_if:
  sql: select count(*) > 0 from oneroster_users u where u.agent_sourced_ids is not null
  otherwise: the export ties no parent to any student
--- */
with named as (
  select distinct u.system, trim(unnest(string_split(u.agent_sourced_ids, ','))) as agent
  from oneroster_users u
  where u.agent_sourced_ids is not null
),
lonely as (
  select u.system, u.sourced_id, u.file, u.line
  from oneroster_users u
  left join named on named.system = u.system and named.agent = u.sourced_id
  where named.agent is null and u.agent_sourced_ids is null
    and coalesce(u.enabled_user, true) and u.is_live
)
select l.sourced_id as subject, cast(null as varchar) as school_id, min(lower(r.role)) as evidence, l.file, l.line
from lonely l
join person_org_roles r on r.system = l.system and r.person_id = record_key(l.system, l.sourced_id)
where r.role is not null
group by l.system, l.sourced_id, l.file, l.line
having count(case when lower(r.role) not in ('parent', 'guardian', 'relative') then 1 end) = 0
